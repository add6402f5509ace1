"""What the import of every district's sheet has in common: the file kept, and when it may be stored
or taken back."""

from datetime import datetime

from indicators.models import Area, BatchState, Period, User
from indicators.services.keeping import Upload, keep_upload
from lsdash.lib.numbers import format_number
from programs.models import BatchKind, ProgrammeBatch

from .rules import SheetRefused

STORED = (BatchState.APPLIED, BatchState.UNDONE)
REASON_LENGTH = ProgrammeBatch._meta.get_field("undo_reason").max_length


def kept_file(
    kind: BatchKind, area: Area, period: Period, upload: Upload, *, by: User, now: datetime
) -> ProgrammeBatch:
    """The file as it came, with its hash; the row itself is not saved yet."""
    row = ProgrammeBatch(
        kind=kind,
        area=area,
        period=period,
    )
    return keep_upload(row, upload, by=by, now=now)


def check_not_stored(batch: ProgrammeBatch) -> None:
    """Before the file is read once more."""
    if batch.state in STORED:
        raise SheetRefused("already_stored", "Lượt nhập này đã lưu, không đọc lại được nữa.")


def check_confirmable(
    batch: ProgrammeBatch, *, refused_seen: int, refused: int, fingerprint: str | None
) -> None:
    """Raises SheetRefused for a batch that is over, a page that is old, or refused places that the
    person has not seen."""
    if batch.state == BatchState.UNDONE:
        message = "Lượt nhập này đã hoàn tác. Muốn nhập lại, hãy tải tệp lên lần nữa."
        raise SheetRefused("undone", message)
    if batch.state == BatchState.REFUSED:
        message = "Tệp này còn lỗi nên không lưu được. Hãy sửa tệp rồi tải lên lại."
        raise SheetRefused("refused", message)
    if fingerprint is not None and fingerprint != batch.fingerprint:
        message = "Tệp đã được đọc lại sau khi bạn mở trang này. Hãy xem lại rồi xác nhận."
        raise SheetRefused("read_again", message)
    if refused_seen != refused:
        raise SheetRefused(
            "refusals_not_seen",
            f"Tệp có {format_number(refused)} chỗ bị từ chối, nên chưa lưu gì. Hãy sửa tệp rồi tải "
            "lên lại, hoặc xem hết các chỗ đó và đánh dấu đồng ý chỉ nhập phần còn lại.",
        )


def check_undoable(batch: ProgrammeBatch) -> None:
    if batch.state != BatchState.APPLIED:
        raise SheetRefused("not_stored", "Lượt nhập này chưa lưu gì nên không có gì để hoàn tác.")


def undo_reason(reason: str) -> str:
    """Tidied. Raises SheetRefused for none, or one that is too long."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LENGTH:
        message = f"Hãy ghi lý do hoàn tác, không quá {REASON_LENGTH} ký tự."
        raise SheetRefused("no_reason", message)
    return reason
