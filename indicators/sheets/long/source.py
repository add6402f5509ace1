"""The cells of a long table, whatever kind of file it came in, and what of them is unusable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.sheets.files.limits import check_size
from indicators.sheets.files.refusal import FileRefused
from lsdash.lib.numbers import format_number

from .columns import Columns, Headings
from .spec import Bounds, Causes
from .text import read_text


class RowRefused(Exception):
    """Why a row is not taken."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Source:
    """The headings, and the rows below them with their numbers; cells by (row, column from 0)."""

    headings: Headings
    rows: Iterator[tuple[int, Sequence[object]]]
    errors: frozenset[tuple[int, int]] = frozenset()
    no_results: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    other_sheets: tuple[str, ...] = ()  # that nobody reads

    @property
    def has_unusable(self) -> bool:
        return bool(self.errors or self.no_results)

    def name_others(self, causes: Causes) -> None:
        """Says of each other sheet that it was not read; the sender may have meant it."""
        for name in self.other_sheets:
            message = (
                f"Trang “{name}” không được đọc: bảng dài chỉ đọc một trang. "
                "Nếu trang này cũng có số liệu, hãy tải lên thành tệp riêng."
            )
            causes.note("sheet_not_read", message)

    def limited_rows(self, bounds: Bounds) -> Iterator[tuple[int, Sequence[object]]]:
        """The rows; raises FileRefused where there are more than `bounds` takes."""
        for count, row in enumerate(self.rows, start=1):
            if count > bounds.rows:
                raise FileRefused(
                    "too_many_rows",
                    f"Bảng có hơn {format_number(bounds.rows)} dòng. Hãy chia thành nhiều tệp.",
                )
            yield row

    def cells(self, row: Sequence[object]) -> tuple[object, ...]:
        """The cells of a row in the order of the columns' roles, "" where there is none."""
        headings = self.headings
        if len(row) > headings.width and any(c not in ("", None) for c in row[headings.width :]):
            raise RowRefused(
                "extra_cells",
                "Dòng có nhiều ô hơn tiêu đề: có thể dấu phẩy thập phân bị hiểu là dấu phân cách. "
                "Hãy đặt số trong ngoặc kép hoặc dùng dấu chấm phẩy để phân cách.",
            )
        return headings.pick([*row, *headings.blanks])

    def require_usable(self, line: int, role: str) -> None:
        """Raises RowRefused for an error of Excel, or a formula without a result."""
        place = (line, self.headings.places[role])
        if place in self.errors:
            raise RowRefused(
                "excel_error", "Ô giá trị báo lỗi của Excel. Hãy sửa công thức hoặc nhập số."
            )
        if place in self.no_results:
            raise RowRefused(
                "formula_without_result",
                "Ô giá trị có công thức nhưng chưa có kết quả được lưu. "
                "Hãy mở tệp bằng Excel rồi lưu lại.",
            )


def opened_source(data: bytes, columns: Columns, bounds: Bounds) -> Source:
    """Raises FileRefused for what is no table, or a larger one than `bounds` allows."""
    check_size(data, bounds.file_bytes)
    if not data.startswith(b"PK"):
        return Source(*read_text(data, columns))
    # Only here: a table as text needs no parser of workbooks.
    from .workbook import read_workbook

    headings, rows, unusable = read_workbook(data, columns, bounds)
    return Source(
        headings,
        rows,
        unusable.errors,
        unusable.no_results,
        unusable.hidden_rows,
        unusable.other_sheets,
    )


def text_of(cell: object) -> str:
    """What stands in a cell of names, codes or words."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
