"""Reporting periods."""

from indicators.models import Period

from .base import ReferenceResource


class PeriodResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = Period
        import_id_fields = ["code"]
        fields = [
            "code",
            "kind",
            "year",
            "number",
            "starts_on",
            "ends_on",
            "opens_on",
            "due_on",
        ]
