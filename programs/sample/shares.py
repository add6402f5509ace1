"""Splitting a sum so that the parts add up to it, to the last thousand đồng."""

from collections.abc import Hashable, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import TypeVar

Part = TypeVar("Part", bound=Hashable)

MILLION = Decimal(1)
THOUSAND = Decimal("0.001")


def shared(
    total: Decimal, weights: Mapping[Part, Decimal], unit: Decimal = MILLION
) -> dict[Part, Decimal]:
    """`total` by weight, in whole units; what rounding leaves goes to the largest remainders.

    10 by the weights 1, 1, 1 is 4, 3, 3.
    """
    whole = sum(weights.values())
    exact = {part: total * weight / whole for part, weight in weights.items()}
    return _rounded(total, exact, unit)


def poured(
    total: Decimal,
    room: Mapping[Part, Decimal],
    pull: Mapping[Part, Decimal],
    unit: Decimal = THOUSAND,
) -> dict[Part, Decimal]:
    """`total` into vessels by room × pull, none fuller than its room; what does not fit one goes to
    the others. A vessel without pull stays empty.

    9 into rooms of 4 and 8 with equal pull is 3 and 6; 11 is 3.667 and 7.333.
    Raises ValueError where the rooms that pull cannot hold the total.
    """
    open_parts = {part: room[part] * pull[part] for part in room if room[part] * pull[part] > 0}
    if sum(room[part] for part in open_parts) < total:
        raise ValueError(f"{total} does not fit")
    exact = dict.fromkeys(room, Decimal(0))
    rest = total
    while open_parts:
        whole = sum(open_parts.values())
        full = [part for part, want in open_parts.items() if rest * want >= room[part] * whole]
        if not full:
            exact |= {part: rest * want / whole for part, want in open_parts.items()}
            break
        for part in full:
            exact[part] = room[part]
            rest -= room[part]
            del open_parts[part]
    return _rounded(total, exact, unit)


def _rounded(total: Decimal, exact: Mapping[Part, Decimal], unit: Decimal) -> dict[Part, Decimal]:
    """Down to whole units, then one more for the largest remainders. A part without remainder is
    left alone, so that a full vessel does not run over."""
    parts = {
        part: (value / unit).to_integral_value(ROUND_FLOOR) * unit for part, value in exact.items()
    }
    missing = int((total - sum(parts.values())) / unit)
    by_remainder = sorted(exact, key=lambda part: parts[part] - exact[part])  # sorted is stable
    for part in by_remainder[:missing]:
        parts[part] += unit
    return parts
