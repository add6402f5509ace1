"""Values in words: numbers with their unit, targets with their sign, as people here write them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from indicators.models import (
    AreaSuccession,
    Assigner,
    EntryStatus,
    FigureChange,
    FigureStatus,
    Indicator,
    Measure,
    MeasureKind,
    OfficialFigure,
    Operator,
    Target,
    ValueForm,
)
from indicators.progress import Light
from indicators.selectors.observation import Observation
from indicators.selectors.running_year import RunningYear
from indicators.selectors.standing import Standing
from lsdash.lib.numbers import format_number, format_percent, format_signed
from lsdash.lib.text import lower_first

SIGNS = {
    Operator.AT_LEAST: "≥",
    Operator.OVER: ">",
    Operator.AT_MOST: "≤",
    Operator.UNDER: "<",
    Operator.RANGE: "",
}
# A fall of at least 3 points is stored as a change of at most −3.
FLIPPED = {Operator.AT_MOST: "≥", Operator.UNDER: ">", Operator.AT_LEAST: "≤", Operator.OVER: "<"}


def quantity(value: Decimal | None, unit: str, decimals: int | None = None) -> str:
    """“96,1 %”, “11 xã”, “56,34 triệu đồng/năm”; “—” for nothing."""
    if value is None:
        return format_number(None)
    if unit == "%":
        return format_percent(value, decimals)
    return f"{format_number(value, decimals)} {unit}"


def difference(value: Decimal | None, unit: str, decimals: int | None = None) -> str:
    """A signed difference; between two percentages it is in points: “−2,90 điểm %”."""
    if value is None:
        return format_number(None)
    return f"{format_signed(value, decimals)} {change_unit(unit)}"


def change_unit(unit: str) -> str:
    return "điểm %" if unit == "%" else unit


def yearly_change(value: Decimal | None, unit: str, decimals: int | None = None) -> str:
    """“giảm 2,9 điểm %”, “tăng 0,4 điểm %”, “không đổi”."""
    if value is None:
        return format_number(None)
    if value == 0:
        return "không đổi"
    size = format_number(abs(value), decimals)
    if not size.strip("0,"):
        return "gần như không đổi"
    return f"{'tăng' if value > 0 else 'giảm'} {size} {change_unit(unit)}"


def target_text(target: Target, indicator: Indicator) -> str:
    """“≥ 99,6 %”, “2.900–3.000 USD/người/năm”, “giảm ≥ 3 điểm %/năm”."""
    if target.form == ValueForm.CHANGE:
        falls = target.value < 0
        sign = (FLIPPED if falls else SIGNS)[Operator(target.operator)]
        size = format_number(abs(target.value))
        verb = "giảm" if falls else "tăng"
        return f"{verb} {sign} {size} {change_unit(indicator.unit)}/năm"
    unit = target.unit or indicator.unit
    if target.value_to is not None:
        return f"{format_number(target.value)}–{quantity(target.value_to, unit)}"
    if target.value == 100 and unit == "%":
        return quantity(target.value, unit)
    return f"{SIGNS[Operator(target.operator)]} {quantity(target.value, unit)}"


def ground_text(target: Target) -> str:
    """What the target rests on: “Nghị quyết 58-NQ/TU”, or who assigned it where none is known."""
    return str(target.decision) if target.decision else Assigner(target.assigner).label


class ValueParts(NamedTuple):
    """A value for large print: the words around the number stay small."""

    before: str
    number: str
    after: str


def value_parts(standing: Standing) -> ValueParts:
    """What is judged: “96,13 %”, “12 xã”, or for a yearly change “giảm 2,90 điểm %”."""
    value, unit = standing.value, standing.indicator.unit
    # A published figure keeps the decimals of its source: 81 %, not 81,0 %.
    decimals = standing.indicator.decimals if standing.observation else None
    if value is None:
        return ValueParts("", format_number(None), "")
    if not standing.is_change:
        number = format_percent(value, decimals) if unit == "%" else format_number(value, decimals)
        return ValueParts("", number, "" if unit == "%" else unit)
    if value == 0:
        return ValueParts("", "không đổi", "")
    verb = "tăng" if value > 0 else "giảm"
    return ValueParts(verb, format_number(abs(value), decimals), change_unit(unit))


def value_text(standing: Standing) -> str:
    return " ".join(filter(None, value_parts(standing)))


def level_text(standing: Standing) -> str:
    """The level beside a yearly change, with its own time and what else a reader must know:
    “4,81 % (quý II năm 2024, sơ bộ)”."""
    level = quantity(standing.level, standing.indicator.unit, standing.indicator.decimals)
    seen = standing.level_observation
    known = standing.level_as_of, seen.reservation if seen else ""
    return f"{level} ({', '.join(filter(None, known))})"


def reservation(standing: Standing, day: date | None = None) -> str:
    """What a reader must know beside a value: “quý I năm 2024” where it is not of the `day` that
    the page is of, “sơ bộ”, “chính thức, chưa đủ đơn vị”; empty for a whole official one of it."""
    seen = standing.observation
    is_other_day = day is not None and standing.on not in (None, day)
    words = standing.as_of if is_other_day else "", seen.reservation if seen else ""
    return ", ".join(filter(None, words))


def since_last_text(standing: Standing) -> str:
    """“tăng 0,55 điểm % so với quý I năm 2024”; empty where there is nothing to compare."""
    if standing.since_last is None:
        return ""
    decimals = max(standing.indicator.decimals, 1) if standing.indicator.unit == "%" else None
    words = yearly_change(standing.since_last, standing.indicator.unit, decimals)
    return f"{words} so với {standing.since}"


def remaining_text(standing: Standing) -> str:
    """“còn 7 xã (3,9 điểm %)”, “đã đạt”, “—” where no target applies."""
    if standing.distance is None:
        return format_number(None)
    if standing.distance == 0:
        return "đã đạt" if standing.judgement.light == Light.MET else "bằng mức mục tiêu, chưa vượt"
    indicator = standing.indicator
    decimals = max(indicator.decimals, 1) if indicator.unit == "%" else None
    points = quantity(standing.distance, change_unit(indicator.unit), decimals)
    if standing.units_left and indicator.numerator and indicator.denominator_id:
        units = quantity(Decimal(standing.units_left), indicator.numerator.unit)
        return f"còn {units} ({points})"
    return f"thiếu {points}" if standing.is_change else f"còn {points}"


def running_text(running: RunningYear, indicator: Indicator) -> str:
    """“còn 3.310 hộ (1,61 điểm %)”, in points alone where nothing is counted."""
    points = quantity(running.left, change_unit(indicator.unit), max(indicator.decimals, 1))
    if running.units_left is None or indicator.numerator is None:
        return f"còn {points}"
    units = quantity(Decimal(running.units_left), indicator.numerator.unit)
    return f"còn {units} ({points})"


def beside_text(standing: Standing, whole: Standing | None) -> str:
    """How far a place is from the whole of which it is a part: “thấp hơn 6,7 điểm %”; empty where
    the two are not of one kind and day, and for counts, where a part is never the whole."""
    if whole is None or standing.value is None or whole.value is None:
        return ""
    if standing.form != whole.form or standing.on != whole.on or standing.indicator.unit != "%":
        return ""
    gap = standing.value - whole.value
    decimals = max(standing.indicator.decimals, 1)
    size = quantity(abs(gap), "điểm %", decimals)
    if gap == 0:
        return "bằng toàn tỉnh"
    if size == quantity(Decimal(0), "điểm %", decimals):
        return "gần bằng toàn tỉnh"
    return f"{'cao' if gap > 0 else 'thấp'} hơn {size}"


def published_text(figure: OfficialFigure, indicator: Indicator) -> str:
    """The figure as its source gave it, with “ước” or “dự kiến” where it says so."""
    words = (
        yearly_change(figure.value, indicator.unit)
        if figure.form != ValueForm.LEVEL
        else quantity(figure.value, indicator.unit)
    )
    if figure.status == FigureStatus.REPORTED:
        return words
    return f"{words} ({FigureStatus(figure.status).label.lower()})"


def gap_text(gap: Decimal | None, figure: OfficialFigure, indicator: Indicator) -> str:
    """How far the roll-up of the same day is from a published figure; empty where none is.

    96,13 against a published 96,1 agrees: the source gave no more than one decimal.
    """
    if gap is None:
        return ""
    places = max(-figure.value.normalize().as_tuple().exponent, 0)
    if abs(gap) * 2 <= Decimal(1).scaleb(-places):
        return "tổng hợp cùng thời điểm khớp"
    return f"tổng hợp cùng thời điểm lệch {difference(gap, indicator.unit, 2)}"


REASONS = {
    "no_value": "chưa có số liệu",
    "partial": "chưa đủ đơn vị báo cáo",
    "no_target": "chưa có mục tiêu để so",
    "no_baseline": "thiếu số gốc đầu kỳ nên chưa biết phải đạt bao nhiêu",
    "before_baseline": "trước thời điểm của số gốc",
    "not_ended": "kỳ chưa kết thúc",
    "not_applicable": "không áp dụng cho địa bàn này",
}


def reason_text(standing: Standing) -> str:
    """Why there is no light; empty where there is one."""
    reason = standing.judgement.reason
    if reason == "no_target" and not standing.case.targets_apply:
        return "mục tiêu giao chung cho toàn tỉnh"
    if reason == "no_target" and standing.case.targets:
        return "mục tiêu giao theo đơn vị khác, không so được"
    return REASONS.get(reason, "")


def withheld_text(standing: Standing) -> str:
    """Which later periods do not count yet: “quý II năm 2024 (đã duyệt 150/200 đơn vị cấp xã)”,
    several as “từ quý I năm 2024 đến quý III năm 2024”; empty where all that is later counts."""
    if not standing.newer_withheld:
        return ""
    first, last = standing.newer_withheld[0], standing.newer_withheld[-1]
    if first is not last:
        return f"từ {lower_first(first.period.label)} đến {lower_first(last.period.label)}"
    coverage = last.coverage
    done = f"{format_number(coverage.approved)}/{format_number(coverage.expected)} {coverage.unit}"
    estimated = ", có số ước" if coverage.estimated else ""
    return f"{lower_first(last.period.label)} (đã duyệt {done}{estimated})"


def stated_difference(observation: Observation, indicator: Indicator) -> str:
    """What the form of the level above states for the area, where it is another figure."""
    if observation.own_value is None or observation.own_value == observation.value:
        return ""
    gap = difference(observation.own_value - observation.value, indicator.unit, 2)
    return f"biểu cấp trên nêu {quantity(observation.own_value, indicator.unit, 2)} ({gap})"


def lost_past_text(rows: Sequence[AreaSuccession]) -> str:
    """Why a unit has no past: “Không có số trước ngày 01/07/2025: đơn vị chỉ nhận một phần của Xã
    Bính Xá; số của đơn vị bị chia không tách ra được”; the rows are of one day."""
    names = " và ".join(row.predecessor.name for row in rows)
    return (
        f"Không có số trước ngày {rows[0].happened_on:%d/%m/%Y}: đơn vị chỉ nhận một phần của "
        f"{names}; số của đơn vị bị chia không tách ra được"
    )


NIL, NOT_REPORTED = "–", "chưa báo cáo"


def entered_text(value: Decimal | None, is_nil: bool, status: str, measure: Measure) -> str:
    """What a cell holds: “1.747”, “96,1 (ước)”, “có”; nil “–” is neither 0 nor not reported."""
    if value is None:
        return NOT_REPORTED
    words = NIL if is_nil else format_number(value)
    if measure.kind == MeasureKind.YES_NO and not is_nil:
        words = "có" if value else "không"
    return f"{words} (ước)" if status == EntryStatus.ESTIMATE else words


def before_text(change: FigureChange) -> str:
    return entered_text(change.before, change.before_nil, change.before_status, change.measure)


def after_text(change: FigureChange) -> str:
    return entered_text(change.after, change.after_nil, change.after_status, change.measure)


def place_text(change: FigureChange) -> str:
    """The row's place with the district it lies in; the area comes with its parent."""
    area, above = change.area, change.area.parent
    return f"{area.name}, {lower_first(above.name)}" if above and above.parent_id else area.name
