"""How much of a file is read, and the refusal for each kind of too much.

The numbers stand in the README too. They are several times what the longest report needs, and
small enough that reading a file at every limit at once stays within the child's time and memory.
"""

from collections.abc import Iterable

from indicators.sheets.files.refusal import FileRefused

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 48 * 1024 * 1024
MAX_ENTRIES = 400
MAX_RATIO = 150
MAX_TAGS = 2_500_000  # at every other limit a workbook has a million
MAX_SHEETS = 60
MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_CELLS = 150_000
MAX_ANSWER_BYTES = 8 * 1024 * 1024  # of the report, as JSON
MAX_CELL_CHARACTERS = 32_767  # what Excel itself can hold

_TRIM = "Hãy xóa các dòng, cột trống định dạng thừa ngoài bảng rồi lưu lại."


def check_size(data: bytes, most: int = MAX_FILE_BYTES) -> None:
    """Raise `FileRefused` for an empty file and for one of too many bytes."""
    if not data:
        raise FileRefused("empty_file", "Tệp rỗng (0 byte). Hãy chọn lại tệp báo cáo.")
    if len(data) > most:
        raise FileRefused(
            "too_large",
            f"Tệp lớn hơn {_megabytes(most)} MB. "
            "Hãy bỏ hình ảnh và các trang tính không cần rồi tải lại.",
        )


def check_unpacked(size: int, most: int = MAX_UNPACKED_BYTES) -> None:
    """Raise `FileRefused` when a packed file grows beyond the limit."""
    if size > most:
        raise FileRefused(
            "too_large_unpacked",
            f"Nội dung tệp khi giải nén lớn hơn {_megabytes(most)} MB. "
            "Hãy sao chép riêng bảng báo cáo sang một tệp Excel mới rồi tải tệp mới lên.",
        )


def check_tags(count: int, most: int = MAX_TAGS) -> None:
    """Raise `FileRefused` when the XML of a file has too many tags to be read in time."""
    if count > most:
        raise FileRefused(
            "too_many_parts",
            "Tệp chứa quá nhiều định dạng và thành phần bên trong để đọc kịp. "
            "Hãy sao chép riêng bảng báo cáo (chỉ dán giá trị) sang một tệp Excel mới.",
        )


def check_sheets(count: int) -> None:
    """Raise `FileRefused` for too many sheets."""
    if count > MAX_SHEETS:
        raise FileRefused(
            "too_many_sheets",
            f"Tệp có {count} trang tính, nhiều hơn {MAX_SHEETS}. "
            "Hãy chỉ giữ lại các trang của báo cáo rồi tải lên.",
        )


def check_rows(number: int) -> None:
    """Raise `FileRefused` when a row of that number is beyond the limit."""
    if number > MAX_ROWS:
        message = f"Trang tính có dòng số {number}, vượt quá {MAX_ROWS} dòng. {_TRIM}"
        raise FileRefused("too_many_rows", message)


def check_columns(number: int) -> None:
    """Raise `FileRefused` when a column of that number is beyond the limit."""
    if number > MAX_COLUMNS:
        message = f"Trang tính có cột thứ {number}, vượt quá {MAX_COLUMNS} cột. {_TRIM}"
        raise FileRefused("too_many_columns", message)


def check_cells(count: int) -> None:
    """Raise `FileRefused` when the file holds more cells, those of merged ranges included."""
    if count > MAX_CELLS:
        message = f"Tệp có hơn {MAX_CELLS} ô có nội dung, định dạng hoặc gộp ô. {_TRIM}"
        raise FileRefused("too_many_cells", message)


def check_texts(texts: Iterable[tuple[str, str]]) -> None:
    """Raise `FileRefused` for a text longer than a cell can be; takes (cell, text) pairs."""
    for cell, text in texts:
        if len(text) > MAX_CELL_CHARACTERS:
            raise FileRefused(
                "cell_too_long",
                f"Ô {cell} chứa hơn {MAX_CELL_CHARACTERS} ký tự. Hãy rút ngắn rồi tải lại.",
            )


def _megabytes(size: int) -> int:
    return size // 1024 // 1024
