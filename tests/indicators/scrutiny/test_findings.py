"""What in a report's cells a person must look at."""

from decimal import Decimal

import pytest

from indicators.models import Figure, Indicator, Report, User
from indicators.scrutiny import Finding, findings_of, history_of, readiness_of
from indicators.services.periods import open_period
from tests.factories.figures import write_cells
from tests.factories.grid import type_cells
from tests.factories.reference import commune, measure, period, report_of
from tests.factories.reports import ROW, filled
from tests.factories.times import local_time

pytestmark = pytest.mark.django_db
DOAN_KET = "06001"


@pytest.fixture
def report(trang_dinh_officer: User) -> Report:
    """Tràng Định's report of 2024 Q3, after one with a quarter's figures for Đoàn Kết."""
    for code in ("2024Q2", "2024Q3"):
        open_period(period=period(code), now=local_time(2024, 6, 15, 8))
    earlier = report_of("F1", "180", "2024Q2")
    write_cells(earlier, {DOAN_KET: ROW}, by=trang_dinh_officer, now=local_time(2024, 7, 1))
    return report_of("F1", "180")


def findings(report: Report) -> list[Finding]:
    figures = {
        (figure.measure_id, figure.area_id): figure
        for figure in Figure.objects.filter(report=report).select_related("measure")
    }
    areas = {area for _, area in figures}
    indicators = Indicator.objects.valid_on(report.period.ends_on)
    return findings_of(figures, history_of(report, areas), indicators)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("hh_total", "1.100", "jump"),
        ("poor_hh", "20", "jump"),
        ("road_paved", "không", "tick_lost"),
    ],
)
def test_figure_far_from_last_time_is_a_warning_that_names_both(
    key: str, text: str, code: str, report: Report, trang_dinh_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {key: text}}, by=trang_dinh_officer)

    (finding,) = findings(report)

    assert (finding.level, finding.code) == ("warning", code)
    assert finding.key == (measure(key).pk, commune(DOAN_KET).pk)
    assert "quý II năm 2024 là" in finding.message
    assert finding.message.endswith("nếu sai, hãy sửa lại.")


@pytest.mark.parametrize("text", ["750", "760", ""])
def test_figure_near_last_time_is_nothing_to_look_at(
    text: str, report: Report, trang_dinh_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": text}}, by=trang_dinh_officer)

    assert findings(report) == []


def test_stated_rate_that_its_parts_contradict_is_an_error(
    report: Report, trang_dinh_officer: User
) -> None:
    row = {"hh_total": "750", "poor_hh": "60", "poor_rate": "8,1"}
    type_cells(report, {DOAN_KET: row}, by=trang_dinh_officer)

    (finding,) = findings(report)

    assert (finding.level, finding.code) == ("error", "rate_mismatch")
    assert "ghi 8,1" in finding.message
    assert "được 8,00" in finding.message


@pytest.mark.parametrize("text", ["8", "8,06", "7,94"])
def test_stated_rate_within_rounding_agrees(
    text: str, report: Report, trang_dinh_officer: User
) -> None:
    row = {"hh_total": "750", "poor_hh": "60", "poor_rate": text}
    type_cells(report, {DOAN_KET: row}, by=trang_dinh_officer)

    assert findings(report) == []


def test_past_of_another_district_is_no_past(report: Report, trang_dinh_officer: User) -> None:
    type_cells(report, {"06004": {"hh_total": "5"}}, by=trang_dinh_officer)

    assert findings(report) == []


def test_history_reaches_eight_periods_back_and_not_into_the_future(
    report: Report, trang_dinh_officer: User
) -> None:
    (past,) = history_of(report, [commune(DOAN_KET).pk])[
        measure("hh_total").pk, commune(DOAN_KET).pk
    ]

    assert (past.period, past.value) == ("2024Q2", Decimal(750))
    assert history_of(report_of("F1", "180", "2024Q2"), [commune(DOAN_KET).pk]) == {}


def test_readiness_tells_explained_warnings_from_those_without_a_note(
    report: Report, trang_dinh_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "1.100"}}, by=trang_dinh_officer, note="Nhập xã")
    report.refresh_from_db()
    type_cells(report, {DOAN_KET: {"poor_hh": "20"}}, by=trang_dinh_officer)

    readiness = readiness_of(report)

    assert [finding.code for finding in readiness.explained] == ["jump"]
    assert [finding.key[0] for finding in readiness.unexplained] == [measure("poor_hh").pk]
    assert not readiness.can_be_sent


def test_readiness_counts_owed_cells_and_no_stated_rates(
    report: Report, trang_dinh_officer: User
) -> None:
    blanks = readiness_of(report).blanks

    assert len(blanks) == 22 * 7 - 1  # the road of a thị trấn is not counted
    rates = {measure(key).pk for key in ("poor_rate", "elec_rate", "fac_rate")}
    assert not rates & {key for key, _ in blanks}


def test_filled_report_without_a_past_is_clean(trang_dinh_officer: User) -> None:
    open_period(period=period("2024Q3"), now=local_time(2024, 9, 15, 8))

    assert readiness_of(filled(report_of("F1", "180"), by=trang_dinh_officer)).is_clean


def test_readiness_costs_five_queries(report: Report, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        readiness_of(report)
