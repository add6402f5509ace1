"""The pages of the periodic report, and its files beside them."""

import html
import io
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from indicators.models import User
from lsdash.lib.numbers import format_number
from programs.models import OfficialReport
from programs.services.obstacles import Account, raise_obstacle
from tests.factories.reference import district, period, province
from tests.factories.times import local_time
from tests.programs.views.pages import words

HOSTILE = '<script>alert(1)</script> =HYPERLINK("http://x") {{ 7*7 }} \x0b& ]]> \' "'
QUERIES = 45  # at most, of a page of a draft, however long it is


def address(name: str, *args: object) -> str:
    return reverse(f"programs:{name}", args=args)


def started(office: Client, code: str = "2024Q3") -> OfficialReport:
    asked = {"period": code, "area": province().pk}
    answer = office.post(address("official_report_start"), asked)
    assert answer.status_code == 302, words(answer)
    return OfficialReport.objects.get(frozen_at=None)


def saved(office: Client, report: OfficialReport, key: str, **fields: object) -> HttpResponse:
    report.refresh_from_db()
    row = report.paragraphs.get(key=key)
    values = {"text": "", "version": report.version} | fields
    return office.post(address("official_report_paragraph", report.pk, row.pk), values)


def frozen(office: Client, report: OfficialReport) -> OfficialReport:
    report.refresh_from_db()
    answer = office.post(address("official_report_freeze", report.pk), {"version": report.version})
    assert answer.status_code == 302, words(answer)
    report.refresh_from_db()
    return report


def obstacle(by: User, content: str, **fields: object) -> None:
    account = Account(content=content, areas=(district("184"),), **fields)
    raise_obstacle(account=account, area=district("184"), by=by, now=local_time(2024, 8, 1, 9))


def word_of(office: Client, report: OfficialReport) -> Document:
    answer = office.get(address("official_report_word", report.pk))
    return Document(io.BytesIO(answer.content))


def excel_of(office: Client, report: OfficialReport) -> object:
    answer = office.get(address("official_report_excel", report.pk))
    return load_workbook(io.BytesIO(answer.content))


def plain(text: str) -> str:
    return " ".join(text.split())


def page_tables(answer: HttpResponse) -> list[list[list[str]]]:
    """The cells of every annex table of the page."""
    body = answer.content.decode().split('class="paper__annex"', 1)[1]
    tables = re.findall(r"<tbody>(.*?)</tbody>", body.split("</article>")[0], re.DOTALL)
    found = []
    for table in tables:
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
        found.append([[plain(html.unescape(cell)) for cell in row] for row in cells])
    return found


def word_tables(document: Document) -> Iterator[list[list[str]]]:
    for table in document.tables:
        rows = [[plain(cell.text) for cell in row.cells] for row in table.rows]
        if rows[0][0] == "TT" and len(rows) > 1:
            yield rows[1:]


def excel_tables(book: object) -> Iterator[list[list[object]]]:
    for sheet in book:
        rows = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
        rows = [row for row in rows if any(value is not None for value in row[1:])]
        if rows:
            yield rows


def same(shown: str, kept: object) -> bool:
    """Whether a cell of Excel holds what the page shows; numbers as the page rounds them."""
    if kept is None:
        return shown in ("—", "")
    if isinstance(kept, str):
        return plain(kept) == shown
    decimals = len(shown.partition(",")[2])
    return format_number(Decimal(repr(kept)), decimals) == shown


@pytest.mark.parametrize("is_frozen", [False, True], ids=["draft", "frozen"])
def test_page_word_and_excel_hold_equal_figures(
    sample_loaded: None, office: Client, provincial_officer: User, is_frozen: bool
) -> None:
    obstacle(provincial_officer, "Chưa có quỹ đất", capital_stuck_million_vnd=Decimal("1250.5"))
    report = started(office)
    if is_frozen:
        report = frozen(office, report)

    page = office.get(report.get_absolute_url())
    document = word_of(office, report)
    on_page = page_tables(page)

    assert len(on_page) >= 3
    assert list(word_tables(document)) == on_page
    excel = list(excel_tables(excel_of(office, report)))
    assert [len(table) for table in excel] == [len(table) for table in on_page]
    for kept, shown in zip(excel, on_page, strict=True):
        for kept_row, shown_row in zip(kept, shown, strict=True):
            assert all(map(same, shown_row, kept_row)), (shown_row, kept_row)
    said = {plain(one.text) for one in document.paragraphs if one.text}
    text = words(page)
    capital = next(one for one in said if one.startswith("Tổng vốn được sử dụng"))
    assert capital in text
    assert sum(one in text for one in said) >= len(said) - 12  # all but headings of annexes


