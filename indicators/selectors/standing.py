"""Where one area stands on one indicator: value, coverage, target, light. Made from rows that were
fetched for many at once; every page that judges calls `stand`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from indicators import progress as pg
from indicators.models import (
    FigureStatus,
    Indicator,
    MeasureKind,
    OfficialFigure,
    Operator,
    Target,
    ValueForm,
)
from lsdash.lib.text import lower_first

from .observation import Coverage, Observation
from .targets import in_force, main_target, national_target

STRICT = frozenset({Operator.OVER, Operator.UNDER})
COUNTED = frozenset({MeasureKind.COUNT, MeasureKind.YES_NO})
PARTIAL = pg.Judgement(pg.Light.NO_DATA, "partial")


@dataclass(frozen=True)
class Case:
    """Everything known of one indicator in one area."""

    indicator: Indicator
    series: tuple[Observation, ...]  # by date
    targets: tuple[Target, ...]
    baseline: pg.Point | None
    published: tuple[OfficialFigure, ...]  # by date
    targets_apply: bool = True  # a count set for the province is not a district's target
    withheld: tuple[Observation, ...] = ()  # preliminary, where only official ones were asked for

    @property
    def judging(self) -> tuple[Target, ...]:
        """The targets that this area can be judged by."""
        return self.targets if self.targets_apply else ()

    @property
    def direction(self) -> pg.Direction:
        return pg.Direction(self.indicator.direction)

    def is_told_of(self, code: str) -> bool:
        """Whether anything was reported for the period, so that a page can show it."""
        return any(o.period.code == code for o in (*self.series, *self.withheld))


@dataclass(frozen=True)
class Standing:
    case: Case
    form: str  # what is judged: a level, or the change within a year
    value: Decimal | None
    on: date | None
    as_of: str
    observation: Observation | None  # None where only a published figure is known
    published: OfficialFigure | None
    target: Target | None
    national: Target | None
    judgement: pg.Judgement
    progress: Decimal | None
    plan_share: Decimal | None
    distance: Decimal | None
    units_left: int | None
    since_last: Decimal | None
    since: str  # the period that `since_last` is counted from
    level: Decimal | None
    level_as_of: str
    level_observation: Observation | None  # None where the level is a published figure

    @property
    def indicator(self) -> Indicator:
        return self.case.indicator

    @property
    def is_change(self) -> bool:
        return self.form == ValueForm.CHANGE

    @property
    def light(self) -> str:
        return self.judgement.light.value

    @property
    def other_provincial(self) -> list[Target]:
        """A target of the province that cannot judge this value, shown all the same."""
        if self.target is not None and self.target.assigner == "provincial":
            return []
        day = self.on or date.max
        return [t for t in in_force(self.case.targets, day) if t.assigner == "provincial"][:1]

    @property
    def coverage(self) -> Coverage | None:
        return self.observation.coverage if self.observation else None

    @property
    def published_gap(self) -> Decimal | None:
        """The roll-up of the very day less the published figure; None where there is no such."""
        return gap_of(self.case, self.published) if self.observation and self.published else None

    @property
    def disputing(self) -> list[OfficialFigure]:
        """Published figures that contradict the one shown, to be shown beside it."""
        return [f for f in self.case.published if f.for_comparison and f.form == self.form]

    @property
    def published_before(self) -> OfficialFigure | None:
        """Where a published figure stands alone, the one before it, which may contradict it."""
        if self.observation is not None or self.published is None:
            return None
        return last_published(self.case, self.form, self.published.on - timedelta(days=1))

    @property
    def newer_withheld(self) -> tuple[Observation, ...]:
        """Later periods that are preliminary: told, where only official figures are shown."""
        return tuple(o for o in self.case.withheld if self.on is None or o.on > self.on)

    @property
    def newer_partial(self) -> Observation | None:
        """A later period that only some have reported, to be told but not to be judged by."""
        last = self.case.series[-1] if self.case.series else None
        if last is None or self.on is None or last.on <= self.on or last.coverage.is_complete:
            return None
        return last


def place(standing: Standing) -> tuple[bool, int]:
    """Where it stands in a list: in the office's order, what is no longer in force last."""
    return standing.indicator.valid_to is not None, standing.indicator.position


def stand(case: Case, *, upto: date, today: date) -> Standing:
    """Judges the newest value not later than `upto`, by the target in force for that day.

    Roll-ups win over published figures of the same day, a later published figure over an older
    roll-up; estimates and expectations are never judged.
    """
    target = main_target(case.judging, upto)
    if target is not None and target.form == ValueForm.CHANGE:
        return _stand_on_change(case, upto, today)
    return _stand_on_level(case, upto, today)


def _stand_on_level(case: Case, upto: date, today: date) -> Standing:
    observation = _last(case.series, upto)
    published = last_published(case, ValueForm.LEVEL, upto)
    if observation and published and published.on > observation.on:
        observation = None
    value, on = _value_and_day(observation, published)
    target = main_target(case.judging, on or upto)
    is_partial = observation is not None and not observation.coverage.is_complete
    # What only some have reported is shown, never measured against the target of all.
    measured = None if is_partial else value
    final = pg.Point(target.on, target.value) if target else None
    goal = final.value if final else None
    before = _before(case.series, observation)
    return Standing(
        case=case,
        form=ValueForm.LEVEL,
        value=value,
        on=on,
        as_of=_as_of(observation, published),
        observation=observation,
        published=published,
        target=target,
        national=national_target(case.targets, on or upto),
        judgement=PARTIAL if is_partial else _judge(case, target, measured, on or upto, today),
        progress=pg.progress(
            case.baseline.value if case.baseline else None, goal, measured, case.direction
        ),
        plan_share=pg.per_cent_of_plan(measured, goal, case.direction),
        distance=pg.distance(measured, goal, case.direction),
        units_left=None if is_partial else _units_left(case, observation, target),
        since_last=pg.change_points(measured, before.value if before else None),
        since=_as_of(before, None),
        level=value,
        level_as_of=_as_of(observation, published),
        level_observation=observation,
    )


