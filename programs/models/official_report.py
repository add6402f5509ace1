"""The periodic report as officers work on it: composed from data, edited, frozen."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Area, Period, User

PARAGRAPH_LENGTH = 8000


class OfficialReport(models.Model):
    """One version of the report of a period and area. Frozen, it never changes again: `document`
    then holds everything that it said."""

    period = models.ForeignKey(
        Period, verbose_name="Kỳ báo cáo", on_delete=models.PROTECT, related_name="official_reports"
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="official_reports"
    )
    number = models.PositiveSmallIntegerField("Bản số", default=1)

    letter_number = models.CharField("Số, ký hiệu", max_length=50, blank=True)
    signed_on = models.DateField("Ngày ký", null=True, blank=True)
    signer_title = models.CharField("Chức vụ người ký", max_length=200, blank=True)
    signer_name = models.CharField("Người ký", max_length=100, blank=True)
    recipients = models.TextField("Nơi nhận", max_length=1000, blank=True)

    document = models.JSONField("Nội dung đã chốt", null=True, blank=True)
    composed_at = models.DateTimeField("Tổng hợp số liệu lúc")
    created_at = models.DateTimeField("Lập lúc")
    created_by = models.ForeignKey(
        User, verbose_name="Người lập", on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField("Chốt lúc", null=True, blank=True)
    frozen_by = models.ForeignKey(
        User,
        verbose_name="Người chốt",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    version = models.PositiveIntegerField("Lần sửa", default=0)

    class Meta:
        verbose_name = "báo cáo định kỳ"
        verbose_name_plural = "báo cáo định kỳ"
        ordering = ["-period__ends_on", "area", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "area", "number"],
                name="official_report_unique",
                violation_error_message="Kỳ này đã có báo cáo mang số bản đó.",
            ),
            models.UniqueConstraint(
                fields=["period", "area"],
                condition=Q(frozen_at__isnull=True),
                name="official_report_one_draft",
                violation_error_message="Kỳ này đang có một bản nháp. Hãy tiếp tục bản đó.",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True, document__isnull=True)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False, document__isnull=False),
                name="official_report_frozen_whole",
                violation_error_message="Bản đã chốt phải có nội dung, thời điểm và người chốt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}, {self.area_id}, bản {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("programs:official_report", kwargs={"pk": self.pk})

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class ReportParagraph(models.Model):
    """A statement of a report. `composed` is what the data say, `text` what an officer wrote
    instead (empty: nothing); `seen` is what the data said when that was written."""

    report = models.ForeignKey(
        OfficialReport,
        verbose_name="Báo cáo",
        on_delete=models.CASCADE,  # a draft's paragraphs are nothing without it
        related_name="paragraphs",
    )
    key = models.CharField("Khóa", max_length=300)
    section = models.CharField("Mục", max_length=60)
    position = models.PositiveSmallIntegerField("Thứ tự")
    composed = models.TextField("Tổng hợp từ số liệu", blank=True)
    text = models.TextField("Lời của cán bộ", max_length=PARAGRAPH_LENGTH, blank=True)
    seen = models.TextField("Số liệu khi sửa", blank=True)
    is_left_out = models.BooleanField("Bỏ khỏi báo cáo", default=False)
    edited_at = models.DateTimeField("Sửa lúc", null=True, blank=True)
    edited_by = models.ForeignKey(
        User,
        verbose_name="Người sửa",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "đoạn của báo cáo"
        verbose_name_plural = "đoạn của báo cáo"
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                name="report_paragraph_unique",
                violation_error_message="Đoạn này đã có trong báo cáo.",
            ),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=True, edited_by__isnull=True)
                | Q(edited_at__isnull=False, edited_by__isnull=False),
                name="report_paragraph_edited_at_and_by",
                violation_error_message="Thời điểm sửa và người sửa phải đi cùng nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.key}"

    @property
    def shown(self) -> str:
        """What the report says here."""
        return "" if self.is_left_out else self.text or self.composed

    @property
    def is_outdated(self) -> bool:
        """The data have changed since an officer wrote their own words."""
        return bool(self.text) and self.seen != self.composed


class OfficialReportEvent(models.Model):
    """Who did what with a report, and when; written once."""

    report = models.ForeignKey(
        OfficialReport, verbose_name="Báo cáo", on_delete=models.PROTECT, related_name="events"
    )
    what = models.CharField("Việc", max_length=100)
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    changes = models.JSONField("Thay đổi", default=dict, blank=True)

    class Meta:
        verbose_name = "lịch sử báo cáo định kỳ"
        verbose_name_plural = "lịch sử báo cáo định kỳ"
        ordering = ["report", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.what}"
