"""What fixtures/ promises about periods, forms, published figures and targets."""

from decimal import Decimal
from itertools import pairwise

import pytest

from indicators.models import (
    Area,
    Assigner,
    Baseline,
    FigureStatus,
    FormMeasure,
    Indicator,
    Measure,
    OfficialFigure,
    Period,
    ReportForm,
    Target,
)
from tests.factories.reference import indicator, province

pytestmark = pytest.mark.django_db


def test_periods_are_all_quarters_halves_and_years_from_2020_to_2026() -> None:
    found = Period.objects.values_list("code", flat=True)

    years = range(2020, 2027)
    quarters = {f"{year}Q{number}" for year in years for number in range(1, 5)}
    halves = {f"{year}H{number}" for year in years for number in (1, 2)}
    assert set(found) == quarters | halves | {str(year) for year in years}


def test_periods_follow_each_other_without_gaps() -> None:
    quarters = list(Period.objects.quarters().order_by("starts_on"))

    for earlier, later in pairwise(quarters):
        assert (later.starts_on - earlier.ends_on).days == 1
    assert all(quarter.ends_on < quarter.due_on for quarter in quarters)


def test_forms_are_owed_by_districts_and_by_the_province() -> None:
    found = ReportForm.objects.order_by("code").values_list("code", "owed_by", "row_kind")

    assert list(found) == [("F1", "district", "commune"), ("F2", "province", "district")]
    assert FormMeasure.objects.filter(form__code="F1").count() == 10
    assert FormMeasure.objects.filter(form__code="F2").count() == 9


def test_official_figures_all_name_their_source() -> None:
    assert OfficialFigure.objects.count() == 27
    assert not OfficialFigure.objects.filter(source="").exists()


def test_targets_all_rest_on_a_decision_or_an_address() -> None:
    assert Target.objects.count() == 27
    assert not Target.objects.filter(decision__isnull=True, address="").exists()


def test_baselines_all_name_their_source() -> None:
    assert not Baseline.objects.filter(source="").exists()
    assert not Baseline.objects.filter(is_sample=True).exists()


# National targets that nobody has read in a source yet.
UNVERIFIED = {
    "duong-thon": 70,
    "truong-lop-tram": 100,
    "nha-van-hoa": 80,
    "doi-van-nghe": 50,
    "biet-chu": 90,
}


@pytest.mark.parametrize(("code", "value"), UNVERIFIED.items())
def test_national_target_known_from_memory_only_is_not_loaded(code: str, value: int) -> None:
    found = Target.objects.filter(assigner=Assigner.NATIONAL, indicator__code=code)

    assert not found.filter(value=value).exists()


def test_targets_of_province_and_state_stand_side_by_side() -> None:
    found = indicator("dien").targets.order_by("assigner").values_list("assigner", "value")

    assert list(found) == [
        (Assigner.NATIONAL, Decimal(99)),
        (Assigner.PROVINCIAL, Decimal("99.6")),
    ]


def test_yearly_fall_of_poverty_is_a_change_not_a_level() -> None:
    found = indicator("ho-ngheo").targets.get(assigner=Assigner.PROVINCIAL, on="2025-12-31")

    assert (found.form, found.operator, found.value) == ("change", "le", Decimal(-3))


def test_conflicting_electricity_figures_are_both_kept() -> None:
    found = indicator("dien").official_figures.filter(status=FigureStatus.REPORTED)

    assert set(found.values_list("value", flat=True)) == {Decimal("99.99"), Decimal(99)}


def test_kinds_of_published_figures_stay_apart() -> None:
    found = indicator("thu-nhap").official_figures.order_by("on", "value")

    assert [(figure.on.year, figure.status) for figure in found] == [
        (2019, FigureStatus.REPORTED),
        (2024, FigureStatus.REPORTED),
        (2024, FigureStatus.ESTIMATE),
        (2025, FigureStatus.EXPECTED),
    ]


def test_expected_figures_lie_in_the_years_after_the_last_report() -> None:
    expected = OfficialFigure.objects.filter(status=FigureStatus.EXPECTED)

    assert set(expected.values_list("on__year", flat=True)) == {2025}


@pytest.mark.parametrize(
    ("code", "on", "value"),
    [
        ("duong-xa", "2023-12-31", "96.1"),
        ("dien", "2023-12-31", "99.99"),
        ("truong-lop-tram", "2023-12-31", "81"),
        ("ho-ngheo", "2023-12-31", "-2.9"),
        ("xa-ra-khoi-dbkk", "2024-03-15", "11"),
    ],
)
def test_headline_figure_of_the_article_is_loaded(code: str, on: str, value: str) -> None:
    found = indicator(code).official_figures.get(on=on)

    assert found.value == Decimal(value)
    assert found.area == province()
    assert "Báo Kiểm toán" in found.source


@pytest.mark.parametrize(
    ("old", "new"), [("ho-ngheo-2016-2020", "ho-ngheo"), ("duong-xa-dieu-tra-2019", "duong-xa")]
)
def test_break_of_a_series_is_a_new_indicator_with_a_predecessor(old: str, new: str) -> None:
    before, after = indicator(old), indicator(new)

    assert after.predecessor == before
    assert before.valid_to == after.valid_from
    assert not before.official_figures.filter(on__gte=after.valid_from).exists()
    assert not after.official_figures.filter(on__lt=after.valid_from).exists()


def test_figure_of_the_old_poverty_standard_is_not_in_the_new_series() -> None:
    old = OfficialFigure.objects.get(value=Decimal("10.89"))

    assert old.indicator.code == "ho-ngheo-2016-2020"


def test_headline_indicators_are_the_four_of_the_article() -> None:
    found = Indicator.objects.filter(is_headline=True).values_list("code", flat=True)

    assert set(found) == {"ho-ngheo", "duong-xa", "dien", "truong-lop-tram"}


def test_every_indicator_names_source_agency_and_definition() -> None:
    for field in ("definition", "scope", "source", "agency"):
        assert not Indicator.objects.filter(**{field: ""}).exists(), field


def test_only_communes_that_are_xa_count_for_roads() -> None:
    assert set(Measure.objects.filter(scope="xa_only").values_list("code", flat=True)) == {
        "road_paved",
        "commune_total",
        "commune_road",
    }


def test_decisions_of_the_targets_are_those_of_the_sources() -> None:
    numbers = Target.objects.exclude(decision=None).values_list("decision__number", flat=True)

    assert set(numbers) == {"58-NQ/TU", "1719/QĐ-TTg", "120/2020/QH14"}


def test_every_area_of_the_fixtures_is_loaded_with_its_act() -> None:
    assert Area.objects.count() == 283
    assert not Area.objects.filter(kind="commune", act="").exists()
