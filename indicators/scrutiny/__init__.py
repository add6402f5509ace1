from .examined import Examined, examine
from .findings import PAST_PERIODS, Finding, History, Past, findings_of, history_of
from .readiness import Readiness, is_owed, judged, readiness_of

__all__ = [
    "PAST_PERIODS",
    "Examined",
    "Finding",
    "History",
    "Past",
    "Readiness",
    "examine",
    "findings_of",
    "history_of",
    "is_owed",
    "judged",
    "readiness_of",
]
