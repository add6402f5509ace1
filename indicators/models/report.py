from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lsdash.lib.text import lower_first

from .area import Area, AreaKind, AreaQuerySet
from .measure import Measure
from .membership import User
from .period import Period, PeriodKind
from .validity import DatedQuerySet


class ReportForm(models.Model):
    """A form that areas of one kind owe every period, with a row for each area below them.

    A changed form is a new row with the same code: reports keep the columns of their time.
    """

    code = models.CharField("Mã biểu", max_length=10)
    name = models.CharField("Tên biểu", max_length=200)
    owed_by = models.CharField("Cấp báo cáo", max_length=10, choices=AreaKind.choices)
    row_kind = models.CharField("Mỗi dòng là", max_length=10, choices=AreaKind.choices)
    period_kind = models.CharField("Kỳ báo cáo", max_length=8, choices=PeriodKind.choices)
    measures = models.ManyToManyField(Measure, verbose_name="Số liệu gốc", through="FormMeasure")
    valid_from = models.DateField("Áp dụng từ ngày")
    valid_to = models.DateField("Hết áp dụng từ ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu báo cáo"
        verbose_name_plural = "biểu báo cáo"
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="report_form_code_valid_from_unique",
                violation_error_message="Mã biểu này đã có với cùng ngày áp dụng.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to__isnull=True),
                name="report_form_one_in_force",
                violation_error_message="Mã biểu này đang có một mẫu còn áp dụng.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="report_form_valid_to_after_valid_from",
                violation_error_message="Ngày hết áp dụng phải sau ngày áp dụng.",
            ),
        ]

    def __str__(self) -> str:
        return f"Biểu {self.code}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse(
            "indicators:form_detail", kwargs={"code": self.code, "valid_from": self.valid_from}
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in force; None while it is."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


