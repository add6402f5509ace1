"""What storing a table of money would do, beside what the ledger holds. Reads only.

An allocation of a table states what a decision gives an account. The ledger's sum of that decision
and account is set beside it, and only the difference would be written: what a table brought once,
it never brings twice. A disbursement states the cumulative amount of an account up to a day; what
stands there already is left alone.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from indicators.models import Decision, User
from indicators.permissions import access_of
from indicators.sheets.long.spec import Cause, Causes, LongReading
from programs.models import Agency, Allocation, BatchKind, Component, Disbursement, FundKind, Source
from programs.permissions import writable_agencies
from programs.services.accounts import AccountKey, account_ids
from programs.services.allocations import Entry, entry_problems
from programs.services.disbursements import Payment, disbursement_problems
from programs.services.refusals import Problem

SHOWN = 200  # changes and sums in words
ZERO = Decimal(0)


class Stated(NamedTuple):
    """A line of the table: of a decision's id, or up to a day."""

    line: int
    of: int | date
    key: AccountKey
    amount: Decimal
    note: str


class Held(NamedTuple):
    """What the ledger holds of a line."""

    amount: Decimal
    note: str = ""


class Difference(NamedTuple):
    """A line beside what the ledger holds of it; `before` None: nothing."""

    stated: Stated
    before: Decimal | None

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def written(self) -> Entry | Payment:
        line = self.stated
        if isinstance(line.of, date):
            return Payment(line.key, line.of, line.amount, line.note)
        return Entry(line.of, line.key, line.amount - (self.before or ZERO), line.note)


@dataclass(frozen=True)
class Plan:
    causes: tuple[Cause, ...] = ()
    differences: tuple[Difference, ...] = ()
    unchanged: int = 0
    sums: list[list[str]] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)

    @property
    def created(self) -> int:
        return sum(found.is_new for found in self.differences)

    @property
    def changed(self) -> int:
        return len(self.differences) - self.created

    @property
    def refused(self) -> int:
        return len({n for c in self.causes if c.level == "error" for n in c.lines})

    @property
    def fingerprint(self) -> str:
        """Of exactly what would be written, beside what stands there."""
        digest = hashlib.sha256()
        for (_, of, key, amount, note), before in self.differences:
            digest.update(f"{of}|{tuple(vars(key).values())}|{before}|{amount}|{note}\n".encode())
        return digest.hexdigest()


def planned(reading: LongReading, kind: str, *, by: User, now: datetime) -> Plan:
    """What would be written of a reading, and every reason why lines would not."""
    causes = Causes.of(reading.causes)
    rows = _stated(reading, kind, causes)
    if kind == BatchKind.DISBURSEMENTS:
        rows = _own(rows, by, causes)
        before, problems_of = _paid(rows), _payment_problems(by, now)
    else:
        before, problems_of = _given(rows), entry_problems
    beside = [(row, before.get((row.of, row.key))) for row in rows]
    differences = [
        Difference(row, held and held.amount) for row, held in beside if not _is_same(row, held)
    ]
    unchanged = len(rows) - len(differences)
    differences = _sound(differences, problems_of, causes)
    return Plan(
        causes.all(),
        tuple(differences),
        unchanged,
        _sums(rows, differences, before),
        _changes(differences),
    )


def _stated(reading: LongReading, kind: str, causes: Causes) -> list[Stated]:
    is_day = kind == BatchKind.DISBURSEMENTS
    days: dict[str, date] = {}
    rows = []
    for line, of, component, agency, year, fund, source, carried, amount, note in reading.rows:
        if not year and carried:
            message = "Kế hoạch cả giai đoạn không có vốn kéo dài. Hãy ghi năm, hoặc bỏ dấu x."
            causes.add(line, "period_carried", message)
            continue
        if is_day and of not in days:
            days[of] = date.fromisoformat(of)
        key = AccountKey(component, agency, year or None, fund, source, carried)
        value = Decimal(amount).scaleb(-3).quantize(Decimal("0.001"))
        rows.append(Stated(line, days[of] if is_day else of, key, value, note))
    return rows


def _own(rows: list[Stated], by: User, causes: Causes) -> list[Stated]:
    """Those of agencies for which the person may write."""
    allowed = set(writable_agencies(access_of(by)).values_list("pk", flat=True))
    foreign = {row.key.agency_id for row in rows} - allowed
    if not foreign:
        return rows
    names = dict(Agency.objects.filter(pk__in=foreign).values_list("pk", "name"))
    for row in rows:
        if row.key.agency_id in foreign:
            message = f"Bạn không được giao nhập giải ngân của {names[row.key.agency_id]}."
            causes.add(row.line, "not_yours", message)
    return [row for row in rows if row.key.agency_id in allowed]


