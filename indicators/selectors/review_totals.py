"""What the rows of a report come to, beside the last period and the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from indicators.entries import Key
from indicators.models import (
    Area,
    AreaKind,
    AreaRule,
    Derivation,
    Figure,
    FormMeasure,
    Indicator,
    Measure,
    MeasureKind,
    Report,
    Target,
    ValueForm,
)
from indicators.scrutiny import History, is_owed
from lsdash.lib.numbers import NARROW_BLANK, format_number, format_percent, format_signed

from .targets import main_target

Values = Mapping[Key, Decimal]
Part = dict[int, Decimal]  # by area


@dataclass(frozen=True)
class Rate:
    """A rate computed from a row's own figures, its change in points; texts are empty where a
    part is missing."""

    now: str
    before: str
    change: str

    @property
    def below(self) -> tuple[str, ...]:
        """The lines under it: the last period, unless it was the same, and the change."""
        if not (self.now and self.before):
            return ()
        return (self.before, self.change) if self.change else ("=",)


@dataclass(frozen=True)
class Total:
    """One line under all rows. `reported` of `owed` rows gave a figure; `change` is empty where
    the two periods do not cover the same rows."""

    name: str
    now: str
    reported: int
    owed: int
    before: str
    change: str
    indicator: Indicator | None = None
    plan: Target | None = None

    @property
    def is_partial(self) -> bool:
        return self.reported < self.owed


def rates_of_rows(
    columns: Sequence[FormMeasure], indicators: Sequence[Indicator]
) -> tuple[Indicator, ...]:
    """The indicators whose two parts stand in one row of the form."""
    present = {column.measure_id for column in columns}
    return tuple(i for i in indicators if i.numerator_id in present and i.denominator_id in present)


def rate_of(
    indicator: Indicator,
    area: int,
    figures: Mapping[Key, Figure],
    history: History,
    previous: str,
) -> Rate:
    keys = (indicator.numerator_id, area), (indicator.denominator_id, area)
    now = _ratio(indicator, *(figures[key].value if key in figures else None for key in keys))
    before = _ratio(indicator, *(_last(history, key, previous) for key in keys))
    return Rate(_rate_text(indicator, now), _rate_text(indicator, before), _moved(now, before))


def _ratio(indicator: Indicator, part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else part / whole * indicator.factor


def _last(history: History, key: Key, previous: str) -> Decimal | None:
    past = history.get(key)
    return past[-1].value if past and past[-1].period == previous else None


def _rate_text(indicator: Indicator, value: Decimal | None) -> str:
    return "" if value is None else format_percent(value, max(indicator.decimals, 1))


def _moved(now: Decimal | None, before: Decimal | None) -> str:
    """By how many points; empty where by none that would be seen."""
    if now is None or before is None:
        return ""
    text = format_signed(now - before, 2)
    return text if text.strip("0,") else ""


def _points(now: Decimal | None, before: Decimal | None) -> str:
    text = _moved(now, before)
    return f"{text}{NARROW_BLANK}điểm %" if text else ""


def totals_of(
    report: Report,
    columns: Sequence[FormMeasure],
    areas: Sequence[Area],
    figures: Mapping[Key, Figure],
    history: History,
    indicators: Sequence[Indicator],
) -> tuple[Total, ...]:
    """A line for every column that adds up, and one for every indicator of them. One query."""
    previous = str(report.period.as_code.previous())
    now = {key: figure.value for key, figure in figures.items()}
    before = {key: past[-1].value for key, past in history.items() if past[-1].period == previous}
    plans = _plans(report, indicators)
    lines = [
        _measure_line(column.measure, areas, now, before)
        for column in columns
        if column.measure.area_rule != AreaRule.OFFICIAL_ONLY
    ]
    for indicator in indicators:
        line = _indicator_line(indicator, areas, now, before, plans)
        lines += [line] if line else []
    return tuple(lines)


def _measure_line(measure: Measure, areas: Sequence[Area], now: Values, before: Values) -> Total:
    owing = [area.pk for area in areas if is_owed(measure, area)]
    parts = _column(measure.pk, owing, now), _column(measure.pk, owing, before)
    counts_yes = measure.kind == MeasureKind.YES_NO
    return Total(
        name=f"{measure.name} (số đơn vị có)" if counts_yes else f"{measure.name} ({measure.unit})",
        now=_sum_text(parts[0]),
        reported=len(parts[0]),
        owed=len(owing),
        before=_sum_text(parts[1]),
        change=_sum_change(*parts),
    )


def _column(measure: int, areas: Sequence[int], values: Values) -> Part:
    return {area: values[measure, area] for area in areas if (measure, area) in values}


def _sum_text(part: Part) -> str:
    return format_number(sum(part.values(), Decimal(0)) if part else None)


def _sum_change(now: Part, before: Part) -> str:
    if not now or now.keys() != before.keys():
        return ""
    total, last = sum(now.values(), Decimal(0)), sum(before.values(), Decimal(0))
    if total == last:
        return "không đổi"
    share = f" ({format_signed((total - last) / last * 100, 1)}{NARROW_BLANK}%)" if last else ""
    return f"{format_signed(total - last)}{share}"


def _indicator_line(
    indicator: Indicator,
    areas: Sequence[Area],
    now: Values,
    before: Values,
    plans: Mapping[int, Target],
) -> Total | None:
    """None where the form does not hold the indicator's parts."""
    if indicator.numerator is None or indicator.denominator is None:
        return _count_line(indicator, areas, now, before, plans)
    owing = [area.pk for area in areas if is_owed(indicator.numerator, area)]
    present, last = (_parts(indicator, owing, values) for values in (now, before))
    if not present and not last:
        return None
    value, earlier = (_ratio(indicator, *_sums(parts)) for parts in (present, last))
    same = present.keys() == last.keys()
    return Total(
        name=indicator.name,
        now=_rate_text(indicator, value) or format_number(None),
        reported=len(present),
        owed=len(owing),
        before=_rate_text(indicator, earlier) or format_number(None),
        change=(_points(value, earlier) or "không đổi") if same else "",
        indicator=indicator,
        plan=plans.get(indicator.pk),
    )


