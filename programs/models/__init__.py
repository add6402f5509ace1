from .attachment import DecisionFile
from .batch import BatchKind, CapitalBatch
from .capital import (
    FUND_SHORT,
    LOCAL_SOURCES,
    NOTE_LENGTH,
    Allocation,
    BudgetExtension,
    BudgetYear,
    CapitalAccount,
    Disbursement,
    DisbursementChange,
    DisbursementRequirement,
    FundKind,
    Source,
)
from .history import Change, DecisionChange, RuleChange
from .programme import (
    Agency,
    AgencyKind,
    Component,
    ComponentKind,
    ComponentSuccession,
    Programme,
    valid_on,
)
from .published import PublishedCapital, PublishedSource, PublishedUnit, PublishedWhat

__all__ = [
    "FUND_SHORT",
    "LOCAL_SOURCES",
    "NOTE_LENGTH",
    "Agency",
    "AgencyKind",
    "Allocation",
    "BatchKind",
    "BudgetExtension",
    "BudgetYear",
    "CapitalAccount",
    "CapitalBatch",
    "Change",
    "Component",
    "ComponentKind",
    "ComponentSuccession",
    "DecisionChange",
    "DecisionFile",
    "Disbursement",
    "DisbursementChange",
    "DisbursementRequirement",
    "FundKind",
    "Programme",
    "PublishedCapital",
    "PublishedSource",
    "PublishedUnit",
    "PublishedWhat",
    "RuleChange",
    "Source",
    "valid_on",
]
