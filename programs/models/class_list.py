"""An official list of area classes as it was uploaded, with what was read and what came of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Decision, KeptImport, import_constraints

from .class_kind import REGIONS, ClassKind


def list_path(kept: "ClassList", filename: str) -> str:
    """Under a name of our own: what the sender called the file is kept in a field."""
    return f"classes/{kept.sha256}"


class ListKind(models.TextChoices):
    REGIONS = "regions", "Xã theo khu vực I, II, III"
    COMMUNES = "communes", "Xã đặc biệt khó khăn"
    VILLAGES = "villages", "Thôn đặc biệt khó khăn"


KINDS_OF_LIST: dict[str, tuple[ClassKind, ...]] = {
    ListKind.REGIONS: REGIONS,
    ListKind.COMMUNES: (ClassKind.HARD_COMMUNE,),
    ListKind.VILLAGES: (ClassKind.HARD_VILLAGE,),
}


class ClassList(KeptImport):
    """One uploaded list of a decision. `reading` is what the file says, `answers` what a person
    said where it could be several things, `plan` in words what storing does."""

    kind = models.CharField("Loại danh sách", max_length=8, choices=ListKind.choices)
    decision = models.ForeignKey(
        Decision, verbose_name="Văn bản", on_delete=models.PROTECT, related_name="class_lists"
    )
    valid_from = models.DateField("Áp dụng từ ngày")
    is_whole = models.BooleanField("Thay toàn bộ danh sách trước", default=False)

    file = models.FileField("Tệp gốc", upload_to=list_path, max_length=200)

    reading = models.JSONField("Nội dung đã đọc", default=dict, blank=True)
    answers = models.JSONField("Câu trả lời", default=dict, blank=True)
    plan = models.JSONField("Các thay đổi", default=dict, blank=True)
    fingerprint = models.CharField("Dấu của các thay đổi", max_length=64, blank=True)
    version = models.PositiveIntegerField("Lần sửa", default=0)

    created_count = models.PositiveIntegerField("Số dòng thêm", default=0)
    ended_count = models.PositiveIntegerField("Số dòng kết thúc", default=0)
    unchanged_count = models.PositiveIntegerField("Số dòng giữ nguyên", default=0)
    refused_count = models.PositiveIntegerField("Số dòng chưa nhận", default=0)

    class Meta(KeptImport.Meta):
        verbose_name = "danh sách phân định đã tải lên"
        verbose_name_plural = "danh sách phân định đã tải lên"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            *import_constraints("class_list", "Danh sách"),
            models.CheckConstraint(
                condition=~Q(state="applied") | ~Q(is_whole=True) | Q(refused_count=0),
                name="class_list_whole_is_complete",
                violation_error_message="Danh sách toàn bộ chỉ lưu khi mọi dòng được nhận.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("programs:class_import", kwargs={"pk": self.pk})
