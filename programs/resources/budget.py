"""When the books of a year close, for how long more, and how much is asked for by when."""

from typing import Any

from django.core.exceptions import ValidationError

from indicators.models import Decision
from indicators.resources.base import ReferenceResource, key
from indicators.resources.widgets import KeyWidget
from programs.models import BudgetExtension, BudgetYear, DisbursementRequirement, RuleChange

Rule = BudgetYear | BudgetExtension | DisbursementRequirement


def year_of(rule: Rule) -> int:
    return rule.budget_year.year if isinstance(rule, BudgetExtension) else rule.year


class BudgetYearWidget(KeyWidget):
    """A budget year by its number."""

    def __init__(self) -> None:
        super().__init__(BudgetYear, "năm ngân sách")

    def keys_of(self, instance: BudgetYear) -> list[str]:
        return [str(instance.year)]


class RuleResource(ReferenceResource):
    """A year whose rules were changed on their page is kept there, with its history: a file leaves
    its rows alone and adds none."""

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.kept = set(RuleChange.objects.order_by().values_list("year", flat=True).distinct())

    def skip_row(self, instance: Rule, original: Rule, row: Any, *args: Any) -> bool:
        is_kept = original.pk is not None and year_of(original) in self.kept
        return is_kept or super().skip_row(instance, original, row, *args)

    def validate_instance(self, instance: Rule, *args: Any, **kwargs: Any) -> None:
        super().validate_instance(instance, *args, **kwargs)
        year = year_of(instance)
        if year in self.kept:
            raise ValidationError(
                f"Quy định của năm {year} được giữ trên trang, có lịch sử thay đổi. Hãy ghi ở đó."
            )


class BudgetYearResource(RuleResource):
    class Meta(RuleResource.Meta):
        model = BudgetYear
        import_id_fields = ["year"]
        fields = ["year", "closes_on"]


class BudgetExtensionResource(RuleResource):
    budget_year = key("budget_year", BudgetYearWidget())
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(RuleResource.Meta):
        model = BudgetExtension
        import_id_fields = ["budget_year", "fund_kind", "decision"]
        fields = ["budget_year", "fund_kind", "closes_on", "decision"]


class RequirementResource(RuleResource):
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(RuleResource.Meta):
        model = DisbursementRequirement
        import_id_fields = ["year", "on", "fund_kind"]
        fields = ["year", "on", "percent", "fund_kind", "decision"]
