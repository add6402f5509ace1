"""People who work at the same instant, on a database of their own: `python -m … <scenario>`.

A real one, on disk or in PostgreSQL, with a connection for each thread: the test database lives in
one connection's transaction, where nobody meets anybody. Prints what happened as JSON.
"""

import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

from tests.concurrency import capital, imports, killed, people

REPEATS = 200
PEOPLE = 20


def main(scenario: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lsdash.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.runner import DiscoverRunner

    with tempfile.TemporaryDirectory(prefix="lsdash-concurrency-") as folder:
        settings.MEDIA_ROOT = Path(folder) / "media"
        name = str(Path(folder) / "db.sqlite3")
        test = connection.settings_dict["TEST"]
        test["NAME"] = name if connection.vendor == "sqlite" else f"test_lsdash_{os.getpid()}"
        runner = DiscoverRunner(verbosity=0, interactive=False)
        databases = runner.setup_databases()
        try:
            print(json.dumps(_play(scenario)))
        finally:
            runner.teardown_databases(databases)


def _play(scenario: str) -> Any:
    from django.conf import settings

    from indicators.services.periods import open_period
    from programs.services.reference import load_reference
    from tests.factories.reference import period
    from tests.factories.times import local_time

    load_reference(folder=settings.FIXTURES_ROOT)
    open_period(period=period("2024Q3"), now=local_time(2024, 9, 15, 8))
    return SCENARIOS[scenario]()


def together(works: list[Callable[[], Any]]) -> list[Any]:
    """What each piece of work returned, all begun at one instant, each on its own connection."""
    from django.db import connection

    barrier = threading.Barrier(len(works))
    answers: list[Any] = [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(30)
            answers[place] = work()
        except Exception as error:
            answers[place] = f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return answers


def _people() -> tuple[Any, Any]:
    from indicators.models import Role
    from tests.factories.people import member
    from tests.factories.reference import district, province

    return (
        member("trangdinh", Role.DISTRICT_OFFICER, district("180")),
        member("canbotinh", Role.PROVINCIAL_OFFICER, province()),
    )


def _save(text: str, version: int, by: Any) -> str:
    """“saved”, “conflict: 750” with what the other stored, or “refused”."""
    from indicators.models import User
    from tests.factories.grid import type_cells
    from tests.factories.reference import report_of

    person = User.objects.get(pk=by.pk)  # a request of its own
    report = report_of("F1", "180")
    saved = type_cells(report, {"06001": {"hh_total": text}}, by=person, version=version)
    if saved.refused:
        return "refused"
    for change in saved.conflicts.values():
        return f"conflict: {change.after.normalize():f}"
    return "saved"


def same_cell() -> dict[str, Any]:
    """Two officers save different values into one cell, two hundred times over."""
    from indicators.models import Figure, FigureChange
    from tests.factories.reference import report_of

    first, second = _people()
    rounds = []
    for number in range(REPEATS):
        version = report_of("F1", "180").version
        mine, theirs = str(1000 + number), str(5000 + number)
        answers = together(
            [
                lambda: _save(mine, version, first),  # noqa: B023 -- joined within the round
                lambda: _save(theirs, version, second),  # noqa: B023
            ]
        )
        stored = f"{Figure.objects.get().value.normalize():f}"
        rounds.append({"typed": [mine, theirs], "answers": answers, "stored": stored})
    return {"rounds": rounds, "changes": FigureChange.objects.count()}


def same_post() -> dict[str, Any]:
    """One request that arrives twenty times at one instant."""
    from indicators.models import Figure, FigureChange
    from tests.factories.reference import report_of

    officer, _ = _people()
    answers = together([lambda: _save("750", 0, officer)] * PEOPLE)
    return {
        "answers": answers,
        "changes": FigureChange.objects.count(),
        "figures": [f"{figure.value.normalize():f}" for figure in Figure.objects.all()],
        "version": report_of("F1", "180").version,
    }


def send_at_once() -> dict[str, Any]:
    """A sender, and a writer who would change a figure at the same instant, fifty times over."""
    from indicators.models import Figure, FigureChange, Report, ReportState
    from indicators.services.checks import FiguresRefused
    from tests.factories.figures import write_cells
    from tests.factories.reference import report_of
    from tests.factories.reports import sent_as_it_is

    officer, other = _people()
    rounds = []
    for number in range(50):
        Report.objects.update(state=ReportState.NOT_SENT)
        before = FigureChange.objects.count()
        write_cells(report_of("F1", "180"), {"06001": {"hh_total": 700 + number}}, by=officer)

        def write(number: int = number) -> str:
            try:
                write_cells(
                    report_of("F1", "180"), {"06001": {"hh_total": 9000 + number}}, by=other
                )
            except FiguresRefused as refused:
                return refused.code
            return "written"

        def send() -> str:
            sent_as_it_is(report_of("F1", "180"), by=officer)
            return "sent"

        answers = together([send, write])
        value = int(Figure.objects.get().value)
        history = FigureChange.objects.count() - before
        rounds.append({"answers": answers, "value": value, "changes": history, "number": number})
    return {"rounds": rounds}


SCENARIOS = {
    "same_cell": same_cell,
    "same_post": same_post,
    "send_at_once": send_at_once,
    "dismiss_each_other": people.dismiss_each_other,
    "give_twice": people.give_twice,
    "confirm_two_files": imports.confirm_two_files,
    "confirm_one_file_twice": imports.confirm_one_file_twice,
    "undo_at_once": imports.undo_at_once,
    "confirm_two_sheets": capital.confirm_two_sheets,
    "confirm_one_sheet_twice": capital.confirm_one_sheet_twice,
    "type_one_amount": capital.type_one_amount,
    "kill_an_import": killed.kill_an_import,
}


if __name__ == "__main__":
    main(sys.argv[1])
