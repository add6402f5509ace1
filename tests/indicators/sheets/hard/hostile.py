"""What a clerk does to a sheet without meaning harm: one such thing to each sound book."""

from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils import get_column_letter

from . import places
from .drawing import Drawn, Style, as_bytes, draw, new_workbook
from .model import MISSING, NIL, Figure, HardBook, Line, Truth
from .place_rows import LOOSE_RATES, RATES, TICKS

BAD_COUNTS = (
    "'864", "864'", "８６４", "(864)", "864đ", "864*", "864 (1)", "864/912", "1e3", "٨٦٤", "½",
    "1’234", "1'234", "8 64", "86 4 12", "864.", "l23", "O", "864 + 12", "--864", "12.345.6",
    "864;912", "864\n912", "≈864", ">864", "1.2.3", "864 hộ", "０", "x864", "864%",
)  # fmt: skip
BAD_RATES = (
    "９６,１", "(9,49)", "9,49 %%", "9,49/100", "9,49'", "'9,49", "949%", "9.490", "-9,49%",
    "9,4 9,5", "9 phần trăm", "~9,49", "9,49 ‰", "0,1,2", "9;49",
)  # fmt: skip
TOTALS = (
    "Cộng", "CỘNG:", "Cộng (1+2+3)", "Tổng cộng (I+II)", "Cộng toàn huyện", "Tổng cộng toàn huyện",
    "TỔNG SỐ:", "Tổng cộng:", "Cộng chung", "Tổng hợp toàn huyện", "CỘNG TỔNG", "Cộng các xã",
    "Tổng cộng các xã, thị trấn", "Tổng số toàn huyện", "Tổng (22 xã)", "Cộng dồn",
)  # fmt: skip
STALE = (
    "(năm 2019)", "(kế hoạch)", "(KH năm)", "(cùng kỳ năm trước)", "(kỳ trước)", "(đầu kỳ)",
    "(năm 2020)", "(31/12/2019)", "(chỉ tiêu giao)", "(so với cùng kỳ)", "(dự kiến)",
    "(tăng, giảm)",
)  # fmt: skip
FOREIGN_UNITS = ("(người)", "(khẩu)", "(%)", "(trăm hộ)", "(triệu đồng)", "(thôn)")
OWN_UNITS = {"hh_total": "(hộ)", "poor_hh": "(ĐVT: hộ)", "fac_total": "(công trình)",
             "elec_hh": "(hộ gia đình)", "commune_total": "(xã)"}  # fmt: skip


@dataclass
class Making:
    """A book while it is made."""

    form: str
    area: object
    names: dict
    period: str
    rng: object
    lines: list[Line]
    style: Style
    columns: list
    truth: Truth = field(default_factory=Truth)
    drawn: Drawn | None = None
    sheet: object = None
    kind: str = "none"
    rest: list[Line] = field(default_factory=list)

    def doubt(self) -> None:
        """Nothing that a reader refuses here is its fault."""
        for line in self.lines:
            for item in line.figures.values():
                item.doubtful = True

    def counts(self) -> list[str]:
        rates = (*RATES[self.form], *LOOSE_RATES[self.form], *TICKS[self.form])
        return [key for key in self.lines[0].figures if key not in rates]

    def places(self) -> list[tuple[str, str]]:
        """Every drawn cell of data."""
        return [
            (self.style.sheet_name, f"{get_column_letter(self.drawn.columns[key])}{row}")
            for row, line in self.drawn.rows.items() if line.kind == "data"
            for key in line.figures if key in self.drawn.columns
        ]  # fmt: skip


