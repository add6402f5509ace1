"""What a file is, told by its first bytes; its name says nothing."""

import re
from typing import Literal

from indicators.sheets.files.limits import check_size
from indicators.sheets.files.package import package_kind
from indicators.sheets.files.refusal import SAVE_AS, FileRefused, encrypted, truncated

Kind = Literal["xlsx", "xls", "ods", "delimited"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_BARE_RECORDS = (b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_WEB = re.compile(rb"<(?:!doctype html|html|head|body|meta|table|div|style)|mime-version:")
_XML_SHEET = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|office:document")


def recognised_kind(data: bytes) -> Kind:
    """Return which parser reads `data`; raise `FileRefused`, by name, when none does."""
    check_size(data)
    if data.startswith(b"PK"):
        return "ods" if package_kind(data) == "ods" else "xlsx"
    if data.startswith(_OLE):
        return _ole_kind(data)
    refused = _other_kind(data)
    if refused:
        raise refused
    return "delimited"


def _ole_kind(data: bytes) -> Kind:
    if _stream_name("EncryptedPackage") in data:
        raise encrypted()
    if _stream_name("Workbook") in data or _stream_name("Book") in data:
        return "xls"
    if _stream_name("WordDocument") in data:
        message = "Đây là văn bản Word (.doc). Hãy gửi biểu ở dạng Excel (.xlsx)."
        raise FileRefused("word", message)
    if _lacks_its_directory(data):
        raise truncated()
    message = "Tệp Office đời cũ này không chứa bảng tính. Hãy chọn tệp báo cáo Excel."
    raise FileRefused("ole_without_workbook", message)


def _lacks_its_directory(data: bytes) -> bool:
    """Whether the file ends before the sector in which it lists its streams."""
    if len(data) < 512:
        return True
    sector_size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    directory = int.from_bytes(data[48:52], "little")
    return (directory + 2) * sector_size > len(data)


def _stream_name(name: str) -> bytes:
    # The directory names its streams in UTF-16 with a closing zero.
    return name.encode("utf-16-le") + b"\0\0"


def _other_kind(data: bytes) -> FileRefused | None:
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").lower().replace(b"\0", b"")
    if start.startswith(b"%pdf"):
        message = "Đây là tệp PDF, không đọc được số liệu. Hãy gửi bảng tính Excel (.xlsx)."
        return FileRefused("pdf", message)
    if start.startswith(b"{\\rtf"):
        message = "Đây là văn bản RTF, không phải bảng tính. Hãy gửi biểu ở dạng Excel (.xlsx)."
        return FileRefused("rtf", message)
    if data.startswith(_PICTURES) and _is_binary(data):
        message = "Đây là tệp hình ảnh, không đọc được số liệu. Hãy gửi bảng tính Excel (.xlsx)."
        return FileRefused("picture", message)
    if data.startswith(_BARE_RECORDS):
        message = f"Tệp ở định dạng Excel trước năm 1993 (Excel 2 đến 4). {SAVE_AS}"
        return FileRefused("very_old_excel", message)
    if data.startswith(_ARCHIVES):
        message = "Đây là tệp nén. Hãy giải nén rồi tải từng bảng tính lên."
        return FileRefused("archive", message)
    return _marked_up(start)


def _marked_up(start: bytes) -> FileRefused | None:
    if _XML_SHEET.search(start) and start.startswith(b"<"):
        message = f"Tệp ở dạng bảng tính XML (XML Spreadsheet 2003, .fods). {SAVE_AS}"
        return FileRefused("xml_spreadsheet", message)
    if _WEB.match(start) or (start.startswith(b"<?xml") and b"<html" in start):
        message = f"Tệp mang tên Excel nhưng bên trong là trang web (HTML). {SAVE_AS}"
        return FileRefused("html", message)
    if start.startswith((b"<?xml", b"<!")):
        message = f"Tệp mang tên Excel nhưng bên trong là XML, không phải bảng tính. {SAVE_AS}"
        return FileRefused("xml", message)
    return None


def _is_binary(data: bytes) -> bool:
    return bool(re.search(rb"[\x00-\x08\x0e-\x1f]", data[:512]))
