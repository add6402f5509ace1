from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Area, BatchState, Period, User


def batch_path(batch: "CapitalBatch", filename: str) -> str:
    """Under a name of our own: what the sender called the file is kept in a field."""
    return f"capital/{batch.sha256}"


class BatchKind(models.TextChoices):
    DISTRICT_SHEET = "f3", "Biểu vốn của huyện (F3)"
    ALLOCATIONS = "allocations", "Bảng dài vốn giao"
    DISBURSEMENTS = "disbursements", "Bảng dài giải ngân"


class CapitalBatch(models.Model):
    """One uploaded file about capital, kept whole, with what was read from it and what came of
    it."""

    kind = models.CharField("Loại", max_length=14, choices=BatchKind.choices)
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="capital_batches"
    )
    period = models.ForeignKey(
        Period,
        verbose_name="Kỳ báo cáo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="capital_batches",
    )

    file = models.FileField("Tệp gốc", upload_to=batch_path, max_length=200)
    file_name = models.CharField("Tên tệp", max_length=255)
    size_bytes = models.PositiveIntegerField("Kích thước (byte)")
    sha256 = models.CharField("Mã băm", max_length=64)

    state = models.CharField("Trạng thái", max_length=10, choices=BatchState.choices)
    message = models.TextField("Kết luận")
    reading = models.JSONField("Nội dung đã đọc", default=dict, blank=True)
    fingerprint = models.CharField("Dấu của các thay đổi", max_length=64, blank=True)
    notes = models.JSONField("Giải trình", default=dict, blank=True)

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
    created_count = models.PositiveIntegerField("Số dòng mới", default=0)
    changed_count = models.PositiveIntegerField("Số dòng thay đổi", default=0)
    unchanged_count = models.PositiveIntegerField("Số dòng giữ nguyên", default=0)
    refused_count = models.PositiveIntegerField("Số chỗ bị từ chối khi lưu", default=0)

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

    class Meta:
        verbose_name = "lượt nhập vốn"
        verbose_name_plural = "lượt nhập vốn"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="capital_batch_applied_at_and_by",
                violation_error_message="Thời điểm lưu và người lưu phải đi cùng nhau.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | (~Q(state__in=["applied", "undone"]) & Q(applied_at__isnull=True)),
                name="capital_batch_applied_state_and_time",
                violation_error_message="Lượt nhập đã lưu phải có thời điểm lưu.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="capital_batch_undone_at_and_by",
                violation_error_message="Thời điểm hoàn tác và người hoàn tác phải đi cùng nhau.",
            ),
            models.CheckConstraint(
                condition=(Q(state="undone", undone_at__isnull=False) & ~Q(undo_reason=""))
                | (~Q(state="undone") & Q(undone_at__isnull=True, undo_reason="")),
                name="capital_batch_undone_state_time_and_reason",
                violation_error_message="Lượt nhập đã hoàn tác phải có thời điểm và lý do.",
            ),
        ]
        indexes = [
            # "the newest imports of capital", of one district or of all
            models.Index(fields=["area", "-uploaded_at"], name="capital_batch_area_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        is_sheet = self.kind == BatchKind.DISTRICT_SHEET
        name = "programs:batch_detail" if is_sheet else "programs:money_table_detail"
        return reverse(name, kwargs={"pk": self.pk})

    @property
    def is_partial(self) -> bool:
        """Stored without the places that were refused, which a person had seen."""
        return self.applied_at is not None and self.refused_count > 0
