from django.db import models
from django.urls import reverse

from .area import Area
from .kept import KeptImport, import_constraints
from .period import Period
from .report import Report, ReportForm


def batch_path(batch: "ImportBatch", filename: str) -> str:
    """Under a name of our own: what the sender called the file is kept in a field."""
    return f"imports/{batch.period.code}/{batch.sha256}"


class ImportBatch(KeptImport):
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

    reading = models.JSONField("Nội dung đã đọc")
    report_version = models.PositiveIntegerField("Lần sửa của báo cáo khi xem trước")
    revision = models.PositiveIntegerField("Lần đọc", default=1)

    created_count = models.PositiveIntegerField("Số ô mới", default=0)
    changed_count = models.PositiveIntegerField("Số ô thay đổi", default=0)
    unchanged_count = models.PositiveIntegerField("Số ô giữ nguyên", default=0)
    refused_count = models.PositiveIntegerField("Số chỗ bị từ chối khi lưu", default=0)

    class Meta(KeptImport.Meta):
        verbose_name = "lượt nhập"
        verbose_name_plural = "lượt nhập"
        ordering = ["-uploaded_at", "-pk"]
        constraints = import_constraints("batch", "Lượt nhập")
        indexes = [
            # "the newest imports of an area": the list of imports
            models.Index(fields=["area", "-uploaded_at"], name="batch_area_newest"),
            # "the newest imports of all areas": the province's list of imports
            models.Index(fields=["-uploaded_at"], name="batch_newest"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("indicators:batch_detail", kwargs={"pk": self.pk})

    @property
    def is_partial(self) -> bool:
        """Stored without the cells that were refused, which a person had seen."""
        return self.applied_at is not None and self.refused_count > 0
