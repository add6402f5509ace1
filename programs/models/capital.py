"""Money as a ledger: an account for each key, signed lines that decisions wrote into it, and what
was disbursed of it up to a date. Lines are never changed; an error is reversed by another line."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from indicators.models import Decision, Route, User

from .batch import ProgrammeBatch
from .money import MillionVndField
from .programme import Agency, Component

NOTE_LENGTH = 500


class FundKind(models.TextChoices):
    INVESTMENT = "dtpt", "Vốn đầu tư phát triển"
    RECURRENT = "sn", "Vốn sự nghiệp"


FUND_SHORT = {FundKind.INVESTMENT: "ĐTPT", FundKind.RECURRENT: "SN"}


class Source(models.TextChoices):
    CENTRAL = "central", "Ngân sách trung ương"
    PROVINCE = "province", "Ngân sách tỉnh"
    DISTRICT = "district", "Ngân sách huyện"
    COMMUNE = "commune", "Ngân sách xã"
    LOCAL = "local", "Ngân sách địa phương (chưa tách cấp)"
    CREDIT = "credit", "Tín dụng chính sách"
    OTHER = "other", "Nguồn khác"
    UNSPLIT = "unsplit", "Chưa tách nguồn"


LOCAL_SOURCES = (Source.PROVINCE, Source.DISTRICT, Source.COMMUNE, Source.LOCAL)


class CapitalAccount(models.Model):
    """What an amount is of: component, agency, year, fund kind, source, own or carried over.

    Without a year it holds the plan of the programme's whole period.
    """

    component = models.ForeignKey(
        Component, verbose_name="Dự án", on_delete=models.PROTECT, related_name="accounts"
    )
    agency = models.ForeignKey(
        Agency, verbose_name="Đơn vị", on_delete=models.PROTECT, related_name="accounts"
    )
    year = models.PositiveSmallIntegerField("Năm", null=True, blank=True)
    fund_kind = models.CharField("Loại vốn", max_length=5, choices=FundKind.choices)
    source = models.CharField("Nguồn vốn", max_length=10, choices=Source.choices)
    is_carried_over = models.BooleanField("Vốn kéo dài", default=False)

    class Meta:
        verbose_name = "khoản vốn"
        verbose_name_plural = "khoản vốn"
        ordering = ["year", "component", "agency", "fund_kind", "source", "is_carried_over"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "component", "agency", "fund_kind", "source", "is_carried_over"],
                condition=Q(year__isnull=False),
                name="capital_account_unique",
                violation_error_message="Khoản vốn này đã có.",
            ),
            models.UniqueConstraint(
                fields=["component", "agency", "fund_kind", "source"],
                condition=Q(year__isnull=True),
                name="capital_account_unique_period",
                violation_error_message="Khoản vốn cả giai đoạn này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=False) | Q(is_carried_over=False),
                name="capital_account_period_not_carried",
                violation_error_message="Kế hoạch cả giai đoạn không có vốn kéo dài.",
            ),
        ]
        indexes = [
            # "all money of an agency in a year": the entry grid, a district's own pages
            models.Index(fields=["agency", "year"], name="capital_account_agency_year"),
        ]

    def __str__(self) -> str:
        return f"{self.component_id}, {self.agency_id}, {self.year}, {self.fund_kind}"


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def signed_until(self, day: object) -> "AllocationQuerySet":
        """What was in force on that day."""
        return self.filter(decision__signed_on__lte=day)

    def known_at(self, moment: object) -> "AllocationQuerySet":
        """What this database held at that moment: for a past report, as it was made."""
        return self.filter(recorded_at__lte=moment)


class Allocation(models.Model):
    """One signed line that a decision wrote into an account; written once, never changed."""

    account = models.ForeignKey(
        CapitalAccount,
        verbose_name="Khoản vốn",
        on_delete=models.PROTECT,
        related_name="allocations",
    )
    decision = models.ForeignKey(
        Decision, verbose_name="Văn bản giao", on_delete=models.PROTECT, related_name="allocations"
    )
    amount_million_vnd = MillionVndField("Số tiền (triệu đồng)")
    note = models.CharField("Ghi chú", max_length=NOTE_LENGTH, blank=True)
    reverses = models.OneToOneField(
        "self",
        verbose_name="Hủy dòng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reversed_by",
    )

    recorded_at = models.DateTimeField("Ghi lúc")
    recorded_by = models.ForeignKey(
        User, verbose_name="Người ghi", on_delete=models.PROTECT, related_name="+"
    )
    route = models.CharField("Bằng cách", max_length=10, choices=Route.choices)
    batch = models.ForeignKey(
        ProgrammeBatch,
        verbose_name="Lượt nhập",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="allocations",
    )
    is_sample = models.BooleanField("Số minh họa", default=False)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng vốn giao"
        verbose_name_plural = "dòng vốn giao"
        ordering = ["decision__signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount_million_vnd=0),
                name="allocation_not_zero",
                violation_error_message="Dòng vốn phải khác 0.",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(note=""),
                name="allocation_reversal_has_reason",
                violation_error_message="Dòng hủy phải ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.amount_million_vnd}"


class DisbursementQuerySet(models.QuerySet["Disbursement"]):
    def latest_until(self, day: object) -> "DisbursementQuerySet":
        """Of each account the newest cumulative amount not after that day, once."""
        later = Disbursement.objects.filter(
            account=OuterRef("account"), as_of__gt=OuterRef("as_of"), as_of__lte=day
        )
        return self.filter(~Exists(later), as_of__lte=day)


class Disbursement(models.Model):
    """What was disbursed of an account from the year's start up to a date. No row: not reported."""

    account = models.ForeignKey(
        CapitalAccount,
        verbose_name="Khoản vốn",
        on_delete=models.PROTECT,
        related_name="disbursements",
    )
    as_of = models.DateField("Lũy kế đến ngày")
    amount_million_vnd = MillionVndField("Đã giải ngân (triệu đồng)")
    note = models.CharField("Ghi chú", max_length=NOTE_LENGTH, blank=True)

    entered_at = models.DateTimeField("Nhập lúc")
    entered_by = models.ForeignKey(
        User, verbose_name="Người nhập", on_delete=models.PROTECT, related_name="+"
    )
    route = models.CharField("Bằng cách", max_length=10, choices=Route.choices)
    is_sample = models.BooleanField("Số minh họa", default=False)

    objects = DisbursementQuerySet.as_manager()

    class Meta:
        verbose_name = "giải ngân"
        verbose_name_plural = "giải ngân"
        ordering = ["as_of", "pk"]
        constraints = [
            # also serves "the newest amount of an account until a day"
            models.UniqueConstraint(
                fields=["account", "as_of"],
                name="disbursement_unique",
                violation_error_message="Khoản vốn này đã có số giải ngân đến ngày đó.",
            ),
            models.CheckConstraint(
                condition=Q(amount_million_vnd__gte=0),
                name="disbursement_not_negative",
                violation_error_message="Số giải ngân lũy kế không được âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}, {self.as_of:%d/%m/%Y}: {self.amount_million_vnd}"


class DisbursementChange(models.Model):
    """The history of disbursement: who, when, before, after, by what route; written once. `None`
    stands for not reported, on either side."""

    account = models.ForeignKey(
        CapitalAccount, verbose_name="Khoản vốn", on_delete=models.PROTECT, related_name="changes"
    )
    as_of = models.DateField("Lũy kế đến ngày")

    at = models.DateTimeField("Lúc")
    by = models.ForeignKey(
        User, verbose_name="Người thực hiện", on_delete=models.PROTECT, related_name="+"
    )
    route = models.CharField("Bằng cách", max_length=10, choices=Route.choices)
    batch = models.ForeignKey(
        ProgrammeBatch,
        verbose_name="Lượt nhập",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="changes",
    )

    before_million_vnd = MillionVndField("Trước (triệu đồng)", null=True, blank=True)
    after_million_vnd = MillionVndField("Sau (triệu đồng)", null=True, blank=True)
    before_note = models.CharField("Ghi chú trước", max_length=NOTE_LENGTH, blank=True)
    after_note = models.CharField("Ghi chú sau", max_length=NOTE_LENGTH, blank=True)

    class Meta:
        verbose_name = "thay đổi giải ngân"
        verbose_name_plural = "thay đổi giải ngân"
        ordering = ["at", "pk"]
        indexes = [
            # "what happened to the amounts of this account", newest last
            models.Index(fields=["account", "at"], name="disbursement_change_account"),
            # "what changed in these days", in all accounts
            models.Index(fields=["-at"], name="disbursement_change_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.before_million_vnd} → {self.after_million_vnd}"


class BudgetYear(models.Model):
    """When the books of a year close. Until that day its capital may still be disbursed."""

    year = models.PositiveSmallIntegerField("Năm ngân sách", unique=True)
    closes_on = models.DateField("Giải ngân đến hết ngày")

    class Meta:
        verbose_name = "năm ngân sách"
        verbose_name_plural = "năm ngân sách"
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__year__gte=F("year")),
                name="budget_year_closes_after_start",
                violation_error_message="Ngày khóa sổ không được trước năm ngân sách.",
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class BudgetExtension(models.Model):
    """A decision by which a year's capital may be disbursed for longer."""

    budget_year = models.ForeignKey(
        BudgetYear,
        verbose_name="Năm ngân sách",
        on_delete=models.PROTECT,
        related_name="extensions",
    )
    fund_kind = models.CharField(
        "Loại vốn", max_length=5, choices=FundKind.choices, blank=True, help_text="Trống: cả hai."
    )
    closes_on = models.DateField("Được giải ngân đến hết ngày")
    decision = models.ForeignKey(
        Decision, verbose_name="Văn bản cho phép", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "gia hạn giải ngân"
        verbose_name_plural = "gia hạn giải ngân"
        ordering = ["budget_year", "closes_on"]

    def __str__(self) -> str:
        return f"{self.budget_year_id}: đến {self.closes_on:%d/%m/%Y}"

    def clean(self) -> None:
        if self.budget_year_id and self.closes_on and self.closes_on <= self.budget_year.closes_on:
            raise ValidationError({"closes_on": "Ngày gia hạn phải sau ngày khóa sổ của năm."})


class DisbursementRequirement(models.Model):
    """The share of a year's capital that must be disbursed by a day."""

    year = models.PositiveSmallIntegerField("Năm")
    on = models.DateField("Đến ngày")
    percent = models.DecimalField("Tỷ lệ yêu cầu (%)", max_digits=6, decimal_places=2)
    fund_kind = models.CharField(
        "Loại vốn", max_length=5, choices=FundKind.choices, blank=True, help_text="Trống: cả hai."
    )
    decision = models.ForeignKey(
        Decision,
        verbose_name="Văn bản yêu cầu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_sample = models.BooleanField("Số minh họa", default=False)

    class Meta:
        verbose_name = "yêu cầu giải ngân"
        verbose_name_plural = "yêu cầu giải ngân"
        ordering = ["year", "on", "fund_kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "on", "fund_kind"],
                name="requirement_unique",
                violation_error_message="Ngày này đã có tỷ lệ yêu cầu.",
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100),
                name="requirement_percent_in_range",
                violation_error_message="Tỷ lệ yêu cầu phải trên 0 và không quá 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}: {self.percent} %"
