"""How much of the way is done, and how much is left."""

from decimal import Decimal

from indicators.progress.direction import Direction, gain, reaches


def progress(
    baseline: Decimal | None,
    target: Decimal | None,
    actual: Decimal | None,
    direction: Direction,
) -> Decimal | None:
    """The share of the way from baseline to target that is done: `(A − B) / (T − B)`, 1 = 100 %.

    The same formula for rise and fall, not clamped: below 0 is worse than at the start, above 1 is
    beyond the target. None when any of the three is missing.

    There is no way to measure along when the target is to hold what there is: T = B, a `maintain`
    indicator, or a baseline already beyond the target. Then 1 when A is at or beyond T, else 0.

    Poverty, whole province: from 12.2 % (end 2021) towards 3.2 %, at 3.36 % (end 2024):
    (3.36 − 12.2) / (3.2 − 12.2) = 0.982…, shown as 98,2 %.
    """
    if baseline is None or target is None or actual is None:
        return None
    if direction == Direction.MAINTAIN or reaches(baseline, target, direction):
        return Decimal(1) if reaches(actual, target, direction) else Decimal(0)
    return (actual - baseline) / (target - baseline)


def per_cent_of_plan(
    actual: Decimal | None, target: Decimal | None, direction: Direction
) -> Decimal | None:
    """The officers' "% so KH", as a ratio (1 = 100 %); shown beside the progress, never instead.

    Rise and maintain: A / T. Fall: T / A, and 1 for A = 0, since nothing is left to bring down.
    None, shown as "—", when A or T is missing and where the ratio means nothing: a plan of 0 that
    is to be risen to, a plan below 0, a fall to below 0.

    Solidly built schools, 81 % of 100 %: 0.81. Poverty 3.36 % against 3.2 %: 0.952…
    """
    if actual is None or target is None or target < 0:
        return None
    if direction != Direction.FALL:
        return actual / target if target else None
    if actual == 0:
        return Decimal(1)
    return target / actual if actual > 0 else None


def distance(
    actual: Decimal | None, target: Decimal | None, direction: Direction
) -> Decimal | None:
    """How far still to go, in the indicator's unit (percentage points for a %), never below 0.

    Roads at 96.1 % of 100 %: 3.9 points; electricity at 99.99 % of 99.6 %: 0. None when missing.
    """
    if actual is None or target is None:
        return None
    return max(gain(actual, target, direction), Decimal(0))
