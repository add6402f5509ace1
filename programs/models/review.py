"""How places are classed by dated decisions, and which strive to leave the list."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from indicators.models import Area, Decision, Indicator, User

from .class_kind import ClassKind
from .class_list import ClassList
from .obstacle import TEXT_LENGTH


class AreaClass(models.Model):
    """What a commune or village is by a decision, from a day until a later one takes it off."""

    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="classes"
    )
    kind = models.CharField("Phân định", max_length=12, choices=ClassKind.choices)
    village_name = models.CharField("Tên thôn", max_length=200, blank=True)
    decision = models.ForeignKey(
        Decision, verbose_name="Văn bản", on_delete=models.PROTECT, related_name="area_classes"
    )
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)
    ended_by = models.ForeignKey(
        Decision,
        verbose_name="Văn bản đưa ra khỏi danh sách",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="area_classes_ended",
    )
    class_list = models.ForeignKey(
        ClassList,
        verbose_name="Danh sách đã nạp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="classes",
    )
    ended_by_list = models.ForeignKey(
        ClassList,
        verbose_name="Danh sách đưa ra",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="classes_ended",
    )
    is_sample = models.BooleanField("Dòng minh họa", default=False)

    class Meta:
        verbose_name = "phân định địa bàn"
        verbose_name_plural = "phân định địa bàn"
        ordering = ["area", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "village_name", "kind", "valid_from"],
                name="area_class_unique",
                violation_error_message="Địa bàn này đã được phân định như vậy từ ngày đó.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="area_class_ends_after_start",
                violation_error_message="Ngày ra khỏi danh sách phải sau ngày vào.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(ended_by__isnull=False),
                name="area_class_end_has_decision",
                violation_error_message="Ra khỏi danh sách phải có văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(kind="hard_village") & ~Q(village_name="")
                | ~Q(kind="hard_village") & Q(village_name=""),
                name="area_class_village_is_named",
                violation_error_message="Phân định thôn phải ghi tên thôn; phân định xã thì không.",
            ),
            models.CheckConstraint(
                condition=Q(ended_by_list__isnull=True) | Q(valid_to__isnull=False),
                name="area_class_ended_by_list_has_day",
                violation_error_message="Danh sách đưa ra phải đi cùng ngày ra khỏi danh sách.",
            ),
        ]
        indexes = [
            # "who was in this class on that day": counts by year, the map
            models.Index(fields=["kind", "valid_from"], name="area_class_kind_from"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}: {self.get_kind_display()}"


class PublishedClassCount(models.Model):
    """How many places a decision puts into a class, as it was published. The list itself may not be
    public; then there are no rows of AreaClass to count."""

    kind = models.CharField("Phân định", max_length=12, choices=ClassKind.choices)
    count = models.PositiveIntegerField("Số lượng")
    decision = models.ForeignKey(
        Decision, verbose_name="Văn bản", on_delete=models.PROTECT, related_name="class_counts"
    )
    scope = models.CharField("Phạm vi như nguồn nêu", max_length=200, blank=True)
    source = models.CharField("Nguồn", max_length=300)
    address = models.URLField("Địa chỉ", max_length=500, blank=True)

    class Meta:
        verbose_name = "số địa bàn phân định đã công bố"
        verbose_name_plural = "số địa bàn phân định đã công bố"
        ordering = ["decision", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "decision"],
                name="published_class_count_unique",
                violation_error_message="Văn bản này đã có số công bố cho loại phân định này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.count}"


class ReviewKind(models.TextChoices):
    COMMUNE = "commune", "Xã"
    VILLAGE = "village", "Thôn"


def hard_kinds(kind: str) -> tuple[ClassKind, ...]:
    """What a unit that strives to leave the list is classed as: a commune of region III is
    extremely difficult by that alone."""
    if kind == ReviewKind.VILLAGE:
        return (ClassKind.HARD_VILLAGE,)
    return (ClassKind.REGION_3, ClassKind.HARD_COMMUNE)


class ReviewCriterion(models.Model):
    """What a unit must fulfil to leave the list; rows that the office keeps."""

    code = models.SlugField("Mã", max_length=30, unique=True)
    kind = models.CharField("Áp dụng cho", max_length=8, choices=ReviewKind.choices)
    name = models.CharField("Tiêu chí", max_length=300)
    indicator = models.ForeignKey(
        Indicator,
        verbose_name="Chỉ tiêu làm chứng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at_least = models.DecimalField("Từ mức", max_digits=12, decimal_places=2, null=True, blank=True)
    at_most = models.DecimalField(
        "Không quá mức", max_digits=12, decimal_places=2, null=True, blank=True
    )
    decision = models.ForeignKey(
        Decision,
        verbose_name="Văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)
    is_sample = models.BooleanField("Dòng minh họa", default=False)

    class Meta:
        verbose_name = "tiêu chí rà soát"
        verbose_name_plural = "tiêu chí rà soát"
        ordering = ["kind", "position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=False)
                | Q(at_least__isnull=True, at_most__isnull=True),
                name="criterion_limit_needs_indicator",
                violation_error_message="Mức của tiêu chí phải gắn với một chỉ tiêu.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="criterion_ends_after_start",
                violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewState(models.TextChoices):
    STRIVING = "striving", "Đang phấn đấu"
    PROPOSED = "proposed", "Đã đề nghị"
    LEFT = "left", "Đã ra khỏi danh sách"
    NOT_YET = "not_yet", "Chưa đạt"
    WITHDRAWN = "withdrawn", "Thôi đăng ký"


class AreaReview(models.Model):
    """A commune or village that has registered to leave the list in a year."""

    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="reviews"
    )
    kind = models.CharField("Loại", max_length=8, choices=ReviewKind.choices)
    village_name = models.CharField("Tên thôn", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("Năm đăng ký")
    state = models.CharField(
        "Trạng thái", max_length=10, choices=ReviewState.choices, default=ReviewState.STRIVING
    )
    proposal = models.TextField("Đề nghị", max_length=TEXT_LENGTH, blank=True)
    outcome = models.TextField("Kết luận", max_length=TEXT_LENGTH, blank=True)
    decision = models.ForeignKey(
        Decision,
        verbose_name="Văn bản công nhận",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    decided_on = models.DateField("Ngày kết luận", null=True, blank=True)
    version = models.PositiveIntegerField("Lần sửa", default=0)
    is_sample = models.BooleanField("Dòng minh họa", default=False)

    class Meta:
        verbose_name = "rà soát xã, thôn"
        verbose_name_plural = "rà soát xã, thôn"
        ordering = ["-year", "area", "village_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "village_name", "year"],
                name="area_review_unique",
                violation_error_message="Địa bàn này đã đăng ký trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(kind="village") & ~Q(village_name="")
                | Q(kind="commune", village_name=""),
                name="area_review_village_is_named",
                violation_error_message="Rà soát thôn phải ghi tên thôn; rà soát xã thì không.",
            ),
            models.CheckConstraint(
                condition=~Q(state="left") | Q(decision__isnull=False, decided_on__isnull=False),
                name="area_review_left_has_decision",
                violation_error_message="Ra khỏi danh sách phải có văn bản và ngày.",
            ),
        ]
        indexes = [
            # "who strives in this year, and who has left": the register, counts against the target
            models.Index(fields=["year", "state"], name="area_review_year_state"),
        ]

    def __str__(self) -> str:
        return f"{self.village_name or self.area_id}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("programs:review_detail", kwargs={"pk": self.pk})


class ReviewEvidence(models.Model):
    """How a unit stands on one criterion, in a person's judgement; its own indicators stand beside
    it on the page."""

    review = models.ForeignKey(
        AreaReview, verbose_name="Rà soát", on_delete=models.PROTECT, related_name="evidence"
    )
    criterion = models.ForeignKey(
        ReviewCriterion, verbose_name="Tiêu chí", on_delete=models.PROTECT, related_name="+"
    )
    is_met = models.BooleanField("Đạt", null=True, blank=True)
    text = models.CharField("Minh chứng", max_length=500, blank=True)

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["review", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "criterion"],
                name="review_evidence_unique",
                violation_error_message="Tiêu chí này đã có minh chứng.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id}, {self.criterion_id}"


class ReviewUpdate(models.Model):
    """One step of a review; written once. `changes` as in ObstacleUpdate."""

    review = models.ForeignKey(
        AreaReview, verbose_name="Rà soát", on_delete=models.PROTECT, related_name="updates"
    )
    what = models.CharField("Việc", max_length=200)
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField("Nội dung", max_length=TEXT_LENGTH, blank=True)
    changes = models.JSONField("Thay đổi", default=dict, blank=True)
    version = models.PositiveIntegerField("Lần sửa")

    class Meta:
        verbose_name = "bước rà soát"
        verbose_name_plural = "bước rà soát"
        ordering = ["review", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "version"],
                name="review_update_unique",
                violation_error_message="Bước này đã được ghi.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.what}"
