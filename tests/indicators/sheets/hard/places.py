"""Reports with a row per commune (F1) or per district (F2)."""

from . import place_traps, writing
from .drawing import Style, as_bytes, draw, new_workbook
from .model import MISSING, Figure, HardBook, Line, Truth
from .place_rows import TICKS, line_of, total_line

PERIODS = (
    ("2024Q3", "Quý III năm 2024"),
    ("2024Q3", "9 tháng năm 2024"),
    ("2024Q2", "Quý II/2024"),
    ("2024Q2", "6 tháng đầu năm 2024"),
    ("2023Q4", "Năm 2023"),
    ("2023Q4", "Quý 4 năm 2023"),
    ("2024Q1", "Qúy I - 2024"),
)


def make(rng, form: str, cast) -> HardBook:
    """One workbook of form F1 or F2 with some of the traps."""
    area = rng.choice(cast.reporting_areas(form))
    rows = cast.rows_of(form, area)
    period, words = rng.choice(PERIODS)
    truth, traps = Truth(), []
    if form == "F1" and rng.random() < 0.08:
        return _with_ambiguous_name(rng, cast)
    lines = lines_of(form, area, rows, rng)
    names = {row.code: row.name for row in rows}
    spoil(form, lines, rng, names, traps)
    style = style_of(form, area, words, rng, traps)
    if not traps and rng.random() < 0.15:
        place_traps.moved_down(form, lines)
        traps.append("moved down")
    if _must_reject(style, cast, form, area, rng, traps):
        truth.rejected = traps[-1]
    columns = columns_of(cast.forms[form], style, rng, traps)
    if form == "F1" and "moved down" not in traps and rng.random() < 0.08:
        _swap_columns(lines, rng, traps)
    moved = "moved down" in traps
    arranged = lines if moved else arranged_of(form, lines, rng, traps)
    is_sound = not moved and not any(
        item.flag or item.doubtful for line in lines for item in line.figures.values()
    )
    if is_sound and not style.hidden_keys and not truth.rejected and rng.random() < 0.15:
        columns = _double_a_column(columns, lines, traps)
    if style.header in ("merged", "unmerged") and rng.random() < 0.12:
        units = {column.key: column.unit for column in cast.forms[form].columns}
        style.unit_row = tuple(units.get(key, "hộ") for key, _ in columns)
        traps.append("row of units")
    if style.header == "flat" and rng.random() < 0.15:
        style.repeated_after = len(arranged) // 2
        traps.append("headings repeated")
    book = new_workbook()
    drawn = draw(book, style, columns, arranged, truth)
    # A figure that belongs to two rows leaves nothing to compare a total with.
    if not style.repeated_after and "wrong total" not in traps and rng.random() < 0.12:
        _merge_two(book, style, drawn, truth, rng, traps)
    if form == "F1" and not truth.rejected and rng.random() < 0.08:
        _sheet_of_another_period(book, style, area, columns, arranged, traps)
    _other_sheets(book, rng, traps)
    if truth.rejected:
        truth.records, truth.flags = {}, {}
    return HardBook(as_bytes(book), form, area.code, period, truth, traps)


def _merge_two(book, style, drawn, truth, rng, traps) -> None:
    """One figure over two rows: whose it is nobody can know."""
    sheet = book[style.sheet_name]
    key = rng.choice(["hh_total", "poor_hh"])
    if key in style.hidden_keys or key not in drawn.columns:
        return
    rows = [row for row in drawn.rows if is_plain(drawn, row) and is_plain(drawn, row + 1)]
    if not rows:
        return
    row, column = rng.choice(rows), drawn.columns[key]
    cells = [sheet.cell(at, column).coordinate for at in (row, row + 1)]
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    for cell in cells:
        truth.records.pop((style.sheet_name, cell), None)
        truth.flags[style.sheet_name, cell] = "merged figures"
    traps.append("merged figures")


