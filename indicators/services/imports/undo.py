"""Taking an import back, as long as nothing was built on it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from indicators.entries import changes_after, entry_before, stored_by
from indicators.models import BatchState, FigureChange, ImportBatch, Route, User
from indicators.services.figures import locked_report, write_figures

from .preview import locked_batch
from .refusals import ImportRefused
from .sentences import undone_sentence

NAMED = 3
REASON_LENGTH = ImportBatch._meta.get_field("undo_reason").max_length


@transaction.atomic
def undo_import(*, batch: ImportBatch, by: User, now: datetime, reason: str) -> ImportBatch:
    """Sets every cell that the batch changed back to what it was, with its own rows of history.

    Raises ImportRefused naming what came later on those cells, or for want of a reason;
    FiguresRefused when the report takes no figures any more. Undoing twice is undoing once.
    """
    batch = locked_batch(batch)
    if batch.state == BatchState.UNDONE:
        return batch
    if batch.state != BatchState.APPLIED:
        raise ImportRefused("not_stored", "Lượt nhập này chưa lưu gì nên không có gì để hoàn tác.")
    report = locked_report(batch.report)
    stored = stored_by(batch)
    reason = _checked(batch, stored, reason)
    done = write_figures(
        report=report,
        entries=[entry_before(change) for change in stored],
        by=by,
        now=now,
        route=Route.UNDO,
        batch=batch,
    )
    batch.state = BatchState.UNDONE
    batch.undone_at, batch.undone_by, batch.undo_reason = now, by, reason
    back = len(done.created) + len(done.changed)
    batch.message = undone_sentence(back, len(done.removed))
    batch.save()
    return batch


def _checked(batch: ImportBatch, stored: Sequence[FigureChange], reason: str) -> str:
    """The reason, tidied."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LENGTH:
        message = f"Hãy ghi lý do hoàn tác, không quá {REASON_LENGTH} ký tự."
        raise ImportRefused("no_reason", message)
    if not stored:
        message = "Lượt nhập này không thay đổi số liệu nào nên không có gì để hoàn tác."
        raise ImportRefused("nothing_to_undo", message)
    later = changes_after(batch, stored)
    if later:
        raise ImportRefused("changed_later", later_sentence(later))
    return reason


def later_sentence(later: Sequence[FigureChange]) -> str:
    """Why a batch stays: what was built on it, the newest first."""
    newest = sorted(later, key=lambda change: -change.pk)
    named = "; ".join(
        f"“{change.measure.name}” của {change.area.name} ({who_and_when(change)})"
        for change in newest[:NAMED]
    )
    more = f" và {len(later) - NAMED} thay đổi khác" if len(later) > NAMED else ""
    return (
        f"Không hoàn tác được vì các số liệu này đã được sửa sau lượt nhập: {named}{more}. "
        "Hãy sửa trực tiếp từng ô, hoặc hoàn tác lượt nhập sau trước."
    )


def who_and_when(change: FigureChange) -> str:
    who = change.by.get_full_name() or change.by.username
    return f"{who}, {localtime(change.at):%H:%M %d/%m/%Y}"
