from django.db import models
from django.db.models import Q

from .area import Area, AreaKind
from .membership import User

BOUNDED_KINDS = (AreaKind.DISTRICT, AreaKind.COMMUNE)


class BoundarySet(models.Model):
    """The outlines of all places of one level, as the office loaded them together: loading again
    replaces them as a whole."""

    kind = models.CharField("Cấp", max_length=10, choices=AreaKind.choices)
    on = models.DateField("Địa giới ngày")
    source = models.CharField("Nguồn, giấy phép", max_length=300)

    loaded_at = models.DateTimeField("Nạp lúc")
    loaded_by = models.ForeignKey(
        User,
        verbose_name="Người nạp",
        null=True,  # a command on the server, before there is anyone
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "bộ ranh giới"
        verbose_name_plural = "bộ ranh giới"
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                name="boundary_set_unique",
                violation_error_message="Cấp này đã có một bộ ranh giới.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=BOUNDED_KINDS),
                name="boundary_set_kind",
                violation_error_message="Ranh giới chỉ có ở cấp huyện và cấp xã.",
            ),
        ]

    def __str__(self) -> str:
        return f"{AreaKind(self.kind).label}, {self.on:%d/%m/%Y}"


class Boundary(models.Model):
    """The outline of one place: polygons of rings of [longitude, latitude], simplified."""

    set = models.ForeignKey(
        BoundarySet,
        verbose_name="Bộ ranh giới",
        on_delete=models.CASCADE,  # replaced as a whole
        related_name="boundaries",
    )
    area = models.ForeignKey(
        Area, verbose_name="Địa bàn", on_delete=models.PROTECT, related_name="boundaries"
    )
    polygons = models.JSONField("Đường viền")
    label_longitude = models.DecimalField("Kinh độ chỗ ghi tên", max_digits=8, decimal_places=5)
    label_latitude = models.DecimalField("Vĩ độ chỗ ghi tên", max_digits=8, decimal_places=5)

    class Meta:
        verbose_name = "ranh giới"
        verbose_name_plural = "ranh giới"
        ordering = ["area"]
        constraints = [
            models.UniqueConstraint(
                fields=["set", "area"],
                name="boundary_unique",
                violation_error_message="Địa bàn này đã có ranh giới trong bộ.",
            ),
            models.CheckConstraint(
                condition=Q(label_longitude__range=(-180, 180), label_latitude__range=(-90, 90)),
                name="boundary_label_in_degrees",
                violation_error_message="Chỗ ghi tên phải là kinh độ, vĩ độ tính bằng độ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.set_id}: {self.area_id}"
