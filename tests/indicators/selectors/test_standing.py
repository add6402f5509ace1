"""Which value counts, by which target, and what is said where it cannot be judged."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import progress as pg
from indicators.models import (
    Assigner,
    DirectionChoice,
    FigureStatus,
    Measure,
    MeasureKind,
    Operator,
    ValueForm,
)
from indicators.progress import Light
from indicators.selectors.standing import Coverage
from tests.indicators.selectors.cases import (
    PARTIAL,
    observed,
    percentage,
    published,
    standing,
    target,
)

START = pg.Point(date(2020, 12, 31), Decimal("91.16"))
POVERTY = percentage(direction=DirectionChoice.FALL, decimals=2)
FALL = target("-3", Operator.AT_MOST, form=ValueForm.CHANGE)


def test_roll_up_wins_over_a_figure_published_for_the_same_day() -> None:
    found = standing(percentage(), observed("96.13"), figures=(published("96.1"),))

    assert found.value == Decimal("96.13")
    assert found.published.value == Decimal("96.1")
    assert found.as_of == "quý IV năm 2023"


def test_later_published_figure_wins_over_an_older_roll_up() -> None:
    later = published("96.5", on=date(2024, 2, 29), period_text="tháng 2/2024")

    found = standing(percentage(), observed("96.13"), figures=(later,))

    assert (found.value, found.on) == (Decimal("96.5"), date(2024, 2, 29))
    assert found.observation is None
    assert found.as_of == "tháng 2/2024"


@pytest.mark.parametrize("status", [FigureStatus.ESTIMATE, FigureStatus.EXPECTED])
def test_estimates_and_expectations_are_never_the_value(status: str) -> None:
    found = standing(percentage(), figures=(published("100", status=status),))

    assert found.value is None
    assert found.judgement == pg.Judgement(Light.NO_DATA, "no_value")


@pytest.mark.parametrize("form", [ValueForm.CHANGE, ValueForm.AVERAGE])
def test_published_change_is_no_level(form: str) -> None:
    found = standing(percentage(), figures=(published("-2.9", form=form),))

    assert found.value is None


def test_published_average_of_several_years_is_not_judged_as_one_year() -> None:
    average = published("-2.95", form=ValueForm.AVERAGE)

    found = standing(POVERTY, figures=(average,), targets=(FALL,))

    assert found.value is None
    assert found.judgement == pg.Judgement(Light.NO_DATA, "no_value")


def test_figure_of_a_later_day_does_not_count_yet() -> None:
    found = standing(percentage(), figures=(published("99", on=date(2024, 6, 30)),))

    assert found.value is None


def test_observation_of_a_later_period_does_not_count_yet() -> None:
    found = standing(percentage(), observed("96.13"), observed("97.2", year=2024, quarter=2))

    assert found.value == Decimal("96.13")


def test_target_of_the_province_comes_before_the_nation_s() -> None:
    own, national = target("99.6"), target("99", assigner=Assigner.NATIONAL)

    found = standing(percentage(), observed("99.99"), targets=(national, own))

    assert (found.target, found.national) == (own, national)


def test_target_of_the_nation_judges_where_the_province_set_none() -> None:
    national = target("90", assigner=Assigner.NATIONAL)

    found = standing(percentage(), observed("98.5"), targets=(national,))

    assert found.target is national
    assert found.judgement.light == Light.MET


def test_next_target_due_is_the_one_that_judges() -> None:
    by_2025, by_2030 = target("47"), target("60", on=date(2030, 12, 31))

    found = standing(percentage(), observed("11"), targets=(by_2030, by_2025))

    assert found.target is by_2025


def test_target_in_another_unit_never_judges() -> None:
    dollars = target("2900", Operator.RANGE, value_to=Decimal(3000), unit="USD/người/năm")

    found = standing(percentage(), figures=(published("56.34"),), targets=(dollars,))

    assert found.target is None
    assert found.progress is None
    assert found.judgement == pg.Judgement(Light.NO_DATA, "no_target")


def test_target_set_for_the_province_does_not_judge_a_district() -> None:
    found = standing(
        percentage(unit="xã"), observed("2"), targets=(target("47"),), targets_apply=False
    )

    assert found.target is None
    assert found.judgement.reason == "no_target"


def test_progress_is_measured_from_the_baseline() -> None:
    found = standing(
        percentage(factor=Decimal(100), numerator=Measure(unit="xã", kind=MeasureKind.COUNT)),
        observed("96.1326"),
        targets=(target("100"),),
        baseline=START,
    )

    assert found.progress == (Decimal("96.1326") - START.value) / (100 - START.value)
    assert found.units_left == 7
    assert found.distance == Decimal("3.8674")


def test_level_without_a_baseline_and_short_of_its_target_cannot_be_judged() -> None:
    found = standing(percentage(), figures=(published("96.1"),), targets=(target("100"),))

    assert found.judgement == pg.Judgement(Light.NO_DATA, "no_baseline")
    assert found.progress is None


@pytest.mark.parametrize(
    ("value", "light"),
    [
        ("-3.2", Light.MET),
        ("-3", Light.MET),
        ("-2.9", Light.SLIGHTLY_LATE),
        ("-2.55", Light.SLIGHTLY_LATE),  # exactly 85 per cent of 3
        ("-2.54", Light.LATE),
        ("0", Light.LATE),
        ("0.4", Light.WORSE),
    ],
)
def test_change_is_judged_against_the_yearly_target(value: str, light: Light) -> None:
    figure = published(value, form=ValueForm.CHANGE, period_text="năm 2023")

    found = standing(POVERTY, figures=(figure,), targets=(FALL,))

    assert found.is_change
    assert found.judgement.light == light


def test_change_is_the_difference_of_two_year_ends() -> None:
    found = standing(
        POVERTY,
        observed("9.2", year=2022),
        observed("7.1", year=2023, quarter=3),
        observed("6.3", year=2023),
        targets=(FALL,),
    )

    assert found.value == Decimal("-2.9")
    assert found.as_of == "năm 2023"
    assert found.level == Decimal("6.3")


def test_change_over_more_than_one_year_is_not_a_year_s() -> None:
    found = standing(
        POVERTY, observed("12.2", year=2021), observed("6.3", year=2023), targets=(FALL,)
    )

    assert found.value is None


def test_change_against_a_partial_year_end_is_not_a_change() -> None:
    found = standing(
        POVERTY,
        observed("9.2", year=2022),
        observed("11.4", year=2023, coverage=PARTIAL),
        targets=(FALL,),
    )

    assert found.value is None
    assert found.light == Light.NO_DATA


def test_change_says_the_newest_level_beside() -> None:
    found = standing(
        POVERTY,
        observed("9.2", year=2022),
        observed("6.3", year=2023),
        observed("5.6", year=2024, quarter=1),
        targets=(FALL,),
    )

    assert (found.value, found.level) == (Decimal("-2.9"), Decimal("5.6"))


def test_newer_period_that_only_some_reported_is_told() -> None:
    part = observed("90", year=2024, quarter=1, coverage=PARTIAL)

    found = standing(percentage(), observed("96.13"), part, upto=date(2023, 12, 31))

    assert found.newer_partial is part
    assert found.value == Decimal("96.13")


def test_newer_period_that_all_reported_is_no_partial_one() -> None:
    whole = observed("96.7", year=2024, quarter=1)

    found = standing(percentage(), observed("96.13"), whole, upto=date(2023, 12, 31))

    assert found.newer_partial is None


def test_partial_period_is_never_judged() -> None:
    found = standing(
        percentage(),
        observed("99.9", coverage=PARTIAL),
        targets=(target("99.6"),),
        baseline=START,
    )

    assert found.light == Light.NO_DATA
    assert found.coverage == PARTIAL


@pytest.mark.parametrize(
    ("coverage", "text"),
    [
        (Coverage(200, 200, 200, 11, 11, "xã", "huyện"), "11/11 huyện"),
        (Coverage(41, 200, 0, 2, 11, "xã", "huyện"), "2/11 huyện (41/200 xã)"),
        (Coverage(17, 17, 17, 17, 17, "xã", "xã"), "17/17 xã"),
        (Coverage(11, 11, 0, 11, 11, "huyện", "huyện"), "11/11 huyện"),
    ],
)
def test_coverage_reads_as_people_say_it(coverage: Coverage, text: str) -> None:
    assert coverage.text == text


@pytest.mark.parametrize(("approved", "is_official"), [(200, True), (199, False), (0, False)])
def test_value_is_official_when_everything_reported_is_approved(
    approved: int, is_official: bool
) -> None:
    assert Coverage(200, 200, approved, 11, 11, "xã", "huyện").is_official is is_official


def test_units_left_are_told_of_what_is_counted_only() -> None:
    amount = percentage(unit="triệu đồng", numerator=Measure(unit="đồng", kind=MeasureKind.AMOUNT))

    assert standing(amount, observed("96"), targets=(target("100"),)).units_left is None
