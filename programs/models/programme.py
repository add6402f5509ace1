from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from indicators.models import Area, Decision


class ValidOn:
    """For rows that are end-dated, never deleted: `valid_to` is the first day they are not."""

    valid_from: date
    valid_to: date | None

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def valid_on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
        name=name,
        violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
    )


class Programme(ValidOn, models.Model):
    """A national target programme with the years that its whole-period plan covers."""

    code = models.SlugField("Mã", max_length=30, unique=True)
    name = models.CharField("Tên chương trình", max_length=300)
    short_name = models.CharField("Tên gọn", max_length=60)
    first_year = models.PositiveSmallIntegerField("Năm đầu")
    last_year = models.PositiveSmallIntegerField("Năm cuối")
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    decision = models.ForeignKey(
        Decision,
        verbose_name="Văn bản phê duyệt",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programmes",
    )

    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "chương trình"
        verbose_name_plural = "chương trình"
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="programme_years_in_order",
                violation_error_message="Năm cuối không được trước năm đầu.",
            ),
            ends_after_start("programme_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def span(self) -> str:
        return f"{self.first_year}–{self.last_year}"


class ComponentKind(models.TextChoices):
    WHOLE = "whole", "Toàn chương trình"
    PROJECT = "project", "Dự án"
    SUB_PROJECT = "sub_project", "Tiểu dự án"
    CONTENT = "content", "Nội dung"


class Component(ValidOn, models.Model):
    """A node of a programme's tree. A programme whose tree nobody needs has one node for all."""

    programme = models.ForeignKey(
        Programme, verbose_name="Chương trình", on_delete=models.PROTECT, related_name="components"
    )
    code = models.CharField("Mã", max_length=30)
    kind = models.CharField("Loại", max_length=12, choices=ComponentKind.choices)
    name = models.CharField("Tên", max_length=400)
    short_name = models.CharField("Tên gọn", max_length=60)
    parent = models.ForeignKey(
        "self",
        verbose_name="Thuộc",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    note = models.CharField("Ghi chú", max_length=300, blank=True)

    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "dự án, tiểu dự án"
        verbose_name_plural = "dự án, tiểu dự án"
        ordering = ["programme__position", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="component_unique",
                violation_error_message="Chương trình đã có dự án, tiểu dự án mang mã này.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["whole", "project"], parent__isnull=True)
                | Q(kind__in=["sub_project", "content"], parent__isnull=False),
                name="component_parent_fits_kind",
                violation_error_message=(
                    "Tiểu dự án, nội dung phải thuộc một dự án; dự án không thuộc dự án khác."
                ),
            ),
            ends_after_start("component_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.short_name}: {self.name}"

    def clean(self) -> None:
        if self.parent_id and self.programme_id and self.parent.programme_id != self.programme_id:
            raise ValidationError({"parent": "Dự án cấp trên phải thuộc cùng chương trình."})


class ComponentSuccession(models.Model):
    """What a node of one programme became in the next, so that two periods can be laid side by
    side."""

    predecessor = models.ForeignKey(
        Component, verbose_name="Trước", on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Component, verbose_name="Sau", on_delete=models.PROTECT, related_name="origins"
    )
    whole = models.BooleanField("Chuyển toàn bộ", default=True)
    decision = models.ForeignKey(
        Decision,
        verbose_name="Văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField("Ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "chuyển tiếp dự án"
        verbose_name_plural = "chuyển tiếp dự án"
        ordering = ["predecessor", "successor"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="component_succession_unique",
                violation_error_message="Hai dự án này đã được nối với nhau.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="component_succession_two_nodes",
                violation_error_message="Một dự án không nối tiếp chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class AgencyKind(models.TextChoices):
    DEPARTMENT = "department", "Sở, ban, ngành tỉnh"
    DISTRICT = "district", "Huyện, thành phố"
    COMMUNE = "commune", "Xã, phường, thị trấn"
    OWNER = "owner", "Chủ đầu tư"


class Agency(ValidOn, models.Model):
    """Who holds capital and answers for it. `area` is where it belongs; none for the province's own
    departments."""

    code = models.SlugField("Mã", max_length=40, unique=True)
    name = models.CharField("Tên đơn vị", max_length=200)
    short_name = models.CharField("Tên gọn", max_length=60)
    kind = models.CharField("Loại", max_length=12, choices=AgencyKind.choices)
    area = models.ForeignKey(
        Area,
        verbose_name="Địa bàn",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agencies",
    )
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    is_sample = models.BooleanField("Đơn vị minh họa", default=False)

    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["district", "commune"]) | Q(area__isnull=False),
                name="agency_of_an_area_names_it",
                violation_error_message="Đơn vị cấp huyện, cấp xã phải có địa bàn.",
            ),
            ends_after_start("agency_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name
