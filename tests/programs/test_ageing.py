from datetime import date, timedelta

import pytest

from programs.ageing import age_days, ageing

TODAY = date(2024, 7, 1)


def test_ages_are_counted_by_band() -> None:
    bands = ageing([date(2024, 1, 1), date(2024, 6, 1), date(2022, 1, 1)], TODAY)

    assert [(b.first, b.last, b.count) for b in bands] == [
        (0, 30, 1),
        (31, 90, 0),
        (91, 180, 0),
        (181, 365, 1),
        (366, None, 1),
    ]


@pytest.mark.parametrize(
    ("days", "place"), [(30, 0), (31, 1), (90, 1), (91, 2), (365, 3), (366, 4)]
)
def test_every_age_is_in_one_band(days: int, place: int) -> None:
    bands = ageing([TODAY - timedelta(days=days)], TODAY)

    assert [b.count for b in bands].index(1) == place
    assert sum(b.count for b in bands) == 1


def test_day_before_the_raising_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        age_days(TODAY, TODAY - timedelta(days=1))