def _count_line(
    indicator: Indicator,
    areas: Sequence[Area],
    now: Values,
    before: Values,
    plans: Mapping[int, Target],
) -> Total | None:
    """A plain count is told by its measure's line; it is repeated only beside its plan."""
    measure = indicator.numerator
    if measure is None or indicator.pk not in plans:
        return None
    parts = [_column(measure.pk, [area.pk for area in areas], values) for values in (now, before)]
    if not any(parts):
        return None
    return Total(
        name=indicator.name,
        now=_sum_text(parts[0]),
        reported=len(parts[0]),
        owed=sum(is_owed(measure, area) for area in areas),
        before=_sum_text(parts[1]),
        change=_sum_change(*parts),
        indicator=indicator,
        plan=plans[indicator.pk],
    )


def _parts(
    indicator: Indicator, areas: Sequence[int], values: Values
) -> dict[int, tuple[Decimal, Decimal]]:
    """Numerator and denominator of every row that gave both."""
    found = {}
    for area in areas:
        part = _stated(indicator.numerator, area, values)
        whole = _stated(indicator.denominator, area, values)
        if part is not None and whole is not None:
            found[area] = part, whole
    return found


def _stated(measure: Measure, area: int, values: Values) -> Decimal | None:
    """The figure, else what it is derived from: an answered tick stands for one unit."""
    if (measure.pk, area) in values:
        return values[measure.pk, area]
    answer = values.get((measure.derived_from_id, area)) if measure.derived_from_id else None
    if answer is None or measure.derivation == Derivation.COUNT_YES:
        return answer
    return Decimal(1)


def _sums(parts: Mapping[int, tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    return (
        sum((part for part, _ in parts.values()), Decimal(0)),
        sum((whole for _, whole in parts.values()), Decimal(0)),
    )


def _plans(report: Report, indicators: Sequence[Indicator]) -> dict[int, Target]:
    """The area's own target, else the province's rate (never its count), by indicator."""
    rows = Target.objects.filter(Q(area=report.area_id) | Q(area__kind=AreaKind.PROVINCE))
    own: dict[int, list[Target]] = {}
    general: dict[int, list[Target]] = {}
    for target in rows.exclude(form=ValueForm.AVERAGE).select_related("decision"):
        targets = own if target.area_id == report.area_id else general
        targets.setdefault(target.indicator_id, []).append(target)
    found = {}
    for indicator in indicators:
        province = general.get(indicator.pk, []) if indicator.denominator_id else []
        plan = _plan(own.get(indicator.pk) or province, report)
        if plan:
            found[indicator.pk] = plan
    return found


def _plan(targets: Sequence[Target], report: Report) -> Target | None:
    """A level to reach before a change in a year."""
    levels = [target for target in targets if target.form == ValueForm.LEVEL]
    return main_target(levels or targets, report.period.ends_on)
