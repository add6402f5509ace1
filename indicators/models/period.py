from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lsdash.lib import quarters

from .membership import User


class PeriodKind(models.TextChoices):
    QUARTER = "quarter", "Quý"
    HALF = "half", "Sáu tháng"
    YEAR = "year", "Năm"


class PeriodQuerySet(models.QuerySet["Period"]):
    def quarters(self) -> "PeriodQuerySet":
        return self.filter(kind=PeriodKind.QUARTER)

    def opened(self) -> "PeriodQuerySet":
        return self.filter(opened_at__isnull=False)


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
                condition=Q(kind="quarter", number__range=(1, 4))
                | Q(kind="half", number__range=(1, 2))
                | Q(kind="year", number=1),
                name="period_number_fits_kind",
                violation_error_message=(
                    "Số thứ tự phải từ 1 đến 4 với quý, 1 hoặc 2 với sáu tháng, 1 với năm."
                ),
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
        # Not the label: the admin also names a row that holds what it is about to refuse.
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("indicators:period_detail", kwargs={"code": self.code})

    def clean(self) -> None:
        """Refuses a code that says another period than kind, year and number do."""
        try:
            said = self.as_code
        except (quarters.UnknownPeriod, KeyError, TypeError):
            return  # a field or the constraint on the number says what is wrong
        if self.year is not None and self.code != str(said):
            raise ValidationError({"code": f"Mã của {said.label} phải là {said}."})

    @property
    def as_code(self) -> quarters.PeriodCode:
        return quarters.PeriodCode(self.kind, self.year, self.number)

    @property
    def label(self) -> str:
        return self.as_code.label

    @property
    def short_label(self) -> str:
        return self.as_code.short_label

    @property
    def deadline(self) -> datetime:
        """The first moment after the due date, which includes its whole day in local time."""
        after = self.due_on + timedelta(days=1)
        return datetime.combine(after, time.min, tzinfo=timezone.get_default_timezone())

    @property
    def is_history(self) -> bool:
        """Opened only after its due date, so that nobody could report in time: it is filled in
        afterwards."""
        return self.opened_at is not None and self.opened_at >= self.deadline

    def is_open(self, now: datetime) -> bool:
        return self.opened_at is not None and self.opened_at <= now and self.closed_at is None


class PeriodEvent(models.Model):
    """One step in a period's life (opened, closed, another due date); written once."""

    period = models.ForeignKey(
        Period, verbose_name="Kỳ báo cáo", on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User,
        verbose_name="Người thực hiện",
        null=True,  # a command on the server, before there is anyone
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    what = models.CharField("Việc đã làm", max_length=300)
    reason = models.TextField("Lý do", blank=True)

    class Meta:
        verbose_name = "thay đổi kỳ báo cáo"
        verbose_name_plural = "thay đổi kỳ báo cáo"
        ordering = ["period", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.what}"
