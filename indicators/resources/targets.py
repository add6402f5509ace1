"""Documents, baselines, targets, and figures as they were published."""

from typing import Any

from indicators.models import Baseline, Decision, Indicator, OfficialFigure, Target

from .base import ReferenceResource, key
from .widgets import AreaWidget, KeyWidget


class DecisionResource(ReferenceResource):
    """What was corrected on its page is kept there, with its history and the plan on it."""

    class Meta(ReferenceResource.Meta):
        model = Decision
        import_id_fields = ["number", "issuer", "signed_on"]
        fields = ["number", "kind", "title", "issuer", "signed_on", "address"]

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        kept = Decision.objects.filter(kept_since__isnull=False)
        self.kept = {(one.number, one.issuer, one.signed_on.year) for one in kept}

    def skip_row(self, instance: Decision, original: Decision, row: Any, *args: Any) -> bool:
        day = instance.signed_on
        is_kept = day is not None and (instance.number, instance.issuer, day.year) in self.kept
        return is_kept or super().skip_row(instance, original, row, *args)


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
