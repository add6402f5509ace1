"""What every step of an obstacle shares: whether it may be taken, the row held, and the step that
tells of it written with it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError

from indicators.models import Area, Decision, User
from indicators.services.search import keep_findable
from programs.models import (
    OPEN_STATES,
    TEXT_LENGTH,
    Obstacle,
    ObstacleState,
    ObstacleStep,
    ObstacleUpdate,
)
from programs.register import changes_between
from programs.services.refusals import WorkRefused
from programs.services.search import OBSTACLES

from .rights import Refusal

FIELDS = (
    "content",
    "category_id",
    "cause",
    "cause_text",
    "severity",
    "capital_stuck_million_vnd",
    "component_id",
    "indicator_id",
    "authority",
    "agency_id",
    "agency_text",
    "remedy",
    "due_on",
    "state",
    "level",
    "merged_into_id",
    "raised_on",
    "closed_on",
)
# What each step may follow; a state that a step leaves alone is None.
FOLLOWS: Mapping[str, tuple[tuple[str, ...], str | None]] = {
    ObstacleStep.EDITED: (OPEN_STATES, None),
    ObstacleStep.ACCEPTED: ((ObstacleState.RAISED,), ObstacleState.ACCEPTED),
    ObstacleStep.TAKEN: ((ObstacleState.ACCEPTED,), ObstacleState.IN_HAND),
    ObstacleStep.ESCALATED: (OPEN_STATES, None),
    ObstacleStep.RESOLVED: ((ObstacleState.IN_HAND,), ObstacleState.RESOLVED),
    ObstacleStep.REJECTED: (OPEN_STATES, ObstacleState.REJECTED),
    ObstacleStep.REOPENED: (
        (ObstacleState.RESOLVED, ObstacleState.REJECTED),
        ObstacleState.ACCEPTED,
    ),
    ObstacleStep.WITHDRAWN: ((ObstacleState.RAISED,), ObstacleState.WITHDRAWN),
    ObstacleStep.MERGED: (OPEN_STATES, ObstacleState.MERGED),
    ObstacleStep.JOINED: (OPEN_STATES, None),
    ObstacleStep.NOTED: (OPEN_STATES, None),
    ObstacleStep.INSTRUCTED: (tuple(ObstacleState), None),
    ObstacleStep.ATTACHED: (tuple(ObstacleState), None),
}


class ObstacleRefused(WorkRefused):
    """The obstacle was left as it was."""


def allow(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise ObstacleRefused(refusal.code, refusal.message)


def needed(text: str, message: str) -> str:
    text = text.strip()
    if not text:
        raise ObstacleRefused("no_text", message, "text")
    if len(text) > TEXT_LENGTH:
        raise ObstacleRefused("text_too_long", f"Không quá {TEXT_LENGTH} ký tự.", "text")
    return text


def locked(pk: int) -> Obstacle:
    rows = Obstacle.objects.select_for_update(of=("self",))
    return rows.select_related("category", "agency__area", "component", "indicator").get(pk=pk)


def held(obstacle: Obstacle, step: str, version: int | None) -> Obstacle:
    """The row as it stands now, held until the end of the transaction."""
    obstacle = locked(obstacle.pk)
    if version is not None and version != obstacle.version:
        raise ObstacleRefused(
            "overtaken",
            "Người khác vừa cập nhật khó khăn này sau khi bạn mở trang. Hãy xem lại rồi thực hiện; "
            "những gì bạn đã ghi vẫn còn bên dưới.",
        )
    check_step(obstacle, step)
    return obstacle


def check_step(obstacle: Obstacle, step: str) -> None:
    states, _ = FOLLOWS[step]
    if obstacle.state not in states:
        raise ObstacleRefused(
            "wrong_state",
            f"{obstacle.code} đang ở trạng thái “{obstacle.get_state_display()}”, nên không "
            f"thực hiện được “{ObstacleStep(step).label.lower()}”.",
        )


def check_areas(areas: Sequence[Area], day: date) -> None:
    gone = [area.name for area in areas if not area.is_valid_on(day)]
    if gone:
        raise ObstacleRefused(
            "area_gone",
            f"{', '.join(gone)} không phải là đơn vị hành chính vào ngày {day:%d/%m/%Y}. Hãy chọn "
            "đơn vị có trong ngày đó, hoặc sửa ngày nêu.",
            "areas",
        )


def told_of(obstacle: Obstacle) -> dict[str, object]:
    told = {name: getattr(obstacle, name) for name in FIELDS}
    return told | {"areas": sorted(obstacle.areas.values_list("pk", flat=True))}


def take_step(
    obstacle: Obstacle,
    before: dict[str, object],
    step: str,
    *,
    by: User,
    now: datetime,
    text: str = "",
    decision: Decision | None = None,
) -> Obstacle:
    _, state = FOLLOWS[step]
    obstacle.state = state or obstacle.state
    save_step(obstacle, before, step, by=by, now=now, text=text, decision=decision)
    return obstacle


def save_step(
    obstacle: Obstacle,
    before: dict[str, object],
    step: str,
    *,
    by: User,
    now: datetime,
    areas: Sequence[Area] | None = None,
    text: str = "",
    decision: Decision | None = None,
) -> None:
    """The row, and the step that tells of it. An edit that changes nothing leaves no trace."""
    after = {name: getattr(obstacle, name) for name in FIELDS}
    keys = {area.pk for area in areas} if areas else before.get("areas", ())
    changes = changes_between(before, after | {"areas": sorted(keys)})
    if step == ObstacleStep.EDITED and not changes:
        return
    obstacle.version += 1
    _checked_save(obstacle)
    if "areas" in changes:
        obstacle.areas.set(keys)
    update = ObstacleUpdate(
        obstacle=obstacle,
        step=step,
        at=now,
        by=by,
        text=text.strip(),
        decision=decision,
        changes=changes,
        version=obstacle.version,
    )
    update.full_clean()
    update.save()
    keep_findable(OBSTACLES, [obstacle])


def _checked_save(obstacle: Obstacle) -> None:
    try:
        obstacle.full_clean()
    except ValidationError as wrong:
        raise ObstacleRefused.of(wrong) from wrong
    obstacle.save()
