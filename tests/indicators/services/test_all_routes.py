"""Every way in for figures: one history that tells the whole story, one door that closes."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.contrib import admin
from django.db.models import Model

from indicators.models import (
    BatchState,
    Figure,
    FigureChange,
    ImportBatch,
    Measure,
    Period,
    Report,
    Result,
    Route,
    User,
)
from indicators.services.checks import FiguresRefused
from indicators.services.explanations import explain_rest
from indicators.services.imports import ImportRefused, confirm_import, undo_import
from indicators.services.reports import approve_report, lock_report
from indicators.services.totals import check_results
from indicators.sheets.spec import ReadReport, Record, to_json
from tests.factories.figures import write_cells
from tests.factories.grid import Typed, type_cells
from tests.factories.long_tables import previewed
from tests.factories.reference import communes, district, report_of
from tests.factories.reports import ROW, sent_report
from tests.factories.rows import new_batch, saved
from tests.factories.times import NOW, local_time
from tests.indicators.commands.calls import run_example
from tests.indicators.views.examples import example

WRITES = 1_000
MEASURES = ("hh_total", "poor_hh", "fac_total", "road_paved")
TEXTS = {
    "hh_total": ["700", "750", "1.234", ""],
    "poor_hh": ["-", "0", "60", "61 ư", ""],
    "fac_total": ["20", "21", ""],
    "road_paved": ["x", "không", ""],
}


def batch_of(report: Report, cells: Typed, by: User) -> ImportBatch:
    """A previewed file with these cells; a blank cell of a file is no record."""
    records = tuple(
        Record("Biểu 01", "A1", code, key, kind, value)
        for code, row in cells.items()
        for key, text in row.items()
        if text.strip("…")
        for kind, value in [_record(text)]
    )
    return saved(
        new_batch(
            report=report,
            reading=to_json(ReadReport(records=records)),
            report_version=report.version,
            uploaded_by=by,
        )
    )


def _record(text: str) -> tuple[str, str | None]:
    if text == "-":
        return "nil", None
    if text in ("x", "không"):
        return "bool", "true" if text == "x" else "false"
    return "number", text.removesuffix(" ư").replace(".", "")


class Writer:
    """One officer who writes at random by every route."""

    def __init__(self, report: Report, by: User) -> None:
        self.dice = random.Random(2024)
        self.report, self.by = report, by
        self.codes = [area.code for area in communes(district("180"))[:5]]
        self.batches: list[ImportBatch] = []
        self.used: set[str] = set()

    def write(self) -> None:
        self.report.refresh_from_db(fields=["version"])
        route = self.dice.choice([self.grid, self.grid, self.upload, self.undo, self.command])
        route()

    def cells(self) -> Typed:
        return {
            self.dice.choice(self.codes): {
                key: self.dice.choice(TEXTS[key]) for key in self.dice.sample(MEASURES, 2)
            }
        }

    def grid(self) -> None:
        saved_cells = type_cells(self.report, self.cells(), by=self.by)
        assert saved_cells.is_complete
        self.used.add(Route.GRID)

    def upload(self) -> None:
        batch = batch_of(self.report, self.cells(), self.by)
        self.batches.append(confirm_import(batch=batch, by=self.by, now=NOW))
        self.used.add(Route.IMPORT)

    def undo(self) -> None:
        if not self.batches:
            return
        batch = self.batches.pop(self.dice.randrange(len(self.batches)))
        # Most were built on meanwhile, and stay.
        with suppress(ImportRefused):
            undo_import(batch=batch, by=self.by, now=NOW, reason="Nhầm tệp")
            self.used.add(Route.UNDO)

    def command(self) -> None:
        value = self.dice.choice([None, 0, 5, 60])
        write_cells(self.report, {self.dice.choice(self.codes): {"poor_hh": value}}, by=self.by)
        self.used.add(Route.COMMAND)


def state_of(row: Model, side: str = "") -> tuple[object, ...] | None:
    value = getattr(row, side or "value")
    if value is None:
        return None
    names = ("nil", "status", "note") if side else ("is_nil", "status", "note")
    return (value, *(getattr(row, f"{side}_{name}" if side else name) for name in names))


def test_history_of_random_writes_replays_to_the_table_of_today(
    open_quarter: Period, trang_dinh_officer: User
) -> None:
    report = report_of("F1", "180")
    writer = Writer(report, trang_dinh_officer)

    for _ in range(WRITES):
        writer.write()

    assert writer.used == {Route.GRID, Route.IMPORT, Route.UNDO, Route.COMMAND}
    replayed: dict[tuple[int, int], object] = {}
    for change in FigureChange.objects.order_by("pk"):
        key = change.measure_id, change.area_id
        assert replayed.get(key) == state_of(change, "before")
        replayed[key] = state_of(change, "after")
    present = {(f.measure_id, f.area_id): state_of(f) for f in Figure.objects.all()}
    assert {key: state for key, state in replayed.items() if state is not None} == present
    checked, differences = check_results()
    assert checked > 0
    assert differences == []


CHANGED = 1_234  # what every route tries to store for the first commune of R01


def first_commune(report: Report) -> str:
    return communes(report.area)[0].code


def by_grid(report: Report, by: User) -> str:
    with pytest.raises(FiguresRefused) as refused:
        type_cells(report, {first_commune(report): {"hh_total": str(CHANGED)}}, by=by)
    return str(refused.value)


def by_upload(report: Report, by: User) -> str:
    batch = batch_of(report, {first_commune(report): {"hh_total": str(CHANGED)}}, by)
    with pytest.raises(FiguresRefused) as refused:
        confirm_import(batch=batch, by=by, now=NOW)
    return str(refused.value)


def by_undo(report: Report, by: User) -> str:
    batch = ImportBatch.objects.get(state=BatchState.APPLIED)
    with pytest.raises(FiguresRefused) as refused:
        undo_import(batch=batch, by=by, now=NOW, reason="Nhầm tệp")
    return str(refused.value)


def by_common_reason(report: Report, by: User) -> str:
    with pytest.raises(FiguresRefused) as refused:
        explain_rest(report=report, note="Rà soát", seen=0, by=by, now=NOW)
    return str(refused.value)


def by_service(report: Report, by: User) -> str:
    with pytest.raises(FiguresRefused) as refused:
        write_cells(report, {first_commune(report): {"hh_total": CHANGED}}, by=by)
    return str(refused.value)


def by_command(report: Report, by: User) -> str:
    done = run_example(example("R01"), "--apply", "--by", by.username)
    assert done.status == 2
    return done.answer["message"]


def by_long_table(report: Report, by: User) -> str:
    table = previewed((first_commune(report), "hh_total", "2024Q3", CHANGED), by=by)
    assert table.state == BatchState.REFUSED
    return table.causes[0]["samples"][0]["message"]


@pytest.mark.parametrize(("locks", "word"), [(False, "đã duyệt"), (True, "đã chốt")])
@pytest.mark.parametrize(
    "route",
    [by_grid, by_upload, by_undo, by_common_reason, by_service, by_command, by_long_table],
)
def test_no_route_changes_an_approved_figure(
    route: Callable[[Report, User], str],
    locks: bool,
    word: str,
    open_quarter: Period,
    van_quan_officer: User,
    provincial_officer: User,
) -> None:
    report = report_of("F1", "184")
    # The command looks at the clock itself: only the state may be in its way.
    Report.objects.filter(pk=report.pk).update(extended_until=local_time(2100, 1, 1))
    one = {first_commune(report): {"hh_total": str(ROW["hh_total"])}}
    confirm_import(batch=batch_of(report, one, van_quan_officer), by=van_quan_officer, now=NOW)
    sent_report(report, by=van_quan_officer)
    approve_report(report=report, by=provincial_officer, now=NOW)
    if locks:
        lock_report(report=report, by=provincial_officer, now=NOW)
    before = set(Figure.objects.values_list("pk", "value")), FigureChange.objects.count()
    report.refresh_from_db()

    people = [provincial_officer]
    if route is not by_long_table:  # a district takes no part in those
        people.append(van_quan_officer)
    for person in people:
        assert word in route(report, person)

    assert (set(Figure.objects.values_list("pk", "value")), FigureChange.objects.count()) == before


@pytest.mark.parametrize("model", [Figure, FigureChange, Report, Result])
def test_admin_has_no_way_to_figures(model: type[Model]) -> None:
    assert not admin.site.is_registered(model)


def test_every_measure_written_here_is_one_of_the_form(open_quarter: Period) -> None:
    of_form = Measure.objects.filter(form_measures__form__code="F1").values_list("code", flat=True)

    assert set(MEASURES) <= set(of_form)
