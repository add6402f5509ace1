"""Tasks as a decision assigned them."""

from typing import Any

from indicators.models import Decision
from indicators.resources.base import ReferenceResource, key
from indicators.resources.widgets import KeyWidget
from programs.models import Agency, Task


class TaskResource(ReferenceResource):
    decision = key("decision", KeyWidget(Decision, "văn bản"))
    lead = key("lead", KeyWidget(Agency, "đơn vị"))

    class Meta(ReferenceResource.Meta):
        model = Task
        import_id_fields = ["decision", "title"]
        fields = ["title", "year", "decision", "lead", "starts_on", "due_on", "source"]

    def skip_row(self, instance: Task, original: Task, *args: Any, **kwargs: Any) -> bool:
        """A task on which people have worked is theirs: the file no longer overwrites it."""
        return original.version > 0 or super().skip_row(instance, original, *args, **kwargs)
