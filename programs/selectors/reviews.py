"""The register of units that strive to leave the list, the target they count against, one review
with its evidence, and classes of places by decision."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from indicators.models import Area, AreaKind, Assigner, FigureStatus, OfficialFigure, Result, Target
from programs.models import (
    AreaClass,
    AreaReview,
    ClassKind,
    PublishedClassCount,
    ReviewCriterion,
    ReviewEvidence,
    ReviewKind,
    ReviewState,
    ReviewUpdate,
    hard_kinds,
)

# The indicator that counts the units which have left, by kind.
COUNTED_BY = {ReviewKind.COMMUNE: "xa-ra-khoi-dbkk", ReviewKind.VILLAGE: "thon-ra-khoi-dbkk"}


@dataclass(frozen=True)
class ReviewSearch:
    """What the register is narrowed by; blank leaves a thing open."""

    year: int | None = None
    kind: str = ""
    state: str = ""
    district: int | None = None


@dataclass(frozen=True)
class Against:
    """Units of a kind that left by the register, beside the target and what was published."""

    kind: str
    left: int
    sample: int  # of these, invented ones
    proposed: int
    striving: int
    target: Target | None
    published: OfficialFigure | None

    @property
    def to_go(self) -> int | None:
        """How many are missing to the target; None without one, 0 where it is reached."""
        return None if self.target is None else max(int(self.target.value) - self.left, 0)


@dataclass(frozen=True)
class YearLine:
    year: int
    kind: str
    registered: int
    left: int
    not_yet: int
    withdrawn: int


@dataclass(frozen=True)
class ReviewRow:
    review: AreaReview  # with area, its district, and decision
    met: int
    judged: int


@dataclass(frozen=True)
class ReviewChoices:
    years: tuple[int, ...]
    districts: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class OwnValue:
    """A unit's own newest result of a criterion's indicator; `fits` is None without a limit."""

    result: Result
    is_official: bool
    fits: bool | None


@dataclass(frozen=True)
class CriterionLine:
    criterion: ReviewCriterion
    evidence: ReviewEvidence | None
    own: OwnValue | None


@dataclass(frozen=True)
class ReviewPage:
    review: AreaReview
    lines: tuple[CriterionLine, ...]
    updates: tuple[ReviewUpdate, ...]  # the newest first
    classes: tuple[AreaClass, ...]  # of the unit in the list that it strives to leave

    @property
    def is_still_listed(self) -> bool:
        """Concluded as left, while the list of classes does not know of it."""
        is_left = self.review.state == ReviewState.LEFT
        return is_left and any(row.valid_to is None for row in self.classes)


@dataclass(frozen=True)
class ClassPage:
    """What holds on a day, by class, and what was published of it."""

    counts: tuple[tuple[str, int], ...]
    rows: tuple[AreaClass, ...]
    published: tuple[PublishedClassCount, ...]


def review_choices(reviews: QuerySet[AreaReview], lines: Sequence[YearLine]) -> ReviewChoices:
    """What the register can be narrowed by, with its lines by year; one query."""
    years = dict.fromkeys(line.year for line in lines)
    districts = Area.objects.filter(
        kind=AreaKind.DISTRICT, pk__in=reviews.order_by().values("area__parent")
    )
    return ReviewChoices(tuple(years), tuple(districts.values_list("pk", "name")))


def found_reviews(reviews: QuerySet[AreaReview], search: ReviewSearch) -> QuerySet[AreaReview]:
    """Those that fit, the newest year first."""
    wanted = {
        "year": search.year,
        "kind": search.kind,
        "state": search.state,
        "area__parent": search.district,
    }
    chosen = {name: value for name, value in wanted.items() if value not in (None, "")}
    return reviews.filter(**chosen).order_by("-year", "area__name", "village_name", "pk")


def review_rows(reviews: Iterable[AreaReview]) -> tuple[ReviewRow, ...]:
    """These reviews with how many criteria are met; two queries."""
    keys = [review.pk for review in reviews]
    counted = AreaReview.objects.select_related("area__parent", "decision").annotate(
        met=Count("evidence", filter=Q(evidence__is_met=True)),
        judged=Count("evidence", filter=Q(evidence__is_met__isnull=False)),
    )
    rows = counted.in_bulk(keys)
    return tuple(ReviewRow(rows[key], rows[key].met, rows[key].judged) for key in keys)


def against_targets(reviews: QuerySet[AreaReview]) -> tuple[Against, ...]:
    """Both kinds, however many reviews; three queries. A unit that left in two years counts once.

    The target is the province's latest, also where `reviews` are a district's alone.
    """
    states = Counter[tuple[str, str]]()
    left: dict[str, dict[tuple[int, str], bool]] = {kind: {} for kind in ReviewKind}
    for kind, state, area, village, is_sample in reviews.order_by().values_list(
        "kind", "state", "area", "village_name", "is_sample"
    ):
        states[kind, state] += 1
        if state == ReviewState.LEFT:
            left[kind][area, village] = is_sample
    targets = {
        target.indicator.code: target
        for target in Target.objects.filter(
            indicator__code__in=COUNTED_BY.values(),
            assigner=Assigner.PROVINCIAL,
            area__kind=AreaKind.PROVINCE,
        )
        .select_related("indicator", "decision")
        .order_by("on")
    }
    published = {
        figure.indicator.code: figure
        for figure in OfficialFigure.objects.filter(
            indicator__code__in=COUNTED_BY.values(),
            status=FigureStatus.REPORTED,
            for_comparison=False,
        )
        .select_related("indicator")
        .order_by("on")
    }
    return tuple(
        Against(
            kind=kind,
            left=len(left[kind]),
            sample=sum(left[kind].values()),
            proposed=states[kind, ReviewState.PROPOSED],
            striving=states[kind, ReviewState.STRIVING],
            target=targets.get(code),
            published=published.get(code),
        )
        for kind, code in COUNTED_BY.items()
    )


def years_of(reviews: QuerySet[AreaReview]) -> tuple[YearLine, ...]:
    """Registered and concluded by year and kind, the newest year first; one query."""
    rows = (
        reviews.order_by("-year", "kind")
        .values("year", "kind")
        .annotate(
            registered=Count("pk"),
            left=Count("pk", filter=Q(state=ReviewState.LEFT)),
            not_yet=Count("pk", filter=Q(state=ReviewState.NOT_YET)),
            withdrawn=Count("pk", filter=Q(state=ReviewState.WITHDRAWN)),
        )
    )
    return tuple(YearLine(**row) for row in rows)


def criteria_of(review: AreaReview) -> tuple[ReviewCriterion, ...]:
    """The criteria for its kind that hold at the end of its year; one query."""
    day = date(review.year, 12, 31)
    rows = ReviewCriterion.objects.filter(kind=review.kind, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    return tuple(rows.select_related("indicator", "decision"))


def classes_of(review: AreaReview) -> QuerySet[AreaClass]:
    """The unit's rows in the list that it strives to leave, the newest first."""
    rows = AreaClass.objects.filter(
        area=review.area, village_name=review.village_name, kind__in=hard_kinds(review.kind)
    )
    return rows.select_related("decision", "ended_by").order_by("-valid_from", "kind")


