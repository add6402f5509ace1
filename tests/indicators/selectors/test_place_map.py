"""How every place stands in every period."""

import pytest

from indicators.models import Area, User
from indicators.permissions import access_of, readable_areas
from indicators.selectors.indicator import indicator_page
from indicators.selectors.missing import NoIndicator, NoPeriod
from indicators.selectors.place_map import PlaceMap, place_map
from indicators.services.boundaries import load_boundaries
from tests.factories.outlines import squares
from tests.factories.reference import commune, province
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db


def map_of(code: str = "duong-xa", **fields: object) -> PlaceMap:
    values = {"readable": Area.objects.all(), "today": NOW.date()}
    if "province" not in fields:
        values["province"] = province()
    return place_map(code=code, **values | fields)


def have_outlines(*codes: str) -> None:
    load_boundaries(content=squares(*codes), source="Tự vẽ", by=None, now=NOW)


@pytest.mark.parametrize("code", ["duong-xa", "dien", "ho-ngheo", "truong-lop-tram"])
def test_districts_stand_as_on_the_page_of_the_indicator(code: str, sample_loaded: None) -> None:
    page = indicator_page(code=code, area=province(), readable=Area.objects.all(), today=NOW.date())

    shown = map_of(code)

    ranked = {row.area: (row.standing.value, row.standing.light) for row in page.ranking}
    assert {a: (s.value, s.light) for a, s in shown.placed} == ranked
    assert shown.period.ends_on == page.upto


def test_every_period_holds_what_its_own_page_holds(sample_loaded: None) -> None:
    whole = map_of("dien")

    for place, period in enumerate(whole.periods):
        alone = map_of("dien", period_code=period.code)
        assert [s.value for s in alone.shown] == [s.value for s in whole.frames[place]]


def test_what_was_not_reported_for_the_period_is_not_shown(sample_loaded: None) -> None:
    first = map_of("ho-ngheo", period_code="2021Q4")  # a change needs a year before it

    assert {s.value for s in first.shown} == {None}
    assert {s.light for s in first.shown} == {"no_data"}


def test_only_official_leaves_out_what_is_preliminary(sample_loaded: None) -> None:
    official = map_of("dien", period_code="2024Q2", only_official=True)
    every = map_of("dien", period_code="2024Q2")

    for mine, other in zip(official.shown, every.shown, strict=True):
        assert mine.value == (other.value if other.observation.is_official else None)
    assert None in {s.value for s in official.shown}


def test_district_officer_has_the_own_district_only(
    sample_loaded: None, trang_dinh_officer: User
) -> None:
    shown = map_of(readable=readable_areas(access_of(trang_dinh_officer)))

    assert [area.code for area in shown.areas] == ["180"]


def test_outlines_are_those_loaded_and_readable(
    sample_loaded: None, trang_dinh_officer: User
) -> None:
    have_outlines("180", "184")

    assert [a.code for a in map_of(bounded="district").areas] == ["180", "184"]
    own = map_of(bounded="district", readable=readable_areas(access_of(trang_dinh_officer)))
    assert [outline.area.code for outline in own.outlines.values()] == ["180"]


def test_commune_of_today_has_the_past_of_those_it_was_made_of(sample_loaded: None) -> None:
    new = Area.objects.of_kind("commune").valid_on(NOW.date().replace(year=2026))
    merged = next(a for a in new if a.precedents.filter(whole=True).count() > 1)
    load_boundaries(
        content=squares(merged.code), source="Tự vẽ", by=None, now=NOW, on=merged.valid_from
    )

    ((area, standing),) = map_of("dien", bounded="commune").placed

    assert area == merged
    assert standing.value is not None
    assert standing.observation.is_restated


def test_old_commune_stands_on_its_own(sample_loaded: None) -> None:
    load_boundaries(content=squares("06253"), source="x", by=None, now=NOW, on=NOW.date())

    ((area, standing),) = map_of("dien", bounded="commune").placed

    assert area == commune("06253")
    assert standing.value is not None


def test_unknown_indicator_is_refused_with_those_there_are(sample_loaded: None) -> None:
    with pytest.raises(NoIndicator) as refused:
        map_of("la")

    assert len(refused.value.indicators) > 5


def test_unknown_period_is_refused_with_those_there_are_the_newest_first(
    sample_loaded: None,
) -> None:
    with pytest.raises(NoPeriod) as refused:
        map_of(period_code="1")

    ends = [period.ends_on for period in refused.value.periods]
    assert len(ends) > 5
    assert ends == sorted(ends, reverse=True)


def test_without_a_choice_a_headline_that_is_reported_is_shown(sample_loaded: None) -> None:
    shown = map_of("")

    assert shown.indicator.is_headline
    assert shown.frames
    assert all(one.is_reported for one in shown.indicators)


def test_indicator_that_nobody_reports_has_no_period(sample_loaded: None) -> None:
    shown = map_of("thu-nhap")

    assert (shown.periods, shown.period, shown.placed) == ((), None, ())
    assert shown.indicator in shown.indicators


@pytest.mark.parametrize(("bounded", "queries"), [("", 6), ("district", 7), ("commune", 8)])
def test_number_of_queries_is_fixed(
    bounded: str, queries: int, sample_loaded: None, django_assert_num_queries
) -> None:
    have_outlines("180", "181", "184")
    have_outlines("06253", "06001")

    whole = province()

    with django_assert_num_queries(queries):
        shown = map_of("dien", bounded=bounded, province=whole)

    assert len(shown.frames) > 10
