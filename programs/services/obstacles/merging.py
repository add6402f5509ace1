"""What several districts raised becomes one obstacle with several raisers."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from indicators.models import User
from programs.models import Obstacle, ObstacleRaising, ObstacleStep

from .rights import may_handle
from .steps import ObstacleRefused, allow, check_step, locked, save_step, take_step, told_of


@transaction.atomic
def merge_obstacles(
    *, obstacle: Obstacle, into: Obstacle, by: User, now: datetime, text: str = ""
) -> Obstacle:
    """What several raised becomes one: `obstacle` ends, `into` takes its areas and raisers."""
    if obstacle.pk == into.pk:
        raise ObstacleRefused("same", "Không gộp một khó khăn vào chính nó.", "into")
    # Always held in the order of their keys, so that two merges never wait for each other.
    first, second = sorted([obstacle.pk, into.pk])
    rows = {pk: locked(pk) for pk in (first, second)}
    obstacle, into = rows[obstacle.pk], rows[into.pk]
    check_step(obstacle, ObstacleStep.MERGED)
    check_step(into, ObstacleStep.JOINED)
    allow(may_handle(by, obstacle))
    allow(may_handle(by, into))
    areas = tuple(into.areas.all()) + tuple(obstacle.areas.all())
    before, target = told_of(obstacle), told_of(into)
    for raising in obstacle.raisings.all():
        _copy_raising(raising, into)
    obstacle.merged_into, obstacle.closed_on = into, localdate(now)
    take_step(
        obstacle, before, ObstacleStep.MERGED, by=by, now=now, text=text or f"Gộp vào {into.code}"
    )
    save_step(
        into,
        target,
        ObstacleStep.JOINED,
        by=by,
        now=now,
        areas=areas,
        text=text or f"Nhận thêm {obstacle.code}",
    )
    return into


def _copy_raising(raising: ObstacleRaising, into: Obstacle) -> None:
    ObstacleRaising.objects.create(
        obstacle=into,
        area_id=raising.area_id,
        raised_on=raising.raised_on,
        text=raising.text,
        at=raising.at,
        by_id=raising.by_id,
        batch_id=raising.batch_id,
    )
