"""Moments and days as officers say them. Every moment comes in local time."""

from datetime import datetime, time, timedelta


def until_text(until: datetime) -> str:
    """Return the end of a time limit: midnight closes the day before it, "hết ngày 19/10/2024",
    any other moment is "10:30 ngày 19/10/2024"."""
    if until.time() == time.min:
        return f"hết ngày {until - timedelta(days=1):%d/%m/%Y}"
    return f"{until:%H:%M ngày %d/%m/%Y}"


def days_left_text(days: int) -> str:
    """Return how far a last day is: 3 is "còn 3 ngày", 0 "hạn hôm nay", -2 "quá hạn 2 ngày"."""
    if days > 0:
        return f"còn {days} ngày"
    return f"quá hạn {-days} ngày" if days else "hạn hôm nay"
