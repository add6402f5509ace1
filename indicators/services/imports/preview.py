"""The first half of an import: the file is kept and read, no figure is stored."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from indicators.entries import file_entries
from indicators.models import BatchState, ImportBatch, Report, User
from indicators.services.checks import check_open
from indicators.services.hindsight import with_hindsight
from indicators.services.keeping import Upload, keep_upload
from indicators.sheets.process import read_report_file
from indicators.sheets.spec import ReadReport, ReadRequest, to_json

from .refusals import ImportRefused
from .sentences import conclusion

STORED_STATES = (BatchState.APPLIED, BatchState.UNDONE)


def read_file(path: Path, request: ReadRequest, report: Report) -> ReadReport:
    """What a file holds, set beside what is stored; writes nothing. The report may be unsaved."""
    return with_hindsight(read_report_file(path, request), report)


def preview_import(
    *, report: Report, upload: Upload, request: ReadRequest, by: User, now: datetime
) -> ImportBatch:
    """Keeps the file whole and what was read from it; stores no figure.

    Raises FiguresRefused, before the file is looked at, when the report takes no figures now.
    """
    check_open(report, by=by, now=now)
    batch = _kept_file(report, upload, by=by, now=now)
    _take(batch, read_file(Path(batch.file.path), request, report), report)
    batch.full_clean(validate_unique=False)
    batch.save()
    return batch


def reread_import(
    *, batch: ImportBatch, request: ReadRequest, by: User, now: datetime
) -> ImportBatch:
    """The kept file read once more: after a lesson, or because the stored figures changed.

    Raises ImportRefused for a batch that was stored, FiguresRefused as preview_import.
    """
    check_open(batch.report, by=by, now=now)
    # Read before anything is locked: a file may take seconds.
    report = Report.objects.select_related("form", "area", "period").get(pk=batch.report_id)
    reading = read_file(Path(batch.file.path), request, report)
    with transaction.atomic():
        batch = locked_batch(batch)
        if batch.state in STORED_STATES:
            raise ImportRefused("already_stored", "Lượt nhập này đã lưu, không đọc lại được nữa.")
        _take(batch, reading, report)
        batch.revision += 1
        batch.save()
    return batch


def locked_batch(batch: ImportBatch) -> ImportBatch:
    """The batch as it stands now, held until the end of the transaction."""
    rows = ImportBatch.objects.select_for_update(of=("self",))
    return rows.select_related("report", "form", "area", "period").get(pk=batch.pk)


def _take(batch: ImportBatch, reading: ReadReport, report: Report) -> None:
    """What was read, and whether any of it may be stored."""
    batch.reading = to_json(reading)
    batch.report_version = report.version
    is_rejected = reading.outcome_without_database == "rejected"
    batch.state = BatchState.REFUSED if is_rejected else BatchState.PREVIEWED
    comparison = None if is_rejected else file_entries(reading, report).comparison
    batch.message = conclusion(reading, comparison)


def _kept_file(report: Report, upload: Upload, *, by: User, now: datetime) -> ImportBatch:
    row = ImportBatch(
        form=report.form,
        area=report.area,
        period=report.period,
        report=report,
    )
    return keep_upload(row, upload, by=by, now=now)
