"""One axis of a figure: its kind, its range, its ticks, and the room that its labels need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from .scales import Linear, Names, Value, day_number, distinct, is_day, widened, year_ticks
from .text import plain_lines, text_width, tick_text, wrapped

DAYS, NAMES, NUMBERS = "date", "category", "linear"


@dataclass(frozen=True)
class AxisPlan:
    """What is known before the room is divided: everything but pixels."""

    kind: str
    low: float
    high: float
    names: tuple[str, ...]
    ticks: tuple[tuple[float | str, str], ...]
    title: str
    is_reversed: bool
    has_grid: bool
    has_line: bool

    def scale(self, start: float, stop: float) -> "Axis":
        if self.is_reversed:
            start, stop = stop, start
        if self.kind == NAMES:
            return Axis(self, Names(self.names, start, stop))
        return Axis(self, Linear(self.low, self.high, start, stop))

    def narrowed(self, room: float, size: float) -> "AxisPlan":
        """With its labels on two lines where one is wider than `room` pixels."""
        return replace(self, ticks=tuple((v, wrapped(t, room, size)) for v, t in self.ticks))

    def thinned(self, room: float, size: float) -> "AxisPlan":
        """With as many labels along `room` pixels as have space beside each other; all names stay,
        as a name left out is a place left out."""
        if self.kind == NAMES or not self.ticks:
            return self
        every = ceil(len(self.ticks) * (self.label_width(size) + size) / room)
        return replace(self, ticks=self.ticks[:: max(every, 1)])

    def label_width(self, size: float) -> float:
        lines = [line for _, label in self.ticks for line in plain_lines(label)]
        return max((text_width(line, size) for line in lines), default=0.0)


@dataclass(frozen=True)
class Axis:
    """A planned axis laid between two pixels."""

    plan: AxisPlan
    scale: Linear | Names

    def place(self, value: Value) -> float | None:
        """Where a value is drawn; None for one that is not there."""
        if value is None:
            return None
        if self.plan.kind == NAMES:
            return self.scale(str(value)) if str(value) in self.plan.names else None
        return self.scale(day_number(value) if self.plan.kind == DAYS else float(value))

    @property
    def band(self) -> float:
        """The width of one name's band; for numbers and days none is known: 0."""
        return self.scale.band if isinstance(self.scale, Names) else 0.0


def plan_axis(
    layout: Mapping[str, Any], values: Sequence[Value], *, zero: bool, most_ticks: int
) -> AxisPlan:
    """From the layout of an axis and all values drawn along it. `zero` is for axes of bars."""
    present = [value for value in values if value is not None]
    kind = _kind(layout, present)
    reverse = layout.get("autorange") == "reversed"
    common = {
        "title": _title(layout),
        "is_reversed": reverse,
        "has_grid": bool(layout.get("showgrid")),
        "has_line": bool(layout.get("showline")),
    }
    if kind == NAMES:
        names = tuple(layout.get("categoryarray") or distinct(present))
        labels = _given(layout) or [(name, name) for name in names]
        return AxisPlan(kind, 0, 0, names, tuple(labels), **common)
    low, high = _range(layout, kind, present, zero=zero)
    ticks = _ticks(layout, kind, low, high, most_ticks)
    return AxisPlan(kind, low, high, (), tuple(ticks), **common)


def _kind(layout: Mapping[str, Any], values: Sequence[Value]) -> str:
    if layout.get("type") in (DAYS, NAMES, NUMBERS):
        return layout["type"]
    if values and all(is_day(value) for value in values):
        return DAYS
    return NUMBERS if all(isinstance(value, int | float) for value in values) else NAMES


def _title(layout: Mapping[str, Any]) -> str:
    title = layout.get("title") or ""
    return title.get("text", "") if isinstance(title, Mapping) else str(title)


def _number(kind: str, value: Value) -> float:
    return day_number(value) if kind == DAYS else float(value)


def _range(
    layout: Mapping[str, Any], kind: str, values: Sequence[Value], *, zero: bool
) -> tuple[float, float]:
    given = layout.get("range")
    if given and None not in given:
        low, high = (_number(kind, value) for value in given)
        return (low, high) if low != high else (low, high + 1)
    numbers = [_number(kind, value) for value in values] or [0.0, 1.0]
    from_zero = zero or layout.get("rangemode") in ("tozero", "nonnegative")
    return widened(min(numbers), max(numbers), from_zero=from_zero and kind == NUMBERS)


def _given(layout: Mapping[str, Any]) -> list[tuple[Value, str]]:
    values = layout.get("tickvals")
    if values is None:
        return []
    texts = layout.get("ticktext") or [str(value) for value in values]
    return list(zip(values, texts, strict=False))


def _ticks(
    layout: Mapping[str, Any], kind: str, low: float, high: float, most: int
) -> list[tuple[float, str]]:
    given = [(_number(kind, value), str(text)) for value, text in _given(layout)]
    if given or layout.get("tickvals") is not None:
        return [(value, text) for value, text in given if low <= value <= high]
    if kind == DAYS:
        return year_ticks(low, high)
    form, suffix = layout.get("tickformat", ""), layout.get("ticksuffix", "")
    asked = min(int(layout.get("nticks") or most), most)
    return [(v, tick_text(v, form, suffix)) for v in Linear(low, high, 0, 1).ticks(asked)]
