from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .validity import DatedQuerySet


class AreaKind(models.TextChoices):
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"
    VILLAGE = "village", "Thôn, bản"


class UnitType(models.TextChoices):
    TINH = "tinh", "Tỉnh"
    THANH_PHO = "thanh_pho", "Thành phố"
    HUYEN = "huyen", "Huyện"
    XA = "xa", "Xã"
    PHUONG = "phuong", "Phường"
    THI_TRAN = "thi_tran", "Thị trấn"
    THON = "thon", "Thôn"


class AreaQuerySet(DatedQuerySet):
    def under(self, area: "Area") -> "AreaQuerySet":
        """The area itself and everything below it (village at the deepest)."""
        return self.filter(
            Q(pk=area.pk)
            | Q(parent=area.pk)
            | Q(parent__parent=area.pk)
            | Q(parent__parent__parent=area.pk)
        )

    def of_kind(self, kind: str) -> "AreaQuerySet":
        return self.filter(kind=kind)


class Area(models.Model):
    """An administrative unit from one day to another; its code alone says nothing (06040 was a
    xã, then a thị trấn)."""

    code = models.CharField("Mã đơn vị", max_length=10)
    name = models.CharField("Tên đầy đủ", max_length=100)
    short_name = models.CharField("Tên gọi", max_length=100)
    kind = models.CharField("Cấp", max_length=10, choices=AreaKind.choices)
    unit_type = models.CharField("Loại đơn vị", max_length=10, choices=UnitType.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="Trực thuộc",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )

    valid_from = models.DateField("Có hiệu lực từ ngày")
    valid_to = models.DateField("Hết hiệu lực từ ngày", null=True, blank=True)
    act = models.CharField("Văn bản thành lập", max_length=200, blank=True)

    tile_row = models.PositiveSmallIntegerField("Hàng trên bản đồ ô", null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField("Cột trên bản đồ ô", null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="area_code_valid_from_unique",
                violation_error_message="Mã đơn vị này đã có với cùng ngày hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="area_valid_to_after_valid_from",
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(tile_row__isnull=True, tile_column__isnull=True)
                | Q(tile_row__isnull=False, tile_column__isnull=False),
                name="area_tile_is_a_pair",
                violation_error_message="Vị trí trên bản đồ ô phải có đủ hàng và cột.",
            ),
        ]
        indexes = [
            # "units of one kind valid on a day": every roll-up and every list of places
            models.Index(fields=["kind", "valid_from", "valid_to"], name="area_kind_validity"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(
            "area_detail",  # of the whole site: the page joins what all apps know of a place
            kwargs={"code": self.code, "valid_from": self.valid_from},
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which the unit existed; None while it does."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class AreaSuccession(models.Model):
    """One line of who became whom; `whole` says that the predecessor went there entirely."""

    predecessor = models.ForeignKey(
        Area, verbose_name="Đơn vị cũ", on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Area, verbose_name="Đơn vị mới", on_delete=models.PROTECT, related_name="precedents"
    )
    happened_on = models.DateField("Ngày thay đổi")
    whole = models.BooleanField("Chuyển toàn bộ", default=True)
    note = models.CharField("Ghi chú", max_length=200, blank=True)
    act = models.CharField("Văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "thay đổi địa giới"
        verbose_name_plural = "thay đổi địa giới"
        ordering = ["happened_on", "predecessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="area_succession_unique",
                violation_error_message="Thay đổi địa giới này đã có.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="area_succession_between_two",
                violation_error_message="Đơn vị cũ và đơn vị mới phải khác nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} ({self.happened_on})"


class Alias(models.Model):
    """Another spelling that districts use for a place or for a reported figure."""

    text = models.CharField("Cách viết khác", max_length=200)
    area = models.ForeignKey(
        Area,
        verbose_name="Địa bàn",
        null=True,
        blank=True,
        on_delete=models.CASCADE,  # a spelling has no meaning without what it names
        related_name="aliases",
    )
    measure = models.ForeignKey(
        "indicators.Measure",
        verbose_name="Số liệu gốc",
        null=True,
        blank=True,
        on_delete=models.CASCADE,  # as above
        related_name="aliases",
    )

    class Meta:
        verbose_name = "cách viết khác"
        verbose_name_plural = "cách viết khác"
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, measure__isnull=True)
                | Q(area__isnull=True, measure__isnull=False),
                name="alias_names_one_thing",
                violation_error_message="Mỗi cách viết chỉ một địa bàn hoặc một số liệu gốc.",
            ),
            models.UniqueConstraint(
                fields=["text", "area"],
                name="alias_area_unique",
                violation_error_message="Cách viết này đã có cho địa bàn.",
            ),
            models.UniqueConstraint(
                fields=["text", "measure"],
                name="alias_measure_unique",
                violation_error_message="Cách viết này đã có cho số liệu gốc.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
