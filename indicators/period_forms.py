"""Forms of the people who keep periods; every date is typed as 31/12/2024."""

from datetime import timedelta

from django import forms
from django.utils.timezone import localtime

from .models import Period, PeriodKind
from .services.periods import Dates

DAY_REFUSED = "Hãy ghi ngày dạng ngày/tháng/năm, ví dụ 31/12/2024."
FIRST_YEAR, LAST_YEAR = 2000, 2099  # what a period's code can say


def day_field(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": DAY_REFUSED, "invalid": DAY_REFUSED},
    )


def reason_field(hint: str) -> forms.CharField:
    return forms.CharField(
        label="Lý do",
        help_text=hint,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Hãy ghi lý do, để người xem sau này hiểu vì sao.",
            "max_length": "Lý do dài quá 1.000 ký tự. Hãy viết ngắn lại.",
        },
    )


class DatesForm(forms.Form):
    """The four dates of a period, in an order that makes sense."""

    starts_on = day_field("Từ ngày", "Ngày đầu kỳ; quý hành chính không nhất thiết theo quý lịch.")
    ends_on = day_field("Đến ngày", "Ngày cuối kỳ; địa bàn có hiệu lực ngày này thì phải báo cáo.")
    opens_on = day_field("Bắt đầu nhận báo cáo từ ngày")
    due_on = day_field("Hạn gửi", "Tính hết ngày này, theo giờ Việt Nam.")

    def clean(self) -> dict[str, object]:
        days = self.cleaned_data
        self._in_order("starts_on", "ends_on", "Ngày kết thúc kỳ không được trước ngày bắt đầu.")
        self._in_order("opens_on", "due_on", "Hạn gửi không được trước ngày bắt đầu nhận báo cáo.")
        return days

    def _in_order(self, first: str, second: str, message: str) -> None:
        days = self.cleaned_data
        if first in days and second in days and days[second] < days[first]:
            self.add_error(second, message)

    @property
    def dates(self) -> Dates:
        return Dates(
            *(self.cleaned_data[name] for name in ("starts_on", "ends_on", "opens_on", "due_on"))
        )


class PeriodForm(DatesForm):
    kind = forms.ChoiceField(
        label="Loại kỳ",
        choices=PeriodKind.choices,
        error_messages={"required": "Hãy chọn loại kỳ.", "invalid_choice": "Hãy chọn loại kỳ."},
    )
    year = forms.IntegerField(
        label="Năm",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Hãy ghi năm, ví dụ 2027."
        ),
    )
    number = forms.IntegerField(
        label="Số thứ tự trong năm",
        help_text="Từ 1 đến 4 với quý, 1 hoặc 2 với sáu tháng, 1 với năm.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Hãy ghi số thứ tự của kỳ trong năm.",
            "invalid": "Hãy ghi một số, ví dụ 3 cho quý III.",
        },
    )
    field_order = ["kind", "year", "number"]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        number, kind = cleaned.get("number"), cleaned.get("kind")
        most = {PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}
        if kind and number is not None and not 1 <= number <= most[PeriodKind(kind)]:
            self.add_error("number", self.fields["number"].help_text)
        return cleaned

    @staticmethod
    def values_of(period: Period | None) -> dict[str, object]:
        """What a blank form is filled with: a period that is proposed."""
        names = ("kind", "year", "number", "starts_on", "ends_on", "opens_on", "due_on")
        return {name: getattr(period, name) for name in names} if period else {}


class BoundariesForm(DatesForm):
    reason = reason_field("Ghi vào lịch sử của kỳ.")


class ClosingForm(forms.Form):
    reason = reason_field("Ví dụ: đã tổng hợp xong. Ghi vào lịch sử của kỳ.")


class DueDateForm(forms.Form):
    due_on = day_field("Hạn gửi mới", "Tính hết ngày này, cho mọi báo cáo của kỳ.")
    reason = reason_field("Ví dụ: mưa lũ, các huyện đề nghị lùi hạn.")


class ExtensionForm(forms.Form):
    until = forms.DateTimeField(
        label="Gia hạn đến lúc",
        help_text="Ghi cả giờ và ngày, ví dụ 17:00 31/12/2024.",
        # A day without an hour would be its first moment, and end a day early.
        input_formats=["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(format="%H:%M %d/%m/%Y", attrs={"autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Hãy ghi cả giờ và ngày, ví dụ 17:00 31/12/2024."
        ),
    )
    reason = reason_field("Ví dụ: huyện đề nghị rà soát lại số liệu.")

    @staticmethod
    def proposed(now) -> dict[str, object]:
        """The end of the working day in three days."""
        end = localtime(now + timedelta(days=3))
        return {"until": end.replace(hour=17, minute=0, second=0, microsecond=0)}
