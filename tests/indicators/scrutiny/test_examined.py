"""Many reports examined together are judged as each is alone, at a fixed price."""

import pytest

from indicators.models import Period, Report, User
from indicators.scrutiny import examine, readiness_of
from tests.factories.figures import write_cells
from tests.factories.reference import report_of
from tests.factories.reports import filled, filled_last_quarter

QUERIES = 6


@pytest.fixture
def reports(open_quarter: Period, trang_dinh_officer: User, van_quan_officer: User) -> list[Report]:
    """One with a jump, one with a single figure, the province's own without any."""
    filled_last_quarter("180", by=trang_dinh_officer, poor_hh=90)
    filled(report_of("F1", "180"), by=trang_dinh_officer)
    write_cells(report_of("F1", "184"), {"06316": {"hh_total": 500}}, by=van_quan_officer)
    return [report_of("F1", "180"), report_of("F1", "184"), report_of("F2", "20")]


def test_examine_judges_as_readiness_of_each(reports: list[Report]) -> None:
    together = [examined.readiness for examined in examine(reports)]

    assert together == [readiness_of(report) for report in reports]
    assert together[0].unexplained
    assert len(together[1].blanks) > 100


def test_examine_costs_six_queries_however_many(
    reports: list[Report], django_assert_num_queries
) -> None:
    with django_assert_num_queries(QUERIES):
        examine(reports)
    with django_assert_num_queries(QUERIES):
        examine(reports[:1])


def test_examine_gives_each_report_the_past_of_its_own_period(
    reports: list[Report], trang_dinh_officer: User
) -> None:
    earlier = report_of("F1", "180", "2024Q2")

    now, before = examine([reports[0], earlier])

    assert {past[-1].period for past in now.history.values()} == {"2024Q2"}
    assert before.history == {}


def test_examine_of_nothing_asks_nothing(django_assert_num_queries, db: None) -> None:
    with django_assert_num_queries(0):
        assert examine([]) == []
