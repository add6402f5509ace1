"""Documents, baselines, targets, and figures as they were published."""

from indicators.models import Baseline, Decision, Indicator, OfficialFigure, Target

from .base import ReferenceResource, key
from .widgets import AreaWidget, KeyWidget


class DecisionResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = Decision
        import_id_fields = ["number"]
        fields = ["number", "kind", "title", "issuer", "signed_on", "address"]


class BaselineResource(ReferenceResource):
    indicator = key("indicator", KeyWidget(Indicator, "chỉ tiêu"))
    area = key("area", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = Baseline
        import_id_fields = ["indicator", "area"]
        fields = ["indicator", "area", "on", "value", "source", "address"]


class TargetResource(ReferenceResource):
    indicator = key("indicator", KeyWidget(Indicator, "chỉ tiêu"))
    area = key("area", AreaWidget())
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = Target
        import_id_fields = ["indicator", "area", "on", "form", "assigner", "decision"]
        fields = [
            "indicator",
            "area",
            "on",
            "form",
            "operator",
            "value",
            "value_to",
            "unit",
            "assigner",
            "decision",
            "address",
        ]


class OfficialFigureResource(ReferenceResource):
    indicator = key("indicator", KeyWidget(Indicator, "chỉ tiêu"))
    area = key("area", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = OfficialFigure
        import_id_fields = ["indicator", "area", "on", "form", "source"]
        fields = [
            "indicator",
            "area",
            "on",
            "period_text",
            "scope",
            "form",
            "status",
            "value",
            "numerator",
            "for_comparison",
            "source",
            "address",
            "note",
        ]
