"""Rows of communes (F1) and districts (F2) whose figures agree, and their totals."""

from decimal import ROUND_HALF_UP, Decimal

from . import writing
from .model import MISSING, NIL, Figure, Line

RATES = {
    "F1": {"poor_rate": ("poor_hh", "hh_total"), "elec_rate": ("elec_hh", "hh_total"),
           "fac_rate": ("fac_solid", "fac_total")},
    "F2": {"road_rate": ("commune_road", "commune_total"), "poor_rate": ("poor_hh", "hh_total")},
}  # fmt: skip
COLUMNS = {
    "F1": ("hh_total", "poor_hh", "poor_rate", "poor_hh_em", "road_paved", "elec_hh", "elec_rate",
           "fac_total", "fac_solid", "fac_rate"),
    "F2": ("commune_total", "commune_road", "road_rate", "hh_total", "poor_hh", "poor_rate",
           "elec_rate", "fac_rate", "communes_left"),
}  # fmt: skip
TICKS = {"F1": ("road_paved",), "F2": ()}
LOOSE_RATES = {"F1": (), "F2": ("elec_rate", "fac_rate")}


def values_of(form: str, rng) -> dict:
    """The true figures of one place."""
    if form == "F1":
        hh, fac = rng.randint(180, 2400), rng.randint(3, 70)
        poor = rng.randint(5, hh // 3)
        values = {
            "hh_total": hh, "poor_hh": poor, "poor_hh_em": rng.randint(poor // 2, poor - 1),
            "elec_hh": hh - rng.choice([0, 0, rng.randint(1, hh // 40)]),
            "fac_total": fac, "fac_solid": rng.randint(1, fac),
        }  # fmt: skip
    else:
        communes, hh = rng.randint(8, 24), rng.randint(6000, 26000)
        values = {
            "commune_total": communes, "commune_road": rng.randint(communes // 2, communes),
            "hh_total": hh, "poor_hh": rng.randint(200, hh // 5),
            "communes_left": rng.randint(0, 5),
        }  # fmt: skip
    values = {key: Decimal(value) for key, value in values.items()}
    for key in TICKS[form]:
        values[key] = rng.random() < 0.85
    for key in LOOSE_RATES[form]:
        values[key] = Decimal(rng.randint(6000, 9999)) / 100
    return values | rates_of(form, values)


def rates_of(form: str, values: dict) -> dict:
    return {
        rate: (values[part] / values[whole] * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for rate, (part, whole) in RATES[form].items()
    }


def line_of(form: str, area, number: int, rng, style: str, *, is_bare_allowed: bool) -> Line:
    """A sound row, written in one of the ways that must be read."""
    values = values_of(form, rng)
    kinds = {key: style if style != "mixed" else rng.choice(["typed", "text"]) for key in values}
    figures = {key: figure(form, key, value, rng, kinds[key]) for key, value in values.items()}
    line = Line(
        writing.place(area.name, rng, is_bare_allowed=is_bare_allowed),
        area.code, number=number, code=area.code, figures=figures,
    )  # fmt: skip
    _rare(form, line, rng)
    return line


def figure(form: str, key: str, value, rng, style: str) -> Figure:
    if key in TICKS[form]:
        return Figure(writing.tick(rng) if value else rng.choice([None, None, "không"]), value)
    if key in RATES[form] or key in LOOSE_RATES[form]:
        written, number_format = writing.rate(value, rng, style=style)
        return Figure(written, value, number_format)
    kind = "typed" if style == "percent" else style
    return Figure(writing.number(value, rng, style=kind), value)


def _rare(form: str, line: Line, rng) -> None:
    """Nil, not reported and zero, where they leave the rest of the row right."""
    if form == "F1" and rng.random() < 0.08:
        for key in ("poor_hh", "poor_hh_em"):
            line.figures[key] = Figure(rng.choice(["-", "–", " - "]), NIL)
        line.figures["poor_rate"] = Figure(
            *rng.choice([("-", NIL), (0, Decimal(0)), ("0", Decimal(0))])
        )
    if rng.random() < 0.08:
        key = rng.choice([key for key in line.figures if key not in TICKS[form]])
        line.figures[key] = Figure(rng.choice([None, "…", "...", "  ", "…."]), MISSING)


def total_line(form: str, label: str, lines: list[Line], kind: str) -> Line:
    """A total that fits the rows it stands for, hidden ones left out."""
    figures = {}
    for key in lines[0].figures if lines else ():
        if key in RATES[form] or key in LOOSE_RATES[form]:
            continue
        truths = [line.figures[key].truth for line in lines if not line.is_hidden]
        figures[key] = Figure(int(sum(_amount(truth) for truth in truths)), MISSING)
    return Line(label, kind=kind, figures=figures)


def _amount(truth) -> Decimal:
    return Decimal(0) if truth is MISSING or truth is None else Decimal(truth)
