"""How far along: the one home of every formula that judges a value against its target.

Pure: no Django, no database, no clock (today is an argument). Decimal in, Decimal out, nothing is
rounded: rounding is for display. Missing data is None, never 0.
"""

from indicators.progress.attainment import distance, per_cent_of_plan, progress
from indicators.progress.counted import remaining
from indicators.progress.direction import Direction, Point, reaches
from indicators.progress.judgement import (
    SLIGHT_THRESHOLD,
    Judgement,
    Light,
    Reason,
    judge_change,
    judge_level,
)
from indicators.progress.pace import (
    change_points,
    months_between,
    pace_held,
    pace_needed,
    years_between,
)
from indicators.progress.path import expected
from indicators.progress.trend import MINIMUM_POINTS, Outlook, Spread, band, outlook

__all__ = [
    "MINIMUM_POINTS",
    "SLIGHT_THRESHOLD",
    "Direction",
    "Judgement",
    "Light",
    "Outlook",
    "Point",
    "Reason",
    "Spread",
    "band",
    "change_points",
    "distance",
    "expected",
    "judge_change",
    "judge_level",
    "months_between",
    "outlook",
    "pace_held",
    "pace_needed",
    "per_cent_of_plan",
    "progress",
    "reaches",
    "remaining",
    "years_between",
]
