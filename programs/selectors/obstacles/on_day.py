"""Obstacles as they stood on a day, with what was resolved since an earlier one: for the first
screen, in few queries however many there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from programs.models import (
    OPEN_STATES,
    Agency,
    Authority,
    Obstacle,
    ObstacleState,
    ObstacleUpdate,
)
from programs.register import Told, told
from programs.selectors.report_register import as_it_was, steps_after

from .listing import place_name

NAMED = 8  # how many come with their places and agencies
FIELDS = (
    "content",
    "capital_stuck_million_vnd",
    "authority",
    "agency_id",
    "agency_text",
    "due_on",
    "state",
    "raised_on",
    "closed_on",
)
Then = tuple[Obstacle, dict[str, Told]]  # a row, and its fields as they were


@dataclass(frozen=True)
class OpenObstacle:
    """`agency` and `places` are told of the first rows only; `capital` in million VND, None where
    nobody said any."""

    pk: int
    code: str
    content: str
    href: str
    authority: str
    agency: str
    places: str
    due_on: date | None
    is_overdue: bool
    capital: Decimal | None


@dataclass(frozen=True)
class Ended:
    """What was resolved, on which day."""

    name: str
    content: str
    href: str
    on: date


@dataclass(frozen=True)
class ObstaclesOn:
    """Since the earlier day so many were `raised` and these `resolved`."""

    day: date
    open: tuple[OpenObstacle, ...]  # the most capital first, then the first due
    raised: int
    resolved: tuple[Ended, ...]

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.open)

    @property
    def capital(self) -> Decimal | None:
        """Million VND held up in all; None where nobody said any."""
        said = [row.capital for row in self.open if row.capital is not None]
        return sum(said, Decimal(0)) if said else None


def obstacles_on(readable: QuerySet[Obstacle], *, day: date, since: date) -> ObstaclesOn:
    """Of these obstacles the ones open at the end of the day; at most four queries."""
    not_ended = Q(closed_on__isnull=True) | Q(closed_on__gt=since)
    rows = list(readable.filter(not_ended, raised_on__lte=day).only(*FIELDS).order_by())
    steps = steps_after(ObstacleUpdate.objects.filter(obstacle__in=rows), "obstacle_id", day)
    then = [(row, as_it_was(row, _now(row), steps, day, ("closed_on",))) for row in rows]
    still_open = sorted((pair for pair in then if pair[1]["state"] in OPEN_STATES), key=_weight)
    agencies, places = _names(still_open[:NAMED])
    return ObstaclesOn(
        day=day,
        open=tuple(_obstacle(row, fields, agencies, places, day) for row, fields in still_open),
        raised=sum(
            since < row.raised_on for row, fields in then if fields["state"] != ObstacleState.MERGED
        ),
        resolved=tuple(
            Ended(row.code, fields["content"], row.get_absolute_url(), on)
            for row, fields in then
            if fields["state"] == ObstacleState.RESOLVED
            and since < (on := date.fromisoformat(fields["closed_on"])) <= day
        ),
    )


def _now(row: Obstacle) -> dict[str, Told]:
    return {name: told(getattr(row, name)) for name in FIELDS}


def _weight(pair: Then) -> tuple[Decimal, str, int]:
    row, fields = pair
    return -Decimal(fields["capital_stuck_million_vnd"] or 0), fields["due_on"] or "9", row.pk


def _names(first: Sequence[Then]) -> tuple[dict[int, str], dict[int, str]]:
    """The agencies by their keys, and the places by the obstacles'; two queries."""
    keys = {fields["agency_id"] for _, fields in first} - {None}
    agencies = dict(Agency.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    places: dict[int, list[str]] = defaultdict(list)
    links = Obstacle.areas.through.objects.filter(obstacle__in=[row.pk for row, _ in first])
    for link in links.select_related("area").order_by("area__code"):
        places[link.obstacle_id].append(place_name(link.area))
    return agencies, {key: ", ".join(names) for key, names in places.items()}


def _obstacle(
    row: Obstacle,
    fields: Mapping[str, Told],
    agencies: Mapping[int, str],
    places: Mapping[int, str],
    day: date,
) -> OpenObstacle:
    due_on = _day(fields["due_on"])
    stuck = fields["capital_stuck_million_vnd"]
    return OpenObstacle(
        pk=row.pk,
        code=row.code,
        content=" ".join(fields["content"].split()),
        href=row.get_absolute_url(),
        authority=str(Authority(fields["authority"]).label) if fields["authority"] else "",
        agency=agencies.get(fields["agency_id"], fields["agency_text"]),
        places=places.get(row.pk, ""),
        due_on=due_on,
        is_overdue=due_on is not None and due_on < day,
        capital=None if stuck is None else Decimal(stuck),
    )


def _day(told_day: Told) -> date | None:
    return date.fromisoformat(told_day) if told_day else None
