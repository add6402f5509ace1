"""What a file says against what was reported before."""

import pytest

from indicators.models import Report, User
from indicators.services.hindsight import with_hindsight
from indicators.services.periods import open_period
from indicators.sheets.spec import ReadReport, Record
from tests.factories.figures import write_cells
from tests.factories.reference import period, report_of
from tests.factories.times import NOW, local_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(provincial_officer: User) -> Report:
    """The province's report of 2024 Q3, after one that said five communes for Tràng Định."""
    for code in ("2024Q2", "2024Q3"):
        open_period(period=period(code), now=local_time(2024, 6, 15, 8))
    earlier = report_of("F2", "20", "2024Q2")
    in_time = local_time(2024, 7, 1, 9)
    write_cells(earlier, {"180": {"communes_left": 5}}, by=provincial_officer, now=in_time)
    return report_of("F2", "20")


def reading(key: str, value: str) -> ReadReport:
    return ReadReport(records=(Record("Biểu 02", "K12", "180", key, "number", value),))


def test_running_total_that_falls_is_a_warning_at_its_cell(report: Report) -> None:
    (problem,) = with_hindsight(reading("communes_left", "4"), report).problems

    assert (problem.level, problem.code, problem.cell) == ("warning", "cumulative_falls", "K12")
    assert "quý II năm 2024 là 5, nay là 4" in problem.message


@pytest.mark.parametrize("value", ["5", "6"])
def test_running_total_that_stands_or_rises_is_no_warning(report: Report, value: str) -> None:
    assert with_hindsight(reading("communes_left", value), report).problems == ()


def test_count_that_falls_is_no_warning(report: Report, provincial_officer: User) -> None:
    write_cells(report, {"180": {"hh_total": 900}}, by=provincial_officer, now=NOW)

    assert with_hindsight(reading("hh_total", "800"), report).problems == ()