def make(rng, form: str, cast) -> HardBook:
    """A sound report with one trap, or two that do not meet."""
    area = rng.choice(cast.reporting_areas(form))
    rows = cast.rows_of(form, area)
    period, words = rng.choice(places.PERIODS)
    lines = places.lines_of(form, area, rows, rng)
    style = places.style_of(form, area, words, rng, ["wrong rate"])
    columns = [(column.key, tuple(column.header.split("|"))) for column in cast.forms[form].columns]
    making = Making(form, area, {row.code: row.name for row in rows}, period, rng, lines, style,
                    columns)  # fmt: skip
    before, after = rng.choice(TRAPS)
    name = (before or after).__name__.strip("_").replace("_", " ")
    if before:
        before(making)
    arranged = making.lines
    if making.kind == "none" and rng.random() < 0.4 and not any(line.flag for line in lines):
        arranged = _with_total(making)
    book = new_workbook()
    making.drawn = draw(book, making.style, making.columns, arranged, making.truth)
    making.sheet = book[making.style.sheet_name]
    if after:
        after(making)
    if making.truth.rejected:
        making.truth.records, making.truth.flags = {}, {}
    return HardBook(as_bytes(book), form, area.code, period, making.truth, [f"hostile: {name}"])


def _with_total(making: Making) -> list[Line]:
    figures = [item for line in making.lines for item in line.figures.values()]
    if any(item.flag or item.doubtful for item in figures):
        return making.lines
    total = places.total_line(making.form, making.rng.choice(TOTALS), making.lines, "total")
    return [*making.lines, total] if making.rng.random() < 0.7 else [total, *making.lines]


# Before drawing.


def totals_by_odd_names(making: Making) -> None:
    total = places.total_line(making.form, making.rng.choice(TOTALS), making.lines, "total")
    making.lines = [*making.lines, total] if making.rng.random() < 0.5 else [total, *making.lines]
    making.kind = "total"


def odd_numbers(making: Making) -> None:
    """Full-width digits, apostrophes, parentheses: none of them a number to store."""
    rng = making.rng
    for line in rng.sample(making.lines, min(3, len(making.lines))):
        key = rng.choice([key for key in line.figures if key not in TICKS[making.form]])
        bad = rng.choice(BAD_COUNTS if key in making.counts() else BAD_RATES)
        line.figures[key] = Figure(bad, MISSING, flag=f"bad cell {bad!r}")


def blanks_around_numbers(making: Making) -> None:
    """Blanks of every kind around and between: clean."""
    for line in making.lines:
        for key in making.counts():
            item = line.figures[key]
            if not isinstance(item.truth, Decimal) or isinstance(item.written, float):
                continue
            digits = f"{int(item.truth):,}".replace(",", making.rng.choice([".", "\u00a0", " "]))
            around = making.rng.choice(["{} ", " {}", "\u00a0{}\u00a0", "\u200b{}", "{}\t", "{}\n"])
            item.written, item.number_format = around.format(digits), None


def negatives_in_parentheses(making: Making) -> None:
    line = making.rng.choice(making.lines)
    key = making.rng.choice(making.counts())
    line.figures[key] = Figure(-5, MISSING, "#,##0;(#,##0)", flag="negative")


def fractions_in_a_column(making: Making) -> None:
    """All of a rate's column as fractions without a % format."""
    rates = [*RATES[making.form], *LOOSE_RATES[making.form]]
    rate = making.rng.choice(rates)
    for line in making.lines:
        item = line.figures[rate]
        if item.truth is MISSING or not item.truth:
            continue
        stated = float(round(item.truth / 100, making.rng.choice([4, 4, 3])))
        line.figures[rate] = Figure(stated, MISSING, flag="fraction in a column")
        for key in RATES[making.form].get(rate, ()):
            line.figures[key].doubtful = True


def codes_in_names(making: Making) -> None:
    way = making.rng.choice(["{c} {n}", "{c} - {n}", "{c}. {n}", "({c}) {n}", "{n} ({c})",
                             "{n} - {c}", "{c}_{n}", "{c}: {n}"])  # fmt: skip
    for line in making.lines:
        line.label = way.format(c=line.area, n=making.names[line.area])
    making.style.has_codes = False


def code_against_name(making: Making) -> None:
    codes_in_names(making)
    line, other = making.rng.sample(making.lines, 2)
    line.label = f"{other.area} {making.names[line.area]}"
    line.flag = "code against name"


