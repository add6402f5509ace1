from .findings import PAST_PERIODS, Finding, History, Past, findings_of, history_of
from .readiness import Readiness, is_owed, readiness_of

__all__ = [
    "PAST_PERIODS",
    "Finding",
    "History",
    "Past",
    "Readiness",
    "findings_of",
    "history_of",
    "is_owed",
    "readiness_of",
]
