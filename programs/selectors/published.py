"""Published figures of a year or of the whole period beside what the ledger adds up to."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from programs.models import (
    LOCAL_SOURCES,
    PublishedCapital,
    PublishedSource,
    PublishedWhat,
    Source,
)

from .book import Amounts, Book, Key

SOURCES = {PublishedSource.CENTRAL: (Source.CENTRAL,), PublishedSource.LOCAL: LOCAL_SOURCES}


@dataclass(frozen=True)
class Comparison:
    """`value` is the ledger's in million VND or per cent; None where it stands for another day
    than the page or nothing is on record. `published_value` is in the same unit."""

    published: PublishedCapital
    value: Decimal | None
    is_of_this_day: bool

    @property
    def is_rate(self) -> bool:
        return self.published.what == PublishedWhat.RATE

    @property
    def published_value(self) -> Decimal:
        row = self.published
        return row.value if self.is_rate else row.amount_million_vnd

    @property
    def difference(self) -> Decimal | None:
        """The ledger's − the published."""
        return None if self.value is None else self.value - self.published_value


def comparisons(found: Book) -> tuple[Comparison, ...]:
    """What was published of just this year, or of a programme's whole period, and can be read from
    the money on the page; one query."""
    asked = found.question
    rows = PublishedCapital.objects.select_related("programme", "area")
    if asked.year is None:
        spans = {(one.first_year, one.last_year) for one in asked.programmes}
        rows = [row for row in rows if (row.first_year, row.last_year) in spans]
    else:
        rows = rows.filter(first_year=asked.year, last_year=asked.year)
    return tuple(_compared(row, found) for row in rows if _concerns(row, found))


def _concerns(row: PublishedCapital, found: Book) -> bool:
    asked = found.question
    if asked.programme is not None and row.programme_id != asked.programme.pk:
        return False
    if asked.is_whole_province:
        return True
    own = {found.agencies[key.agency].area_id for key in found.cells}
    return row.area_id in own


def _compared(row: PublishedCapital, found: Book) -> Comparison:
    asked = found.question
    same_day = row.as_of is None or row.as_of in (asked.day, asked.figures_on)
    amounts = found.total(_covers(row, found)) if same_day else Amounts()
    has_lines = amounts.usable != 0 or amounts.is_reported
    value = _value(PublishedWhat(row.what), amounts) if has_lines else None
    return Comparison(row, value, same_day)


def _value(what: PublishedWhat, amounts: Amounts) -> Decimal | None:
    return {
        PublishedWhat.PLAN: amounts.allotted,
        PublishedWhat.USABLE: amounts.usable,
        PublishedWhat.DISBURSED: amounts.disbursed,
        PublishedWhat.RATE: amounts.rate,
    }[what]


def _covers(row: PublishedCapital, found: Book) -> Callable[[Key], bool]:
    sources = SOURCES.get(row.source_kind)

    def covers(key: Key) -> bool:
        return (
            (row.programme_id in (None, found.components[key.component].programme_id))
            and (row.fund_kind in ("", key.fund_kind))
            and (sources is None or key.source in sources)
            and (row.area.parent_id is None or found.places[key.agency].district == row.area_id)
        )

    return covers
