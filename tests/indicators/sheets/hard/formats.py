"""The same book as .xls, .ods or .csv, with the same truth where the type can say the same."""

import io
from dataclasses import replace

import openpyxl

from tests.indicators.sheets.files.copies import csv_text, is_hidden, ods_copy, xls_copy

from .model import HardBook, Truth

CSV_SHEET = "CSV"
_PLAIN = (str, int, float)
_FORMATS = {"General", "0.00", "0.00%", "0.0%", "0%"}


def perhaps_converted(book: HardBook, rng) -> HardBook:
    """One book in four as another type; only what the copies can carry."""
    kind = rng.choice(["xlsx"] * 9 + ["xls", "ods", "csv"])
    if kind == "xlsx":
        return book
    workbook = openpyxl.load_workbook(io.BytesIO(book.data))
    if not _is_carried(workbook):
        return book
    if kind == "csv":
        # Amounts typed as text may be read where typed as numbers they could not.
        return _as_csv(book, workbook, rng) if book.form in ("F1", "F2") else book
    copy = xls_copy(book.data) if kind == "xls" else ods_copy(book.data)
    return replace(book, data=copy, traps=[*book.traps, f"as .{kind}"])


def _is_carried(workbook) -> bool:
    """No errors, dates or formulas, which the copies would make something else of."""
    cells = [c for sheet in workbook for row in sheet.iter_rows() for c in row]
    return (
        all(
            c.value is None
            or (
                isinstance(c.value, _PLAIN)
                and not isinstance(c.value, bool)
                and c.data_type in "sn"
            )
            for c in cells
        )
        and {c.number_format for c in cells} <= _FORMATS
    )


def _as_csv(book: HardBook, workbook, rng) -> HardBook:
    """Text has one sheet, nothing hidden, nothing merged but in the headings."""
    sheet = workbook.worksheets[0]
    dimensions = (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
    hidden = any(map(is_hidden, dimensions))
    formats = {c.number_format for row in sheet.iter_rows() for c in row} - {"General", "0.00"}
    if len(workbook.worksheets) > 1 or hidden or formats or sheet.merged_cells.ranges:
        return book
    text = csv_text(book.data, rng.choice(";\t,"))
    data = text.encode(rng.choice(["utf-8", "utf-8-sig", "utf-16"]))
    return replace(book, data=data, truth=_renamed(book.truth), traps=[*book.traps, "as .csv"])


def _renamed(truth: Truth) -> Truth:
    def at(place):
        return CSV_SHEET, place[1]

    return Truth(
        records={at(place): true for place, true in truth.records.items()},
        doubtful={at(place) for place in truth.doubtful},
        flags={at(place): flag for place, flag in truth.flags.items()},
        flagged_rows={at(place) for place in truth.flagged_rows},
        heard={at(place) for place in truth.heard},
        rejected=truth.rejected,
    )
