"""Writing a template: the cells to fill, what stands beside them, and what keeps slips out."""

import io
from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from indicators.sheets.spec import ColumnSpec
from lsdash.lib.text import lower_first

from .looks import Looks
from .marker import MARKER_SHEET, marker_lines
from .rules import Computed, limits, over_whole, rate, rate_of, ticks_of, total_of
from .spec import (
    AREA_COLUMN,
    CODE_COLUMN,
    FIRST_COLUMN,
    FIRST_ROW,
    HEADER_ROW,
    NUMBER_COLUMN,
    NUMBER_ROW,
    Place,
    Shown,
    Template,
    TemplateRow,
    headings,
)

FINAL, ESTIMATE = "Chính thức", "Ước thực hiện"
_WIDTHS = {"measure": 9.5, "computed": 8, "before": 7.5, "plan": 10}
_TICK_WIDTH = 13  # its heading is a sentence
_PROTECTION = {"format_columns": True, "format_rows": True}


def write_template(template: Template) -> bytes:
    """Return the workbook; filled and saved, it is read without a question."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": _title(template), "company": template.area.name})
        book.set_calc_mode("auto")
        _ReportSheet(book, template).write()
        _write_marker(book, template)
    return stream.getvalue()


def _title(template: Template) -> str:
    return f"Biểu {template.form.code}: {template.form.name}"


def _write_marker(book: Workbook, template: Template) -> None:
    sheet = book.add_worksheet(MARKER_SHEET)
    for row, line in enumerate(marker_lines(template)):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text)
    sheet.protect()
    sheet.very_hidden()


class _ReportSheet:
    """The one sheet that people see. Rows and columns count from 1, as in its addresses."""

    def __init__(self, book: Workbook, template: Template) -> None:
        self._template = template
        self._looks = Looks(book)
        self._sheet: Worksheet = book.add_worksheet(template.sheet_name)
        self._last_column = template.places[-1].index
        self._half = max(AREA_COLUMN + 1, self._last_column // 2)

    def write(self) -> None:
        self._set_up_page()
        self._write_title()
        self._write_headings()
        for number, row in enumerate(self._template.rows, start=FIRST_ROW):
            self._write_row(number, row)
        self._write_total()
        self._write_foot()
        self._add_rules()
        self._sheet.protect("", _PROTECTION)
        self._sheet.set_selection(FIRST_ROW - 1, FIRST_COLUMN - 1, FIRST_ROW - 1, FIRST_COLUMN - 1)

    def _set_up_page(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.5, right=0.3, top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW - 1, NUMBER_ROW - 1)
        sheet.print_area(0, 0, self._template.total_row + 7, self._last_column - 1)
        sheet.set_footer("&C&P/&N")
        sheet.freeze_panes(NUMBER_ROW, AREA_COLUMN)
        sheet.hide_gridlines(2)
        for column, width in ((NUMBER_COLUMN, 5), (CODE_COLUMN, 7.5), (AREA_COLUMN, 22)):
            sheet.set_column(column - 1, column - 1, width)
        for place in self._template.places:
            sheet.set_column(place.index - 1, place.index - 1, self._width(place))
        for row in range(FIRST_ROW, self._template.total_row + 1):
            sheet.set_row(row - 1, 22)

    def _width(self, place: Place) -> float:
        is_tick = self._template.spec(place.key).kind == "yes_no" and place.role == "measure"
        return _TICK_WIDTH if is_tick else _WIDTHS[place.role]

    def _write_title(self) -> None:
        template, half = self._template, self._half
        self._merge(1, 1, 1, half, f"UBND {template.area.name.upper()}", "body")
        self._merge(1, half + 1, 1, self._last_column, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "body")
        self._merge(2, half + 1, 2, self._last_column, "Độc lập - Tự do - Hạnh phúc", "motto")
        self._merge(3, 1, 3, self._last_column, _title(template), "title")
        place = f"{template.area.name} - {template.period_label}"
        self._merge(4, 1, 4, self._last_column, place, "subtitle")
        self._text(
            5,
            1,
            "Chỉ nhập vào ô màu vàng. Không có phát sinh: gõ dấu -. "
            "Chưa có số liệu: để trống. Ô màu xám và màu xanh chỉ để xem.",
            "hint",
        )
        self._text(6, 1, "Tính chất số liệu:", "hint")
        self._merge(6, FIRST_COLUMN, 6, FIRST_COLUMN + 1, FINAL, "choice")
        self._merge(6, half + 1, 6, self._last_column, f"Đơn vị tính: {self._units()}", "unit")
        self._sheet.set_row(2, 22)
        self._sheet.set_row(3, 20)

    def _units(self) -> str:
        """The units in the order of the columns; a tick is none."""
        numbers = (column for column in self._template.form.columns if column.kind != "yes_no")
        return ", ".join(dict.fromkeys(column.unit for column in numbers))

    def _write_headings(self) -> None:
        labels = ((NUMBER_COLUMN, "STT"), (CODE_COLUMN, "Mã"), (AREA_COLUMN, self._area_heading()))
        for column, text in labels:
            self._merge(HEADER_ROW, column, HEADER_ROW + 1, column, text, "head")
            self._text(NUMBER_ROW, column, "ABC"[column - 1], "number")
        for places in self._groups():
            self._write_group(places)
        numbers = {key: number for number, key in enumerate(self._template.columns, start=1)}
        for place in self._template.places:
            self._text(NUMBER_ROW, place.index, self._number(place, numbers), "number")
        self._sheet.set_row(HEADER_ROW - 1, 62)
        self._sheet.set_row(HEADER_ROW, 48)

    def _area_heading(self) -> str:
        is_commune = self._template.form.row_level == "commune"
        return "Xã, phường, thị trấn" if is_commune else "Huyện, thành phố"

    def _number(self, place: Place, numbers: dict[str, int]) -> str:
        """ "(3)=(2)/(1)" over a rate, "(2)" over a figure, nothing over what is only to be seen."""
        if place.role in ("before", "plan"):
            return ""
        own = f"({numbers[place.key]})"
        if place.role == "measure":
            return own
        rule = self._template.rates[place.key]
        return f"{own}=({numbers[rule.part]})/({numbers[rule.whole]})"

    def _groups(self) -> list[list[Place]]:
        """The places under one upper heading, left to right."""
        groups: list[list[Place]] = []
        for place in self._template.places:
            known = groups and self._top(groups[-1][0]) == self._top(place)
            groups[-1].append(place) if known else groups.append([place])
        return groups

    def _top(self, place: Place) -> str:
        return headings(self._template.spec(place.key))[0]

    def _write_group(self, places: Sequence[Place]) -> None:
        top, leaf = headings(self._template.spec(places[0].key))
        if top == leaf:
            for place in places:
                text, look = self._heading(place)
                self._merge(HEADER_ROW, place.index, HEADER_ROW + 1, place.index, text, look)
            return
        self._merge(HEADER_ROW, places[0].index, HEADER_ROW, places[-1].index, top, "head")
        for place in places:
            self._text(HEADER_ROW + 1, place.index, *self._heading(place))

    def _heading(self, place: Place) -> tuple[str, str]:
        if place.role == "before":
            return "Kỳ trước", "head_before"
        if place.role == "plan":
            return "KH giao", "head_before"
        return headings(self._template.spec(place.key))[1], "head"

    def _write_row(self, number: int, row: TemplateRow) -> None:
        self._sheet.write_number(
            number - 1, NUMBER_COLUMN - 1, number - FIRST_ROW + 1, self._looks("order")
        )
        self._text(number, CODE_COLUMN, row.area.code, "code")
        self._text(number, AREA_COLUMN, row.area.name, "area")
        for place in self._template.places:
            column = self._template.spec(place.key)
            if place.role == "computed":
                computed = rate_of(self._template, place.key, number, row.now)
                self._formula(number, place.index, computed, "computed", column)
            elif place.role == "plan":
                self._text(number, place.index, row.plans.get(place.key, ""), "plan")
            else:
                shown = (
                    row.now.get(place.key) if place.role == "measure" else self._past(row, place)
                )
                self._value(number, place, shown, column)

    def _past(self, row: TemplateRow, place: Place) -> Shown | None:
        """The last value; of a rate that was not stated, what its parts make."""
        if place.key in row.before or place.key not in self._template.rates:
            return row.before.get(place.key)
        return rate(self._template.rates[place.key], row.before) or None

    def _value(self, row: int, place: Place, shown: Shown | None, column: ColumnSpec) -> None:
        is_tick = column.kind == "yes_no"
        if place.role == "measure":
            look = "tick" if is_tick else "input"
        else:
            look = "before_tick" if is_tick else "before"
        format_ = self._looks(look, "" if is_tick else _number_format(column))
        at = (row - 1, place.index - 1)
        if shown is None:
            self._sheet.write_blank(*at, None, format_)
        elif isinstance(shown, Decimal):
            self._sheet.write_number(*at, shown, format_)
        else:
            self._sheet.write_string(*at, shown, format_)

    def _formula(
        self, row: int, column: int, computed: Computed, look: str, spec: ColumnSpec
    ) -> None:
        self._sheet.write_formula(
            row - 1,
            column - 1,
            computed.formula,
            self._looks(look, _number_format(spec)),
            computed.result,
        )

    def _write_total(self) -> None:
        row = self._template.total_row
        for column in (NUMBER_COLUMN, CODE_COLUMN):
            self._text(row, column, "", "total_label")
        self._text(row, AREA_COLUMN, "TỔNG CỘNG", "total_label")
        sums: dict[str, Shown] = {}
        for place in self._template.places:
            column = self._template.spec(place.key)
            total = self._total(place, column, sums)
            if total is None:
                self._text(row, place.index, "", "total")
            else:
                self._formula(row, place.index, total, "total", column)

    def _total(self, place: Place, column: ColumnSpec, sums: dict[str, Shown]) -> Computed | None:
        """Nothing for plans and for rates that nothing computes: those never add up."""
        if place.role == "computed":
            return rate_of(self._template, place.key, self._template.total_row, sums)
        if place.role == "plan" or column.kind == "rate":
            return None
        is_now = place.role == "measure"
        values = [(row.now if is_now else row.before).get(place.key) for row in self._template.rows]
        add = ticks_of if column.kind == "yes_no" else total_of
        total = add(self._template, place.index, values)
        if is_now and total.result != "":
            sums[place.key] = total.result
        return total

    def _write_foot(self) -> None:
        template = self._template
        row = template.total_row + 1
        note = f"Cột “Kỳ trước”: số liệu {lower_first(template.before_label)}."
        if template.planned:
            note += " Cột “KH giao”: chỉ tiêu được giao còn hiệu lực trong kỳ này."
        self._text(row, 1, note, "note")
        self._merge(row + 2, 1, row + 2, self._half, "NGƯỜI LẬP BIỂU", "signature")
        self._merge(
            row + 2, self._half + 1, row + 2, self._last_column, "THỦ TRƯỞNG ĐƠN VỊ", "signature"
        )
        self._merge(row + 6, 1, row + 6, self._half, "", "sign_here")
        self._merge(row + 6, self._half + 1, row + 6, self._last_column, "", "sign_here")

    def _add_rules(self) -> None:
        template, sheet = self._template, self._sheet
        first, last = FIRST_ROW - 1, template.last_row - 1
        choice = {"validate": "list", "source": [FINAL, ESTIMATE]}
        sheet.data_validation(5, FIRST_COLUMN - 1, 5, FIRST_COLUMN - 1, choice)
        for place in template.places:
            if place.role != "measure":
                continue
            column = place.index - 1
            rule = limits(template, template.spec(place.key))
            sheet.data_validation(first, column, last, column, rule)
            if place.key in template.wholes:
                criteria = over_whole(template, place.key)
                colour = {"type": "formula", "criteria": criteria, "format": self._looks("wrong")}
                sheet.conditional_format(first, column, last, column, colour)
        codes = f"B{FIRST_ROW}:B{template.last_row}"
        sheet.ignore_errors({"number_stored_as_text": codes})

    def _text(self, row: int, column: int, text: str, look: str) -> None:
        if text:
            self._sheet.write_string(row - 1, column - 1, text, self._looks(look))
        else:
            self._sheet.write_blank(row - 1, column - 1, None, self._looks(look))

    def _merge(self, row: int, left: int, bottom: int, right: int, text: str, look: str) -> None:
        self._sheet.merge_range(row - 1, left - 1, bottom - 1, right - 1, text, self._looks(look))


def _number_format(column: ColumnSpec) -> str:
    if not column.decimals:
        return "#,##0"
    return f"#,##0.{'0' * column.decimals}"
