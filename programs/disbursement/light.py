"""The light beside a disbursement rate: met, on course, slightly late, late, or why there is none.

The lights, their reasons and the threshold are those of the indicators, so that one legend holds.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from indicators.progress import SLIGHT_THRESHOLD, Judgement, Light
from programs.disbursement.rate import disbursement_rate, usable
from programs.disbursement.requirement import Requirement, requirement_at


def judge_disbursement(
    *,
    disbursed: Decimal | None,
    allotted: Decimal | None,
    carried_over: Decimal | None,
    requirements: Sequence[Requirement],
    year: int,
    on: date,
    slight_threshold: Decimal = SLIGHT_THRESHOLD,
) -> Judgement:
    """Judge what was disbursed up to `on` against what was required for that day, E per cent.

    met: the rate is at or beyond the year's last row, whenever that is; on course: at or beyond E;
    slightly late: at least `slight_threshold` of E; late: less. Not applicable where no capital is
    usable. No data where no disbursement was reported or the office has no requirement. `on` is
    the date of the figures, not today: a rate is never held against a later day than its own.
    There is no "worse than at the start": a year starts from nothing.

    2025 up to 31 August, 349.8 of 1,746.6 tỷ: 20.03 % against 51.90 % (30 % by June, 95 % by
    December), of which 0.85 are 44.12 %: late.
    """
    capital = usable(allotted, carried_over)
    if capital is None or capital <= 0:
        return Judgement(Light.NOT_APPLICABLE, "not_applicable")
    rate = disbursement_rate(disbursed, allotted, carried_over)
    if rate is None:
        return Judgement(Light.NO_DATA, "no_value")
    by_now = requirement_at(requirements, year=year, day=on)
    if by_now is None:
        return Judgement(Light.NO_DATA, "no_target")
    last = max(requirements, key=lambda row: row.on)
    return Judgement(_light(rate, by_now, last.percent, slight_threshold))


def _light(rate: Decimal, by_now: Decimal, final: Decimal, slight_threshold: Decimal) -> Light:
    if rate >= final:
        return Light.MET
    if rate >= by_now:
        return Light.ON_COURSE
    return Light.SLIGHTLY_LATE if rate >= slight_threshold * by_now else Light.LATE
