"""What storing a long table would do: each row given to its report, refused, or left as it is."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from indicators.models import (
    Area,
    EntryStatus,
    FormMeasure,
    Measure,
    Period,
    Report,
    ReportForm,
    User,
)
from indicators.permissions import access_of, reviewable_areas
from indicators.sheets.long.spec import Cause, Causes, LongReading, LongRow
from lsdash.lib.numbers import format_number

from .checks import table_cause
from .staging import Above, ReportKey, Staging, staged

SHOWN_CHANGES = 200


@dataclass(frozen=True)
class Plan:
    """How the table stands against the database now; `periods` are those it would write to."""

    causes: tuple[Cause, ...]
    created: int
    changed: int
    unchanged: int
    refused: int
    changes: list[list[str]]
    periods: list[Period]
    fingerprint: str


@contextmanager
def planned(reading: LongReading, *, by: User, now: datetime) -> Iterator[tuple[Plan, Staging]]:
    """The plan and the rows that differ, staged until the end of the block; in a transaction.

    Some twenty statements beside one for each report that refuses, however many rows.
    """
    owners, causes = Owners(), Causes()
    with staged(_placed(reading.rows, owners, causes)) as staging:
        unchanged = staging.drop_same()
        _refuse_reports(staging, owners, causes, by=by, now=now)
        _refuse_parts(staging, causes)
        yield _plan(staging, owners, (*reading.causes, *causes.all()), unchanged), staging


class Owners:
    """For each figure the form that asks for it and the area that owes it."""

    def __init__(self) -> None:
        self.areas = Area.objects.in_bulk()
        self.periods = Period.objects.in_bulk()
        self.forms = ReportForm.objects.in_bulk()
        columns = FormMeasure.objects.values_list("form_id", "measure_id")
        self._columns = set(columns)
        self.form = lru_cache(maxsize=None)(self._form)
        self.owner = lru_cache(maxsize=None)(self._owner)

    def of(self, area: int, measure: int, period: int) -> tuple[int, int] | None:
        """Form and owing area; None where no form asks for the measure there."""
        form, owed_by = self.form(self.areas[area].kind, measure, period)
        owner = self.owner(area, owed_by) if form else None
        return (form, owner) if form and owner else None

    def _form(self, kind: str, measure: int, period: int) -> tuple[int, str] | tuple[None, None]:
        """Plain values: asking a model for its key costs too much for each of 50,000 rows."""
        when = self.periods[period]
        for form in self.forms.values():
            in_force = form.valid_from <= when.ends_on and (
                form.valid_to is None or when.ends_on < form.valid_to
            )
            asks = (form.pk, measure) in self._columns and form.row_kind == kind
            if in_force and asks and form.period_kind == when.kind:
                return form.pk, form.owed_by
        return None, None

    def _owner(self, area: int, kind: str) -> int | None:
        step: int | None = area
        while step is not None and self.areas[step].kind != kind:
            step = self.areas[step].parent_id
        return step


def _placed(rows: Sequence[LongRow], owners: Owners, causes: Causes) -> Iterator[tuple]:
    """The rows as they are staged, in the order of the figures' own index."""
    statuses = {True: EntryStatus.ESTIMATE.value, False: EntryStatus.FINAL.value}
    for line, area, measure, period, value, is_nil, estimate, note in sorted(
        rows, key=lambda row: (row[2], row[1], row[3])
    ):
        owner = owners.of(area, measure, period)
        if owner is None:
            causes.add(
                line,
                "foreign_measure",
                f"Không có biểu nào thu số liệu này của {owners.areas[area].name} trong kỳ. "
                "Hãy kiểm tra mã số liệu, địa bàn và kỳ.",
            )
            continue
        yield line, area, measure, period, *owner, value, is_nil, statuses[estimate], note


def _refuse_reports(
    staging: Staging, owners: Owners, causes: Causes, *, by: User, now: datetime
) -> None:
    keys = staging.report_keys()
    reports = held_reports(keys, owners)
    mine = set(reviewable_areas(access_of(by)).values_list("pk", flat=True))
    for key in sorted(keys, key=lambda key: (owners.periods[key[2]].ends_on, key)):
        code, message = table_cause(reports[key], now=now)
        if not code and key[1] not in mine:
            name = owners.areas[key[1]].name
            code, message = "not_your_area", f"Bạn không được giao nhập số liệu của {name}."
        if code:
            for line in staging.lines_of(key):
                causes.add(line, code, message)
            staging.drop_report(key)


def held_reports(keys: Sequence[ReportKey], owners: Owners) -> dict[ReportKey, Report]:
    """The reports as they stand, held until the end of the transaction; those that opening their
    period would create, as they would be."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("approved_by")
    found: dict[ReportKey, Report] = {
        (report.form_id, report.area_id, report.period_id): report
        for report in rows.filter(period__in={period for _, _, period in keys})
    }
    for form, area, period in keys:
        report = found.setdefault((form, area, period), Report())
        report.form, report.area = owners.forms[form], owners.areas[area]
        report.period = owners.periods[period]
    return found


def _refuse_parts(staging: Staging, causes: Causes) -> None:
    """Refuses parts above their wholes, and wholes below a stored part, until none is left."""
    while found := staging.parts_above_wholes():
        refused = {}
        for above in found:
            message = above_whole(above)
            refused |= dict.fromkeys(filter(None, (above.line, above.whole_line)), message)
        for line, message in sorted(refused.items()):
            causes.add(line, "part_over_whole", message)
        staging.drop_lines(sorted(refused))


def above_whole(above: Above) -> str:
    part, whole = (
        format_number(Decimal(str(value))) for value in (above.part_value, above.whole_value)
    )
    return f"“{above.part}” là {part}, lớn hơn “{above.whole}” là {whole}. Hãy sửa một trong hai."


def _plan(staging: Staging, owners: Owners, causes: tuple[Cause, ...], unchanged: int) -> Plan:
    rows = staging.differences()
    changed = [row for row in rows if row[3] is not None]
    concerned = sorted({row[2] for row in rows}, key=lambda pk: owners.periods[pk].ends_on)
    refused = {line for cause in causes if cause.level == "error" for line in cause.lines}
    return Plan(
        causes=causes,
        created=len(rows) - len(changed),
        changed=len(changed),
        unchanged=unchanged,
        refused=len(refused),
        changes=_shown(changed[:SHOWN_CHANGES], owners),
        periods=[owners.periods[pk] for pk in concerned],
        fingerprint=hashlib.sha256(repr(rows).encode()).hexdigest(),
    )


def _shown(rows: Sequence[tuple], owners: Owners) -> list[list[str]]:
    """Area, period, measure, before and after in words, for the page."""
    if not rows:
        return []
    names = dict(Measure.objects.values_list("pk", "name"))
    return [
        [
            owners.areas[area].name,
            owners.periods[period].label,
            names[measure],
            _in_words(before, was_nil, was),
            _in_words(after, is_nil, is_now),
        ]
        for area, measure, period, before, was_nil, was, _, after, is_nil, is_now, _ in rows
    ]


def _in_words(value: Decimal | float, is_nil: bool, status: str) -> str:
    shown = "không phát sinh (-)" if is_nil else format_number(Decimal(str(value)))
    return f"{shown} (ước)" if status == EntryStatus.ESTIMATE else shown
