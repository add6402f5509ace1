"""The sample data in the database: the article's figures come out of the rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from indicators.models import (
    Baseline,
    Figure,
    FigureChange,
    Period,
    Report,
    ReportEvent,
    ReportState,
    Result,
    User,
)
from indicators.sample import quarters
from indicators.services.cast import create_cast
from indicators.services.periods import open_period
from indicators.services.results import compute_period
from indicators.services.sample import SampleRefused, load_sample, sample_is_loaded
from programs.services.reference import load_reference
from tests.factories.figures import as_rolled, result_of
from tests.factories.people import PASSWORD
from tests.factories.reference import district, period, province
from tests.factories.times import NOW

SAMPLE_TABLES = (Baseline, Figure, FigureChange, Report, Result, Period, User)


def load_again() -> bool:
    return load_sample(cast=create_cast(password=PASSWORD), now=NOW)


def contents() -> dict[str, set[tuple]]:
    return {table.__name__: set(table.objects.values_list()) for table in SAMPLE_TABLES}


def value_of(code: str, quarter: str) -> Decimal:
    return result_of(code, province(), period(quarter)).value


def test_sample_is_refused_beside_a_real_report(db: None) -> None:
    open_period(period=period("2024Q3"), now=NOW)

    with pytest.raises(SampleRefused, match="có báo cáo thật"):
        load_again()

    assert not sample_is_loaded()
    assert not Figure.objects.exists()


def test_sample_again_is_refused_once_a_real_report_came(sample_loaded: None, db: None) -> None:
    open_period(period=period("2024Q4"), now=NOW)

    with pytest.raises(SampleRefused, match="có báo cáo thật"):
        load_again()


def test_sample_has_174_of_181_communes_with_a_road(sample_loaded: None, db: None) -> None:
    result = result_of("duong-xa", province(), period("2023Q4"))

    assert (result.numerator, result.denominator) == (174, 181)
    assert (result.reported, result.expected) == (181, 181)
    assert result.value == Decimal("96.13259669")


@pytest.mark.parametrize(
    ("code", "quarter", "value"),
    [
        ("ho-ngheo", "2021Q4", "12.20"),
        ("dien", "2023Q4", "99.99"),
        ("truong-lop-tram", "2023Q4", "81.00"),
        ("xa-ra-khoi-dbkk", "2024Q1", "11.00"),
    ],
)
def test_sample_gives_the_published_value_of_the_province(
    code: str, quarter: str, value: str, sample_loaded: None, db: None
) -> None:
    assert round(value_of(code, quarter), 2) == Decimal(value)


def test_sample_has_the_published_number_of_poor_households(sample_loaded: None, db: None) -> None:
    assert result_of("ho-ngheo", province(), period("2021Q4")).numerator == 23_510


def test_sample_poverty_fell_by_2_9_points_in_2023(sample_loaded: None, db: None) -> None:
    fall = value_of("ho-ngheo", "2023Q4") - value_of("ho-ngheo", "2022Q4")

    assert round(fall, 2) == Decimal("-2.90")


def test_sample_headlines_of_2023_are_official(sample_loaded: None, db: None) -> None:
    for code in ("ho-ngheo", "duong-xa", "dien", "truong-lop-tram"):
        result = result_of(code, province(), period("2023Q4"))
        assert result.is_official, code
        assert result.is_complete, code


@pytest.mark.parametrize("quarter", quarters(), ids=str)
def test_sample_results_follow_from_the_figures(
    quarter: object, sample_loaded: None, db: None
) -> None:
    row = period(str(quarter))
    stored = {(r.indicator_id, r.area_id): as_rolled(r) for r in Result.objects.of_period(row)}

    assert stored == compute_period(row)
    assert stored


def test_sample_covers_every_district_and_quarter(sample_loaded: None, db: None) -> None:
    filled = Report.objects.exclude(period__code="2024Q3")

    assert filled.count() == 14 * 12
    assert not filled.filter(figures__isnull=True).exists()
    assert not Report.objects.real().exists()


def test_sample_has_reports_that_came_late_with_an_extension(sample_loaded: None, db: None) -> None:
    sent = Report.objects.filter(sent_at__isnull=False).select_related("period")

    late = [report for report in sent if report.sent_at >= report.period.deadline]

    assert 0 < len(late) < len(sent) / 4
    assert all(report.sent_at < report.extended_until for report in late)


def test_sample_has_a_report_that_was_returned_with_a_reason(sample_loaded: None, db: None) -> None:
    returned = Report.objects.get(state=ReportState.RETURNED)

    assert (returned.area, returned.period.code) == (district("189"), "2024Q2")
    assert returned.events.filter(to_state=ReportState.RETURNED).exclude(reason="").exists()


def test_sample_leaves_some_of_the_newest_quarter_waiting(sample_loaded: None, db: None) -> None:
    waiting = Report.objects.filter(state=ReportState.SENT)

    assert {report.period.code for report in waiting.select_related("period")} == {"2024Q2"}
    assert set(waiting.values_list("area__code", flat=True)) == {"183", "187"}
    assert not result_of("ho-ngheo", province(), period("2024Q2")).is_official


def test_sample_leaves_the_third_quarter_open(sample_loaded: None, db: None) -> None:
    reports = Report.objects.filter(period__code="2024Q3")

    assert {report.state for report in reports} == {ReportState.NOT_SENT}
    assert all(report.extended_until > NOW for report in reports)
    assert period("2024Q3").is_open(NOW)
    assert not Figure.objects.filter(period__code="2024Q3").exists()


def test_sample_baselines_are_marked_as_invented(sample_loaded: None, db: None) -> None:
    invented = Baseline.objects.filter(is_sample=True)

    assert set(invented.values_list("indicator__code", flat=True)) == {
        "duong-xa",
        "truong-lop-tram",
        "dien",
    }
    assert invented.count() == 3 * 12  # the province and eleven districts
    assert set(invented.values_list("on", flat=True)) == {date(2020, 12, 31)}
    assert all("minh họa" in baseline.source for baseline in invented)


def test_sample_figures_all_have_their_history(sample_loaded: None, db: None) -> None:
    assert FigureChange.objects.count() == Figure.objects.count()
    assert set(FigureChange.objects.values_list("route", flat=True)) == {"sample"}


def test_load_sample_again_changes_nothing(sample_loaded: None, db: None) -> None:
    before = contents()

    fresh = load_again()

    assert not fresh
    assert contents() == before


def test_load_sample_again_puts_nothing_on_record(sample_loaded: None, db: None) -> None:
    before = ReportEvent.objects.count()

    load_again()

    assert ReportEvent.objects.count() == before


def test_load_reference_beside_the_sample_changes_nothing(sample_loaded: None, db: None) -> None:
    before = contents()

    counts = load_reference(folder=settings.FIXTURES_ROOT)

    assert {(count.created, count.updated) for count in counts} == {(0, 0)}
    assert contents() == before


def test_cast_of_the_sample_signs_in_with_one_password(
    sample_loaded: None, trang_dinh_officer: User, leader: User, provincial_officer: User
) -> None:
    for user in (trang_dinh_officer, leader, provincial_officer):
        assert user.check_password(PASSWORD)
        assert user.memberships.count() == 1
    assert not User.objects.get(username="huyen-178").is_active
