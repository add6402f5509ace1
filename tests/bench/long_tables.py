"""A long table of 50,000 rows beside one bare upsert of its figures, and what memory it takes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction

from indicators.models import Figure, LongTable, Result, User
from indicators.selectors.long_table import long_request
from indicators.services.keeping import Upload
from indicators.services.long_tables import Step, confirm_steps, preview_long_table
from indicators.services.long_undo import undo_steps
from lsdash.lib.numbers import format_number
from tests.factories.times import local_time

from .bare import put_bare
from .long_rows import as_csv, cells, settle, wipe
from .measure import timed
from .pledges import Pledge, seconds, times_as_long

# After every due date, in a database in which nothing of these periods was ever opened.
MOMENT = local_time(2026, 10, 1, 9)
ROWS, RUNS = 50_000, 3
KEY = ("measure_id", "area_id", "period_id")
COLUMNS = (*KEY, "report_id", "value", "is_nil", "status", "note", "route")
UPSERT = f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET " + ", ".join(
    f"{column} = excluded.{column}" for column in COLUMNS if column not in KEY
)
ALONE = """
import resource, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.db import connection
settings.MEDIA_ROOT = Path(sys.argv[2])
connection.settings_dict["NAME"] = sys.argv[1]
from tests.bench.long_tables import confirmed, previewed
confirmed(previewed((settings.MEDIA_ROOT / "bench.csv").read_bytes()))
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    print(resource.getrusage(who).ru_maxrss)
"""


def officer() -> User:
    return User.objects.get(username="canbotinh")


def previewed(content: bytes) -> LongTable:
    upload = Upload("bang-dai.csv", ContentFile(content))
    return preview_long_table(upload=upload, request=long_request(), by=officer(), now=MOMENT)


@dataclass(frozen=True)
class Confirmed:
    """Milliseconds of a confirmation: all of it, and of that the figures and the results."""

    whole: float
    figures: float
    results: float


def confirmed(table: LongTable) -> Confirmed:
    """Each step names what is done until the next one comes."""
    steps = confirm_steps(table=table, request=long_request(), by=officer(), now=MOMENT)
    spent, doing, came = {"figures": 0.0, "results": 0.0, "other": 0.0}, "other", [Step("", 0, 0)]
    while came:
        came = []
        spent[doing] += timed(lambda: came.extend(_next(steps)))  # noqa: B023
        doing = _what(came[0].text) if came else "other"
    return Confirmed(sum(spent.values()), spent["figures"], spent["results"])


def _next(steps: Iterator[Step]) -> list[Step]:
    return [step for step in (next(steps, None),) if step]


def _what(said: str) -> str:
    if said.startswith("Tổng hợp"):
        return "results"
    return "figures" if said.startswith("Lưu ") else "other"


def long_table_pledges() -> Iterator[Pledge]:
    content = as_csv(cells(ROWS))
    runs, previews, floors = [], [], []
    for _ in range(RUNS):
        wipe()
        tables: list[LongTable] = []
        previews.append(timed(lambda: tables.append(previewed(content))))  # noqa: B023
        runs.append(confirmed(tables[0]))
        assert Figure.objects.count() == ROWS, tables[0].message
        floors.append(_bare_upsert())
    name, floor = f"Bảng dài {format_number(ROWS)} dòng", median(floors)
    figures, results = (
        median(getattr(run, part) for run in runs) for part in ("figures", "results")
    )
    quarters = Result.objects.values("period").distinct().count()
    bare = "upsert trần"
    yield times_as_long(f"{name}, lưu số liệu kèm lịch sử", figures, floor, bare, 3)
    yield times_as_long(
        f"{name}, lưu và tổng hợp lại {quarters} kỳ", figures + results, floor, bare, 3
    )
    whole = median(run.whole for run in runs)
    yield seconds(f"{name}, cả lần xác nhận (đọc lại tệp, đối chiếu, lưu, tổng hợp)", whole, 10)
    yield seconds(f"{name}, xem trước", median(previews), 10)
    yield seconds(f"{name}, hoàn tác (số liệu, lịch sử, tổng hợp)", _undone(content), 10)
    yield _memory(name, content)


def _undone(content: bytes) -> float:
    """A table that was stored is taken back, so that nothing is reported any more."""
    wipe()
    table = previewed(content)
    confirmed(table)
    settle()
    steps = undo_steps(table=table, by=officer(), now=MOMENT, reason="Nhầm tệp.")
    spent = timed(lambda: list(steps))
    assert not Figure.objects.exists()
    return spent


def _bare_upsert() -> float:
    """The same figures by one statement: executemany, or COPY and INSERT … ON CONFLICT."""
    rows = Figure.objects.order_by(*KEY).values_list(*COLUMNS)
    plain = [tuple(str(v) if isinstance(v, Decimal) else v for v in row) for row in rows]
    Figure.objects.all().delete()
    settle()
    return timed(lambda: _upsert(plain))


@transaction.atomic
def _upsert(rows: list[tuple]) -> None:
    names, marks = ", ".join(COLUMNS), ", ".join(["%s"] * len(COLUMNS))
    start = f"INSERT INTO indicators_figure ({names})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{start} VALUES ({marks}) {UPSERT}", rows)
            return
        cursor.execute(
            f"CREATE TEMPORARY TABLE bare ON COMMIT DROP AS SELECT {names} FROM indicators_figure "  # noqa: S608
            "WITH NO DATA"
        )
        put_bare("bare", COLUMNS, rows)
        cursor.execute(f"{start} SELECT {names} FROM bare {UPSERT}")  # noqa: S608


def _memory(name: str, content: bytes) -> Pledge:
    """The larger of our process and its child, in a process that does nothing else."""
    wipe()
    (settings.MEDIA_ROOT / "bench.csv").write_bytes(content)
    database = str(connection.settings_dict["NAME"])
    connection.close()
    done = subprocess.run(
        [sys.executable, "-c", ALONE, database, str(settings.MEDIA_ROOT)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "lsdash.settings"},
    )
    own, child = (int(size) // 1024 for size in done.stdout.split())
    said = f"tiến trình web {own} MB, tiến trình con {child} MB"
    return Pledge(f"{name}, bộ nhớ MB", said, "", Decimal(max(own, child)), Decimal(300))
