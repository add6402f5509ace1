"""The one way in for what is allotted: lines added to the ledger, or reversed by other lines."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from indicators.models import Decision, Route, User
from indicators.permissions import access_of
from indicators.services.bulk import put
from lsdash.lib.numbers import format_number
from programs.models import (
    NOTE_LENGTH,
    Agency,
    Allocation,
    AllocationQuerySet,
    CapitalAccount,
    Component,
    ProgrammeBatch,
)
from programs.models.money import DECIMALS
from programs.permissions import keeps_capital

from .accounts import FIELDS, AccountKey, accounts_near, key_of, opened_accounts
from .locks import hold_capital
from .refusals import CapitalRefused, Problem

UNIT = "triệu đồng"


COLUMNS = (
    "account_id", "decision_id", "amount_million_vnd", "note", "reverses_id", "recorded_at",
    "recorded_by_id", "route", "batch_id", "is_sample",
)  # fmt: skip


@dataclass(frozen=True)
class NewLine:
    key: AccountKey
    amount_million_vnd: Decimal
    note: str = ""


class Entry(NamedTuple):
    """A line of the ledger to be, of whichever decision."""

    decision_id: int
    key: AccountKey
    amount_million_vnd: Decimal
    note: str = ""


def record_allocations(
    *,
    decision: Decision,
    lines: Sequence[NewLine],
    by: User,
    now: datetime,
    route: Route = Route.GRID,
    batch: ProgrammeBatch | None = None,
    is_sample: bool = False,
) -> None:
    """Adds the lines of a decision to the ledger, all or none.

    Raises CapitalRefused with every problem found: no right, amount of zero or finer than a
    thousand đồng, component or agency not valid when the decision was signed, a year outside the
    programme, the same key twice, a plan in force that would fall below zero.
    """
    record_entries(
        entries=[
            Entry(decision.pk, line.key, line.amount_million_vnd, line.note) for line in lines
        ],
        by=by,
        now=now,
        route=route,
        batch=batch,
        is_sample=is_sample,
    )


@transaction.atomic
def record_entries(
    *,
    entries: Sequence[Entry],
    by: User,
    now: datetime,
    route: Route = Route.GRID,
    batch: ProgrammeBatch | None = None,
    is_sample: bool = False,
) -> None:
    """As record_allocations, of any number of decisions and lines; few statements for 200,000."""
    check_right(by)
    hold_capital()
    problems = entry_problems(entries)
    if problems:
        raise CapitalRefused(problems)
    accounts = opened_accounts(entry.key for entry in entries)
    same = (
        connection.ops.adapt_datetimefield_value(now),
        by.pk,
        str(route),
        batch and batch.pk,
        is_sample,
    )
    _insert(
        (accounts[key], decision_id, _thousands(amount), note, None, *same)
        for decision_id, key, amount, note in entries
    )


def entry_problems(entries: Sequence[Entry]) -> list[Problem]:
    """Why `record_entries` would refuse the entries as things stand; stores nothing."""
    decisions = Decision.objects.in_bulk({entry.decision_id for entry in entries})
    problems = _line_problems(entries, decisions)
    wrong = {problem.place for problem in problems}
    sound = [
        (place, entry.key, decisions[entry.decision_id].signed_on, entry.amount_million_vnd)
        for place, entry in enumerate(entries)
        if place not in wrong
    ]
    return problems + _negative_plans(sound)


@transaction.atomic
def reverse_allocations(
    *,
    lines: Iterable[Allocation] | QuerySet[Allocation],
    reason: str,
    by: User,
    now: datetime,
    route: Route = Route.GRID,
    batch: ProgrammeBatch | None = None,
) -> int:
    """Takes lines back by lines of the opposite amount in the same decision, so that the plan on
    every day is as if they had never been written. Returns how many; lines that were reversed
    already, and reversals, are left alone. A QuerySet may hold any number of them.

    Raises CapitalRefused for want of a right or reason, or where what is left would fall below
    zero on some day.
    """
    check_right(by)
    hold_capital()
    reason = " ".join(reason.split())
    if not reason or len(reason) > NOTE_LENGTH:
        message = f"Hãy ghi lý do hủy dòng, không quá {NOTE_LENGTH} ký tự."
        raise CapitalRefused([Problem("no_reason", message)])
    if not isinstance(lines, QuerySet):
        lines = Allocation.objects.filter(pk__in=[line.pk for line in lines])
    rows = list(
        lines.filter(reverses=None, reversed_by=None)
        .order_by("pk")
        .values_list(
            "pk",
            "account_id",
            "decision_id",
            "decision__signed_on",
            "amount_million_vnd",
            "is_sample",
            *(f"account__{name}" for name in FIELDS),
        )
    )
    problems = _negative_plans(
        [
            (place, AccountKey(*key), signed_on, -amount)
            for place, (_, _, _, signed_on, amount, _, *key) in enumerate(rows)
        ]
    )
    if problems:
        raise CapitalRefused(problems)
    at, batch_id = connection.ops.adapt_datetimefield_value(now), batch and batch.pk
    _insert(
        (account, decision, -_thousands(amount), reason, pk, at, by.pk, str(route), batch_id, mark)
        for pk, account, decision, _, amount, mark, *_ in rows
    )
    return len(rows)


def _insert(rows: Iterable[tuple[object, ...]]) -> None:
    put(Allocation, COLUMNS, rows)


def _thousands(amount: Decimal) -> int:
    """As MillionVndField stores it."""
    return int(amount.scaleb(DECIMALS))


def moved_problems(lines: AllocationQuerySet, *, was: date, to: date) -> list[Problem]:
    """What would be wrong if the decision of these lines had been signed on another day: a plan
    below zero on some day, a component or agency not valid then that it gives money to. Two
    queries."""
    rows = lines.select_related("account__component", "account__agency")
    changes = [
        (None, key_of(row.account), day, sign * row.amount_million_vnd)
        for row in rows
        for day, sign in ((was, -1), (to, 1))
    ]
    net: Counter[CapitalAccount] = Counter()
    for row in rows:
        net[row.account] += row.amount_million_vnd
    given = [account for account, amount in net.items() if amount > 0]
    return _gone_on(to, given) + _negative_plans(changes)


def _gone_on(day: date, accounts: Iterable[CapitalAccount]) -> list[Problem]:
    parts = {account.component: account.component.short_name for account in accounts}
    parts |= {account.agency: account.agency.name for account in accounts}
    return [
        Problem("gone", _not_valid(name, part, day))
        for part, name in parts.items()
        if not part.is_valid_on(day)
    ]


def check_right(by: User) -> None:
    if not keeps_capital(access_of(by)):
        message = "Chỉ cán bộ tỉnh được ghi vốn giao. Hãy gửi đề nghị cho cán bộ tỉnh."
        raise CapitalRefused([Problem("not_yours", message)])


def _line_problems(entries: Sequence[Entry], decisions: Mapping[int, Decision]) -> list[Problem]:
    keys = {entry.key for entry in entries}
    components = Component.objects.select_related("programme").in_bulk(
        {key.component_id for key in keys}
    )
    agencies = Agency.objects.in_bulk({key.agency_id for key in keys})
    counts = Counter((entry.decision_id, entry.key) for entry in entries)
    return [
        Problem(code, message, place)
        for place, entry in enumerate(entries)
        for code, message in _problems_of(
            entry,
            decisions[entry.decision_id],
            components[entry.key.component_id],
            agencies[entry.key.agency_id],
            is_repeated=counts[entry.decision_id, entry.key] > 1,
        )
    ]


def _problems_of(
    line: Entry, decision: Decision, component: Component, agency: Agency, *, is_repeated: bool
) -> Iterable[tuple[str, str]]:
    if line.amount_million_vnd == 0:
        yield "zero", "Dòng vốn bằng 0 không làm gì cả. Hãy ghi số tiền hoặc bỏ dòng này."
    if line.amount_million_vnd != round(line.amount_million_vnd, 3):
        yield (
            "too_fine",
            (
                f"{format_number(line.amount_million_vnd)} {UNIT} lẻ dưới một nghìn đồng. "
                "Hãy ghi không quá ba số lẻ."
            ),
        )
    if line.key.year is not None and line.key.year not in component.programme.years:
        yield (
            "year_outside",
            (
                f"Năm {line.key.year} nằm ngoài {component.programme.short_name} "
                f"({component.programme.span})."
            ),
        )
    signed = decision.signed_on
    takes_back = line.amount_million_vnd < 0  # what an ended holder still has can be taken
    if not component.is_valid_on(signed) and not takes_back:
        yield "component_gone", _not_valid(component.short_name, component, signed)
    if not agency.is_valid_on(signed) and not takes_back:
        yield "agency_gone", _not_valid(agency.name, agency, signed)
    if is_repeated:
        yield (
            "repeated",
            (
                f"{component.short_name} của {agency.name} có hai dòng cùng năm, loại vốn và nguồn "
                "trong một lần ghi. Hãy gộp lại thành một dòng."
            ),
        )


def _not_valid(name: str, row: Component | Agency, day: date) -> str:
    until = f" đến trước {row.valid_to:%d/%m/%Y}" if row.valid_to else ""
    return (
        f"{name} chỉ có hiệu lực từ {row.valid_from:%d/%m/%Y}{until}, không có vào ngày ký văn bản "
        f"{day:%d/%m/%Y}. Hãy chọn lại."
    )


def _negative_plans(
    changes: Sequence[tuple[int | None, AccountKey, date, Decimal]],
) -> list[Problem]:
    """Where a plan would be below zero on some day after these changes, each with its place; three
    queries."""
    falling = {key for _, key, _, amount in changes if amount < 0}
    if not falling:
        return []
    steps: dict[AccountKey, list[tuple[date, Decimal]]] = {key: [] for key in falling}
    for key, day, amount in _recorded(falling):
        steps[key].append((day, amount))
    places: dict[AccountKey, list[int | None]] = {}
    for place, key, day, amount in changes:
        if key in falling:
            steps[key].append((day, amount))
            if amount < 0:
                places.setdefault(key, []).append(place)
    lowest = {key: _lowest(made) for key, made in steps.items()}
    below = {key: found for key, found in lowest.items() if found[0] < 0}
    components = Component.objects.in_bulk({key.component_id for key in below})
    agencies = Agency.objects.in_bulk({key.agency_id for key in below})
    return [
        Problem("below_zero", _below_zero(components[c], agencies[a], *below[key]), place)
        for key in below
        for c, a in [(key.component_id, key.agency_id)]
        for place in dict.fromkeys(places[key])
    ]


def _recorded(keys: set[AccountKey]) -> Iterator[tuple[AccountKey, date, Decimal]]:
    """What the ledger holds of these keys, by the day of the decision."""
    sums = (
        Allocation.objects.filter(account__in=accounts_near(keys).values("pk"))
        .order_by()
        .values_list(*(f"account__{name}" for name in FIELDS), "decision__signed_on")
        .annotate(total=Sum("amount_million_vnd"))
    )
    for *parts, day, total in sums.iterator(chunk_size=10_000):
        key = AccountKey(*parts)
        if key in keys:
            yield key, day, total


def _lowest(steps: list[tuple[date, Decimal]]) -> tuple[Decimal, date]:
    """The lowest plan at the end of any day, and that day."""
    by_day: Counter[date] = Counter()
    for day, amount in steps:
        by_day[day] += amount
    running, lowest = Decimal(0), (Decimal(0), min(by_day))
    for day in sorted(by_day):
        running += by_day[day]
        lowest = min(lowest, (running, day), key=lambda found: found[0])
    return lowest


def _below_zero(component: Component, agency: Agency, lowest: Decimal, day: date) -> str:
    return (
        f"Vốn giao {component.short_name} của {agency.name} sẽ thành "
        f"{format_number(lowest)} {UNIT} từ ngày {day:%d/%m/%Y}: giảm nhiều hơn số đã "
        "giao. Hãy kiểm tra số tiền và văn bản."
    )
