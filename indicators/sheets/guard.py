"""The look at a file from outside, before anything parses it.

An upload is hostile until read: a workbook is a zip of XML, so a few kilobytes can unpack to
gigabytes, name a million rows, or define entities that grow without end. Here the bytes are only
listed, measured and searched; every refusal has a code and one plain sentence.
"""

import io
import re
import zipfile
import zlib

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 48 * 1024 * 1024
MAX_ENTRIES = 400
MAX_RATIO = 150
MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_CELLS = 150_000

_SMALL_PART = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RANGE = re.compile(rb"""<(?:\w+:)?(?:dimension|mergeCell)\b[^>]*?\bref\s*=\s*["']([^"']*)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_CELL_PLACE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']\$?([A-Za-z]+)\$?\d+["']""")
_CORNER = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_SAVE_AS = (
    "Hãy mở tệp bằng Excel, chọn Lưu thành (Save As) dạng “Excel Workbook (.xlsx)” rồi tải lên."
)


class FileRefused(Exception):
    """The file is not read at all; `message` is the sentence for the person who sent it."""

    def __init__(self, code: str, message: str):
        super().__init__(code)
        self.code = code
        self.message = message


def check_package(data: bytes) -> None:
    """Raise `FileRefused` unless `data` is an .xlsx that is safe to hand to a parser."""
    _check_size(data)
    if not data.startswith(b"PK"):
        raise _not_a_workbook(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_entries(package.infolist())
            _check_parts(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise FileRefused(
            "truncated",
            "Tệp bị hỏng hoặc chưa tải lên hết. Hãy mở tệp bằng Excel, lưu lại rồi tải lại.",
        ) from error


def _check_size(data: bytes) -> None:
    if not data:
        raise FileRefused("empty_file", "Tệp rỗng (0 byte). Hãy chọn lại tệp báo cáo.")
    if len(data) > MAX_FILE_BYTES:
        megabytes = MAX_FILE_BYTES // 1024 // 1024
        raise FileRefused(
            "too_large",
            f"Tệp lớn hơn {megabytes} MB. Hãy bỏ hình ảnh và các trang tính không cần rồi tải lại.",
        )


def _not_a_workbook(data: bytes) -> FileRefused:
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").lower().replace(b"\0", b"")
    if data.startswith(_OLE):
        return _ole(data)
    if start.startswith(b"%pdf"):
        message = "Đây là tệp PDF, không đọc được số liệu. Hãy gửi bảng tính Excel (.xlsx)."
        return FileRefused("pdf", message)
    if re.match(rb"<(?:!doctype html|html|head|meta|table|\?xml)", start):
        message = f"Tệp mang tên Excel nhưng bên trong là trang web (HTML hoặc XML). {_SAVE_AS}"
        return FileRefused("html", message)
    return _text_or_unknown(data)


def _ole(data: bytes) -> FileRefused:
    if _ENCRYPTED in data:
        message = "Tệp có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi tải lên."
        return FileRefused("encrypted", message)
    return FileRefused("old_excel", f"Tệp ở định dạng Excel cũ (.xls). {_SAVE_AS}")


def _text_or_unknown(data: bytes) -> FileRefused:
    sample = data[:4096]
    utf16 = sample.startswith((b"\xff\xfe", b"\xfe\xff"))
    printable = utf16 or not re.search(rb"[\x00-\x08\x0e-\x1f]", sample)
    if printable and re.search(rb"[;,\t]", sample):
        message = f"Tệp là văn bản phân cách (CSV), không phải biểu báo cáo Excel. {_SAVE_AS}"
        return FileRefused("csv", message)
    message = "Tệp này không phải bảng tính Excel. Hãy chọn tệp báo cáo có đuôi .xlsx."
    return FileRefused("not_a_spreadsheet", message)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    unsafe = any(re.search(r"^/|\\|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\0", name) for name in names)
    if len(entries) > MAX_ENTRIES or unsafe or len(set(names)) < len(names):
        raise _suspicious()
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("encrypted", "Tệp nén có mật khẩu nên không đọc được. Hãy bỏ mật khẩu.")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise _suspicious()
    if any(_blows_up(entry) for entry in entries):
        raise _suspicious()
    _check_kind(set(names))


def _blows_up(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL_PART and entry.file_size > MAX_RATIO * entry.compress_size


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise FileRefused("binary_excel", f"Tệp ở định dạng Excel nhị phân (.xlsb). {_SAVE_AS}")
    if "mimetype" in names and "content.xml" in names:
        raise FileRefused("open_document", f"Tệp ở định dạng OpenDocument (.ods). {_SAVE_AS}")
    if not any(name.startswith("xl/") for name in names) or "[Content_Types].xml" not in names:
        message = "Tệp này không phải bảng tính Excel. Hãy chọn tệp báo cáo có đuôi .xlsx."
        raise FileRefused("not_a_spreadsheet", message)


def _check_parts(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            _check_part(package.read(name))


def _check_part(content: bytes) -> None:
    # Removing the zeros shows a DOCTYPE also where the part is written in UTF-16.
    plain = content.replace(b"\0", b"")
    if _FORBIDDEN.search(plain):
        raise _suspicious()
    if _STRICT in plain[:4096]:
        message = f"Tệp ở dạng “Strict Open XML Spreadsheet” không đọc được. {_SAVE_AS}"
        raise FileRefused("strict_open_xml", message)
    _check_extent(plain)


def _check_extent(content: bytes) -> None:
    ranges = [_CORNER.findall(ref) for ref in _RANGE.findall(content)]
    corners = [corner for found in ranges for corner in found]
    rows = [int(row) for _, row in corners] + [int(row) for row in _ROW.findall(content)]
    letters = {column for column, _ in corners} | set(_CELL_PLACE.findall(content))
    widest = max((_column_number(column) for column in letters), default=0)
    # A parser makes a cell of every place in a merged range, so their areas count as cells.
    cells = sum(1 for _ in _CELL.finditer(content)) + sum(map(_area, ranges))
    if max(rows, default=0) > MAX_ROWS or widest > MAX_COLUMNS or cells > MAX_CELLS:
        raise FileRefused(
            "too_many_cells",
            f"Trang tính khai báo vùng quá lớn (hơn {MAX_ROWS} dòng hoặc {MAX_COLUMNS} cột). "
            "Hãy xóa các dòng, cột trống định dạng thừa ngoài bảng rồi lưu lại.",
        )


def _area(corners: list[tuple[bytes, bytes]]) -> int:
    if len(corners) != 2:
        return len(corners)
    (left, top), (right, bottom) = corners
    width = abs(_column_number(right) - _column_number(left)) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _suspicious() -> FileRefused:
    return FileRefused(
        "suspicious",
        "Cấu trúc bên trong tệp không bình thường nên không được mở. "
        "Hãy sao chép bảng sang một tệp Excel mới rồi tải tệp mới lên.",
    )
