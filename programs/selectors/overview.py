"""Capital of a year as of a day: the answer, what it is made of, and where the rest lies."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.progress import Point
from programs.disbursement import (
    Forecast,
    PastYear,
    Requirement,
    Step,
    forecast,
    pace_held,
    pace_needed,
    requirement_at,
)
from programs.models import FundKind, Programme, Source

from .book import Amounts, Book, Key, Row, book, summary_book
from .closing import books_close
from .narrowing import Narrowing
from .places import place_code, place_name
from .plan_steps import plan_steps
from .published import Comparison, comparisons
from .question import Question

TOGETHER = "Giải ngân báo cáo gộp mọi nguồn; tỷ lệ của từng nguồn ở trên vì thế thấp hơn thực tế"


@dataclass(frozen=True)
class CapitalInBrief:
    """Amounts in million VND, `required` in per cent; the points of the curves are cumulative."""

    question: Question
    total: Row
    requirements: tuple[Requirement, ...]
    required: Decimal | None
    curve: tuple[Point, ...]
    last_year: tuple[Point, ...]
    steps: tuple[Step, ...]

    @property
    def points_behind(self) -> Decimal | None:
        """Percentage points under what is required for the day; negative where it is ahead."""
        rate = self.total.amounts.rate
        return None if rate is None or self.required is None else self.required - rate


@dataclass(frozen=True)
class CapitalOverview(CapitalInBrief):
    """With paces in million VND a month. `until` is the day to which the pace is reckoned: the
    year's last day, after it the closing of its books. Rows of a ranking come slowest first.
    """

    until: date
    needed: Decimal | None
    held: Decimal | None
    forecast: Forecast | None
    by_programme: tuple[Row, ...]
    by_project: tuple[Row, ...]
    by_fund_kind: tuple[Row, ...]
    by_source: tuple[Row, ...]
    by_place: tuple[Row, ...]
    by_agency: tuple[Row, ...]
    published: tuple[Comparison, ...]

    @property
    def most_left(self) -> tuple[tuple[Row, ...], ...]:
        """The places, and the projects, that hold most of the unspent money; none without any."""
        found = (_most_left(self.by_place)[:3], _most_left(self.by_project)[:3])
        return tuple(rows for rows in found if rows)


def capital_overview(asked: Question) -> CapitalOverview:
    """Of a question about a year; seven queries, eight once the year is over, and the three of the
    question."""
    found = book(asked)
    points = _until(asked.curves.get(asked.year, ()), asked.day)
    on = asked.figures_on or asked.day
    until = _until_when(asked.year, on)
    amounts = found.total()
    return CapitalOverview(
        **_brief(found),
        until=until,
        needed=pace_needed(amounts.usable, amounts.disbursed, on=on, until=until),
        held=pace_held(points, year=asked.year),
        forecast=_forecast(asked, points, amounts, until),
        by_programme=by_programme(found),
        by_project=by_project(found),
        by_fund_kind=_by_choice(found, FundKind, lambda key: key.fund_kind, "fund_kind"),
        by_source=by_source(found),
        by_place=by_place(found),
        by_agency=by_agency(found),
        published=comparisons(found),
    )


def capital_in_brief(asked: Question) -> CapitalInBrief:
    """Only the whole, without what it is made of; four queries, and those of the question."""
    return CapitalInBrief(**_brief(summary_book(asked)))


def _brief(found: Book) -> dict[str, Any]:
    """What both tell; one query."""
    asked = found.question
    on = asked.figures_on or asked.day
    return {
        "question": asked,
        "total": found.row(asked.whose, found.total(), _narrowed(asked)),
        "requirements": tuple(found.required()),
        "required": requirement_at(found.required(), year=asked.year, day=on),
        "curve": _until(asked.curves.get(asked.year, ()), asked.day),
        "last_year": asked.curves.get(asked.year - 1, ()),
        "steps": tuple(plan_steps(asked.part)),
    }


def _narrowed(asked: Question, **codes: str) -> Narrowing:
    programme = asked.programme.code if asked.programme else ""
    return Narrowing(**{"programme": programme} | codes)


def _until(points: Sequence[Point], day: date) -> tuple[Point, ...]:
    return tuple(point for point in points if point.on <= day)


def _until_when(year: int, on: date) -> date:
    """The year's end while it lasts; then the day on which its books close, extended or not."""
    last_day = date(year, 12, 31)
    if on < last_day:
        return last_day
    return books_close(year) or last_day


def _forecast(
    asked: Question, points: Sequence[Point], amounts: Amounts, until: date
) -> Forecast | None:
    past = [PastYear(year, earlier) for year, earlier in asked.curves.items() if year < asked.year]
    return forecast(points, year=asked.year, until=until, usable=amounts.usable, past=past)


def by_programme(found: Book) -> tuple[Row, ...]:
    sums = found.by(lambda key: found.components[key.component].programme_id)
    programmes: dict[int, Programme] = {
        row.programme_id: row.programme for row in found.components.values()
    }
    ordered = sorted(sums, key=lambda pk: (programmes[pk].position, programmes[pk].code))
    return tuple(
        found.row(
            programmes[pk].short_name,
            sums[pk],
            Narrowing(programme=programmes[pk].code),
            full_name=programmes[pk].name,
        )
        for pk in ordered
    )


def by_project(found: Book) -> tuple[Row, ...]:
    sums = found.by(lambda key: found.project_of(key.component).pk)
    rows = []
    for pk, amounts in sums.items():
        project = found.components[pk]
        narrowing = Narrowing(programme=project.programme.code, component=project.code)
        rows.append(found.row(project.short_name, amounts, narrowing, full_name=project.name))
    return slowest_first(rows)


def by_place(found: Book) -> tuple[Row, ...]:
    sums = found.by(lambda key: found.places[key.agency])
    day = found.question.day
    return slowest_first(
        found.row(
            place_name(place, found.districts, day),
            amounts,
            _narrowed(found.question, place=place_code(place, found.districts)),
        )
        for place, amounts in sums.items()
    )


def by_agency(found: Book) -> tuple[Row, ...]:
    sums = found.by(lambda key: key.agency)
    return slowest_first(
        found.row(
            found.agencies[pk].short_name,
            amounts,
            _narrowed(found.question, agency=found.agencies[pk].code),
            full_name=found.agencies[pk].name,
        )
        for pk, amounts in sums.items()
    )


def by_source(found: Book) -> tuple[Row, ...]:
    """Who reports in one sum of all sources makes each source look slower than it is: said."""
    rows = _by_choice(found, Source, lambda key: key.source, "source")
    unsplit = str(Source.UNSPLIT.label)
    return tuple(replace(row, full_name=TOGETHER) if row.name == unsplit else row for row in rows)


def _by_choice(
    found: Book, choices: type, of: Callable[[Key], Hashable], name: str
) -> tuple[Row, ...]:
    """In the order of the choices."""
    sums = found.by(of)
    return tuple(
        found.row(str(one.label), sums[one.value], _narrowed(found.question, **{name: one.value}))
        for one in choices
        if one.value in sums
    )


def slowest_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """By rate; who has money and reported nothing first, who has no money last. Of equal rates the
    one with more money left first."""

    def place(row: Row) -> tuple[bool, bool, object, object]:
        amounts = row.amounts
        return amounts.usable <= 0, amounts.is_reported, amounts.rate or 0, -amounts.left

    return tuple(sorted(rows, key=place))


def _most_left(rows: Iterable[Row]) -> tuple[Row, ...]:
    with_money = [row for row in rows if row.amounts.left > 0]
    return tuple(sorted(with_money, key=lambda row: -row.amounts.left))
