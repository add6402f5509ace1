"""Capital judged: the one home of every formula on plans and disbursement.

Pure: no Django, no database, no clock (days are arguments). Decimal in, Decimal out, in million
VND (triệu đồng) unless a rate in per cent is said; nothing is rounded. What cannot be said is
None, never 0.
"""

from programs.disbursement.consistency import (
    Finding,
    carried_over_against_left,
    component_and_kind,
    disbursed_against_usable,
    holding,
    years_against_period,
)
from programs.disbursement.curve import curve
from programs.disbursement.forecast import (
    Forecast,
    PastYear,
    YearShare,
    forecast,
    year_share,
    years_earlier,
)
from programs.disbursement.ledger import (
    Account,
    Entry,
    Payment,
    grouped,
    paid_at,
    plan_at,
    total,
)
from programs.disbursement.light import judge_disbursement
from programs.disbursement.pace import left_to_spend, pace_held, pace_needed, pace_recent
from programs.disbursement.rate import disbursement_rate, usable
from programs.disbursement.requirement import Requirement, requirement_at
from programs.disbursement.steps import Step, steps

__all__ = [
    "Account",
    "Entry",
    "Finding",
    "Forecast",
    "PastYear",
    "Payment",
    "Requirement",
    "Step",
    "YearShare",
    "carried_over_against_left",
    "component_and_kind",
    "curve",
    "disbursed_against_usable",
    "disbursement_rate",
    "forecast",
    "grouped",
    "holding",
    "judge_disbursement",
    "left_to_spend",
    "pace_held",
    "pace_needed",
    "pace_recent",
    "paid_at",
    "plan_at",
    "requirement_at",
    "steps",
    "total",
    "usable",
    "year_share",
    "years_against_period",
    "years_earlier",
]
