import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from lsdash.lib.text import fold, strip_marks

_SIGNS = re.compile(r"[^0-9a-z]+")


def number_words(text: str) -> str:
    """A number or title as plain words, for comparison only: "145/QĐ-UBND" is "145 qd ubnd"."""
    return _SIGNS.sub(" ", strip_marks(fold(text))).strip()


class DecisionKind(models.TextChoices):
    RESOLUTION = "resolution", "Nghị quyết"
    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    CIRCULAR = "circular", "Thông tư"
    OTHER = "other", "Văn bản khác"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def of_the_year(self, day: date) -> "DecisionQuerySet":
        return self.filter(signed_on__year=day.year)


class Decision(models.Model):
    """A document on which targets, allocations, classes and tasks rest.

    A number begins anew every year and with every issuer, so it is no identity: number, issuer and
    day are one.
    """

    number = models.CharField("Số, ký hiệu", max_length=50)
    kind = models.CharField("Loại văn bản", max_length=12, choices=DecisionKind.choices)
    title = models.CharField("Trích yếu", max_length=400)
    issuer = models.CharField("Cơ quan ban hành", max_length=200)
    signed_on = models.DateField("Ngày ký")
    address = models.URLField("Địa chỉ", max_length=500, blank=True)

    kept_since = models.DateTimeField(
        "Sửa trên trang từ",
        null=True,
        blank=True,
        editable=False,
        help_text="Từ đó tệp danh mục không ghi đè văn bản này nữa.",
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-signed_on", "number"]
        constraints = [
            # also serves "the decisions of this number"
            models.UniqueConstraint(
                fields=["number", "issuer", "signed_on"],
                name="decision_unique",
                violation_error_message="Văn bản này (số, cơ quan ban hành, ngày ký) đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("programs:decision_detail", kwargs={"pk": self.pk})

    def clean(self) -> None:
        """An issuer gives a number once a year: with two days one of them is wrong."""
        if not (self.number and self.issuer and self.signed_on):
            return
        same = Decision.objects.of_the_year(self.signed_on).filter(
            number=self.number, issuer=self.issuer
        )
        other = same.exclude(pk=self.pk).exclude(signed_on=self.signed_on).first()
        if other is not None:
            raise ValidationError({"signed_on": self.two_days(other)}, code="two_days")

    def two_days(self, other: "Decision") -> str:
        """The sentence that names both days of one number of one issuer in one year."""
        return (
            f"Số {self.number} của {self.issuer} năm {self.signed_on.year} đã có với ngày ký "
            f"{other.signed_on:%d/%m/%Y}, ở đây là {self.signed_on:%d/%m/%Y}. Trong một năm, một "
            "cơ quan chỉ ban hành một văn bản mang số này. Hãy kiểm tra ngày ký, hoặc sửa văn bản "
            "đã có."
        )
