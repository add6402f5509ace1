"""Files of decisions: what they are is told by their bytes, never by their name."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from indicators.models import Decision, User
from lsdash.lib.numbers import format_number
from programs.models import DecisionChange, DecisionFile

from .decision_rules import DecisionRefused, require_keeper, require_reason

ACCEPTED = "PDF, Word (.docx), Excel (.xlsx), ảnh JPG hoặc PNG"
LIMIT = settings.REPORT_FILE_MAX_BYTES
MOST_PARTS = 2_000  # of a zipped document; listed, never unpacked
_PICTURES = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_UNSEEN = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Attachment:
    """A file that may be kept."""

    name: str
    content: bytes


def checked(upload: UploadedFile) -> Attachment:
    """The upload, if it is of a kind and size that is kept; its name ends as its content is.

    Raises DecisionRefused, beside the field `file`, with name, size or kind.
    """
    name = _UNSEEN.sub("", Path(upload.name).name) or "van-ban"
    if upload.size > LIMIT:
        megabytes = format_number(_megabytes(upload.size))
        most = format_number(_megabytes(LIMIT))
        raise _refused(
            f"Tệp “{name}” lớn {megabytes} MB, quá giới hạn {most} MB. Hãy quét ở độ phân giải "
            "thấp hơn hoặc tách tệp."
        )
    content = upload.read()
    if not content:
        raise _refused(f"Tệp “{name}” rỗng (0 byte). Hãy chọn lại tệp.")
    kind = recognised(content)
    if kind is None:
        raise _refused(
            f"Tệp “{name}” có nội dung không phải là {ACCEPTED}, dù tên tệp ghi gì. Hãy lưu lại ở "
            "một trong các dạng đó."
        )
    return Attachment(_ending_in(name, kind), content)


def recognised(content: bytes) -> str | None:
    """The kind of file that these bytes are: pdf, docx, xlsx, jpg, png; None for any other, also
    for documents with macros."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    for start, kind in _PICTURES.items():
        if content.startswith(start):
            return kind
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else None


def _office_kind(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if len(names) > MOST_PARTS or "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    return next((kind for part, kind in _OFFICE.items() if part in names), None)


@transaction.atomic
def attach_file(
    *, decision: Decision, attachment: Attachment, by: User, now: datetime
) -> DecisionFile:
    """Keeps a file of a decision; raises DecisionRefused where it is there already."""
    require_keeper(by)
    digest = hashlib.sha256(attachment.content).hexdigest()
    if known := decision.files.filter(sha256=digest).first():
        raise _refused(f"Văn bản đã có tệp này, tên là “{known.file_name}”.")
    row = DecisionFile(
        decision=decision,
        file_name=attachment.name,
        size_bytes=len(attachment.content),
        sha256=digest,
        uploaded_at=now,
        uploaded_by=by,
    )
    row.file.save(attachment.name, ContentFile(attachment.content), save=False)
    row.full_clean()
    row.save()
    DecisionChange.objects.create(
        decision=decision, at=now, by=by, what="Đính kèm tệp", after=attachment.name
    )
    return row


@transaction.atomic
def remove_file(*, file: DecisionFile, reason: str, by: User, now: datetime) -> None:
    """Takes a file away that was attached by mistake; that it was there stays in the history."""
    require_keeper(by)
    reason = require_reason(reason, "Hãy ghi lý do bỏ tệp.")
    DecisionChange.objects.create(
        decision=file.decision,
        at=now,
        by=by,
        what="Bỏ tệp",
        before=file.file_name,
        reason=reason,
    )
    stored = file.file
    file.delete()
    transaction.on_commit(lambda: stored.delete(save=False))


def _ending_in(name: str, kind: str) -> str:
    path = Path(name[:200])
    endings = {".jpg", ".jpeg"} if kind == "jpg" else {f".{kind}"}
    return path.name if path.suffix.lower() in endings else f"{path.stem}.{kind}"


def _megabytes(size: int) -> int:
    return -(-size // 1024 // 1024)


def _refused(message: str) -> DecisionRefused:
    return DecisionRefused("file", message)
