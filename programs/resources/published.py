"""Capital as it was published."""

from indicators.resources.base import ReferenceResource, key
from indicators.resources.widgets import AreaWidget, KeyWidget
from programs.models import Programme, PublishedCapital


class PublishedCapitalResource(ReferenceResource):
    programme = key("programme", KeyWidget(Programme, "chương trình"))
    area = key("area", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = PublishedCapital
        import_id_fields = [
            "area",
            "what",
            "first_year",
            "last_year",
            "fund_kind",
            "source_kind",
            "source",
        ]
        fields = [
            "programme",
            "area",
            "what",
            "first_year",
            "last_year",
            "as_of",
            "fund_kind",
            "source_kind",
            "value",
            "unit",
            "decimals",
            "is_estimate",
            "source",
            "address",
            "note",
        ]
