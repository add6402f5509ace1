"""A long table as an .xlsx, read by python-calamine: fast, but it hides what must be refused.

It turns error cells and formulas without a result into blanks and knows no hidden rows, so those
are searched in the sheet's own XML first. It may abort the process on a broken file: child only.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from indicators.sheets.files.package import checked_parts, opened_package
from indicators.sheets.files.refusal import SAVE_AS, FileRefused, not_readable
from lsdash.lib.numbers import format_number

from .columns import SEARCHED_ROWS, Columns, Headings
from .spec import Bounds
from .text import no_headings

_STRICT = b"http://purl.oclc.org/ooxml/"
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br="(\d+)\"""")
_CELL = re.compile(rb"""<(?:\w+:)?c\b(?:[^>]*?\br="([A-Z]+)\d+")?""")
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ERROR = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)\"""")
_NO_RESULT = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"""
    rb"""(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v></)"""
)
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)\"""")


@dataclass(frozen=True)
class Unusable:
    """What calamine does not tell: cells by (row, column from 0), and hidden rows."""

    errors: frozenset[tuple[int, int]]
    no_results: frozenset[tuple[int, int]]
    hidden_rows: frozenset[int]
    other_sheets: tuple[str, ...]  # with anything in them, which nobody reads


def read_workbook(
    data: bytes, columns: Columns, bounds: Bounds
) -> tuple[Headings, Iterator[tuple[int, list[object]]], Unusable]:
    """The headings, the rows below them with their numbers, and what of them is unusable."""
    _check(data, bounds)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        raise not_readable() from error
    for meta in book.sheets_metadata:
        if meta.visible != SheetVisibleEnum.Visible:
            continue
        # Without the blank rows above the first cell the numbers would not be those of Excel.
        rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
        numbered, above = iter(enumerate(rows, start=1)), []
        for number, row in numbered:
            if found := columns.find(number, row, above):
                return found, _filled(numbered), _unusable(data, meta.name)
            if number >= SEARCHED_ROWS:
                break
            above += [cell for cell in row if cell and isinstance(cell, str)]
    raise no_headings(columns)


def _check(data: bytes, bounds: Bounds) -> None:
    """Refuses what is no .xlsx, and what is larger than any long table."""
    with opened_package(data, bounds.unpacked_bytes) as package:
        if "xl/workbook.xml" not in package.namelist():
            raise FileRefused("not_a_workbook", f"Tệp này không phải bảng tính .xlsx. {SAVE_AS}")
        for _, content in checked_parts(package, bounds.tags):
            _check_part(content, bounds)


def _check_part(content: bytes, bounds: Bounds) -> None:
    if _STRICT in content[:65536]:
        raise FileRefused(
            "strict_open_xml", f"Tệp ở dạng “Strict Open XML” không đọc được. {SAVE_AS}"
        )
    rows = max(map(int, _ROW.findall(content)), default=0)
    places = _CELL.findall(content)
    if rows > bounds.rows + SEARCHED_ROWS or len(places) > bounds.cells:
        limit = format_number(bounds.rows)
        raise FileRefused("too_many_rows", f"Bảng có hơn {limit} dòng. Hãy chia thành nhiều tệp.")
    if any(len(letters) > 2 for letters in set(places)):
        raise FileRefused("too_many_columns", "Bảng có ô ở cột quá xa. Hãy xóa các cột thừa.")


def _filled(rows: Iterator[tuple[int, list[object]]]) -> Iterator[tuple[int, list[object]]]:
    return ((number, row) for number, row in rows if any(cell != "" for cell in row))


def _unusable(data: bytes, sheet: str) -> Unusable:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read(_part_of(package, sheet))
        names = [_plain(name) for name, _ in _SHEET.findall(package.read("xl/workbook.xml"))]
        others = tuple(
            name
            for name in names
            if name != sheet and _has_cells(package.read(_part_of(package, name)))
        )
    # Most tables have none of these, and a plain search is much faster than a pattern.
    errors = _ERROR.findall(content) if b't="e"' in content else []
    no_results = _NO_RESULT.findall(content) if b"<f" in content or b":f" in content else []
    hidden = _HIDDEN_ROW.findall(content) if b"hidden=" in content else []
    return Unusable(
        frozenset(_place(*found) for found in errors),
        frozenset(_place(*found) for found in no_results),
        frozenset(map(int, hidden)),
        others,
    )


def _has_cells(content: bytes) -> bool:
    return b"<c " in content or b":c " in content


def _part_of(package: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet."""
    sheets = _SHEET.findall(package.read("xl/workbook.xml"))
    relations = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target")
        for tag in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels"))
    }
    wanted = next((rel for name, rel in sheets if _plain(name) == sheet), None)
    target = relations.get(wanted, "") if wanted else ""
    path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    if not target or path not in package.namelist():
        raise not_readable()
    return path


def _attribute(tag: bytes, name: bytes) -> str | bytes:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    text = found[1] if found else b""
    return text if name == b"Id" else text.decode()


def _plain(name: bytes) -> str:
    return unescape(name.decode())


def _place(letters: bytes, row: bytes) -> tuple[int, int]:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return int(row), number - 1
