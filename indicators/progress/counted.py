"""What is left in what people count: communes, households, buildings."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from indicators.progress.direction import Direction


def remaining(
    *,
    numerator: Decimal | None,
    denominator: Decimal | None,
    target: Decimal | None,
    factor: Decimal,
    direction: Direction,
    strict: bool = False,
) -> int | None:
    """The fewest units that must still change for the target to be reached; 0 when it is.

    Rise and maintain: units to add to the numerator (communes that must still get a road). Fall:
    units to take from it (households that must still leave poverty). With `strict` the target must
    be passed, not only reached ("trên 98 %"). The denominator is taken to stay as it is; None says
    that the indicator has none, a plain count. `factor` (positive) is the indicator's own, 100 for
    a %. Computed in fractions, so no rounding can add or lose a unit, then rounded up: a part of a
    commune is a commune.

    None where it cannot be said: the numerator or the target is missing, the denominator is 0, a
    part is no whole number (an amount is not counted), or no number of units is enough (a fall to
    below 0).

    174 of 181 communes, target 100 %: 7 ("còn 7 xã"). 6,912 poor of 205,714 households, target
    3.2 %: 6,582.8 may be poor, so 6,912 − 6,582 = 330 ("còn 330 hộ").
    """
    if numerator is None or target is None or denominator == 0:
        return None
    whole = Decimal(1) if denominator is None else denominator
    if numerator % 1 or whole % 1:
        return None
    wanted = Fraction(target) * Fraction(whole) / Fraction(factor)
    falls = direction == Direction.FALL
    missing = Fraction(numerator) - wanted if falls else wanted - Fraction(numerator)
    units = max(floor(missing) + 1 if strict else ceil(missing), 0)
    return None if falls and units > numerator else units
