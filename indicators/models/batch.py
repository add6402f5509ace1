from django.db import models
from django.db.models import Q
from django.urls import reverse

from .area import Area
from .membership import User
from .period import Period
from .report import Report, ReportForm


class BatchState(models.TextChoices):
    PREVIEWED = "previewed", "Đã xem trước, chưa lưu"
    REFUSED = "refused", "Bị từ chối"
    APPLIED = "applied", "Đã lưu"
    UNDONE = "undone", "Đã hoàn tác"


def batch_path(batch: "ImportBatch", filename: str) -> str:
    """Under a name of our own: what the sender called the file is kept in a field."""
    return f"imports/{batch.period.code}/{batch.sha256}"


class ImportBatch(models.Model):
    """One uploaded file, kept whole, with what was read from it and what came of it."""

    form = models.ForeignKey(
        ReportForm, verbose_name="Biểu", on_delete=models.PROTECT, related_name="batches"
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="batches"
    )
    period = models.ForeignKey(
        Period, verbose_name="Kỳ báo cáo", on_delete=models.PROTECT, related_name="batches"
    )
    report = models.ForeignKey(
        Report, verbose_name="Báo cáo", on_delete=models.PROTECT, related_name="batches"
    )

    file = models.FileField("Tệp gốc", upload_to=batch_path, max_length=200)
    file_name = models.CharField("Tên tệp", max_length=255)
    size_bytes = models.PositiveIntegerField("Kích thước (byte)")
    sha256 = models.CharField("Mã băm", max_length=64)

    state = models.CharField("Trạng thái", max_length=10, choices=BatchState.choices)
    message = models.TextField("Kết luận")
    reading = models.JSONField("Nội dung đã đọc")
    report_version = models.PositiveIntegerField("Lần sửa của báo cáo khi xem trước")
    revision = models.PositiveIntegerField("Lần đọc", default=1)

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
    created_count = models.PositiveIntegerField("Số ô mới", default=0)
    changed_count = models.PositiveIntegerField("Số ô thay đổi", default=0)
    unchanged_count = models.PositiveIntegerField("Số ô giữ nguyên", default=0)
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
        verbose_name = "lượt nhập"
        verbose_name_plural = "lượt nhập"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="batch_applied_at_and_by",
                violation_error_message="Thời điểm lưu và người lưu phải đi cùng nhau.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | (~Q(state__in=["applied", "undone"]) & Q(applied_at__isnull=True)),
                name="batch_applied_state_and_time",
                violation_error_message="Lượt nhập đã lưu phải có thời điểm lưu.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="batch_undone_at_and_by",
                violation_error_message="Thời điểm hoàn tác và người hoàn tác phải đi cùng nhau.",
            ),
            models.CheckConstraint(
                condition=(Q(state="undone", undone_at__isnull=False) & ~Q(undo_reason=""))
                | (~Q(state="undone") & Q(undone_at__isnull=True, undo_reason="")),
                name="batch_undone_state_time_and_reason",
                violation_error_message="Lượt nhập đã hoàn tác phải có thời điểm và lý do.",
            ),
        ]
        indexes = [
            # "the newest imports of an area": the list of imports
            models.Index(fields=["area", "-uploaded_at"], name="batch_area_newest"),
            # "the newest imports of all areas": the province's list of imports
            models.Index(fields=["-uploaded_at"], name="batch_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("indicators:batch_detail", kwargs={"pk": self.pk})

    @property
    def is_partial(self) -> bool:
        """Stored without the cells that were refused, which a person had seen."""
        return self.applied_at is not None and self.refused_count > 0
