"""A small picture of a sheet for the preview: what each cell was taken for, by colour and sign."""

from dataclasses import dataclass

from indicators.sheets.spec import CellState, Picture, PictureCell, UnderstoodSheet
from indicators.sheets.workbook import column_letter

MOST_COLUMNS, LONGEST = 16, 18

# Sign and words of each state; plain figures have none, so that the others stand out.
SIGNS: dict[CellState, tuple[str, str]] = {
    "refused": ("✗", "bị từ chối"),
    "warned": ("!", "cảnh báo"),
    "figure": ("", "số liệu đọc được"),
    "header": ("Đ", "tiêu đề cột"),
    "label": ("T", "tên dòng, mã"),
    "total": ("Σ", "dòng tổng, chỉ đối chiếu"),
    "title": ("Q", "quốc hiệu, tiêu đề"),
    "note": ("…", "ghi chú, chữ ký (không đọc)"),
    "hidden": ("Ẩ", "ẩn (không đọc)"),
    "left out": ("–", "không nhập"),
}
LEGEND = tuple((state.replace(" ", "-"), *SIGNS[state]) for state in SIGNS)


@dataclass(frozen=True)
class Painted:
    state: str  # a word for the style sheet; empty for a plain figure
    sign: str
    text: str


@dataclass(frozen=True)
class SheetPicture:
    """Rows with their numbers; a cell is None where the sheet is blank."""

    sheet: str
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Painted | None, ...]], ...]
    legend: tuple[tuple[str, str, str], ...]  # style word, sign, words; only of what is drawn


def picture_of(sheet: UnderstoodSheet) -> SheetPicture:
    """The picture of a sheet that has one, at most sixteen columns wide. No query."""
    picture: Picture = sheet.picture or Picture((), (), ())
    columns = picture.columns[:MOST_COLUMNS]
    cells = {(cell.row, cell.column): cell for cell in picture.cells}
    drawn = {cell.state.replace(" ", "-") for cell in picture.cells}
    return SheetPicture(
        sheet=sheet.sheet,
        letters=tuple(column_letter(column) for column in columns),
        rows=tuple(
            (row, tuple(_painted(cells.get((row, column))) for column in columns))
            for row in picture.rows
        ),
        legend=tuple(line for line in LEGEND if line[0] in drawn),
    )


def _painted(cell: PictureCell | None) -> Painted | None:
    if cell is None:
        return None
    short = cell.text if len(cell.text) <= LONGEST else f"{cell.text[: LONGEST - 1]}…"
    state = "" if cell.state == "figure" else cell.state.replace(" ", "-")
    return Painted(state, SIGNS[cell.state][0], short)