def swapped_columns(making: Making) -> None:
    pair = making.rng.choice(
        [("poor_rate", "elec_rate"), ("poor_rate", "fac_rate"), ("hh_total", "fac_total"),
         ("poor_hh", "fac_total"), ("poor_hh", "elec_hh")]
        if making.form == "F1" else [("hh_total", "poor_hh"), ("commune_total", "hh_total")]
    )  # fmt: skip
    making.doubt()
    for line in making.lines:
        one, two = (line.figures[key] for key in pair)
        if one.truth == two.truth:
            continue
        is_told = MISSING not in (one.truth, two.truth) and NIL not in (one.truth, two.truth)
        for key, item in zip(pair, (two, one), strict=True):
            truth = MISSING
            flag = "swapped columns" if is_told and item.written is not None else None
            line.figures[key] = Figure(item.written, truth, item.number_format, flag)
    making.style.hidden_keys = ()


def same_row_again(making: Making) -> None:
    """A row copied as it is, perhaps twice."""
    line = making.rng.choice(making.lines)
    line.flag = "same row again"
    for _ in range(making.rng.choice([1, 1, 2])):
        figures = {key: Figure(i.written, MISSING, i.number_format) for key, i in
                   line.figures.items()}  # fmt: skip
        twin = Line(line.label, line.area, number=line.number, code=line.code, figures=figures,
                    flag="same row again")  # fmt: skip
        making.lines.insert(making.rng.randrange(len(making.lines)), twin)


def hidden_columns(making: Making) -> None:
    keys = [key for key, _ in making.columns]
    making.style.hidden_keys = tuple(making.rng.sample(keys, making.rng.randint(1, 4)))


def stale_heading(making: Making) -> None:
    """The only column of a measure says that it is another year's, or the plan's."""
    key = making.rng.choice(making.counts())
    words = making.rng.choice(STALE)
    making.columns = [
        (name, (*path[:-1], f"{path[-1]} {words}")) if name == key else (name, path)
        for name, path in making.columns
    ]
    _withheld(making, key, f"stale heading {words}")


def foreign_unit(making: Making) -> None:
    """A heading in a unit that is not the measure's."""
    key = making.rng.choice([k for k in ("hh_total", "poor_hh", "elec_hh") if k in
                             making.lines[0].figures])  # fmt: skip
    words = making.rng.choice(FOREIGN_UNITS)
    making.columns = [
        (name, (*path[:-1], f"{path[-1]} {words}")) if name == key else (name, path)
        for name, path in making.columns
    ]
    _withheld(making, key, f"foreign unit {words}")


def own_units(making: Making) -> None:
    between = making.rng.choice([" ", "\n"])
    making.columns = [
        (key, (*path[:-1], f"{path[-1]}{between}{OWN_UNITS[key]}") if key in OWN_UNITS else path)
        for key, path in making.columns
    ]


def _withheld(making: Making, key: str, flag: str) -> None:
    for line in making.lines:
        item = line.figures[key]
        said = flag if item.truth not in (MISSING, NIL) else None
        line.figures[key] = Figure(item.written, MISSING, item.number_format, said)
    making.kind = "no total"


def last_year_beside(making: Making) -> None:
    """A column of another year next to the period's own."""
    year = making.rng.choice(["năm 2019", "(năm 2019)", "cùng kỳ năm 2020", "(cùng kỳ năm trước)"])
    columns = []
    for key, path in making.columns:
        columns.append((key, path))
        if key == "hh_total":
            columns.append(("earlier", (f"{path[-1]} {year}",)))
    making.columns = columns
    for line in making.lines:
        line.figures["earlier"] = Figure(making.rng.randint(100, 900), MISSING)
    making.kind = "no total"


def villages_between(making: Making) -> None:
    for _ in range(making.rng.choice([1, 2])):
        figures = {key: Figure(i.written, MISSING, i.number_format) for key, i in
                   making.lines[0].figures.items()}  # fmt: skip
        name = making.rng.choice(["Thôn Nà Lốc", "Thôn Bản Châu", "- Khối phố 3", "Thôn Khau Ràng"])
        village = Line(name, figures=figures, flag="village")
        if any(i.written not in (None, "…", "...", "  ", "….") for i in figures.values()):
            making.lines.insert(making.rng.randrange(1, len(making.lines)), village)


