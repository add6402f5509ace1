from django.db import models
from django.db.models import Q

from .area import Area
from .measure import Measure
from .membership import User
from .period import Period
from .report import Report

NOTE_LENGTH = 500


class EntryStatus(models.TextChoices):
    ESTIMATE = "estimate", "Ước thực hiện"
    FINAL = "final", "Chính thức"


class Route(models.TextChoices):
    GRID = "grid", "Nhập trên màn hình"
    IMPORT = "import", "Nhập từ bảng tính"
    UNDO = "undo", "Hoàn tác lượt nhập"
    COMMAND = "command", "Lệnh trên máy chủ"
    SAMPLE = "sample", "Số liệu minh họa"


FILE_ROUTES = (Route.IMPORT, Route.COMMAND)  # the figure came out of a file


class FigureQuerySet(models.QuerySet["Figure"]):
    def of_period(self, period: Period) -> "FigureQuerySet":
        return self.filter(period=period)


class Figure(models.Model):
    """One reported number. No row: not reported; `is_nil`: "-", which counts as 0; else the value,
    and for a yes/no measure 1 or 0."""

    measure = models.ForeignKey(
        Measure,
        verbose_name="Số liệu gốc",
        on_delete=models.PROTECT,
        related_name="figures",
        db_index=False,  # the unique constraint begins with it
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="figures"
    )
    period = models.ForeignKey(
        Period,
        verbose_name="Kỳ báo cáo",
        on_delete=models.PROTECT,
        related_name="figures",
        db_index=False,  # an index below begins with it
    )
    report = models.ForeignKey(
        Report, verbose_name="Báo cáo", on_delete=models.PROTECT, related_name="figures"
    )

    value = models.DecimalField("Giá trị", max_digits=18, decimal_places=4)
    is_nil = models.BooleanField("Không phát sinh", default=False)
    status = models.CharField(
        "Tính chất", max_length=10, choices=EntryStatus.choices, default=EntryStatus.FINAL
    )
    note = models.CharField("Ghi chú", max_length=NOTE_LENGTH, blank=True)
    route = models.CharField("Nhập bằng cách", max_length=10, choices=Route.choices)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        ordering = ["period", "area", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "area", "period"],
                name="figure_unique",
                violation_error_message="Số liệu này đã có trong kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(is_nil=False) | Q(value=0),
                name="figure_nil_counts_as_zero",
                violation_error_message="Ô không phát sinh phải được tính là 0.",
            ),
        ]
        indexes = [
            # "all figures of a period for some measures": the roll-up
            models.Index(fields=["period", "measure", "area"], name="figure_period_measure_area"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}, {self.area_id}, {self.period_id}: {self.value}"


class FigureChange(models.Model):
    """The history of figures: who, when, before, after, by what route; written once. `None` stands
    for not reported, on either side."""

    report = models.ForeignKey(
        Report,
        verbose_name="Báo cáo",
        on_delete=models.PROTECT,
        db_index=False,  # the indexes below begin with it
        related_name="changes",
    )
    measure = models.ForeignKey(
        Measure,
        verbose_name="Số liệu gốc",
        on_delete=models.PROTECT,
        db_index=False,  # nobody asks for the changes of a measure alone
        related_name="+",
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="+"
    )

    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    route = models.CharField("Bằng cách", max_length=10, choices=Route.choices)
    batch = models.ForeignKey(
        "indicators.ImportBatch",
        verbose_name="Lượt nhập",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,  # what was typed has none: see the index below
        related_name="changes",
    )
    long_table = models.ForeignKey(
        "indicators.LongTable",
        verbose_name="Bảng dài",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,  # few rows have one: see the index below
        related_name="+",
    )

    before = models.DecimalField("Trước", max_digits=18, decimal_places=4, null=True, blank=True)
    after = models.DecimalField("Sau", max_digits=18, decimal_places=4, null=True, blank=True)
    before_nil = models.BooleanField("Trước: không phát sinh", default=False)
    after_nil = models.BooleanField("Sau: không phát sinh", default=False)
    before_status = models.CharField(
        "Tính chất trước", max_length=10, choices=EntryStatus.choices, blank=True
    )
    after_status = models.CharField(
        "Tính chất sau", max_length=10, choices=EntryStatus.choices, blank=True
    )
    before_note = models.CharField("Ghi chú trước", max_length=NOTE_LENGTH, blank=True)
    after_note = models.CharField("Ghi chú sau", max_length=NOTE_LENGTH, blank=True)
    version = models.PositiveIntegerField("Lần sửa của báo cáo")

    class Meta:
        verbose_name = "thay đổi số liệu"
        verbose_name_plural = "thay đổi số liệu"
        ordering = ["at", "pk"]
        indexes = [
            # "what happened to the figures of this report", newest last
            models.Index(fields=["report", "at"], name="figure_change_report_at"),
            # "what has changed since the version that this browser shows"
            models.Index(fields=["report", "version"], name="figure_change_report_version"),
            # "what changed in these days", in all reports
            models.Index(fields=["-at"], name="figure_change_newest"),
            # "what did this upload change": its page and its undoing
            models.Index(
                fields=["batch"], condition=Q(batch__isnull=False), name="figure_change_batch"
            ),
            # "what did this long table change": its undoing
            models.Index(
                fields=["long_table"],
                condition=Q(long_table__isnull=False),
                name="figure_change_long_table",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}, {self.area_id}: {self.before} → {self.after}"
