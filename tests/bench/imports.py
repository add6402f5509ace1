"""Reading a report, storing 1,000 figures, and bringing the results up to date."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, islice
from pathlib import Path
from statistics import median
from typing import Any

from django.core.files import File
from django.db import connection, transaction
from django.db.models import Model
from psycopg2.extras import execute_values

from indicators.entries import Entry
from indicators.models import (
    Figure,
    FigureChange,
    Measure,
    Period,
    Report,
    Result,
    Route,
    User,
)
from indicators.selectors.reading import read_request
from indicators.services.figures import write_figures
from indicators.services.imports import preview_import
from indicators.services.keeping import Upload
from indicators.services.periods import open_period
from indicators.services.results import refresh_results
from indicators.services.tree import PeriodTree
from lsdash.lib.numbers import format_number
from tests.factories.reference import communes, district, period, report_of
from tests.factories.times import local_time

from .measure import Line, recorded, timed, typical

WORKBOOK = Path(__file__).parents[1] / "data" / "reports" / "R07_van_quan_day_du.xlsx"
FRESH = "2024Q4"  # the demonstration leaves it unopened
MOMENT = local_time(2024, 12, 31, 9)
ROWS = 1_000
RUNS = 7
ROW = {
    "hh_total": 900,
    "poor_hh": 70,
    "poor_hh_em": 60,
    "elec_hh": 899,
    "fac_total": 30,
    "fac_solid": 25,
}
STORED: tuple[type[Model], ...] = (Figure, FigureChange, Result)
READ_ONLY = """
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1], data_only=True):
    for row in sheet.iter_rows(values_only=True):
        pass
"""


def import_lines() -> Iterator[Line]:
    yield _preview_line()
    yield _write_line()
    yield _refresh_line()


def _preview_line() -> Line:
    report = report_of("F1", "184")
    officer = User.objects.get(username="vanquan")

    def preview() -> None:
        with WORKBOOK.open("rb") as content:
            preview_import(
                report=report,
                upload=Upload(WORKBOOK.name, File(content)),
                request=read_request(form=report.form, area=report.area, period=report.period),
                by=officer,
                now=MOMENT,
            )

    return Line(
        name="Xem trước R07 (170 số liệu, kể cả tiến trình con)",
        queries=len(recorded(preview).sent),
        ours=typical(preview, times=RUNS),
        floor=typical(_open_workbook, times=RUNS),
        floor_is="tiến trình Python mới mở tệp bằng openpyxl, đọc hết ô",
    )


def _open_workbook() -> None:
    subprocess.run([sys.executable, "-c", READ_ONLY, str(WORKBOOK)], check=True)


def _write_line() -> Line:
    """Eleven districts' reports, one transaction each, until there are 1,000 figures."""
    quarter = period(FRESH)
    reports = [r for r in open_period(period=quarter, now=MOMENT) if r.form.code == "F1"]
    work = _entries(reports)
    officer = User.objects.get(username="canbotinh")

    def write() -> None:
        for report, entries in work:
            write_figures(
                report=report, entries=entries, by=officer, now=MOMENT, route=Route.COMMAND
            )

    statements = recorded(write)
    floor = median(_bare_insert(quarter) for _ in range(RUNS))
    return Line(
        name=f"Lưu {format_number(ROWS)} số liệu của {len(work)} huyện",
        queries=len(statements.sent),
        ours=median(_written_afresh(quarter, write) for _ in range(RUNS)),
        floor=floor,
        floor_is=f"INSERT trần {format_number(_stored(quarter))} dòng: số liệu, lịch sử, kết quả",
    )


def _entries(reports: Sequence[Report]) -> list[tuple[Report, list[Entry]]]:
    measures = {m.code: m for m in Measure.objects.select_related("part_of")}
    cells = (
        (report, Entry(measure=measures[code], area_id=area.pk, value=Decimal(value)))
        for report in reports
        for area in communes(report.area, on=report.period.ends_on)
        for code, value in ROW.items()
    )
    by_report = groupby(islice(cells, ROWS), key=lambda cell: cell[0])
    work = [(report, [entry for _, entry in rows]) for report, rows in by_report]
    assert sum(len(entries) for _, entries in work) == ROWS
    return work


def _written_afresh(quarter: Period, write: Callable[[], None]) -> float:
    _clear(quarter)
    return timed(write)


def _bare_insert(quarter: Period) -> float:
    """Takes out what was stored and puts the same rows back in one transaction, without models."""
    rows = {model: _rows(model, quarter) for model in STORED}
    _clear(quarter)
    return timed(lambda: _insert(rows))


def _rows(model: type[Model], quarter: Period) -> list[tuple[Any, ...]]:
    table = connection.ops.quote_name(model._meta.db_table)
    keys = list(_of(model, quarter).values_list("pk", flat=True))
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE id IN ({marks})", keys)  # noqa: S608
        return cursor.fetchall()


@transaction.atomic
def _insert(rows: dict[type[Model], list[tuple[Any, ...]]]) -> None:
    with connection.cursor() as cursor:
        for model, values in rows.items():
            table = connection.ops.quote_name(model._meta.db_table)
            if connection.vendor == "postgresql":
                # Its executemany asks the server row by row, which is no floor.
                execute_values(cursor.cursor, f"INSERT INTO {table} VALUES %s", values)  # noqa: S608
            else:
                marks = ", ".join(["%s"] * len(values[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608


def _of(model: type[Model], quarter: Period) -> Any:
    where = "report__period" if model is FigureChange else "period"
    return model._default_manager.filter(**{where: quarter})


def _stored(quarter: Period) -> int:
    return sum(_of(model, quarter).count() for model in STORED)


def _clear(quarter: Period) -> None:
    for model in STORED:
        _of(model, quarter).delete()


def _refresh_line() -> Line:
    quarter = period("2024Q2")
    areas = [area.pk for area in communes(district("184"), on=quarter.ends_on)]

    @transaction.atomic
    def refresh() -> None:
        refresh_results(tree=PeriodTree(quarter), areas=areas)

    statements = recorded(refresh)
    return Line(
        name="Tính lại kết quả sau báo cáo của một huyện",
        queries=len(statements.sent),
        ours=typical(refresh, times=RUNS),
        floor=typical(statements.replay, times=RUNS),
        floor_is="chỉ các câu SQL của việc ấy",
    )
