from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .area import Area, AreaKind


class User(AbstractUser):
    """A person; rights come from memberships, never from the account itself."""

    must_change_password = models.BooleanField(
        "Phải đổi mật khẩu",
        default=False,
        help_text="Mật khẩu do người quản trị cấp, chỉ dùng để đăng nhập lần đầu.",
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def get_full_name(self) -> str:
        """Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip() or self.username

    def get_absolute_url(self) -> str:
        return reverse("indicators:person_detail", kwargs={"username": self.username})


class Role(models.TextChoices):
    DISTRICT_OFFICER = "district_officer", "Cán bộ huyện"
    PROVINCIAL_OFFICER = "provincial_officer", "Cán bộ tỉnh"
    LEADER = "leader", "Lãnh đạo"
    ADMINISTRATOR = "administrator", "Quản trị"


# Where a role can be held; whether the area is of such a kind is no truth of one row.
KINDS_OF_ROLE = {
    Role.DISTRICT_OFFICER: (AreaKind.DISTRICT, AreaKind.COMMUNE),
    Role.PROVINCIAL_OFFICER: (AreaKind.PROVINCE,),
    Role.LEADER: (AreaKind.PROVINCE,),
    Role.ADMINISTRATOR: (AreaKind.PROVINCE,),
}


class Membership(models.Model):
    """The role says what a person may do, the area says where: it and everything below."""

    user = models.ForeignKey(
        User,
        verbose_name="Người dùng",
        on_delete=models.CASCADE,  # rights end with the account
        related_name="memberships",
    )
    role = models.CharField("Vai trò", max_length=20, choices=Role.choices)
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta:
        verbose_name = "phân quyền"
        verbose_name_plural = "phân quyền"
        ordering = ["user", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area"],
                name="membership_unique",
                violation_error_message="Người này đã có vai trò đó tại địa bàn đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.area_id}"

    def clean(self) -> None:
        if not self.area_id or self.role not in KINDS_OF_ROLE:
            return  # refused field by field
        if self.area.kind not in KINDS_OF_ROLE[self.role]:
            place = "huyện, thành phố hoặc xã" if self.role == Role.DISTRICT_OFFICER else "cả tỉnh"
            raise ValidationError(
                {"area": f"Vai trò {self.get_role_display()} được giao theo {place}."}
            )


class PersonEventKind(models.TextChoices):
    CREATED = "created", "Tạo tài khoản"
    EDITED = "edited", "Sửa họ tên, thư điện tử"
    ROLE_GIVEN = "role_given", "Giao vai trò"
    ROLE_TAKEN = "role_taken", "Thôi vai trò"
    DEACTIVATED = "deactivated", "Ngừng hoạt động"
    REACTIVATED = "reactivated", "Cho hoạt động lại"
    PASSWORD_ISSUED = "password_issued", "Cấp lại mật khẩu"
    PASSWORD_CHANGED = "password_changed", "Tự đổi mật khẩu"
    UNLOCKED = "unlocked", "Mở khóa đăng nhập"
    FACTOR_ADDED = "factor_added", "Bật xác thực hai bước"
    FACTOR_REMOVED = "factor_removed", "Tắt xác thực hai bước"
    CODES_RENEWED = "codes_renewed", "Tạo lại mã dự phòng"


ROLE_EVENTS = (PersonEventKind.ROLE_GIVEN, PersonEventKind.ROLE_TAKEN)


class PersonEvent(models.Model):
    """Who changed whose account or rights, and when; written once, never changed."""

    person = models.ForeignKey(
        User, verbose_name="Người dùng", on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )

    kind = models.CharField("Việc", max_length=20, choices=PersonEventKind.choices)
    role = models.CharField("Vai trò", max_length=20, choices=Role.choices, blank=True)
    area = models.ForeignKey(
        Area,
        verbose_name="Địa bàn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField("Nội dung", max_length=1000, blank=True)

    class Meta:
        verbose_name = "lịch sử người dùng"
        verbose_name_plural = "lịch sử người dùng"
        ordering = ["person", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ROLE_EVENTS, area__isnull=False) & ~Q(role="")
                | ~Q(kind__in=ROLE_EVENTS) & Q(role="", area__isnull=True),
                name="person_event_role_and_area",
                violation_error_message="Giao hoặc thôi vai trò phải ghi rõ vai trò và địa bàn.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.get_kind_display()}"
