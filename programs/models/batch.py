from django.db import models
from django.urls import reverse

from indicators.models import Area, KeptImport, Period, import_constraints


def batch_path(batch: "CapitalBatch", filename: str) -> str:
    """Under a name of our own: what the sender called the file is kept in a field."""
    return f"capital/{batch.sha256}"


class BatchKind(models.TextChoices):
    DISTRICT_SHEET = "f3", "Biểu vốn của huyện (F3)"
    ALLOCATIONS = "allocations", "Bảng dài vốn giao"
    DISBURSEMENTS = "disbursements", "Bảng dài giải ngân"


class CapitalBatch(KeptImport):
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

    reading = models.JSONField("Nội dung đã đọc", default=dict, blank=True)
    fingerprint = models.CharField("Dấu của các thay đổi", max_length=64, blank=True)
    notes = models.JSONField("Giải trình", default=dict, blank=True)

    created_count = models.PositiveIntegerField("Số dòng mới", default=0)
    changed_count = models.PositiveIntegerField("Số dòng thay đổi", default=0)
    unchanged_count = models.PositiveIntegerField("Số dòng giữ nguyên", default=0)
    refused_count = models.PositiveIntegerField("Số chỗ bị từ chối khi lưu", default=0)

    class Meta(KeptImport.Meta):
        verbose_name = "lượt nhập vốn"
        verbose_name_plural = "lượt nhập vốn"
        ordering = ["-uploaded_at", "-pk"]
        constraints = import_constraints("capital_batch", "Lượt nhập")
        indexes = [
            # "the newest imports of capital", of one district or of all
            models.Index(fields=["area", "-uploaded_at"], name="capital_batch_area_newest"),
        ]

    def get_absolute_url(self) -> str:
        is_sheet = self.kind == BatchKind.DISTRICT_SHEET
        name = "programs:batch_detail" if is_sheet else "programs:money_table_detail"
        return reverse(name, kwargs={"pk": self.pk})

    @property
    def is_partial(self) -> bool:
        """Stored without the places that were refused, which a person had seen."""
        return self.applied_at is not None and self.refused_count > 0
