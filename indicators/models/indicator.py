from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .measure import Measure
from .validity import DatedQuerySet


class IndicatorGroup(models.TextChoices):
    POVERTY = "poverty", "Giảm nghèo, thu nhập"
    INFRASTRUCTURE = "infrastructure", "Hạ tầng thiết yếu"
    SERVICES = "services", "Giáo dục, y tế, văn hóa"
    HARDSHIP = "hardship", "Địa bàn đặc biệt khó khăn"


class DirectionChoice(models.TextChoices):
    RISE = "rise", "Càng cao càng tốt"
    FALL = "fall", "Càng thấp càng tốt"
    MAINTAIN = "maintain", "Giữ vững"


class Indicator(models.Model):
    """What is judged. A changed definition is a new indicator that names its predecessor: the two
    series are never joined."""

    code = models.SlugField("Mã trong địa chỉ", max_length=60, unique=True)
    name = models.CharField("Tên chỉ tiêu", max_length=200)
    short_name = models.CharField("Tên ngắn", max_length=80)
    group = models.CharField("Nhóm", max_length=15, choices=IndicatorGroup.choices)
    position = models.PositiveSmallIntegerField("Thứ tự")
    is_headline = models.BooleanField("Hiện trên Tổng quan", default=False)

    unit = models.CharField("Đơn vị tính", max_length=30)
    numerator = models.ForeignKey(
        Measure,
        verbose_name="Tử số",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="numerator_of",
    )
    denominator = models.ForeignKey(
        Measure,
        verbose_name="Mẫu số",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="denominator_of",
    )
    factor = models.DecimalField("Hệ số", max_digits=10, decimal_places=2, default=Decimal(1))
    stated = models.ForeignKey(
        Measure,
        verbose_name="Tỷ lệ do báo cáo nêu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stated_for",
    )

    direction = models.CharField("Chiều mong muốn", max_length=10, choices=DirectionChoice.choices)
    decimals = models.PositiveSmallIntegerField("Số chữ số thập phân khi hiện", default=1)
    slight_threshold = models.DecimalField(
        "Ngưỡng chậm nhẹ",
        max_digits=4,
        decimal_places=3,
        default=Decimal("0.85"),
        help_text="Đạt từ phần này của mức phải đạt trở lên thì chỉ là chậm nhẹ.",
    )

    definition = models.TextField("Định nghĩa")
    scope = models.CharField("Phạm vi tính", max_length=200)
    source = models.CharField("Nguồn số liệu", max_length=300)
    agency = models.CharField("Cơ quan chịu trách nhiệm", max_length=200)

    valid_from = models.DateField("Áp dụng từ ngày")
    valid_to = models.DateField("Hết áp dụng từ ngày", null=True, blank=True)
    predecessor = models.ForeignKey(
        "self",
        verbose_name="Thay cho chỉ tiêu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="indicator_valid_to_after_valid_from",
                violation_error_message="Ngày hết áp dụng phải sau ngày áp dụng.",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(numerator__isnull=False),
                name="indicator_denominator_needs_numerator",
                violation_error_message="Có mẫu số thì phải có tử số.",
            ),
            models.CheckConstraint(
                condition=Q(slight_threshold__gt=0, slight_threshold__lte=1),
                name="indicator_threshold_between_0_and_1",
                violation_error_message="Ngưỡng chậm nhẹ phải lớn hơn 0 và không quá 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator_detail", kwargs={"code": self.code})
