"""When the books of a year close, for how long more, and how much is asked for by when."""

from indicators.models import Decision
from indicators.resources.base import ReferenceResource, key
from indicators.resources.widgets import KeyWidget
from programs.models import BudgetExtension, BudgetYear, DisbursementRequirement


class BudgetYearWidget(KeyWidget):
    """A budget year by its number."""

    def __init__(self) -> None:
        super().__init__(BudgetYear, "năm ngân sách")

    def keys_of(self, instance: BudgetYear) -> list[str]:
        return [str(instance.year)]


class BudgetYearResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = BudgetYear
        import_id_fields = ["year"]
        fields = ["year", "closes_on"]


class BudgetExtensionResource(ReferenceResource):
    budget_year = key("budget_year", BudgetYearWidget())
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = BudgetExtension
        import_id_fields = ["budget_year", "fund_kind", "decision"]
        fields = ["budget_year", "fund_kind", "closes_on", "decision"]


class RequirementResource(ReferenceResource):
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = DisbursementRequirement
        import_id_fields = ["year", "on", "fund_kind"]
        fields = ["year", "on", "percent", "fund_kind", "decision"]
