"""A register told by its steps: what each step changed, laid one upon another, is what stands now.

Pure: no Django, no database. A change is [before, after] by the name of its field, in the words of
JSON: text, number as text, day as YYYY-MM-DD, truth, a list of keys in order, or None.
"""

from collections.abc import Iterable, Mapping
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
