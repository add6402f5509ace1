"""Random content in the cells of a sound form: nothing raises, and nothing is stored that the cell
does not say.

What a cell may say is worked out here again, from the rules of reading alone: to refuse is always
right, to store only the one value that the rules allow.
"""

import datetime
import io
import re
from decimal import Decimal

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.sheets.reader import read_report
from indicators.sheets.spec import Record
from tests.indicators.sheets.conftest import HEADINGS, TITLE

from .requests import request

AREAS = (("Thị trấn Văn Quan", 4), ("Xã Trấn Ninh", 5), ("Xã Liên Hội", 6))
RATES, TICKS = ("F", "J", "M"), ("H",)
COLUMNS = "DEFGHIJKLM"
_VIETNAMESE = re.compile(r"(-?)(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:,(\d+))?")
_FORMATS = ("General", "0", "0.00", "0.00%", "#,##0", "#,##0,", "dd/mm/yyyy", '0" hộ"', "[Red]0.0")


def as_kept(value: float) -> float:
    """The value in the 15 digits that a spreadsheet program keeps."""
    return float(f"{value:.15g}")


NUMBER_LIKE = st.from_regex(r"-?[0-9]{1,40}([.,  ][0-9]{1,4}){0,3}( ?%)?", fullmatch=True)
SYMBOLS = st.sampled_from(
    ["-", "–", "…", "...", "x", "X", "có", "không", "✓", "#N/A", "=1+1", "TRUE", "0", "100", " "]
)
CONTENTS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.integers(0, 1000),
    st.floats(-1e300, 1e300).map(as_kept),
    st.floats(0, 100).map(as_kept),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1)),
    NUMBER_LIKE,
    SYMBOLS,
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
        max_size=40,
    ),
)
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(COLUMNS), st.sampled_from([row for _, row in AREAS])),
    st.tuples(CONTENTS, st.sampled_from(_FORMATS)),
    min_size=1,
    max_size=12,
)


def check_random_cells(*, examples: int) -> None:
    """Raise AssertionError, or whatever the reader raised, for the smallest sheet that shows it."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(CELLS)
    def check(cells):
        check_sheet(cells)

    check()


def check_sheet(cells) -> None:
    """Read the form with these cells and compare every record with what its cell may say."""
    report = read_report(_workbook(cells), request())
    for record in report.records:
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", record.cell).groups()
        content, number_format = cells.get((column, int(row)), (_sound(column), "General"))
        allowed = _allowed(content, number_format, column)
        assert _stored(record) in allowed, (record, content, number_format, allowed)


def _workbook(cells) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"] = TITLE
    for number, heading in enumerate(HEADINGS, start=1):
        sheet.cell(3, number, heading)
    for name, row in AREAS:
        sheet.cell(row, 1, row - 3)
        sheet.cell(row, 2, name)
        for column in COLUMNS:
            sheet[f"{column}{row}"] = _sound(column)
    for (column, row), (content, number_format) in cells.items():
        sheet[f"{column}{row}"] = content
        if not isinstance(content, datetime.date):
            sheet[f"{column}{row}"].number_format = number_format
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _sound(column: str) -> object:
    if column in TICKS:
        return "x"
    return 100 if column in RATES else 50


def _stored(record: Record) -> object:
    if record.kind == "nil":
        return "nil"
    if record.kind == "bool":
        return record.value == "true"
    return Decimal(record.value or "")


def _allowed(content: object, number_format: str, column: str) -> list[object]:
    """Every value that may be stored for such a cell; an empty list where nothing may be."""
    if isinstance(content, str) and content.strip() in ("-", "–", "—", "−"):
        return ["nil"]
    if column in TICKS:
        return _allowed_tick(content)
    if isinstance(content, bool):
        return []
    if isinstance(content, int | float):
        return _allowed_number(content, number_format, column)
    return _allowed_text(content, column) if isinstance(content, str) else []


def _allowed_tick(content: object) -> list[object]:
    if content is None or (isinstance(content, str) and not content.strip(" .…\u00a0\u200b")):
        return [False]
    if isinstance(content, bool):
        return [content]
    word = content.strip().casefold() if isinstance(content, str) else ""
    return [True] if word in ("x", "có", "✓", "✔") else [False] if word == "không" else []


def _allowed_number(content: float, number_format: str, column: str) -> list[object]:
    if "dd/" in number_format or number_format.endswith(","):
        return []
    # A whole number is written, and read, without a point, whatever its type here.
    whole = isinstance(content, int) or content.is_integer()
    shown = [Decimal(f"{content:.15g}"), *([Decimal(int(content))] if whole else [])]
    if "%" in number_format:
        return [value * 100 for value in shown] if column in RATES else []
    return shown


def _allowed_text(content: str, column: str) -> list[object]:
    """Vietnamese numbers: groups of three with dots or blanks, decimals after a comma."""
    text = re.sub(r"\s+", " ", content).strip()
    if column in RATES:
        text = text.removesuffix("%").strip()
    found = re.fullmatch(
        r"(-?)(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:,(\d+))?", text
    )
    if not found or not text.isascii():
        return []
    sign, whole, decimals = found.groups()
    return [Decimal(f"{sign}{re.sub('[. ]', '', whole)}.{decimals or 0}")]