def review_page(review: AreaReview) -> ReviewPage:
    """The review with its criteria, evidence, own newest results, classes and history; five
    queries.

    A criterion that no longer holds stays where there is evidence for it.
    """
    evidence = {
        row.criterion_id: row
        for row in review.evidence.select_related("criterion__indicator", "criterion__decision")
    }
    criteria = {one.pk: one for one in criteria_of(review)}
    criteria |= {row.criterion_id: row.criterion for row in evidence.values()}
    own = _own_values(review.area, list(criteria.values()))
    return ReviewPage(
        review,
        tuple(
            CriterionLine(one, evidence.get(one.pk), own.get(one.pk)) for one in criteria.values()
        ),
        tuple(review.updates.select_related("by").order_by("-version")),
        tuple(classes_of(review)),
    )


def _own_values(area: Area, criteria: Sequence[ReviewCriterion]) -> dict[int, OwnValue]:
    """By criterion: the newest result of this very area, never of one above it; one query."""
    indicators = {one.indicator_id for one in criteria if one.indicator_id}
    newest = {
        result.indicator_id: result
        for result in Result.objects.filter(
            area=area, indicator__in=indicators, value__isnull=False
        )
        .select_related("indicator", "period")
        .order_by("period__ends_on")
    }
    found = {}
    for one in criteria:
        result = newest.get(one.indicator_id)
        if result is not None:
            official = result.approved == result.expected and not result.estimated
            found[one.pk] = OwnValue(result, official, _fits(one, result.value))
    return found


def _fits(criterion: ReviewCriterion, value: Decimal) -> bool | None:
    if criterion.at_least is None and criterion.at_most is None:
        return None
    above = criterion.at_least is None or value >= criterion.at_least
    return above and (criterion.at_most is None or value <= criterion.at_most)


def class_page(day: date, kind: str = "") -> ClassPage:
    """The classes in force on that day; two queries."""
    held = AreaClass.objects.filter(valid_from__lte=day)
    held = held.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    rows = list(
        held.select_related("area__parent", "decision").order_by(
            "kind", "area__parent__name", "area__name", "village_name"
        )
    )
    numbers = Counter(row.kind for row in rows)
    published = PublishedClassCount.objects.filter(decision__signed_on__lte=day)
    return ClassPage(
        tuple((label, numbers[value]) for value, label in ClassKind.choices if numbers[value]),
        tuple(row for row in rows if kind in ("", row.kind)),
        tuple(published.select_related("decision").order_by("decision__signed_on", "-kind")),
    )
