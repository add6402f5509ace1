"""A template that comes back filled: whose it is, and where its figures stand.

The hidden sheet tells; nothing is guessed. What the template itself put beside the cells to fill
(last values, plans, formulas, totals) is taken away before the reading begins, so that only what a
person entered is read. A number typed over one of our formulas is a statement and stays.
"""

from dataclasses import replace

from indicators.sheets.findings import Findings
from indicators.sheets.headers import words
from indicators.sheets.layout import Column, Layout
from indicators.sheets.selection import Candidate
from indicators.sheets.spec import ColumnRole, ReadRequest, Skipped
from indicators.sheets.title import read_title
from indicators.sheets.workbook import Cell, Sheet
from lsdash.lib.quarters import UnknownPeriod, parse_code

from .marker import (
    MARKER_SHEET,
    VERSION,
    Marker,
    find_marker,
    heading_rows,
    is_complete,
    label_columns,
)
from .spec import headings

_AGAIN = "Hãy tải mẫu mới của đúng báo cáo này ở trang “Mẫu biểu” rồi chép số liệu sang."


def select_own_template(
    sheets: tuple[Sheet, ...], request: ReadRequest, findings: Findings
) -> tuple[list[Candidate], list[Skipped]] | None:
    """The sheet to read and those left out; None for a file that is no template of ours.

    A template of another form, area or period is refused whole.
    """
    marker = find_marker(sheets)
    if marker is None:
        return None
    if refusal := _mismatch(marker, request):
        findings.note_file("error", *refusal)
        return [], []
    sheet = next((one for one in sheets if one.name == marker.sheet and not one.is_hidden), None)
    if sheet is None or _columns_moved(sheet, marker, request):
        findings.note_file(
            "error",
            "template_changed",
            f"Mẫu đã bị đổi tên trang, thêm, bớt hoặc chuyển cột nên không rõ số nào ở đâu. "
            f"{_AGAIN}",
        )
        return [], []
    own = _without_ours(sheet, marker)
    layout = _layout(own, marker, request)
    title = read_title(own, layout, (request.area, *request.other_areas))
    return [Candidate(own, layout, title)], _others(sheets, marker, findings)


def _mismatch(marker: Marker, request: ReadRequest) -> tuple[str, str] | None:
    form = request.form
    if marker.form != form.code:
        return "wrong_form", (
            f"Tệp là mẫu của biểu {marker.form}, không phải biểu {form.code} đã chọn. "
            "Hãy chọn đúng biểu hoặc đúng tệp."
        )
    if marker.area != request.area.code:
        names = {area.code: area.name for area in request.other_areas}
        whose = names.get(marker.area, f"đơn vị mã {marker.area}")
        return "wrong_area", (
            f"Tệp là mẫu của {whose}, nhưng địa bàn đã chọn là {request.area.name}. "
            "Hãy chọn đúng tệp hoặc đúng địa bàn."
        )
    if marker.period != request.period:
        return "wrong_period", (
            f"Tệp là mẫu của {_period(marker.period)}, nhưng kỳ đã chọn là "
            f"{_period(request.period)}. Hãy chọn đúng kỳ hoặc đúng tệp."
        )
    # A changed form keeps its code; its columns are those of its own time.
    is_old = marker.version != VERSION or marker.form_version != form.version
    if is_old or not is_complete(marker, form):
        return "template_outdated", f"Mẫu này theo biểu đã cũ. {_AGAIN}"
    return None


def _period(code: str) -> str:
    try:
        return parse_code(code).label
    except UnknownPeriod:
        return f"kỳ “{code}”"


def _columns_moved(sheet: Sheet, marker: Marker, request: ReadRequest) -> bool:
    """Whether a heading no longer stands over its column."""
    rows = heading_rows()[:2]
    return any(
        words(sheet.text_at(row, place.index)) != words(text)
        for place in marker.places
        if place.role in ("measure", "computed")
        for row, text in zip(rows, headings(request.form.column(place.key)), strict=True)
    )


def _without_ours(sheet: Sheet, marker: Marker) -> Sheet:
    """The sheet as the person filled it, with the code of every row that lost its own."""
    beside = {place.index for place in marker.places if place.role in ("before", "plan")}
    computed = {place.index for place in marker.places if place.role == "computed"}
    _, _, number_row = heading_rows()
    kept = {
        place: cell
        for place, cell in sheet.cells.items()
        if place[0] <= number_row
        or not (
            place[1] in beside
            or (place[1] in computed and _is_formula(cell))
            or (place[0] == marker.total_row and _is_formula(cell))
        )
    }
    return replace(sheet, cells=_coded(kept, marker))


def _coded(cells: dict[tuple[int, int], Cell], marker: Marker) -> dict[tuple[int, int], Cell]:
    _, code_column, _ = label_columns()
    used = {row for row, _ in cells}
    lost = {
        (row, code_column): Cell(row, code_column, "text", code, code)
        for row, code in marker.rows.items()
        if row in used and (row, code_column) not in cells
    }
    return dict(sorted((cells | lost).items()))


def _is_formula(cell: Cell) -> bool:
    return cell.is_computed or cell.kind == "no_result"


def _layout(sheet: Sheet, marker: Marker, request: ReadRequest) -> Layout:
    first, last, number_row = heading_rows()
    roles: tuple[ColumnRole, ...] = ("ignored", "code", "area")
    labels = [
        Column(index, role, None, (sheet.text_at(first, index),))
        for index, role in zip(label_columns(), roles, strict=True)
    ]
    figures = [
        Column(
            place.index,
            "hidden" if place.index in sheet.hidden_columns else "measure",
            place.key,
            tuple(request.form.column(place.key).header.split("|")),
        )
        for place in marker.places
        if place.role in ("measure", "computed")
    ]
    return Layout(first, last, number_row, (*labels, *figures))


def _others(sheets: tuple[Sheet, ...], marker: Marker, findings: Findings) -> list[Skipped]:
    """Sheets that somebody added; our own hidden one is not worth a word."""
    skipped = []
    for sheet in sheets:
        if sheet.name in (marker.sheet, MARKER_SHEET):
            continue
        if sheet.is_hidden or not sheet.cells:
            skipped.append(
                Skipped(sheet.name, "hidden sheet" if sheet.is_hidden else "empty sheet")
            )
            continue
        skipped.append(Skipped(sheet.name, "unrecognised sheet"))
        message = (
            f"Trang “{sheet.name}” không thuộc mẫu biểu nên không được nhập. "
            "Hãy kiểm tra xem trang này có số liệu cần nộp không."
        )
        findings.note_sheet("warning", "other_sheet", message, sheet=sheet.name)
    return skipped
