"""Handing out files as they were handed in."""

from django.http import FileResponse

from indicators.models import KeptFile


def as_attachment(kept: KeptFile) -> FileResponse:
    """The file unchanged and under its sender's name, to be saved, never shown in the browser."""
    return FileResponse(
        kept.file.open("rb"),
        as_attachment=True,
        filename=kept.file_name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"},
    )
