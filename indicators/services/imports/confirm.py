"""The second half of an import: what the preview showed is stored, exactly that or nothing."""

from datetime import datetime

from django.db import transaction

from indicators.entries import file_entries, overtaken_cells, reading_of
from indicators.models import BatchState, ImportBatch, Report, Route, User
from indicators.services.checks import check_open
from indicators.services.figures import locked_report, write_figures
from indicators.sheets.spec import ReadReport
from lsdash.lib.numbers import format_number

from .preview import locked_batch
from .refusals import ImportOvertaken, ImportRefused
from .sentences import stored_sentence


@transaction.atomic
def confirm_import(
    *,
    batch: ImportBatch,
    by: User,
    now: datetime,
    refused_seen: int = 0,
    revision: int | None = None,
    route: Route = Route.IMPORT,
) -> ImportBatch:
    """Stores exactly what the preview showed. Confirming twice is confirming once.

    `refused_seen` is how many refused places the person was shown and accepts to leave out; a file
    with others is not stored. `revision` is the reading that the page showed. Raises
    ImportOvertaken when cells of the file changed since, ImportRefused for any other reason of the
    batch, FiguresRefused when the report takes no figures any more.
    """
    batch = locked_batch(batch)
    if batch.state == BatchState.APPLIED:
        return batch
    reading = reading_of(batch)
    _check_batch(batch, reading, refused_seen, revision)
    report = locked_report(batch.report)
    batch.message = _write(batch, reading, report, by=by, now=now, route=route)
    batch.state = BatchState.APPLIED
    batch.applied_at, batch.applied_by = now, by
    batch.refused_count = len(reading.errors)
    batch.save()
    return batch


def _check_batch(
    batch: ImportBatch, reading: ReadReport, refused_seen: int, revision: int | None
) -> None:
    if batch.state == BatchState.UNDONE:
        message = "Lượt nhập này đã hoàn tác. Muốn nhập lại, hãy tải tệp lên lần nữa."
        raise ImportRefused("undone", message)
    if batch.state == BatchState.REFUSED:
        message = "Tệp này còn lỗi nên không lưu được. Hãy sửa tệp rồi tải lên lại."
        raise ImportRefused("refused", message)
    if revision is not None and revision != batch.revision:
        message = "Tệp đã được đọc lại sau khi bạn mở trang này. Hãy xem lại rồi xác nhận."
        raise ImportRefused("read_again", message)
    if refused_seen != len(reading.errors):
        raise ImportRefused(
            "refusals_not_seen",
            f"Tệp có {format_number(len(reading.errors))} chỗ bị từ chối, nên chưa lưu gì. Hãy sửa "
            "tệp rồi tải lên lại, hoặc xem hết các chỗ đó và đánh dấu đồng ý chỉ nhập phần còn "
            "lại.",
        )


def _write(
    batch: ImportBatch,
    reading: ReadReport,
    report: Report,
    *,
    by: User,
    now: datetime,
    route: Route,
) -> str:
    check_open(report, by=by, now=now)
    file = file_entries(reading, report)
    overtaken = overtaken_cells(report, batch.report_version, file.entries, file.stored)
    if overtaken:
        raise ImportOvertaken(overtaken)
    done = write_figures(
        report=report, entries=file.entries, by=by, now=now, route=route, batch=batch
    )
    batch.created_count = len(done.created)
    batch.changed_count = len(done.changed)
    batch.unchanged_count = done.unchanged
    return stored_sentence(done, len(reading.errors))
