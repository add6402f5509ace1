"""The light of a disbursement rate."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress import Judgement, Light
from programs.disbursement import Requirement, judge_disbursement

ROWS = (
    Requirement(date(2025, 6, 30), Decimal(30)),
    Requirement(date(2025, 12, 31), Decimal(95)),
)


def judged(disbursed, on=date(2025, 6, 30), **changes):
    given_ = {
        "disbursed": None if disbursed is None else Decimal(disbursed),
        "allotted": Decimal(60),
        "carried_over": Decimal(40),
        "requirements": ROWS,
        "year": 2025,
        "on": on,
    }
    return judge_disbursement(**given_ | changes)


@pytest.mark.parametrize(
    ("disbursed", "light"),
    [
        ("120", Light.MET),
        ("95", Light.MET),  # the year's last requirement, in June already
        ("94.999", Light.ON_COURSE),
        ("30", Light.ON_COURSE),
        ("29.999", Light.SLIGHTLY_LATE),
        ("25.5", Light.SLIGHTLY_LATE),  # 0.85 × 30
        ("25.499", Light.LATE),
        ("0", Light.LATE),
        ("-1", Light.LATE),  # never worse than at the start
    ],
)
def test_light_on_a_day_with_a_row(disbursed, light):
    assert judged(disbursed) == Judgement(light)


def test_light_between_the_rows_is_held_against_the_line():
    assert judged("62.5", on=date(2025, 9, 30)).light == Light.ON_COURSE
    assert judged("62.4", on=date(2025, 9, 30)).light == Light.SLIGHTLY_LATE


def test_light_where_nothing_is_required_yet():
    assert judged("0", on=date(2025, 1, 1)).light == Light.ON_COURSE


def test_light_after_the_last_row():
    assert judged("94", on=date(2026, 1, 31)).light == Light.SLIGHTLY_LATE
    assert judged("80", on=date(2026, 1, 31)).light == Light.LATE


def test_light_of_the_published_figure_is_late():
    published = {"allotted": Decimal("1746.6"), "carried_over": None}

    assert judged("349.8", on=date(2025, 8, 31), **published) == Judgement(Light.LATE)


def test_light_threshold_is_the_callers():
    assert judged("20", slight_threshold=Decimal("0.5")).light == Light.SLIGHTLY_LATE


@pytest.mark.parametrize("parts", [(None, None), (Decimal(0), Decimal(0)), (Decimal(-5), None)])
def test_light_without_capital_is_not_applicable(parts):
    allotted, carried_over = parts

    found = judged(None, allotted=allotted, carried_over=carried_over)

    assert found == Judgement(Light.NOT_APPLICABLE, "not_applicable")


def test_light_without_a_report_or_a_requirement_says_which():
    assert judged(None) == Judgement(Light.NO_DATA, "no_value")
    assert judged("30", requirements=()) == Judgement(Light.NO_DATA, "no_target")


@given(st.decimals(0, 100, places=3), st.dates(date(2025, 1, 1), date(2026, 1, 31)))
def test_light_never_gets_worse_by_disbursing_more(disbursed, on):
    order = [Light.MET, Light.ON_COURSE, Light.SLIGHTLY_LATE, Light.LATE]

    less, more = judged(disbursed, on).light, judged(disbursed + 1, on).light

    assert order.index(more) <= order.index(less)
