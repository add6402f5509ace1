"""Loads the invented capital through the real services, on the days on which it would have come
in, so that history and rights arise as they do in earnest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain

from django.db import transaction
from django.utils import timezone

from indicators.models import AreaKind, AreaSuccession, Route, User
from indicators.services.cast import Cast
from indicators.services.sample import SampleRefused
from indicators.services.search import keep_findable
from programs import sample
from programs.models import (
    Agency,
    AgencyKind,
    Allocation,
    Component,
    Disbursement,
    DisbursementRequirement,
)

from .accounts import AccountKey
from .allocations import NewLine, record_allocations
from .disbursements import Payment, write_disbursements
from .sample_decisions import sample_decision
from .search import AGENCIES

OWNERS_FROM = date(2020, 1, 1)
# Per cent of a year's capital that the sample asks for; the office keeps the real ones.
REQUIREMENTS = (((6, 30), Decimal(30)), ((12, 31), Decimal(95)))


@dataclass(frozen=True)
class _Names:
    """Codes of the sample as rows of the database."""

    components: Mapping[str, Component]
    agencies: Mapping[str, Agency]
    cast: Cast

    def key_of(self, account: sample.Account) -> AccountKey:
        return AccountKey(
            self.components[account.component].pk,
            self.agencies[account.agency].pk,
            account.year,
            account.fund_kind,
            account.source,
            account.is_carried_over,
        )

    def writer_of(self, account: sample.Account) -> User:
        area = self.agencies[account.agency].area
        return self.cast.provincial_officer if area is None else self.cast.officer_of(area)


def capital_sample_is_loaded() -> bool:
    return Allocation.objects.filter(is_sample=True).exists()


def check_no_real_capital() -> None:
    """Raises SampleRefused where somebody works with real money. Beside the sample, what its
    visitors write is not taken for real."""
    real = chain(
        Allocation.objects.filter(is_sample=False)[:1],
        Disbursement.objects.filter(is_sample=False)[:1],
    )
    if not capital_sample_is_loaded() and any(real):
        raise SampleRefused(
            "Cơ sở dữ liệu này có vốn giao hoặc giải ngân thật, nên không nạp số liệu minh họa. "
            "Hãy dùng một cơ sở dữ liệu trống."
        )


@transaction.atomic
def load_capital_sample(*, cast: Cast) -> bool:
    """Decisions, lines and disbursement of 2022 to August 2025; True if it loaded them, False if
    they were there already.

    Raises SampleRefused as `check_no_real_capital` does.
    """
    check_no_real_capital()
    if capital_sample_is_loaded():
        return False
    _add_owners()
    _add_requirements()
    names = _names(cast)
    invented = sample.Generator(_successors()).invent()
    steps = [(act.signed_on, 0, number, act) for number, act in enumerate(invented.acts, start=1)]
    steps += [(day.as_of, 1, number, day) for number, day in enumerate(invented.days)]
    for _, _, number, step in sorted(steps, key=lambda found: found[:3]):
        if isinstance(step, sample.Act):
            _record(step, number, names)
        else:
            _disburse(step, names)
    return True


def _record(act: sample.Act, number: int, names: _Names) -> None:
    decision = sample_decision(f"{number:02d}/QĐ-MH", act.title, act.signed_on)
    record_allocations(
        decision=decision,
        lines=[NewLine(names.key_of(account), amount) for account, amount in act.lines.items()],
        by=names.cast.provincial_officer,
        now=_at(act.signed_on, 10),
        route=Route.SAMPLE,
        is_sample=True,
    )


def _disburse(day: sample.Day, names: _Names) -> None:
    """Each officer hands in what is theirs."""
    by_writer: dict[User, list[Payment]] = {}
    for account, amount in day.amounts.items():
        payment = Payment(names.key_of(account), day.as_of, amount)
        by_writer.setdefault(names.writer_of(account), []).append(payment)
    for writer, payments in by_writer.items():
        write_disbursements(
            payments=payments,
            by=writer,
            now=_at(day.as_of, 17),
            route=Route.SAMPLE,
            is_sample=True,
        )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())


def _names(cast: Cast) -> _Names:
    components = Component.objects.filter(programme__code__in=sample.PROGRAMMES)
    agencies = Agency.objects.select_related("area")
    return _Names(
        {component.code: component for component in components},
        {agency.code: agency for agency in agencies},
        cast,
    )


def _successors() -> dict[str, list[str]]:
    """For each district's agency, the agencies of the communes that came of it; a commune of two
    districts goes with the one that gave it more communes."""
    moves = AreaSuccession.objects.filter(
        predecessor__parent__kind=AreaKind.DISTRICT,
        successor__agencies__kind=AgencyKind.COMMUNE,
        predecessor__parent__agencies__kind=AgencyKind.DISTRICT,
    ).order_by("successor__code", "predecessor__code")
    votes: dict[str, list[str]] = {}
    for commune, district in moves.values_list(
        "successor__agencies__code", "predecessor__parent__agencies__code"
    ):
        votes.setdefault(commune, []).append(district)
    found: dict[str, list[str]] = {}
    for commune, districts in votes.items():
        found.setdefault(max(districts, key=districts.count), []).append(commune)
    return found


def _add_owners() -> None:
    for place, (code, name, short_name) in enumerate(sample.OWNERS, start=1):
        owner = Agency(
            code=code,
            name=name,
            short_name=short_name,
            kind=AgencyKind.OWNER,
            position=10 + place,
            is_sample=True,
            valid_from=OWNERS_FROM,
        )
        owner.full_clean()
        owner.save()
        keep_findable(AGENCIES, [owner])


def _add_requirements() -> None:
    DisbursementRequirement.objects.bulk_create(
        DisbursementRequirement(
            year=year, on=date(year, month, day), percent=percent, is_sample=True
        )
        for year in sample.YEARS
        for (month, day), percent in REQUIREMENTS
    )
