"""Reference data of money in and out, by natural keys, as `indicators.resources` does it."""

from .agencies import AgencyResource
from .allocations import AllocationResource, DisbursementResource
from .budget import BudgetExtensionResource, BudgetYearResource, RequirementResource
from .obstacles import ObstacleCategoryResource
from .programmes import ComponentResource, ComponentSuccessionResource, ProgrammeResource
from .published import PublishedCapitalResource
from .reviews import AreaClassResource, PublishedClassCountResource, ReviewCriterionResource
from .tasks import TaskResource

__all__ = [
    "AgencyResource",
    "AllocationResource",
    "AreaClassResource",
    "BudgetExtensionResource",
    "BudgetYearResource",
    "ComponentResource",
    "ComponentSuccessionResource",
    "DisbursementResource",
    "ObstacleCategoryResource",
    "ProgrammeResource",
    "PublishedCapitalResource",
    "PublishedClassCountResource",
    "RequirementResource",
    "ReviewCriterionResource",
    "TaskResource",
]