def test_officers_words_stand_in_page_and_word(office: Client, db: None) -> None:
    report = started(office)
    answer = saved(office, report, "von.tong", text="Vốn đang được phân bổ.\r\nĐợt hai.")

    assert answer.status_code == 302
    page = words(office.get(report.get_absolute_url()))
    assert "Vốn đang được phân bổ. Đợt hai." in page
    said = [one.text for one in word_of(office, report).paragraphs]
    assert "Vốn đang được phân bổ.\nĐợt hai." in said
    saved(office, report, "von.tong", is_left_out="on")
    assert "Đã bỏ khỏi báo cáo" in words(office.get(report.get_absolute_url()))


def test_second_of_two_people_keeps_what_was_typed(office: Client, db: None) -> None:
    report = started(office)
    answer = saved(office, report, "von.tong", text="Lời của tôi", version=0)

    assert answer.status_code == 422
    assert "Người khác vừa sửa" in words(answer)
    assert "Lời của tôi" in answer.content.decode()


def test_refreshing_shows_what_changed_and_keeps_words(
    office: Client, provincial_officer: User
) -> None:
    report = started(office)
    saved(office, report, "kho-khan.tong", text="Khó khăn không nhiều.")
    obstacle(provincial_officer, "Giá vật liệu tăng")
    before = words(office.get(report.get_absolute_url()))
    office.post(address("official_report_refresh", report.pk))

    after = words(office.get(report.get_absolute_url()))
    assert "đã đổi từ lần tổng hợp này" in before
    assert "Khó khăn không nhiều." in after
    assert "Số liệu đã đổi từ khi bạn sửa" in after
    assert "chưa ghi nhận khó khăn, vướng mắc nào" in after
    assert "phát sinh 1, giải quyết 0" in after


def test_figures_that_nobody_saw_are_not_frozen(office: Client, provincial_officer: User) -> None:
    report = started(office)
    obstacle(provincial_officer, "Giá vật liệu tăng")
    answer = office.post(address("official_report_freeze", report.pk), {"version": report.version})

    assert answer.status_code == 422
    assert "Hãy tổng hợp lại" in words(answer)


def test_own_paragraph_and_letter_are_kept(office: Client, db: None) -> None:
    report = started(office)
    office.post(address("official_report_add", report.pk, "ky-toi"), {"text": "Tổng kết năm."})
    report.refresh_from_db()
    letter = {
        "letter_number": "05/BC-BDT",
        "signed_on": "05/10/2024",
        "signer_title": "KT. Trưởng ban\r\nPhó Trưởng ban",
        "signer_name": "Nguyễn Văn Mẫu",
        "recipients": "Như trên;\r\n- Lưu: VT.",
        "version": report.version,
    }
    early = office.post(
        address("official_report_letter", report.pk), letter | {"signed_on": "05/09/2024"}
    )
    office.post(address("official_report_letter", report.pk), letter)

    assert early.status_code == 422
    assert "không được trước ngày cuối kỳ" in words(early)
    page = words(office.get(report.get_absolute_url()))
    assert "Tổng kết năm." in page
    assert "Số: 05/BC-BDT" in page
    assert "Lạng Sơn, ngày 05 tháng 10 năm 2024" in page
    text = "\n".join(cell.text for table in word_of(office, report).tables for cell in table._cells)
    for part in ("BAN DÂN TỘC", "PHÓ TRƯỞNG BAN", "- Lưu: VT.", "DỰ THẢO", "Số: 05/BC-BDT"):
        assert part in text


def test_unknown_section_is_not_found(office: Client, db: None) -> None:
    report = started(office)

    answer = office.post(address("official_report_add", report.pk, "khong-co"), {"text": "x"})
    assert answer.status_code == 404


def test_draft_says_so_and_frozen_does_not(office: Client, db: None) -> None:
    report = started(office)
    draft = office.get(address("official_report_word", report.pk))
    assert draft["Content-Disposition"] == (
        'attachment; filename="bao-cao-2024q3-tinh-lang-son-ban-1-du-thao.docx"'
    )
    assert excel_of(office, report).worksheets[0]["A2"].value == "DỰ THẢO"

    report = frozen(office, report)
    kept = office.get(address("official_report_excel", report.pk))
    assert kept["Content-Disposition"] == (
        'attachment; filename="phu-luc-2024q3-tinh-lang-son-ban-1.xlsx"'
    )
    assert "DỰ THẢO" not in office.get(report.get_absolute_url()).content.decode()


