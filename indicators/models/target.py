from django.db import models
from django.db.models import F, Q

from .area import Area
from .decision import Decision
from .indicator import Indicator


class ValueForm(models.TextChoices):
    LEVEL = "level", "Mức đạt"
    CHANGE = "change", "Mức thay đổi trong một năm"
    AVERAGE = "average", "Mức thay đổi bình quân năm của nhiều năm"


class Baseline(models.Model):
    indicator = models.ForeignKey(
        Indicator, verbose_name="Chỉ tiêu", on_delete=models.PROTECT, related_name="baselines"
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="baselines"
    )
    on = models.DateField("Tại ngày")
    value = models.DecimalField("Số gốc", max_digits=18, decimal_places=8)

    source = models.CharField("Nguồn", max_length=300)
    address = models.URLField("Địa chỉ", max_length=500, blank=True)
    is_sample = models.BooleanField("Số minh họa", default=False)

    class Meta:
        verbose_name = "số gốc đầu kỳ"
        verbose_name_plural = "số gốc đầu kỳ"
        ordering = ["indicator", "area", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area"],
                name="baseline_unique",
                violation_error_message="Chỉ tiêu này đã có số gốc tại địa bàn đó.",
            )
        ]

    def __str__(self) -> str:
        return f"Số gốc {self.value.normalize():f}, {self.on:%d/%m/%Y}"


class Assigner(models.TextChoices):
    PROVINCIAL = "provincial", "Tỉnh giao"
    NATIONAL = "national", "Trung ương giao"


class Operator(models.TextChoices):
    AT_LEAST = "ge", "từ … trở lên"
    OVER = "gt", "trên"
    AT_MOST = "le", "không quá"
    UNDER = "lt", "dưới"
    RANGE = "range", "trong khoảng"


class Target(models.Model):
    """A value to reach by a day, set by a decision. A later decision is a new row."""

    indicator = models.ForeignKey(
        Indicator, verbose_name="Chỉ tiêu", on_delete=models.PROTECT, related_name="targets"
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="targets"
    )
    on = models.DateField("Đến ngày")
    form = models.CharField("Dạng", max_length=10, choices=ValueForm.choices)
    operator = models.CharField(
        "So sánh", max_length=5, choices=Operator.choices, default=Operator.AT_LEAST
    )
    value = models.DecimalField("Mục tiêu", max_digits=18, decimal_places=4)
    value_to = models.DecimalField(
        "Đến mức", max_digits=18, decimal_places=4, null=True, blank=True
    )
    unit = models.CharField(
        "Đơn vị của văn bản",
        max_length=30,
        blank=True,
        help_text="Chỉ ghi khi khác đơn vị của chỉ tiêu; khi đó không chấm được tiến độ.",
    )

    assigner = models.CharField("Cấp giao", max_length=12, choices=Assigner.choices)
    decision = models.ForeignKey(
        Decision,
        verbose_name="Văn bản giao",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targets",
    )
    address = models.URLField("Địa chỉ", max_length=500, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu giao"
        verbose_name_plural = "chỉ tiêu giao"
        ordering = ["indicator", "area", "on", "assigner"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "on", "form", "assigner", "decision"],
                name="target_unique",
                violation_error_message="Văn bản này đã giao chỉ tiêu đó.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "area", "on", "form", "assigner"],
                condition=Q(decision__isnull=True),
                name="target_without_decision_unique",
                violation_error_message="Chỉ tiêu này đã được giao mà chưa nêu văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(address=""),
                name="target_has_a_ground",
                violation_error_message="Phải nêu văn bản giao hoặc địa chỉ nguồn.",
            ),
            models.CheckConstraint(
                condition=Q(operator="range", value_to__isnull=False, value_to__gt=F("value"))
                | (~Q(operator="range") & Q(value_to__isnull=True)),
                name="target_range_has_two_ends",
                violation_error_message="Mục tiêu dạng khoảng phải có hai mức, mức sau lớn hơn.",
            ),
        ]

    def __str__(self) -> str:
        return f"Mục tiêu {self.value.normalize():f}, {self.on:%d/%m/%Y}"


class FigureStatus(models.TextChoices):
    REPORTED = "reported", "Số đã công bố"
    ESTIMATE = "estimate", "Ước thực hiện"
    EXPECTED = "expected", "Dự kiến"


class OfficialFigure(models.Model):
    """A value as somebody published it. Two that contradict each other are both kept."""

    indicator = models.ForeignKey(
        Indicator,
        verbose_name="Chỉ tiêu",
        on_delete=models.PROTECT,
        related_name="official_figures",
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="official_figures"
    )
    on = models.DateField("Tại ngày")
    period_text = models.CharField("Thời gian như nguồn nêu", max_length=100)
    scope = models.CharField("Phạm vi như nguồn nêu", max_length=200, blank=True)

    form = models.CharField("Dạng", max_length=10, choices=ValueForm.choices)
    status = models.CharField("Tính chất", max_length=10, choices=FigureStatus.choices)
    value = models.DecimalField("Giá trị", max_digits=18, decimal_places=4)
    numerator = models.DecimalField(
        "Tử số như nguồn nêu", max_digits=18, decimal_places=4, null=True, blank=True
    )

    for_comparison = models.BooleanField(
        "Chỉ để đối chiếu",
        default=False,
        help_text="Mâu thuẫn với một số khác: vẫn hiện bên cạnh, không thay số đó.",
    )

    source = models.CharField("Nguồn", max_length=300)
    address = models.URLField("Địa chỉ", max_length=500, blank=True)
    note = models.CharField("Ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "số công bố"
        verbose_name_plural = "số công bố"
        ordering = ["indicator", "on", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "on", "form", "source"],
                name="official_figure_unique",
                violation_error_message="Nguồn này đã có số công bố cho thời điểm đó.",
            )
        ]

    def __str__(self) -> str:
        return f"Số công bố {self.value.normalize():f}, {self.on:%d/%m/%Y}"
