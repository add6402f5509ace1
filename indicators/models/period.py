from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from lsdash.lib import quarters


class PeriodKind(models.TextChoices):
    QUARTER = "quarter", "Quý"
    HALF = "half", "Sáu tháng"
    YEAR = "year", "Năm"


class PeriodQuerySet(models.QuerySet["Period"]):
    def quarters(self) -> "PeriodQuerySet":
        return self.filter(kind=PeriodKind.QUARTER)

    def opened(self) -> "PeriodQuerySet":
        return self.filter(opened_at__isnull=False)

    def started_by(self, day: date) -> "PeriodQuerySet":
        return self.filter(starts_on__lte=day)


class Period(models.Model):
    """A reporting period. Its boundaries and due dates are rows that the office keeps, because an
    administrative quarter need not be the calendar's."""

    code = models.CharField("Mã kỳ", max_length=8, unique=True)
    kind = models.CharField("Loại kỳ", max_length=8, choices=PeriodKind.choices)
    year = models.PositiveSmallIntegerField("Năm")
    number = models.PositiveSmallIntegerField("Số thứ tự trong năm")

    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến ngày")
    opens_on = models.DateField("Bắt đầu nhận báo cáo")
    due_on = models.DateField("Hạn gửi")

    opened_at = models.DateTimeField("Mở lúc", null=True, blank=True)
    closed_at = models.DateTimeField("Đóng lúc", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["ends_on", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                name="period_unique",
                violation_error_message="Kỳ báo cáo này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="period_ends_after_start",
                violation_error_message="Ngày kết thúc kỳ không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="period_due_after_opening",
                violation_error_message="Hạn gửi không được trước ngày bắt đầu nhận báo cáo.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="period_closed_only_if_opened",
                violation_error_message="Kỳ chưa mở thì không thể đóng.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def as_code(self) -> quarters.PeriodCode:
        return quarters.PeriodCode(self.kind, self.year, self.number)

    @property
    def label(self) -> str:
        return self.as_code.label

    @property
    def short_label(self) -> str:
        return self.as_code.short_label

    def has_ended(self, today: date) -> bool:
        return self.ends_on < today

    def is_open(self, now: datetime) -> bool:
        return self.opened_at is not None and self.opened_at <= now and self.closed_at is None
