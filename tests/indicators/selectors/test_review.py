"""One report beside its last period."""

from decimal import Decimal

import pytest

from indicators.models import EntryStatus, Figure, Period, Report, Route, User
from indicators.selectors.review import ReviewCell, ReviewPage, change_text, review_page
from indicators.services.reports import Remark, extend_report, return_report
from tests.factories.figures import write_cells
from tests.factories.reference import commune, communes, district, measure, report_of
from tests.factories.reports import (
    explained,
    filled,
    filled_last_quarter,
    sent_as_it_is,
    sent_report,
)
from tests.factories.times import NOW, local_time

QUERIES = 7
CODE = "06001"  # xã Đoàn Kết
TOWN = "05998"


@pytest.fixture
def report(open_quarter: Period, trang_dinh_officer: User) -> Report:
    """Filled, a quarter after poor_hh was 90 everywhere and everything else the same."""
    filled_last_quarter("180", by=trang_dinh_officer, poor_hh=90)
    return filled(report_of("F1", "180"), by=trang_dinh_officer)


def cell(page: ReviewPage, code: str, area: str = CODE) -> ReviewCell:
    key = measure(code).pk, commune(area).pk
    return next(c for row in page.rows for c in row.cells if c.key == key)


def figure(code: str, area: str = CODE) -> Figure:
    return Figure.objects.get(measure=measure(code), area=commune(area), period__code="2024Q3")


def total(page: ReviewPage, name: str):
    return next(one for one in page.totals if one.name == name)


def test_cell_stands_beside_the_last_period(report: Report) -> None:
    page = review_page(report)

    poor, same = cell(page, "poor_hh"), cell(page, "hh_total")
    assert (poor.text, poor.before, poor.change) == ("60", "90", "−30 (−33,3\u202f%)")
    assert not poor.is_same
    assert poor.below == ("90", "−30 (−33,3\u202f%)")
    assert same.below == ("=",)
    assert same.change == ""
    assert page.previous == "Quý II năm 2024"


def test_nil_zero_and_not_reported_are_told_apart(report: Report) -> None:
    Figure.objects.filter(pk=figure("fac_solid").pk).update(value=0, is_nil=True)
    Figure.objects.filter(pk=figure("elec_hh").pk).update(value=0)
    figure("fac_total").delete()

    page = review_page(report)

    assert cell(page, "fac_solid").text == "–"
    assert cell(page, "elec_hh").text == "0"
    assert cell(page, "fac_total").text == "chưa báo cáo"
    assert cell(page, "fac_total").is_blank
    assert page.first_blank == cell(page, "fac_total")


def test_nothing_is_asked_of_a_town_about_roads_nor_for_a_stated_rate(report: Report) -> None:
    town = next(area for area in communes(district("180")) if area.unit_type != "xa")
    Figure.objects.filter(area=town, measure=measure("road_paved")).delete()

    page = review_page(report)

    road = cell(page, "road_paved", town.code)
    assert (road.text, road.is_blank) == ("", False)
    assert cell(page, "poor_rate").text == ""


@pytest.mark.parametrize("route", [Route.IMPORT, Route.COMMAND])
def test_estimates_and_figures_out_of_a_file_are_marked(route: Route, report: Report) -> None:
    Figure.objects.filter(pk=figure("hh_total").pk).update(status=EntryStatus.ESTIMATE, route=route)
    Figure.objects.filter(pk=figure("poor_hh").pk).update(route=Route.GRID)

    page = review_page(report)

    assert cell(page, "hh_total").is_estimate
    assert cell(page, "hh_total").is_imported
    assert cell(page, "hh_total").tags == "ước, tệp"
    assert not cell(page, "poor_hh").is_estimate
    assert not cell(page, "poor_hh").is_imported


def test_older_figure_names_its_period(report: Report) -> None:
    Figure.objects.filter(period__code="2024Q2").update(period=period_of("2024Q1"))

    page = review_page(report)

    assert cell(page, "poor_hh").below[0] == "2024Q1: 90"
    assert total(page, "Số hộ nghèo (hộ)").before == "—"


def period_of(code: str) -> Period:
    return Period.objects.get(code=code)


def test_points_put_the_oddest_first_and_bring_the_note(report: Report) -> None:
    odd = figure("poor_hh", TOWN)
    Figure.objects.filter(pk=odd.pk).update(value=400, note="Sáp nhập thôn.")

    page = review_page(report)

    assert len(page.points) == 22
    noted = [point for point in page.points if point.cell.note]
    assert [(point.area.code, point.cell.note) for point in noted] == [(TOWN, "Sáp nhập thôn.")]
    assert len(page.readiness.explained) == 1
    assert all(point.cell.is_listed for point in page.points)


