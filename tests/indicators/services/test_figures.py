"""What a write stores: three states of a cell, a version, a history that tells the whole story."""

import random
from decimal import Decimal

import pytest

from indicators.entries import Comparison, Entry, compare
from indicators.models import EntryStatus, Figure, FigureChange, Period, Report, Route, User
from indicators.services.figures import write_figures
from tests.factories.figures import Cells, entries_for, result_of, write_cells
from tests.factories.reference import commune, communes, district, measure, report_of
from tests.factories.times import NOW

CELLS: Cells = {"06001": {"hh_total": 750, "poor_hh": 60}, "06004": {"hh_total": 600}}


@pytest.fixture
def report(open_quarter: Period) -> Report:
    return report_of("F1", "180")


def counts(done: Comparison) -> tuple[int, int, int]:
    return len(done.created), len(done.changed), done.unchanged


def write_one(report: Report, by: User, **fields: object) -> Comparison:
    """The households of Đoàn Kết, with whatever an entry may say beside its value."""
    values = {"measure": measure("hh_total"), "area_id": commune("06001").pk, "value": Decimal(750)}
    entry = Entry(**values | fields)
    return write_figures(report=report, entries=[entry], by=by, now=NOW, route=Route.COMMAND)


def test_write_stores_figures_of_the_report(report: Report, trang_dinh_officer: User) -> None:
    done = write_cells(report, CELLS, by=trang_dinh_officer)

    assert counts(done) == (3, 0, 0)
    assert set(Figure.objects.values_list("area__code", "measure__code", "value")) == {
        ("06001", "hh_total", 750),
        ("06001", "poor_hh", 60),
        ("06004", "hh_total", 600),
    }
    assert set(Figure.objects.values_list("report", "period")) == {(report.pk, report.period_id)}


def test_write_raises_the_version_by_one(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, CELLS, by=trang_dinh_officer)
    report.refresh_from_db()

    assert report.version == 1


def test_write_again_changes_nothing(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, CELLS, by=trang_dinh_officer)

    done = write_cells(report, CELLS, by=trang_dinh_officer)

    report.refresh_from_db()
    assert counts(done) == (0, 0, 3)
    assert report.version == 1
    assert FigureChange.objects.count() == 3


def test_write_of_nothing_changes_nothing(report: Report, trang_dinh_officer: User) -> None:
    done = write_cells(report, {}, by=trang_dinh_officer)

    report.refresh_from_db()
    assert counts(done) == (0, 0, 0)
    assert report.version == 0


def test_write_changes_only_what_differs(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, CELLS, by=trang_dinh_officer)

    done = write_cells(report, {"06001": {"hh_total": 751, "poor_hh": 60}}, by=trang_dinh_officer)

    assert counts(done) == (0, 1, 1)
    assert Figure.objects.count() == 3
    changed = FigureChange.objects.last()
    assert (changed.before, changed.after) == (750, 751)


def test_nil_is_stored_as_zero_and_known_as_nil(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, {"06001": {"poor_hh": None}}, by=trang_dinh_officer)

    assert Figure.objects.values_list("value", "is_nil").get() == (0, True)


def test_zero_and_nil_are_two_entries(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, {"06001": {"poor_hh": 0}}, by=trang_dinh_officer)

    done = write_cells(report, {"06001": {"poor_hh": None}}, by=trang_dinh_officer)

    assert counts(done) == (0, 1, 0)
    assert Figure.objects.get().is_nil
    change = FigureChange.objects.last()
    assert (change.before_nil, change.after_nil) == (False, True)


def test_nil_counts_as_zero_and_missing_counts_as_nothing(
    report: Report, trang_dinh_officer: User, open_quarter: Period
) -> None:
    cells = {"06001": {"hh_total": 750, "poor_hh": None}, "06004": {"hh_total": 600}}

    write_cells(report, cells, by=trang_dinh_officer)

    result = result_of("ho-ngheo", district("180"), open_quarter)
    assert (result.numerator, result.denominator, result.reported) == (0, 750, 1)
    assert result_of("ho-ngheo", commune("06004"), open_quarter) is None


def test_estimate_that_becomes_final_is_a_change(report: Report, trang_dinh_officer: User) -> None:
    write_one(report, trang_dinh_officer, status=EntryStatus.ESTIMATE)

    done = write_one(report, trang_dinh_officer, status=EntryStatus.FINAL)

    assert counts(done) == (0, 1, 0)
    assert Figure.objects.get().status == EntryStatus.FINAL


def test_note_of_a_figure_is_kept(report: Report, trang_dinh_officer: User) -> None:
    write_one(report, trang_dinh_officer, note="Đã rà soát lại")

    assert Figure.objects.get().note == "Đã rà soát lại"


def test_history_says_who_when_and_by_what_route(report: Report, trang_dinh_officer: User) -> None:
    write_one(report, trang_dinh_officer)

    change = FigureChange.objects.get()
    assert (change.by, change.at, change.route) == (trang_dinh_officer, NOW, Route.COMMAND)
    assert (change.report, change.area) == (report, commune("06001"))
    assert (change.before, change.after) == (None, 750)


def test_history_replays_to_the_figures_of_today(report: Report, trang_dinh_officer: User) -> None:
    dice = random.Random(180)
    codes = [area.code for area in communes(district("180"))[:6]]

    for _ in range(30):
        some = dice.sample(codes, 3)
        cells = {
            code: {"poor_hh": dice.choice([None, 0, 5, 7]), "fac_total": dice.randint(8, 11)}
            for code in some
        }
        write_cells(report, cells, by=trang_dinh_officer)

    replayed: dict[tuple[int, int], tuple[Decimal, bool]] = {}
    for change in FigureChange.objects.order_by("at", "pk"):
        key = (change.measure_id, change.area_id)
        assert replayed.get(key, (None, False)) == (change.before, change.before_nil)
        replayed[key] = (change.after, change.after_nil)
    figures = Figure.objects.all()
    assert replayed == {
        (figure.measure_id, figure.area_id): (figure.value, figure.is_nil) for figure in figures
    }


def test_compare_says_what_a_write_would_do_and_stores_nothing(
    report: Report, trang_dinh_officer: User
) -> None:
    write_cells(report, CELLS, by=trang_dinh_officer)
    cells: Cells = {
        "06001": {"hh_total": 750, "poor_hh": 61},
        "06004": {"hh_total": 600, "poor_hh": 1},
    }

    found = compare(report, entries_for(report, cells))

    assert counts(found) == (1, 1, 2)
    [(figure, entry)] = found.changed
    assert (figure.value, entry.value) == (60, 61)
    assert Figure.objects.count() == 3


def test_figures_of_two_reports_of_one_period_do_not_meet(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    write_cells(report, CELLS, by=trang_dinh_officer)

    done = write_cells(
        report_of("F2", "20"), {"180": {"hh_total": 750, "poor_hh": 60}}, by=provincial_officer
    )

    assert counts(done) == (2, 0, 0)
    assert Figure.objects.filter(report=report).count() == 3


def test_write_costs_a_fixed_number_of_queries(
    report: Report, trang_dinh_officer: User, django_assert_max_num_queries
) -> None:
    rows = [area.code for area in communes(district("180"))]
    few = entries_for(report, {code: {"hh_total": 700} for code in rows[:2]})
    many = entries_for(report, {code: {"hh_total": 701, "poor_hh": 9} for code in rows})

    for entries in (few, many):
        with django_assert_max_num_queries(24):
            write_figures(
                report=report, entries=entries, by=trang_dinh_officer, now=NOW, route=Route.COMMAND
            )
