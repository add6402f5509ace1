"""What the province does with a difficulty: takes it up, passes it on, ends it, opens it again."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from indicators.models import Decision, User
from programs.models import (
    AUTHORITY_ORDER,
    Agency,
    Authority,
    Obstacle,
    ObstacleCategory,
    ObstacleStep,
)

from .rights import may_handle
from .steps import ObstacleRefused, allow, held, needed, take_step, told_of


@transaction.atomic
def accept_obstacle(
    *,
    obstacle: Obstacle,
    category: ObstacleCategory | None,
    cause: str,
    authority: str,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    due_on: date | None = None,
    version: int | None = None,
    text: str = "",
) -> Obstacle:
    """Taken into the register: sorted by category and by who can resolve it."""
    obstacle = held(obstacle, ObstacleStep.ACCEPTED, version)
    allow(may_handle(by, obstacle))
    if category is None:
        raise ObstacleRefused("no_category", "Hãy chọn nhóm khó khăn, vướng mắc.", "category")
    if not authority:
        message = "Hãy chọn cấp có thẩm quyền giải quyết."
        raise ObstacleRefused("no_authority", message, "authority")
    before = told_of(obstacle)
    obstacle.category, obstacle.cause, obstacle.authority = category, cause, authority
    obstacle.agency = agency or obstacle.agency
    obstacle.due_on = due_on or obstacle.due_on
    return take_step(obstacle, before, ObstacleStep.ACCEPTED, by=by, now=now, text=text)


@transaction.atomic
def take_in_hand(
    *, obstacle: Obstacle, by: User, now: datetime, version: int | None = None, text: str = ""
) -> Obstacle:
    """Somebody works on it. It must say who and until when."""
    obstacle = held(obstacle, ObstacleStep.TAKEN, version)
    allow(may_handle(by, obstacle))
    if obstacle.agency is None and not obstacle.agency_text:
        message = "Hãy ghi đơn vị chủ trì giải quyết trước khi chuyển sang đang giải quyết."
        raise ObstacleRefused("no_agency", message, "agency")
    if obstacle.due_on is None:
        message = "Hãy ghi thời hạn giải quyết trước khi chuyển sang đang giải quyết."
        raise ObstacleRefused("no_due_date", message, "due_on")
    return take_step(obstacle, told_of(obstacle), ObstacleStep.TAKEN, by=by, now=now, text=text)


@transaction.atomic
def escalate_obstacle(
    *,
    obstacle: Obstacle,
    to: str,
    decision: Decision | None,
    by: User,
    now: datetime,
    text: str = "",
    version: int | None = None,
) -> Obstacle:
    """Carried to an upper authority by a document. Raises ObstacleRefused for a level that is not
    above the present one, or without the document."""
    obstacle = held(obstacle, ObstacleStep.ESCALATED, version)
    allow(may_handle(by, obstacle))
    if to not in AUTHORITY_ORDER or AUTHORITY_ORDER.index(to) <= AUTHORITY_ORDER.index(
        obstacle.level
    ):
        raise ObstacleRefused(
            "not_above",
            f"Khó khăn đang ở {Authority(obstacle.level).label}; chỉ chuyển lên cấp cao hơn.",
            "to",
        )
    if decision is None:
        message = "Hãy chọn văn bản đã chuyển khó khăn lên cấp trên."
        raise ObstacleRefused("no_document", message, "decision")
    before = told_of(obstacle)
    obstacle.level = to
    return take_step(
        obstacle, before, ObstacleStep.ESCALATED, by=by, now=now, text=text, decision=decision
    )


@transaction.atomic
def resolve_obstacle(
    *,
    obstacle: Obstacle,
    text: str,
    by: User,
    now: datetime,
    resolved_on: date | None = None,
    decision: Decision | None = None,
    version: int | None = None,
) -> Obstacle:
    """Ended, with how it was resolved."""
    obstacle = held(obstacle, ObstacleStep.RESOLVED, version)
    allow(may_handle(by, obstacle))
    text = needed(text, "Hãy ghi khó khăn đã được giải quyết như thế nào.")
    before = told_of(obstacle)
    obstacle.closed_on = _closing_day(obstacle, resolved_on, now)
    return take_step(
        obstacle, before, ObstacleStep.RESOLVED, by=by, now=now, text=text, decision=decision
    )


@transaction.atomic
def reject_obstacle(
    *, obstacle: Obstacle, text: str, by: User, now: datetime, version: int | None = None
) -> Obstacle:
    """Not taken up, with the reason for those who raised it."""
    obstacle = held(obstacle, ObstacleStep.REJECTED, version)
    allow(may_handle(by, obstacle))
    text = needed(text, "Hãy ghi lý do không tiếp nhận để nơi nêu khó khăn biết.")
    before = told_of(obstacle)
    obstacle.closed_on = localdate(now)
    return take_step(obstacle, before, ObstacleStep.REJECTED, by=by, now=now, text=text)


@transaction.atomic
def reopen_obstacle(
    *,
    obstacle: Obstacle,
    text: str,
    by: User,
    now: datetime,
    category: ObstacleCategory | None = None,
    authority: str = "",
    version: int | None = None,
) -> Obstacle:
    """Back among the open ones; one that was rejected unsorted is sorted now."""
    obstacle = held(obstacle, ObstacleStep.REOPENED, version)
    allow(may_handle(by, obstacle))
    text = needed(text, "Hãy ghi lý do mở lại khó khăn đã kết thúc.")
    before = told_of(obstacle)
    obstacle.category = category or obstacle.category
    obstacle.authority = authority or obstacle.authority
    obstacle.closed_on = None
    return take_step(obstacle, before, ObstacleStep.REOPENED, by=by, now=now, text=text)


def _closing_day(obstacle: Obstacle, day: date | None, now: datetime) -> date:
    today = localdate(now)
    day = day or today
    if not obstacle.raised_on <= day <= today:
        raise ObstacleRefused(
            "wrong_day",
            f"Ngày giải quyết phải từ ngày nêu {obstacle.raised_on:%d/%m/%Y} đến hôm nay.",
            "resolved_on",
        )
    return day
