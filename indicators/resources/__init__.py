"""Reference data in and out: one resource per table, by natural keys.

`load_reference` reads fixtures/ with them and the admin imports and exports with them, so a file
that an officer exports, corrects and imports follows the same rules as what is shipped.
"""

from .base import ReferenceResource
from .forms import FormMeasureResource, ReportFormResource
from .measures import IndicatorResource, MeasureResource
from .periods import PeriodResource
from .places import AliasResource, AreaResource, AreaSuccessionResource
from .targets import BaselineResource, DecisionResource, OfficialFigureResource, TargetResource

__all__ = [
    "AliasResource",
    "AreaResource",
    "AreaSuccessionResource",
    "BaselineResource",
    "DecisionResource",
    "FormMeasureResource",
    "IndicatorResource",
    "MeasureResource",
    "OfficialFigureResource",
    "PeriodResource",
    "ReferenceResource",
    "ReportFormResource",
    "TargetResource",
]
