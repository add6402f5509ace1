"""Only what is approved and final: the choice of the reader, made where cases are built."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators import charts
from indicators.models import Area, Indicator, Measure, OfficialFigure, Result, TimeRule
from indicators.selectors.area import area_page
from indicators.selectors.cases import (
    build_case,
    latest_complete,
    load_facts,
    load_series,
    whole_day,
)
from indicators.selectors.heatmap import heatmap
from indicators.selectors.indicator import IndicatorPage, indicator_list, indicator_page
from indicators.selectors.overview import Overview, overview
from indicators.selectors.standing import Standing
from indicators.wording import quantity
from tests.factories.reference import district, indicator, period, province
from tests.factories.rows import new_result, saved

from .cases import COMPLETE, PARTIAL, observed, percentage, standing

TODAY = date(2024, 10, 5)
Q1, Q2 = date(2024, 3, 31), date(2024, 6, 30)
pytestmark = pytest.mark.django_db
PRELIMINARY = replace(COMPLETE, approved=170)
ESTIMATED = replace(COMPLETE, estimated=3)


def page_of(code: str, period_code: str = "", only_official: bool = True) -> IndicatorPage:
    return indicator_page(
        code=code,
        area=province(),
        readable=Area.objects.all(),
        today=TODAY,
        period_code=period_code,
        only_official=only_official,
    )


def home(only_official: bool = True, period_code: str = "") -> Overview:
    return overview(today=TODAY, only_official=only_official, period_code=period_code)


def shown(page: Overview) -> dict[str, Standing]:
    return {s.indicator.code: s for s in (*page.headlines, *page.others)}


def case_with(*series, only_official: bool = True):
    return build_case(
        percentage(numerator=Measure(), denominator=Measure()),
        Area(pk=1, kind="province"),
        load_facts([]),
        tuple(series),
        only_official=only_official,
    )


@pytest.mark.parametrize("coverage", [PRELIMINARY, ESTIMATED], ids=["unapproved", "estimate"])
def test_what_is_not_approved_or_an_estimate_is_set_aside(coverage) -> None:
    official, other = observed("95"), observed("96", year=2024, quarter=1, coverage=coverage)

    case = case_with(official, other)

    assert (case.series, case.withheld) == ((official,), (other,))


def test_everything_counts_where_nothing_is_chosen() -> None:
    series = observed("95"), observed("96", year=2024, quarter=1, coverage=PRELIMINARY)

    case = case_with(*series, only_official=False)

    assert (case.series, case.withheld) == (series, ())


def test_a_part_that_happens_to_be_approved_is_no_headline() -> None:
    whole = observed("95", year=2023, quarter=4)
    part = observed("99", year=2024, quarter=1, coverage=PARTIAL)
    case = case_with(whole, part, observed("97", year=2024, quarter=2, coverage=PRELIMINARY))

    assert whole_day(case, Q2) == whole.on
    assert whole_day(case, Q1) == part.on  # chosen, it is shown as the part that it is


def test_later_preliminary_figure_is_told() -> None:
    late = observed("97", year=2024, quarter=2, coverage=PRELIMINARY)
    case = case_with(observed("95"), late)
    plain = standing(percentage(), observed("95"))

    assert replace(plain, case=case).newer_withheld == (late,)
    assert plain.newer_withheld == ()


def test_headline_is_the_newest_that_is_whole_and_official(sample_loaded: None) -> None:
    everything, official = home(only_official=False), home()

    assert shown(everything)["dien"].on == Q2
    assert shown(official)["dien"].on == Q1
    assert shown(official)["xa-ra-khoi-dbkk"].on == Q2  # the province's own form is approved
    assert all(s.observation.is_official for s in shown(official).values() if s.observation)
    assert official.periods == everything.periods


def test_headline_is_the_one_of_that_period_without_the_choice(sample_loaded: None) -> None:
    official = shown(home())

    rolled = {code: s for code, s in official.items() if s.observation}
    assert len(rolled) > 3
    for code, found in rolled.items():
        then = page_of(code, found.observation.period.code, only_official=False).standing
        assert (found.value, found.on) == (then.value, then.on)
        assert found.judgement == then.judgement


def test_pages_agree_on_the_value(sample_loaded: None) -> None:
    first = shown(home())
    listed = {
        s.indicator.code: s
        for group in indicator_list(province=province(), today=TODAY, only_official=True).groups
        for s in group.standings
    }
    place = area_page(area=province(), readable=Area.objects.all(), today=TODAY, only_official=True)

    for s in place.standings:
        code = s.indicator.code
        single = page_of(code).standing
        assert {x.value for x in (s, listed[code], single)} == {s.value}, code
        if code in first:
            assert first[code].value == s.value


def test_period_that_is_preliminary_can_be_chosen_and_falls_back(sample_loaded: None) -> None:
    page = page_of("dien", "2024Q2")

    assert page.upto == Q2
    assert page.standing.on == Q1
    assert [o.on for o in page.standing.newer_withheld] == [Q2]
    assert shown(home(period_code="2024Q2"))["dien"].on == Q1


@pytest.mark.parametrize("code", ["dien", "duong-xa"])
def test_ranking_leaves_preliminary_districts_out_and_counts_them(
    code: str, sample_loaded: None
) -> None:
    everything, official = page_of(code, "2024Q2", False), page_of(code, "2024Q2")

    preliminary = {
        row.area for row in everything.ranking if not row.standing.observation.is_official
    }
    assert 0 < len(preliminary) < 11
    assert set(official.left_out) == preliminary
    assert {row.area for row in official.ranking}.isdisjoint(preliminary)
    assert len(official.ranking) + len(preliminary) == 11
    assert {row.standing.on for row in official.ranking} == {Q2}
    words = charts.left_out_text(official)
    assert f"không có {len(preliminary)} huyện, thành phố còn số sơ bộ" in words


def test_without_the_choice_nobody_is_left_out(sample_loaded: None) -> None:
    page = page_of("dien", only_official=False)

    assert (page.left_out, len(page.ranking), page.case.withheld) == ((), 11, ())


def test_district_that_did_not_report_is_not_called_preliminary(sample_loaded: None) -> None:
    Result.objects.filter(area=district("180"), period__code="2024Q2").delete()

    page = page_of("dien", "2024Q2")

    assert district("180") not in page.left_out
    assert [r.standing.value for r in page.ranking if r.area == district("180")] == [None]


def drawn(page: IndicatorPage) -> set[tuple[str, object]]:
    """Every point of every chart and every number of its table."""
    found: set[tuple[str, object]] = set()
    for chart in charts.indicator_charts(page):
        for trace in chart.figure["data"]:
            found |= {("drawn", pair) for pair in zip(trace["x"], trace["y"], strict=True)}
        found |= {("written", (row[0].text, row[1].text)) for row in chart.table.rows}
    return found


@pytest.mark.parametrize("code", ["dien", "duong-xa", "ho-ngheo", "truong-lop-tram"])
def test_preliminary_value_is_nowhere_under_the_choice(code: str, sample_loaded: None) -> None:
    if not Indicator.objects.filter(code=code).exists():
        code = Indicator.objects.filter(results__period__code="2024Q2").first().code
    before = page_of(code, only_official=False)
    marked = Decimal("12.34567")
    preliminary = [o.period.code for o in before.case.series if not o.is_official]
    assert preliminary
    Result.objects.filter(
        indicator=before.indicator, period__code__in=preliminary, area=province()
    ).update(value=marked)
    words = quantity(marked, before.indicator.unit, before.indicator.decimals)

    everything, official = page_of(code, only_official=False), page_of(code)

    assert any(float(marked) in pair for _, pair in drawn(everything) if _ == "drawn")
    assert not any(float(marked) in pair for _, pair in drawn(official) if _ == "drawn")
    assert not any(words in pair for _, pair in drawn(official) if _ == "written")
    assert marked not in {o.value for o in official.case.series}


def test_all_preliminary_leaves_what_was_published(sample_loaded: None) -> None:
    Result.objects.all().update(approved=0)
    published = OfficialFigure.objects.filter(indicator=indicator("dien"), area=province())

    found = page_of("dien").standing

    assert found.observation is None
    assert found.value in {figure.value for figure in published}
    assert charts.indicator_charts(page_of("dien"))


def test_year_so_far_is_preliminary_while_a_quarter_of_it_is(db: None) -> None:
    flow = indicator("duong-xa")
    flow.numerator.time_rule, flow.by_commune = TimeRule.FLOW, True
    for code, approved in (("2020Q1", 20), ("2020Q2", 21)):
        saved(
            new_result(
                period=period(code), approved=approved, own_numerator=None, own_denominator=None
            )
        )
    rows = Result.objects.filter(area=district("180"))

    series = load_series(rows, {flow.pk: flow})[flow.pk, district("180").pk]

    assert [o.is_official for o in series] == [False, False]
    assert series[1].coverage.is_official
    assert series[1].nature == "sơ bộ"


def test_choice_costs_no_query(sample_loaded: None, django_assert_num_queries) -> None:
    place = province()
    with django_assert_num_queries(9):
        home()
    with django_assert_num_queries(5):
        indicator_list(province=place, today=TODAY, only_official=True)


def test_page_is_of_the_newest_day_of_which_nothing_is_set_aside(sample_loaded: None) -> None:
    official = home()
    lights = heatmap(area=province(), readable=Area.objects.all(), today=TODAY, only_official=True)

    assert (official.period.ends_on, official.before.ends_on) == (Q1, date(2023, 12, 31))
    assert lights.upto == Q1
    assert all(s.on <= Q1 for s in lights.whole.standings if s.observation)


def test_one_who_never_reports_does_not_bring_the_day_of_one_who_did() -> None:
    most, few = replace(COMPLETE, reported=170), PARTIAL
    case = standing(
        percentage(),
        observed("95", year=2024, quarter=1, coverage=most),
        observed("96", year=2024, quarter=2, coverage=most),
        observed("77", year=2024, quarter=3, coverage=few),
    ).case
    started = standing(percentage(), observed("77", year=2024, quarter=3, coverage=few)).case

    assert latest_complete([case]) == Q2
    assert latest_complete([started]) == date(2024, 9, 30)
