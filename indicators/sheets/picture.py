"""A small picture of a sheet: what its upper cells say and what each was taken for.

What notes and signatures say is left out, as are hidden cells: only their places are shown.
"""

from indicators.sheets.findings import Findings
from indicators.sheets.headers import words
from indicators.sheets.spec import CellState, Picture, PictureCell, Reason
from indicators.sheets.table import Table
from indicators.sheets.workbook import Cell

MOST_ROWS, MOST_COLUMNS, MOST_SIGNS = 60, 20, 30

_STATES: dict[Reason, CellState] = {
    "title block": "title",
    "unit line": "title",
    "header": "header",
    "column-number row": "header",
    "total row": "total",
    "group subtotal": "total",
    "notes and signature": "note",
    "hidden row": "hidden",
}
_REMARKS = ("ghi chú", "chú thích", "lý do", "giải trình")
_SILENT: tuple[CellState, ...] = ("note", "hidden")


def picture_of(table: Table, reasons: dict[int, Reason], findings: Findings) -> Picture:
    """Return the picture of a table's sheet; `reasons` say why rows were left out."""
    painter = _Painter(table, reasons, findings)
    rows, columns = table.sheet.rows[:MOST_ROWS], table.sheet.columns[:MOST_COLUMNS]
    cells = [table.sheet.cells.get((row, column)) for row in rows for column in columns]
    painted = tuple(painter.paint(cell) for cell in cells if cell)
    return Picture(tuple(rows), tuple(columns), painted)


class _Painter:
    def __init__(self, table: Table, reasons: dict[int, Reason], findings: Findings):
        self._reasons = reasons
        self._columns = {column.index: column for column in table.layout.columns}
        self._figures: dict[tuple[int, int], CellState] = {
            (spot.row, spot.column): "refused" if findings.is_refused(row, key) else "figure"
            for row in table.rows
            for key, spot in row.spots.items()
        }
        mine = [problem for problem in findings.problems if problem.sheet == table.sheet.name]
        # Errors last, so that they count where a cell has both.
        mine.sort(key=lambda problem: problem.level == "error")
        self._levels = {problem.cell: problem.level for problem in mine if problem.cell}

    def paint(self, cell: Cell) -> PictureCell:
        state = self._state(cell)
        text = "" if state in _SILENT else " ".join(cell.text.split())
        short = text if len(text) <= MOST_SIGNS else f"{text[: MOST_SIGNS - 1]}…"
        return PictureCell(cell.row, cell.column, short, state)

    def _state(self, cell: Cell) -> CellState:
        column = self._columns.get(cell.column)
        if column and column.role == "hidden":
            return "hidden"
        reason = self._reasons.get(cell.row)
        state = _STATES.get(reason, "left out") if reason else self._state_in_row(cell)
        if self._levels.get(cell.coordinate) and state not in _SILENT:
            refused = state == "refused" or self._levels[cell.coordinate] == "error"
            return "refused" if refused else "warned"
        return state

    def _state_in_row(self, cell: Cell) -> CellState:
        if (cell.row, cell.column) in self._figures:
            return self._figures[cell.row, cell.column]
        column = self._columns.get(cell.column)
        if column and column.role in ("area", "code", "indicator", "unit"):
            return "label"
        is_remark = column is not None and words(column.heading).startswith(_REMARKS)
        return "note" if is_remark else "left out"
