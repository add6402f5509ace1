from django.contrib.auth.models import AbstractUser
from django.db import models

from .area import Area


class User(AbstractUser):
    """A person; rights come from memberships, never from the account itself."""

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def get_full_name(self) -> str:
        """Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip() or self.username


class Role(models.TextChoices):
    DISTRICT_OFFICER = "district_officer", "Cán bộ huyện"
    PROVINCIAL_OFFICER = "provincial_officer", "Cán bộ tỉnh"
    LEADER = "leader", "Lãnh đạo"
    ADMINISTRATOR = "administrator", "Quản trị"


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
