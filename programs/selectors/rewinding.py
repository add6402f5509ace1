"""Rows of a register in memory as they were on a day; nothing here is stored."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Model

from programs.register import Step, Told, told

from .report_register import as_it_was


def put_back(
    row: Model,
    names: Collection[str],
    steps: Mapping[int, Sequence[Step]],
    day: date,
    *,
    ends: Collection[str],
    **lists: Sequence[int],
) -> dict[str, Told]:
    """Gives the row the values that these fields had at the end of the day, and answers them with
    those of the `lists`, which are no fields of the row: keys that it is linked with now. A row
    that was put back must not be saved."""
    now = {name: told(getattr(row, name)) for name in names}
    now |= {name: sorted(keys) for name, keys in lists.items()}
    then = as_it_was(row, now, steps, day, ends)
    for name in names:
        if then[name] != now[name]:
            setattr(row, name, row._meta.get_field(name).to_python(then[name]))
    return then
