"""The units of 2025 with a past: added up from those that came whole, told where some were
split."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.charts import comparison_charts, comparison_table, history_chart
from indicators.models import Area, AreaKind, Result, User
from indicators.permissions import access_of, readable_areas
from indicators.selectors.comparison import Comparison, comparison
from indicators.selectors.heatmap import HeatLine, Heatmap, heatmap
from indicators.selectors.indicator import indicator_page
from indicators.selectors.lineage import pasts_of
from indicators.wording import lost_past_text
from tests.factories.reference import district, indicator, period, province

TODAY = date(2025, 11, 1)
MERGED = date(2025, 7, 1)
ON_COURSE = {"met", "on_course", "slightly_late", "late", "worse"}
pytestmark = pytest.mark.django_db


def whole_unit() -> Area:
    """A unit of 2025 made only of whole former communes."""
    new = Area.objects.filter(valid_from=MERGED, kind=AreaKind.COMMUNE)
    whole = new.exclude(precedents__whole=False).exclude(precedents__isnull=True)
    return next(unit for unit in whole.order_by("code") if not pasts_of([unit])[unit.pk].divided)


def split_unit() -> Area:
    return Area.objects.filter(valid_from=MERGED, precedents__whole=False).order_by("code").first()


@pytest.fixture
def autumn(sample_loaded: None) -> None:
    """All communes have reported the end of 2024, and the units of 2025 their first quarter."""
    communes = Area.objects.of_kind(AreaKind.COMMUNE)
    for code in ("2024Q4", "2025Q3"):
        units = list(communes.valid_on(period(code).ends_on))
        report("dien", code, {unit: 950 + unit.pk % 50 for unit in units})
        report("ho-ngheo", code, {unit: unit.pk % 50 for unit in units})


def report(code: str, quarter: str, of_thousand: dict[Area, int]) -> None:
    whole = Decimal(sum(of_thousand.values())), Decimal(1000 * len(of_thousand))
    parts = {area: (Decimal(number), Decimal(1000)) for area, number in of_thousand.items()}
    Result.objects.bulk_create(
        Result(
            indicator=indicator(code),
            area=area,
            period=period(quarter),
            numerator=numerator,
            denominator=denominator,
            value=numerator / denominator * 100,
            **dict.fromkeys(("reported", "expected", "approved"), int(denominator / 1000)),
            children_reported=0,
            children_expected=0,
        )
        for area, (numerator, denominator) in {**parts, province(): whole}.items()
    )


def lights(**fields: object) -> Heatmap:
    values = {"readable": Area.objects.all(), "today": TODAY, "period_code": "2025Q3"} | fields
    return heatmap(area=values.pop("area", None) or province(), **values)


def line_of(page: Heatmap, area: Area) -> HeatLine:
    return next(row for row in page.rows if row.area == area)


def compared(*areas: Area, code: str = "dien", **fields: object) -> Comparison:
    return comparison(areas=areas, codes=[code], today=TODAY, **fields)


def test_new_unit_is_judged_from_the_start_of_those_it_was_made_of(autumn: None) -> None:
    page = lights()

    reported = [s for s in line_of(page, whole_unit()).standings if s.on == page.upto or s.value]
    assert {s.indicator.code for s in reported} == {"dien", "ho-ngheo"}
    assert {s.light for s in reported} <= ON_COURSE
    assert page.is_restated


def test_yearly_change_of_a_new_unit_adds_up_both_parts(autumn: None) -> None:
    """Never a mean of the rates of those that came together."""
    unit = whole_unit()
    former = pasts_of([unit])[unit.pk].former
    by_year = [
        Result.objects.filter(area__in=former, indicator__code="ho-ngheo", period__code=f"{year}Q4")
        for year in (2023, 2024)
    ]
    rates = [
        sum(row.numerator for row in rows) / sum(row.denominator for row in rows) * 100
        for rows in by_year
    ]

    page = lights()

    poverty = next(s for s in line_of(page, unit).standings if s.indicator.code == "ho-ngheo")
    assert len(by_year[1]) > 1
    assert poverty.value == pytest.approx(rates[1] - rates[0], abs=Decimal("1e-6"))


def test_unit_with_a_part_of_a_former_one_has_no_past_and_says_why(autumn: None) -> None:
    page, unit = lights(), split_unit()

    told = {area: lost_past_text(rows) for area, rows in page.without_past}
    assert told[unit].startswith("Không có số trước ngày 01/07/2025: đơn vị chỉ nhận một phần của")
    assert whole_unit() not in told
    assert not any(
        o.is_restated for standing in line_of(page, unit).standings for o in standing.case.series
    )
    poverty = next(s for s in line_of(page, unit).standings if s.indicator.code == "ho-ngheo")
    assert (poverty.value, poverty.light) == (None, "no_data")


def test_districts_of_a_past_day_are_as_they_reported(autumn: None) -> None:
    page = lights(period_code="2024Q2", communes=True)

    assert not page.is_restated
    assert page.without_past == ()
    assert len(page.rows) == 200


def test_lights_need_nine_queries_however_many_units(
    autumn: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    home = province()
    for code, number in (("2025Q3", 9), ("2024Q2", 8)):
        with django_assert_num_queries(number):
            lights(area=home, period_code=code, communes=True)


def test_comparison_shows_the_past_with_a_break_at_the_change(autumn: None) -> None:
    unit = whole_unit()

    page = compared(unit, province())

    (first, second) = page.lines
    assert [o.is_restated for o in first.drawn][-2:] == [True, False]
    assert not any(o.is_restated for o in second.drawn)
    figure = comparison_charts(page)[0].figure
    assert figure["data"][0]["y"].count(None) == 1
    assert figure["data"][0]["x"][-2] == "2025-07-01"
    assert figure["data"][1]["y"].count(None) == 0
    assert [line["x0"] for line in figure["layout"]["shapes"] if line["line"]["dash"] == "dot"] == [
        "2025-07-01"
    ]
    notes = [row[1].note for row in comparison_table(page).rows]
    assert notes[0] == ""
    assert any("quy đổi" in note for note in notes)


def test_comparison_says_why_a_unit_has_no_past(autumn: None) -> None:
    unit = split_unit()

    page = compared(unit, province())

    assert [o.period.code for o in page.lines[0].drawn] == ["2025Q3"]
    assert [area for area, _ in page.without_past] == [unit]


def test_comparison_shows_the_present_of_a_former_district(autumn: None) -> None:
    page = compared(district("185"), province())

    newest = page.lines[0].drawn[-1]
    assert (newest.period.code, newest.is_restated) == ("2025Q3", True)


def test_comparison_needs_nine_queries_at_most(
    autumn: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    areas = [whole_unit(), split_unit(), district("185"), district("180")]

    with django_assert_max_num_queries(9):
        compared(*areas)


def test_ranking_on_the_page_of_an_indicator_has_the_past_of_new_units(autumn: None) -> None:
    page = indicator_page(
        code="dien",
        area=province(),
        readable=Area.objects.all(),
        today=TODAY,
        period_code="2025Q3",
    )

    ranked = {row.area: row for row in page.ranking}
    assert ranked[whole_unit()].level_change is not None
    assert ranked[split_unit()].level_change is None
    assert split_unit() in dict(page.without_past)


def test_history_of_a_new_unit_is_parted_at_the_change(autumn: None) -> None:
    page = indicator_page(code="dien", area=whole_unit(), readable=Area.objects.all(), today=TODAY)

    layout = history_chart(page).figure["layout"]
    assert [line["x0"] for line in layout["shapes"]] == ["2025-07-01"]
    assert layout["annotations"][0]["text"] == "tính từ<br>các đơn vị cũ"


def test_what_another_district_reported_makes_no_past_for_its_officer(
    autumn: None, trang_dinh_officer: User
) -> None:
    """Units of 2025 lie under the province; the officer of a former district reads none of them."""
    readable = readable_areas(access_of(trang_dinh_officer))

    assert lights(readable=readable).rows == ()
