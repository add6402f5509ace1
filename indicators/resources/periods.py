"""Reporting periods."""

from typing import Any

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

    def skip_row(self, instance: Period, original: Period, row: Any, *args: Any) -> bool:
        """A period that was opened or moved on the page is kept there, with its reasons."""
        is_kept = original.pk is not None and original.events.exists()
        return is_kept or super().skip_row(instance, original, row, *args)
