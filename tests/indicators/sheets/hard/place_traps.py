"""Traps in rows of places: each spoils sound lines and says what a correct reading then does."""

import datetime
from decimal import Decimal

from lsdash.lib.text import strip_marks

from . import writing
from .model import MISSING, Figure, Line
from .place_rows import COLUMNS, LOOSE_RATES, RATES, TICKS

DAY = datetime.datetime(2024, 5, 12)  # noqa: DTZ001 - a cell's date has no zone
COUNTS = (
    "1,234", "12,5", "1.2345", "12.34", 1.234, -3, "-5", "khoảng 900", "91%", "912 hộ", "1,234.5",
    "9OO", "~900", "1.23.456", True, DAY, "#DIV/0!", "#REF!", "#N/A", "=1+1", "x", "?", "12/5",
    "1 2 3", "864 (ước)", "chưa có", 12.5, "1.234,5",
)  # fmt: skip
PERCENTS = (
    "1.234", 680, -1, "12.05", "96.1", "#VALUE!", "=A1/B1", True, DAY, "chín mươi", "120,5%",
    "1.2345", "9,5,1", 100.5, "x", "1,5/2",
)  # fmt: skip
MARKS = (1, 0, "đang làm", "?", "#REF!", DAY, 2.5, "=1", "12", "xx")


def bad_cell(form: str, lines: list[Line], rng) -> str:
    """A cell that must be refused, with whatever else its row then leaves uncheckable."""
    line = rng.choice(_uncompared(lines))
    key = rng.choice(list(line.figures))
    if key in TICKS[form]:
        written = rng.choice(MARKS)
    elif key in RATES[form] or key in LOOSE_RATES[form]:
        written = rng.choice(PERCENTS)
    else:
        written = rng.choice(COUNTS)
    line.figures[key] = Figure(written, MISSING, flag=f"bad cell {written!r}")
    return "bad cell"


def percent_format_on_count(form: str, lines: list[Line], rng) -> str:
    line = rng.choice(_uncompared(lines))
    key = "hh_total" if form == "F1" else "commune_total"
    line.figures[key] = Figure(0.5, MISSING, "0%", flag="percent format")
    return "percent format"


def hidden_thousands(form: str, lines: list[Line], rng) -> str:
    line = rng.choice(_uncompared(lines))
    line.figures["hh_total"] = Figure(864000, MISSING, "#,##0,", flag="scaled format")
    return "scaled format"


def part_over_whole(form: str, lines: list[Line], rng) -> str:
    line = _plain(form, lines, rng)
    part, whole = ("poor_hh_em", "poor_hh") if form == "F1" else ("commune_road", "commune_total")
    more = line.figures[whole].truth + rng.randint(1, 40)
    line.figures[part] = Figure(int(more), more, flag="part over whole", doubtful=True)
    if form == "F2":
        # Then its rate no longer fits either.
        for key in ("road_rate", whole):
            line.figures[key].doubtful = True
    line.figures[whole].doubtful = True
    return "part over whole"


def wrong_rate(form: str, lines: list[Line], rng) -> str:
    line = _plain(form, lines, rng)
    rate = rng.choice(list(RATES[form]))
    part, whole = RATES[form][rate]
    true = line.figures[rate].truth
    off = true + rng.choice([Decimal("0.2"), Decimal("-0.5"), Decimal("7.3"), Decimal("0.09")])
    if not 0 <= off <= 100:
        off = true / 2
    line.figures[rate] = Figure(float(off), off, "0.00", flag="wrong rate", doubtful=True)
    for key in (part, whole):
        line.figures[key].doubtful = True
    return "wrong rate"


def fraction_as_rate(form: str, lines: list[Line], rng) -> str:
    """0.9 where 90 is meant, without a % format."""
    line = _plain(form, lines, rng)
    rate = rng.choice(list(RATES[form]))
    fraction = round(float(line.figures[rate].truth) / 100, 4)
    line.figures[rate] = Figure(fraction, MISSING, flag="fraction as rate")
    for key in RATES[form][rate]:
        line.figures[key].doubtful = True
    return "fraction as rate"


