"""Writing the templates of the programme's own forms: capital by project (F3), obstacles (F4).

Their headings are the form's own and their title says district and quarter, so that the ordinary
reading understands them; no hidden sheet is needed to tell what they are.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from indicators.sheets.programme import CAPITAL_FORM, OBSTACLE_FORM
from indicators.sheets.spec import FormSpec

from .looks import Looks
from .spec import headings

HEADER_ROW, FIRST_ROW = 6, 9  # from 1; row 8 numbers the columns
OBSTACLE_ROWS = 40
LISTS_SHEET = "_danh_muc"
OBSTACLE_COLUMNS = (
    "content",
    "category",
    "cause_kind",
    "cause",
    "proposal",
    "authority",
    "agency",
    "due",
    "status",
)
_OBSTACLE_WIDTHS = (46, 26, 14, 30, 34, 22, 22, 13, 20)
STATUSES = ("Chưa giải quyết", "Đang giải quyết", "Đã giải quyết")
_PROTECTION = {"format_columns": True, "format_rows": True}
_MONEY = "#,##0.###"
# The rate is left out: without a formula nothing can be wrong, and the software computes it.
_PLANS = ("plan_total", "plan_central", "plan_local", "plan_year")


@dataclass(frozen=True)
class Head:
    """Whose template it is, and of which quarter: "Huyện Cao Lộc", "Quý III năm 2024"."""

    area: str
    period: str


@dataclass(frozen=True)
class CapitalRow:
    """A project: its plans by column key in million VND, and a word about the quarter before."""

    code: str
    name: str
    plans: Mapping[str, Decimal] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class ObstacleLists:
    """What may be chosen in the columns that sort an obstacle."""

    categories: tuple[str, ...]
    causes: tuple[str, ...]
    authorities: tuple[str, ...]


def capital_template(head: Head, rows: Sequence[CapitalRow]) -> bytes:
    """The amounts disbursed until the quarter's end are to be filled, all else is only to be
    seen."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = _Page(book, CAPITAL_FORM, head)
        page.write_head(
            9,
            "Chỉ nhập lũy kế giải ngân vào ô màu vàng. Không phát sinh: gõ dấu -. Chưa có số liệu: "
            "để trống. Kế hoạch lấy từ vốn giao đã ghi trong phần mềm.",
            unit="triệu đồng",
        )
        _write_capital(page, rows)
        page.finish(first_input=8)
    return stream.getvalue()


