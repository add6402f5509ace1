"""The lines behind a number: the accounts that it sums, with their decisions and disbursements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from programs.models import (
    Agency,
    Allocation,
    CapitalAccount,
    Component,
    Disbursement,
    DisbursementChange,
    FundKind,
    Source,
)

from .book import Amounts, agencies_by_key, territory
from .ledger import Money, Slice, of_accounts, paid_rows, plan_rows
from .narrowing import CARRIED, OWN, Narrowing
from .places import CODES, NAMES, place_code, place_name
from .question import NothingSuch, Question, closest
from .remembered import NEWEST_DAY, remembered

PAGE_SIZE = 50


@dataclass(frozen=True)
class AccountLine:
    """An account with its plan in force and its disbursement on the day; `paid_on` is the date of
    that amount, None where nothing was reported."""

    account: CapitalAccount
    plan: Decimal
    paid: Decimal | None
    paid_on: date | None
    decisions: tuple[str, ...]
    is_sample: bool


@dataclass(frozen=True)
class LinePage:
    """`next_key` leads to the next page, None on the last; `total` is of all pages."""

    question: Question
    narrowing: Narrowing
    words: tuple[str, ...]
    total: Amounts
    lines: tuple[AccountLine, ...]
    next_key: int | None
    is_first: bool


@dataclass(frozen=True)
class AccountPage:
    account: CapitalAccount
    allocations: tuple[Allocation, ...]
    disbursements: tuple[Disbursement, ...]
    changes: tuple[DisbursementChange, ...]

    @property
    def plan(self) -> Decimal:
        return sum((line.amount_million_vnd for line in self.allocations), Decimal(0))

    @property
    def paid(self) -> Decimal | None:
        return self.disbursements[-1].amount_million_vnd if self.disbursements else None


def line_page(
    asked: Question, narrowing: Narrowing, *, after: int = 0, size: int = PAGE_SIZE
) -> LinePage:
    """The accounts of a narrowed question, one page by key. Seven queries.

    Raises NothingSuch where a component, agency, place, fund kind or source is not there.
    """
    chosen = _Chosen(asked, narrowing)
    part = Slice(asked.year, asked.day, only=asked.accounts & chosen.only, known_at=asked.known_at)
    accounts = CapitalAccount.objects.filter(pk__gt=after, pk__in=_with_lines(part))
    accounts = accounts.select_related("component__programme", "agency").order_by("pk")
    rows = list(accounts[: size + 1])
    page = rows[:size]
    return LinePage(
        question=asked,
        narrowing=narrowing,
        words=chosen.words,
        total=_total(part),
        lines=tuple(_lines(page, part)),
        next_key=page[-1].pk if len(rows) > size else None,
        is_first=not after,
    )


def account_page(account: CapitalAccount) -> AccountPage:
    """All of one account: its lines, amounts and history, oldest first; three queries."""
    allocations = account.allocations.select_related("decision", "recorded_by", "reverses")
    disbursements = account.disbursements.select_related("entered_by").order_by("as_of")
    return AccountPage(
        account=account,
        allocations=tuple(allocations.order_by("decision__signed_on", "pk")),
        disbursements=tuple(disbursements),
        changes=tuple(account.changes.select_related("by").order_by("-at", "-pk")),
    )


def _with_lines(part: Slice) -> QuerySet:
    """Accounts without any line on that day are in no number. Of an earlier moment all that were
    told of by then: what was taken back meanwhile stood there."""
    planned = Allocation.objects.filter(of_accounts(part)).signed_until(part.on)
    if part.known_at is None:
        paid = Disbursement.objects.filter(of_accounts(part), as_of__lte=part.on)
    else:
        planned = planned.known_at(part.known_at)
        paid = remembered(of_accounts(part), part.known_at).filter(as_of__lte=part.on)
    return planned.order_by().values("account").union(paid.order_by().values("account"))


def _total(part: Slice) -> Amounts:
    total = Amounts()
    for _, is_carried, amount in plan_rows(part, ()):
        total += Amounts(Money(carried_over=amount) if is_carried else Money(allotted=amount))
    for _, is_carried, amount in paid_rows(part, ()):
        money = Money(disbursed_carried=amount) if is_carried else Money(disbursed_own=amount)
        total += Amounts(money, is_reported=True)
    return total


def _lines(accounts: Sequence[CapitalAccount], part: Slice) -> Iterable[AccountLine]:
    keys = [account.pk for account in accounts]
    written: dict[int, list[Allocation]] = defaultdict(list)
    allocations = Allocation.objects.filter(account__in=keys).signed_until(part.on)
    if part.known_at is not None:
        allocations = allocations.known_at(part.known_at)
    for line in allocations.select_related("decision").order_by("decision__signed_on", "pk"):
        written[line.account_id].append(line)
    paid = _paid(keys, part)
    for account in accounts:
        lines, (on, amount, is_sample) = written[account.pk], paid.get(account.pk, NOT_PAID)
        yield AccountLine(
            account=account,
            plan=sum((line.amount_million_vnd for line in lines), Decimal(0)),
            paid=amount,
            paid_on=on,
            decisions=tuple(dict.fromkeys(line.decision.number for line in lines)),
            is_sample=is_sample or any(line.is_sample for line in lines),
        )


NOT_PAID = (None, None, False)


def _paid(keys: Sequence[int], part: Slice) -> dict[int, tuple[date, Decimal, bool]]:
    of_keys = Q(account__in=keys)
    if part.known_at is None:
        rows = Disbursement.objects.filter(of_keys).latest_until(part.on)
        return {row.account_id: (row.as_of, row.amount_million_vnd, row.is_sample) for row in rows}
    told = remembered(of_keys, part.known_at).filter(as_of__lte=part.on)
    last = told.annotate(place=NEWEST_DAY).filter(place=1)
    return {row.account_id: (row.as_of, row.after_million_vnd, False) for row in last}


class _Chosen:
    """A narrowing turned into a condition and into words; refuses what is not there."""

    def __init__(self, asked: Question, narrowing: Narrowing) -> None:
        self.asked, self.narrowing = asked, narrowing
        self.only, words = Q(), []
        self.agencies = agencies_by_key()
        for word, condition in (
            self._component(asked.components),
            self._agency(),
            self._place(),
            self._choice(FundKind, narrowing.fund_kind, "account__fund_kind", "loại vốn"),
            self._choice(Source, narrowing.source, "account__source", "nguồn vốn"),
            self._carried(),
        ):
            self.only &= condition
            words.append(word)
        self.words = tuple(word for word in words if word)

    def _component(self, components: Mapping[int, Component]) -> tuple[str, Q]:
        code = self.narrowing.component
        if not code:
            return "", Q()
        programme = self.narrowing.programme
        of_programme = {
            row.code: row for row in components.values() if row.programme.code == programme
        }
        if code not in of_programme:
            known = {row.code: row.short_name for row in of_programme.values()}
            where = f" trong chương trình “{programme}”" if programme else ""
            raise NothingSuch(
                f"Không có dự án “{code}”{where}. Gần nhất: {closest(code, known) or 'chưa có'}."
            )
        chosen = of_programme[code]
        below = {chosen.pk}
        for _ in range(len(components)):
            grown = below | {row.pk for row in components.values() if row.parent_id in below}
            if grown == below:
                break
            below = grown
        return f"{chosen.short_name}: {chosen.name}", Q(account__component__in=below)

    def _agency(self) -> tuple[str, Q]:
        code = self.narrowing.agency
        if not code:
            return "", Q()
        known: dict[str, Agency] = {row.code: row for row in self.agencies.values()}
        if code not in known:
            near = closest(code, {row.code: row.short_name for row in known.values()})
            raise NothingSuch(f"Không có đơn vị “{code}”. Gần nhất: {near or 'chưa có'}.")
        return known[code].name, Q(account__agency=known[code])

    def _place(self) -> tuple[str, Q]:
        code = self.narrowing.place
        if not code:
            return "", Q()
        places, districts = territory(self.agencies)
        keys = [key for key, place in places.items() if place_code(place, districts) == code]
        names = {row.code: row.name for row in districts.values()}
        names |= {CODES[kind]: name for kind, name in NAMES.items()}
        if code not in names:
            raise NothingSuch(f"Không có địa bàn “{code}”. Gần nhất: {closest(code, names)}.")
        day = self.asked.day
        words = {place_name(places[key], districts, day) for key in keys[:1]} or {names[code]}
        return words.pop(), Q(account__agency__in=keys)

    def _choice(self, choices: type, code: str, path: str, what: str) -> tuple[str, Q]:
        if not code:
            return "", Q()
        if code not in choices.values:
            known = ", ".join(f"{one.value} ({one.label})" for one in choices)
            raise NothingSuch(f"Không có {what} “{code}”. Có thể chọn: {known}.")
        return str(choices(code).label), Q(**{path: code})

    def _carried(self) -> tuple[str, Q]:
        code = self.narrowing.carried
        if not code:
            return "", Q()
        if code not in (OWN, CARRIED):
            raise NothingSuch(
                f"“keo-dai={code}” không hiểu được. Có thể chọn: {CARRIED} (vốn kéo dài), {OWN} "
                "(vốn giao trong năm)."
            )
        word = "Vốn kéo dài" if code == CARRIED else "Vốn giao trong năm"
        return word, Q(account__is_carried_over=code == CARRIED)
