"""What the leaders' first screen is made of."""

from datetime import date

import pytest

from indicators.models import Area, Indicator, Period, Report, Result, User
from indicators.selectors.indicator import indicator_page
from indicators.selectors.overview import overview
from indicators.services.reports import approve_report
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import district, indicator, period, province, report_of
from tests.factories.reports import sent_report
from tests.factories.rows import new_decision, new_target, saved
from tests.factories.times import NOW

TODAY = date(2024, 10, 5)
ROW = {"hh_total": 500, "poor_hh": 40, "elec_hh": 499}
pytestmark = pytest.mark.django_db


def test_without_reports_there_are_no_periods_to_choose() -> None:
    page = overview(today=TODAY)

    assert (page.period, page.periods, page.reports) == (None, (), None)
    assert page.upto == TODAY


def test_unknown_period_is_a_lookup_error() -> None:
    with pytest.raises(LookupError, match="2024Q9"):
        overview(today=TODAY, period_code="2024Q9")


def test_period_without_results_is_a_lookup_error(open_quarter: Period) -> None:
    with pytest.raises(LookupError, match="2024Q3"):
        overview(today=TODAY, period_code="2024Q3")


def test_reports_of_the_newest_open_period_are_counted_by_state(
    open_quarter: Period, trang_dinh_officer: User, provincial_officer: User
) -> None:
    sent, approved = report_of("F1", "180"), report_of("F1", "184")
    sent_report(sent, by=trang_dinh_officer)
    sent_report(approved, by=provincial_officer)
    approve_report(report=approved, by=provincial_officer, now=NOW)

    reports = overview(today=TODAY).reports

    assert str(reports.period) == "2024Q3"
    assert (reports.owed, reports.received, reports.approved) == (12, 2, 1)


