"""Random days at the office: decisions, reversals and reports of disbursement, done through the
services and at the same time in the reference ledger, which the database must agree with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from django.db import transaction
from hypothesis import strategies as st

from indicators.models import User
from programs import disbursement as reference
from programs.models import Allocation, FundKind, Source
from programs.services.accounts import AccountKey
from programs.services.allocations import NewLine, record_allocations, reverse_allocations
from programs.services.disbursements import Done, Payment, write_disbursements
from programs.services.refusals import CapitalRefused
from tests.factories.capital import agency, budget_year, component, decision
from tests.factories.times import local_time

YEARS = (2023, 2024)
COMPONENTS = ("T1", "T2")
AREAS = ("180", "184")
FIRST, LAST = date(2022, 12, 1), date(2025, 2, 28)


@dataclass(frozen=True)
class Sketch:
    """An account before the database gave its component and agency their numbers."""

    component: str
    area: str
    year: int | None
    fund_kind: str
    source: str
    is_carried_over: bool


@dataclass(frozen=True)
class Grant:
    signed_on: date
    lines: Sequence[tuple[Sketch, Decimal]]


@dataclass(frozen=True)
class Reversal:
    """Of the lines that exist by then, those with these places, counted round."""

    places: Sequence[int]


@dataclass(frozen=True)
class Report:
    """Cumulative amounts; None takes back what was reported for that account and day."""

    payments: Sequence[tuple[Sketch, date, Decimal | None]]


Deed = Grant | Reversal | Report

days = st.dates(FIRST, LAST)
# To the thousand đồng, small enough that sums meet, cancel out and fall below zero.
paid = st.integers(0, 2_000_000).map(lambda thousand: Decimal(thousand) / 1000)
granted = st.one_of(paid, st.integers(-900_000, 0).map(lambda thousand: Decimal(thousand) / 1000))
sketches = st.builds(
    Sketch,
    component=st.sampled_from(COMPONENTS),
    area=st.sampled_from(AREAS),
    year=st.sampled_from([None, *YEARS]),
    fund_kind=st.sampled_from([FundKind.INVESTMENT, FundKind.RECURRENT]),
    source=st.sampled_from([Source.CENTRAL, Source.PROVINCE]),
    is_carried_over=st.booleans(),
).filter(lambda sketch: sketch.year or not sketch.is_carried_over)


@st.composite
def _reported(draw: st.DrawFn) -> tuple[Sketch, date, Decimal | None]:
    sketch = draw(sketches.filter(lambda sketch: sketch.year))
    day = draw(st.dates(date(sketch.year, 1, 1), date(sketch.year + 1, 1, 31)))
    return sketch, day, draw(st.none() | paid)


grants = st.builds(
    Grant,
    signed_on=days,
    lines=st.lists(
        st.tuples(sketches, granted.filter(bool)),
        min_size=1,
        max_size=6,
        unique_by=lambda line: line[0],
    ),
)
reports = st.builds(
    Report,
    payments=st.lists(_reported(), min_size=1, max_size=6, unique_by=lambda payment: payment[:2]),
)
reversals = st.builds(
    Reversal, places=st.lists(st.integers(0, 50), min_size=1, max_size=3, unique=True)
)
deeds = st.lists(st.one_of(grants, grants, reports, reports, reversals), max_size=10)


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back, so that the next example starts from nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Book:
    """The services and the reference side by side. `moments` are those of each deed."""

    by: User
    entries: list[reference.Entry] = field(default_factory=list)
    paid: dict[tuple[reference.Account, date], Decimal] = field(default_factory=dict)
    moments: list[datetime] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        for year in YEARS:
            budget_year(year)
        self.components = {code: component(code).pk for code in COMPONENTS}
        self.agencies = {code: agency(code).pk for code in AREAS}

    def key_of(self, sketch: Sketch) -> AccountKey:
        return AccountKey(
            component_id=self.components[sketch.component],
            agency_id=self.agencies[sketch.area],
            year=sketch.year,
            fund_kind=sketch.fund_kind,
            source=sketch.source,
            is_carried_over=sketch.is_carried_over,
        )

    @property
    def payments(self) -> list[reference.Payment]:
        return [reference.Payment(*key, amount) for key, amount in self.paid.items()]

    def do(self, work: Sequence[Deed]) -> None:
        for deed in work:
            self.moments.append(local_time(2026, 1, 1) + timedelta(hours=len(self.moments)))
            match deed:
                case Grant():
                    self.grant(deed)
                case Reversal():
                    self.reverse(deed)
                case Report():
                    self.report(deed)

    def grant(self, grant: Grant) -> None:
        number = f"{next(self.numbers)}/QĐ-NGẪU-NHIÊN"
        keys = [self.key_of(sketch) for sketch, _ in grant.lines]
        lines = [NewLine(key, amount) for key, (_, amount) in zip(keys, grant.lines, strict=True)]
        added = [
            reference.Entry(account_of(line.key), number, grant.signed_on, line.amount_million_vnd)
            for line in lines
        ]
        fits = never_negative([*self.entries, *added])
        with fits_exactly(fits):
            record_allocations(
                decision=decision(number, grant.signed_on),
                lines=lines,
                by=self.by,
                now=self.moments[-1],
            )
        if fits:
            self.entries += added

    def reverse(self, reversal: Reversal) -> None:
        stored = list(Allocation.objects.select_related("account", "decision").order_by("pk"))
        if not stored:
            return
        chosen = {place % len(stored) for place in reversal.places}
        lines = [stored[place] for place in sorted(chosen)]
        gone = set(Allocation.objects.exclude(reverses=None).values_list("reverses", flat=True))
        added = [
            reference.Entry(
                account_of(line.account),
                line.decision.number,
                line.decision.signed_on,
                -line.amount_million_vnd,
            )
            for line in lines
            if line.reverses_id is None and line.pk not in gone
        ]
        fits = never_negative([*self.entries, *added])
        with fits_exactly(fits):
            reverse_allocations(lines=lines, reason="Ghi nhầm", by=self.by, now=self.moments[-1])
        if fits:
            self.entries += added

    def report(self, report: Report) -> Done:
        payments = [
            Payment(self.key_of(sketch), day, amount, "Đã đối chiếu")
            for sketch, day, amount in report.payments
        ]
        done = write_disbursements(payments=payments, by=self.by, now=self.moments[-1])
        for payment in payments:
            key = account_of(payment.key), payment.as_of
            if payment.amount_million_vnd is None:
                self.paid.pop(key, None)
            else:
                self.paid[key] = payment.amount_million_vnd
        return done


@contextmanager
def fits_exactly(fits: bool) -> Iterator[None]:
    """What is inside is refused when, and only when, the reference says that it does not fit."""
    refused = None
    try:
        with transaction.atomic():
            yield
    except CapitalRefused as problem:
        refused = problem
    codes = {problem.code for problem in refused.problems} if refused else set()
    assert codes == (set() if fits else {"below_zero"})


def never_negative(entries: Sequence[reference.Entry]) -> bool:
    """Whether every account's plan is at least 0 on every day."""
    signings = {entry.signed_on for entry in entries}
    return all(
        amount >= 0 for day in signings for amount in reference.plan_at(entries, day).values()
    )


def account_of(key: object) -> reference.Account:
    """Of a key or of a stored account, which name the same things alike."""
    return reference.Account(
        component=key.component_id,
        agency=key.agency_id,
        year=key.year,
        fund_kind=key.fund_kind,
        source=key.source,
        carried_over=key.is_carried_over,
    )
