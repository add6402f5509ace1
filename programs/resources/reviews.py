"""Classes of places by decision, and what a unit must fulfil to leave the list."""

from indicators.models import Decision, Indicator
from indicators.resources.base import ReferenceResource, key
from indicators.resources.widgets import AreaWidget, KeyWidget
from programs.models import AreaClass, PublishedClassCount, ReviewCriterion


class AreaClassResource(ReferenceResource):
    area = key("area", AreaWidget())
    decision = key("decision", KeyWidget(Decision, "văn bản"))
    ended_by = key("ended_by", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = AreaClass
        import_id_fields = ["area", "village_name", "kind", "valid_from"]
        fields = [
            "area",
            "kind",
            "village_name",
            "decision",
            "valid_from",
            "valid_to",
            "ended_by",
        ]


class PublishedClassCountResource(ReferenceResource):
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = PublishedClassCount
        import_id_fields = ["kind", "decision"]
        fields = ["kind", "count", "decision", "scope", "source", "address"]


class ReviewCriterionResource(ReferenceResource):
    indicator = key("indicator", KeyWidget(Indicator, "chỉ tiêu"))
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = ReviewCriterion
        import_id_fields = ["code"]
        fields = [
            "code",
            "kind",
            "name",
            "indicator",
            "at_least",
            "at_most",
            "decision",
            "position",
            "valid_from",
            "valid_to",
        ]
