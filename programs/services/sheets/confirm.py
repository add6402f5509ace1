"""The second half: what the preview showed is stored, exactly that or nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from indicators.models import BatchState, Route, User
from lsdash.lib.numbers import format_number
from programs.district_sheet import Shown, note_for, shown_of
from programs.kept_sheet import sheet_reading
from programs.models import NOTE_LENGTH, Agency, ProgrammeBatch
from programs.services.disbursements import stored_disbursements, write_disbursements
from programs.services.refusals import CapitalRefused

from .batches import check_confirmable
from .rules import (
    NO_CHANGE,
    SheetRefused,
    as_refused,
    checked_agency,
    key_of_line,
    locked_batch,
    payment_of,
)


@transaction.atomic
def confirm_sheet(
    *,
    batch: ProgrammeBatch,
    by: User,
    now: datetime,
    refused_seen: int = 0,
    fingerprint: str | None = None,
    notes: Mapping[str, str] | None = None,
    route: Route = Route.IMPORT,
) -> ProgrammeBatch:
    """Stores exactly what the preview showed. Confirming twice is confirming once.

    `fingerprint` is of the preview that the page showed, `refused_seen` how many refused places
    the person accepts to leave out, `notes` why an unusual amount is right, by component code or
    under "" for all that need one. Raises SheetRefused, with nothing stored.
    """
    batch = locked_batch(batch)
    if batch.state == BatchState.APPLIED:
        return batch
    shown, refused = shown_of(batch), sheet_reading(batch).errors
    check_confirmable(
        batch, refused_seen=refused_seen, refused=len(refused), fingerprint=fingerprint
    )
    agency = checked_agency(batch.area, batch.period, by, now)
    given = _given_notes(shown, notes or {})
    _check_not_overtaken(batch, agency, shown)
    payments = [
        payment_of(batch.period, agency, line, note=given.get(line.code, ""))
        for line in shown.to_store
    ]
    try:
        done = write_disbursements(payments=payments, by=by, now=now, route=route, batch=batch)
    except CapitalRefused as error:
        raise as_refused(error) from error
    batch.state, batch.applied_at, batch.applied_by = BatchState.APPLIED, now, by
    batch.created_count, batch.changed_count = done.created, done.changed
    batch.unchanged_count = shown.unchanged
    batch.refused_count, batch.notes = len(refused), given
    batch.message = _stored_sentence(batch)
    batch.save()
    return batch


def _given_notes(shown: Shown, notes: Mapping[str, str]) -> dict[str, str]:
    """The note of each line that needs one. Raises SheetRefused for those without, or too long."""
    given = {line.code: note_for(line.code, notes) for line in shown.to_explain}
    missing = [code for code, note in given.items() if not note]
    if missing:
        raise SheetRefused(
            "no_note",
            f"Chưa lưu gì: {', '.join(missing)} cần ghi lý do. Hãy ghi lý do từng dự án hoặc một "
            "lý do chung, hoặc sửa tệp rồi tải lên lại.",
            missing,
        )
    longest = [code for code, note in given.items() if len(note) > NOTE_LENGTH]
    if longest:
        message = f"Lý do của {', '.join(longest)} dài quá {NOTE_LENGTH} ký tự. Hãy viết gọn lại."
        raise SheetRefused("note_too_long", message, longest)
    return given


def _check_not_overtaken(batch: ProgrammeBatch, agency: Agency, shown: Shown) -> None:
    keys = {line.code: key_of_line(batch.period, agency, line) for line in shown.lines}
    stored = stored_disbursements(keys.values(), batch.period.ends_on)
    now = {
        code: stored[key].amount_million_vnd if key in stored else None
        for code, key in keys.items()
    }
    other = [
        line
        for line in shown.lines
        if line.amount is not None and now[line.code] not in (line.before, line.amount)
    ]
    if other:
        told = "; ".join(
            f"{line.code}: khi xem trước {format_number(line.before)}, nay "
            f"{format_number(now[line.code])}"
            for line in other
        )
        raise SheetRefused(
            "overtaken",
            f"Chưa lưu gì vì số đang lưu đã đổi sau khi bạn xem trước ({told} triệu đồng). Hãy đọc "
            "lại tệp để xem đúng những gì sẽ thay đổi.",
        )


def _stored_sentence(batch: ProgrammeBatch) -> str:
    if not batch.created_count and not batch.changed_count:
        done = NO_CHANGE
    else:
        done = (
            f"Đã lưu số giải ngân của {format_number(batch.created_count)} dự án mới, "
            f"{format_number(batch.changed_count)} dự án thay đổi; "
            f"{format_number(batch.unchanged_count)} dự án giữ nguyên."
        )
    if batch.refused_count:
        done += (
            f" Nhập một phần: {format_number(batch.refused_count)} chỗ bị từ chối không được lưu."
        )
    return done
