from .area import Alias, Area, AreaKind, AreaSuccession, UnitType
from .batch import BatchState, ImportBatch
from .decision import Decision, DecisionKind
from .figure import NOTE_LENGTH, EntryStatus, Figure, FigureChange, Route
from .indicator import DirectionChoice, Indicator, IndicatorGroup
from .measure import AreaRule, Derivation, Measure, MeasureKind, Scope, TimeRule
from .membership import Membership, Role, User
from .period import Period, PeriodEvent, PeriodKind
from .reminder import Reminder, ReminderKind
from .report import (
    APPROVED_STATES,
    EDITABLE_STATES,
    CellRemark,
    FormMeasure,
    Report,
    ReportEvent,
    ReportForm,
    ReportState,
)
from .result import Result
from .target import Assigner, Baseline, FigureStatus, OfficialFigure, Operator, Target, ValueForm

__all__ = [
    "APPROVED_STATES",
    "EDITABLE_STATES",
    "NOTE_LENGTH",
    "Alias",
    "Area",
    "AreaKind",
    "AreaRule",
    "AreaSuccession",
    "Assigner",
    "Baseline",
    "BatchState",
    "CellRemark",
    "Decision",
    "DecisionKind",
    "Derivation",
    "DirectionChoice",
    "EntryStatus",
    "Figure",
    "FigureChange",
    "FigureStatus",
    "FormMeasure",
    "ImportBatch",
    "Indicator",
    "IndicatorGroup",
    "Measure",
    "MeasureKind",
    "Membership",
    "OfficialFigure",
    "Operator",
    "Period",
    "PeriodEvent",
    "PeriodKind",
    "Reminder",
    "ReminderKind",
    "Report",
    "ReportEvent",
    "ReportForm",
    "ReportState",
    "Result",
    "Role",
    "Route",
    "Scope",
    "Target",
    "TimeRule",
    "UnitType",
    "User",
    "ValueForm",
]
