"""Households stated in thousands: by a unit line, headings, a row of units; and lines that lie."""

from decimal import Decimal

from . import places
from .drawing import as_bytes, draw, new_workbook
from .model import MISSING, Figure, HardBook, Line, Truth

UNITS = ("nghìn hộ", "Nghìn hộ", "ngàn hộ", "1.000 hộ", "1000 hộ")
LINES = ("Đơn vị tính: {}", "ĐVT: {}", "Đơn vị: {}", "(Đơn vị tính: {})", "Đơn vị tính: %; {}",
         "Đơn vị tính: {}, %, công trình", "({})", "Don vi tinh: {}")  # fmt: skip
HOUSEHOLDS = ("hh_total", "poor_hh", "poor_hh_em", "elec_hh")


def make(rng, form: str, cast) -> HardBook:
    """One report whose households stand in thousands, or are only said to."""
    area = rng.choice(cast.reporting_areas(form))
    period, words = rng.choice(places.PERIODS)
    truth, traps = Truth(), []
    lines = places.lines_of(form, area, cast.rows_of(form, area), rng)
    style = places.style_of(form, area, words, rng, traps)
    style.unit_line, style.extra_after = None, ()
    columns = [(column.key, tuple(column.header.split("|"))) for column in cast.forms[form].columns]
    arranged = places.arranged_of(form, lines, rng, traps)
    where = rng.choice(["line", "line", "headings", "row", "a lie"])
    unit = rng.choice(UNITS)
    if where in ("line", "a lie"):
        style.unit_line = rng.choice(LINES).format(unit)
    elif where == "row":
        units = {column.key: column.unit for column in cast.forms[form].columns}
        style.unit_row = tuple(
            unit if key in HOUSEHOLDS else units.get(key, "") for key, _ in columns
        )
    else:
        # The levels above stay as they are, so that they are merged as ever.
        columns = [
            (key, (*path[:-1], f"{path[-1]} ({unit})")) if key in HOUSEHOLDS else (key, path)
            for key, path in columns
        ]
    for line in arranged:
        for key in line.figures.keys() & set(HOUSEHOLDS):
            change = contradicted if where == "a lie" else in_thousands
            line.figures[key] = change(line.figures[key])
    if where == "a lie":
        _free(arranged)
    book = new_workbook()
    draw(book, style, columns, arranged, truth)
    traps.append(f"thousands by {where}")
    return HardBook(as_bytes(book), form, area.code, period, truth, traps)


def in_thousands(item: Figure) -> Figure:
    """The same count as a sheet in thousands writes it: 864 is 0.864, "1.264" is "1,264"."""
    number = _number(item.written)
    if number is None:
        return item
    stated = number / 1000
    is_text = isinstance(item.written, str)
    written = f"{stated.normalize():f}".replace(".", ",") if is_text else float(stated)
    # A whole number is asked, and so is a text that English would read as grouped.
    asked = stated and (not stated % 1 or (is_text and stated > 1 and (stated * 100) % 1))
    flag = item.flag
    return Figure(written, item.truth, item.number_format, flag, item.doubtful or bool(asked))


def contradicted(item: Figure) -> Figure:
    """A count of single households below a line that says thousands: it may be either."""
    number = _number(item.written)
    if not number:
        return item
    return Figure(item.written, MISSING, item.number_format, item.flag or "thousands by a lie")


def _free(lines: list[Line]) -> None:
    """Totals of figures that cannot be read are not compared."""
    for line in lines:
        if line.kind != "data":
            for figure in line.figures.values():
                figure.flag = None


def _number(written) -> Decimal | None:
    if isinstance(written, bool):
        return None
    if isinstance(written, int | float):
        return Decimal(str(written))
    digits = str(written).replace("\u00a0", "").replace(".", "").strip()
    return Decimal(digits) if digits.isdigit() else None