def test_frozen_report_stays_when_figures_change(office: Client, provincial_officer: User) -> None:
    report = frozen(office, started(office))
    before = words(office.get(report.get_absolute_url())).split("CỘNG HÒA")[1]
    obstacle(provincial_officer, "Giá vật liệu tăng")

    assert words(office.get(report.get_absolute_url())).split("CỘNG HÒA")[1] == before
    assert saved(office, report, "von.tong", text="Khác").status_code == 422


def test_new_version_begins_from_the_frozen_one(office: Client, db: None) -> None:
    report = started(office)
    saved(office, report, "von.tong", text="Lời đã viết.")
    report = frozen(office, report)

    assert "Lập bản mới" in words(office.get(report.get_absolute_url()))
    again = started(office)
    assert again.number == 2
    assert "Lời đã viết." in words(office.get(again.get_absolute_url()))
    second = office.post(
        address("official_report_start"), {"period": "2024Q3", "area": province().pk}
    )
    assert second.status_code == 422
    assert "Kỳ này đang có một bản nháp" in words(second)


def test_district_reads_what_was_frozen_of_its_own(
    office: Client, van_quan_officer: User, trang_dinh_officer: User, leader: User
) -> None:
    asked = {"period": "2024Q3", "area": district("184").pk}
    office.post(address("official_report_start"), asked)
    report = OfficialReport.objects.get()
    answers = {}
    for state in ("draft", "frozen"):
        for user in (van_quan_officer, trang_dinh_officer, leader):
            reader = Client()
            reader.force_login(user)
            answers[state, user.username] = reader.get(report.get_absolute_url()).status_code
        if state == "draft":
            frozen(office, report)

    assert answers == {
        ("draft", "vanquan"): 404,
        ("draft", "trangdinh"): 404,
        ("draft", "lanhdao"): 200,
        ("frozen", "vanquan"): 200,
        ("frozen", "trangdinh"): 404,
        ("frozen", "lanhdao"): 200,
    }


def test_district_that_is_gone_is_refused_by_name(office: Client, db: None) -> None:
    asked = {"period": "2025Q3", "area": district("184").pk}
    answer = office.post(address("official_report_start"), asked)

    assert answer.status_code == 422
    assert "không còn là đơn vị hành chính vào ngày 30/09/2025" in words(answer)


def test_hostile_words_stay_words(office: Client, provincial_officer: User) -> None:
    typed = HOSTILE.replace("\x0b", "")
    obstacle(provincial_officer, HOSTILE.replace("\x0b", ""), cause_text=typed, remedy=typed)
    obstacle(provincial_officer, "Khác", remedy=typed)
    report = started(office)
    saved(office, report, "von.tong", text=HOSTILE)
    office.post(address("official_report_add", report.pk, "ky-toi"), {"text": HOSTILE})
    letter = dict.fromkeys(("signer_title", "signer_name", "recipients"), typed)
    report.refresh_from_db()
    office.post(
        address("official_report_letter", report.pk),
        letter | {"letter_number": "<b>1</b>", "version": report.version},
    )

    for report in (report, frozen(office, report)):  # noqa: B020
        page = office.get(report.get_absolute_url()).content.decode()
        assert "<script>alert" not in page
        assert "<b>1</b>" not in page
        assert "{{ 7*7 }}" in page
        assert word_of(office, report).tables
        book = excel_of(office, report)
        assert all(
            cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row
        )


def test_page_asks_as_little_for_a_long_report(office: Client, provincial_officer: User) -> None:
    report = started(office)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert office.get(report.get_absolute_url()).status_code == 200
        return len(found)

    obstacle(provincial_officer, "Khó khăn")
    few = asked()
    for number in range(10):
        obstacle(provincial_officer, f"Khó khăn {number}")
        office.post(address("official_report_add", report.pk, "ky-toi"), {"text": f"{number}"})

    assert few == asked() <= QUERIES


def test_list_asks_the_same_for_many_reports(office: Client, db: None) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert office.get(address("official_report_list")).status_code == 200
        return len(found)

    frozen(office, started(office))
    few = asked()
    for code in ("2024Q1", "2024Q2", "2023Q4"):
        frozen(office, started(office, code))

    assert few == asked() <= 10
    assert period("2024Q3").label in words(office.get(address("official_report_list")))
