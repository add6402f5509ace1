"""The administration's pages on money: looked at, exported, and imported through the service."""

import csv
import io
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators.models import User
from programs.models import (
    Allocation,
    BudgetYear,
    CapitalAccount,
    ClassList,
    Disbursement,
    DisbursementChange,
    ProgrammeBatch,
)
from programs.services.rules import set_closing
from tests.factories import capital
from tests.factories.class_lists import new_class_list
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db

HEADERS = [
    "Văn bản",
    "Dự án",
    "Đơn vị",
    "Năm",
    "Loại vốn",
    "Nguồn vốn",
    "Vốn kéo dài",
    "Số tiền (triệu đồng)",
    "Ghi chú",
]
ROW = ["01/QĐ-THU", "thu/T1", "thu-184", "2024", "ĐTPT", "central", "0", "1200.5", ""]
ROWS = [
    (Allocation, capital.new_allocation),
    (Disbursement, capital.new_disbursement),
    (DisbursementChange, capital.new_disbursement_change),
    (ClassList, new_class_list),
    (ProgrammeBatch, capital.new_programme_batch),
]


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def scene() -> None:
    capital.decision()
    capital.component()
    capital.agency()


def upload(office: Client, *rows: list[str]) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text).writerows([HEADERS, *rows])
    file = SimpleUploadedFile("von.csv", text.getvalue().encode())
    address = reverse("admin:programs_allocation_import")
    return office.post(address, {"import_file": file, "format": "0"})


def confirm(office: Client, previewed: HttpResponse) -> HttpResponse:
    values = previewed.context["confirm_form"].initial
    return office.post(reverse("admin:programs_allocation_process_import"), values, follow=True)


@pytest.mark.parametrize(
    ("model", "new_row"), ROWS, ids=lambda value: getattr(value, "__name__", "")
)
def test_row_of_the_ledger_is_shown_and_not_changed(
    model: type, new_row: object, office: Client
) -> None:
    row = new_row()
    row.save()
    name = f"admin:programs_{model._meta.model_name}"
    change = reverse(f"{name}_change", args=[row.pk])

    assert office.get(change).status_code == 200
    assert office.get(reverse(f"{name}_changelist")).status_code == 200
    assert office.post(change, {"note": "Sửa"}).status_code == 403
    assert office.get(reverse(f"{name}_add")).status_code == 403
    assert office.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_accounts_are_not_in_the_administration() -> None:
    assert CapitalAccount not in admin.site._registry


def test_rules_of_a_year_with_a_history_are_changed_on_their_page_only(
    office: Client, provincial_officer: User
) -> None:
    year = BudgetYear.objects.get(year=2024)
    change = reverse("admin:programs_budgetyear_change", args=[year.pk])
    later = date(2025, 3, 31)
    set_closing(
        budget_year=year, closes_on=later, reason="Theo công văn", by=provincial_officer, now=NOW
    )

    page = office.get(change).content.decode()
    office.post(change, {"year": "2024", "closes_on": "31/01/2025"})

    assert 'name="closes_on"' not in page
    assert (
        office.post(reverse("admin:programs_budgetyear_delete", args=[year.pk])).status_code == 403
    )
    assert BudgetYear.objects.get(year=2024).closes_on == later


def test_table_of_allocations_is_previewed_then_recorded(
    scene: None, office: Client, administrator: User
) -> None:
    previewed = upload(office, ROW)
    assert not Allocation.objects.exists()

    confirm(office, previewed)

    line = Allocation.objects.get()
    assert (line.recorded_by, line.is_sample) == (administrator, False)
    assert not LogEntry.objects.exists()


def test_bad_row_is_explained_and_cannot_be_confirmed(scene: None, office: Client) -> None:
    page = upload(office, ROW, [*ROW[:7], "-2000", ""])

    assert "confirm_form" not in page.context
    assert "có hai dòng cùng năm" in page.content.decode()


def test_what_changed_before_the_confirmation_is_told_and_nothing_is_stored(
    scene: None, office: Client
) -> None:
    capital.new_allocation().save()
    previewed = upload(office, [*ROW[:7], "-1000", ""])
    reversed_ = Allocation.objects.get()
    capital.new_allocation(
        amount_million_vnd=-reversed_.amount_million_vnd, reverses=reversed_, note="Nhầm"
    ).save()

    page = confirm(office, previewed)

    assert "Dòng 1: " in page.content.decode()
    assert Allocation.objects.count() == 2


@pytest.mark.parametrize(("model", "new_row"), ROWS[:2], ids=["allocations", "disbursements"])
def test_ledger_is_exported(model: type, new_row: object, office: Client) -> None:
    new_row().save()

    answer = office.post(
        reverse(f"admin:programs_{model._meta.model_name}_export"), {"format": "0"}
    )

    [row] = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (row["Dự án"], row["Đơn vị"], row["Năm"]) == ("thu/T1", "thu-184", "2024")


def test_export_takes_as_few_queries_for_many_lines(
    office: Client, django_assert_max_num_queries: object
) -> None:
    for place in range(30):
        row = capital.account(component=capital.component(f"M{place}"))
        capital.new_allocation(account=row).save()

    with django_assert_max_num_queries(25):
        office.post(reverse("admin:programs_allocation_export"), {"format": "0"})