def is_plain(drawn, row: int) -> bool:
    line = drawn.rows.get(row)
    if line is None or line.kind != "data" or line.flag or line.is_hidden:
        return False
    items = line.figures.values()
    return not any(item.truth is MISSING or item.flag or item.doubtful for item in items)


def _sheet_of_another_period(book, style, area, columns, arranged, traps) -> None:
    other = Style([[(0, f"Biểu 01/DT-H - {area.name} - Quý I năm 2022")]], header="flat")
    other.sheet_name = "Kỳ khác"
    other.label_heading = style.label_heading
    flat = [(key, (" - ".join(path),)) for key, path in columns]
    draw(book, other, flat, [line for line in arranged if line.kind == "data"], Truth())
    traps.append("a sheet of another period")


def _with_ambiguous_name(rng, cast) -> HardBook:
    """A bare "Chi Lăng" in a district that has both a town and a commune of that name."""
    area = next(area for area in cast.districts if area.code == "187")
    rows = cast.rows_of("F1", area)
    truth = Truth()
    lines = lines_of("F1", area, rows, rng)
    for line in lines:
        if line.area in [row.code for row in rows if row.short_name == "Chi Lăng"]:
            line.label, line.flag, line.code = "Chi Lăng", "ambiguous name", None
    style = style_of("F1", area, "Quý III năm 2024", rng, [])
    style.has_codes, style.hidden_keys = False, ()
    book = new_workbook()
    draw(book, style, columns_of(cast.forms["F1"], style, rng, []), lines, truth)
    return HardBook(as_bytes(book), "F1", area.code, "2024Q3", truth, ["ambiguous name"])


def _swap_columns(lines: list[Line], rng, traps) -> None:
    """The figures of two columns stand under each other's heading, in every row."""
    pair = rng.choice([("poor_hh", "poor_hh_em"), ("poor_hh", "poor_rate"),
                       ("hh_total", "poor_hh"), ("fac_total", "fac_solid")])  # fmt: skip
    plain = all(
        line.figures[key].truth not in (MISSING, None) and not line.figures[key].flag
        for line in lines for key in pair
    )  # fmt: skip
    differ = sum(line.figures[pair[0]].written != line.figures[pair[1]].written for line in lines)
    # Figures that already contradict others may agree with them once they are swapped.
    doubted = any(item.doubtful for line in lines for item in line.figures.values())
    if not plain or differ < 5 or doubted or any(line.flag for line in lines):
        return
    for line in lines:
        one, other = (line.figures[key] for key in pair)
        for key, item in zip(pair, (other, one), strict=True):
            # Equal figures stand rightly under either heading.
            truth = item.truth if one.truth == other.truth else MISSING
            line.figures[key] = Figure(item.written, truth, item.number_format)
        for key, item in line.figures.items():
            item.doubtful = True
            if key in pair and one.truth != other.truth:
                item.flag = item.flag or "swapped columns"
    traps.append("swapped columns")


def _double_a_column(columns, lines: list[Line], traps):
    """A second column with the heading of the first: neither may be stored."""
    for line in lines:
        old = line.figures["hh_total"]
        shape = old.number_format
        line.figures["hh_total"] = Figure(old.written, MISSING, shape, flag="doubled column")
        line.figures["again"] = Figure(old.written, MISSING, shape)
    traps.append("doubled column")
    path = dict(columns)["hh_total"]
    return [*columns, ("again", path)]


def lines_of(form: str, area, rows, rng) -> list[Line]:
    style = rng.choice(["typed", "typed", "text", "percent", "mixed"])
    # A name that is also the reporting area's own is asked where the row has no number.
    bare = {area.short_name.lower(): [area]}
    for row in rows:
        bare.setdefault(row.short_name.lower(), []).append(row)
    chosen = list(rows)
    if rng.random() < 0.3:
        rng.shuffle(chosen)
    if rng.random() < 0.2:
        chosen = chosen[: max(6, len(chosen) - rng.randint(1, 4))]
    return [
        line_of(form, row, at, rng, style, is_bare_allowed=len(bare[row.short_name.lower()]) == 1)
        for at, row in enumerate(chosen, start=1)
    ]


