from django.db import models

from .membership import User
from .report import Report


class ReminderKind(models.TextChoices):
    OWED = "owed", "Nhắc người phải gửi"
    LATE = "late", "Báo tỉnh ai trễ hạn"


class Reminder(models.Model):
    """That a person was told of one report on one of the days around its last day; it keeps the
    same letter from going out twice."""

    kind = models.CharField("Loại thư", max_length=5, choices=ReminderKind.choices)
    report = models.ForeignKey(
        Report, verbose_name="Báo cáo", on_delete=models.PROTECT, related_name="reminders"
    )
    to = models.ForeignKey(
        User, verbose_name="Người nhận", on_delete=models.PROTECT, related_name="+"
    )

    last_day = models.DateField("Hạn gửi", help_text="Kể cả gia hạn; hạn mới được nhắc lại từ đầu.")
    days_left = models.SmallIntegerField("Số ngày trước hạn", help_text="Số âm là đã quá hạn.")
    sent_at = models.DateTimeField("Gửi thư lúc")

    class Meta:
        verbose_name = "thư nhắc"
        verbose_name_plural = "thư nhắc"
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "report", "to", "last_day", "days_left"],
                name="reminder_unique",
                violation_error_message="Người này đã được nhắc về báo cáo đó cho ngày này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} → {self.to_id}, {self.days_left}"
