"""The matrix of reports as a workbook."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from indicators.models import ReportState
from indicators.selectors.completeness import Completeness, MatrixCell, Owed
from lsdash.lib.moments import days_left_text

NOTHING_OWED = "không phải nộp"
# As officers know them: grey, green, yellow, and blue and dark for approved and locked.
FILLS = {
    ReportState.NOT_SENT: "#E5E8EB",
    ReportState.SENT: "#DFF1EC",
    ReportState.RETURNED: "#FFEEB0",
    ReportState.APPROVED: "#E1EEF7",
    ReportState.LOCKED: "#DFE5EA",
}


def completeness_workbook(page: Completeness, *, day: date) -> bytes:
    """Two sheets: who sent what by period, with the shares, and who owes what on that day.

    Every text is written as text, so a name that begins with "=" never becomes a formula.
    """
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    _write_matrix(book, page, day)
    _write_owed(book, page.owed)
    book.close()
    return stream.getvalue()


def _write_matrix(book: Workbook, page: Completeness, day: date) -> None:
    sheet = book.add_worksheet("Tiến độ")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    title = f"Tiến độ gửi {page.form} (đến ngày {day:%d/%m/%Y})" if page.form else "Tiến độ"
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    _write_line(sheet, 2, ["Đơn vị", *(share.period.label for share in page.shares)], bold)
    fills = {
        state: book.add_format({"bg_color": colour, "border": 1, "text_wrap": True})
        for state, colour in FILLS.items()
    }
    name = book.add_format({"border": 1})
    for place, row in enumerate(page.rows, start=3):
        sheet.write_string(place, 0, row.area.name, name)
        for column, cell in enumerate(row.cells, start=1):
            form = fills[ReportState(cell.report.state)] if cell else name
            sheet.write_string(place, column, cell_words(cell), form)
    _write_shares(book, sheet, page, 3 + len(page.rows))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, max(len(page.shares), 1), 18)
    sheet.freeze_panes(3, 1)
    _print_on_one_page(sheet)


def cell_words(cell: MatrixCell | None) -> str:
    """“Đã duyệt, gửi trễ 3 ngày”, “Chưa gửi, quá hạn 2 ngày”."""
    if cell is None:
        return NOTHING_OWED
    state = cell.report.get_state_display()
    if cell.days_over:
        return f"{state}, {days_left_text(-cell.days_over)}"
    return f"{state}, gửi trễ {cell.days_late} ngày" if cell.is_in and cell.days_late else state


def _write_shares(book: Workbook, sheet: Worksheet, page: Completeness, first: int) -> None:
    bold = book.add_format({"bold": True, "border": 1})
    whole = book.add_format({"num_format": "0", "border": 1})
    share = book.add_format({"num_format": "0.0%", "border": 1})
    lines = [
        ("Số báo cáo phải nộp", [one.owed for one in page.shares], whole),
        ("Đã nhận", [one.received for one in page.shares], whole),
        ("Tỷ lệ đã nhận", [one.received_ratio for one in page.shares], share),
        ("Đúng hạn", [one.in_time for one in page.shares], whole),
        ("Tỷ lệ đúng hạn", [one.in_time_ratio for one in page.shares], share),
    ]
    for place, (name, values, form) in enumerate(lines, start=first):
        sheet.write_string(place, 0, name, bold)
        for column, value in enumerate(values, start=1):
            if value is not None:
                sheet.write_number(place, column, value, form)


def _write_owed(book: Workbook, owed: Sequence[Owed]) -> None:
    sheet = book.add_worksheet("Còn nợ")
    bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    headings = ["Đơn vị", "Biểu", "Kỳ", "Trạng thái", "Hạn gửi", "Số ngày còn lại"]
    _write_line(sheet, 0, headings, bold)
    for place, one in enumerate(owed, start=1):
        report = one.report
        words = [report.area.name, report.form.code, report.period.label]
        _write_line(sheet, place, [*words, report.get_state_display()], None)
        sheet.write_datetime(place, 4, one.last_day, day)
        sheet.write_number(place, 5, one.days_left)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 5, 18)
    sheet.freeze_panes(1, 0)
    _print_on_one_page(sheet)


def _write_line(sheet: Worksheet, place: int, texts: Sequence[str], form: object) -> None:
    for column, text in enumerate(texts):
        sheet.write_string(place, column, text, form)


def _print_on_one_page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
