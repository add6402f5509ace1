"""An .ods (LibreOffice, OpenOffice, Google) as a grid, read straight from its XML.

Calc writes one element for a run of equal rows or cells, and ends every sheet with a million blank
ones: blank runs cost nothing here, runs of content are counted against the limits before a single
cell is made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from indicators.sheets.files.content import Content
from indicators.sheets.files.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    check_cells,
    check_columns,
    check_rows,
    check_sheets,
)
from indicators.sheets.files.ods_cells import cell_content
from indicators.sheets.files.ods_styles import StyleReader, Styles
from indicators.sheets.files.ods_xml import Attributes, Elements, walk
from indicators.sheets.files.package import checked_part, opened_package
from indicators.sheets.workbook import Cell, Merge, Sheet

_CELLS = ("table:table-cell", "table:covered-table-cell")
# What hangs on a cell or a sheet and has text, or even tables, of its own.
_ASIDE = frozenset(
    (
        "office:annotation", "office:dde-source", "office:forms", "table:shapes", "table:dde-links",
        "table:tracked-changes", "table:named-expressions", "table:database-ranges", "text:note",
        "table:data-pilot-tables", "table:consolidation",
    )
)  # fmt: skip


def read_ods(data: bytes) -> tuple[Sheet, ...]:
    """Return the tables, hidden ones too. Broken XML raises expat.ExpatError or ValueError."""
    with opened_package(data) as package:
        content = checked_part(package, "content.xml")
        common = checked_part(package, "styles.xml")
    styles = Styles()
    for part in filter(None, (common, content)):
        walk(part, StyleReader(styles))
    reader = _ContentReader(styles)
    walk(content, reader)
    return tuple(table.sheet(styles) for table in reader.tables)


@dataclass
class _Table:
    """A table as it is being read."""

    name: str
    style: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    column_styles: dict[int, str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0

    def sheet(self, styles: Styles) -> Sheet:
        return Sheet(
            name=self.name,
            is_hidden=not styles.is_shown(self.style),
            cells=self.cells,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            merges=tuple(self.merges),
        )


class _ContentReader(Elements):
    """Fills `tables` from content.xml; only tables of the spreadsheet itself count."""

    def __init__(self, styles: Styles):
        super().__init__()
        self.tables: list[_Table] = []
        self._styles = styles
        self._aside = self._nested = self._used = 0
        self._row: Attributes = {}
        self._row_style = ""
        self._row_cells: list[Cell] = []
        self._column = 0
        self._cell: Attributes | None = None
        self._paragraphs: list[list[str]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if self._aside or name in _ASIDE or name.startswith("?:"):
            self._aside += 1
        elif name == "table:table":
            self._start_table(attributes)
        elif self._nested == 1:
            self._start_inside(name, attributes)

    def _start_table(self, attributes: Attributes) -> None:
        self._nested += 1
        if self._nested == 1:
            self.tables.append(
                _Table(attributes.get("table:name", ""), attributes.get("table:style-name", ""))
            )
            check_sheets(len(self.tables))

    def _start_inside(self, name: str, attributes: Attributes) -> None:
        if name == "table:table-column":
            self._add_columns(attributes)
        elif name == "table:table-row":
            self._row, self._row_cells, self._column = attributes, [], 0
        elif name in _CELLS:
            self._cell, self._paragraphs = attributes, []
        elif name == "text:p" and self._cell is not None:
            self._paragraphs.append([])
        elif name == "text:s":
            self.text(" " * min(int(attributes.get("text:c", "1")), MAX_CELL_CHARACTERS))
        elif name in ("text:line-break", "text:tab"):
            self.text("\n" if name == "text:line-break" else "\t")

    def text(self, text: str) -> None:
        if not self._aside and self._nested == 1 and self._paragraphs:
            self._paragraphs[-1].append(text)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "table:table":
            self._nested -= 1
        elif self._nested == 1 and name == "table:table-row":
            self._end_row()
        elif self._nested == 1 and name in _CELLS and self._cell is not None:
            self._end_cell(self._cell, is_covered=name != "table:table-cell")

    def _add_columns(self, attributes: Attributes) -> None:
        table, count = self.tables[-1], _repeated(attributes, "table:number-columns-repeated")
        # Nothing is read beyond the limit, so nothing needs to be known of it.
        numbers = range(table.columns + 1, min(table.columns + count, MAX_COLUMNS) + 1)
        style = attributes.get("table:default-cell-style-name", "")
        table.column_styles |= dict.fromkeys(numbers, style)
        if _is_hidden(attributes):
            table.hidden_columns |= set(numbers)
        table.columns += count

    def _end_cell(self, attributes: Attributes, *, is_covered: bool) -> None:
        text = "\n".join("".join(paragraph) for paragraph in self._paragraphs)
        self._cell, self._paragraphs = None, []
        first, count = self._column + 1, _repeated(attributes, "table:number-columns-repeated")
        self._column += count
        if is_covered:
            return
        self._add_merge(attributes, first)
        content = cell_content(attributes, text)
        if content is None:
            return
        check_columns(self._column)
        style = attributes.get("table:style-name") or self._row.get(
            "table:default-cell-style-name", ""
        )
        for column in range(first, self._column + 1):
            named = style or self.tables[-1].column_styles.get(column, "")
            self._row_cells.append(self._made(column, content, named, attributes))

    def _made(self, column: int, content: Content, style: str, attributes: Attributes) -> Cell:
        kind, text, value = content
        number_format, font = "General", ""
        if kind == "number":
            is_percent = attributes.get("office:value-type") == "percentage"
            number_format = "0%" if is_percent else self._styles.number_format(style)
        elif kind == "text" and not text.isascii():
            font = self._styles.font(style)
        is_formula = "table:formula" in attributes and kind != "no_result"
        row = self.tables[-1].rows + 1
        return Cell(row, column, kind, text, value, number_format, is_formula, font)

    def _add_merge(self, attributes: Attributes, column: int) -> None:
        rows = _repeated(attributes, "table:number-rows-spanned")
        columns = _repeated(attributes, "table:number-columns-spanned")
        if rows * columns > 1:
            self._count(rows * columns)
            first = self.tables[-1].rows + 1
            merge = Merge(first, column, first + rows - 1, column + columns - 1)
            self.tables[-1].merges.append(merge)

    def _end_row(self) -> None:
        table, count = self.tables[-1], _repeated(self._row, "table:number-rows-repeated")
        first = table.rows + 1
        table.rows += count
        if not self._row_cells:
            return
        check_rows(table.rows)
        self._count(count * len(self._row_cells))
        for row in range(first, table.rows + 1):
            table.cells |= _moved(self._row_cells, row)
            if _is_hidden(self._row):
                table.hidden_rows.add(row)

    def _count(self, cells: int) -> None:
        self._used += cells
        check_cells(self._used)


def _moved(cells: list[Cell], row: int) -> Iterator[tuple[tuple[int, int], Cell]]:
    for cell in cells:
        yield (row, cell.column), cell if cell.row == row else replace(cell, row=row)


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get("table:visibility", "visible") != "visible"


def _repeated(attributes: Attributes, name: str) -> int:
    count = int(attributes.get(name, "1"))
    if count < 1:
        raise ValueError(f"{name}={count}")
    return count