def shifted_row(form: str, lines: list[Line], rng) -> str:
    """All figures one column to the right: nothing of the row may be stored."""
    line = _plain(form, lines, rng)
    keys = list(COLUMNS[form])
    written = [line.figures[key].written for key in keys]
    formats = [line.figures[key].number_format for key in keys]
    for at, key in enumerate(keys):
        before = at - 1
        line.figures[key] = Figure(
            written[before] if at else None, MISSING, formats[before] if at else None
        )
    line.flag = "shifted row"
    return "shifted row"


def moved_down(form: str, lines: list[Line]) -> None:
    """From a line on, all figures one row too low; the last stand beside no name."""
    start = len(lines) // 3
    moved = [line.figures for line in lines[start:]]
    last = Line(None, figures=moved[-1], flag="moved down")
    for line, figures in zip(lines[start:], [{}, *moved[:-1]], strict=True):
        line.figures = {
            key: Figure(item.written, MISSING, item.number_format) for key, item in figures.items()
        }
        line.flag = "moved down"
    last.figures = {
        key: Figure(item.written, MISSING, item.number_format) for key, item in moved[-1].items()
    }
    lines.append(last)


def misspelt_name(form: str, lines: list[Line], rng, names) -> str:
    line = rng.choice(lines)
    line.label = writing.misspelt(names[line.area], list(names.values()), rng)
    line.flag, line.code = "misspelt name", None
    return "misspelt name"


def unmarked_name(form: str, lines: list[Line], rng, names) -> str:
    """Without diacritics: read where no other place could be meant, with a warning."""
    line = rng.choice(lines)
    bare = strip_marks(names[line.area])
    if sum(strip_marks(name) == bare for name in names.values()) != 1:
        return "none"
    line.label, line.code = bare, None
    line.figures["hh_total"].doubtful = False
    return "unmarked name"


def stranger(form: str, lines: list[Line], rng, names) -> str:
    """A place of another district among the rows."""
    line = rng.choice(lines)
    line.label, line.flag, line.code = "Xã Không Có Ở Đây", "stranger", None
    return "stranger"


def no_name(form: str, lines: list[Line], rng, names) -> str:
    line = rng.choice(lines)
    line.label, line.flag, line.code = None, "no name", None
    return "no name"


def doubled_row(form: str, lines: list[Line], rng, names) -> str:
    """The same place twice, with other figures: neither may be stored."""
    line = rng.choice(lines)
    twin = Line(names[line.area], line.area, number=99, code=line.code)
    twin.figures = {
        key: Figure(item.written, item.truth, item.number_format)
        for key, item in line.figures.items()
    }
    twin.flag = line.flag = "doubled row"
    lines.append(twin)
    return "doubled row"


def _uncompared(lines: list[Line]) -> list[Line]:
    """The lines in which no figures contradict each other: a bad cell would hide that."""
    return [
        line
        for line in lines
        if not any(
            item.doubtful or item.flag == "fraction as rate" for item in line.figures.values()
        )
        and not line.flag
    ]


def _plain(form: str, lines: list[Line], rng) -> Line:
    """A line that nothing else has been done to, with figures in every cell."""
    plain = [
        line
        for line in lines
        if not line.flag
        and all(
            item.truth is not MISSING
            and item.truth is not None
            and not item.flag
            and not item.doubtful
            for item in line.figures.values()
        )
    ]
    return rng.choice(plain) if plain else _fresh(form, lines, rng)


def _fresh(form: str, lines: list[Line], rng) -> Line:
    from .place_rows import figure, values_of

    line = rng.choice(lines)
    line.flag = None
    values = values_of(form, rng)
    line.figures = {key: figure(form, key, value, rng, "typed") for key, value in values.items()}
    return line


CELL_TRAPS = (
    bad_cell, bad_cell, bad_cell, percent_format_on_count, hidden_thousands, part_over_whole,
    wrong_rate, fraction_as_rate, shifted_row,
)  # fmt: skip
NAME_TRAPS = (misspelt_name, unmarked_name, stranger, no_name, doubled_row)
