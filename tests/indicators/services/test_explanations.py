"""One reason for every unusual figure that was shown, and for no other."""

import pytest

from indicators.models import Figure, FigureChange, Report, Route, User
from indicators.scrutiny import readiness_of
from indicators.services.checks import FiguresRefused
from indicators.services.explanations import explain_rest
from indicators.services.periods import open_period
from tests.factories.figures import write_cells
from tests.factories.grid import type_cells
from tests.factories.reference import period, report_of
from tests.factories.reports import ROW
from tests.factories.times import NOW, local_time

ODD = {"06001": {"hh_total": "1.100", "poor_hh": "-", "fac_total": "20 ư"}}


@pytest.fixture
def report(trang_dinh_officer: User) -> Report:
    """Two figures far from those of the quarter before, one of them nil, and an ordinary one."""
    for code in ("2024Q2", "2024Q3"):
        open_period(period=period(code), now=local_time(2024, 6, 15, 8))
    earlier = report_of("F1", "180", "2024Q2")
    write_cells(earlier, {"06001": ROW}, by=trang_dinh_officer, now=local_time(2024, 7, 1))
    report = report_of("F1", "180")
    type_cells(report, ODD, by=trang_dinh_officer)
    return report


def explained(report: Report, by: User, note: str = " Rà soát\n lại ", seen: int = 2) -> int:
    return explain_rest(report=report, note=note, seen=seen, by=by, now=NOW)


def test_reason_goes_to_every_unusual_figure_and_changes_no_value(
    report: Report, trang_dinh_officer: User
) -> None:
    before = set(Figure.objects.values_list("pk", "value", "is_nil", "status"))

    assert explained(report, trang_dinh_officer) == 2

    assert set(Figure.objects.values_list("pk", "value", "is_nil", "status")) == before
    noted = Figure.objects.exclude(note="").values_list("measure__code", "note")
    assert dict(noted.filter(report=report)) == {
        "hh_total": "Rà soát lại",
        "poor_hh": "Rà soát lại",
    }
    assert readiness_of(report).can_be_sent
    change = FigureChange.objects.latest("pk")
    assert (change.by, change.route, change.before_note) == (trang_dinh_officer, Route.GRID, "")


def test_note_that_stands_already_stays(report: Report, trang_dinh_officer: User) -> None:
    report.refresh_from_db()
    one = {"06001": {"hh_total": "1.100"}}
    type_cells(report, one, by=trang_dinh_officer, note="Nhập thôn")

    assert explained(report, trang_dinh_officer, seen=1) == 1

    assert Figure.objects.get(report=report, measure__code="hh_total").note == "Nhập thôn"


@pytest.mark.parametrize(
    ("note", "seen", "code"), [("", 2, "no_note"), ("a" * 501, 2, "no_note"), ("Rà", 1, "not_seen")]
)
def test_reason_without_words_or_for_cells_not_shown_is_refused(
    note: str, seen: int, code: str, report: Report, trang_dinh_officer: User
) -> None:
    with pytest.raises(FiguresRefused) as refused:
        explained(report, trang_dinh_officer, note, seen)

    assert refused.value.code == code
    assert not Figure.objects.filter(report=report).exclude(note="").exists()


def test_another_district_explains_nothing(report: Report, van_quan_officer: User) -> None:
    with pytest.raises(FiguresRefused) as refused:
        explained(report, van_quan_officer)

    assert refused.value.code == "not_your_area"
