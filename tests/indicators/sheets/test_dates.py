"""Due dates: the day first, the last day of a longer time, refused where no day is certain."""

import datetime

import pytest

from indicators.sheets.dates import DateRefused, read_date


@pytest.mark.parametrize(
    "text",
    [
        "31/12/2024", "31-12-2024", "31.12.2024", "31 / 12 / 2024", "ngày 31/12/2024",
        "Ngày 31 tháng 12 năm 2024", "trước 31/12/2024", "Trước ngày 31/12/2024", "2024-12-31",
        "2024-12-31 00:00:00", "31/12/2024.",
    ],
)  # fmt: skip
def test_day_is_read_day_first(text):
    due = read_date(text)

    assert (due.day, due.is_derived) == (datetime.date(2024, 12, 31), False)


def test_day_and_month_are_never_swapped():
    assert read_date("03/04/2024").day == datetime.date(2024, 4, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quý III/2024", "2024-09-30"),
        ("quý 4 năm 2024", "2024-12-31"),
        ("Hết quý I/2025", "2025-03-31"),
        ("tháng 2/2024", "2024-02-29"),
        ("6 tháng đầu năm 2025", "2025-06-30"),
        ("Trong năm 2025", "2025-12-31"),
    ],
)
def test_longer_time_means_its_last_day(text, day):
    due = read_date(text)

    assert (due.day.isoformat(), due.is_derived) == (day, True)


@pytest.mark.parametrize(
    "text",
    [
        "12/31/2024", "31/02/2025", "31/12/24", "20/11", "sớm", "Thường xuyên", "quý V/2025",
        "13/2025", "31/12/1924", "31/12/2099", "0/12/2024", "2024", "31/12-2024",
    ],
)  # fmt: skip
def test_no_certain_day_is_refused(text):
    with pytest.raises(DateRefused):
        read_date(text)
