"""What counts for whom: yes and no, xã only, two forms for one figure, breaks of a series."""

from decimal import Decimal

import pytest

from indicators.models import (
    AreaKind,
    AreaRule,
    Figure,
    Indicator,
    Period,
    Result,
    TimeRule,
    User,
)
from indicators.services.periods import open_period
from indicators.services.results import compute_period
from tests.factories.figures import Cells, all_rows, as_rolled, result_of, write_cells
from tests.factories.reference import (
    commune,
    communes,
    district,
    form,
    indicator,
    measure,
    period,
    province,
    report_of,
)
from tests.factories.rows import new_form_measure, new_report_form, saved
from tests.factories.times import local_time


def test_roads_count_only_communes_that_are_xa(
    open_quarter: Period, trang_dinh_officer: User
) -> None:
    town = commune("05995")
    assert town.unit_type == "thi_tran"

    write_cells(report_of("F1", "180"), all_rows("180", road_paved=1), by=trang_dinh_officer)

    result = result_of("duong-xa", district("180"), open_quarter)
    assert (result.numerator, result.denominator, result.expected) == (21, 21, 21)
    assert result_of("duong-xa", province(), open_quarter).expected == 181
    assert result_of("duong-xa", town, open_quarter) is None


def test_roads_count_the_yes_among_the_answers(
    open_quarter: Period, trang_dinh_officer: User
) -> None:
    cells: Cells = {
        "06001": {"road_paved": 1},
        "06004": {"road_paved": 1},
        "06007": {"road_paved": 0},
    }

    write_cells(report_of("F1", "180"), cells, by=trang_dinh_officer)

    result = result_of("duong-xa", district("180"), open_quarter)
    assert (result.numerator, result.denominator) == (2, 3)
    assert result.value == Decimal("66.66666667")
    assert result_of("duong-xa", commune("06007"), open_quarter).value == 0


def test_complete_communes_win_over_the_districts_own_figure(
    open_quarter: Period, provincial_officer: User
) -> None:
    write_cells(
        report_of("F1", "180"),
        all_rows("180", hh_total=700, poor_hh=50),
        by=provincial_officer,
    )

    write_cells(
        report_of("F2", "20"),
        {"180": {"hh_total": 15_400, "poor_hh": 1_113}},
        by=provincial_officer,
    )

    result = result_of("ho-ngheo", district("180"), open_quarter)
    assert (result.numerator, result.denominator) == (1_100, 15_400)
    assert (result.own_numerator, result.own_denominator) == (1_113, 15_400)
    assert not result.from_own


def test_districts_own_figure_stands_in_for_incomplete_communes(
    open_quarter: Period, provincial_officer: User
) -> None:
    write_cells(
        report_of("F1", "180"), {"06001": {"hh_total": 700, "poor_hh": 50}}, by=provincial_officer
    )

    write_cells(
        report_of("F2", "20"),
        {"180": {"hh_total": 15_400, "poor_hh": 1_113}},
        by=provincial_officer,
    )

    result = result_of("ho-ngheo", district("180"), open_quarter)
    assert (result.numerator, result.from_own, result.reported) == (1_113, True, 22)
    assert result_of("ho-ngheo", province(), open_quarter).numerator == 1_113


def test_last_commune_takes_over_from_the_districts_own_figure(
    open_quarter: Period, provincial_officer: User
) -> None:
    write_cells(
        report_of("F2", "20"),
        {"180": {"commune_total": 21, "commune_road": 19}},
        by=provincial_officer,
    )
    cells = all_rows("180", road_paved=1)
    last = cells.pop("06001")
    write_cells(report_of("F1", "180"), cells, by=provincial_officer)
    assert result_of("duong-xa", district("180"), open_quarter).from_own

    write_cells(report_of("F1", "180"), {"06001": last}, by=provincial_officer)

    result = result_of("duong-xa", district("180"), open_quarter)
    assert (result.numerator, result.own_numerator, result.from_own) == (21, 19, False)


def test_indicator_that_only_districts_report_counts_districts(
    open_quarter: Period, provincial_officer: User
) -> None:
    cells: Cells = {"180": {"communes_left": 3}, "184": {"communes_left": None}}

    write_cells(report_of("F2", "20"), cells, by=provincial_officer)

    top = result_of("xa-ra-khoi-dbkk", province(), open_quarter)
    assert (top.value, top.denominator) == (3, None)
    assert (top.reported, top.expected) == (2, 11)
    assert (top.children_reported, top.children_expected) == (2, 11)
    assert not Result.objects.filter(area__kind=AreaKind.COMMUNE).exists()


