"""Reading a list of obstacles: words instead of figures, each row one obstacle of the area."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from indicators.sheets.findings import Findings, TableRow
from indicators.sheets.layout import Layout
from indicators.sheets.obstacle_rows import is_nothing, sort_obstacles
from indicators.sheets.spec import FormSpec
from indicators.sheets.table import Table, read_rows, report_cells
from indicators.sheets.units import Units
from indicators.sheets.workbook import Sheet


def with_authority(layout: Layout) -> Layout:
    """The layout with the column of the level told apart from that of the agency, where a sheet has
    both: each of "Cấp có thẩm quyền" and "Cơ quan chủ trì" alone says who resolves it."""
    doubled = [column for column in layout.columns if column.key == "agency"]
    levels = [column for column in doubled if column.text.startswith("cấp ")]
    if len(doubled) != 2 or len(levels) != 1 or "authority" in layout.matched_keys:
        return layout
    columns = (replace(c, key="authority") if c is levels[0] else c for c in layout.columns)
    return replace(layout, columns=tuple(columns))


def read_obstacles(
    sheet: Sheet, layout: Layout, form: FormSpec, area_code: str, findings: Findings
) -> Table:
    """Return the obstacles with their cells read; what is refused goes to `findings`.

    An obstacle's `dim` is "obstacle" and its number: the sheet's own where those are all
    different, else its place in the list.
    """
    sorted_rows = sort_obstacles(sheet, layout)
    table = read_rows(sheet, layout, form, sorted_rows, Units(None, ""))
    none = [row for row in table.rows if _says_none(row)]
    rows = _numbered([row for row in table.rows if row not in none], area_code, findings)
    for row in rows:
        _check(row, findings)
        report_cells(row, findings)
    left_out = (*sorted_rows.left_out, *((row.number or 0, "detail row") for row in none))
    kept = replace(sorted_rows, left_out=left_out)
    return replace(table, rows=tuple(rows), sorted_rows=kept)


def numbered_apart(tables: Sequence[Table]) -> list[Table]:
    """The tables of one file, each of which may count its obstacles from 1; the numbers of a later
    one then go on after those before it."""
    found: list[Table] = []
    taken: set[str | None] = set()
    highest = 0
    for table in tables:
        if taken & {row.dim for row in table.rows}:
            rows = (
                replace(row, dim=f"obstacle{highest + place}")
                for place, row in enumerate(table.rows, start=1)
            )
            table = replace(table, rows=tuple(rows))
        taken |= {row.dim for row in table.rows}
        highest = max(
            [highest, *(int((row.dim or "").removeprefix("obstacle")) for row in table.rows)]
        )
        found.append(table)
    return found


def _number_of(row: TableRow) -> int:
    return int((row.dim or "").removeprefix("obstacle") or 0)


def _says_none(row: TableRow) -> bool:
    others = [spot for key, spot in row.spots.items() if key != "content"]
    return is_nothing(row.spots["content"].raw) and all(is_nothing(spot.raw) for spot in others)


def _numbered(rows: list[TableRow], area_code: str, findings: Findings) -> list[TableRow]:
    numbers = [row.label for row in rows if row.label]
    own = all(number.isdigit() for number in numbers) and len(set(numbers)) == len(numbers)
    if numbers and not own:
        message = (
            "Số thứ tự của các khó khăn, vướng mắc bị trùng, nên được đánh lại theo thứ tự dòng. "
            "Hãy kiểm tra lại số thứ tự."
        )
        findings.note_sheet("warning", "obstacles_renumbered", message, sheet=rows[0].sheet)
    found = []
    # One without a number must not take that of another.
    further = count(max(map(int, numbers)) + 1) if own and numbers else count(1)
    for row in rows:
        number = int(row.label) if own and row.label else next(further)
        found.append(replace(row, area_code=area_code, dim=f"obstacle{number}"))
        if numbers and not row.label:
            _refuse_unnumbered(found[-1], findings)
    return found


def _refuse_unnumbered(row: TableRow, findings: Findings) -> None:
    message = (
        f"{row.title}: không có số thứ tự nên không rõ là một khó khăn, vướng mắc riêng hay là "
        "phần tiếp của dòng trên; dòng này không được nhập. Hãy đánh số hoặc gộp vào dòng trên."
    )
    findings.refuse_row(row, "obstacle_without_number", message, cell=row.spots["content"].cell)


def _check(row: TableRow, findings: Findings) -> None:
    content = row.spots["content"]
    if content.reading.state == "blank" or is_nothing(content.raw):
        message = (
            f"{row.title}: không ghi nội dung khó khăn, vướng mắc nên cả dòng không được nhập. "
            "Hãy ghi nội dung hoặc xóa dòng."
        )
        findings.refuse_row(row, "missing_content", message, cell=content.cell)
