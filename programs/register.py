"""A register told by its steps: what each step changed, laid one upon another, is what stands now.

Pure: no Django, no database. A change is [before, after] by the name of its field, in the words of
JSON: text, number as text, day as YYYY-MM-DD, truth, a list of keys in order, or None.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Told = str | bool | int | list[int] | None
Changes = Mapping[str, tuple[Told, Told] | list[Told]]


def told(value: object) -> Told:
    """A field's value as a change keeps it. Raises TypeError for what has no such form."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(value)
    raise TypeError(f"no way to tell {value!r}")


def changes_between(
    before: Mapping[str, object], after: Mapping[str, object]
) -> dict[str, list[Told]]:
    """The fields of `after` that are new or differ, each as [before, after].

    Example: changes_between({"state": "raised"}, {"state": "accepted"}) is
    {"state": ["raised", "accepted"]}.
    """
    return {
        name: [told(before.get(name)), told(value)]
        for name, value in after.items()
        if name not in before or told(before[name]) != told(value)
    }


class Broken(Exception):
    """A step says that it changed something from a value that was not there."""


def replay(steps: Iterable[Changes]) -> dict[str, Told]:
    """The fields as the steps, oldest first, leave them.

    Raises Broken naming the field where a step does not follow from those before it.
    """
    fields: dict[str, Told] = {}
    for number, changes in enumerate(steps, start=1):
        for name, (before, after) in changes.items():
            if fields.get(name) != before:
                raise Broken(f"step {number}: {name} was {fields.get(name)!r}, not {before!r}")
            fields[name] = after
    return fields


@dataclass(frozen=True)
class Step:
    """A step as it was recorded on a day. `is_first` where it brought the row into being."""

    on: date
    changes: Changes
    is_first: bool = False


def unseen_on(day: date, steps: Sequence[Step], *, ends: Collection[str]) -> list[Step]:
    """Of the steps of one row, in order, those that a reader of that day does not know of.

    A step counts from the day on which it was recorded; one that was recorded later but tells of an
    end (a field of `ends`) not after that day counts with all before it. What was recorded as a
    whole after the day is known as it was told, but for an end that came after the day.

    Example: resolved on 28 December and recorded on 5 January, it is resolved on 31 December.
    """
    known = 0
    for place, step in enumerate(steps, start=1):
        if step.on <= day or _ended_by(day, step, ends):
            known = place
    if known == 0 and steps and steps[0].is_first:
        later = (place for place, step in enumerate(steps) if _end(step, ends) is not None)
        known = next(later, len(steps))
    return list(steps[known:])


def _end(step: Step, ends: Collection[str]) -> Told:
    told = (step.changes[name][1] for name in ends if name in step.changes)
    return next((value for value in told if value is not None), None)


def _ended_by(day: date, step: Step, ends: Collection[str]) -> bool:
    end = _end(step, ends)
    return isinstance(end, str) and end <= day.isoformat()


def rewind(now: Mapping[str, Told], later: Sequence[Step]) -> dict[str, Told]:
    """The fields as they were before the later steps, in order, were taken.

    Example: rewind({"state": "resolved"}, [Step(day, {"state": ["in_hand", "resolved"]})]) is
    {"state": "in_hand"}.
    """
    fields = dict(now)
    for step in reversed(later):
        fields |= {name: before for name, (before, _) in step.changes.items()}
    return fields
