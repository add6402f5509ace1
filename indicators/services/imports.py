"""Uploaded workbooks: read in a child process, previewed, stored as a whole or not at all."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from indicators.entries import Comparison, entries_of, reading_of
from indicators.models import (
    BatchState,
    ImportBatch,
    Report,
    Route,
    User,
)
from indicators.sheets.process import read_report_file
from indicators.sheets.spec import ReadReport, ReadRequest, to_json

from .checks import FiguresRefused, check_open
from .figures import write_figures
from .hindsight import with_hindsight


class ImportRefused(Exception):
    """The batch was not stored; the Vietnamese sentence says why and what to do."""


@dataclass(frozen=True)
class Upload:
    """A file as the browser or the command line handed it over."""

    name: str
    content: File


def preview_import(
    *, report: Report, upload: Upload, request: ReadRequest, by: User, now: datetime
) -> ImportBatch:
    """Keeps the file whole and what was read from it; stores no figure.

    Raises FiguresRefused, before the file is looked at, when the report takes no figures now.
    """
    check_open(report, by=by, now=now)
    batch = _kept_file(report, upload, by=by, now=now)
    reading = with_hindsight(read_report_file(Path(batch.file.path), request), report)
    batch.reading = to_json(reading)
    batch.state = (
        BatchState.REFUSED if reading.errors or not reading.records else (BatchState.PREVIEWED)
    )
    batch.message = conclusion(reading)
    batch.full_clean(validate_unique=False)
    batch.save()
    return batch


def _kept_file(report: Report, upload: Upload, *, by: User, now: datetime) -> ImportBatch:
    digest = hashlib.sha256()
    for chunk in upload.content.chunks():
        digest.update(chunk)
    batch = ImportBatch(
        form=report.form,
        area=report.area,
        period=report.period,
        report=report,
        file_name=Path(upload.name).name[:255],
        size_bytes=upload.content.size,
        sha256=digest.hexdigest(),
        report_version=report.version,
        uploaded_at=now,
        uploaded_by=by,
    )
    batch.file.save(upload.name, upload.content, save=False)
    return batch


def conclusion(reading: ReadReport) -> str:
    """One sentence for the head of the page and of the list."""
    of_file = [problem.message for problem in reading.errors if problem.scope == "file"]
    if of_file:
        return " ".join(of_file)
    if reading.errors:
        return (
            f"Có {len(reading.errors)} chỗ chưa nhận được, nên chưa lưu gì. "
            "Hãy sửa các ô nêu bên dưới trong tệp rồi tải lên lại."
        )
    if not reading.records:
        return "Không đọc được số liệu nào trong tệp. Hãy kiểm tra lại biểu và các cột."
    return f"Đọc được {len(reading.records)} số liệu, không có lỗi. Hãy xem lại rồi xác nhận."


@transaction.atomic
def confirm_import(*, batch: ImportBatch, by: User, now: datetime) -> ImportBatch:
    """Stores exactly what the preview showed. Confirming twice is confirming once.

    Raises ImportRefused when the file was refused or the report changed since the preview, and
    FiguresRefused when the report takes no figures any more.
    """
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("report", "area", "period")
        .get(pk=batch.pk)
    )
    if batch.state == BatchState.APPLIED:
        return batch
    if batch.state == BatchState.REFUSED:
        raise ImportRefused("Tệp này còn lỗi nên không lưu được. Hãy sửa tệp rồi tải lên lại.")
    comparison = _write(batch, by=by, now=now)
    batch.state = BatchState.APPLIED
    batch.applied_at, batch.applied_by = now, by
    batch.created_count = len(comparison.created)
    batch.changed_count = len(comparison.changed)
    batch.unchanged_count = comparison.unchanged
    batch.message = _stored_sentence(comparison)
    batch.save()
    return batch


def _write(batch: ImportBatch, *, by: User, now: datetime) -> Comparison:
    try:
        return write_figures(
            report=batch.report,
            entries=entries_of(reading_of(batch), batch.report),
            by=by,
            now=now,
            route=Route.IMPORT,
            expected_version=batch.report_version,
            batch=batch,
        )
    except FiguresRefused as refused:
        if refused.code != "stale":
            raise
        raise ImportRefused(
            "Số liệu của báo cáo đã thay đổi sau khi bạn xem trước, nên chưa lưu gì. "
            "Hãy tải tệp lên lại để xem đúng những gì sẽ thay đổi."
        ) from refused


def _stored_sentence(comparison: Comparison) -> str:
    if not comparison.created and not comparison.changed:
        return "Không có thay đổi: mọi số liệu trong tệp đã được lưu từ trước."
    return (
        f"Đã lưu {len(comparison.created)} số liệu mới, {len(comparison.changed)} số liệu thay "
        f"đổi; {comparison.unchanged} số liệu giữ nguyên."
    )
