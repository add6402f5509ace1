import pytest

from lsdash.lib.drawing.scales import (
    Linear,
    Names,
    day_number,
    is_day,
    nice_step,
    widened,
    year_ticks,
)


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(100, 5, 20), (100, 4, 25), (7, 7, 1), (0.3, 6, 0.05), (1747, 7, 250), (0, 5, 1)],
)
def test_step_is_a_round_number(span: float, most: int, step: float) -> None:
    assert nice_step(span, most) == pytest.approx(step)


def test_number_lands_between_the_ends() -> None:
    upwards = Linear(0, 10, start=300, stop=20)

    assert [upwards(0), upwards(5), upwards(10)] == [300, 160, 20]
    assert upwards.ticks(5) == [0, 2, 4, 6, 8, 10]


def test_name_lands_in_the_middle_of_its_band() -> None:
    names = Names(("a", "b"), start=0, stop=100)

    assert (names("a"), names("b"), names.band) == (25, 75, 50)


@pytest.mark.parametrize(
    ("low", "high", "from_zero", "expected"),
    [
        (3, 12, True, (0, 12.6)),
        (-4, -1, True, (-4.2, 0)),
        (5, 5, False, (4.5, 5.5)),
        (0, 0, True, (0, 1)),
        (10, 20, False, (9.5, 20.5)),
    ],
)
def test_range_has_room_but_bars_stand_on_zero(
    low: float, high: float, from_zero: bool, expected: tuple[float, float]
) -> None:
    assert widened(low, high, from_zero=from_zero) == pytest.approx(expected)


def test_days_are_numbered_in_order() -> None:
    assert day_number("2024-07-02") - day_number("2024-07-01") == 1
    assert day_number("2024-07-01T12:00") - day_number("2024-07-01") == 0.5
    assert [is_day(text) for text in ("2024-07-01", "2024", "tháng 7-2024", None)] == [
        True,
        False,
        False,
        False,
    ]


def test_long_time_has_years_and_short_time_months() -> None:
    years = year_ticks(day_number("2021-01-01"), day_number("2025-12-31"))
    months = year_ticks(day_number("2025-01-01"), day_number("2025-08-31"))

    assert [label for _, label in years] == ["2021", "2022", "2023", "2024", "2025"]
    assert [label for _, label in months][:2] == ["1/2025", "2/2025"]
    assert len(months) == 8
