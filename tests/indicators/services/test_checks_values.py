"""Which values a report takes: of its form and rows, within limits, no part over its whole."""

from datetime import datetime
from decimal import Decimal

import pytest

from indicators.entries import Comparison, Entry
from indicators.models import (
    Figure,
    Measure,
    Period,
    Report,
    Route,
    User,
)
from indicators.services.checks import FiguresRefused
from indicators.services.figures import write_figures
from tests.factories.figures import GOOD, entries_for, refusal, write_cells
from tests.factories.reference import district, measure, period, report_of
from tests.factories.rows import new_report, saved
from tests.factories.times import NOW, local_time


@pytest.fixture
def report(open_quarter: Period) -> Report:
    return report_of("F1", "180")


def write_row(
    report: Report, area_id: int, measure: Measure, by: User, now: datetime = NOW
) -> Comparison:
    """One value in a row of any area, which the cells of a sheet could not name."""
    entry = Entry(measure=measure, area_id=area_id, value=Decimal(5))
    return write_figures(report=report, entries=[entry], by=by, now=now, route=Route.COMMAND)


def test_measure_that_the_form_has_no_column_for_is_refused(
    report: Report, trang_dinh_officer: User
) -> None:
    refused = refusal(report, trang_dinh_officer, {"06001": {"communes_left": 1}})

    assert refused.code == "foreign_measure"
    assert "Số xã khu vực III ra khỏi diện đặc biệt khó khăn" in str(refused)


@pytest.mark.parametrize("code", ["178", "180"])
def test_row_that_is_no_commune_of_the_district_is_refused(
    code: str, report: Report, trang_dinh_officer: User
) -> None:
    stranger = district("178").children.first() if code == "178" else district("180")

    with pytest.raises(FiguresRefused) as refused:
        write_row(report, stranger.pk, measure("hh_total"), trang_dinh_officer)

    assert refused.value.code == "foreign_area"
    assert not Figure.objects.exists()


def test_row_of_a_commune_that_ended_before_the_period_is_refused(
    trang_dinh_officer: User,
) -> None:
    ended = district("180").children.get(code="06040", valid_from="2020-01-01")
    Period.objects.filter(code="2024Q4").update(opened_at=local_time(2024, 12, 16))
    report = saved(new_report(period=period("2024Q4")))
    in_time = local_time(2025, 1, 2)

    with pytest.raises(FiguresRefused) as refused:
        write_row(report, ended.pk, measure("hh_total"), trang_dinh_officer, now=in_time)

    assert refused.value.code == "foreign_area"
    assert "không còn hiệu lực trong kỳ" in str(refused.value)


@pytest.mark.parametrize(
    ("key", "value", "limits"),
    [
        ("hh_total", "0", "từ 1 đến 1.000.000"),  # a denominator
        ("hh_total", "1000001", "từ 1 đến 1.000.000"),
        ("poor_hh", "-1", "từ 0 trở lên"),
        ("poor_rate", "100.01", "từ 0 đến 100"),
        ("road_paved", "2", "từ 0 đến 1"),
    ],
)
def test_value_outside_its_limits_is_refused(
    key: str, value: str, limits: str, report: Report, trang_dinh_officer: User
) -> None:
    refused = refusal(report, trang_dinh_officer, {"06001": {key: value}})

    assert refused.code == "out_of_limits"
    assert "Xã Đoàn Kết" in str(refused)
    assert limits in str(refused)


@pytest.mark.parametrize(
    ("key", "value"), [("hh_total", "1"), ("hh_total", "1000000"), ("poor_rate", "100")]
)
def test_value_at_its_limit_is_accepted(
    key: str, value: str, report: Report, trang_dinh_officer: User
) -> None:
    assert write_cells(report, {"06001": {key: value}}, by=trang_dinh_officer).created


def test_fraction_of_a_count_is_refused(report: Report, trang_dinh_officer: User) -> None:
    refused = refusal(report, trang_dinh_officer, {"06001": {"hh_total": "12.5"}})

    assert refused.code == "too_many_decimals"
    assert "là 12,5, chỉ nhận 0 chữ số thập phân" in str(refused)


def test_whole_number_written_with_zeros_is_no_fraction(
    report: Report, trang_dinh_officer: User
) -> None:
    assert write_cells(report, {"06001": {"hh_total": "1200.0"}}, by=trang_dinh_officer).created


def test_rate_is_kept_as_stated(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, {"06001": {"poor_rate": "12.345"}}, by=trang_dinh_officer)

    assert Figure.objects.get().value == Decimal("12.345")


def test_part_above_its_whole_in_the_same_entry_is_refused(
    report: Report, trang_dinh_officer: User
) -> None:
    refused = refusal(report, trang_dinh_officer, {"06001": {"hh_total": 100, "poor_hh": 101}})

    assert refused.code == "part_over_whole"
    for part in ("“Số hộ nghèo” của Xã Đoàn Kết là 101", "“Tổng số hộ” là 100"):
        assert part in str(refused)


def test_part_equal_to_its_whole_is_accepted(report: Report, trang_dinh_officer: User) -> None:
    cells = {"06001": {"hh_total": 100, "poor_hh": 100, "poor_hh_em": 100}}

    assert len(write_cells(report, cells, by=trang_dinh_officer).created) == 3


def test_part_above_the_stored_whole_is_refused(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, {"06001": {"hh_total": 100}}, by=trang_dinh_officer)
    report.refresh_from_db()

    refused = refusal(report, trang_dinh_officer, {"06001": {"poor_hh": 101}})

    assert refused.code == "part_over_whole"
    assert "lớn hơn “Tổng số hộ” là 100" in str(refused)


def test_part_is_held_against_the_new_whole_not_the_stored_one(
    report: Report, trang_dinh_officer: User
) -> None:
    write_cells(report, {"06001": {"hh_total": 100}}, by=trang_dinh_officer)

    done = write_cells(report, {"06001": {"hh_total": 200, "poor_hh": 150}}, by=trang_dinh_officer)

    assert (len(done.created), len(done.changed)) == (1, 1)


def test_whole_below_its_stored_part_is_refused(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, GOOD, by=trang_dinh_officer)
    report.refresh_from_db()

    refused = refusal(report, trang_dinh_officer, {"06001": {"hh_total": 59}})

    assert refused.code == "part_over_whole"


def test_part_without_any_whole_is_accepted(report: Report, trang_dinh_officer: User) -> None:
    assert write_cells(report, {"06001": {"poor_hh": 9}}, by=trang_dinh_officer).created


def test_nil_whole_allows_no_part(report: Report, trang_dinh_officer: User) -> None:
    refused = refusal(report, trang_dinh_officer, {"06001": {"fac_total": None, "fac_solid": 1}})

    assert refused.code == "part_over_whole"


def test_cell_twice_in_one_entry_is_refused(report: Report, trang_dinh_officer: User) -> None:
    twice = entries_for(report, GOOD) * 2

    with pytest.raises(FiguresRefused) as refused:
        write_figures(
            report=report, entries=twice, by=trang_dinh_officer, now=NOW, route=Route.COMMAND
        )

    assert refused.value.code == "cell_twice"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e14"])
def test_value_that_no_table_holds_is_refused(
    report: Report, trang_dinh_officer: User, value: str
) -> None:
    found = refusal(report, trang_dinh_officer, {"06001": {"fac_total": value}})

    assert found.code == "not_storable"
