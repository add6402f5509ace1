"""From values to pixels: numbers, days and names along one axis."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

Value = float | str
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


def day_number(value: Value) -> float:
    """A day, or a moment, as a number of days: "2024-07-01" or "2024-07-01T12:00". Raises
    ValueError for anything else."""
    moment = datetime.fromisoformat(str(value))
    start = datetime(1970, 1, 1, tzinfo=moment.tzinfo)
    return (moment - start).total_seconds() / 86_400


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ that divides the span into at most `most` steps."""
    if span <= 0 or most < 1:
        return 1.0
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in NICE if step * power >= rough * (1 - 1e-9))


@dataclass(frozen=True)
class Linear:
    """`low` is drawn at `start`, `high` at `stop`; start may be the larger one (upwards)."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.stop - self.start)

    def ticks(self, most: int) -> list[float]:
        """Round numbers between low and high, at most `most` steps apart."""
        step = nice_step(self.high - self.low, most)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]


@dataclass(frozen=True)
class Names:
    """Names side by side in bands of the same width; a value is drawn in the middle of its band."""

    names: tuple[str, ...]
    start: float
    stop: float

    @property
    def band(self) -> float:
        return abs(self.stop - self.start) / max(len(self.names), 1)

    def __call__(self, name: str) -> float:
        place = self.names.index(name)
        towards = 1 if self.stop >= self.start else -1
        return self.start + towards * (place + 0.5) * self.band


def widened(
    low: float, high: float, *, from_zero: bool, share: float = 0.05
) -> tuple[float, float]:
    """The range with some room at its ends; from 0 where the axis is to begin there."""
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        room = abs(low) * 0.1 or 1.0
        return (low, high + room) if from_zero and low == 0 else (low - room, high + room)
    room = (high - low) * share
    keeps_low = from_zero and low == 0
    keeps_high = from_zero and high == 0
    return low if keeps_low else low - room, high if keeps_high else high + room


def is_day(value: object) -> bool:
    """Whether a text is a day or moment in ISO form."""
    if not isinstance(value, str) or len(value) < 10 or value[4] != "-":
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def year_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """The first of January of every year in the range, or of months where it is short."""
    first, last = date.fromordinal(_ordinal(low)), date.fromordinal(_ordinal(high))
    if (last - first).days > 800:
        days = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
        return [(day_number(d.isoformat()), str(d.year)) for d in days if first <= d <= last]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    shown = [day for day in days if first <= day <= last]
    every = max(1, math.ceil(len(shown) / 8))
    return [(day_number(d.isoformat()), f"{d.month}/{d.year}") for d in shown[::every]]


def _ordinal(days: float) -> int:
    return date(1970, 1, 1).toordinal() + math.floor(days)


def distinct(values: Sequence[Value]) -> tuple[str, ...]:
    """The names in the order in which they come first."""
    return tuple(dict.fromkeys(str(value) for value in values))
