from decimal import Decimal

from django.db import models
from django.db.models import Q

from indicators.models import Area

from .capital import FundKind
from .programme import Programme


class PublishedWhat(models.TextChoices):
    PLAN = "plan", "Kế hoạch vốn"
    USABLE = "usable", "Vốn được sử dụng (giao trong năm và kéo dài)"
    DISBURSED = "disbursed", "Đã giải ngân"
    RATE = "rate", "Tỷ lệ giải ngân"


class PublishedSource(models.TextChoices):
    CENTRAL = "central", "Trung ương"
    LOCAL = "local", "Địa phương"


class PublishedUnit(models.TextChoices):
    BILLION = "billion", "tỷ đồng"
    MILLION = "million", "triệu đồng"
    PERCENT = "percent", "%"


MILLIONS = {PublishedUnit.BILLION: Decimal(1000), PublishedUnit.MILLION: Decimal(1)}


class PublishedCapital(models.Model):
    """An amount or rate of capital as it was published, in the unit in which it was."""

    programme = models.ForeignKey(
        Programme,
        verbose_name="Chương trình",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="published",
        help_text="Trống: cả ba chương trình mục tiêu quốc gia.",
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField("Số gì", max_length=10, choices=PublishedWhat.choices)
    first_year = models.PositiveSmallIntegerField("Từ năm")
    last_year = models.PositiveSmallIntegerField("Đến năm")
    as_of = models.DateField("Tại ngày", null=True, blank=True)
    fund_kind = models.CharField(
        "Loại vốn", max_length=5, choices=FundKind.choices, blank=True, help_text="Trống: cả hai."
    )
    source_kind = models.CharField(
        "Nguồn vốn",
        max_length=8,
        choices=PublishedSource.choices,
        blank=True,
        help_text="Trống: mọi nguồn.",
    )

    value = models.DecimalField("Giá trị", max_digits=15, decimal_places=3)
    unit = models.CharField("Đơn vị", max_length=8, choices=PublishedUnit.choices)
    decimals = models.PositiveSmallIntegerField("Số lẻ đã công bố", default=0)
    is_estimate = models.BooleanField("Ước", default=False)

    source = models.CharField("Nguồn tin", max_length=300)
    address = models.URLField("Địa chỉ", max_length=500, blank=True)
    note = models.CharField("Ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "số vốn đã công bố"
        verbose_name_plural = "số vốn đã công bố"
        ordering = ["first_year", "as_of", "what"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "area",
                    "what",
                    "first_year",
                    "last_year",
                    "fund_kind",
                    "source_kind",
                    "source",
                ],
                name="published_capital_unique",
                violation_error_message="Số công bố này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(what="rate", unit="percent") | ~Q(what="rate") & ~Q(unit="percent"),
                name="published_capital_unit_fits",
                violation_error_message=(
                    "Tỷ lệ ghi bằng phần trăm, số tiền ghi bằng tỷ hoặc triệu đồng."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.last_year}: {self.value} {self.get_unit_display()}"

    @property
    def amount_million_vnd(self) -> Decimal:
        """In million VND; only for amounts."""
        return self.value * MILLIONS[PublishedUnit(self.unit)]
