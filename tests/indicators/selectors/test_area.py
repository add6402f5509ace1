"""One place: its standings, parts, reports, and whom it came from and went to."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Area, AreaKind, Result, User
from indicators.permissions import access_of, readable_areas
from indicators.selectors.area import AreaPage, area_page
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import commune, district, period, province, report_of

TODAY = date(2024, 10, 5)
MERGED = date(2025, 7, 1)
ROW = {"hh_total": 500, "poor_hh": 40, "elec_hh": 499}
pytestmark = pytest.mark.django_db


def page_of(area: Area, today: date = TODAY) -> AreaPage:
    return area_page(area=area, readable=Area.objects.all(), today=today)


def whole_successor() -> Area:
    """A unit of 2025 made only of whole former communes."""
    new = Area.objects.filter(valid_from=MERGED, kind=AreaKind.COMMUNE)
    return new.exclude(precedents__whole=False).exclude(precedents__isnull=True).first()


def split_successor() -> Area:
    """A unit of 2025 that took in a part of a former commune."""
    return Area.objects.filter(valid_from=MERGED, precedents__whole=False).first()


def test_province_keeps_its_eleven_former_districts() -> None:
    children = page_of(province(), today=date(2026, 1, 1)).children

    assert len(children) == 11
    assert {child.kind for child in children} == {AreaKind.DISTRICT}


@pytest.mark.parametrize(("today", "number"), [(date(2024, 10, 5), 22), (date(2024, 12, 5), 20)])
def test_district_has_the_communes_of_the_day(today: date, number: int) -> None:
    assert len(page_of(district("180"), today).children) == number


def test_abolished_district_shows_its_last_communes() -> None:
    page = page_of(district("180"), today=date(2026, 1, 1))

    assert len(page.children) == 20


def test_children_are_only_those_one_may_read(trang_dinh_officer: User) -> None:
    readable = readable_areas(access_of(trang_dinh_officer))

    page = area_page(area=province(), readable=readable, today=TODAY)

    assert [child.code for child in page.children] == ["180"]


def test_ancestors_lead_down_from_the_province() -> None:
    page = page_of(commune("06001"))

    assert [area.code for area in page.ancestors] == ["20", "180"]


def test_commune_that_was_divided_names_both_successors() -> None:
    old = commune("06040")

    page = page_of(old)

    assert old.name == "Xã Đại Đồng"
    assert {link.successor.name for link in page.successors} == {
        "Thị trấn Thất Khê",
        "Xã Đội Cấn",
    }


def test_only_indicators_with_something_to_say_are_listed() -> None:
    assert page_of(commune("06001")).standings == ()
    assert all(s.case.published for s in page_of(province()).standings)


def test_district_shows_its_own_value(open_quarter: None, trang_dinh_officer: User) -> None:
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    standings = {s.indicator.code: s for s in page_of(district("180")).standings}

    assert standings["dien"].value == Decimal("99.8")
    assert standings["dien"].coverage.text.startswith("22/22 đơn vị cấp xã")


def test_commune_shows_its_own_value(open_quarter: None, trang_dinh_officer: User) -> None:
    cells = {"06001": ROW}
    write_cells(report_of("F1", "180"), cells, by=trang_dinh_officer)

    standings = {s.indicator.code: s for s in page_of(commune("06001")).standings}

    assert standings["dien"].value == Decimal("99.8")
    assert standings["dien"].coverage.text.startswith("đã báo cáo")


def test_reports_of_opened_periods_are_listed_newest_first(sample_loaded: None) -> None:
    codes = [report.period.code for report in page_of(district("180")).reports]

    assert codes[0] == "2024Q3"
    assert codes == sorted(codes, reverse=True)
    assert len(codes) == 8


def test_report_of_a_period_not_opened_is_not_listed() -> None:
    assert page_of(district("180")).reports == ()


def test_new_unit_s_past_is_the_sum_of_its_whole_predecessors(sample_loaded: None) -> None:
    new = whole_successor()
    rows = Result.objects.filter(
        area__in=Area.objects.valid_on(date(2024, 6, 30)).filter(
            successions__successor__in=_chain(new)
        ),
        indicator__code="dien",
        period=period("2024Q2"),
    )
    electricity = next(s for s in page_of(new).standings if s.indicator.code == "dien")

    latest = electricity.case.series[-1]
    assert latest.is_restated
    assert latest.numerator == sum(row.numerator for row in rows)
    assert latest.denominator == sum(row.denominator for row in rows)
    assert page_of(new).is_restated


def _chain(area: Area) -> list[Area]:
    """The area and those it was made of in 2025, which themselves may date from 2024."""
    return [area, *Area.objects.filter(successions__successor=area)]


def test_past_of_a_unit_made_of_parts_is_not_shown(sample_loaded: None) -> None:
    page = page_of(split_successor())

    assert not page.is_restated
    assert page.standings == ()


@pytest.mark.parametrize("code", ["20", "180"])
def test_page_needs_at_most_fourteen_queries(
    code: str, sample_loaded: None, django_assert_max_num_queries
) -> None:
    area = Area.objects.select_related("parent__parent").get(code=code, valid_from="2020-01-01")

    with django_assert_max_num_queries(14) as everything:
        page_of(area)
    Result.objects.exclude(period=period("2024Q2")).delete()
    with django_assert_max_num_queries(14) as little:
        page_of(area)

    assert len(everything) == len(little)


def test_page_of_a_new_unit_needs_at_most_fourteen_queries(
    sample_loaded: None, django_assert_max_num_queries
) -> None:
    area = Area.objects.select_related("parent__parent").get(pk=whole_successor().pk)

    with django_assert_max_num_queries(14):
        page_of(area)
