from django.db import models
from django.db.models import F, Q

from .area import Area
from .indicator import Indicator
from .period import Period


class ResultQuerySet(models.QuerySet["Result"]):
    def of_period(self, period: Period) -> "ResultQuerySet":
        return self.filter(period=period)


class Result(models.Model):
    """The roll-up kept ready. Row units are the areas that the form has rows for (communes, or
    districts where only districts report); children are the area's own direct parts."""

    indicator = models.ForeignKey(
        Indicator,
        verbose_name="Chỉ tiêu",
        on_delete=models.CASCADE,  # computed from figures, never the only copy
        related_name="results",
        db_index=False,  # the unique constraint begins with it
    )
    area = models.ForeignKey(
        Area,
        verbose_name="Địa bàn",
        on_delete=models.CASCADE,  # as above
        related_name="results",
        db_index=False,  # an index below begins with it
    )
    period = models.ForeignKey(
        Period,
        verbose_name="Kỳ báo cáo",
        on_delete=models.CASCADE,  # as above
        related_name="results",
        db_index=False,  # an index below begins with it
    )

    numerator = models.DecimalField("Tử số", max_digits=18, decimal_places=4)
    denominator = models.DecimalField(
        "Mẫu số", max_digits=18, decimal_places=4, null=True, blank=True
    )
    value = models.DecimalField("Giá trị", max_digits=18, decimal_places=8, null=True, blank=True)

    reported = models.PositiveIntegerField("Số đơn vị đã báo cáo")
    expected = models.PositiveIntegerField("Số đơn vị phải báo cáo")
    approved = models.PositiveIntegerField("Số đơn vị đã duyệt")
    children_reported = models.PositiveIntegerField("Số đơn vị trực thuộc đã báo cáo")
    children_expected = models.PositiveIntegerField("Số đơn vị trực thuộc phải báo cáo")

    own_numerator = models.DecimalField(
        "Tử số do cấp này tự nêu", max_digits=18, decimal_places=4, null=True, blank=True
    )
    own_denominator = models.DecimalField(
        "Mẫu số do cấp này tự nêu", max_digits=18, decimal_places=4, null=True, blank=True
    )
    from_own = models.BooleanField("Lấy số cấp này tự nêu", default=False)
    stated = models.PositiveIntegerField("Số đơn vị chỉ có số cấp trên nêu", default=0)
    estimated = models.PositiveIntegerField("Số đơn vị báo cáo số ước", default=0)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả tổng hợp"
        verbose_name_plural = "kết quả tổng hợp"
        ordering = ["indicator", "period", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period"],
                name="result_unique",
                violation_error_message="Kết quả này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(reported__gt=0, reported__lte=F("expected"))
                & Q(approved__lte=F("reported")),
                name="result_counts_in_order",
                violation_error_message="Số đơn vị đã duyệt, đã báo cáo, phải báo cáo không khớp.",
            ),
        ]
        indexes = [
            # "one period, all indicators and areas": the overview and the heat map
            models.Index(fields=["period", "indicator", "area"], name="result_period_indicator"),
            # "these areas in one period, all indicators": a place, and what lies beside a report
            models.Index(fields=["area", "period"], name="result_area_period"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.area_id}, {self.period_id}: {self.value}"

    @property
    def is_complete(self) -> bool:
        return self.reported == self.expected

    @property
    def is_official(self) -> bool:
        """Made of approved reports only; everything else is preliminary."""
        return self.approved == self.reported
