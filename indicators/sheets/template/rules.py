"""What a template's cells take, and what they compute: formulas with their stored results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from indicators.sheets.spec import ColumnSpec, RateRule
from lsdash.lib.numbers import format_number

from .spec import FIRST_ROW, Shown, Template

NIL = "-"
YES = "x"
_TITLE = "Ô này chưa đúng"


def address(row: int, column: int) -> str:
    """The cell's address for formulas: (10, 4) -> "D10"."""
    return xl_rowcol_to_cell(row - 1, column - 1)


@dataclass(frozen=True)
class Computed:
    """A formula and the result stored with it; "" shows nothing."""

    formula: str
    result: Decimal | str


def rate_of(template: Template, key: str, row: int, values: Mapping[str, Shown]) -> Computed:
    """The rate of one row: part ÷ whole × 100 to two decimals, blank without both."""
    rule = template.rates[key]
    part, whole = (address(row, template.columns[name]) for name in (rule.part, rule.whole))
    formula = (
        f'=IF(AND(OR(ISNUMBER({part}),{part}="{NIL}"),N({whole})>0),'
        f'ROUND(N({part})/{whole}*100,2),"")'
    )
    return Computed(formula, rate(rule, values))


def rate(rule: RateRule, values: Mapping[str, Shown]) -> Decimal | str:
    """Part ÷ whole × 100 to two decimals, "" without both: 82 of 864 households is 9.49."""
    part, whole = values.get(rule.part), values.get(rule.whole)
    if part is None or not isinstance(whole, Decimal) or not whole:
        return ""
    over = part if isinstance(part, Decimal) else Decimal(0)
    return (over / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def total_of(template: Template, column: int, values: Iterable[Shown | None]) -> Computed:
    """The sum of a column over the areas, blank while none of them holds a number."""
    cells = f"{address(FIRST_ROW, column)}:{address(template.last_row, column)}"
    numbers = [value for value in values if isinstance(value, Decimal)]
    result = sum(numbers, Decimal(0)) if numbers else ""
    return Computed(f'=IF(COUNT({cells})=0,"",SUM({cells}))', result)


def ticks_of(template: Template, column: int, values: Iterable[Shown | None]) -> Computed:
    """How many areas are ticked."""
    cells = f"{address(FIRST_ROW, column)}:{address(template.last_row, column)}"
    count = sum(value == YES for value in values)
    return Computed(f'=COUNTIF({cells},"{YES}")', Decimal(count))


def limits(template: Template, column: ColumnSpec) -> dict[str, Any]:
    """The data validation of a column's cells, written for its first row."""
    rule = _ticks() if column.kind == "yes_no" else _numbers(template, column)
    return rule | {"ignore_blank": True, "error_title": _TITLE}


def _ticks() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": [YES],
        "error_message": "Chọn x nếu đạt; để trống nếu không.",
        "input_title": "Đánh dấu x",
        "input_message": "Chọn x nếu đạt; để trống nếu không.",
    }


def _numbers(template: Template, column: ColumnSpec) -> dict[str, Any]:
    said = _said(template, column)
    return {
        "validate": "custom",
        "value": _condition(template, column),
        "error_message": f"Chỉ nhận {said}.",
        "input_title": _title(column),
        "input_message": f"{said[:1].upper()}{said[1:]}. Gõ - nếu không phát sinh; để trống nếu "
        "chưa có số liệu.",
    }


def _title(column: ColumnSpec) -> str:
    """What the hint is headed with; Excel takes no more than 32 characters."""
    name = column.header.split("|")[-1]
    return name if len(name) <= 32 else f"{name[:31].rstrip()}…"


def _bounds(column: ColumnSpec) -> tuple[Decimal, Decimal | None]:
    low = Decimal(0) if column.minimum is None else column.minimum
    high = Decimal(100) if column.maximum is None and column.kind == "rate" else column.maximum
    return low, high


def _condition(template: Template, column: ColumnSpec) -> str:
    """True for "-" and for a number within all limits; a part may not exceed a whole that is there.

    A custom rule instead of Excel's own for whole numbers, which would refuse the "-" for nil.
    """
    cell = address(FIRST_ROW, template.columns[column.key])
    low, high = _bounds(column)
    places = column.decimals
    holds = [f"ROUND({cell},{places})={cell}", f"{cell}>={low.normalize():f}"]
    if high is not None:
        holds.append(f"{cell}<={high.normalize():f}")
    if column.key in template.wholes:
        whole = address(FIRST_ROW, template.columns[template.wholes[column.key]])
        holds.append(f"OR(NOT(ISNUMBER({whole})),{cell}<={whole})")
    return f'=IF({cell}="{NIL}",TRUE,IF(ISNUMBER({cell}),AND({",".join(holds)}),FALSE))'


def _said(template: Template, column: ColumnSpec) -> str:
    low, high = _bounds(column)
    what = f"số có tối đa {column.decimals} chữ số thập phân" if column.decimals else "số nguyên"
    span = f"từ {format_number(low)} trở lên"
    if high is not None:
        span = f"từ {format_number(low)} đến {format_number(high)}"
    if column.key not in template.wholes:
        return f"{what} {span}"
    whole = template.spec(template.wholes[column.key]).header.replace("|", " - ")
    return f"{what} {span}, không lớn hơn “{whole}”"


def over_whole(template: Template, key: str) -> str:
    """The condition that colours a part above its whole, written for the first row."""
    part = address(FIRST_ROW, template.columns[key])
    whole = address(FIRST_ROW, template.columns[template.wholes[key]])
    return f"=AND(ISNUMBER({part}),ISNUMBER({whole}),{part}>{whole})"
