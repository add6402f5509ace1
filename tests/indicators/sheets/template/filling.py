"""A template as it is made, filled as a person does it, and saved."""

import dataclasses
import io
from collections.abc import Mapping
from decimal import Decimal

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from indicators.sheets.spec import AreaName, ReadReport, ReadRequest
from indicators.sheets.template.book import write_template
from indicators.sheets.template.marker import MARKER_SHEET
from indicators.sheets.template.spec import FIRST_ROW, Template, TemplateRow
from lsdash.lib.quarters import parse_code

# What is typed into the cells of a row, by column key; the rates are computed by the sheet.
TYPED = {
    "hh_total": 864,
    "poor_hh": 82,
    "poor_hh_em": "-",
    "road_paved": "x",
    "elec_hh": 864,
    "fac_total": 44,
    "fac_solid": 41,
}


def template_for(request: ReadRequest, **row: Mapping) -> Template:
    """The template of a request; `row` gives `now`, `before` and `plans` of every row."""
    period = parse_code(request.period)
    return Template(
        form=request.form,
        area=request.area,
        period=request.period,
        period_label=period.label,
        before_label=period.previous().label,
        rows=tuple(TemplateRow(area=area, **row) for area in request.rows),
    )


def usual(request: ReadRequest) -> Template:
    """With last values and plans beside every cell, as for a district that reported before."""
    return template_for(
        request,
        before={"hh_total": Decimal(860), "poor_hh": Decimal(85), "road_paved": "x"},
        plans={"poor_rate": "giảm ≥ 3 điểm %/năm", "elec_rate": "≥ 99,6 %"},
    )


def province_request(make_request) -> ReadRequest:
    """The province's own form, with a row for each district."""
    province = AreaName("20", "Tỉnh Lạng Sơn", "Lạng Sơn", "tinh")
    return dataclasses.replace(make_request(form="F2"), area=province)


def usual_province(request: ReadRequest) -> Template:
    return template_for(request, plans={"road_rate": "100 %"})


def opened(content: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def seen(book: openpyxl.Workbook) -> Worksheet:
    """The one sheet that people see."""
    return next(sheet for sheet in book if sheet.title != MARKER_SHEET)


def type_in(sheet: Worksheet, template: Template, typed: Mapping[str, object] = TYPED) -> None:
    """The same values into every row."""
    for row in range(FIRST_ROW, template.last_row + 1):
        for key, value in typed.items():
            cell = sheet.cell(row, template.columns[key])
            assert not cell.protection.locked, cell.coordinate
            cell.value = value


def filled(template: Template, typed: Mapping[str, object] = TYPED) -> bytes:
    book = opened(write_template(template))
    type_in(seen(book), template, typed)
    return saved(book)


def figures(report: ReadReport) -> dict[tuple[str, str], str | None]:
    return {(record.area_code, record.key): record.value for record in report.records}


def expected(request: ReadRequest) -> dict[tuple[str, str], str | None]:
    """What TYPED in every row must come to."""
    values = {key: str(value) for key, value in TYPED.items()}
    values |= {"poor_hh_em": None, "road_paved": "true"}
    return {(area.code, key): value for area in request.rows for key, value in values.items()}
