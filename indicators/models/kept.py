"""What every uploaded file has in common, whatever it is about."""

from django.db import models
from django.db.models import Q

from .membership import User


class BatchState(models.TextChoices):
    PREVIEWED = "previewed", "Đã xem trước, chưa lưu"
    REFUSED = "refused", "Bị từ chối"
    APPLIED = "applied", "Đã lưu"
    UNDONE = "undone", "Đã hoàn tác"


class KeptFile(models.Model):
    """A file as it was handed in, with its hash; the model itself says where it is kept."""

    file_name = models.CharField("Tên tệp", max_length=255)
    size_bytes = models.PositiveIntegerField("Kích thước (byte)")
    sha256 = models.CharField("Mã băm", max_length=64)
    uploaded_at = models.DateTimeField("Tải lên lúc")
    uploaded_by = models.ForeignKey(
        User, verbose_name="Người tải lên", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name


class KeptImport(KeptFile):
    """A file that was read: stored whole or not at all, and perhaps taken back."""

    state = models.CharField("Trạng thái", max_length=10, choices=BatchState.choices)
    message = models.TextField("Kết luận")
    applied_at = models.DateTimeField("Lưu lúc", null=True, blank=True)
    applied_by = models.ForeignKey(
        User,
        verbose_name="Người lưu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField("Hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        User,
        verbose_name="Người hoàn tác",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undo_reason = models.CharField("Lý do hoàn tác", max_length=300, blank=True)

    class Meta(KeptFile.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


def import_constraints(name: str, what: str) -> list[models.CheckConstraint]:
    """That state, times, people and reason of a KeptImport go together; `name` begins theirs,
    `what` is how people call such an import."""
    return [
        models.CheckConstraint(
            condition=Q(applied_at__isnull=True, applied_by__isnull=True)
            | Q(applied_at__isnull=False, applied_by__isnull=False),
            name=f"{name}_applied_at_and_by",
            violation_error_message="Thời điểm lưu và người lưu phải đi cùng nhau.",
        ),
        models.CheckConstraint(
            condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
            | (~Q(state__in=["applied", "undone"]) & Q(applied_at__isnull=True)),
            name=f"{name}_applied_state_and_time",
            violation_error_message=f"{what} đã lưu phải có thời điểm lưu.",
        ),
        models.CheckConstraint(
            condition=Q(undone_at__isnull=True, undone_by__isnull=True)
            | Q(undone_at__isnull=False, undone_by__isnull=False),
            name=f"{name}_undone_at_and_by",
            violation_error_message="Thời điểm hoàn tác và người hoàn tác phải đi cùng nhau.",
        ),
        models.CheckConstraint(
            condition=(Q(state="undone", undone_at__isnull=False) & ~Q(undo_reason=""))
            | (~Q(state="undone") & Q(undone_at__isnull=True, undo_reason="")),
            name=f"{name}_undone_state_time_and_reason",
            violation_error_message=f"{what} đã hoàn tác phải có thời điểm và lý do.",
        ),
    ]
