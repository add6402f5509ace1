from django.db import models
from django.db.models import Q
from django.urls import reverse

from .batch import BatchState
from .membership import User


def long_table_path(table: "LongTable", filename: str) -> str:
    """Under a name of our own: what the sender called the file is kept in a field."""
    return f"long_tables/{table.sha256}"


class LongTable(models.Model):
    """One uploaded table of many areas and periods, kept whole, and what came of it.

    The history of its figures names it. The rows themselves are not kept a second time: they are
    read again from the file, and `fingerprint` says whether storing them would still do what the
    preview showed. `periods` holds code and whether the table opens it.
    """

    file = models.FileField("Tệp gốc", upload_to=long_table_path, max_length=200)
    file_name = models.CharField("Tên tệp", max_length=255)
    size_bytes = models.PositiveIntegerField("Kích thước (byte)")
    sha256 = models.CharField("Mã băm", max_length=64)

    state = models.CharField("Trạng thái", max_length=10, choices=BatchState.choices)
    message = models.TextField("Kết luận")
    causes = models.JSONField("Những chỗ chưa nhận được và cảnh báo", default=list, blank=True)
    changes = models.JSONField("Một số thay đổi", default=list, blank=True)
    periods = models.JSONField("Các kỳ", default=list, blank=True)
    fingerprint = models.CharField("Dấu của các thay đổi", max_length=64, blank=True)

    uploaded_at = models.DateTimeField("Tải lên lúc")
    uploaded_by = models.ForeignKey(
        User, verbose_name="Người tải lên", on_delete=models.PROTECT, related_name="+"
    )
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

    created_count = models.PositiveIntegerField("Số ô mới", default=0)
    changed_count = models.PositiveIntegerField("Số ô thay đổi", default=0)
    unchanged_count = models.PositiveIntegerField("Số ô giữ nguyên", default=0)
    refused_count = models.PositiveIntegerField("Số dòng bị từ chối", default=0)
    blank_count = models.PositiveIntegerField("Số dòng để trống", default=0)
    hidden_count = models.PositiveIntegerField("Số dòng bị ẩn", default=0)

    class Meta:
        verbose_name = "bảng dài"
        verbose_name_plural = "bảng dài"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="long_table_applied_at_and_by",
                violation_error_message="Thời điểm lưu và người lưu phải đi cùng nhau.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | (~Q(state__in=["applied", "undone"]) & Q(applied_at__isnull=True)),
                name="long_table_applied_state_and_time",
                violation_error_message="Bảng đã lưu phải có thời điểm lưu.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="long_table_undone_at_and_by",
                violation_error_message="Thời điểm hoàn tác và người hoàn tác phải đi cùng nhau.",
            ),
            models.CheckConstraint(
                condition=(Q(state="undone", undone_at__isnull=False) & ~Q(undo_reason=""))
                | (~Q(state="undone") & Q(undone_at__isnull=True, undo_reason="")),
                name="long_table_undone_state_time_and_reason",
                violation_error_message="Bảng đã hoàn tác phải có thời điểm và lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("indicators:long_table_detail", kwargs={"pk": self.pk})

    @property
    def can_confirm(self) -> bool:
        return self.state == BatchState.PREVIEWED

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back; whether it may be, its undoing finds out."""
        return self.state == BatchState.APPLIED and self.difference_count > 0

    @property
    def opened_periods(self) -> list[str]:
        """The codes of the periods that storing the table opens, or opened."""
        return [code for code, is_opened in self.periods if is_opened]

    @property
    def difference_count(self) -> int:
        return self.created_count + self.changed_count
