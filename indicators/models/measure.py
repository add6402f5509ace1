from django.db import models
from django.db.models import F, Q


class MeasureKind(models.TextChoices):
    COUNT = "count", "Số đếm"
    AMOUNT = "amount", "Số lượng"
    YES_NO = "yes_no", "Có / không"
    RATE = "rate", "Tỷ lệ như báo cáo nêu"


class AreaRule(models.TextChoices):
    SUM = "sum", "Cộng các địa bàn"
    COUNT_YES = "count_yes", "Đếm số địa bàn có"
    OFFICIAL_ONLY = "official_only", "Chỉ dùng số đã nêu, không tổng hợp"


class TimeRule(models.TextChoices):
    STOCK = "stock", "Số tại thời điểm"
    FLOW = "flow", "Phát sinh trong kỳ, cộng dồn trong năm"
    CUMULATIVE = "cumulative", "Lũy kế từ đầu giai đoạn"


class Scope(models.TextChoices):
    ALL = "all", "Mọi đơn vị"
    XA_ONLY = "xa_only", "Chỉ tính xã, không tính phường, thị trấn"


class Derivation(models.TextChoices):
    COUNT_YES = "count_yes", "Số đơn vị trả lời có"
    COUNT_ANSWERS = "count_answers", "Số đơn vị đã trả lời"


class Measure(models.Model):
    """What is counted and entered. A district's form may count what a commune only ticks: the
    commune's answer then stands for 1 through `derived_from`."""

    code = models.SlugField("Mã", max_length=40, unique=True)
    name = models.CharField("Tên", max_length=200)
    unit = models.CharField("Đơn vị tính", max_length=30)
    definition = models.TextField("Cách tính", blank=True)

    kind = models.CharField("Loại", max_length=10, choices=MeasureKind.choices)
    decimals = models.PositiveSmallIntegerField("Số chữ số thập phân", default=0)
    minimum = models.DecimalField(
        "Giá trị nhỏ nhất", max_digits=18, decimal_places=4, null=True, blank=True
    )
    maximum = models.DecimalField(
        "Giá trị lớn nhất", max_digits=18, decimal_places=4, null=True, blank=True
    )

    area_rule = models.CharField("Tổng hợp theo địa bàn", max_length=15, choices=AreaRule.choices)
    time_rule = models.CharField("Tổng hợp theo thời gian", max_length=10, choices=TimeRule.choices)
    scope = models.CharField("Phạm vi", max_length=10, choices=Scope.choices, default=Scope.ALL)

    part_of = models.ForeignKey(
        "self",
        verbose_name="Là một phần của",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text="Không được lớn hơn số liệu này trong cùng một dòng.",
    )
    derived_from = models.ForeignKey(
        "self",
        verbose_name="Suy ra từ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="derived",
    )
    derivation = models.CharField(
        "Cách suy ra", max_length=15, choices=Derivation.choices, blank=True
    )

    class Meta:
        verbose_name = "số liệu gốc"
        verbose_name_plural = "số liệu gốc"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(derived_from__isnull=True, derivation="")
                | Q(derived_from__isnull=False, derivation__in=Derivation.values),
                name="measure_derivation_is_a_pair",
                violation_error_message="Phải nêu cả số liệu gốc và cách suy ra.",
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(maximum__gte=F("minimum")),
                name="measure_limits_in_order",
                violation_error_message="Giá trị lớn nhất không được nhỏ hơn giá trị nhỏ nhất.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
