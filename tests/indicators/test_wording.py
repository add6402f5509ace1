"""Values, targets and differences as people here write them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from indicators.models import (
    Assigner,
    Decision,
    DirectionChoice,
    FigureStatus,
    Measure,
    Operator,
    ValueForm,
)
from indicators.progress.judgement import Reason
from indicators.selectors.observation import Coverage
from indicators.wording import (
    REASONS,
    change_unit,
    difference,
    ground_text,
    level_text,
    published_text,
    quantity,
    reason_text,
    remaining_text,
    reservation,
    since_last_text,
    target_text,
    value_text,
    withheld_text,
    yearly_change,
)
from tests.indicators.selectors.cases import (
    COMPLETE,
    PARTIAL,
    observed,
    percentage,
    plain,
    published,
    standing,
    target,
)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        ("96.132", "%", 1, "96,1 %"),
        ("96.15", "%", 1, "96,2 %"),  # half up
        ("81", "%", None, "81 %"),
        ("99.9900", "%", None, "99,99 %"),
        ("11", "xã", 0, "11 xã"),
        ("23510", "hộ", None, "23.510 hộ"),
        ("56.34", "triệu đồng/năm", 2, "56,34 triệu đồng/năm"),
        ("-0.3", "điểm %", 2, "−0,30 điểm %"),
        ("0", "%", 1, "0,0 %"),
        (None, "%", 1, "—"),
        (None, "xã", None, "—"),
    ],
)
def test_quantity_is_vietnamese(
    value: str | None, unit: str, decimals: int | None, words: str
) -> None:
    number = None if value is None else Decimal(value)

    assert plain(quantity(number, unit, decimals)) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("-2.8997", "%", "−2,90 điểm %"),
        ("-0.3", "%", "−0,30 điểm %"),
        ("0.55", "%", "+0,55 điểm %"),
        ("0", "%", "0,00 điểm %"),
        ("-0.001", "%", "0,00 điểm %"),
        ("2", "xã", "+2,00 xã"),
        (None, "%", "—"),
    ],
)
def test_difference_has_its_sign(value: str | None, unit: str, words: str) -> None:
    number = None if value is None else Decimal(value)

    assert plain(difference(number, unit, 2)) == words


@pytest.mark.parametrize(
    ("unit", "words"), [("%", "điểm %"), ("xã", "xã"), ("triệu đồng/năm", "triệu đồng/năm")]
)
def test_difference_between_percentages_is_in_points(unit: str, words: str) -> None:
    assert change_unit(unit) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("-2.9", "giảm 2,9 điểm %"),
        ("-2.9000", "giảm 2,9 điểm %"),
        ("0.4", "tăng 0,4 điểm %"),
        ("0", "không đổi"),
        (None, "—"),
    ],
)
def test_yearly_change_says_rise_and_fall_in_words(value: str | None, words: str) -> None:
    number = None if value is None else Decimal(value)

    assert plain(yearly_change(number, "%")) == words


@pytest.mark.parametrize("value", ["-0.001", "0.004"])
def test_yearly_change_that_rounds_to_nothing_has_no_verb(value: str) -> None:
    assert yearly_change(Decimal(value), "%", 2) == "gần như không đổi"


@pytest.mark.parametrize(
    ("value", "operator", "words"),
    [
        ("99.6", Operator.AT_LEAST, "≥ 99,6 %"),
        ("98", Operator.OVER, "> 98 %"),
        ("3.2", Operator.AT_MOST, "≤ 3,2 %"),
        ("3.2", Operator.UNDER, "< 3,2 %"),
        ("100", Operator.AT_LEAST, "100 %"),
    ],
)
def test_level_target_has_its_sign(value: str, operator: str, words: str) -> None:
    assert plain(target_text(target(value, operator), percentage())) == words


@pytest.mark.parametrize(
    ("value", "operator", "words"),
    [
        ("-3", Operator.AT_MOST, "giảm ≥ 3 điểm %/năm"),
        ("-3", Operator.UNDER, "giảm > 3 điểm %/năm"),
        ("-3", Operator.AT_LEAST, "giảm ≤ 3 điểm %/năm"),
        ("-3", Operator.OVER, "giảm < 3 điểm %/năm"),
        ("1.5", Operator.AT_LEAST, "tăng ≥ 1,5 điểm %/năm"),
        ("1.5", Operator.OVER, "tăng > 1,5 điểm %/năm"),
        ("1.5", Operator.AT_MOST, "tăng ≤ 1,5 điểm %/năm"),
    ],
)
def test_change_target_is_a_size_with_a_verb(value: str, operator: str, words: str) -> None:
    yearly = target(value, operator, form=ValueForm.CHANGE)

    assert plain(target_text(yearly, percentage(direction="fall"))) == words


def test_range_target_names_both_ends_in_the_unit_of_its_decision() -> None:
    income = target("2900", Operator.RANGE, value_to=Decimal(3000), unit="USD/người/năm")

    words = target_text(income, percentage(unit="triệu đồng/năm"))

    assert words == "2.900–3.000 USD/người/năm"


def test_target_of_a_count_is_in_its_unit() -> None:
    words = target_text(target("47"), percentage(unit="xã"))

    assert words == "≥ 47 xã"


def test_hundred_of_a_count_is_no_share_and_keeps_its_sign() -> None:
    words = target_text(target("100"), percentage(unit="trường"))

    assert words == "≥ 100 trường"


def test_target_rests_on_its_decision() -> None:
    decision = Decision(number="58-NQ/TU", kind="resolution", title="Nghị quyết")

    assert "58-NQ/TU" in ground_text(target("99.6", decision=decision))


@pytest.mark.parametrize(
    ("assigner", "words"),
    [(Assigner.PROVINCIAL, "Tỉnh giao"), (Assigner.NATIONAL, "Trung ương giao")],
)
def test_target_without_a_known_decision_names_who_assigned_it(assigner: str, words: str) -> None:
    assert ground_text(target("47", assigner=assigner)) == words


def test_rolled_up_value_has_the_decimals_of_the_indicator() -> None:
    rolled = standing(percentage(), observed("96.13259669"))

    assert plain(value_text(rolled)) == "96,1 %"


def test_published_value_keeps_the_decimals_of_its_source() -> None:
    alone = standing(percentage(decimals=2), figures=(published("81.0000"),))

    assert plain(value_text(alone)) == "81 %"


def test_value_of_a_count_has_its_unit() -> None:
    communes = standing(percentage(unit="xã", decimals=0), observed("11", denominator=None))

    assert value_text(communes) == "11 xã"


def test_missing_value_is_a_dash() -> None:
    assert value_text(standing(percentage())) == "—"


def test_change_value_is_in_words() -> None:
    poverty = percentage(direction=DirectionChoice.FALL, decimals=2)
    yearly = target("-3", Operator.AT_MOST, form=ValueForm.CHANGE)

    rolled = standing(poverty, observed("9.1999", year=2022), observed("6.3002"), targets=(yearly,))

    assert plain(value_text(rolled)) == "giảm 2,90 điểm %"
    assert plain(level_text(rolled)).startswith("6,30 %")


def test_what_remains_is_told_in_units_and_points() -> None:
    roads = percentage(
        numerator=Measure(unit="xã", kind="count"), denominator_id=1, factor=Decimal(100)
    )

    rolled = standing(roads, observed("96.13259669"), targets=(target("100"),))

    assert plain(remaining_text(rolled)).endswith("7 xã (3,9 điểm %)")


def test_what_remains_of_a_published_figure_is_told_in_points_only() -> None:
    alone = standing(percentage(), figures=(published("96.1"),), targets=(target("100"),))

    assert plain(remaining_text(alone)).endswith(" 3,9 điểm %")


def test_nothing_remains_of_a_target_that_is_met() -> None:
    met = standing(percentage(), figures=(published("99.99"),), targets=(target("99.6"),))

    assert remaining_text(met) == "đã đạt"


def test_what_remains_without_a_target_is_a_dash() -> None:
    assert remaining_text(standing(percentage(), observed("96.1"))) == "—"


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ("96.68", "tăng 0,55 điểm % so với "),
        ("95.13", "giảm 1,00 điểm % so với "),
        ("96.13", "không đổi so với "),
    ],
)
def test_change_since_the_last_period_is_a_sentence(later: str, words: str) -> None:
    rolled = standing(
        percentage(decimals=2), observed("96.13"), observed(later, year=2024, quarter=1)
    )

    assert plain(since_last_text(rolled)).startswith(words)


def test_first_period_is_compared_with_nothing() -> None:
    assert since_last_text(standing(percentage(), observed("96.13"))) == ""


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (FigureStatus.REPORTED, "98,3 %"),
        (FigureStatus.ESTIMATE, "98,3 % (ước thực hiện)"),
        (FigureStatus.EXPECTED, "98,3 % (dự kiến)"),
    ],
)
def test_published_figure_says_how_sure_it_is(status: str, words: str) -> None:
    assert plain(published_text(published("98.3000", status=status), percentage())) == words


@pytest.mark.parametrize("form", [ValueForm.CHANGE, ValueForm.AVERAGE])
def test_published_change_is_in_points(form: str) -> None:
    words = published_text(published("-2.9", form=form), percentage())

    assert plain(words) == "giảm 2,9 điểm %"


def test_reason_is_told_where_there_is_no_light() -> None:
    assert reason_text(standing(percentage())) == "chưa có số liệu"
    assert reason_text(standing(percentage(), observed("96.1"))) == "chưa có mục tiêu để so"


def test_reason_is_empty_where_there_is_a_light() -> None:
    met = standing(percentage(), figures=(published("99.99"),), targets=(target("99.6"),))

    assert reason_text(met) == ""


def test_every_reason_of_the_judgement_has_words() -> None:
    assert set(REASONS) == set(get_args(Reason)) - {""}


def test_withheld_periods_are_named_with_how_much_is_approved() -> None:
    waiting = replace(COMPLETE, approved=170, estimated=1)
    late = observed("96", year=2024, quarter=1, coverage=waiting)
    found = standing(percentage(), observed("95"))

    one = replace(found, case=replace(found.case, withheld=(late,)))
    two = replace(
        found, case=replace(found.case, withheld=(late, observed("97", year=2024, quarter=2)))
    )

    assert withheld_text(one) == "quý I năm 2024 (đã duyệt 170/181 xã, có số ước)"
    assert withheld_text(two) == "từ quý I năm 2024 đến quý II năm 2024"
    assert withheld_text(found) == ""


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        (COMPLETE, ""),
        (replace(COMPLETE, approved=170), "sơ bộ"),
        (replace(COMPLETE, estimated=3), "ước, đã duyệt"),
        (PARTIAL, "chính thức, chưa đủ đơn vị"),
    ],
    ids=["official", "preliminary", "estimate", "part"],
)
def test_what_is_not_whole_and_official_is_said_beside_its_value(
    coverage: Coverage, words: str
) -> None:
    found = standing(percentage(), observed("96.1", coverage=coverage))

    assert reservation(found) == words
    assert reservation(found, date(2023, 12, 31)) == words
    assert reservation(found, date(2024, 6, 30)).startswith("quý IV năm 2023")


def test_level_beside_a_change_says_that_it_is_preliminary() -> None:
    found = standing(percentage(), observed("4.81", coverage=replace(COMPLETE, approved=170)))

    assert plain(level_text(found)) == "4,8 % (quý IV năm 2023, sơ bộ)"
