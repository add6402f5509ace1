"""Reports with a row per project (F3): capital planned and disbursed."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from . import writing
from .drawing import Style, as_bytes, draw, new_workbook
from .model import MISSING, NIL, Figure, HardBook, Line, Truth

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
AMOUNTS = ("plan_total", "plan_central", "plan_local", "plan_year", "disb_year")
FACTORS = {"triệu đồng": Decimal(1), "đồng": Decimal("0.000001"), "nghìn đồng": Decimal("0.001"),
           "tỷ đồng": Decimal(1000)}  # fmt: skip
DAY = datetime.datetime(2024, 5, 12)  # noqa: DTZ001 - a cell's date has no zone
BAD = (
    "14.202", "17,851", "1,234.5", "1.2345", "12.34", "~500", "#DIV/0!", "#REF!", "=1+1", True,
    DAY, -5, "-5", "chưa giao", "500 tr", "x", "1.23.456", "45%",
)  # fmt: skip
BAD_RATES = ("1.234", 180, -1, "12.05", "#VALUE!", "=A1/B1", True, "chín mươi", "x")


def make(rng, form: str, cast) -> HardBook:
    """One capital report with some of the traps."""
    area = rng.choice(cast.reporting_areas("F1"))
    period, words = rng.choice([("2024Q3", "quý III năm 2024"), ("2024Q2", "quý II/2024"),
                                ("2023Q4", "quý IV năm 2023")])  # fmt: skip
    truth, traps = Truth(), []
    unit = rng.choice(["triệu đồng"] * 4 + ["đồng", "nghìn đồng", "tỷ đồng"])
    style = rng.choice(["typed", "typed", "text"])
    lines = _lines(cast.forms["F3"], unit, style, rng)
    _spoil(lines, unit, style, rng, traps)
    look = _look(area, words, unit, period, rng, truth, traps)
    arranged = _arranged(lines, rng, traps)
    for line in arranged:
        line.area = area.code
    book = new_workbook()
    columns = [(c.key, _path(c.header, period, rng)) for c in cast.forms["F3"].columns]
    draw(book, look, columns, arranged, truth)
    if truth.rejected:
        truth.records, truth.flags = {}, {}
    return HardBook(as_bytes(book), "F3", area.code, period, truth, traps)


def _path(header: str, period: str, rng) -> tuple[str, ...]:
    path = header.split("|")
    if path[0] == "Kế hoạch vốn năm" and rng.random() < 0.4:
        path[0] += f" {period[:4]}"
    if path[0] == "Lũy kế giải ngân" and rng.random() < 0.3:
        path[0] += f" đến hết quý {('I', 'II', 'III', 'IV')[int(period[-1]) - 1]} năm {period[:4]}"
    return tuple(path)


def _lines(form, unit, style, rng) -> list[Line]:
    with_parts = rng.random() < 0.3
    lines = []
    for component in form.components:
        if component.parent_code and not with_parts:
            continue
        if rng.random() < 0.1 and not with_parts:
            continue
        lines.append(_line(component, unit, style, rng))
    for line in lines:
        parts = [part for part in lines if part.dim.startswith(f"{line.dim}.")]
        if parts:
            line.figures = figures(_added(parts), unit, style, rng)
    return lines


def _added(parts) -> dict:
    """A project's amounts: the sum of its sub-projects."""
    total = {
        key: sum((part.figures[key].truth or Decimal(0) for part in parts), Decimal(0))
        for key in AMOUNTS
    }
    rate = (total["disb_year"] / total["plan_year"] * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return total | {"disb_rate": rate}


def _line(component, unit, style, rng) -> Line:
    project, _, part = component.code.partition(".TDA")
    at = int(project.removeprefix("DA"))
    name = rng.choice([component.name, *component.aliases])
    called = f"Tiểu dự án {part}" if part else f"Dự án {at}"
    label = rng.choice([f"{called}: {name}", f"{called}: {name}", f"{called} - {name}", called,
                        f"{called}. {name}", f"{called}: {name}".upper()])  # fmt: skip
    if part:
        label = rng.choice([label, f"{called}, Dự án {at}: {name}", f"- {called}: {name}"])
    number = (
        rng.choice([ROMAN[at - 1], at]) if not part else rng.choice([None, f"{at}.{part}", "-"])
    )
    line = Line(label, dim=component.code, number=number)
    line.figures = figures(values(rng), unit, style, rng)
    if rng.random() < 0.05:
        line.figures["disb_year"] = Figure("-", NIL)
        line.figures["disb_rate"] = Figure(None, MISSING)
    return line


def values(rng) -> dict:
    """True amounts in million VND."""
    central, local = Decimal(rng.randint(20000, 400000)) / 10, Decimal(rng.randint(0, 40000)) / 10
    year = Decimal(rng.randint(3000, 90000)) / 10
    spent = (year * rng.randint(5, 100) / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    rate = (spent / year * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {"plan_total": central + local, "plan_central": central, "plan_local": local,
            "plan_year": year, "disb_year": spent, "disb_rate": rate}  # fmt: skip


def figures(true: dict, unit, style, rng) -> dict:
    written = {}
    for key in AMOUNTS:
        shown = true[key] / FACTORS[unit]
        written[key] = Figure(_amount(shown, unit, style, rng), true[key])
    shown, number_format = writing.rate(true["disb_rate"], rng, style=style)
    written["disb_rate"] = Figure(shown, true["disb_rate"], number_format)
    return written


def _amount(shown: Decimal, unit, style, rng):
    if style == "text":
        return writing.number(shown, rng, style="text")
    return writing.number(shown, rng, style="typed")


def _spoil(lines, unit, style, rng, traps) -> None:
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        traps.append(rng.choice(TRAPS)(lines, unit, style, rng))
    if rng.random() < 0.1:
        rng.choice([line for line in lines if not line.flag]).is_hidden = True
        traps.append("hidden row")


def _bad_amount(lines, unit, style, rng) -> str:
    line, key = rng.choice(_uncompared(lines)), rng.choice(AMOUNTS)
    bad = rng.choice(BAD)
    if bad in ("14.202", "17,851") and (style == "text" or unit == "đồng"):
        bad = "1,234.5"
    line.figures[key] = Figure(bad, MISSING, flag=f"bad amount {bad!r}")
    return "bad amount"


def _bad_rate(lines, unit, style, rng) -> str:
    bad = rng.choice(BAD_RATES)
    rng.choice(_uncompared(lines)).figures["disb_rate"] = Figure(
        bad, MISSING, flag=f"bad rate {bad!r}"
    )
    return "bad rate"


def _uncompared(lines):
    """The lines in which no figures contradict each other: a bad cell would hide that."""
    return [line for line in lines if not any(item.doubtful for item in line.figures.values())]


def _plain(lines, rng):
    plain = [
        line
        for line in lines
        if not line.flag
        and all(
            item.truth is not MISSING
            and item.truth is not None
            and not item.doubtful
            and not item.flag
            for item in line.figures.values()
        )
    ]
    return rng.choice(plain) if plain else None


def _wrong_sum(lines, unit, style, rng) -> str:
    line = _plain(lines, rng)
    if line is None:
        return "none"
    more = line.figures["plan_total"].truth + rng.randint(1, 90)
    shown = _amount(more / FACTORS[unit], unit, style, rng)
    line.figures["plan_total"] = Figure(shown, more, flag="wrong sum", doubtful=True)
    for key in ("plan_central", "plan_local"):
        line.figures[key].doubtful = True
    return "wrong sum"


def _wrong_rate(lines, unit, style, rng) -> str:
    line = _plain(lines, rng)
    if line is None:
        return "none"
    off = line.figures["disb_rate"].truth * Decimal("0.9") + Decimal("0.5")
    off = off.quantize(Decimal("0.01"))
    if abs(off - line.figures["disb_rate"].truth) < Decimal("0.1"):
        off += 1
    line.figures["disb_rate"] = Figure(float(off), off, "0.00", flag="wrong rate", doubtful=True)
    for key in ("disb_year", "plan_year"):
        line.figures[key].doubtful = True
    return "wrong rate"


def _overspent(lines, unit, style, rng) -> str:
    """More disbursed than planned may be carried over: read, with a warning."""
    line = _plain(lines, rng)
    if line is None:
        return "none"
    more = line.figures["plan_year"].truth + rng.randint(1, 500)
    shown = _amount(more / FACTORS[unit], unit, style, rng)
    line.figures["disb_year"] = Figure(shown, more, flag="overspent")
    line.figures["disb_rate"] = Figure(None, MISSING)
    return "overspent"


def _conflict(lines, unit, style, rng) -> str:
    """The number of one project with the name of another."""
    projects = [line for line in lines if line.dim in COMMON and "." not in line.dim]
    projects = [line for line in projects if not line.flag]
    if len(projects) < 2:
        return "none"
    line, other = rng.sample(projects, 2)
    name = COMMON[other.dim]
    line.label, line.flag = f"Dự án {line.dim.removeprefix('DA')}: {name}", "number against name"
    return "number against name"


def _doubled(lines, unit, style, rng) -> str:
    # A row that is refused for its name does not contradict another with its number.
    fit = [line for line in lines if "." not in line.dim and line.flag != "number against name"]
    line = rng.choice(fit)
    twin = Line(f"Dự án {line.dim.removeprefix('DA')}", dim=line.dim, number=line.number)
    twin.figures = figures(values(rng), unit, "typed", rng)
    twin.flag = line.flag = "doubled project"
    lines.append(twin)
    return "doubled project"


def _unknown(lines, unit, style, rng) -> str:
    label = rng.choice(["Dự án 11: Dự án không có trong Chương trình", "Mô hình nuôi dê sinh sản"])
    new = Line(label, dim="?", number=11, figures=figures(values(rng), unit, "typed", rng))
    new.flag = "unknown project"
    lines.append(new)
    return "unknown project"


TRAPS = (
    _bad_amount, _bad_amount, _bad_amount, _bad_rate, _wrong_sum, _wrong_rate, _overspent,
    _conflict, _doubled, _unknown,
)  # fmt: skip


def _look(area, words, unit, period, rng, truth, traps) -> Style:
    title = [[(0, f"UBND {area.name.upper()}"), (3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
             [(0, "PHÒNG DÂN TỘC"), (3, "Độc lập - Tự do - Hạnh phúc")],
             [(0, "TÌNH HÌNH PHÂN BỔ VÀ GIẢI NGÂN VỐN CHƯƠNG TRÌNH MTQG VÙNG DTTS&MN")],
             [(0, f"(Lũy kế đến hết {words})")]]  # fmt: skip
    line = [[(0, f"Biểu 03/DT-V - {area.name} - {words}")]]
    style = Style(
        rng.choice([title, line]), header=rng.choice(["merged", "merged", "flat", "unmerged"])
    )
    style.label_heading = rng.choice(["Nội dung", "Dự án", "Dự án/Tiểu dự án", "Tên dự án"])
    style.number_heading = rng.choice(["TT", "STT"])
    style.number_row = rng.choice(["none", "plain", "brackets"])
    style.unit_line = rng.choice([f"Đơn vị tính: {unit}", f"ĐVT: {unit}", f"(Đơn vị: {unit})",
                                  f"Đơn vị tính: {unit.capitalize()}"])  # fmt: skip
    style.notes = rng.choice([(), ("Ghi chú: NSTW: ngân sách trung ương.",)])
    style.sheet_name = "Biểu 03"
    if unit == "triệu đồng" and rng.random() < 0.1:
        style.unit_line = None
        traps.append("unit not stated")
    elif rng.random() < 0.04:
        style.unit_line = rng.choice(["Đơn vị tính: USD", "Đơn vị tính: triệu đồng, nghìn đồng"])
        truth.rejected = "unclear unit"
        traps.append("unclear unit")
    return style


def _arranged(lines, rng, traps) -> list[Line]:
    top = rng.choice([True, False])
    total = Line(rng.choice(["TỔNG SỐ", "Tổng cộng", "TỔNG CỘNG"]), kind="total")
    kept = list(lines)
    if rng.random() < 0.2:
        at = rng.randrange(1, len(kept) + 1)
        kept.insert(at, Line("Hỗ trợ đất ở cho hộ nghèo", kind="detail", figures={
            "plan_total": Figure(120, MISSING)}))  # fmt: skip
        traps.append("detail row")
    if rng.random() < 0.1:
        other = Line("Chương trình MTQG giảm nghèo bền vững", kind="detail")
        alien = Line("Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng", kind="detail", number="I",
                     figures={"plan_total": Figure(5000, MISSING)})  # fmt: skip
        kept += [other, alien]
        traps.append("another programme")
    return (
        [total, *kept] if top else [*kept, *([total] if "another programme" not in traps else [])]
    )


def _common() -> dict:
    from indicators.sheets.component_names import COMPONENTS

    return {item.code: (item.aliases or (item.name,))[0] for item in COMPONENTS}


COMMON = _common()