def spoil(form, lines, rng, names, traps) -> None:
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
        traps.append(rng.choice(place_traps.CELL_TRAPS)(form, lines, rng))
    if rng.random() < 0.35:
        traps.append(rng.choice(place_traps.NAME_TRAPS)(form, lines, rng, names))
    if rng.random() < 0.15:
        rng.choice([line for line in lines if not line.flag]).is_hidden = True
        traps.append("hidden row")


def style_of(form, area, words, rng, traps) -> Style:
    office = area.name.upper()
    block = [
        [(0, f"UBND {office}"), (4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
        [(0, "PHÒNG DÂN TỘC"), (4, "Độc lập - Tự do - Hạnh phúc")],
        [(2, "BIỂU TỔNG HỢP MỘT SỐ CHỈ TIÊU VÙNG ĐỒNG BÀO DTTS&MN")],
        [(2, words)],
    ]
    line = [[(0, f"Biểu 01/DT-H - {area.name} - {words}")]]
    bare = [[(0, writing.strip_marks(f"BIEU 01 {area.name} {words}").upper())]]
    compared = [[(0, f"{area.name} - {words} (so với cùng kỳ năm 2022)")]]
    title = rng.choice([block, block, line, bare, compared])
    style = Style(title, header=rng.choice(["flat", "merged", "merged", "unmerged", "topped"]))
    style.number_row = rng.choice(["none", "plain", "brackets"])
    style.first_column = rng.choice([1, 1, 1, 2, 3])
    style.has_numbers = rng.random() < 0.85
    style.has_remarks = rng.random() < 0.5
    style.extra_after = ("Số hộ cận nghèo",) if rng.random() < 0.1 else ()
    style.blank_before_rows = rng.random() < 0.1
    style.unit_line = rng.choice([None, None, "Đơn vị tính: hộ", "ĐVT: hộ, %, công trình"])
    style.notes = rng.choice(
        [(), ("Ghi chú: Số liệu tính đến hết quý.", "(*) Số liệu ước thực hiện.")]
    )
    style.has_signature = rng.random() < 0.7
    style.sheet_name = rng.choice(["Biểu 01", "Sheet1", "B1", "Quý báo cáo"])
    if form == "F2":
        style.label_heading = rng.choice(["Huyện, thành phố", "Đơn vị", "Tên huyện"])
    else:
        style.label_heading = rng.choice(["Xã, phường, thị trấn", "Tên xã", "Đơn vị", "Địa bàn"])
        style.has_codes = rng.random() < 0.15
    # What is compared with a hidden figure cannot be told wrong.
    compared = {"wrong rate", "fraction as rate", "part over whole", "shifted row"}
    if rng.random() < 0.1 and compared.isdisjoint(traps):
        style.hidden_keys = (rng.choice(["hh_total", "poor_rate"]),)
        traps.append("hidden column")
    return style


def _must_reject(style: Style, cast, form, area, rng, traps) -> bool:
    """Another area's or period's title, or a unit line that nothing of the form can be in."""
    kind = rng.random()
    if kind > 0.09:
        return False
    if kind < 0.03 and form == "F1":
        other = rng.choice([one for one in cast.districts if one.code != area.code])
        style.title = [[(0, f"UBND {other.name.upper()}")], *style.title[-1:]]
        style.title = [[(0, f"Biểu 01 - {other.name} - Quý III năm 2024")]]
        traps.append("another area")
    elif kind < 0.06:
        style.title = [[(0, f"Biểu 01 - {area.name} - Quý I năm 2021")]]
        traps.append("another period")
    else:
        words = rng.choice(["Đơn vị tính", "ĐVT", "Đơn vị"])
        unit = rng.choice(["trăm hộ", "nghìn người", "nghìn", "nghìn hộ, hộ", "chục hộ"])
        style.unit_line = f"{words}: {unit}"
        traps.append("unit not understood")
    return True


def columns_of(form, style: Style, rng, traps):
    columns = [(column.key, tuple(column.header.split("|"))) for column in form.columns]
    if rng.random() < 0.1 and style.header == "flat" and "shifted row" not in traps:
        rng.shuffle(columns)
        traps.append("columns in another order")
    if style.header == "flat" and rng.random() < 0.3:
        columns = [
            (key, tuple(writing.heading(text, rng) for text in path)) for key, path in columns
        ]
    if rng.random() < 0.15:
        at = rng.randrange(len(columns))
        key, path = columns[at]
        marks = [" (*)", " (1)", "*", *([" (hộ)"] if key in ("hh_total", "poor_hh") else [])]
        columns[at] = (key, (*path[:-1], path[-1] + rng.choice(marks)))
        traps.append("footnote in a heading")
    if rng.random() < 0.06 and "shifted row" not in traps:
        columns = [pair for pair in columns if pair[0] not in ("poor_rate", "elec_rate")]
        traps.append("missing rates")
    return columns


def arranged_of(form: str, lines: list[Line], rng, traps) -> list[Line]:
    """The lines with totals, subtotals and groups between them."""
    _renumber(lines, rng)
    kind = rng.choice(["none", "last", "last", "first", "groups", "headings"])
    fits = not any(item.flag or line.flag for line in lines for item in line.figures.values())
    if kind in ("groups", "headings") and len(lines) >= 6:
        return _grouped(form, lines, rng, kind)
    if kind == "none" or not fits:
        return lines if kind == "none" else [*lines, Line(total_label(rng), kind="total")]
    total = total_line(form, total_label(rng), lines, "total")
    if rng.random() < 0.1:
        for key in total.figures:
            flag = None if key in TICKS[form] else "total without result"
            total.figures[key] = Figure("=SUM(D4:D9)", MISSING, flag=flag)
        traps.append("total without result")
    elif rng.random() < 0.15:
        key = rng.choice([key for key in total.figures if key not in TICKS[form]])
        total.figures[key].written += rng.randint(1, 500)
        total.figures[key].flag = "wrong total"
        traps.append("wrong total")
    return [total, *lines] if kind == "first" else [*lines, total]


def total_label(rng) -> str:
    return rng.choice(["Tổng cộng", "TỔNG SỐ", "Toàn huyện", "Cộng", "TỔNG CỘNG:", "Tổng"])


def _renumber(lines: list[Line], rng) -> None:
    kind = rng.random()
    for at, line in enumerate(lines, start=1):
        if kind < 0.1:
            line.number = rng.choice([at, at + 5, 1])
        elif kind < 0.2:
            line.number = f"{at}." if kind < 0.15 else str(at)


def _grouped(form: str, lines: list[Line], rng, kind: str) -> list[Line]:
    arranged, size = [], max(2, len(lines) // 3)
    for at, start in enumerate(range(0, len(lines), size)):
        roman = ("I", "II", "III", "IV", "V", "VI")[at]
        label = rng.choice([f"Khu vực {roman}", f"Các xã khu vực {roman}", f"Vùng {roman}"])
        group = Line(label, kind="group", number=roman)
        arranged += [group, *lines[start : start + size]]
    return arranged


def _other_sheets(book, rng, traps) -> None:
    if rng.random() < 0.25:
        other = book.create_sheet("Danh mục")
        other["A1"], other["A2"], other["B2"] = "Danh mục", "Xã A", 5
        traps.append("another sheet")
    if rng.random() < 0.15:
        hidden = book.create_sheet("Nháp")
        hidden["A1"], hidden.sheet_state = "x", "hidden"
    if rng.random() < 0.15:
        book.create_sheet("Sheet9")
