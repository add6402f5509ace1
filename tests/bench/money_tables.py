"""A long table of 200,000 allocations beside one bare insert of its lines, and its memory."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice, product
from random import Random
from statistics import median

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction

from indicators.models import Decision, User
from indicators.services.keeping import Upload
from lsdash.lib.numbers import format_number
from programs.models import Agency, Allocation, BatchKind, Component, Programme, ProgrammeBatch
from programs.selectors.money_table import money_request
from programs.services.allocations import COLUMNS
from programs.services.money_tables import confirm_steps, preview_money_table

from .bare import put_bare
from .long_rows import settle
from .long_tables import MOMENT, officer
from .measure import timed
from .pledges import Pledge, seconds, times_as_long

LINES, RUNS = 200_000, 1
DECISIONS, PARTS, AGENCIES = 12, 24, 120
HEADINGS = "Văn bản;Chương trình;Dự án;Đơn vị;Năm;Loại vốn;Nguồn;Kéo dài;Số tiền (triệu đồng)"
ALONE = """
import resource, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.db import connection
settings.MEDIA_ROOT = Path(sys.argv[2])
connection.settings_dict["NAME"] = sys.argv[1]
from tests.bench.money_tables import confirmed, previewed
confirmed(previewed((settings.MEDIA_ROOT / "bench-von.csv").read_bytes()))
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    print(resource.getrusage(who).ru_maxrss)
"""


def money_table_pledges() -> Iterator[Pledge]:
    content = allocations_csv(LINES)
    previews, confirmations, floors = [], [], []
    for _ in range(RUNS):
        empty_ledger()
        batches: list[ProgrammeBatch] = []
        previews.append(timed(lambda: batches.append(previewed(content))))  # noqa: B023
        confirmations.append(timed(lambda: confirmed(batches[0])))  # noqa: B023
        assert Allocation.objects.count() == LINES, batches[0].message
        floors.append(_bare_insert())
    name, whole = f"Bảng vốn giao {format_number(LINES)} dòng", median(confirmations)
    yield seconds(f"{name}, xem trước", median(previews), 30)
    yield seconds(f"{name}, cả lần xác nhận (đọc lại tệp, đối chiếu, ghi)", whole, 30)
    yield times_as_long(f"{name}, cả lần xác nhận", whole, median(floors), "ghi trần", 30)
    yield _memory(name, content)


def allocations_csv(lines: int) -> bytes:
    """So many lines of a programme of the bench's own, each of another account or decision."""
    _names()
    chance = Random(4)
    keys = product(
        range(DECISIONS), range(PARTS), range(AGENCIES), range(2021, 2026), ("ĐTPT", "SN")
    )
    rows = [
        f"{number}/QĐ-ĐO;do;DO{part};do-{agency};{year};{kind};NSTW;;{_amount(chance)}"
        for number, part, agency, year, kind in islice(keys, lines)
    ]
    return "\n".join((HEADINGS, *rows)).encode()


def _amount(chance: Random) -> str:
    return f"{Decimal(chance.randint(1, 9_000_000)).scaleb(-3):.4f}".replace(".", ",")


def _names() -> None:
    start = {"valid_from": date(2021, 1, 1)}
    programme, _ = Programme.objects.get_or_create(
        code="do",
        defaults={
            "name": "Chương trình để đo",
            "short_name": "CT đo",
            "first_year": 2021,
            "last_year": 2025,
            **start,
        },
    )
    if programme.components.exists():
        return
    for number in range(PARTS):
        code = f"DO{number}"
        Component.objects.create(
            programme=programme, code=code, kind="project", name=code, short_name=code, **start
        )
    for number in range(AGENCIES):
        code = f"do-{number}"
        Agency.objects.create(code=code, name=code, short_name=code, kind="owner", **start)
    for number in range(DECISIONS):
        Decision.objects.create(
            number=f"{number}/QĐ-ĐO",
            kind="decision",
            title="Giao vốn",
            issuer="UBND tỉnh",
            signed_on=date(2022, 1, 1),
        )


def empty_ledger() -> None:
    """The ledger without a line."""
    with connection.cursor() as cursor:
        for name in (
            "allocation", "disbursementchange", "disbursement", "capitalaccount", "programmebatch",
        ):  # fmt: skip
            cursor.execute(f"DELETE FROM programs_{name}")  # noqa: S608
    settle()


def previewed(content: bytes) -> ProgrammeBatch:
    upload = Upload("von.csv", ContentFile(content))
    request = money_request(BatchKind.ALLOCATIONS)
    return preview_money_table(upload=upload, request=request, by=_officer(), now=MOMENT)


def confirmed(batch: ProgrammeBatch) -> None:
    request = money_request(batch.kind)
    for _ in confirm_steps(batch=batch, request=request, by=_officer(), now=MOMENT):
        pass


def _officer() -> User:
    return officer()


def _bare_insert() -> float:
    """The same lines by one statement into an empty table: executemany, or COPY."""
    rows = list(Allocation.objects.order_by("pk").values_list(*COLUMNS))
    at = COLUMNS.index("amount_million_vnd")
    moment = COLUMNS.index("recorded_at")
    plain = [
        tuple(
            int(value.scaleb(3))
            if place == at
            else connection.ops.adapt_datetimefield_value(value)
            if place == moment
            else value
            for place, value in enumerate(row)
        )
        for row in rows
    ]
    Allocation.objects.all().delete()
    settle()
    with transaction.atomic():
        return timed(lambda: put_bare("programs_allocation", COLUMNS, plain))


def _memory(name: str, content: bytes) -> Pledge:
    """The larger of our process and its child, in a process that does nothing else."""
    empty_ledger()
    (settings.MEDIA_ROOT / "bench-von.csv").write_bytes(content)
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
    return Pledge(f"{name}, bộ nhớ MB", said, "", Decimal(max(own, child)), Decimal(768))
