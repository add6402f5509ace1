from .area import Alias, Area, AreaKind, AreaSuccession, UnitType
from .batch import ImportBatch
from .boundary import BOUNDED_KINDS, Boundary, BoundarySet
from .data_step import DataStep
from .decision import Decision, DecisionKind, number_words
from .figure import FILE_ROUTES, NOTE_LENGTH, EntryStatus, Figure, FigureChange, Route
from .indicator import DirectionChoice, Indicator, IndicatorGroup
from .kept import BatchState, KeptFile, KeptImport, import_constraints
from .layout import ColumnChoice, NameChoice, SheetLayout
from .long_table import LongTable
from .measure import AreaRule, Derivation, Measure, MeasureKind, Scope, TimeRule
from .membership import (
    KINDS_OF_ROLE,
    Membership,
    PersonEvent,
    PersonEventKind,
    Role,
    User,
)
from .period import Period, PeriodEvent, PeriodKind
from .reminder import Reminder, ReminderKind
from .report import (
    APPROVED_STATES,
    EDITABLE_STATES,
    CellRemark,
    FormEvent,
    FormMeasure,
    Report,
    ReportEvent,
    ReportForm,
    ReportState,
)
from .result import Result
from .search import WORD_LENGTH, SearchEntry, SearchQuerySet, begun_by
from .target import Assigner, Baseline, FigureStatus, OfficialFigure, Operator, Target, ValueForm

__all__ = [
    "APPROVED_STATES",
    "BOUNDED_KINDS",
    "EDITABLE_STATES",
    "FILE_ROUTES",
    "KINDS_OF_ROLE",
    "NOTE_LENGTH",
    "WORD_LENGTH",
    "Alias",
    "Area",
    "AreaKind",
    "AreaRule",
    "AreaSuccession",
    "Assigner",
    "Baseline",
    "BatchState",
    "Boundary",
    "BoundarySet",
    "CellRemark",
    "ColumnChoice",
    "DataStep",
    "Decision",
    "DecisionKind",
    "Derivation",
    "DirectionChoice",
    "EntryStatus",
    "Figure",
    "FigureChange",
    "FigureStatus",
    "FormEvent",
    "FormMeasure",
    "ImportBatch",
    "Indicator",
    "IndicatorGroup",
    "KeptFile",
    "KeptImport",
    "LongTable",
    "Measure",
    "MeasureKind",
    "Membership",
    "NameChoice",
    "OfficialFigure",
    "Operator",
    "Period",
    "PeriodEvent",
    "PeriodKind",
    "PersonEvent",
    "PersonEventKind",
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
    "SearchEntry",
    "SearchQuerySet",
    "SheetLayout",
    "Target",
    "TimeRule",
    "UnitType",
    "User",
    "ValueForm",
    "begun_by",
    "import_constraints",
    "number_words",
]
