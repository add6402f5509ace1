"""Taking a sheet back, as long as nobody has taken up what it raised."""

from datetime import datetime

from django.db import transaction

from indicators.models import BatchState, User
from lsdash.lib.numbers import format_number
from programs.models import ProgrammeBatch
from programs.obstacle_sheet import raised_by, taken_further
from programs.services.obstacles import ObstacleRefused, withdraw_obstacle
from programs.services.sheets import SheetRefused, check_undoable, undo_reason

from .rules import held_batch


@transaction.atomic
def undo_obstacles(
    *, batch: ProgrammeBatch, by: User, now: datetime, reason: str
) -> ProgrammeBatch:
    """Withdraws every obstacle that the batch raised; each keeps its history.

    Raises SheetRefused naming those with a later step, or for want of a reason. Undoing twice is
    undoing once.
    """
    batch = held_batch(batch)
    if batch.state == BatchState.UNDONE:
        return batch
    check_undoable(batch)
    reason, raised = undo_reason(reason), raised_by(batch)
    if not raised:
        message = "Lượt nhập này không nêu khó khăn nào nên không có gì để hoàn tác."
        raise SheetRefused("nothing_to_undo", message)
    later = taken_further(raised)
    if later:
        named = ", ".join(f"{one.code} ({one.get_state_display().lower()})" for one in later[:10])
        raise SheetRefused(
            "changed_later",
            f"Không hoàn tác được vì đã có bước sau trên: {named}. Hãy rút lại hoặc sửa từng khó "
            "khăn ở trang của nó.",
        )
    try:
        for obstacle in raised:
            withdraw_obstacle(obstacle=obstacle, text=reason, by=by, now=now)
    except ObstacleRefused as error:
        raise SheetRefused(error.code, f"Chưa hoàn tác gì. {error}") from error
    batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, now, by
    batch.undo_reason = reason
    batch.message = f"Đã hoàn tác: rút lại {format_number(len(raised))} khó khăn, vướng mắc."
    batch.save()
    return batch
