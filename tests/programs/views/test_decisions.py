"""The pages of decisions, as the browser sends and shows them."""

import html
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from indicators.models import Decision, User
from programs.models import DecisionFile
from programs.services.allocations import NewLine, record_allocations
from tests.factories.capital import account_key, agency, decision
from tests.factories.reference_rows import new_target
from tests.factories.rows import saved
from tests.factories.times import NOW

from .pages import words

TYPED = {
    "number": "945/QĐ-UBND",
    "kind": "decision",
    "title": "Giao kế hoạch vốn năm 2024",
    "issuer": "Ủy ban nhân dân tỉnh Lạng Sơn",
    "signed_on": "20/01/2024",
    "address": "",
}
CREATE = "/van-ban/them/"


def post(office: Client, address: str = CREATE, **changed: object):
    return office.post(address, TYPED | changed)


def give(by: User, amount: int = 100, **fields: object) -> None:
    line = NewLine(account_key(**fields), Decimal(amount))
    record_allocations(decision=decision(), lines=[line], by=by, now=NOW)


def test_registered_decision_leads_to_its_page(office: Client) -> None:
    answer = post(office)

    assert (
        answer.headers["Location"] == Decision.objects.get(number="945/QĐ-UBND").get_absolute_url()
    )


def test_what_was_typed_stays_beside_what_is_wrong(office: Client) -> None:
    answer = post(office, signed_on="2024-20-01", title="")

    assert answer.status_code == 422
    assert "Hãy ghi ngày dạng ngày/tháng/năm" in words(answer)
    assert "Hãy ghi trích yếu" in words(answer)
    assert 'value="945/QĐ-UBND"' in html.unescape(answer.content.decode())


def test_wrong_file_is_named_and_what_was_typed_stays(office: Client) -> None:
    answer = post(office, file=SimpleUploadedFile("qd.pdf", b"MZ\x90 not a pdf"))

    assert answer.status_code == 422
    assert "Tệp “qd.pdf” có nội dung không phải là PDF" in words(answer)
    assert "hãy chọn lại tệp" in words(answer)
    assert 'value="945/QĐ-UBND"' in html.unescape(answer.content.decode())
    assert not Decision.objects.filter(number="945/QĐ-UBND").exists()


def test_two_days_of_one_number_are_told_with_both(office: Client) -> None:
    post(office)

    answer = post(office, signed_on="20/02/2024")

    assert "20/01/2024, ở đây là 20/02/2024" in words(answer)
    assert "is_confirmed" not in answer.content.decode()


def test_equal_number_of_another_issuer_is_confirmed_by_a_tick(office: Client) -> None:
    post(office)
    other = {"issuer": "Ủy ban nhân dân huyện Văn Quan"}

    asked = post(office, **other)
    done = post(office, is_confirmed="on", **other)

    assert 'type="checkbox" name="is_confirmed"' in asked.content.decode()
    assert done.status_code == 302


def test_tick_stays_while_something_else_is_put_right(office: Client) -> None:
    post(office)

    answer = post(office, is_confirmed="on", signed_on="1/1/2023", title="")

    assert 'name="is_confirmed"' in answer.content.decode()


def test_correction_without_its_reason_is_told_beside_the_field(
    office: Client, provincial_officer: User
) -> None:
    post(office)
    act = Decision.objects.get(number="945/QĐ-UBND")
    line = NewLine(account_key(), Decimal(5))
    record_allocations(decision=act, lines=[line], by=provincial_officer, now=NOW)
    edit = reverse("programs:decision_edit", args=[act.pk])

    refused = post(office, edit, signed_on="21/01/2024", reason="")
    done = post(office, edit, signed_on="21/01/2024", reason="Ghi nhầm ngày.")

    assert "Hãy ghi lý do" in words(refused)
    assert 'href="#id_reason"' in refused.content.decode()
    assert done.status_code == 302
    assert "Ghi nhầm ngày." in words(office.get(act.get_absolute_url()))


def test_register_finds_a_number_without_its_signs(office: Client) -> None:
    post(office)

    found = words(office.get("/van-ban/", {"so": "945 qd ubnd", "nam": "2024"}))

    assert "1 văn bản có “945 qd ubnd”" in found
    assert "945/QĐ-UBND" in found


@pytest.mark.parametrize("query", ["nam=x", "loai=x", "trang=x", "co_quan=%00", "don-vi-tinh=x"])
def test_search_that_means_nothing_narrows_nothing(query: str, office: Client) -> None:
    assert office.get(f"/van-ban/?{query}").status_code == 200


def test_register_without_a_find_says_what_to_do(office: Client) -> None:
    assert "Hãy bỏ bớt điều kiện" in words(office.get("/van-ban/", {"so": "999 khong co"}))


def test_page_shows_what_the_decision_wrote_and_what_rests_on_it(
    office: Client, provincial_officer: User
) -> None:
    give(provincial_officer, 1234)
    saved(new_target(decision=decision()))

    page = words(office.get(decision().get_absolute_url()))

    assert "Năm 2024: vốn giao trong năm: 1.234 triệu đồng" in page
    assert "Chỉ tiêu giao theo văn bản này" in page


def test_leader_reads_tỷ_and_changes_nothing(
    client: Client, leader: User, provincial_officer: User
) -> None:
    give(provincial_officer, 1_234_000)
    client.force_login(leader)

    answer = client.get(decision().get_absolute_url())

    assert "1.234,0 tỷ đồng" in words(answer)
    assert "Ghi vốn giao" not in words(answer)
    assert "Đính kèm tệp" not in words(answer)


def test_district_sees_its_own_money_only(
    client: Client, van_quan_officer: User, provincial_officer: User
) -> None:
    give(provincial_officer, 77_001, agency=agency("180"))
    client.force_login(van_quan_officer)

    page = words(client.get(decision().get_absolute_url()))
    listed = words(client.get("/van-ban/"))
    result = words(client.get(reverse("programs:allocation_result", args=[decision().pk])))

    assert "không giao vốn cho địa bàn của bạn" in page
    assert "77.001" not in page + listed + result


def test_file_is_served_as_an_attachment(office: Client) -> None:
    post(office, file=SimpleUploadedFile("quyết định.pdf", b"%PDF-1.7 minh hoa"))
    kept = DecisionFile.objects.get()

    answer = office.get(reverse("programs:decision_file", args=[kept.decision_id, kept.pk]))

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 minh hoa"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_file_of_another_decision_is_not_found_under_this_one(office: Client) -> None:
    post(office, file=SimpleUploadedFile("qd.pdf", b"%PDF-1.7"))
    kept = DecisionFile.objects.get()

    assert office.get(f"/van-ban/{decision().pk}/tep/{kept.pk}/").status_code == 404


def test_wrong_file_on_the_page_is_named(office: Client) -> None:
    attach = reverse("programs:decision_attach", args=[decision().pk])

    answer = office.post(attach, {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 broken")})

    assert answer.status_code == 422
    assert "Tệp “a.docx” có nội dung không phải" in words(answer)


def test_file_is_taken_away_with_a_reason(office: Client) -> None:
    post(office, file=SimpleUploadedFile("qd.pdf", b"%PDF-1.7"))
    kept = DecisionFile.objects.get()
    remove = reverse("programs:decision_file_remove", args=[kept.decision_id, kept.pk])

    refused = office.post(remove, {"reason": ""})
    office.post(remove, {"reason": "Nhầm tệp."})

    assert refused.status_code == 422
    assert not DecisionFile.objects.exists()
