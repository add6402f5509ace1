"""Drawing lines of figures as a sheet with all that stands around them, and noting the truth."""

import io
from dataclasses import dataclass, field

import openpyxl
from openpyxl.utils import get_column_letter

from .model import MISSING, Line, TrueFigure, Truth

NAMES = ("Hoàng Thị Mẫu", "Nông Văn Ví Dụ")


@dataclass
class Style:
    """How a sheet is laid out; drawn from the seed by the forms' own modules."""

    title: list[list[tuple[int, str]]]
    header: str = "merged"
    number_row: str = "none"
    unit_line: str | None = None
    first_column: int = 1
    has_numbers: bool = True
    has_labels: bool = True
    has_codes: bool = False
    extra_after: tuple[str, ...] = ()
    has_remarks: bool = False
    notes: tuple[str, ...] = ()
    has_signature: bool = True
    hidden_keys: tuple[str, ...] = ()
    blank_before_rows: bool = False
    label_heading: str = "Xã, phường, thị trấn"
    number_heading: str = "STT"
    code_heading: str = "Mã xã"
    sheet_name: str = "Biểu 01"
    unit_row: tuple[str, ...] = ()
    repeated_after: int = 0
    first_line: int = 0


@dataclass
class Drawn:
    """A sheet that was drawn: where each key's column and each row is."""

    columns: dict[str, int]
    rows: dict[int, Line] = field(default_factory=dict)


def draw(book, style: Style, columns, lines: list[Line], truth: Truth) -> Drawn:
    """Draw one table on a new sheet of `book`; `columns` are (key, levels) in their order."""
    sheet = book.create_sheet(style.sheet_name)
    row = _title(sheet, style)
    front = [style.number_heading] if style.has_numbers else []
    front += [style.label_heading] if style.has_labels else []
    front += [style.code_heading] if style.has_codes else []
    back = [*style.extra_after, *(["Ghi chú"] if style.has_remarks else [])]
    start = style.first_column
    row = _header(sheet, style, row, start, front, [levels for _, levels in columns], back)
    places = {key: start + len(front) + at for at, (key, _) in enumerate(columns)}
    width = len(front) + len(columns) + len(back)
    for offset, unit in enumerate(style.unit_row, start=len(front)):
        sheet.cell(row, start + offset, unit)
    row += bool(style.unit_row)
    row = _numbers(sheet, style, row, start, width, len(front))
    row += style.blank_before_rows
    drawn = Drawn(places)
    style.first_line = row
    heading = (front, [levels for _, levels in columns], back)
    for at, line in enumerate(lines):
        if style.repeated_after and at == style.repeated_after:
            row = _header(sheet, style, row, start, *heading)
        _line(sheet, style, row, start, line, places, truth)
        drawn.rows[row] = line
        row += 1
    for key in (key for key in style.hidden_keys if key in places):
        sheet.column_dimensions[get_column_letter(places[key])].hidden = True
    _closing(sheet, style, row, start, width)
    return drawn


def _title(sheet, style: Style) -> int:
    row = 1
    for cells in style.title:
        for offset, text in cells:
            sheet.cell(row, style.first_column + offset, text)
        row += 1
    if style.unit_line:
        sheet.cell(row, style.first_column + 3, style.unit_line)
        row += 1
    return row + 1 if style.header != "tight" else row


def _header(sheet, style: Style, row, start, front, paths, back) -> int:
    paths = [(text,) for text in front] + list(paths) + [(text,) for text in back]
    depth = max(len(path) for path in paths)
    if style.header in ("flat", "tight") or depth == 1:
        for offset, path in enumerate(paths):
            sheet.cell(row, start + offset, " - ".join(path))
        return row + 1
    if style.header == "topped":
        sheet.cell(row, start + len(front), "KẾT QUẢ THỰC HIỆN")
        last = start + len(paths) - len(back) - 1
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=start + len(front), end_column=last
        )
        row += 1
    _levels(sheet, style, row, start, paths, depth)
    return row + depth


def _levels(sheet, style: Style, row, start, paths, depth) -> None:
    offset = 0
    while offset < len(paths):
        path = paths[offset]
        if len(path) == 1:
            sheet.cell(row, start + offset, path[0])
            if style.header != "unmerged":
                sheet.merge_cells(
                    start_row=row,
                    end_row=row + depth - 1,
                    start_column=start + offset,
                    end_column=start + offset,
                )
            offset += 1
            continue
        same = offset
        while same < len(paths) and len(paths[same]) > 1 and paths[same][0] == path[0]:
            sheet.cell(row + 1, start + same, paths[same][1])
            same += 1
        sheet.cell(row, start + offset, path[0])
        if style.header != "unmerged" and same - offset > 1:
            sheet.merge_cells(
                start_row=row, end_row=row, start_column=start + offset, end_column=start + same - 1
            )
        offset = same


def _numbers(sheet, style: Style, row, start, width, front) -> int:
    if style.number_row == "none" or width - front < 3:
        return row
    for offset in range(width):
        text = "AB"[offset] if offset < min(front, 2) else offset - min(front, 2) + 1
        if style.number_row == "brackets" and offset >= min(front, 2):
            text = f"({text})" + ("=(1)/(2)" if text == 3 else "")
        sheet.cell(row, start + offset, text)
    return row + 1


def _line(sheet, style: Style, row, start, line: Line, places, truth: Truth) -> None:
    at = start
    if style.has_numbers:
        _put(sheet, row, at, line.number)
        at += 1
    label = sheet.cell(row, at)
    if style.has_labels or line.kind != "data":
        label = _put(sheet, row, at, line.label)
    if style.has_codes:
        _put(sheet, row, at + 1, line.code)
    if line.is_hidden:
        sheet.row_dimensions[row].hidden = True
    if line.flag:
        truth.flags[style.sheet_name, label.coordinate] = line.flag
        truth.flagged_rows.add((style.sheet_name, row))
    for key, figure in line.figures.items():
        if key not in places:
            continue
        cell = _put(sheet, row, places[key], figure.written)
        if figure.number_format:
            cell.number_format = figure.number_format
        place = (style.sheet_name, cell.coordinate)
        is_hidden = line.is_hidden or key in style.hidden_keys
        if figure.flag and not is_hidden:
            truth.flags[place] = figure.flag
        if line.kind != "data" or is_hidden or line.flag or figure.truth is MISSING:
            continue
        truth.records[place] = TrueFigure(line.area, key, line.dim, figure.truth)
        if figure.doubtful:
            truth.doubtful.add(place)


def _put(sheet, row, column, value):
    cell = sheet.cell(row, column)
    cell.value = value
    return cell


def _closing(sheet, style: Style, row, start, width) -> None:
    row += 1
    for text in style.notes:
        sheet.cell(row, start, text)
        row += 1
    if not style.has_signature:
        return
    right = start + max(2, width - 3)
    sheet.cell(row + 1, right, "Lạng Sơn, ngày 05 tháng 10 năm 2024")
    sheet.cell(row + 2, start + 1, "NGƯỜI LẬP BIỂU")
    sheet.cell(row + 2, right, "KT. TRƯỞNG PHÒNG")
    sheet.cell(row + 3, right, "PHÓ TRƯỞNG PHÒNG")
    sheet.cell(row + 4, start + 1, "(Ký, ghi rõ họ tên)")
    sheet.cell(row + 7, start + 1, NAMES[0])
    sheet.cell(row + 7, right, NAMES[1])


def new_workbook():
    """An empty workbook without its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    return book


def as_bytes(book) -> bytes:
    """The finished file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
