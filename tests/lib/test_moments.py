"""Ends of time limits in the words of an office."""

from datetime import datetime

import pytest

from lsdash.lib.moments import days_left_text, until_text
from tests.factories.times import local_time


@pytest.mark.parametrize(
    ("until", "text"),
    [
        (local_time(2024, 10, 20), "hết ngày 19/10/2024"),
        (local_time(2024, 3, 1), "hết ngày 29/02/2024"),
        (local_time(2024, 10, 20, 10, 30), "10:30 ngày 20/10/2024"),
        (local_time(2024, 10, 20, 0, 1), "00:01 ngày 20/10/2024"),
    ],
    ids=str,
)
def test_until_text_names_the_last_whole_day(until: datetime, text: str) -> None:
    assert until_text(until) == text


@pytest.mark.parametrize(
    ("days", "text"), [(3, "còn 3 ngày"), (0, "hạn hôm nay"), (-2, "quá hạn 2 ngày")]
)
def test_days_left_text_tells_before_and_after(days: int, text: str) -> None:
    assert days_left_text(days) == text
