"""What was changed of decisions and of the rules of disbursement: written once, never changed."""

from django.db import models
from django.db.models import F, Q

from indicators.models import Decision, User


class Change(models.Model):
    """One thing that a person changed: what, from what, to what, and why where that was asked."""

    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField("Nội dung", max_length=200)
    before = models.CharField("Trước", max_length=600, blank=True)
    after = models.CharField("Sau", max_length=600, blank=True)
    reason = models.CharField("Lý do", max_length=1_000, blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="%(class)s_differs",
                violation_error_message="Nội dung trước và sau phải khác nhau.",
            )
        ]


class DecisionChange(Change):
    """The history of a decision: registered, corrected, a file added or taken away."""

    decision = models.ForeignKey(
        Decision, verbose_name="Văn bản", on_delete=models.PROTECT, related_name="changes"
    )

    class Meta(Change.Meta):
        verbose_name = "thay đổi văn bản"
        verbose_name_plural = "thay đổi văn bản"

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.what}"


class RuleChange(Change):
    """The history of a budget year's rules: closing day, extensions, required shares."""

    year = models.PositiveSmallIntegerField("Năm ngân sách")

    class Meta(Change.Meta):
        verbose_name = "thay đổi quy định giải ngân"
        verbose_name_plural = "thay đổi quy định giải ngân"

    def __str__(self) -> str:
        return f"{self.year}: {self.what}"