def test_marked_cells_join_the_list_after_what_was_found(report: Report) -> None:
    marked = measure("hh_total").pk, commune(CODE).pk
    foreign = measure("hh_total").pk, district("184").pk

    page = review_page(report, marked=[marked, foreign])

    assert len(page.points) == 23
    assert page.points[-1].cell.key == marked
    assert page.points[-1].cell.is_listed


def test_rates_of_a_row_are_computed_from_its_parts(report: Report) -> None:
    page = review_page(report)

    row = next(row for row in page.rows if row.area.code == CODE)
    rates = {i.code: rate for i, rate in zip(page.rates, row.rates, strict=True)}
    assert list(rates) == ["ho-ngheo", "dien", "truong-lop-tram"]
    poor = rates["ho-ngheo"]
    assert (poor.now, poor.before, poor.change) == ("8,00\u202f%", "12,00\u202f%", "−4,00")
    assert rates["dien"].change == ""


def test_total_is_sum_by_sum_and_not_a_mean_of_rates(report: Report) -> None:
    Figure.objects.filter(pk=figure("hh_total").pk).update(value=8250)
    Figure.objects.filter(pk=figure("poor_hh").pk).update(value=0)

    page = review_page(report)

    rate = next(one for one in page.totals if one.indicator and one.indicator.code == "ho-ngheo")
    assert rate.now == "5,25\u202f%"  # 21 × 60 of 21 × 750 + 8250
    assert rate.before == "12,00\u202f%"
    assert rate.plan.form == "change"
    assert total(page, "Số hộ nghèo (hộ)").change == "−720 (−36,4\u202f%)"


def test_total_of_a_tick_counts_the_units_that_have_it(report: Report) -> None:
    page = review_page(report)

    road = next(one for one in page.totals if one.indicator and one.indicator.code == "duong-xa")
    assert road.now == "100,0\u202f%"
    assert road.owed == 21  # thị trấn Thất Khê is not asked
    assert road.plan.value == 100


def test_total_of_other_rows_than_last_time_is_not_compared(report: Report) -> None:
    figure("poor_hh").delete()

    one = total(review_page(report), "Số hộ nghèo (hộ)")

    assert (one.reported, one.owed, one.is_partial) == (21, 22, True)
    assert one.change == ""


def test_plan_of_a_count_stands_only_where_it_was_set(
    open_quarter: Period, provincial_officer: User
) -> None:
    report = report_of("F2", "20")
    write_cells(report, {"180": {"communes_left": 2, "commune_total": 21}}, by=provincial_officer)

    page = review_page(report_of("F2", "20"))

    left = next(
        one for one in page.totals if one.indicator and one.indicator.code == "xa-ra-khoi-dbkk"
    )
    assert (left.now, left.plan.value) == ("2", Decimal(47))


@pytest.mark.parametrize(
    ("now", "before", "is_rate", "text"),
    [
        ("55", "60", False, "−5 (−8,3\u202f%)"),
        ("5", "0", False, "+5"),
        ("7", "7", False, ""),
        ("8.5", "8", True, "+0,5\u202fđiểm %"),
    ],
)
def test_change_text_is_in_points_for_rates(
    now: str, before: str, is_rate: bool, text: str
) -> None:
    assert change_text(Decimal(now), Decimal(before), is_rate=is_rate) == text


def test_steps_tell_who_when_why_and_which_cells(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    explained(report)
    sent = sent_as_it_is(report, by=trang_dinh_officer)
    keys = [(measure(code).pk, commune(CODE).pk) for code in ("poor_hh", "hh_total")]
    return_report(
        report=sent,
        by=provincial_officer,
        now=NOW,
        reason="Kiểm tra lại",
        remarks=[Remark(keys[0], "Giảm nhiều"), Remark(keys[1])],
    )
    until = local_time(2024, 10, 20)
    extend_report(report=sent, until=until, by=provincial_officer, now=NOW, reason="Bão")

    steps = review_page(sent).steps

    assert [step.verb for step in steps] == ["Gửi", "Trả lại", "Gia hạn"]
    assert [step.moves for step in steps] == [True, True, False]
    assert [(mark.key, mark.text) for mark in steps[1].marks] == [
        (keys[0], "Giảm nhiều"),
        (keys[1], ""),
    ]
    assert steps[1].marks[0].area == "Xã Đoàn Kết"
    assert steps[1].event.by == provincial_officer


def test_page_costs_seven_queries_whatever_it_holds(
    open_quarter: Period, trang_dinh_officer: User, django_assert_num_queries
) -> None:
    empty = report_of("F1", "180")
    with django_assert_num_queries(QUERIES):
        review_page(empty)
    full = sent_report(empty, by=trang_dinh_officer)
    with django_assert_num_queries(QUERIES):
        review_page(full)
