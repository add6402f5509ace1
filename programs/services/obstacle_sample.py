"""Loads the invented obstacles through the real services, on the days on which each step would
have been taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from indicators.models import Area, AreaKind, Decision, DecisionKind, Indicator, Role, User
from indicators.services.cast import Cast
from indicators.services.sample import SampleRefused
from programs.models import Agency, Component, Obstacle, ObstacleCategory
from programs.sample.obstacles import STORIES, Doing, Story

from . import obstacles as services
from .sample_decisions import sample_decision

PROGRAMME = "dtts-mn-2021-2025"


@dataclass(frozen=True)
class _Names:
    """Codes of the sample as rows of the database."""

    districts: dict[str, Area]
    categories: dict[str, ObstacleCategory]
    components: dict[str, Component]
    indicators: dict[str, Indicator]
    agencies: dict[str, Agency]
    cast: Cast
    leader: User


def obstacle_sample_is_loaded() -> bool:
    return Obstacle.objects.filter(is_sample=True).exists()


def check_no_real_obstacles() -> None:
    """Raises SampleRefused where somebody works with real ones; beside the sample, what its
    visitors raise is not taken for real."""
    if not obstacle_sample_is_loaded() and Obstacle.objects.exists():
        raise SampleRefused(
            "Cơ sở dữ liệu này có khó khăn, vướng mắc thật, nên không nạp số liệu minh họa. "
            "Hãy dùng một cơ sở dữ liệu trống."
        )


@transaction.atomic
def load_obstacle_sample(*, cast: Cast) -> bool:
    """True if it loaded them, False if they were there already; SampleRefused beside real ones."""
    check_no_real_obstacles()
    if obstacle_sample_is_loaded():
        return False
    names = _names(cast)
    raised: dict[str, Obstacle] = {}
    for day, story, doing in _in_order():
        if doing is None:
            raised[story.key] = _raise(story, names)
        else:
            _do(doing, story, raised, names, _at(day, 14))
    return True


def _in_order() -> list[tuple[date, Story, Doing | None]]:
    steps: list[tuple[date, Story, Doing | None]] = [
        (story.raised_on, story, None) for story in STORIES
    ]
    steps += [(doing.day, story, doing) for story in STORIES for doing in story.doings]
    return sorted(steps, key=lambda step: step[0])


def _raise(story: Story, names: _Names) -> Obstacle:
    areas = tuple(names.districts[code] for code in story.districts)
    account = services.Account(
        content=story.content,
        areas=areas,
        cause=story.cause,
        cause_text=story.cause_text,
        severity=story.severity,
        capital_stuck_million_vnd=story.capital,
        component=names.components[story.component] if story.component else None,
        indicator=names.indicators[story.indicator] if story.indicator else None,
        remedy=story.remedy,
    )
    return services.raise_obstacle(
        account=account,
        area=areas[0],
        by=names.cast.officer_of(areas[0]),
        now=_at(story.raised_on, 9),
        is_sample=True,
    )


def _do(
    doing: Doing, story: Story, raised: dict[str, Obstacle], names: _Names, now: datetime
) -> None:
    office = names.cast.provincial_officer
    common = {"obstacle": raised[story.key], "now": now, "text": doing.text}
    if doing.what == "accept":
        services.accept_obstacle(
            category=names.categories[story.category],
            cause=story.cause,
            authority=story.authority,
            agency=names.agencies[story.agency],
            due_on=story.due_on,
            by=office,
            **common,
        )
    elif doing.what == "escalate":
        decision = _letter(story, doing)
        services.escalate_obstacle(to=doing.to, decision=decision, by=office, **common)
    elif doing.what == "merge":
        services.merge_obstacles(into=raised[doing.to], by=office, **common)
    elif doing.what == "instruct":
        services.instruct(by=names.leader, **common)
    else:
        _PLAIN[doing.what](by=office, **common)


_PLAIN: dict[str, Callable[..., Obstacle]] = {
    "take": services.take_in_hand,
    "note": services.note_progress,
    "resolve": services.resolve_obstacle,
    "reject": services.reject_obstacle,
}


def _letter(story: Story, doing: Doing) -> Decision:
    """The letter that carried it upwards."""
    number = 1 + Decision.objects.filter(number__endswith="/CV-MH").count()
    title = f"đề nghị tháo gỡ khó khăn, vướng mắc ({story.content[:120]}…)"
    return sample_decision(f"{number:02d}/CV-MH", title, doing.day, DecisionKind.OTHER)


def _names(cast: Cast) -> _Names:
    districts = Area.objects.filter(kind=AreaKind.DISTRICT)
    components = Component.objects.filter(programme__code=PROGRAMME)
    return _Names(
        districts={area.code: area for area in districts},
        categories={one.code: one for one in ObstacleCategory.objects.all()},
        components={one.code: one for one in components},
        indicators={one.code: one for one in Indicator.objects.all()},
        agencies={one.code: one for one in Agency.objects.all()},
        cast=cast,
        leader=User.objects.filter(memberships__role=Role.LEADER).order_by("pk").first(),
    )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
