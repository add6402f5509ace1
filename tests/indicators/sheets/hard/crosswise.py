"""Reports with a row per indicator: for one district or commune, or with a column per commune."""

from decimal import Decimal

from . import place_traps, writing
from .drawing import NAMES, as_bytes, new_workbook
from .model import MISSING, Figure, HardBook, TrueFigure, Truth
from .place_rows import LOOSE_RATES, RATES, TICKS, figure, values_of
from .thousands import UNITS, in_thousands

LABELS = {
    "F1": [
        ("1", "Tổng số hộ", "hộ", "hh_total"), ("2", "Hộ nghèo", None, None),
        ("-", "Số hộ", "hộ", "poor_hh"), ("-", "Tỷ lệ (%)", "%", "poor_rate"),
        ("", "Trong đó: hộ DTTS", "hộ", "poor_hh_em"),
        ("3", "Đường ô tô đến trung tâm xã được rải nhựa hoặc bê tông", "", "road_paved"),
        ("4", "Hộ sử dụng điện lưới quốc gia và nguồn điện khác phù hợp", None, None),
        ("a", "Số hộ", "hộ", "elec_hh"), ("b", "Tỷ lệ (%)", "%", "elec_rate"),
        ("5", "Trường, lớp học, trạm y tế", None, None),
        ("a", "Tổng số", "công trình", "fac_total"), ("b", "Kiên cố", "công trình", "fac_solid"),
        ("c", "Tỷ lệ kiên cố (%)", "%", "fac_rate"),
    ],
    "F2": [
        ("1", "Tổng số xã", "xã", "commune_total"),
        ("2", "Đường ô tô đến trung tâm xã được rải nhựa hoặc bê tông", None, None),
        ("2.1", "Số xã", "xã", "commune_road"), ("2.2", "Tỷ lệ (%)", "%", "road_rate"),
        ("3", "Tổng số hộ", "hộ", "hh_total"), ("4", "Số hộ nghèo", "hộ", "poor_hh"),
        ("5", "Tỷ lệ hộ nghèo", "%", "poor_rate"),
        ("6", "Tỷ lệ hộ sử dụng điện (%)", "%", "elec_rate"),
        ("7", "Tỷ lệ trường, lớp học, trạm y tế kiên cố (%)", "%", "fac_rate"),
        ("8", "Số xã khu vực III ra khỏi diện đặc biệt khó khăn", "xã", "communes_left"),
    ],
}  # fmt: skip


def make(rng, form: str, cast) -> HardBook:
    """One report with a row per indicator."""
    area = rng.choice(cast.reporting_areas(form))
    truth, traps = Truth(), [f"crosswise {form}"]
    kind = rng.choice(["places", "places", "one", "one", "blocks"])
    if kind == "blocks" and form == "F1":
        return _blocks(area, rng, cast, truth, traps)
    by_place = kind == "places"
    rows = list(cast.rows_of(form, area))
    chosen = rng.sample(rows, min(len(rows), rng.randint(3, 8))) if by_place else [rng.choice(rows)]
    book = new_workbook()
    sheet = book.create_sheet("Biểu")
    line = _title(sheet, area, None if by_place else chosen[0], rng)
    columns = _heading(sheet, line, chosen, by_place, rng)
    style = rng.choice(["typed", "typed", "text"])
    placed = {place.code: _figures(form, rng, style, by_place, traps) for place in chosen}
    last = _rows(sheet, form, line + 1, columns, placed, by_place, truth, rng)
    _closing(sheet, last + 2)
    traps.append("a column per place" if by_place else "one place")
    return HardBook(as_bytes(book), form, area.code, "2024Q3", truth, traps)


def _blocks(area, rng, cast, truth, traps) -> HardBook:
    """A block of rows per commune under its name."""
    book = new_workbook()
    sheet = book.create_sheet("Biểu")
    row = _title(sheet, area, None, rng)
    for at, text in enumerate(("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"), start=1):
        sheet.cell(row, at, text)
    row += 1
    for at, place in enumerate(rng.sample(list(cast.communes[area.code]), 4)):
        sheet.cell(row, 1, ("I", "II", "III", "IV")[at])
        sheet.cell(row, 2, place.name)
        placed = {place.code: _figures("F1", rng, "typed", False, traps)}
        columns = {4: (place.code, "plan"), 5: (place.code, "only")}
        row = _rows(sheet, "F1", row + 1, columns, placed, False, truth, rng)
    _closing(sheet, row + 2)
    traps.append("a block per place")
    return HardBook(as_bytes(book), "F1", area.code, "2024Q3", truth, traps)


def _title(sheet, area, place, rng) -> int:
    named = place.name if place else area.name
    sheet["A1"], sheet["D1"] = f"UBND {area.name.upper()}", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A3"] = f"KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU - {rng.choice([named, named.upper()])}"
    sheet["A4"] = rng.choice(["Quý III năm 2024", "9 tháng năm 2024", "Quý III/2024"])
    return 6