@pytest.mark.parametrize(
    ("code", "standard", "other"),
    [
        ("2021Q3", "ho-ngheo-2016-2020", "ho-ngheo"),
        ("2021Q4", "ho-ngheo", "ho-ngheo-2016-2020"),
    ],
)
def test_poverty_standards_are_never_in_one_indicator(
    code: str, standard: str, other: str, provincial_officer: User
) -> None:
    quarter = period(code)
    open_period(period=quarter, now=local_time(quarter.year, 9, 15))
    report = report_of("F1", "180", code)

    in_time = local_time(quarter.due_on.year, quarter.due_on.month, quarter.due_on.day)
    write_cells(
        report, all_rows("180", hh_total=700, poor_hh=50), by=provincial_officer, now=in_time
    )

    assert result_of(standard, district("180"), quarter).numerator == 1_100
    assert not Result.objects.filter(indicator=indicator(other)).exists()


def test_communes_add_up_directly_to_the_province_without_districts(
    provincial_officer: User,
) -> None:
    by_commune = saved(new_report_form())
    for position, key in enumerate(("hh_total", "poor_hh", "road_paved")):
        saved(new_form_measure(form=by_commune, measure=measure(key), position=position))
    quarter = period("2025Q3")
    open_period(period=quarter, now=local_time(2025, 9, 15))
    units = communes(province(), on=quarter.ends_on)
    row = {"hh_total": 3_000, "poor_hh": 40, "road_paved": 1}

    write_cells(
        report_of("F9", "20", "2025Q3"),
        {area.code: row for area in units},
        by=provincial_officer,
        now=local_time(2025, 10, 1),
    )

    poverty = result_of("ho-ngheo", province(), quarter)
    assert (poverty.numerator, poverty.reported, poverty.expected) == (2_600, 65, 65)
    assert (poverty.children_reported, poverty.children_expected) == (65, 65)
    roads = result_of("duong-xa", province(), quarter)
    assert (roads.numerator, roads.denominator, roads.expected) == (61, 61, 61)
    assert not Result.objects.filter(area__kind=AreaKind.DISTRICT).exists()
    assert {(row.indicator_id, row.area_id): as_rolled(row) for row in Result.objects.all()} == (
        compute_period(quarter)
    )


def test_merged_communes_owe_from_the_quarter_of_the_merger(provincial_officer: User) -> None:
    quarter = period("2024Q4")
    open_period(period=quarter, now=local_time(2024, 12, 16))
    in_time = local_time(2025, 1, 5)
    units = communes(district("180"), on=quarter.ends_on)
    row = {"hh_total": 900, "poor_hh": 30}

    write_cells(
        report_of("F1", "180", "2024Q4"),
        {area.code: row for area in units},
        by=provincial_officer,
        now=in_time,
    )

    assert result_of("ho-ngheo", district("180"), quarter).expected == 20
    assert result_of("ho-ngheo", province(), quarter).expected == 194


def test_denominator_of_zero_gives_no_value(open_quarter: Period, trang_dinh_officer: User) -> None:
    write_cells(
        report_of("F1", "180"), {"06001": {"fac_total": 0, "fac_solid": 0}}, by=trang_dinh_officer
    )

    result = result_of("truong-lop-tram", district("180"), open_quarter)
    assert (result.numerator, result.denominator, result.value) == (0, 0, None)


def test_stated_rate_never_becomes_a_result(open_quarter: Period, trang_dinh_officer: User) -> None:
    write_cells(report_of("F1", "180"), {"06001": {"poor_rate": "8.5"}}, by=trang_dinh_officer)

    assert Figure.objects.count() == 1
    assert not Result.objects.exists()


def test_results_of_other_districts_stay_as_they_were(
    open_quarter: Period, trang_dinh_officer: User, provincial_officer: User
) -> None:
    write_cells(
        report_of("F1", "184"), all_rows("184", hh_total=8, poor_hh=1), by=provincial_officer
    )
    before = set(Result.objects.filter(area__parent=district("184")).values_list())

    write_cells(
        report_of("F1", "180"), all_rows("180", hh_total=7, poor_hh=1), by=trang_dinh_officer
    )

    assert set(Result.objects.filter(area__parent=district("184")).values_list()) == before


def test_result_that_no_longer_follows_is_deleted(
    open_quarter: Period, trang_dinh_officer: User
) -> None:
    write_cells(
        report_of("F1", "180"),
        {"06001": {"hh_total": 700, "poor_hh": 50}, "06004": {"hh_total": 600}},
        by=trang_dinh_officer,
    )
    Figure.objects.filter(measure=measure("poor_hh")).delete()

    write_cells(report_of("F1", "180"), {"06001": {"hh_total": 701}}, by=trang_dinh_officer)

    assert not Result.objects.exists()


def test_every_rolled_up_indicator_is_asked_for_by_a_form(db: None) -> None:
    asked = set(form("F1").measures.all()) | set(form("F2").measures.all())
    rolled = Indicator.objects.filter(numerator__isnull=False)

    for found in rolled.select_related("numerator__derived_from"):
        assert found.numerator in asked or found.numerator.derived_from in asked
        assert found.numerator.area_rule != AreaRule.OFFICIAL_ONLY
        assert found.numerator.time_rule in (TimeRule.STOCK, TimeRule.CUMULATIVE)
