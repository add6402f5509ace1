"""Handing out files as they were handed in, and workbooks with what is to be looked at marked."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect

from indicators.models import KeptFile, KeptImport
from indicators.sheets.marks import Mark
from indicators.sheets.process import MarkingFailed, marked_copy
from lsdash.lib.headers import XLSX


def as_attachment(kept: KeptFile) -> FileResponse:
    """The file unchanged and under its sender's name, to be saved, never shown in the browser."""
    return FileResponse(
        kept.file.open("rb"),
        as_attachment=True,
        filename=kept.file_name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"},
    )


def as_marked_copy(
    request: HttpRequest, kept: KeptImport, marks: Sequence[Mark]
) -> HttpResponse | FileResponse:
    """The sender's workbook with what was refused or is to be looked at marked in its cells."""
    try:
        content = marked_copy(Path(kept.file.path), marks)
    except MarkingFailed as failed:
        messages.error(request, str(failed))
        return redirect(kept)
    return FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=f"{Path(kept.file_name).stem} - cần sửa.xlsx",
        content_type=XLSX,
    )
