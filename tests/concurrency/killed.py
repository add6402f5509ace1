"""An import that is killed at twenty moments; the scenario is played by `scene`."""

import os
import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

MOMENTS = 20
ROOT = Path(__file__).parents[2]
LONGEST = 60


def kill_an_import() -> dict[str, Any]:
    """After each kill: how much is stored, what the batch says, and what a retry comes to."""
    _awaited()
    _start().communicate(timeout=LONGEST)  # the first run warms the disk up
    _emptied()
    whole = _seconds_of_a_whole_run()
    moments = random.Random(1719)
    rounds = []
    for number in range(MOMENTS):
        # Every other one in the later part, where the figures are stored.
        delay = moments.uniform(0 if number % 2 else whole * 0.6, whole * 1.02)
        _emptied()
        process = _start()
        time.sleep(delay)
        process.kill()
        process.communicate(timeout=LONGEST)
        rounds.append({"killed": process.returncode == -9, "delay": round(delay, 3), **_left()})
    return {"rounds": rounds, "seconds": round(whole, 3)}


def _awaited() -> None:
    """The report takes figures on the day of the test, from its own officer."""
    from django.utils import timezone

    from indicators.models import Report
    from tests.concurrency.imports import two_people

    two_people()
    Report.objects.update(extended_until=timezone.now() + timedelta(days=1))


def _start() -> subprocess.Popen:
    from django.conf import settings

    from tests.indicators.views.examples import example

    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.concurrency.importer"),
            *(str(example("R01").path), str(settings.MEDIA_ROOT)),
        ],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": _address(), "DJANGO_SETTINGS_MODULE": "lsdash.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    said = process.stdout.readline()
    if said != "ready\n":
        raise RuntimeError(f"the importer ended with {process.wait(LONGEST)} before it began")
    return process


def _address() -> str:
    """Of the scene's own database, for another process."""
    from django.db import connection

    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    who = at["USER"] + (f":{at['PASSWORD']}" if at["PASSWORD"] else "")
    return f"postgresql://{who}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


def _seconds_of_a_whole_run() -> float:
    process = _start()
    started = time.monotonic()
    process.communicate(timeout=LONGEST)
    return time.monotonic() - started


def _emptied() -> None:
    """As before the first import."""
    from indicators.models import Figure, FigureChange, ImportBatch, Report, Result

    for model in (FigureChange, Figure, Result, ImportBatch):
        model.objects.all().delete()
    Report.objects.update(version=0)


def _left() -> dict[str, Any]:
    """What the killed process left, and what a retry comes to."""
    from indicators.models import Figure, FigureChange, ImportBatch
    from indicators.services.totals import check_results

    _wait_until_alone()
    batch = ImportBatch.objects.first()
    left = {
        "figures": Figure.objects.count(),
        "changes": FigureChange.objects.count(),
        "wrong_results": len(check_results()[1]),
        "batch": batch.state if batch else None,
    }
    return left | {"retried": _retried(batch)}


def _wait_until_alone() -> None:
    """PostgreSQL notices a dead client only when it next speaks to it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    until = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.02)
    raise TimeoutError("the killed client's connection stays")


def _retried(batch: Any) -> bool:
    """A preview that was left is confirmed, anything else imported again: all is stored then."""
    from django.utils import timezone

    from indicators.models import User
    from indicators.services.imports import confirm_import
    from tests.indicators.views.examples import example, previewed, stored

    chosen, now = example("R01"), timezone.now()
    officer = User.objects.get(username="vanquan")
    if batch is None:
        batch = previewed(chosen.report, chosen.content, by=officer, now=now)
    done = confirm_import(batch=batch, by=officer, now=now)
    return done.state == "applied" and stored(chosen.report) == chosen.figures
