"""A difficulty told for the first time, and corrected."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from indicators.models import Area, AreaKind, Indicator, User
from indicators.permissions import access_of, readable_areas
from programs.models import (
    Agency,
    Authority,
    Component,
    Obstacle,
    ObstacleCategory,
    ObstacleRaising,
    ObstacleStep,
    ProgrammeBatch,
    Severity,
)

from .rights import may_correct, may_raise
from .steps import (
    ObstacleRefused,
    allow,
    check_areas,
    held,
    needed,
    save_step,
    take_step,
    told_of,
)


@dataclass(frozen=True)
class Account:
    """What a person tells of an obstacle. Only the content must be there when it is raised."""

    content: str
    areas: tuple[Area, ...]
    category: ObstacleCategory | None = None
    cause: str = ""
    cause_text: str = ""
    severity: str = Severity.MEDIUM
    capital_stuck_million_vnd: Decimal | None = None
    component: Component | None = None
    indicator: Indicator | None = None
    authority: str = ""
    agency: Agency | None = None
    agency_text: str = ""
    remedy: str = ""
    due_on: date | None = None

    @property
    def fields(self) -> dict[str, object]:
        return {
            "content": self.content,
            "category": self.category,
            "cause": self.cause,
            "cause_text": self.cause_text,
            "severity": self.severity,
            "capital_stuck_million_vnd": self.capital_stuck_million_vnd,
            "component": self.component,
            "indicator": self.indicator,
            "authority": self.authority,
            "agency": self.agency,
            "agency_text": self.agency_text,
            "remedy": self.remedy,
            "due_on": self.due_on,
        }


@transaction.atomic
def raise_obstacle(
    *,
    account: Account,
    area: Area,
    by: User,
    now: datetime,
    raised_on: date | None = None,
    batch: ProgrammeBatch | None = None,
    is_sample: bool = False,
    text: str = "",
) -> Obstacle:
    """A new obstacle, raised by an area's people; `text` is said with the step.

    Raises ObstacleRefused: no right there, an area that does not exist on that day, a due date
    before the raising, or what the model refuses.
    """
    allow(may_raise(by, area))
    raised_on = raised_on or localdate(now)
    if raised_on > localdate(now):
        raise ObstacleRefused("future", "Ngày nêu chưa đến. Hãy chọn ngày khác.", "raised_on")
    areas = account.areas or (area,)
    check_areas(areas, raised_on)
    obstacle = Obstacle(**account.fields, raised_on=raised_on, is_sample=is_sample)
    obstacle.level = Authority.PROVINCE if area.kind == AreaKind.PROVINCE else Authority.DISTRICT
    save_step(obstacle, {}, ObstacleStep.RAISED, by=by, now=now, areas=areas, text=text)
    add_raising(obstacle, area, account.content, raised_on, by=by, now=now, batch=batch)
    return obstacle


@transaction.atomic
def edit_obstacle(
    *,
    obstacle: Obstacle,
    account: Account,
    by: User,
    now: datetime,
    version: int | None = None,
    text: str = "",
) -> Obstacle:
    """Corrects what is told; nothing is stored, and no step written, where nothing differs. Places
    that the person may not see, another district's after a merge, stay as they are."""
    obstacle = held(obstacle, ObstacleStep.EDITED, version)
    allow(may_correct(by, obstacle))
    check_areas(account.areas, obstacle.raised_on)
    areas = account.areas and (*account.areas, *_unseen(obstacle, by))
    before = told_of(obstacle)
    for name, value in account.fields.items():
        setattr(obstacle, name, value)
    save_step(obstacle, before, ObstacleStep.EDITED, by=by, now=now, areas=areas, text=text)
    return obstacle


def _unseen(obstacle: Obstacle, by: User) -> tuple[Area, ...]:
    seen = readable_areas(access_of(by)).order_by().values("pk")
    return tuple(obstacle.areas.exclude(pk__in=seen))


@transaction.atomic
def withdraw_obstacle(
    *, obstacle: Obstacle, text: str, by: User, now: datetime, version: int | None = None
) -> Obstacle:
    """Takes back what should not have been raised, while nobody has taken it up; `text` says why.
    It keeps its history and counts nowhere as raised."""
    obstacle = held(obstacle, ObstacleStep.WITHDRAWN, version)
    allow(may_correct(by, obstacle))
    text = needed(text, "Hãy ghi lý do rút lại.")
    before, obstacle.closed_on = told_of(obstacle), localdate(now)
    return take_step(obstacle, before, ObstacleStep.WITHDRAWN, by=by, now=now, text=text)


def add_raising(
    obstacle: Obstacle,
    area: Area,
    text: str,
    raised_on: date,
    *,
    by: User,
    now: datetime,
    batch: ProgrammeBatch | None,
) -> None:
    ObstacleRaising.objects.create(
        obstacle=obstacle, area=area, raised_on=raised_on, text=text, at=now, by=by, batch=batch
    )