def test_only_period_there_is_is_shown_though_partial(
    open_quarter: Period, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    page = overview(today=TODAY)

    assert page.period == open_quarter
    electricity = next(s for s in page.headlines if s.indicator.code == "dien")
    assert electricity.coverage.text.startswith("1/11 huyện (22/200 đơn vị cấp xã")


def test_newest_period_that_all_reported_is_shown(sample_loaded: None) -> None:
    page = overview(today=TODAY)

    assert page.period.code == "2024Q2"
    assert [p.code for p in page.periods][:3] == ["2024Q2", "2024Q1", "2023Q4"]
    assert len(page.periods) == 14


def test_newer_period_that_some_reported_is_told_not_shown(
    sample_loaded: None, trang_dinh_officer: User
) -> None:
    before = {s.indicator.code: s.value for s in overview(today=TODAY).headlines}
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    page = overview(today=TODAY)

    assert page.period.code == "2024Q2"
    assert {s.indicator.code: s.value for s in page.headlines} == before
    assert page.partial.period.code == "2024Q3"
    assert page.partial.coverage.text.startswith("1/11 huyện (22/200 đơn vị cấp xã")


def test_chosen_period_is_shown_as_it_was(sample_loaded: None) -> None:
    page = overview(today=TODAY, period_code="2022Q4")

    assert page.upto == date(2022, 12, 31)
    assert all(s.on <= page.upto for s in (*page.headlines, *page.others) if s.on)


def test_indicator_no_longer_in_force_is_not_on_the_first_screen(sample_loaded: None) -> None:
    page = overview(today=TODAY)

    codes = {s.indicator.code for s in (*page.headlines, *page.others)}
    assert "ho-ngheo-2016-2020" not in codes
    assert "ho-ngheo" in codes


def test_every_indicator_in_force_is_on_the_first_screen() -> None:
    page = overview(today=TODAY)

    shown = [s.indicator.code for s in (*page.headlines, *page.others)]
    in_force = Indicator.objects.filter(valid_to__isnull=True).values_list("code", flat=True)
    assert sorted(shown) == sorted(in_force)


def test_overview_needs_nine_queries_however_many_periods(
    sample_loaded: None, django_assert_num_queries
) -> None:
    with django_assert_num_queries(9):
        overview(today=TODAY)
    Result.objects.exclude(period=period("2024Q2")).delete()
    with django_assert_num_queries(9):
        overview(today=TODAY)


def test_overview_does_not_depend_on_the_number_of_areas(
    sample_loaded: None, django_assert_num_queries
) -> None:
    Result.objects.filter(area__in=Area.objects.of_kind("commune")).delete()

    with django_assert_num_queries(9):
        overview(today=TODAY)


def test_period_before_is_the_last_one_that_came_before(sample_loaded: None) -> None:
    page = overview(today=TODAY, period_code="2023Q4")

    assert page.before.code == "2023Q3"
    roads = next(s for s in page.headlines if s.indicator.code == "duong-xa")
    assert page.earlier[roads.indicator.pk].value == roads.value - roads.since_last
    assert page.earlier[roads.indicator.pk].on == page.before.ends_on


def test_first_period_has_none_before(sample_loaded: None) -> None:
    first = overview(today=TODAY).periods[-1]

    page = overview(today=TODAY, period_code=first.code)

    assert (page.before, page.earlier) == (None, {})
    assert all(d.before is None for row in page.districts.values() for d in row)


def test_chosen_period_is_judged_by_the_targets_of_its_time(sample_loaded: None) -> None:
    roads = indicator("duong-xa")
    later = saved(new_decision(number="77/NQ-HĐND", signed_on=date(2024, 7, 1)))
    for on, value in ((date(2024, 12, 31), 98), (date(2025, 12, 31), 99)):
        target = new_target(
            indicator=roads, area=province(), on=on, value=value, assigner="provincial"
        )
        target.decision = later
        saved(target)

    def target_in(code: str) -> tuple[date, int]:
        page = overview(today=date(2025, 2, 1), period_code=code)
        target = next(s.target for s in page.headlines if s.indicator == roads)
        return target.on, target.value

    assert target_in("2024Q2") == (date(2025, 12, 31), 100)
    assert target_in("2022Q4") == (date(2025, 12, 31), 100)


def test_districts_stand_as_on_the_page_of_the_indicator(sample_loaded: None) -> None:
    page = overview(today=TODAY)

    for standing in page.headlines:
        ranking = indicator_page(
            code=standing.indicator.code,
            area=page.area,
            readable=Area.objects.all(),
            today=TODAY,
        ).ranking
        expected = {row.area: (row.standing.value, row.standing.light) for row in ranking}
        shown = page.districts[standing.indicator.pk]
        assert {row.area: (row.now.value, row.now.light) for row in shown} == expected


def test_districts_stand_before_as_they_did_then(sample_loaded: None) -> None:
    now, then = (overview(today=TODAY, period_code=code) for code in ("2024Q2", "2024Q1"))

    for standing in now.headlines:
        key = standing.indicator.pk
        before = [(row.area, row.before.value, row.before.light) for row in now.districts[key]]
        assert before == [(row.area, row.now.value, row.now.light) for row in then.districts[key]]


def test_district_sees_its_own_figures_and_reports(sample_loaded: None) -> None:
    own = district("180")
    page = overview(today=TODAY, area=own, reports=Report.objects.filter(area=own))

    electricity = next(s for s in page.headlines if s.indicator.code == "dien")
    assert electricity.observation.denominator < 50_000
    assert (page.area, dict(page.districts)) == (own, dict.fromkeys(page.districts, ()))
    assert (page.reports.owed, page.reports.received) == (1, 0)


def test_reports_of_a_chosen_period_are_of_that_period(sample_loaded: None) -> None:
    reports = overview(today=TODAY, period_code="2024Q1").reports

    assert str(reports.period) == "2024Q1"
    assert reports.received == reports.owed == 12


def test_returned_report_is_owed_again(sample_loaded: None) -> None:
    Report.objects.filter(period__code="2024Q1", area__code="180").update(state="returned")

    reports = overview(today=TODAY, period_code="2024Q1").reports

    assert (reports.owed, reports.received, reports.missing) == (12, 11, 1)


def test_other_source_of_a_later_day_is_no_word_about_a_past_period(sample_loaded: None) -> None:
    def disputed(period_code: str) -> list[int]:
        page = overview(today=TODAY, period_code=period_code)
        return [figure.on.year for s in page.standings for figure in s.disputing]

    assert disputed("")
    assert all(year <= 2021 for year in disputed("2021Q4"))
