"""The look at a zipped workbook (.xlsx, .xlsm, .ods) from outside, before anything parses it.

An upload is hostile until read: a few kilobytes can unpack to gigabytes, name a million rows, or
define entities that grow without end. Here the parts are only listed, measured and searched.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from indicators.sheets.files.limits import (
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_TAGS,
    MAX_UNPACKED_BYTES,
    check_tags,
    check_unpacked,
)
from indicators.sheets.files.refusal import SAVE_AS, FileRefused, encrypted, suspicious, truncated

_SMALL_PART = 1024 * 1024
_PICTURE = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff")
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UNSAFE_NAME = re.compile(r"^/|\\|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\0")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    UnicodeDecodeError,
    ValueError,
)


@contextmanager
def opened_package(
    data: bytes, most_unpacked: int = MAX_UNPACKED_BYTES
) -> Iterator[zipfile.ZipFile]:
    """Yield the zip after a look at its list of entries; damage becomes `FileRefused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_entries(package.infolist(), most_unpacked)
            yield package
    except _DAMAGED as error:
        raise truncated() from error
    except RuntimeError as error:
        raise encrypted() from error


def package_kind(data: bytes) -> str:
    """Return "xlsx" or "ods"; raise `FileRefused`, by name, for a zip of another kind."""
    with opened_package(data) as package:
        names = set(package.namelist())
        if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
            return _open_xml_kind(names)
        if "mimetype" in names and b"opendocument" in package.read("mimetype")[:200]:
            return _open_document_kind(package, names)
    raise _other_zip(names)


def checked_parts(
    package: zipfile.ZipFile, most_tags: int = MAX_TAGS
) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of every part but pictures, without zero bytes.

    Every part, because the workbook itself says which of them it has parsed as XML.
    """
    for name in package.namelist():
        if not name.lower().endswith(_PICTURE):
            content = package.read(name)
            yield name, _without_zeros(content, most_tags)


def checked_part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return the part as it stands, b"" when there is none."""
    content = _part(package, name)
    _without_zeros(content)
    return content


def _without_zeros(content: bytes, most_tags: int = MAX_TAGS) -> bytes:
    # Removing the zeros shows a DOCTYPE also where the part is written in UTF-16.
    plain = content.replace(b"\0", b"")
    if _FORBIDDEN.search(plain):
        raise suspicious()
    check_tags(plain.count(b"<"), most_tags)
    return plain


def _check_entries(entries: list[zipfile.ZipInfo], most_unpacked: int) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES or len(set(names)) < len(names):
        raise suspicious()
    if any(_UNSAFE_NAME.search(name) for name in names):
        raise suspicious()
    if any(entry.flag_bits & 1 for entry in entries):
        raise encrypted()
    check_unpacked(sum(entry.file_size for entry in entries), most_unpacked)
    if any(_blows_up(entry) for entry in entries):
        raise suspicious()


def _blows_up(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL_PART and entry.file_size > MAX_RATIO * entry.compress_size


def _open_xml_kind(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        raise FileRefused("binary_excel", f"Tệp ở định dạng Excel nhị phân (.xlsb). {SAVE_AS}")
    return "xlsx"


def _open_document_kind(package: zipfile.ZipFile, names: set[str]) -> str:
    if b"encryption-data" in _part(package, "META-INF/manifest.xml"):
        raise encrypted()
    if b"spreadsheet" not in package.read("mimetype")[:200] or "content.xml" not in names:
        message = "Đây là văn bản hoặc trình chiếu OpenDocument. Hãy gửi bảng tính (.ods, .xlsx)."
        raise FileRefused("open_document_other", message)
    return "ods"


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    return package.read(name) if name in package.namelist() else b""


def _other_zip(names: set[str]) -> FileRefused:
    if any(name.startswith("word/") for name in names):
        message = "Đây là văn bản Word, không phải bảng tính. Hãy gửi biểu ở dạng Excel (.xlsx)."
        return FileRefused("word", message)
    if any(name.startswith("ppt/") for name in names):
        message = "Đây là tệp trình chiếu PowerPoint. Hãy gửi biểu ở dạng Excel (.xlsx)."
        return FileRefused("powerpoint", message)
    if any(name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".csv")) for name in names):
        message = "Đây là tệp nén chứa bảng tính. Hãy giải nén rồi tải từng bảng tính lên."
        return FileRefused("archive", message)
    message = "Đây là tệp nén, bên trong không có bảng tính. Hãy chọn tệp báo cáo Excel (.xlsx)."
    return FileRefused("zip_without_workbook", message)