def _judge(
    case: Case, target: Target | None, value: Decimal | None, on: date, today: date
) -> pg.Judgement:
    judgement = pg.judge_level(
        actual=value,
        baseline=case.baseline,
        targets=_path(case, target, on),
        final=pg.Point(target.on, target.value) if target else None,
        on=on,
        ended=on < today,
        direction=case.direction,
        slight_threshold=case.indicator.slight_threshold,
    )
    if target is not None and value == target.value and target.operator in STRICT:
        # “trên 98 %” is not reached by 98 %.
        return pg.Judgement(pg.Light.SLIGHTLY_LATE if on >= target.on else pg.Light.ON_COURSE)
    return judgement


def _stand_on_change(case: Case, upto: date, today: date) -> Standing:
    observation, change = _yearly_change(case.series, upto)
    published = last_published(case, ValueForm.CHANGE, upto)
    if observation and published and published.on > observation.on:
        observation, change = None, None
    value = change if observation else (published.value if published else None)
    on = observation.on if observation else (published.on if published else None)
    target = main_target(case.judging, on or upto)
    goal = target.value if target else None
    level = _last([o for o in case.series if o.coverage.is_complete], upto)
    level_published = last_published(case, ValueForm.LEVEL, upto)
    return Standing(
        case=case,
        form=ValueForm.CHANGE,
        value=value,
        on=on,
        as_of=f"năm {observation.period.year}" if observation else _as_of(None, published),
        observation=observation,
        published=published,
        target=target,
        national=national_target(case.targets, on or upto),
        judgement=pg.judge_change(
            change=value,
            target=goal,
            direction=case.direction,
            ended=(on or upto) < today,
            slight_threshold=case.indicator.slight_threshold,
        ),
        progress=pg.progress(Decimal(0), goal, value, case.direction),
        plan_share=pg.progress(Decimal(0), goal, value, case.direction),
        distance=pg.distance(value, goal, case.direction),
        units_left=None,
        since_last=None,
        since="",
        level=_value_and_day(level, level_published)[0],
        level_as_of=_as_of(level, level_published),
        level_observation=level,
    )


def gap_of(case: Case, figure: OfficialFigure) -> Decimal | None:
    """What was rolled up for the day of a published figure, less that figure."""
    if figure.form == ValueForm.LEVEL:
        same = next((o for o in case.series if o.on == figure.on), None)
        value = same.value if same and same.coverage.is_complete else None
    elif figure.form == ValueForm.CHANGE:
        same, value = _yearly_change(case.series, figure.on)
        value = value if same and same.on == figure.on else None
    else:
        value = None
    return None if value is None else value - figure.value


def last_published(case: Case, form: str, upto: date) -> OfficialFigure | None:
    """The newest figure published as reached; estimates, expectations and what only contradicts
    another figure do not count."""
    return next(
        (
            figure
            for figure in reversed(case.published)
            if figure.form == form
            and figure.status == FigureStatus.REPORTED
            and not figure.for_comparison
            and figure.on <= upto
        ),
        None,
    )


def _last(series: Sequence[Observation], upto: date) -> Observation | None:
    return next((o for o in reversed(series) if o.on <= upto and o.value is not None), None)


def _before(series: Sequence[Observation], observation: Observation | None) -> Observation | None:
    """The newest earlier period that all had reported."""
    if observation is None:
        return None
    earlier = (o for o in reversed(series) if o.on < observation.on)
    return next((o for o in earlier if o.coverage.is_complete), None)


def _value_and_day(
    observation: Observation | None, published: OfficialFigure | None
) -> tuple[Decimal | None, date | None]:
    if observation is not None:
        return observation.value, observation.on
    return (published.value, published.on) if published else (None, None)


def _as_of(observation: Observation | None, published: OfficialFigure | None) -> str:
    if observation is not None:
        return lower_first(observation.period.label)
    return published.period_text if published else ""


def _path(case: Case, target: Target | None, day: date) -> list[pg.Point]:
    """The targets of the same assigner, which together draw the way."""
    if target is None:
        return []
    return [
        pg.Point(other.on, other.value)
        for other in in_force(case.targets, day)
        if other.assigner == target.assigner and other.form == target.form and not other.unit
    ]


def _units_left(case: Case, observation: Observation | None, target: Target | None) -> int | None:
    if observation is None or target is None or not is_counted(case.indicator):
        return None
    return pg.remaining(
        numerator=observation.numerator,
        denominator=observation.denominator,
        target=target.value,
        factor=case.indicator.factor,
        direction=case.direction,
        strict=target.operator in STRICT,
    )


def is_counted(indicator: Indicator) -> bool:
    return indicator.numerator is not None and indicator.numerator.kind in COUNTED


def _yearly_change(
    series: Sequence[Observation], upto: date
) -> tuple[Observation | None, Decimal | None]:
    """The newest year end with a year end before it, and the change between them."""
    ends = {
        o.period.year: o
        for o in series
        if o.period.number == 4 and o.on <= upto and o.coverage.is_complete
    }
    for year in sorted(ends, reverse=True):
        if year - 1 in ends:
            return ends[year], pg.change_points(ends[year].value, ends[year - 1].value)
    return None, None
