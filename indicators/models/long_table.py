from django.db import models
from django.urls import reverse

from .kept import BatchState, KeptImport, import_constraints


def long_table_path(table: "LongTable", filename: str) -> str:
    """Under a name of our own: what the sender called the file is kept in a field."""
    return f"long_tables/{table.sha256}"


class LongTable(KeptImport):
    """One uploaded table of many areas and periods, kept whole, and what came of it.

    The history of its figures names it. The rows themselves are not kept a second time: they are
    read again from the file, and `fingerprint` says whether storing them would still do what the
    preview showed. `periods` holds code and whether the table opens it.
    """

    file = models.FileField("Tệp gốc", upload_to=long_table_path, max_length=200)

    causes = models.JSONField("Những chỗ chưa nhận được và cảnh báo", default=list, blank=True)
    changes = models.JSONField("Một số thay đổi", default=list, blank=True)
    periods = models.JSONField("Các kỳ", default=list, blank=True)
    fingerprint = models.CharField("Dấu của các thay đổi", max_length=64, blank=True)

    created_count = models.PositiveIntegerField("Số ô mới", default=0)
    changed_count = models.PositiveIntegerField("Số ô thay đổi", default=0)
    unchanged_count = models.PositiveIntegerField("Số ô giữ nguyên", default=0)
    refused_count = models.PositiveIntegerField("Số dòng bị từ chối", default=0)
    blank_count = models.PositiveIntegerField("Số dòng để trống", default=0)
    hidden_count = models.PositiveIntegerField("Số dòng bị ẩn", default=0)

    class Meta(KeptImport.Meta):
        verbose_name = "bảng dài"
        verbose_name_plural = "bảng dài"
        ordering = ["-uploaded_at", "-pk"]
        constraints = import_constraints("long_table", "Bảng")

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
