"""Tasks assigned by decision. Where one stands is not typed: it follows from its dates."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from indicators.models import Decision, Period, User

from .obstacle import TEXT_LENGTH, Obstacle
from .programme import Agency


class Task(models.Model):
    title = models.CharField("Nhiệm vụ", max_length=400)
    year = models.PositiveSmallIntegerField("Năm")
    decision = models.ForeignKey(
        Decision,
        verbose_name="Văn bản giao",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    obstacle = models.ForeignKey(
        Obstacle,
        verbose_name="Để giải quyết khó khăn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    lead = models.ForeignKey(
        Agency, verbose_name="Đơn vị chủ trì", on_delete=models.PROTECT, related_name="tasks_led"
    )
    cooperating = models.ManyToManyField(
        Agency, verbose_name="Đơn vị phối hợp", related_name="tasks_shared", blank=True
    )
    expected = models.TextField("Kết quả phải đạt", max_length=TEXT_LENGTH, blank=True)
    starts_on = models.DateField("Bắt đầu")
    due_on = models.DateField("Thời hạn")
    source = models.CharField("Nguồn", max_length=500, blank=True)

    completed_on = models.DateField("Hoàn thành ngày", null=True, blank=True)
    result = models.TextField("Kết quả", max_length=TEXT_LENGTH, blank=True)
    cancelled_on = models.DateField("Thôi thực hiện từ ngày", null=True, blank=True)
    version = models.PositiveIntegerField("Lần sửa", default=0)
    is_sample = models.BooleanField("Dòng minh họa", default=False)

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="task_due_after_start",
                violation_error_message="Thời hạn không được trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | Q(obstacle__isnull=False),
                name="task_has_a_ground",
                violation_error_message=(
                    "Nhiệm vụ phải có văn bản giao hoặc xuất phát từ một khó khăn, vướng mắc."
                ),
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | ~Q(result=""),
                name="task_done_has_result",
                violation_error_message="Nhiệm vụ hoàn thành phải ghi kết quả.",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(cancelled_on__isnull=True),
                name="task_ends_once",
                violation_error_message="Nhiệm vụ không vừa hoàn thành vừa thôi thực hiện.",
            ),
        ]
        indexes = [
            # "what is due when": the list, the calendar
            models.Index(fields=["due_on"], name="task_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programs:task_detail", kwargs={"pk": self.pk})


class Milestone(models.Model):
    """A step of a task with a day of its own."""

    task = models.ForeignKey(
        Task, verbose_name="Nhiệm vụ", on_delete=models.PROTECT, related_name="milestones"
    )
    title = models.CharField("Mốc", max_length=300)
    due_on = models.DateField("Đến ngày")
    done_on = models.DateField("Xong ngày", null=True, blank=True)
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)

    class Meta:
        verbose_name = "mốc của nhiệm vụ"
        verbose_name_plural = "mốc của nhiệm vụ"
        ordering = ["task", "due_on", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.due_on:%d/%m/%Y})"

    def is_late(self, day: date) -> bool:
        return self.done_on is None and self.due_on < day


class TaskStep(models.TextChoices):
    ASSIGNED = "assigned", "Giao nhiệm vụ"
    EDITED = "edited", "Sửa nhiệm vụ"
    PROGRESS = "progress", "Báo cáo tiến độ"
    MILESTONE = "milestone", "Cập nhật mốc"
    COMPLETED = "completed", "Hoàn thành"
    REOPENED = "reopened", "Mở lại"
    CANCELLED = "cancelled", "Thôi thực hiện"
    INSTRUCTED = "instructed", "Ý kiến chỉ đạo"


class TaskUpdate(models.Model):
    """One step in the life of a task; written once. `changes` as in ObstacleUpdate."""

    task = models.ForeignKey(
        Task, verbose_name="Nhiệm vụ", on_delete=models.PROTECT, related_name="updates"
    )
    step = models.CharField("Việc", max_length=10, choices=TaskStep.choices)
    period = models.ForeignKey(
        Period,
        verbose_name="Kỳ báo cáo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField("Nội dung", max_length=TEXT_LENGTH, blank=True)
    changes = models.JSONField("Thay đổi", default=dict, blank=True)
    version = models.PositiveIntegerField("Lần sửa")

    class Meta:
        verbose_name = "bước thực hiện nhiệm vụ"
        verbose_name_plural = "bước thực hiện nhiệm vụ"
        ordering = ["task", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "version"],
                name="task_update_unique",
                violation_error_message="Bước này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=Q(step__in=["assigned", "edited", "milestone"]) | ~Q(text=""),
                name="task_step_says_what",
                violation_error_message="Bước này phải ghi rõ nội dung hoặc lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.get_step_display()}"
