"""What holds the work back: a register whose every step is a row that is never changed."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Area, Decision, Indicator, KeptFile, User

from .batch import ProgrammeBatch
from .money import MillionVndField
from .programme import Agency, Component

TEXT_LENGTH = 2000


class ObstacleCategory(models.Model):
    """One of the kinds of difficulty that reports name again and again."""

    code = models.SlugField("Mã", max_length=20, unique=True)
    name = models.CharField("Tên nhóm", max_length=200)
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    source = models.CharField("Nguồn", max_length=500, blank=True)

    class Meta:
        verbose_name = "nhóm khó khăn, vướng mắc"
        verbose_name_plural = "nhóm khó khăn, vướng mắc"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Cause(models.TextChoices):
    OBJECTIVE = "objective", "Khách quan"
    SUBJECTIVE = "subjective", "Chủ quan"


class Authority(models.TextChoices):
    """Levels in rising order, as `AUTHORITY_ORDER` has them."""

    COMMUNE = "commune", "Cấp xã"
    DISTRICT = "district", "Cấp huyện"
    PROVINCE = "province", "Cấp tỉnh"
    MINISTRY = "ministry", "Bộ, ngành trung ương"
    GOVERNMENT = "government", "Chính phủ, Thủ tướng Chính phủ"


AUTHORITY_ORDER = tuple(Authority)


class Severity(models.TextChoices):
    HIGH = "high", "Nghiêm trọng"
    MEDIUM = "medium", "Vừa"
    LOW = "low", "Nhẹ"


class ObstacleState(models.TextChoices):
    RAISED = "raised", "Mới nêu"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    IN_HAND = "in_hand", "Đang giải quyết"
    RESOLVED = "resolved", "Đã giải quyết"
    REJECTED = "rejected", "Không tiếp nhận"
    MERGED = "merged", "Đã gộp"
    WITHDRAWN = "withdrawn", "Đã rút lại"


OPEN_STATES = (ObstacleState.RAISED, ObstacleState.ACCEPTED, ObstacleState.IN_HAND)
UNCOUNTED_STATES = (ObstacleState.MERGED, ObstacleState.WITHDRAWN)  # never raised on their own
CLASSIFIED_STATES = (ObstacleState.ACCEPTED, ObstacleState.IN_HAND, ObstacleState.RESOLVED)


class ObstacleQuerySet(models.QuerySet["Obstacle"]):
    def open(self) -> "ObstacleQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, day: date) -> "ObstacleQuerySet":
        """Still open after the whole of their due date."""
        return self.open().filter(due_on__lt=day)


class Obstacle(models.Model):
    """A difficulty that somebody must resolve by a day. What is here now is what its updates add up
    to; nothing but `services.obstacles` writes it."""

    content = models.TextField("Nội dung khó khăn, vướng mắc", max_length=TEXT_LENGTH)
    category = models.ForeignKey(
        ObstacleCategory,
        verbose_name="Nhóm",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obstacles",
    )
    cause = models.CharField("Loại nguyên nhân", max_length=10, choices=Cause.choices, blank=True)
    cause_text = models.TextField("Nguyên nhân", max_length=TEXT_LENGTH, blank=True)
    severity = models.CharField(
        "Mức độ", max_length=6, choices=Severity.choices, default=Severity.MEDIUM
    )
    capital_stuck_million_vnd = MillionVndField("Vốn bị vướng (triệu đồng)", null=True, blank=True)

    areas = models.ManyToManyField(Area, verbose_name="Địa bàn", related_name="obstacles")
    component = models.ForeignKey(
        Component,
        verbose_name="Dự án, tiểu dự án",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obstacles",
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name="Chỉ tiêu bị ảnh hưởng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obstacles",
    )

    authority = models.CharField(
        "Cấp có thẩm quyền giải quyết", max_length=10, choices=Authority.choices, blank=True
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name="Đơn vị chủ trì giải quyết",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obstacles",
    )
    agency_text = models.CharField("Đơn vị ghi trong báo cáo", max_length=300, blank=True)
    remedy = models.TextField("Kiến nghị, đề xuất", max_length=TEXT_LENGTH, blank=True)
    due_on = models.DateField("Thời hạn", null=True, blank=True)

    state = models.CharField(
        "Trạng thái", max_length=9, choices=ObstacleState.choices, default=ObstacleState.RAISED
    )
    level = models.CharField(
        "Đang ở cấp", max_length=10, choices=Authority.choices, default=Authority.DISTRICT
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name="Gộp vào",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    raised_on = models.DateField("Ngày nêu")
    closed_on = models.DateField("Ngày kết thúc", null=True, blank=True)
    version = models.PositiveIntegerField("Lần sửa", default=0)
    is_sample = models.BooleanField("Dòng minh họa", default=False)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = "khó khăn, vướng mắc"
        verbose_name_plural = "khó khăn, vướng mắc"
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=models.F("raised_on")),
                name="obstacle_due_after_raising",
                violation_error_message="Thời hạn không được trước ngày nêu.",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into__isnull=True),
                name="obstacle_merged_names_where",
                violation_error_message="Dòng đã gộp phải ghi gộp vào dòng nào.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CLASSIFIED_STATES)
                | Q(category__isnull=False) & ~Q(authority=""),
                name="obstacle_accepted_is_classified",
                violation_error_message=(
                    "Khó khăn đã tiếp nhận phải có nhóm và cấp có thẩm quyền giải quyết."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, closed_on__isnull=True)
                | ~Q(state__in=OPEN_STATES) & Q(closed_on__isnull=False),
                name="obstacle_closed_has_its_day",
                violation_error_message="Khó khăn đã kết thúc, và chỉ khi đó, phải có ngày.",
            ),
            models.CheckConstraint(
                condition=Q(capital_stuck_million_vnd__isnull=True)
                | Q(capital_stuck_million_vnd__gte=0),
                name="obstacle_capital_not_negative",
                violation_error_message="Vốn bị vướng không được âm.",
            ),
        ]
        indexes = [
            # "open ones by due date": the list, what is overdue, the calendar
            models.Index(fields=["state", "due_on"], name="obstacle_state_due"),
            # "the newest first": the list without filters, paged by key
            models.Index(fields=["-raised_on", "-id"], name="obstacle_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.content[:80]}"

    def get_absolute_url(self) -> str:
        return reverse("programs:obstacle_detail", kwargs={"pk": self.pk})

    @property
    def code(self) -> str:
        return f"KK-{self.pk:04d}" if self.pk else "KK-mới"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_overdue(self, day: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < day


class ObstacleRaising(models.Model):
    """Who raised it, in whose words: one obstacle may be raised by several districts."""

    obstacle = models.ForeignKey(
        Obstacle, verbose_name="Khó khăn", on_delete=models.PROTECT, related_name="raisings"
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn nêu", on_delete=models.PROTECT, related_name="+"
    )
    raised_on = models.DateField("Ngày nêu")
    text = models.TextField("Lời nêu", max_length=TEXT_LENGTH)
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người nêu", on_delete=models.PROTECT, related_name="+"
    )
    batch = models.ForeignKey(
        ProgrammeBatch,
        verbose_name="Lượt nhập",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="raisings",
    )

    class Meta:
        verbose_name = "lần nêu khó khăn"
        verbose_name_plural = "lần nêu khó khăn"
        ordering = ["obstacle", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.obstacle_id}, {self.area_id}, {self.raised_on:%d/%m/%Y}"


class ObstacleStep(models.TextChoices):
    RAISED = "raised", "Nêu khó khăn"
    EDITED = "edited", "Sửa nội dung"
    ACCEPTED = "accepted", "Tiếp nhận"
    TAKEN = "taken", "Bắt đầu giải quyết"
    ESCALATED = "escalated", "Chuyển cấp trên"
    RESOLVED = "resolved", "Đã giải quyết"
    REJECTED = "rejected", "Không tiếp nhận"
    REOPENED = "reopened", "Mở lại"
    MERGED = "merged", "Gộp vào dòng khác"
    JOINED = "joined", "Nhận thêm địa bàn nêu"
    WITHDRAWN = "withdrawn", "Rút lại"
    NOTED = "noted", "Ghi tiến độ"
    INSTRUCTED = "instructed", "Ý kiến chỉ đạo"
    ATTACHED = "attached", "Đính kèm tệp"


_TOLD_STEPS = ["rejected", "reopened", "resolved", "instructed", "noted", "withdrawn"]


class ObstacleUpdate(models.Model):
    """One step in the life of an obstacle; written once. `changes` holds every field that it
    changed as [before, after], so that the steps laid one upon another give what stands now."""

    obstacle = models.ForeignKey(
        Obstacle, verbose_name="Khó khăn", on_delete=models.PROTECT, related_name="updates"
    )
    step = models.CharField("Việc", max_length=10, choices=ObstacleStep.choices)
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField("Nội dung", max_length=TEXT_LENGTH, blank=True)
    decision = models.ForeignKey(
        Decision,
        verbose_name="Văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obstacle_updates",
    )
    changes = models.JSONField("Thay đổi", default=dict, blank=True)
    version = models.PositiveIntegerField("Lần sửa")

    class Meta:
        verbose_name = "bước xử lý khó khăn"
        verbose_name_plural = "bước xử lý khó khăn"
        ordering = ["obstacle", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["obstacle", "version"],
                name="obstacle_update_unique",
                violation_error_message="Bước này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=~Q(step="escalated") | Q(decision__isnull=False),
                name="obstacle_escalation_has_document",
                violation_error_message="Chuyển cấp trên phải ghi văn bản chuyển.",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=_TOLD_STEPS) | ~Q(text=""),
                name="obstacle_step_says_why",
                violation_error_message="Bước này phải ghi rõ nội dung hoặc lý do.",
            ),
        ]
        indexes = [
            # "opened and resolved by quarter", "what happened last"
            models.Index(fields=["step", "at"], name="obstacle_update_step_at"),
        ]

    def __str__(self) -> str:
        return f"{self.obstacle_id}: {self.get_step_display()}"


def obstacle_file_path(attachment: "ObstacleFile", filename: str) -> str:
    return f"obstacles/{attachment.sha256}"


class ObstacleFile(KeptFile):
    """A paper that belongs to an obstacle, kept as it was handed in."""

    obstacle = models.ForeignKey(
        Obstacle, verbose_name="Khó khăn", on_delete=models.PROTECT, related_name="files"
    )
    file = models.FileField("Tệp", upload_to=obstacle_file_path, max_length=200)

    class Meta(KeptFile.Meta):
        verbose_name = "tệp của khó khăn"
        verbose_name_plural = "tệp của khó khăn"
        ordering = ["obstacle", "uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["obstacle", "sha256"],
                name="obstacle_file_unique",
                violation_error_message="Tệp này đã được đính kèm.",
            )
        ]
