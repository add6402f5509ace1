"""Rows to measure with: figures of communes, quarter by quarter, that fit together as real ones."""

import csv
import io
import random

import openpyxl
from django.db import connection

from indicators.models import Area, Measure, Period, PeriodEvent, Report, ReportForm

Cell = tuple[str, str, str, str]  # area, measure, period, value
WIPED = (
    "figurechange", "figure", "result", "cellremark", "reportevent", "importbatch", "report",
    "longtable",
)  # fmt: skip
EXTRA = ("bench_1", "bench_2")


def wipe() -> None:
    """The database as it is before anything was ever reported."""
    with connection.cursor() as cursor:
        for name in WIPED:
            cursor.execute(f"DELETE FROM indicators_{name}")  # noqa: S608
    PeriodEvent.objects.all().delete()
    Period.objects.update(opened_at=None, closed_at=None)
    settle()


def settle() -> None:
    """Leaves nothing to tidy up to what is measured next."""
    with connection.cursor() as cursor:
        statement = "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
        cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def add_columns() -> None:
    """Two more measures in the districts' form, so that its 22 quarters hold 50,000 cells."""
    form = ReportForm.objects.get(code="F1", valid_to__isnull=True)
    for number, code in enumerate(EXTRA, start=1_000):
        values = {"name": f"Số đo thử {number}", "unit": "hộ", "kind": "count", "minimum": 0}
        rules = {"area_rule": "sum", "time_rule": "stock"}
        measure = Measure.objects.create(code=code, **values, **rules)
        form.form_measures.create(measure=measure, position=number, header=measure.name)


def cells(count: int) -> list[Cell]:
    chance, found = random.Random(4), []
    quarters = Period.objects.quarters().filter(ends_on__lt="2025-07-01").order_by("ends_on")
    for quarter in quarters:
        for area in Area.objects.of_kind("commune").valid_on(quarter.ends_on):
            row = _row(chance)
            found += [(area.code, measure, quarter.code, value) for measure, value in row.items()]
        if len(found) >= count:
            return found[:count]
    raise RuntimeError(f"only {len(found)} cells")


def _row(chance: random.Random) -> dict[str, str]:
    households, facilities = chance.randint(300, 2_000), chance.randint(10, 60)
    poor, solid = chance.randint(1, households // 3), chance.randint(0, facilities)
    return {
        "hh_total": str(households),
        "poor_hh": str(poor),
        "poor_hh_em": str(chance.randint(0, poor)),
        "poor_rate": _rate(poor, households),
        "road_paved": chance.choice(("x", "không")),
        "elec_hh": str(households),
        "elec_rate": "100",
        "fac_total": str(facilities),
        "fac_solid": str(solid),
        "fac_rate": _rate(solid, facilities),
        **{code: str(chance.randint(0, 900)) for code in EXTRA},
    }


def _rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}".replace(".", ",")


def as_csv(rows: list[Cell]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(("Địa bàn", "Số liệu", "Kỳ", "Giá trị"))
    writer.writerows(rows)
    return text.getvalue().encode()


def wide_report(report: Report, *, rows: int) -> bytes:
    """A district's own sheet of so many rows; the district is given the communes that it lacks."""
    areas = list(Area.objects.under(report.area).of_kind("commune"))
    areas += [_more(report.area, number) for number in range(rows - len(areas))]
    columns = list(report.form.form_measures.select_related("measure"))
    columns = [column for column in columns if column.measure.code not in EXTRA]
    book, chance = openpyxl.Workbook(), random.Random(4)
    book.active.append([f"Biểu 01 - {report.area.name} - {report.period.label}"])
    headings = [column.header.replace("|", " - ") for column in columns]
    book.active.append(["STT", "Xã, phường, thị trấn", *headings])
    for number, area in enumerate(areas, start=1):
        values = _row(chance)
        figures = [_typed(values[column.measure.code]) for column in columns]
        book.active.append([number, area.name, *figures])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _more(district: Area, number: int) -> Area:
    name = f"Thử Nghiệm {number}"
    days = {"valid_from": district.valid_from, "valid_to": district.valid_to}
    return Area.objects.create(
        code=f"9{number:04}",
        name=f"Xã {name}",
        short_name=name,
        kind="commune",
        unit_type="xa",
        parent=district,
        **days,
    )


def _typed(value: str) -> str | int | float | None:
    if value in ("x", "không"):
        return "x" if value == "x" else None
    return float(value.replace(",", ".")) if "," in value else int(value)
