"""What is counted and what is judged."""

from indicators.models import Indicator, Measure

from .base import ReferenceResource, key
from .widgets import KeyWidget


class MeasureResource(ReferenceResource):
    part_of = key("part_of", KeyWidget(Measure, "số liệu gốc"))
    derived_from = key("derived_from", KeyWidget(Measure, "số liệu gốc"))

    class Meta(ReferenceResource.Meta):
        model = Measure
        import_id_fields = ["code"]
        fields = [
            "code",
            "name",
            "unit",
            "kind",
            "decimals",
            "minimum",
            "maximum",
            "area_rule",
            "time_rule",
            "scope",
            "part_of",
            "derived_from",
            "derivation",
            "definition",
        ]


class IndicatorResource(ReferenceResource):
    numerator = key("numerator", KeyWidget(Measure, "số liệu gốc"))
    denominator = key("denominator", KeyWidget(Measure, "số liệu gốc"))
    stated = key("stated", KeyWidget(Measure, "số liệu gốc"))
    predecessor = key("predecessor", KeyWidget(Indicator, "chỉ tiêu"))

    class Meta(ReferenceResource.Meta):
        model = Indicator
        import_id_fields = ["code"]
        fields = [
            "code",
            "name",
            "short_name",
            "group",
            "position",
            "is_headline",
            "unit",
            "numerator",
            "denominator",
            "factor",
            "stated",
            "direction",
            "decimals",
            "slight_threshold",
            "definition",
            "scope",
            "source",
            "agency",
            "valid_from",
            "valid_to",
            "predecessor",
        ]
