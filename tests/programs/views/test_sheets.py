"""The pages of a district's sheet of capital, from upload to undo."""

from io import BytesIO

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators.models import BatchState, User
from programs.models import Disbursement, ProgrammeBatch
from tests.factories.reference import district, period
from tests.factories.sheets import granted, previewed_sheet, sheet_key, stated
from tests.indicators.views.examples import example
from tests.indicators.views.upload import named, text_of

UPLOAD = reverse("programs:batch_upload")


@pytest.fixture
def officer(client: Client, ledger: None, binh_gia_officer: User) -> Client:
    client.force_login(binh_gia_officer)
    return client


def uploaded(client: Client, content: bytes | None = None, quarter: str = "2024Q3") -> HttpResponse:
    data = {
        "area": district("181").pk,
        "period": period(quarter).pk,
        "file": named(content or example("R04").content, "Biểu vốn quý III.xlsx"),
    }
    return client.post(UPLOAD, data, follow=True)


def confirmed(client: Client, batch: ProgrammeBatch, **fields: str) -> HttpResponse:
    data = {"fingerprint": batch.fingerprint, **fields}
    return client.post(reverse("programs:batch_confirm", args=[batch.pk]), data, follow=True)


def test_sheet_goes_from_upload_to_the_ledger(officer: Client) -> None:
    page = uploaded(officer)
    batch = ProgrammeBatch.objects.get()
    assert page.redirect_chain[-1][0] == f"/von/nhap/{batch.pk}/"
    assert "3.621" in text_of(page)
    assert not Disbursement.objects.exists()

    page = confirmed(officer, batch)

    assert "Đã lưu số giải ngân của 10 dự án mới" in text_of(page)
    rows = Disbursement.objects.select_related("account__component")
    assert {r.account.component.code: r.amount_million_vnd for r in rows} == stated("disb_year")


def test_plans_that_differ_from_the_ledger_are_shown_with_both_values_and_the_size(
    client: Client, provincial_officer: User
) -> None:
    granted(provincial_officer, DA1="5000")
    client.force_login(provincial_officer)

    page = uploaded(client)

    found = [d for d in page.context["page"].differences if d.plan.key == "plan_year"]
    assert [(d.line.code, d.plan.amount_million_vnd, d.ledger, d.size) for d in found] == [
        ("DA1", 5100, 5000, 100)
    ]
    assert "+100" in text_of(page)


def test_period_plans_are_not_compared_where_the_ledger_knows_none(officer: Client) -> None:
    page = uploaded(officer)

    assert page.context["page"].differences == ()


def test_missing_note_keeps_what_was_typed(client: Client, provincial_officer: User) -> None:
    granted(provincial_officer, DA1="3000", DA2="1000")
    client.force_login(provincial_officer)
    uploaded(client)

    page = confirmed(client, ProgrammeBatch.objects.get(), **{"ly-do-DA1": "Chờ văn bản"})

    assert page.status_code == 422
    assert 'value="Chờ văn bản"' in text_of(page)
    assert 'href="#ly-do-DA2"' in text_of(page)
    assert not Disbursement.objects.exists()


def test_noted_lines_are_stored_with_their_notes(client: Client, provincial_officer: User) -> None:
    granted(provincial_officer, DA1="3000", DA2="1000")
    client.force_login(provincial_officer)
    uploaded(client)

    confirmed(client, ProgrammeBatch.objects.get(), **{"ly-do-DA1": "Chờ", "ly-do": "Đối chiếu"})

    assert sorted(Disbursement.objects.exclude(note="").values_list("note", flat=True)) == [
        "Chờ",
        "Đối chiếu",
    ]


def test_page_shows_what_changed_meanwhile_and_reads_the_file_again(
    officer: Client, binh_gia_officer: User
) -> None:
    batch = previewed_sheet(binh_gia_officer)
    _pay(binh_gia_officer, "77")

    page = officer.get(batch.get_absolute_url())
    assert "Đã thay đổi sau khi bạn xem trước" in text_of(page)

    page = officer.post(reverse("programs:batch_reread", args=[batch.pk]), follow=True)
    assert page.context["page"].can_confirm
    assert "<del>77</del>" in text_of(page)


def _pay(by: User, amount: str) -> None:
    from decimal import Decimal

    from programs.services.disbursements import Payment, write_disbursements
    from tests.factories.sheets import QUARTER_END
    from tests.factories.times import NOW

    payments = [Payment(sheet_key("DA1"), QUARTER_END, Decimal(amount))]
    write_disbursements(payments=payments, by=by, now=NOW)


def test_undo_needs_a_reason_and_takes_everything_back(officer: Client) -> None:
    uploaded(officer)
    batch = ProgrammeBatch.objects.get()
    confirmed(officer, batch)
    undo = reverse("programs:batch_undo", args=[batch.pk])

    assert "Hãy ghi lý do hoàn tác" in text_of(officer.post(undo, {"reason": " "}, follow=True))
    page = officer.post(undo, {"reason": "Nhầm quý"}, follow=True)

    assert page.context["page"].batch.state == BatchState.UNDONE
    assert not Disbursement.objects.exists()


def test_marked_workbook_has_the_differences_in_its_cells(
    client: Client, provincial_officer: User
) -> None:
    granted(provincial_officer, DA1="3000")
    client.force_login(provincial_officer)
    uploaded(client)

    answer = client.get(reverse("programs:batch_marked", args=[ProgrammeBatch.objects.get().pk]))

    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    sheet = book["Biểu 03"]
    assert "lệch +2.100" in sheet["F13"].comment.text
    assert "vượt vốn giao" in sheet["G13"].comment.text


def test_quarter_without_districts_is_refused_and_says_why(
    client: Client, ledger: None, provincial_officer: User
) -> None:
    client.force_login(provincial_officer)

    page = uploaded(client, quarter="2025Q3")

    assert page.status_code == 422
    assert "cấp huyện kết thúc từ 01/07/2025" in text_of(page)


def test_list_shows_the_own_districts_batches(
    officer: Client, van_quan_officer: User, client: Client
) -> None:
    uploaded(officer)
    assert "Biểu vốn quý III.xlsx" in text_of(officer.get("/von/nhap/"))

    client.force_login(van_quan_officer)
    assert "Biểu vốn quý III.xlsx" not in text_of(client.get("/von/nhap/"))


def test_page_needs_a_fixed_number_of_queries(
    officer: Client, binh_gia_officer: User, django_assert_num_queries: object
) -> None:
    from programs.selectors.sheets import sheet_page

    batch = ProgrammeBatch.objects.select_related("area", "period").get(
        pk=previewed_sheet(binh_gia_officer).pk
    )

    with django_assert_num_queries(5):
        sheet_page(batch)
