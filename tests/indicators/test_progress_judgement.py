"""The lights: of a level on its path, and of a year's change."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.progress import (
    SLIGHT_THRESHOLD,
    Direction,
    Judgement,
    Light,
    Point,
    expected,
    judge_change,
    judge_level,
    reaches,
)

RISE, FALL, MAINTAIN = Direction.RISE, Direction.FALL, Direction.MAINTAIN
MIRROR = {RISE: FALL, FALL: RISE}
FROM_BEST = [Light.MET, Light.ON_COURSE, Light.SLIGHTLY_LATE, Light.LATE, Light.WORSE]

# Ten days from 0 to 10, so that 5 is expected on the sixth.
START, HALFWAY, END = date(2024, 1, 1), date(2024, 1, 6), date(2024, 1, 11)

dates = st.dates(date(2021, 1, 1), date(2026, 12, 31))
values = st.decimals(-100, 100, places=2)
points = st.builds(Point, dates, values)
paths = st.lists(points, min_size=1, max_size=4, unique_by=lambda point: point.on)
thresholds = st.decimals("0.01", 1, places=2)


def level(actual, *, direction=RISE, start=Decimal(0), goal=Decimal(10), ended=True, **changes):
    case = {
        "actual": None if actual is None else Decimal(actual),
        "baseline": None if start is None else Point(START, Decimal(start)),
        "targets": [Point(END, Decimal(goal))],
        "final": Point(END, Decimal(goal)),
        "on": HALFWAY,
        "ended": ended,
        "direction": direction,
    }
    return judge_level(**(case | changes))


def change(actual, *, target="-3", direction=FALL, ended=True, **changes):
    return judge_change(
        change=None if actual is None else Decimal(actual),
        target=None if target is None else Decimal(target),
        direction=direction,
        ended=ended,
        **changes,
    )


def test_light_values_are_the_ones_stored_and_styled():
    assert [light.value for light in Light] == [
        "met",
        "on_course",
        "slightly_late",
        "late",
        "worse",
        "no_data",
        "not_applicable",
    ]


@pytest.mark.parametrize(
    ("actual", "light"),
    [
        ("12", Light.MET),
        ("10", Light.MET),
        ("9.99", Light.ON_COURSE),
        ("5", Light.ON_COURSE),
        ("4.99", Light.SLIGHTLY_LATE),
        ("4.25", Light.SLIGHTLY_LATE),  # exactly 0.85 of the 5 expected
        ("4.24", Light.LATE),
        ("0", Light.LATE),
        ("-0.01", Light.WORSE),
    ],
)
def test_judge_level_compares_with_target_expected_and_start(actual, light):
    assert level(actual) == Judgement(light, "")
    assert level(-Decimal(actual), goal=-10, direction=FALL) == Judgement(light, "")


def test_judge_level_of_electricity_without_a_baseline_is_met():
    target = Point(date(2025, 12, 31), Decimal("99.6"))

    judged = judge_level(
        actual=Decimal("99.99"),
        baseline=None,
        targets=[target],
        final=target,
        on=date(2023, 12, 31),
        ended=True,
        direction=RISE,
    )

    assert judged == Judgement(Light.MET, "")


@pytest.mark.parametrize(
    ("actual", "light"),
    [
        ("3.36", Light.ON_COURSE),  # the published value: 5.45 was expected
        ("3.2", Light.MET),
        ("6.4", Light.SLIGHTLY_LATE),
        ("8", Light.LATE),
        ("12.3", Light.WORSE),
    ],
)
def test_judge_level_of_poverty_at_the_end_of_2024(actual, light):
    target = Point(date(2025, 12, 31), Decimal("3.2"))

    judged = judge_level(
        actual=Decimal(actual),
        baseline=Point(date(2021, 12, 31), Decimal("12.2")),
        targets=[target],
        final=target,
        on=date(2024, 12, 31),
        ended=True,
        direction=FALL,
    )

    assert judged.light is light


def test_judge_level_of_roads_without_a_baseline_cannot_be_told_before_the_target():
    target = Point(date(2025, 12, 31), Decimal(100))
    roads = {"actual": Decimal("96.1"), "baseline": None, "targets": [target], "final": target}

    judged = judge_level(**roads, on=date(2023, 12, 31), ended=True, direction=RISE)

    assert judged == Judgement(Light.NO_DATA, "no_baseline")


def test_judge_level_without_a_baseline_is_late_where_something_was_expected():
    halfway_target = [Point(HALFWAY, Decimal(5)), Point(END, Decimal(10))]
    around = [Point(START, Decimal(0)), Point(END, Decimal(10))]

    assert level("4.99", start=None, targets=halfway_target).light is Light.LATE
    assert level("5", start=None, targets=halfway_target).light is Light.ON_COURSE
    assert level("4.99", start=None, targets=around).light is Light.LATE
    assert level("9", start=None, on=END).light is Light.LATE
    assert level("9", start=None, on=END + timedelta(90)).light is Light.LATE


def test_judge_level_has_the_periods_own_target_before_the_line():
    yearly = [Point(HALFWAY, Decimal(8)), Point(END, Decimal(10))]

    assert level("7", targets=yearly).light is Light.SLIGHTLY_LATE
    assert level("8", targets=yearly).light is Light.ON_COURSE


def test_judge_level_against_a_yearly_target_meets_it_before_the_last():
    yearly = [Point(HALFWAY, Decimal(5)), Point(END, Decimal(10))]

    assert level("5", targets=yearly, final=yearly[0]).light is Light.MET
    assert level("4.5", targets=yearly, final=yearly[0]).light is Light.SLIGHTLY_LATE


def test_judge_level_puts_the_target_in_question_on_the_path():
    assert level("5", targets=[]) == level("5")
    assert level("4.9", targets=[Point(HALFWAY, Decimal(5))]).light is Light.SLIGHTLY_LATE


@pytest.mark.parametrize("actual", ["4.99", "0", "-1"])
def test_judge_level_says_nothing_is_late_before_the_period_has_ended(actual):
    assert level(actual, ended=False) == Judgement(Light.NOT_APPLICABLE, "not_ended")


def test_judge_level_gives_good_news_before_the_period_has_ended():
    assert level("10", ended=False).light is Light.MET
    assert level("5", ended=False).light is Light.ON_COURSE


def test_judge_level_says_why_there_is_no_light():
    assert level("5", applicable=False) == Judgement(Light.NOT_APPLICABLE, "not_applicable")
    assert level(None) == Judgement(Light.NO_DATA, "no_value")
    assert level("5", final=None) == Judgement(Light.NO_DATA, "no_target")
    assert level("5", start=None) == Judgement(Light.NO_DATA, "no_baseline")
    assert level("5", on=START - timedelta(1)) == Judgement(Light.NO_DATA, "before_baseline")


@pytest.mark.parametrize("direction", Direction)
def test_judge_level_counts_a_zero_as_a_value(direction):
    assert level("0", direction=direction).light is not Light.NO_DATA


@pytest.mark.parametrize(
    ("actual", "light"), [("0.01", Light.ON_COURSE), ("0", Light.ON_COURSE), ("-0.01", Light.WORSE)]
)
def test_judge_level_on_the_first_day_expects_the_baseline(actual, light):
    assert level(actual, on=START).light is light


@pytest.mark.parametrize(
    ("actual", "light"), [("3.1", Light.MET), ("3", Light.MET), ("2.99", Light.WORSE)]
)
def test_judge_level_with_target_equal_to_the_baseline_is_met_or_worse(actual, light):
    assert level(actual, start=3, goal=3).light is light
    assert level(-Decimal(actual), start=-3, goal=-3, direction=FALL).light is light


@pytest.mark.parametrize(
    ("actual", "light"), [("8.5", Light.MET), ("8", Light.MET), ("7.9", Light.WORSE)]
)
def test_judge_level_with_a_start_beyond_the_target_is_met_or_worse(actual, light):
    assert level(actual, start=9, goal=8).light is light


@pytest.mark.parametrize(
    ("actual", "start", "light"),
    [
        ("99.6", "98", Light.MET),
        ("99.5", "98", Light.SLIGHTLY_LATE),
        ("98.5", "98", Light.LATE),
        ("97.9", "98", Light.WORSE),
        ("99.5", "99.6", Light.WORSE),
        ("99.5", None, Light.LATE),
    ],
)
def test_judge_level_to_maintain_owes_the_whole_target_at_once(actual, start, light):
    assert level(actual, start=start, goal="99.6", direction=MAINTAIN).light is light


def test_judge_level_takes_the_indicators_own_threshold():
    assert level("4.5", slight_threshold=Decimal("0.9")).light is Light.SLIGHTLY_LATE
    assert level("4.49", slight_threshold=Decimal("0.9")).light is Light.LATE


def test_judge_level_refuses_two_targets_of_one_date():
    with pytest.raises(ValueError, match="two values"):
        level("5", targets=[Point(END, Decimal(9))])


@given(
    actual=values,
    baseline=st.none() | points,
    targets=paths,
    on=dates,
    ended=st.booleans(),
    slight_threshold=thresholds,
)
def test_judge_level_of_rise_and_fall_are_mirror_images(actual, baseline, targets, **others):
    mirrored = [Point(target.on, -target.value) for target in targets]

    rising = judge_level(
        actual=actual,
        baseline=baseline,
        targets=targets,
        final=targets[-1],
        direction=RISE,
        **others,
    )
    falling = judge_level(
        actual=-actual,
        baseline=baseline and Point(baseline.on, -baseline.value),
        targets=mirrored,
        final=mirrored[-1],
        direction=FALL,
        **others,
    )

    assert rising == falling


@given(
    pair=st.tuples(values, values),
    baseline=st.none() | points,
    targets=paths,
    on=dates,
    direction=st.sampled_from(Direction),
    slight_threshold=thresholds,
)
def test_judge_level_never_gives_a_better_value_a_worse_light(pair, targets, direction, **others):
    better, worse = sorted(pair, reverse=direction is not FALL)
    case = {"targets": targets, "final": targets[0], "direction": direction, "ended": True}

    good = judge_level(actual=better, **case, **others).light
    poor = judge_level(actual=worse, **case, **others).light

    assume(Light.NO_DATA not in (good, poor))
    assert FROM_BEST.index(good) <= FROM_BEST.index(poor)


@given(
    actual=st.none() | values,
    baseline=st.none() | points,
    targets=paths,
    on=dates,
    direction=st.sampled_from(Direction),
)
def test_judge_level_has_a_reason_exactly_when_it_has_no_colour(targets, **others):
    for ended in (True, False):
        judged = judge_level(targets=targets, final=targets[-1], ended=ended, **others)
        assert (judged.reason == "") is (judged.light in FROM_BEST)
        assert ended or judged.light not in FROM_BEST[2:]


@given(baseline=points, targets=paths, on=dates, direction=st.sampled_from(Direction))
def test_judge_level_of_exactly_what_is_expected_is_at_least_on_course(
    baseline, targets, on, direction
):
    by_now = expected(on, baseline, targets, direction)
    assume(by_now is not None)

    judged = judge_level(
        actual=by_now,
        baseline=baseline,
        targets=targets,
        final=targets[0],
        on=on,
        ended=True,
        direction=direction,
    )

    assert judged.light in (Light.MET, Light.ON_COURSE)


@pytest.mark.parametrize(
    ("fall", "light"),
    [
        ("-3.2", Light.MET),
        ("-3", Light.MET),
        ("-2.9", Light.SLIGHTLY_LATE),  # the article's figure for 2023
        ("-2.55", Light.SLIGHTLY_LATE),
        ("-2.54", Light.LATE),
        ("0", Light.LATE),
        ("0.1", Light.WORSE),
    ],
)
def test_judge_change_of_a_fall_by_three_points_a_year(fall, light):
    assert change(fall) == Judgement(light, "")
    assert change(-Decimal(fall), target="3", direction=RISE) == Judgement(light, "")


@pytest.mark.parametrize(
    ("actual", "light"), [("0", Light.MET), ("0.2", Light.MET), ("-0.1", Light.WORSE)]
)
def test_judge_change_to_maintain_allows_no_loss(actual, light):
    assert change(actual, target="0", direction=MAINTAIN).light is light


def test_judge_change_may_allow_a_small_rise():
    assert change("0.5", target="1").light is Light.MET
    assert change("1.5", target="1").light is Light.WORSE


def test_judge_change_says_why_there_is_no_light():
    assert change("-1", applicable=False) == Judgement(Light.NOT_APPLICABLE, "not_applicable")
    assert change(None) == Judgement(Light.NO_DATA, "no_value")
    assert change("-1", target=None) == Judgement(Light.NO_DATA, "no_target")


def test_judge_change_is_late_only_when_the_year_has_ended():
    assert change("-1", ended=False) == Judgement(Light.NOT_APPLICABLE, "not_ended")
    assert change("1", ended=False) == Judgement(Light.NOT_APPLICABLE, "not_ended")
    assert change("-3", ended=False) == Judgement(Light.MET, "")


def test_judge_change_takes_the_indicators_own_threshold():
    assert change("-2.9", slight_threshold=Decimal("0.97")).light is Light.LATE


@given(values, values, st.sampled_from([RISE, FALL]), st.booleans(), thresholds)
def test_judge_change_of_rise_and_fall_are_mirror_images(actual, target, direction, ended, slight):
    there = change(actual, target=target, direction=direction, ended=ended, slight_threshold=slight)
    mirrored = change(
        -actual, target=-target, direction=MIRROR[direction], ended=ended, slight_threshold=slight
    )

    assert there == mirrored


@given(values, values, values, st.sampled_from(Direction))
def test_judge_change_never_gives_a_better_value_a_worse_light(one, other, target, direction):
    assume(reaches(one, other, direction))

    good, poor = (change(v, target=target, direction=direction).light for v in (one, other))

    assert FROM_BEST.index(good) <= FROM_BEST.index(poor)


@given(values, values, st.sampled_from([RISE, FALL]))
def test_judge_change_agrees_with_a_level_that_starts_at_zero(actual, target, direction):
    judged = change(actual, target=target, direction=direction)

    as_level = level(actual, goal=target, direction=direction, on=END)

    assert judged == as_level


def test_slight_threshold_is_the_one_in_the_legend():
    assert Decimal("0.85") == SLIGHT_THRESHOLD
