"""Which encoding a text file is written in; never a guess that could be silently wrong.

UTF-8 and UTF-16 prove themselves. Windows-1258, TCVN3 and VNI share their bytes, so only the words
can tell: one of them must read as Vietnamese and no other may.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import cast

from indicators.sheets.files.refusal import FileRefused
from lsdash.lib.legacy import ENCODINGS, Encoding, spelled_well, to_unicode
from lsdash.lib.syllables import marked_words

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WINDOWS = "Windows-1258"
_OF_BYTES = (_WINDOWS, *ENCODINGS)
_SAMPLE_BYTES = 64 * 1024
_LOWEST_SHARE = 0.85
# What Excel makes of Vietnamese when it saves a CSV in a Western encoding.
_LOST_LETTER = re.compile(rb"[A-Za-z\xc0-\xff]\?[A-Za-z\xc0-\xff?]")
_FEWEST_LOST_LETTERS = 4


@dataclass(frozen=True)
class Decoded:
    """The text of a file in NFC; `converted_from` names an encoding of before Unicode."""

    text: str
    converted_from: str = ""


def decoded(data: bytes) -> Decoded:
    """Return the text of a file; raise `FileRefused` where no encoding, or more than one, fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], encoding))
    without_mark = _utf16_by_zeros(data)
    if not without_mark and b"\0" in data:
        raise _no_text()
    if len(_LOST_LETTER.findall(data)) >= _FEWEST_LOST_LETTERS:
        raise FileRefused(
            "lost_letters",
            "Khi lưu tệp CSV, các chữ có dấu đã bị thay bằng dấu hỏi (“Huy?n”). "
            "Hãy lưu lại từ tệp gốc dạng “CSV UTF-8” hoặc “Excel Workbook (.xlsx)” rồi tải lên.",
        )
    for encoding in filter(None, (without_mark, "utf-8")):
        try:
            return Decoded(_without_control_signs(data.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return _by_its_words(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _without_control_signs(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise FileRefused(
            "broken_text",
            "Văn bản trong tệp bị hỏng hoặc chưa tải lên hết. "
            "Hãy lưu lại tệp dạng “CSV UTF-8” hoặc Excel (.xlsx) rồi tải lên.",
        ) from error


def _without_control_signs(text: str) -> str:
    if any(unicodedata.category(sign) in ("Cc", "Cn") for sign in set(text) - set("\t\n\r\f\v")):
        raise _no_text()
    return text


def _no_text() -> FileRefused:
    return FileRefused(
        "not_a_spreadsheet",
        "Tệp này không phải bảng tính. Hãy chọn tệp báo cáo dạng .xlsx, .xls, .ods hoặc .csv.",
    )


def _utf16_by_zeros(data: bytes) -> str | None:
    """The byte order of UTF-16 without its mark: the digits and separators of a table tell it."""
    sample = data[: 64 * 1024 // 2 * 2]
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if max(first, second) * 5 < len(sample) // 2 or min(first, second) * 50 > max(first, second):
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _by_its_words(data: bytes) -> Decoded:
    sample = _telling_lines(data)
    shares = {encoding: _share(sample, encoding) for encoding in _OF_BYTES}
    best = max(shares.values())
    chosen = [encoding for encoding, share in shares.items() if share > best - 0.1]
    if best < _LOWEST_SHARE or len({_read(sample, encoding) for encoding in chosen}) != 1:
        raise FileRefused(
            "unknown_encoding",
            "Không xác định được bảng mã tiếng Việt của tệp CSV. Hãy mở tệp bằng Excel, "
            "lưu dạng “CSV UTF-8” hoặc “Excel Workbook (.xlsx)” rồi tải lên.",
        )
    text = _read(data, chosen[0])
    return Decoded(_without_control_signs(text or ""), chosen[0])


def _telling_lines(data: bytes) -> bytes:
    """The first lines that are not plain ASCII; a sample is enough to tell, and quick."""
    return b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE_BYTES]


def _read(data: bytes, encoding: str) -> str | None:
    """The bytes as that encoding reads them in NFC, None where it cannot."""
    if encoding != _WINDOWS:
        return to_unicode(data.decode("cp1252", "replace"), cast("Encoding", encoding))
    try:
        return unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None


def _share(data: bytes, encoding: str) -> float:
    """The share of the words with other than ASCII letters that are Vietnamese syllables."""
    text = _read(data, encoding)
    words = marked_words(text) if text else []
    return spelled_well(text or "") / len(words) if words else 0
