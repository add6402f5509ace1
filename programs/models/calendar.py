"""A person's calendar, read by a calendar program at a secret address."""

from django.db import models
from django.db.models import Q

from indicators.models import User


class CalendarFeed(models.Model):
    """An address that shows one person's due dates to whoever knows it. Only the hash of its secret
    is kept; a revoked address never opens again."""

    user = models.ForeignKey(
        User,
        verbose_name="Người dùng",
        on_delete=models.CASCADE,  # nothing but this person's own address
        related_name="calendar_feeds",
    )
    token_sha256 = models.CharField("Mã băm của địa chỉ", max_length=64, unique=True)
    created_at = models.DateTimeField("Tạo lúc")
    revoked_at = models.DateTimeField("Thu hồi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "địa chỉ lịch"
        verbose_name_plural = "địa chỉ lịch"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_feed_one_per_person",
                violation_error_message="Người này đã có một địa chỉ lịch đang dùng.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.created_at:%d/%m/%Y}"