class FormMeasure(models.Model):
    """A column of a form: which measure, where, under which heading."""

    form = models.ForeignKey(
        ReportForm,
        verbose_name="Biểu",
        on_delete=models.CASCADE,  # columns belong to their form
        related_name="form_measures",
    )
    measure = models.ForeignKey(
        Measure, verbose_name="Số liệu gốc", on_delete=models.PROTECT, related_name="form_measures"
    )
    position = models.PositiveSmallIntegerField("Thứ tự")
    header = models.CharField(
        "Tiêu đề cột", max_length=300, help_text="Các tầng tiêu đề cách nhau bằng dấu |"
    )

    class Meta:
        verbose_name = "cột của biểu"
        verbose_name_plural = "cột của biểu"
        ordering = ["form", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "measure"],
                name="form_measure_unique",
                violation_error_message="Biểu đã có số liệu gốc này.",
            ),
            models.UniqueConstraint(
                fields=["form", "position"],
                name="form_measure_position_unique",
                violation_error_message="Vị trí cột này đã có số liệu khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}.{self.position} {self.header}"


class FormEvent(models.Model):
    """One change of a form (created, revised); written once."""

    form = models.ForeignKey(
        ReportForm, verbose_name="Biểu", on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    what = models.TextField("Việc đã làm")

    class Meta:
        verbose_name = "thay đổi biểu báo cáo"
        verbose_name_plural = "thay đổi biểu báo cáo"
        ordering = ["form", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.form_id}: {self.what}"


class ReportState(models.TextChoices):
    NOT_SENT = "not_sent", "Chưa gửi"
    SENT = "sent", "Đã gửi"
    RETURNED = "returned", "Bị trả lại"
    APPROVED = "approved", "Đã duyệt"
    LOCKED = "locked", "Đã chốt"


APPROVED_STATES = (ReportState.APPROVED, ReportState.LOCKED)
EDITABLE_STATES = (ReportState.NOT_SENT, ReportState.RETURNED)


class ReportQuerySet(models.QuerySet["Report"]):
    def of_period(self, period: Period) -> "ReportQuerySet":
        return self.filter(period=period)

    def real(self) -> "ReportQuerySet":
        return self.filter(is_sample=False)


class Report(models.Model):
    """What one area owes for one form and period; it exists before anyone fills it."""

    form = models.ForeignKey(
        ReportForm, verbose_name="Biểu", on_delete=models.PROTECT, related_name="reports"
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="reports"
    )
    period = models.ForeignKey(
        Period, verbose_name="Kỳ báo cáo", on_delete=models.PROTECT, related_name="reports"
    )

    state = models.CharField(
        "Trạng thái", max_length=10, choices=ReportState.choices, default=ReportState.NOT_SENT
    )
    version = models.PositiveIntegerField("Lần sửa", default=0)
    extended_until = models.DateTimeField("Gia hạn đến", null=True, blank=True)
    is_sample = models.BooleanField("Số liệu minh họa", default=False)

    sent_at = models.DateTimeField("Gửi lúc", null=True, blank=True)
    sent_by = models.ForeignKey(
        User,
        verbose_name="Người gửi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField("Duyệt lúc", null=True, blank=True)
    approved_by = models.ForeignKey(
        User,
        verbose_name="Người duyệt",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["period", "form", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "area", "period"],
                name="report_unique",
                violation_error_message="Báo cáo này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="report_sent_at_and_by",
                violation_error_message="Thời điểm gửi và người gửi phải đi cùng nhau.",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="report_approved_at_and_by",
                violation_error_message="Thời điểm duyệt và người duyệt phải đi cùng nhau.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "locked"]) | Q(approved_at__isnull=False),
                name="report_approved_has_approver",
                violation_error_message="Báo cáo đã duyệt phải có người duyệt.",
            ),
        ]
        indexes = [
            # "reports of a period by state": the overview's share of reports in
            models.Index(fields=["period", "state"], name="report_period_state"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} – {self.area_id} – {self.period_id}"

    def get_absolute_url(self) -> str:
        """Form, area and period come with the report."""
        return reverse("indicators:report_detail", kwargs=self.address)

    @property
    def address(self) -> dict[str, str]:
        """What names the report in an address: codes, which are unique within its period."""
        return {"period": self.period.code, "form": self.form.code, "area": self.area.code}

    @property
    def title(self) -> str:
        """“Biểu F1 quý III năm 2024 của Huyện Văn Quan”."""
        return f"Biểu {self.form.code} {lower_first(self.period.label)} của {self.area.name}"

    def row_areas(self) -> AreaQuerySet:
        """The places that the report has a row for; form, area and period come with it."""
        below = Area.objects.under(self.area).of_kind(self.form.row_kind)
        return below.valid_on(self.period.ends_on)

    @property
    def is_approved(self) -> bool:
        return self.state in APPROVED_STATES

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_STATES

    def deadline(self) -> datetime:
        """The moment from which no figure is taken; the period comes with the report."""
        return max(self.period.deadline, self.extended_until or self.period.deadline)

    def is_overdue(self, now: datetime) -> bool:
        """Late, and without an extension that still runs."""
        return now >= self.deadline()


class ReportEvent(models.Model):
    """One step in a report's life; written once, never changed."""

    report = models.ForeignKey(
        Report, verbose_name="Báo cáo", on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    from_state = models.CharField("Từ", max_length=10, choices=ReportState.choices)
    to_state = models.CharField("Sang", max_length=10, choices=ReportState.choices)
    reason = models.TextField("Lý do", blank=True)

    class Meta:
        verbose_name = "bước xử lý báo cáo"
        verbose_name_plural = "bước xử lý báo cáo"
        ordering = ["report", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.from_state} → {self.to_state}"


class CellRemark(models.Model):
    """A cell that the reviewer marked when returning a report, and what is wrong with it."""

    event = models.ForeignKey(
        ReportEvent, verbose_name="Lần trả lại", on_delete=models.PROTECT, related_name="remarks"
    )
    measure = models.ForeignKey(
        Measure, verbose_name="Số liệu gốc", on_delete=models.PROTECT, related_name="+"
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField("Cần sửa gì", max_length=300, blank=True)

    class Meta:
        verbose_name = "ô cần sửa"
        verbose_name_plural = "ô cần sửa"
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "measure", "area"],
                name="cell_remark_unique",
                violation_error_message="Ô này đã được đánh dấu trong lần trả lại đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.measure_id}, {self.area_id}"