def obstacle_template(head: Head, lists: ObstacleLists) -> bytes:
    """Numbered rows, blank; what sorts an obstacle is chosen from lists."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = _Page(book, OBSTACLE_FORM, head)
        page.write_head(
            1 + len(OBSTACLE_COLUMNS),
            "Mỗi dòng một khó khăn, vướng mắc. Chọn nhóm, loại nguyên nhân và cấp giải quyết trong "
            "danh sách của ô; chưa rõ thì để trống.",
        )
        _write_obstacles(book, page, lists)
        page.finish(first_input=2)
    return stream.getvalue()


class _Page:
    """The one sheet that people see. Rows and columns count from 1, as in its addresses."""

    def __init__(self, book: Workbook, form: FormSpec, head: Head) -> None:
        self.form, self.head = form, head
        self.looks = Looks(book)
        self.sheet: Worksheet = book.add_worksheet(f"Biểu {form.code}")

    def write_head(self, last: int, hint: str, unit: str = "") -> None:
        half = last // 2
        self.merge(1, 1, 1, half, f"UBND {self.head.area.upper()}", "body")
        self.merge(1, half + 1, 1, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "body")
        self.merge(2, half + 1, 2, last, "Độc lập - Tự do - Hạnh phúc", "motto")
        self.merge(3, 1, 3, last, f"Biểu {self.form.code}: {self.form.name}", "title")
        self.merge(4, 1, 4, last, f"{self.head.area} - {self.head.period}", "subtitle")
        self.text(5, 1, hint, "hint")
        if unit:
            self.sheet.set_row(4, 16)
            self.merge(5, last - 2, 5, last, f"Đơn vị tính: {unit}", "unit")
        self.sheet.set_row(2, 22)

    def write_heading(self, column: int, key: str, number: int) -> None:
        top, leaf = headings(self.form.column(key))
        if top == leaf:
            self.merge(HEADER_ROW, column, HEADER_ROW + 1, column, top, "head")
        else:
            self.text(HEADER_ROW + 1, column, leaf, "head")
        self.text(HEADER_ROW + 2, column, f"({number})", "number")

    def write_label(self, column: int, text: str, letter: str) -> None:
        self.merge(HEADER_ROW, column, HEADER_ROW + 1, column, text, "head")
        self.text(HEADER_ROW + 2, column, letter, "number")

    def finish(self, first_input: int) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.5, right=0.3, top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW - 1, HEADER_ROW + 1)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)
        sheet.freeze_panes(FIRST_ROW - 1, 0)
        sheet.protect("", _PROTECTION)
        sheet.set_selection(FIRST_ROW - 1, first_input - 1, FIRST_ROW - 1, first_input - 1)

    def text(self, row: int, column: int, text: str, look: str) -> None:
        if text:
            self.sheet.write_string(row - 1, column - 1, text, self.looks(look))
        else:
            self.sheet.write_blank(row - 1, column - 1, None, self.looks(look))

    def merge(self, row: int, left: int, bottom: int, right: int, text: str, look: str) -> None:
        if (row, left) == (bottom, right):
            self.text(row, left, text, look)
        else:
            self.sheet.merge_range(row - 1, left - 1, bottom - 1, right - 1, text, self.looks(look))


def _write_capital(page: _Page, rows: Sequence[CapitalRow]) -> None:
    columns = {key: place for place, key in enumerate((*_PLANS, "disb_year"), start=4)}
    for column, text, letter in ((1, "STT", "A"), (2, "Mã", "B"), (3, "Dự án", "C")):
        page.write_label(column, text, letter)
    for number, (key, column) in enumerate(columns.items(), start=1):
        page.write_heading(column, key, number)
    whole = columns["plan_total"], columns["plan_local"]
    page.merge(HEADER_ROW, whole[0], HEADER_ROW, whole[1], _top(page.form, "plan_total"), "head")
    for key in ("plan_year", "disb_year"):
        page.text(HEADER_ROW, columns[key], _top(page.form, key), "head")
    page.write_label(9, "Ghi chú", "D")
    for row, found in enumerate(rows, start=FIRST_ROW):
        page.sheet.write_number(row - 1, 0, row - FIRST_ROW + 1, page.looks("order"))
        page.text(row, 2, found.code, "code")
        page.text(row, 3, found.name, "area")
        for key in _PLANS:
            _plan(page, row, columns[key], found.plans.get(key))
        page.sheet.write_blank(row - 1, columns["disb_year"] - 1, None, page.looks("input", _MONEY))
        page.text(row, 9, found.note, "before")
    _limit_amounts(page, columns["disb_year"], len(rows))
    for column, width in ((1, 5), (2, 11), (3, 52), (4, 14), (5, 14), (6, 14), (7, 14), (8, 16)):
        page.sheet.set_column(column - 1, column - 1, width)
    page.sheet.set_column(8, 8, 30)
    page.sheet.set_row(HEADER_ROW - 1, 48)


def _top(form: FormSpec, key: str) -> str:
    return headings(form.column(key))[0]


def _plan(page: _Page, row: int, column: int, amount: Decimal | None) -> None:
    if amount is None:
        page.text(row, column, "", "before")
    else:
        look = page.looks("before", _MONEY)
        page.sheet.write_number(row - 1, column - 1, float(amount), look)


def _limit_amounts(page: _Page, column: int, count: int) -> None:
    if not count:
        return
    cell = xl_rowcol_to_cell(FIRST_ROW - 1, column - 1)
    rule = {
        "validate": "custom",
        "value": f'=IF({cell}="-",TRUE,IF(ISNUMBER({cell}),{cell}>=0,FALSE))',
        "ignore_blank": True,
        "error_title": "Ô này chưa đúng",
        "error_message": "Chỉ nhận số từ 0 trở lên, theo triệu đồng; gõ - nếu không phát sinh.",
        "input_title": "Lũy kế giải ngân",
        "input_message": "Số lũy kế từ đầu năm đến hết quý, triệu đồng.",
    }
    page.sheet.data_validation(FIRST_ROW - 1, column - 1, FIRST_ROW + count - 2, column - 1, rule)


def _write_obstacles(book: Workbook, page: _Page, lists: ObstacleLists) -> None:
    page.write_label(1, "STT", "A")
    for number, key in enumerate(OBSTACLE_COLUMNS, start=1):
        page.write_heading(number + 1, key, number)
        page.sheet.set_column(number, number, _OBSTACLE_WIDTHS[number - 1])
    page.sheet.set_column(0, 0, 5)
    for row in range(FIRST_ROW, FIRST_ROW + OBSTACLE_ROWS):
        page.sheet.write_number(row - 1, 0, row - FIRST_ROW + 1, page.looks("order"))
        page.sheet.set_row(row - 1, 34)
        for place, key in enumerate(OBSTACLE_COLUMNS, start=1):
            look = page.looks("words", "dd/mm/yyyy" if key == "due" else "@")
            page.sheet.write_blank(row - 1, place, None, look)
    chosen = {
        "category": lists.categories,
        "cause_kind": lists.causes,
        "authority": lists.authorities,
        "status": STATUSES,
    }
    _offer(book, page, chosen)
    due = OBSTACLE_COLUMNS.index("due") + 1
    page.sheet.data_validation(FIRST_ROW - 1, due, FIRST_ROW + OBSTACLE_ROWS - 2, due, _DUE_RULE)


_DUE_RULE = {
    "validate": "any",
    "input_title": "Thời hạn giải quyết",
    "input_message": "Ngày/tháng/năm, ví dụ 31/12/2024; chưa có thì để trống.",
}


def _offer(book: Workbook, page: _Page, chosen: Mapping[str, Sequence[str]]) -> None:
    """The lists on a hidden sheet: Excel takes no more than 255 signs in a cell's own list."""
    sheet = book.add_worksheet(LISTS_SHEET)
    for place, (key, words) in enumerate(chosen.items()):
        for row, text in enumerate(words):
            sheet.write_string(row, place, text)
        name = xl_col_to_name(place)
        rule = {
            "validate": "list",
            "source": f"='{LISTS_SHEET}'!${name}$1:${name}${len(words)}",
            "ignore_blank": True,
            "error_title": "Ô này chưa đúng",
            "error_message": "Hãy chọn trong danh sách; chưa rõ thì để trống.",
            # What the state was is told in words; the list only helps.
            "error_type": "information" if key == "status" else "stop",
        }
        column = OBSTACLE_COLUMNS.index(key) + 1
        page.sheet.data_validation(
            FIRST_ROW - 1, column, FIRST_ROW + OBSTACLE_ROWS - 2, column, rule
        )
    sheet.protect()
    sheet.very_hidden()
