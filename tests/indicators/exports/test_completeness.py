"""The matrix as a workbook: numbers are numbers, and nothing is ever a formula."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from indicators.exports.completeness import completeness_workbook
from indicators.models import Area, Period, Report, User
from indicators.selectors.completeness import completeness
from tests.factories.reference import report_of
from tests.factories.reports import sent_report
from tests.factories.times import NOW, local_time


def workbook(now: datetime = NOW) -> Workbook:
    page = completeness(Report.objects.all(), now=now)
    content = completeness_workbook(page, day=date(2024, 10, 5))
    return load_workbook(BytesIO(content))


@pytest.fixture
def sent(open_quarter: Period, trang_dinh_officer: User) -> Report:
    return sent_report(report_of("F1", "180"), by=trang_dinh_officer)


def column(book: Workbook, sheet: str, number: int) -> list:
    return [row[number].value for row in book[sheet].iter_rows()]


def test_workbook_has_a_line_for_everyone_and_words_for_states(sent: Report) -> None:
    book = workbook(now=local_time(2024, 10, 13, 9))

    lines = dict(zip(*(column(book, "Tiến độ", number) for number in (0, 1)), strict=True))
    assert lines["Huyện Tràng Định"] == "Đã gửi"
    assert lines["Huyện Văn Quan"] == "Chưa gửi, quá hạn 3 ngày"
    assert lines["Đơn vị"] == "Quý III năm 2024"


def test_workbook_writes_numbers_as_numbers(sent: Report) -> None:
    sheet = workbook()["Tiến độ"]

    lines = {row[0].value: row[1] for row in sheet.iter_rows()}

    assert (lines["Số báo cáo phải nộp"].value, lines["Đã nhận"].value) == (11, 1)
    assert lines["Tỷ lệ đã nhận"].value == pytest.approx(1 / 11)
    assert lines["Tỷ lệ đã nhận"].number_format == "0.0%"


def test_workbook_lists_what_is_owed_with_days_as_numbers(sent: Report) -> None:
    rows = list(workbook()["Còn nợ"].iter_rows(values_only=True))

    assert len(rows) == 1 + 11
    assert rows[1][4:] == (datetime(2024, 10, 10), 5)  # noqa: DTZ001 -- a cell has no zone


def test_name_that_looks_like_a_formula_stays_text(sent: Report) -> None:
    Area.objects.filter(code="184", kind="district").update(name='=HYPERLINK("http://x","y")')

    book = workbook()

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sum(str(cell.value).startswith("=HYPERLINK") for cell in cells) == 2


def test_workbook_of_nothing_opens(db: None) -> None:
    assert workbook().sheetnames == ["Tiến độ", "Còn nợ"]
