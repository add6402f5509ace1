"""What people have answered about a sender's own sheets, so that nothing is asked twice."""

from django.db import models
from django.db.models import Q

from .area import Area
from .measure import Measure
from .membership import User
from .report import ReportForm

LONGEST_TEXT = 300


class SheetLayout(models.Model):
    """A sheet as one sender lays it out, known again by its headings, whatever its figures."""

    area = models.ForeignKey(
        Area, verbose_name="Đơn vị gửi", on_delete=models.PROTECT, related_name="layouts"
    )
    form = models.ForeignKey(
        ReportForm, verbose_name="Biểu", on_delete=models.PROTECT, related_name="layouts"
    )
    fingerprint = models.CharField("Dấu nhận dạng bố cục", max_length=64)
    sheet = models.CharField("Tên trang khi được dạy", max_length=100, blank=True)
    taught_at = models.DateTimeField("Dạy lần đầu lúc")

    class Meta:
        verbose_name = "bố cục bảng tính"
        verbose_name_plural = "bố cục bảng tính"
        ordering = ["area", "form", "taught_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "form", "fingerprint"],
                name="sheet_layout_unique",
                violation_error_message="Bố cục này của đơn vị đã được ghi nhớ.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id}, {self.form_id}: {self.sheet or self.fingerprint}"


class ColumnChoice(models.Model):
    """What a heading of one layout means; no measure: the column is left out."""

    layout = models.ForeignKey(
        SheetLayout,
        verbose_name="Bố cục",
        on_delete=models.CASCADE,  # forgetting a layout forgets its columns
        related_name="columns",
    )
    text = models.CharField("Tiêu đề (đã chuẩn hóa)", max_length=LONGEST_TEXT)
    shown = models.CharField("Tiêu đề trong tệp", max_length=LONGEST_TEXT)
    measure = models.ForeignKey(
        Measure,
        verbose_name="Hiểu là",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    taught_at = models.DateTimeField("Dạy lúc")
    taught_by = models.ForeignKey(
        User, verbose_name="Người dạy", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "cách hiểu cột"
        verbose_name_plural = "cách hiểu cột"
        ordering = ["layout", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["layout", "text"],
                name="column_choice_unique",
                violation_error_message="Cột này của bố cục đã có cách hiểu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.shown} → {self.measure_id or 'bỏ qua'}"


class NameChoice(models.Model):
    """What the label of a row means to one sender, in any layout; nothing named: left out."""

    sender = models.ForeignKey(
        Area, verbose_name="Đơn vị gửi", on_delete=models.PROTECT, related_name="name_choices"
    )
    form = models.ForeignKey(
        ReportForm, verbose_name="Biểu", on_delete=models.PROTECT, related_name="name_choices"
    )
    text = models.CharField("Tên dòng (đã chuẩn hóa)", max_length=LONGEST_TEXT)
    shown = models.CharField("Tên dòng trong tệp", max_length=LONGEST_TEXT)
    area = models.ForeignKey(
        Area,
        verbose_name="Là địa bàn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    measure = models.ForeignKey(
        Measure,
        verbose_name="Là số liệu gốc",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    taught_at = models.DateTimeField("Dạy lúc")
    taught_by = models.ForeignKey(
        User, verbose_name="Người dạy", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "cách hiểu tên dòng"
        verbose_name_plural = "cách hiểu tên dòng"
        ordering = ["sender", "form", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "form", "text"],
                name="name_choice_unique",
                violation_error_message="Tên dòng này của đơn vị đã có cách hiểu.",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(measure__isnull=True),
                name="name_choice_means_one_thing",
                violation_error_message="Mỗi tên dòng chỉ một địa bàn hoặc một số liệu gốc.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown} → {self.area_id or self.measure_id or 'bỏ qua'}"
