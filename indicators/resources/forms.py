"""Report forms and their columns."""

from typing import Any

from indicators.models import FormMeasure, Measure, ReportForm

from .base import ReferenceResource, key
from .widgets import FormWidget, KeyWidget


class ReportFormResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = ReportForm
        import_id_fields = ["code", "valid_from"]
        fields = ["code", "valid_from", "valid_to", "name", "owed_by", "row_kind", "period_kind"]

    def skip_row(self, instance: ReportForm, original: ReportForm, row: Any, *args: Any) -> bool:
        """A version that was ended on the page stays ended, whatever a file says."""
        return original.valid_to is not None or super().skip_row(instance, original, row, *args)


class FormMeasureResource(ReferenceResource):
    form = key("form", FormWidget())
    measure = key("measure", KeyWidget(Measure, "số liệu gốc"))

    class Meta(ReferenceResource.Meta):
        model = FormMeasure
        import_id_fields = ["form", "measure"]
        fields = ["form", "measure", "position", "header"]
