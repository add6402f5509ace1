"""The one way in for what is allotted: lines added to the ledger, or reversed by other lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from indicators.models import Decision, Route, User
from indicators.permissions import access_of
from indicators.services.bulk import insert
from lsdash.lib.numbers import format_number
from programs.models import (
    NOTE_LENGTH,
    Agency,
    Allocation,
    AllocationQuerySet,
    CapitalAccount,
    CapitalBatch,
    Component,
)
from programs.permissions import keeps_capital

from .accounts import AccountKey, opened_accounts
from .locks import hold_capital
from .refusals import CapitalRefused, Problem

UNIT = "triệu đồng"


@dataclass(frozen=True)
class NewLine:
    key: AccountKey
    amount_million_vnd: Decimal
    note: str = ""


@transaction.atomic
def record_allocations(
    *,
    decision: Decision,
    lines: Sequence[NewLine],
    by: User,
    now: datetime,
    route: Route = Route.GRID,
    batch: CapitalBatch | None = None,
    is_sample: bool = False,
) -> None:
    """Adds the lines of a decision to the ledger, all or none.

    Raises CapitalRefused with every problem found: no right, amount of zero or finer than a
    thousand đồng, component or agency not valid when the decision was signed, a year outside the
    programme, the same key twice, a plan in force that would fall below zero.
    """
    check_right(by)
    hold_capital()
    problems = _line_problems(decision, lines)
    if problems:
        raise CapitalRefused(problems)
    accounts = opened_accounts(line.key for line in lines)
    problems = _negative_plans(
        [(accounts[line.key], decision.signed_on, line.amount_million_vnd) for line in lines]
    )
    if problems:
        raise CapitalRefused(problems)
    insert(
        [
            Allocation(
                account=accounts[line.key],
                decision=decision,
                amount_million_vnd=line.amount_million_vnd,
                note=line.note,
                recorded_at=now,
                recorded_by=by,
                route=route,
                batch=batch,
                is_sample=is_sample,
            )
            for line in lines
        ]
    )


@transaction.atomic
def reverse_allocations(
    *,
    lines: Iterable[Allocation],
    reason: str,
    by: User,
    now: datetime,
    route: Route = Route.GRID,
    batch: CapitalBatch | None = None,
) -> int:
    """Takes lines back by lines of the opposite amount in the same decision, so that the plan on
    every day is as if they had never been written. Returns how many; lines that were reversed
    already, and reversals, are left alone.

    Raises CapitalRefused for want of a right or reason, or where what is left would fall below
    zero on some day.
    """
    check_right(by)
    hold_capital()
    reason = " ".join(reason.split())
    if not reason or len(reason) > NOTE_LENGTH:
        message = f"Hãy ghi lý do hủy dòng, không quá {NOTE_LENGTH} ký tự."
        raise CapitalRefused([Problem("no_reason", message)])
    keys = [line.pk for line in lines]
    rows = Allocation.objects.filter(pk__in=keys, reverses=None, reversed_by=None)
    rows = list(rows.select_related("account__component", "account__agency", "decision"))
    problems = _negative_plans(
        [(row.account, row.decision.signed_on, -row.amount_million_vnd) for row in rows]
    )
    if problems:
        raise CapitalRefused(problems)
    insert(
        [
            Allocation(
                account=row.account,
                decision=row.decision,
                amount_million_vnd=-row.amount_million_vnd,
                note=reason,
                reverses=row,
                recorded_at=now,
                recorded_by=by,
                route=route,
                batch=batch,
                is_sample=row.is_sample,
            )
            for row in rows
        ]
    )
    return len(rows)


def moved_problems(lines: AllocationQuerySet, *, was: date, to: date) -> list[Problem]:
    """What would be wrong if the decision of these lines had been signed on another day: a plan
    below zero on some day, a component or agency not valid then. Two queries."""
    rows = lines.select_related("account__component", "account__agency")
    changes = [
        (row.account, day, sign * row.amount_million_vnd)
        for row in rows
        for day, sign in ((was, -1), (to, 1))
    ]
    return _gone_on(to, {row.account for row in rows}) + _negative_plans(changes)


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


def _line_problems(decision: Decision, lines: Sequence[NewLine]) -> list[Problem]:
    keys = [line.key for line in lines]
    components = Component.objects.select_related("programme").in_bulk(
        {key.component_id for key in keys}
    )
    agencies = Agency.objects.in_bulk({key.agency_id for key in keys})
    repeated = {key for key, count in Counter(keys).items() if count > 1}
    return [
        Problem(code, message, place)
        for place, line in enumerate(lines)
        for code, message in _problems_of(
            line,
            decision,
            components[line.key.component_id],
            agencies[line.key.agency_id],
            is_repeated=line.key in repeated,
        )
    ]


def _problems_of(
    line: NewLine, decision: Decision, component: Component, agency: Agency, *, is_repeated: bool
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
    changes: Sequence[tuple[CapitalAccount, date, Decimal]],
) -> list[Problem]:
    """Where a plan would be below zero on some day after these changes; one query."""
    falling = {account.pk for account, _, amount in changes if amount < 0}
    if not falling:
        return []
    steps: dict[int, list[tuple[date, Decimal]]] = {pk: [] for pk in falling}
    stored = Allocation.objects.filter(account__in=falling)
    for pk, day, amount in stored.values_list(
        "account", "decision__signed_on", "amount_million_vnd"
    ):
        steps[pk].append((day, amount))
    for account, day, amount in changes:
        if account.pk in falling:
            steps[account.pk].append((day, amount))
    accounts = {account.pk: (place, account) for place, (account, _, _) in enumerate(changes)}
    problems = []
    for pk, made in steps.items():
        lowest, day = _lowest(made)
        if lowest < 0:
            place, account = accounts[pk]
            problems.append(Problem("below_zero", _below_zero(account, lowest, day), place))
    return problems


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


def _below_zero(account: CapitalAccount, lowest: Decimal, day: date) -> str:
    return (
        f"Vốn giao {account.component.short_name} của {account.agency.name} sẽ thành "
        f"{format_number(lowest)} {UNIT} từ ngày {day:%d/%m/%Y}: giảm nhiều hơn số đã "
        "giao. Hãy kiểm tra số tiền và văn bản."
    )