def _is_same(row: Stated, held: Held | None) -> bool:
    """Nothing given is the same as 0 given; nothing disbursed is another thing than 0 disbursed.
    A disbursement's new note is a change, a note that the table leaves blank is none."""
    if isinstance(row.of, date):
        return held is not None and held.amount == row.amount and row.note in ("", held.note)
    return row.amount == (held.amount if held else ZERO)


Before = dict[tuple[int | date, AccountKey], Held]


def _given(rows: Sequence[Stated]) -> Before:
    """What the ledger holds of these decisions and accounts, reversed lines with their reversals;
    two queries. What was all taken back is as nothing."""
    keys = {pk: key for key, pk in account_ids(row.key for row in rows).items()}
    sums = Allocation.objects.filter(decision__in={row.of for row in rows}).order_by()
    found = sums.values_list("decision", "account").annotate(total=Sum("amount_million_vnd"))
    return {(of, keys[pk]): Held(total) for of, pk, total in found if pk in keys and total}


def _paid(rows: Sequence[Stated]) -> Before:
    keys = {pk: key for key, pk in account_ids(row.key for row in rows).items()}
    stored = Disbursement.objects.filter(as_of__in={row.of for row in rows}).order_by()
    found = stored.values_list("as_of", "account", "amount_million_vnd", "note")
    return {(day, keys[pk]): Held(*held) for day, pk, *held in found if pk in keys}


def _payment_problems(by: User, now: datetime) -> Callable[[Sequence[Payment]], list[Problem]]:
    return lambda payments: disbursement_problems(payments=payments, by=by, now=now)


def _sound(
    differences: list[Difference],
    problems_of: Callable[[Sequence], list[Problem]],
    causes: Causes,
) -> list[Difference]:
    """What the ledger's own rules let through. Without a refused line others may be wrong too, so
    they are asked again until all is well."""
    while differences:
        problems = problems_of([found.written for found in differences])
        if not problems:
            break
        for problem in problems:
            causes.add(differences[problem.place or 0].stated.line, problem.code, problem.message)
        wrong = {problem.place or 0 for problem in problems}
        differences = [found for at, found in enumerate(differences) if at not in wrong]
    return differences


def _sums(rows: Iterable[Stated], differences: Iterable[Difference], before: Before) -> list:
    """By decision or day: name, lines, the table's sum, the ledger's of these lines, and what is
    written."""
    found: dict[int | date, list] = {}
    for row in rows:
        of = found.setdefault(row.of, [0, ZERO, ZERO, ZERO])
        of[0] += 1
        of[1] += row.amount
        of[2] += before[row.of, row.key].amount if (row.of, row.key) in before else ZERO
    for difference in differences:
        found[difference.stated.of][3] += difference.stated.amount - (difference.before or ZERO)
    shown = sorted(found.items())[:SHOWN]
    numbers = {pk for pk, _ in shown if isinstance(pk, int)}
    names = {
        pk: f"{number} ({signed_on:%d/%m/%Y})"
        for pk, number, signed_on in Decision.objects.filter(pk__in=numbers).values_list(
            "pk", "number", "signed_on"
        )
    }
    return [
        [names.get(of) or f"{of:%d/%m/%Y}", lines, *map(str, amounts)]
        for of, (lines, *amounts) in shown
    ]


def _changes(differences: Iterable[Difference]) -> list[list[str]]:
    """What stands in the ledger and would be another amount: line, project, agency, year, kind and
    source in words, before, after."""
    shown = [found for found in differences if not found.is_new][:SHOWN]
    components = dict(
        Component.objects.filter(pk__in={d.stated.key.component_id for d in shown}).values_list(
            "pk", "short_name"
        )
    )
    agencies = dict(
        Agency.objects.filter(pk__in={d.stated.key.agency_id for d in shown}).values_list(
            "pk", "name"
        )
    )
    return [
        [
            line,
            components[key.component_id],
            agencies[key.agency_id],
            str(key.year or "cả giai đoạn"),
            f"{FundKind(key.fund_kind).label}, {Source(key.source).label}"
            + (", kéo dài" if key.is_carried_over else ""),
            str(before),
            str(amount),
        ]
        for (line, _, key, amount, _), before in shown
    ]
