"""Districts beside each other, published figures beside roll-ups, one level beside the other."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Area, EntryStatus, Figure, Result, User
from indicators.progress import Light
from indicators.selectors.cases import cases_of_area
from indicators.selectors.indicator import IndicatorPage, indicator_page
from indicators.selectors.standing import gap_of
from indicators.services.results import rebuild_results
from indicators.wording import gap_text, stated_difference
from tests.factories.figures import all_rows, result_of, write_cells
from tests.factories.reference import district, indicator, period, province, report_of
from tests.indicators.selectors.cases import plain

TODAY = date(2024, 12, 1)
pytestmark = pytest.mark.django_db


def page_of(code: str, period_code: str = "") -> IndicatorPage:
    return indicator_page(
        code=code,
        area=province(),
        readable=Area.objects.all(),
        today=TODAY,
        period_code=period_code,
    )


def test_ranking_compares_one_period_only(
    sample_loaded: None, open_quarter: None, trang_dinh_officer: User
) -> None:
    rows = all_rows("180", hh_total=1000, poor_hh=500, fac_total=10, fac_solid=9)
    write_cells(report_of("F1", "180"), rows, by=trang_dinh_officer)

    of_last, of_partial = page_of("truong-lop-tram"), page_of("truong-lop-tram", "2024Q3")

    assert {row.standing.observation.period.code for row in of_last.ranking} == {"2024Q2"}
    with_value = [row for row in of_partial.ranking if row.standing.value is not None]
    assert [row.area.code for row in with_value] == ["180"]


def test_levels_beside_a_yearly_change_are_of_one_period(
    sample_loaded: None, open_quarter: None, trang_dinh_officer: User
) -> None:
    rows = all_rows("180", hh_total=1000, poor_hh=500)
    write_cells(report_of("F1", "180"), rows, by=trang_dinh_officer)

    page = page_of("ho-ngheo")

    assert {row.standing.level_as_of for row in page.ranking} == {"quý II năm 2024"}


def test_district_whose_share_did_not_change_is_not_worse_than_at_the_start(
    sample_loaded: None,
) -> None:
    """Chi Lăng has had 16 of 18 roads since the baseline: stored, the two must be one number."""
    roads = page_of("duong-xa").ranking

    (row,) = [row for row in roads if row.area.code == "187"]

    assert row.standing.value == row.standing.case.baseline.value
    assert row.standing.judgement.light == Light.LATE


def test_published_figure_is_set_against_the_roll_up_of_its_day(sample_loaded: None) -> None:
    roads = indicator("duong-xa")
    (case,) = [case for case in cases_of_area(province()) if case.indicator == roads]
    published = case.published[0]

    gap = gap_of(case, published)

    assert published.value == Decimal("96.1")
    assert abs(gap - Decimal("0.03259669")) < Decimal("0.00000001")
    assert gap_text(gap, published, roads) == "tổng hợp cùng thời điểm khớp"
    assert plain(gap_text(Decimal("0.4"), published, roads)).endswith("lệch +0,40 điểm %")


def test_what_the_province_states_for_a_district_is_shown_where_it_differs(
    open_quarter: None, trang_dinh_officer: User, provincial_officer: User
) -> None:
    rows = all_rows("180", hh_total=100, poor_hh=10)
    write_cells(report_of("F1", "180"), rows, by=trang_dinh_officer)
    stated = {"180": {"hh_total": 2200, "poor_hh": 330}}
    write_cells(report_of("F2", "20"), stated, by=provincial_officer)

    (case,) = [c for c in cases_of_area(district("180")) if c.indicator.code == "ho-ngheo"]

    words = stated_difference(case.series[-1], case.indicator)
    assert plain(words) == "biểu cấp trên nêu 15,00 % (+5,00 điểm %)"


def test_district_known_only_from_the_province_s_form_is_told(
    open_quarter: None, provincial_officer: User
) -> None:
    stated = {"180": {"hh_total": 2200, "poor_hh": 330}}
    write_cells(report_of("F2", "20"), stated, by=provincial_officer)

    (case,) = [c for c in cases_of_area(province()) if c.indicator.code == "ho-ngheo"]

    assert case.series[-1].coverage.stated == 22
    assert "22 đơn vị cấp xã lấy số cấp trên nêu" in case.series[-1].nature


def test_estimate_is_never_called_official(open_quarter: None, trang_dinh_officer: User) -> None:
    rows = all_rows("180", hh_total=100, poor_hh=10)
    write_cells(report_of("F1", "180"), rows, by=trang_dinh_officer)
    Figure.objects.update(status=EntryStatus.ESTIMATE)
    rebuild_results(period=period("2024Q3"))
    Result.objects.filter(area=district("180"), indicator=indicator("ho-ngheo")).update(approved=22)

    (case,) = [c for c in cases_of_area(district("180")) if c.indicator.code == "ho-ngheo"]

    assert result_of("ho-ngheo", district("180"), period("2024Q3")).estimated == 22
    assert not case.series[-1].is_official
    assert case.series[-1].nature == "ước, đã duyệt"
