"""The light beside a value: met, on course, late, and why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from indicators.progress.direction import Direction, Point, gain, reaches
from indicators.progress.path import expected

SLIGHT_THRESHOLD = Decimal("0.85")

Reason = Literal[
    "",  # the light speaks for itself
    "not_applicable",  # the indicator does not apply to this area
    "not_ended",  # the period still runs, so nothing can be late yet
    "no_value",  # nothing was reported
    "partial",  # only some of those who owe it have reported, which the caller knows
    "no_target",  # no target was set
    "no_baseline",  # before the first target, without a start to draw the line from
    "before_baseline",  # earlier than the path begins
]


class Light(StrEnum):
    """From best to worst, then the two that say nothing of the value."""

    MET = "met"
    ON_COURSE = "on_course"
    SLIGHTLY_LATE = "slightly_late"
    LATE = "late"
    WORSE = "worse"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Judgement:
    """A light, and for NO_DATA and NOT_APPLICABLE the machine code of the reason."""

    light: Light
    reason: Reason = ""


def judge_level(
    *,
    actual: Decimal | None,
    baseline: Point | None,
    targets: Sequence[Point],
    final: Point | None,
    on: date,
    ended: bool,
    direction: Direction,
    slight_threshold: Decimal = SLIGHT_THRESHOLD,
    applicable: bool = True,
) -> Judgement:
    """Judge a value against `final`, the target in question, on the path that `targets` draw.

    `on` is the period's last day, `ended` whether it has passed. With E = `expected(on, …)`:
    met: at or beyond the final target; on course: at or beyond E; slightly late:
    (A − B) / (E − B) ≥ `slight_threshold`; late: ≥ 0; worse: below 0, worse than at the start.
    Where E = B, or E lies behind B, what falls short of E is worse than the start.

    Met and on course can be said at any time, late only of an ended period. Without a baseline
    slightly late cannot be told from late, so it is late. `final` joins the path if it is not in
    `targets`. ValueError when two targets share a date.

    Electricity 99.99 % against 99.6 %, no baseline: met. Poverty 3.36 % at the end of 2024, from
    12.2 % (end 2021) to 3.2 % (end 2025): E is 5.45 %, so on course.
    """
    if not applicable:
        return Judgement(Light.NOT_APPLICABLE, "not_applicable")
    if actual is None:
        return Judgement(Light.NO_DATA, "no_value")
    if final is None:
        return Judgement(Light.NO_DATA, "no_target")
    path = targets if final in targets else [*targets, final]
    by_now = expected(on, baseline, path, direction)
    if reaches(actual, final.value, direction):
        return Judgement(Light.MET)
    if by_now is None:
        return Judgement(Light.NO_DATA, "no_baseline" if baseline is None else "before_baseline")
    if reaches(actual, by_now, direction):
        return Judgement(Light.ON_COURSE)
    if not ended:
        return Judgement(Light.NOT_APPLICABLE, "not_ended")
    if baseline is None:
        return Judgement(Light.LATE)
    done = gain(baseline.value, actual, direction)
    return Judgement(_shortfall(done, gain(baseline.value, by_now, direction), slight_threshold))


def judge_change(
    *,
    change: Decimal | None,
    target: Decimal | None,
    direction: Direction,
    ended: bool,
    slight_threshold: Decimal = SLIGHT_THRESHOLD,
    applicable: bool = True,
) -> Judgement:
    """Judge a year's change, A(year) − A(year − 1), against the change that was set.

    Both in the indicator's unit per year (percentage points) and signed alike: a fall is negative.
    A change starts from 0 each year, so the share done is `change / target`; there is no "on
    course", since the whole change is owed when the year has ended.

    Poverty in the ethnic-minority area, 2023: −2.9 points against at least −3: 2.9 / 3 = 0.967,
    slightly late; −3.2 is met, 0 is late, a rise is worse.
    """
    if not applicable:
        return Judgement(Light.NOT_APPLICABLE, "not_applicable")
    if change is None:
        return Judgement(Light.NO_DATA, "no_value")
    if target is None:
        return Judgement(Light.NO_DATA, "no_target")
    if reaches(change, target, direction):
        return Judgement(Light.MET)
    if not ended:
        return Judgement(Light.NOT_APPLICABLE, "not_ended")
    still = Decimal(0)
    done, owed = gain(still, change, direction), gain(still, target, direction)
    return Judgement(_shortfall(done, owed, slight_threshold))


def _shortfall(done: Decimal, owed: Decimal, slight_threshold: Decimal) -> Light:
    """The light of a gain that is less than what was owed (done < owed), both from the start.

    Multiplied instead of divided: nothing owed (E = B) needs no case of its own, because less than
    nothing is below 0.
    """
    if done < 0:
        return Light.WORSE
    return Light.SLIGHTLY_LATE if done >= slight_threshold * owed else Light.LATE
