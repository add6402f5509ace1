from django.db import models
from django.urls import reverse

from indicators.models import Area, KeptImport, Period, import_constraints


def batch_path(batch: "ProgrammeBatch", filename: str) -> str:
    """Under a name of our own: what the sender called the file is kept in a field."""
    return f"programme/{batch.sha256}"


class BatchKind(models.TextChoices):
    DISTRICT_SHEET = "f3", "Biểu vốn của huyện (F3)"
    ALLOCATIONS = "allocations", "Bảng dài vốn giao"
    DISBURSEMENTS = "disbursements", "Bảng dài giải ngân"
    OBSTACLE_SHEET = "f4", "Biểu khó khăn, vướng mắc của huyện (F4)"


CAPITAL_KINDS = (BatchKind.DISTRICT_SHEET, BatchKind.ALLOCATIONS, BatchKind.DISBURSEMENTS)
PAGES = {
    BatchKind.DISTRICT_SHEET: "programs:batch_detail",
    BatchKind.ALLOCATIONS: "programs:money_table_detail",
    BatchKind.DISBURSEMENTS: "programs:money_table_detail",
    BatchKind.OBSTACLE_SHEET: "programs:obstacle_batch_detail",
}


class ProgrammeBatch(KeptImport):
    """One uploaded file about capital or obstacles, kept whole, with what was read from it and what
    came of it."""

    kind = models.CharField("Loại", max_length=14, choices=BatchKind.choices)
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="programme_batches"
    )
    period = models.ForeignKey(
        Period,
        verbose_name="Kỳ báo cáo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programme_batches",
    )

    file = models.FileField("Tệp gốc", upload_to=batch_path, max_length=200)

    reading = models.JSONField("Nội dung đã đọc", default=dict, blank=True)
    fingerprint = models.CharField("Dấu của các thay đổi", max_length=64, blank=True)
    notes = models.JSONField("Ghi thêm khi xác nhận", default=dict, blank=True)

    created_count = models.PositiveIntegerField("Số dòng mới", default=0)
    changed_count = models.PositiveIntegerField("Số dòng thay đổi", default=0)
    unchanged_count = models.PositiveIntegerField("Số dòng giữ nguyên", default=0)
    refused_count = models.PositiveIntegerField("Số chỗ bị từ chối khi lưu", default=0)

    class Meta(KeptImport.Meta):
        verbose_name = "lượt nhập vốn, khó khăn"
        verbose_name_plural = "lượt nhập vốn, khó khăn"
        ordering = ["-uploaded_at", "-pk"]
        constraints = import_constraints("programme_batch", "Lượt nhập")
        indexes = [
            # "the newest imports", of one district or of all
            models.Index(fields=["area", "-uploaded_at"], name="programme_batch_area_newest"),
        ]

    def get_absolute_url(self) -> str:
        return reverse(PAGES[BatchKind(self.kind)], kwargs={"pk": self.pk})

    @property
    def is_partial(self) -> bool:
        """Stored without the places that were refused, which a person had seen."""
        return self.applied_at is not None and self.refused_count > 0
