"""Long tables of money as the browser sends them, confirms and takes them back."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import User
from programs.models import Allocation, ProgrammeBatch
from tests.factories.capital import budget_year
from tests.factories.money_tables import given, known_names, money_csv, paid, stored
from tests.indicators.views.upload import named, text_of

pytestmark = pytest.mark.django_db
UPLOAD = reverse("programs:money_table_upload")
BAD = given(agency="<b>Văn Quam</b>", year=2023)


@pytest.fixture(autouse=True)
def names(db: None) -> None:
    known_names()


@pytest.fixture
def officer(client: Client, provincial_officer: User) -> Client:
    client.force_login(provincial_officer)
    return client


def sent(client: Client, *lines, kind: str = "allocations", name: str = "Vốn 2024.csv"):
    data = {"kind": kind, "file": named(money_csv(*lines, kind=kind), name)}
    return client.post(UPLOAD, data, follow=True)


def at(step: str) -> str:
    return reverse(f"programs:money_table_{step}", args=[ProgrammeBatch.objects.get().pk])


def grown(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_upload_shows_sums_and_what_would_be_stored(officer: Client) -> None:
    page = text_of(sent(officer, given()))

    assert "Đọc được 1 dòng mới, 0 thay đổi, 0 giữ nguyên, không có lỗi" in page
    assert "01/QĐ-THU (15/01/2024)" in page
    assert "1.000,5" in page
    assert not Allocation.objects.exists()


def test_confirming_shows_each_step_and_stores(officer: Client) -> None:
    sent(officer, given())

    page = grown(officer.post(at("confirm")))

    assert page.count("<progress") == 5
    assert page.index("Đã ghi 1 dòng mới") < page.index("Xem kết quả")
    assert Allocation.objects.count() == 1


def test_browser_that_leaves_does_not_stop_the_import(officer: Client) -> None:
    sent(officer, given())

    response = officer.post(at("confirm"))
    next(response.streaming_content)
    response._iterator.close()  # as the server does, but without closing the test's connection

    assert Allocation.objects.count() == 1
    assert ProgrammeBatch.objects.get().state == "applied"


def test_refused_lines_are_listed_and_must_be_accepted(officer: Client) -> None:
    page = text_of(sent(officer, given(), BAD))
    officer.post(at("confirm"))

    assert "Không nhận ra đơn vị (1 dòng)" in page
    assert "<b>Văn Quam" not in page
    assert 'name="partial"' in page
    assert not Allocation.objects.exists()

    grown(officer.post(at("confirm"), {"partial": "on"}))

    assert Allocation.objects.count() == 1


def test_stored_table_is_undone_with_a_reason(officer: Client) -> None:
    sent(officer, given())
    grown(officer.post(at("confirm")))

    without = text_of(officer.post(at("undo"), follow=True))
    page = text_of(officer.post(at("undo"), {"reason": "Tải nhầm"}, follow=True))

    assert "Hãy ghi lý do hoàn tác" in without
    assert "hoàn tác lúc" in page
    assert "Tải nhầm" in page
    assert sum(line.amount_million_vnd for line in Allocation.objects.all()) == 0


def test_original_is_served_as_an_attachment(officer: Client) -> None:
    sent(officer, given(), name="Vốn.csv")

    response = officer.get(at("file"))

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content) == money_csv(given())


def test_unclear_unit_is_said_and_nothing_can_be_confirmed(officer: Client) -> None:
    content = money_csv(given()).replace(b" (tri\xe1\xbb\x87u \xc4\x91\xe1\xbb\x93ng)", b"")

    data = {"kind": "allocations", "file": named(content, "a.csv")}
    page = text_of(officer.post(UPLOAD, data, follow=True))

    assert "Không rõ đơn vị tiền của cột “Số tiền”" in page
    assert "Xác nhận và lưu" not in page


def test_form_keeps_what_was_chosen_and_names_what_lacks(officer: Client) -> None:
    response = officer.post(UPLOAD, {"kind": "disbursements"})

    page = text_of(response)
    assert response.status_code == 422
    assert "Hãy chọn tệp cần nhập" in page
    assert 'value="disbursements" id="id_kind_1" checked' in page.replace("  ", " ") or (
        "checked" in page
    )


def test_district_officer_sees_and_brings_disbursement_alone(
    client: Client, provincial_officer: User, van_quan_officer: User
) -> None:
    budget_year()
    batch = stored(given(), by=provincial_officer)
    client.force_login(van_quan_officer)

    form = text_of(client.get(UPLOAD))
    refused = sent(client, given())
    page = text_of(sent(client, paid(), kind="disbursements"))

    assert 'value="allocations"' not in form
    assert refused.status_code == 422
    assert "Đọc được 1 dòng mới" in page
    assert client.get(batch.get_absolute_url()).status_code == 404


def test_leader_reads_a_table_and_changes_nothing(
    client: Client, provincial_officer: User, leader: User
) -> None:
    batch = stored(given(), by=provincial_officer)
    client.force_login(leader)

    assert client.get(UPLOAD).status_code == 403
    assert "Hoàn tác bảng này" not in text_of(client.get(batch.get_absolute_url()))
    assert client.post(at("undo"), {"reason": "x"}).status_code == 403
