"""The list of indicators and one indicator with its ranking."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Area, AreaKind, Indicator, Result, User
from indicators.permissions import access_of, readable_areas
from indicators.selectors.indicator import IndicatorPage, indicator_list, indicator_page
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import district, indicator, period, province, report_of

TODAY = date(2024, 10, 5)
ROW = {"hh_total": 500, "poor_hh": 40, "elec_hh": 499}
pytestmark = pytest.mark.django_db


def page_of(code: str, period_code: str = "") -> IndicatorPage:
    return indicator_page(
        code=code,
        area=province(),
        readable=Area.objects.all(),
        today=TODAY,
        period_code=period_code,
    )


def test_list_holds_every_indicator_once_in_groups() -> None:
    groups = indicator_list(province=province(), today=TODAY).groups

    codes = [s.indicator.code for group in groups for s in group.standings]
    assert sorted(codes) == sorted(Indicator.objects.values_list("code", flat=True))
    assert groups[0].label == "Giảm nghèo, thu nhập"
    assert len({group.label for group in groups}) == len(groups)


def test_list_needs_five_queries_however_many_periods(
    sample_loaded: None, django_assert_num_queries
) -> None:
    home = province()

    with django_assert_num_queries(5):
        indicator_list(province=home, today=TODAY)
    Result.objects.exclude(period=period("2024Q2")).delete()
    with django_assert_num_queries(5):
        indicator_list(province=home, today=TODAY)


@pytest.mark.parametrize("code", ["khong-co", ""])
def test_unknown_indicator_is_a_lookup_error(code: str) -> None:
    with pytest.raises(LookupError):
        page_of(code)


@pytest.mark.parametrize("period_code", ["2024Q3", "2019Q4", "abc"])
def test_period_without_results_is_a_lookup_error(period_code: str) -> None:
    with pytest.raises(LookupError, match=period_code):
        page_of("dien", period_code)


def test_all_eleven_districts_are_ranked_best_first_where_more_is_better(
    sample_loaded: None,
) -> None:
    values = [row.standing.value for row in page_of("duong-xa").ranking]

    assert len(values) == 11
    assert values == sorted(values, reverse=True)


def test_the_steepest_fall_of_poverty_ranks_first(sample_loaded: None) -> None:
    page = page_of("ho-ngheo")

    falls = [row.standing.value for row in page.ranking]
    assert page.standing.is_change
    assert falls == sorted(falls)
    assert falls[0] < Decimal(0)


def test_district_without_a_value_is_ranked_last(
    open_quarter: None, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    ranking = page_of("dien").ranking

    assert ranking[0].area.code == "180"
    assert ranking[0].standing.value == Decimal("99.8")
    assert {row.standing.value for row in ranking[1:]} == {None}


def test_district_officer_finds_only_the_own_district_ranked(
    sample_loaded: None, trang_dinh_officer: User
) -> None:
    page = indicator_page(
        code="dien",
        area=province(),
        readable=readable_areas(access_of(trang_dinh_officer)),
        today=TODAY,
    )

    assert [row.area.code for row in page.ranking] == ["180"]
    assert page.area.kind == AreaKind.PROVINCE


def test_districts_of_a_province_are_judged_by_the_rate_but_not_by_a_count(
    sample_loaded: None,
) -> None:
    roads, left = page_of("duong-xa"), page_of("xa-ra-khoi-dbkk")

    assert {row.standing.target for row in roads.ranking} == {roads.standing.target}
    assert {row.standing.target for row in left.ranking} == {None}


def test_chosen_period_is_the_one_shown(sample_loaded: None) -> None:
    page = page_of("duong-xa", "2022Q4")

    assert page.upto == date(2022, 12, 31)
    assert page.standing.observation.numerator == 170
    assert {row.standing.on for row in page.ranking} == {page.upto}


def test_periods_are_those_with_results_newest_first(sample_loaded: None) -> None:
    codes = [p.code for p in page_of("duong-xa").periods]

    assert codes[0] == "2024Q2"
    assert codes == sorted(codes, reverse=True)


def test_series_under_another_standard_is_named_and_never_joined(sample_loaded: None) -> None:
    new, old = page_of("ho-ngheo"), page_of("ho-ngheo-2016-2020")

    assert [b.code for b in new.breaks] == ["ho-ngheo-2016-2020"]
    assert [b.code for b in old.breaks] == ["ho-ngheo"]
    assert max(o.on for o in old.case.series) < min(o.on for o in new.case.series)


def test_outlook_needs_a_roll_up_and_a_level() -> None:
    assert page_of("duong-xa").outlook is None


def test_outlook_of_a_rolled_up_level_reaches_to_the_target_date(sample_loaded: None) -> None:
    page = page_of("duong-xa")

    assert page.outlook.projected.on == page.standing.target.on
    assert page.outlook.projected.value > page.standing.value


def test_outlook_of_a_change_is_not_made(sample_loaded: None) -> None:
    assert page_of("ho-ngheo").outlook is None


def test_baseline_of_the_province_is_named(sample_loaded: None) -> None:
    baseline = page_of("duong-xa").baseline

    assert baseline.is_sample
    assert page_of("duong-xa").case.baseline.value == baseline.value


def test_page_needs_ten_queries_however_many_areas_and_periods(
    sample_loaded: None, trang_dinh_officer: User, django_assert_max_num_queries
) -> None:
    home, own = province(), readable_areas(access_of(trang_dinh_officer))

    with django_assert_max_num_queries(10) as everything:
        indicator_page(code="dien", area=home, readable=Area.objects.all(), today=TODAY)
    Result.objects.exclude(period=period("2024Q2")).delete()
    with django_assert_max_num_queries(10) as little:
        indicator_page(code="dien", area=home, readable=own, today=TODAY)

    assert len(everything) >= len(little)


@pytest.mark.parametrize(("today", "value"), [(TODAY, "35.45"), (date(2025, 1, 5), "56.34")])
def test_indicator_that_nobody_reports_shows_the_newest_published_figure_of_its_day(
    today: date, value: str
) -> None:
    page = indicator_page(
        code="thu-nhap", area=province(), readable=Area.objects.all(), today=today
    )

    assert page.periods == ()
    assert page.standing.value == Decimal(value)
    assert indicator("thu-nhap").numerator is None


def test_running_year_tells_what_is_left_in_points_and_in_households(sample_loaded: None) -> None:
    running = page_of("ho-ngheo").running

    now = running.as_of
    allowed = int(running.owed * now.denominator / 100)
    assert (running.year, now.period.code) == (2024, "2024Q2")
    assert running.owed == running.as_of.value - running.so_far - 3
    assert running.left == now.value - running.owed
    assert running.units_left == now.numerator - allowed


def test_running_year_is_told_of_a_yearly_change_only(sample_loaded: None) -> None:
    assert page_of("duong-xa").running is None
    assert page_of("ho-ngheo", "2023Q4").running is None


def test_indicator_of_a_district_ranks_its_communes(sample_loaded: None) -> None:
    page = indicator_page(
        code="duong-xa", area=district("180"), readable=Area.objects.all(), today=TODAY
    )

    assert page.standing.observation.coverage.unit == "xã"
    assert {row.area.parent_id for row in page.ranking} == {page.area.pk}
    assert len(page.ranking) == 22


def test_district_rows_tell_the_change_of_the_level_and_the_pace(sample_loaded: None) -> None:
    rows = page_of("duong-xa").ranking

    row = next(one for one in rows if one.standing.since_last)
    assert row.level_change == row.standing.since_last
    behind = next(one for one in rows if one.standing.distance)
    assert behind.pace_needed > 0
    assert all(one.pace_held is not None for one in rows)