def _heading(sheet, row, chosen, by_place, rng):
    """The columns as (place or None, role) by number; roles: own, added, plan, rate, before."""
    heads = [rng.choice(["TT", "STT"]), rng.choice(["Chỉ tiêu", "Tên chỉ tiêu", "Nội dung"]),
             rng.choice(["ĐVT", "Đơn vị tính"])]  # fmt: skip
    columns = {}
    if by_place:
        for place in chosen:
            heads.append(rng.choice([place.name, writing.with_old_tones(place.name)]))
            columns[len(heads)] = (place.code, "only")
        if rng.random() < 0.5:
            heads.append(rng.choice(["Tổng cộng", "Toàn huyện"]))
    else:
        for text, role in _single(rng):
            heads.append(text)
            columns[len(heads)] = (chosen[0].code, role)
    heads += ["Ghi chú"] if rng.random() < 0.6 else []
    for at, text in enumerate(heads, start=1):
        sheet.cell(row, at, text)
    return columns


def _single(rng):
    plan = [
        (rng.choice(["Kế hoạch năm", "KH năm 2024", "KH giai đoạn", "Kế hoạch năm 2024"]), "plan")
    ]
    own = [
        (
            rng.choice(["Thực hiện kỳ", "Thực hiện quý III", "Kỳ báo cáo", "Thực hiện trong kỳ"]),
            "own",
        )
    ]
    added = [(rng.choice(["Lũy kế", "Lũy kế đến nay", "Luỹ kế từ đầu giai đoạn"]), "added")]
    rate = [(rng.choice(["% so KH", "Tỷ lệ % so với kế hoạch", "% so KH năm"]), "rate")]
    before = [(rng.choice(["Cùng kỳ năm trước", "Kỳ trước"]), "before")]
    kind = rng.random()
    if kind < 0.7:
        return plan + (before if rng.random() < 0.4 else []) + own + added + rate
    return [*plan, (rng.choice(["Thực hiện", "Kết quả thực hiện"]), "only"), *rate]


def _figures(form, rng, style, by_place, traps) -> dict:
    values = values_of(form, rng)
    figures = {key: figure(form, key, value, rng, style) for key, value in values.items()}
    if rng.random() < 0.3:
        key = rng.choice(list(figures))
        bad = (
            rng.choice(place_traps.MARKS) if key in TICKS[form]
            else rng.choice(place_traps.PERCENTS) if key in RATES[form] or key in LOOSE_RATES[form]
            else rng.choice(place_traps.COUNTS)
        )  # fmt: skip
        figures[key] = Figure(bad, MISSING, flag=f"bad cell {bad!r}")
        traps.append("bad cell")
    return figures


def _rows(sheet, form, row, columns, placed, by_place, truth: Truth, rng) -> int:
    for mark, label, unit, key in LABELS[form]:
        sheet.cell(row, 1, mark or None)
        sheet.cell(row, 2, label)
        scaled = _scaled(key, rng)
        sheet.cell(row, 3, scaled or unit)
        for at, (code, role) in columns.items() if key else ():
            item = placed[code][key]
            if scaled and item.truth is not MISSING:
                item = in_thousands(item) if scaled in UNITS else _not_understood(item)
            _cell(sheet, row, at, key, code, role, item, truth, rng)
        row += 1
    return row


def _scaled(key, rng) -> str | None:
    if key not in ("hh_total", "poor_hh") or rng.random() > 0.1:
        return None
    return rng.choice([*UNITS, "trăm hộ", "nghìn người"])


def _not_understood(item: Figure) -> Figure:
    return Figure(item.written, MISSING, flag="unit not understood")


def _cell(sheet, row, at, key, code, role, item: Figure, truth: Truth, rng) -> None:
    is_cumulative = key == "communes_left"
    wanted = role == "only" or ((role == "added") == is_cumulative and role in ("own", "added"))
    cell = sheet.cell(row, at)
    if not wanted:
        cell.value = _beside(item, key, role, rng)
        return
    cell.value = item.written
    if item.number_format:
        cell.number_format = item.number_format
    place = ("Biểu", cell.coordinate)
    if item.flag:
        truth.flags[place] = item.flag
    if item.truth is MISSING:
        return
    truth.records[place] = TrueFigure(code, key, None, item.truth)
    if item.doubtful:
        truth.doubtful.add(place)


def _beside(item: Figure, key, role, rng):
    """Another column's figure, near enough to be taken by mistake."""
    if role in ("plan", "rate"):
        return rng.choice([100, 95, 98.5, 12])
    if isinstance(item.truth, Decimal):
        return float(item.truth) + rng.choice([0, 1, 3])
    return None


def _closing(sheet, row) -> None:
    sheet.cell(row, 2, "Ghi chú: Số liệu tính đến hết quý.")
    sheet.cell(row + 1, 4, "Lạng Sơn, ngày 05 tháng 10 năm 2024")
    sheet.cell(row + 2, 2, "NGƯỜI LẬP BIỂU")
    sheet.cell(row + 6, 2, NAMES[0])
