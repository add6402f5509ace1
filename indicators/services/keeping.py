"""Keeping what was uploaded, whole and as it came, whatever the file is about."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.core.files import File

from indicators.models import KeptFile, User

Kept = TypeVar("Kept", bound=KeptFile)


@dataclass(frozen=True)
class Upload:
    """A file as the browser or the command line handed it over."""

    name: str
    content: File


def keep_upload(row: Kept, upload: Upload, *, by: User, now: datetime) -> Kept:
    """The row with the upload's name, size and hash and with the file written to its folder; the
    row itself is not saved yet."""
    digest = hashlib.sha256()
    for chunk in upload.content.chunks():
        digest.update(chunk)
    row.file_name = Path(upload.name).name[:255]
    row.size_bytes, row.sha256 = upload.content.size, digest.hexdigest()
    row.uploaded_at, row.uploaded_by = now, by
    row.file.save(upload.name, upload.content, save=False)
    return row
