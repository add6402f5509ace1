"""Taking a sheet back, as long as nothing was built on it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from indicators.models import BatchState, Route, User
from lsdash.lib.numbers import format_number
from programs.district_sheet import later_changes
from programs.models import DisbursementChange, ProgrammeBatch
from programs.services.accounts import key_of
from programs.services.disbursements import Done, Payment, write_disbursements
from programs.services.refusals import CapitalRefused

from .batches import check_undoable, undo_reason
from .rules import SheetRefused, as_refused, locked_batch


@transaction.atomic
def undo_sheet(*, batch: ProgrammeBatch, by: User, now: datetime, reason: str) -> ProgrammeBatch:
    """Sets every amount that the batch changed back to what it was, with its own rows of history.

    Raises SheetRefused naming what came later on those amounts, or for want of a reason. Undoing
    twice is undoing once.
    """
    batch = locked_batch(batch)
    if batch.state == BatchState.UNDONE:
        return batch
    check_undoable(batch)
    changes = list(batch.changes.select_related("account__component", "account__agency"))
    reason = undo_reason(reason)
    _check_nothing_later(changes)
    payments = [
        Payment(
            key_of(change.account),
            change.as_of,
            change.before_million_vnd,
            change.before_note,
            seen=change.after_million_vnd,
            check_seen=True,
        )
        for change in changes
    ]
    try:
        done = write_disbursements(payments=payments, by=by, now=now, route=Route.UNDO, batch=batch)
    except CapitalRefused as error:
        raise as_refused(error) from error
    batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, now, by
    batch.undo_reason, batch.message = reason, _undone_sentence(done)
    batch.save()
    return batch


def _check_nothing_later(changes: Sequence[DisbursementChange]) -> None:
    if not changes:
        message = "Lượt nhập này không thay đổi số nào nên không có gì để hoàn tác."
        raise SheetRefused("nothing_to_undo", message)
    later = later_changes(changes)
    if later:
        named = "; ".join(
            f"{change.account.component.short_name} ({change.by.get_full_name()}, "
            f"{localtime(change.at):%H:%M %d/%m/%Y})"
            for change in later
        )
        raise SheetRefused(
            "changed_later",
            f"Không hoàn tác được vì các số này đã được sửa sau lượt nhập: {named}. Hãy sửa trực "
            "tiếp ở trang Giải ngân, hoặc hoàn tác lượt nhập sau trước.",
        )


def _undone_sentence(done: Done) -> str:
    return (
        f"Đã hoàn tác: {format_number(done.created + done.changed)} số trở về như trước, "
        f"{format_number(done.removed)} số trở về chưa báo cáo."
    )
