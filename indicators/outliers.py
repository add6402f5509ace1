"""When a figure is unusual enough that its officer must say why.

Pure: no Django, no database. A figure is compared with the area's own past only, never with other
areas. Values are counts, amounts or per cent; "change" is the difference to the period before.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Literal

Unit = Literal["count", "amount", "yes_no", "rate"]

# A third more or less than last time, and by enough to matter: five households or five points.
JUMP_SHARE = Decimal("0.3")
SMALLEST_JUMP = Decimal(5)
# Iglewicz and Hoaglin's modified z-score: 0.6745 × |x − median| ÷ MAD above 3.5 is an outlier.
OUTLYING_SCORE = Decimal("3.5")
NORMAL = Decimal("0.6745")
# A series that moved evenly has a MAD of next to nothing, against which anything is unusual.
QUIET_SHARE = Decimal("0.01")
FEWEST_CHANGES = 4


def is_jump(before: Decimal, value: Decimal, unit: Unit) -> bool:
    """Whether `value` differs from the last period's by more than a third and by at least five.

    A rate jumps by five points, whatever its level. 60 poor households after 45 are a jump
    (+33 %), 5 after 3 are not.
    """
    change = abs(value - before)
    if change < SMALLEST_JUMP:
        return False
    return unit == "rate" or before == 0 or change > JUMP_SHARE * abs(before)


def score(past: Sequence[Decimal], value: Decimal) -> Decimal | None:
    """How far the last change lies from the area's usual change: the modified z-score of the change
    among the changes of `past` (oldest first), by median and MAD; None under four changes.

    Changes, not levels, because a series that falls steadily is always at its lowest.
    past 100, 98, 97, 95, 93 has the changes −2, −1, −2, −2; 60 next is a change of −33 and scores
    0.6745 × 31 ÷ 0.93 = 22.5 (the MAD of 0 is held at 1 % of the last level).
    """
    changes = [after - before for before, after in pairwise(past)]
    if len(changes) < FEWEST_CHANGES:
        return None
    usual = median(changes)
    spread = median(abs(change - usual) for change in changes)
    quiet = max(spread, QUIET_SHARE * abs(past[-1]), QUIET_SHARE)
    return NORMAL * abs(value - past[-1] - usual) / quiet


def is_outlier(past: Sequence[Decimal], value: Decimal) -> bool:
    """Whether the change from the last value is unusual for this area, and at least five."""
    found = score(past, value)
    if found is None or abs(value - past[-1]) < SMALLEST_JUMP:
        return False
    return found > OUTLYING_SCORE
