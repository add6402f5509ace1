"""Databases that are kept: 5.3 million figures are not stored anew for each run."""

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.core.management import call_command
from django.db import connection, transaction

from indicators.models import BatchState, LongTable, Period, Route, User
from indicators.services.periods import open_period
from indicators.services.results import fresh_results, replace_results
from indicators.services.staging import staged
from lsdash.lib.numbers import format_number
from tests.factories.times import local_time

from .large_rows import NATION, Scale, build_frame, figures_of
from .long_rows import settle
from .measure import timed
from .place import plain_static_files

NOW = local_time(2025, 2, 1, 9)


@dataclass(frozen=True)
class Loaded:
    """What this run stored; nothing where an earlier one had stored it all."""

    figures: int
    milliseconds: float


def part_of(share: float) -> Scale:
    """The country with so much of its communes."""
    communes = max(NATION.districts, round(NATION.communes * share))
    name = NATION.name if share == 1 else f"{NATION.name}_{communes}"
    return replace(NATION, name=name, communes=communes)


@contextmanager
def place_of(scale: Scale) -> Generator[Loaded]:
    """The database of a scale, beside the one that DATABASE_URL names; filled where it lacks."""
    plain_static_files()
    settings = connection.settings_dict
    usual = settings["NAME"]
    connection.close()
    settings["NAME"] = _made(usual, scale)
    try:
        call_command("migrate", verbosity=0)
        yield _filled(scale)
    finally:
        connection.close()
        settings["NAME"] = usual


def _made(usual: object, scale: Scale) -> str:
    if connection.vendor == "sqlite":
        return f"{usual}_{scale.name}"
    name = f"{usual}_{scale.name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    return name


def _filled(scale: Scale) -> Loaded:
    officer = build_frame(scale)
    done = set(LongTable.objects.values_list("file_name", flat=True))
    lacking = [period for period in Period.objects.all() if period.code not in done]
    started = sum(_told(scale, step) for step in _steps(lacking, officer))
    if lacking:
        settle()
    return Loaded(scale.figures // 40 * len(lacking), started)


def _steps(periods: list[Period], officer: User) -> Iterator[tuple[str, float]]:
    for number, period in enumerate(periods, start=1):
        spent = timed(lambda: _store(period, officer))  # noqa: B023
        yield f"{number}/{len(periods)} {period.code}", spent


def _told(scale: Scale, step: tuple[str, float]) -> float:
    text, milliseconds = step
    per_period = format_number(scale.figures // 40)
    print(
        f"{scale.name} {text}: {per_period} số liệu, {milliseconds / 1000:.1f} s", file=sys.stderr
    )
    return milliseconds


@transaction.atomic
def _store(period: Period, officer: User) -> None:
    """A quarter with its history and results, all or nothing: what was cut off begins there."""
    open_period(period=period, now=NOW, by=officer)
    table = LongTable.objects.create(
        file_name=period.code,
        size_bytes=0,
        sha256="",
        uploaded_at=NOW,
        uploaded_by=officer,
        state=BatchState.APPLIED,
        message="Để đo",
        applied_at=NOW,
        applied_by=officer,
        periods=[[period.code, True]],
    )
    with staged(figures_of(period)) as staging:
        staging.store(table=table, by=officer, now=NOW, route=Route.IMPORT)
    replace_results(periods=[period], rows=fresh_results(period))
