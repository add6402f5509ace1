"""What a person must look at in the cells of one report: contradictions and unusual figures.

The rules are in `outliers` and `rollup`; this module gives them a report's figures and past. An
error contradicts itself and stops the sending; a warning needs a note that says why it is right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from indicators.entries import Entry, Key, StoredFigure
from indicators.models import Figure, Indicator, Measure, MeasureKind, Period, Report, TimeRule
from indicators.outliers import is_jump, is_outlier, score
from indicators.rollup import cumulative_falls
from lsdash.lib.numbers import format_number, format_signed
from lsdash.lib.quarters import parse_code
from lsdash.lib.text import lower_first

PAST_PERIODS = 8
RATE_TOLERANCE = Decimal("0.06")  # points; what rounding to one decimal may hide

ASK = "Nếu đúng, hãy ghi chú lý do vào ô; nếu sai, hãy sửa lại."

Cell = Entry | StoredFigure | Figure


@dataclass(frozen=True)
class Past:
    """One earlier figure of a cell."""

    period: str
    ends_on: date
    value: Decimal
    is_nil: bool


History = Mapping[Key, tuple[Past, ...]]


@dataclass(frozen=True)
class Finding:
    """What is to be looked at in one cell; `weight` orders the findings, the oddest first."""

    key: Key
    level: Literal["error", "warning"]
    code: str
    message: str
    weight: Decimal = Decimal(0)


def history_of(report: Report, areas: Iterable[int]) -> History:
    """The cells' figures of the last eight periods before the report's, oldest first. One query."""
    before = Period.objects.filter(kind=report.period.kind, ends_on__lt=report.period.ends_on)
    rows = (
        Figure.objects.filter(
            area__in=list(areas),
            measure__form_measures__form=report.form_id,
            period__in=before.order_by("-ends_on")[:PAST_PERIODS],
        )
        .order_by("period__ends_on")
        .values_list("measure_id", "area_id", "period__code", "period__ends_on", "value", "is_nil")
    )
    found: dict[Key, list[Past]] = {}
    for measure, area, *past in rows:
        found.setdefault((measure, area), []).append(Past(*past))
    return {key: tuple(pasts) for key, pasts in found.items()}


def findings_of(
    cells: Mapping[Key, Cell], history: History, indicators: Iterable[Indicator]
) -> list[Finding]:
    """Everything to be looked at in these cells, which hold whole rows, by weight.

    `indicators` are those in force in the period; they say which stated rate has which parts.
    """
    found = [
        finding
        for key, cell in cells.items()
        if cell.value is not None
        for finding in _against_past(key, cell, history.get(key, ()))
    ]
    found += _rate_findings(cells, [i for i in indicators if i.stated_id and i.denominator_id])
    return sorted(found, key=lambda finding: (finding.level != "error", -finding.weight))


def _against_past(key: Key, cell: Cell, past: tuple[Past, ...]) -> list[Finding]:
    if not past:
        return []
    measure, last = cell.measure, past[-1]
    if measure.kind == MeasureKind.YES_NO:
        return _lost_tick(key, cell, last)
    if measure.time_rule == TimeRule.CUMULATIVE and cumulative_falls(last.value, cell.value):
        return [_warning(key, "cumulative_falls", _moved(measure, cell, last, "số lũy kế mà giảm"))]
    if measure.kind == MeasureKind.RATE:
        # A stated rate is held against its parts, which have a past of their own.
        return []
    values = [one.value for one in past]
    weight = score(values, cell.value) or Decimal(0)
    if is_jump(last.value, cell.value, measure.kind):
        return [_warning(key, "jump", _moved(measure, cell, last, "thay đổi nhiều"), weight)]
    if is_outlier(values, cell.value):
        return [_warning(key, "outlier", _moved(measure, cell, last, "khác thường lệ"), weight)]
    return []


def _lost_tick(key: Key, cell: Cell, last: Past) -> list[Finding]:
    if not last.value or cell.value:
        return []
    message = f"“{cell.measure.name}”: {_label(last)} là có, nay là không. {ASK}"
    return [_warning(key, "tick_lost", message)]


def _moved(measure: Measure, cell: Cell, last: Past, how: str) -> str:
    change = format_signed(cell.value - last.value)
    return (
        f"“{measure.name}” {how}: {_label(last)} là {format_number(last.value)}, "
        f"nay là {format_number(cell.value)} ({change}). {ASK}"
    )


def _label(past: Past) -> str:
    return lower_first(parse_code(past.period).label)


def _warning(key: Key, code: str, message: str, weight: Decimal = Decimal(0)) -> Finding:
    return Finding(key, "warning", code, message, weight)


def _rate_findings(cells: Mapping[Key, Cell], indicators: list[Indicator]) -> list[Finding]:
    """Stated rates that their parts in the same row contradict."""
    found = []
    for (measure, area), cell in cells.items():
        indicator = next((i for i in indicators if i.stated_id == measure), None)
        if indicator is None or cell.value is None:
            continue
        part = cells.get((indicator.numerator_id, area))
        whole = cells.get((indicator.denominator_id, area))
        if part is None or whole is None or part.value is None or not whole.value:
            continue
        computed = part.value / whole.value * indicator.factor
        if abs(cell.value - computed) > RATE_TOLERANCE:
            found.append(_rate_error((measure, area), cell, computed))
    return found


def _rate_error(key: Key, cell: Cell, computed: Decimal) -> Finding:
    message = (
        f"“{cell.measure.name}” ghi {format_number(cell.value)}, nhưng tính từ các số trong dòng "
        f"được {format_number(computed, 2)}. Hãy sửa lại, hoặc để trống tỷ lệ."
    )
    return Finding(key, "error", "rate_mismatch", message, abs(cell.value - computed))