def stale_sheet_name(making: Making) -> None:
    """The tab still carries another quarter's name."""
    making.style.sheet_name = making.rng.choice(["Quý I năm 2020", "Q2-2021", "Quý 4-2019"])
    making.doubt()


def headings_on_every_page(making: Making) -> None:
    making.style.repeated_after = max(2, len(making.lines) // 3)
    making.style.header = making.rng.choice(["flat", "merged", "unmerged", "topped"])


# After drawing.


def name_over_two_rows(making: Making) -> None:
    """One name merged over two rows of figures."""
    at = making.style.first_column + making.style.has_numbers
    rows = sorted(row for row, line in making.drawn.rows.items() if line.kind == "data")
    pairs = [row for row in rows if row + 1 in rows and not making.drawn.rows[row].is_hidden]
    row = making.rng.choice(pairs)
    making.sheet.cell(row + 1, at).value = None
    making.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=at, end_column=at)
    if making.style.has_codes:
        making.sheet.cell(row + 1, at + 1).value = None
    for place in making.places():
        if int(place[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) in (row, row + 1):
            making.truth.records.pop(place, None)
    for number in (row, row + 1):
        making.truth.flags[making.style.sheet_name, f"A{number}"] = "name over two rows"
        making.truth.flagged_rows.add((making.style.sheet_name, number))


def figure_over_two_columns(making: Making) -> None:
    """Two figures of a row merged into one."""
    columns = making.drawn.columns
    pairs = [(a, b) for a, b in (("hh_total", "poor_hh"), ("fac_total", "fac_solid"),
             ("commune_total", "commune_road")) if a in columns and b in columns
             and columns[b] == columns[a] + 1
             and not {a, b} & set(making.style.hidden_keys)]  # fmt: skip
    rows = [row for row, line in making.drawn.rows.items() if places.is_plain(making.drawn, row)]
    if not pairs or not rows:
        return
    (one, two), row = making.rng.choice(pairs), making.rng.choice(rows)
    cells = [making.sheet.cell(row, columns[key]).coordinate for key in (one, two)]
    making.sheet.merge_cells(f"{cells[0]}:{cells[1]}")
    for cell in cells:
        making.truth.records.pop((making.style.sheet_name, cell), None)
        making.truth.flags[making.style.sheet_name, cell] = "figure over two columns"


def second_table_of_the_rest(making: Making) -> None:
    """Half of the places below, under headings of their own."""
    _second_table(making, title=making.rng.choice([None, "Bảng 2", "Tiếp theo"]), is_stale=False)


def second_table_of_another_quarter(making: Making) -> None:
    title = making.rng.choice(["Quý I năm 2020", "Số liệu quý II/2021", "Năm 2019"])
    _second_table(making, title=title, is_stale=True)


def second_table_in_another_order(making: Making) -> None:
    keys = list(making.drawn.columns)
    making.rng.shuffle(keys)
    paths, first = dict(making.columns), min(making.drawn.columns.values())
    making.columns = [(key, paths[key]) for key in keys]
    making.drawn.columns = {key: first + at for at, key in enumerate(keys)}
    for key in making.style.hidden_keys:
        at = get_column_letter(making.drawn.columns[key])
        making.sheet.column_dimensions[at].hidden = False
    making.style.hidden_keys = ()
    _second_table(making, title=making.rng.choice([None, "Bảng 2"]), is_stale=False)


def some_places_kept(making: Making) -> None:
    """Three places stand only in another table below."""
    making.lines, making.rest = making.lines[:-3], making.lines[-3:]
    making.kind = "no total"


def other_columns_of_the_rest(making: Making) -> None:
    _other_table(making, making.rest)


def _second_table(making: Making, *, title: str | None, is_stale: bool) -> None:
    half = len(making.lines) // 2
    # The first table is drawn already: the second takes its lower half away.
    rows = sorted(making.drawn.rows)
    data = [row for row in rows if making.drawn.rows[row].kind == "data"]
    moved = [making.drawn.rows[row] for row in data[half:]]
    first, sheet, name = data[half], making.sheet, making.style.sheet_name
    for row in range(first, sheet.max_row + 1):
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(row, column)
            if type(cell).__name__ != "MergedCell":
                cell.value, cell.number_format = None, "General"
        making.truth.flags = {p: f for p, f in making.truth.flags.items() if _row(p) != row}
        sheet.row_dimensions[row].hidden = False
    making.truth.records = {p: t for p, t in making.truth.records.items() if _row(p) < first}
    making.truth.doubtful = {p for p in making.truth.doubtful if _row(p) < first}
    for row in rows:
        if row < first and making.drawn.rows[row].kind != "data":
            making.truth.flags = {p: f for p, f in making.truth.flags.items() if _row(p) != row}
    row = first + making.rng.choice([0, 1, 2])
    if title:
        sheet.cell(row, making.style.first_column + making.rng.choice([0, 1, 2]), title)
        row += making.rng.choice([1, 2])
    _draw_again(making, row, moved, is_stale=is_stale)
    making.truth.flags = {
        p: f for p, f in making.truth.flags.items() if p[0] != name or _row(p) < first or is_stale
    }


def _draw_again(making: Making, row: int, moved: list[Line], *, is_stale: bool) -> None:
    from . import drawing

    style, truth = making.style, Truth()
    front = [style.number_heading] if style.has_numbers else []
    front += [style.label_heading] if style.has_labels else []
    front += [style.code_heading] if style.has_codes else []
    back = [*style.extra_after, *(["Ghi chú"] if style.has_remarks else [])]
    paths = [path for _, path in making.columns]
    row = drawing._header(making.sheet, style, row, style.first_column, front, paths, back)
    for line in moved:
        line.is_hidden = False
        drawing._line(
            making.sheet, style, row, style.first_column, line, making.drawn.columns, truth
        )
        row += 1
    if is_stale:
        making.truth.flags |= dict.fromkeys(truth.records, "another quarter's table")
    else:
        making.truth.records |= truth.records
        making.truth.heard |= truth.records.keys()
        making.truth.doubtful |= truth.records.keys()


def _row(place: tuple[str, str]) -> int:
    return int(place[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def other_columns_below(making: Making) -> None:
    """The same places again below, with columns of another table."""
    _other_table(making, making.lines[:6])


def _other_table(making: Making, lines: list[Line]) -> None:
    sheet, style = making.sheet, making.style
    row, start = sheet.max_row + 3, style.first_column
    names = ["Số thôn", "Số khẩu", "Số cán bộ", "Số lớp xóa mù chữ"]
    front = (["STT"] if style.has_numbers else []) + [style.label_heading]
    for offset, text in enumerate([*front, *names]):
        sheet.cell(row, start + offset, text)
    for at, line in enumerate(lines, start=1):
        row += 1
        if style.has_numbers:
            sheet.cell(row, start, at)
        sheet.cell(row, start + style.has_numbers, line.label)
        making.truth.flagged_rows.add((style.sheet_name, row))
        making.truth.flags[style.sheet_name, f"A{row}"] = "another table"
        for offset in range(len(names)):
            sheet.cell(row, start + len(front) + offset, making.rng.randint(1, 60))


def sheet_name_flag(making: Making) -> None:
    making.truth.flags[making.style.sheet_name, "A1"] = "stale sheet name"


TRAPS = (
    (totals_by_odd_names, None), (odd_numbers, None), (odd_numbers, None),
    (blanks_around_numbers, None), (negatives_in_parentheses, None),
    (fractions_in_a_column, None), (codes_in_names, None), (code_against_name, None),
    (swapped_columns, None), (same_row_again, None), (hidden_columns, None),
    (stale_heading, None), (stale_heading, None), (foreign_unit, None), (own_units, None),
    (last_year_beside, None), (villages_between, None), (stale_sheet_name, sheet_name_flag),
    (headings_on_every_page, None), (None, name_over_two_rows), (None, figure_over_two_columns),
    (None, second_table_of_the_rest),
    (None, second_table_of_another_quarter), (None, other_columns_below),
    (some_places_kept, other_columns_of_the_rest), (None, second_table_in_another_order),
)  # fmt: skip
