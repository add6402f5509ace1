from .area import Alias, Area, AreaKind, AreaSuccession, UnitType
from .batch import BatchState, ImportBatch
from .decision import Decision, DecisionKind
from .figure import EntryStatus, Figure, FigureChange, Route
from .indicator import DirectionChoice, Indicator, IndicatorGroup
from .measure import AreaRule, Derivation, Measure, MeasureKind, Scope, TimeRule
from .membership import (
    KINDS_OF_ROLE,
    Membership,
    PersonEvent,
    PersonEventKind,
    Role,
    User,
)
from .period import Period, PeriodKind
from .report import APPROVED_STATES, FormMeasure, Report, ReportEvent, ReportForm, ReportState
from .result import Result
from .target import Assigner, Baseline, FigureStatus, OfficialFigure, Operator, Target, ValueForm

__all__ = [
    "APPROVED_STATES",
    "KINDS_OF_ROLE",
    "Alias",
    "Area",
    "AreaKind",
    "AreaRule",
    "AreaSuccession",
    "Assigner",
    "Baseline",
    "BatchState",
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
    "PeriodKind",
    "PersonEvent",
    "PersonEventKind",
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
