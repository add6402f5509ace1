"""Finding the column of names by what stands in it, where its heading is not a known one."""

from collections.abc import Callable
from dataclasses import replace

from indicators.sheets.layout import Column, Layout
from indicators.sheets.workbook import Sheet

_LEAST_ROWS = 3
_LEAST_SHARE = 0.6


def with_name_column(sheet: Sheet, layout: Layout, is_name: Callable[[str], bool]) -> Layout:
    """Return the layout with the column most of whose cells name a row of the form.

    Nothing is changed where the heading already tells, or where no column has enough names.
    """
    if layout.having("area", "code"):
        return layout
    first = min((column.index for column in layout.measures), default=0)
    left = [column for column in layout.columns if column.index < first and column.role != "hidden"]
    named = next((column for column in left if _names_rows(sheet, layout, column, is_name)), None)
    columns = tuple(
        replace(column, role="area") if column == named else column for column in layout.columns
    )
    return replace(layout, columns=columns)


def _names_rows(
    sheet: Sheet, layout: Layout, column: Column, is_name: Callable[[str], bool]
) -> bool:
    rows = [row for row in sheet.rows if row >= layout.first_data_row]
    texts = [text for row in rows if (text := sheet.text_at(row, column.index))]
    names = sum(is_name(text) for text in texts)
    return names >= _LEAST_ROWS and names >= _LEAST_SHARE * len(texts)
