from django.db import models


class DecisionKind(models.TextChoices):
    RESOLUTION = "resolution", "Nghị quyết"
    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    CIRCULAR = "circular", "Thông tư"
    OTHER = "other", "Văn bản khác"


class Decision(models.Model):
    """A document on which targets, allocations, classes and tasks rest."""

    number = models.CharField("Số, ký hiệu", max_length=50, unique=True)
    kind = models.CharField("Loại văn bản", max_length=12, choices=DecisionKind.choices)
    title = models.CharField("Trích yếu", max_length=400)
    issuer = models.CharField("Cơ quan ban hành", max_length=200)
    signed_on = models.DateField("Ngày ký")
    address = models.URLField("Địa chỉ", max_length=500, blank=True)

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-signed_on", "number"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
