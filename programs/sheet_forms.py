from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet

from indicators.forms import SheetFileField
from indicators.models import Area, Period
from programs.models import NOTE_LENGTH

NOTE = "ly-do"  # the field of the common note; that of a line has its code behind


class SheetUploadForm(forms.Form):
    """A district's sheet of capital, for a quarter in which there are districts."""

    period = forms.ModelChoiceField(
        Period.objects.none(),
        label="Quý",
        empty_label="Chọn quý",
        help_text=(
            "Biểu của huyện ghi số lũy kế đến hết quý. Từ 01/07/2025 không còn cấp huyện: số giải "
            "ngân từ ngày đó nhập theo từng đơn vị ở trang Giải ngân."
        ),
        error_messages={
            "required": "Hãy chọn quý mà tệp này là số liệu của nó.",
            "invalid_choice": "Quý này chưa kết thúc hoặc không có. Hãy chọn quý khác.",
        },
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label="Huyện, thành phố",
        empty_label="Chọn huyện",
        error_messages={
            "required": "Hãy chọn huyện đã gửi tệp này.",
            "invalid_choice": "Huyện này không thuộc phạm vi của bạn. Hãy chọn huyện khác.",
        },
    )
    file = SheetFileField()

    def __init__(
        self,
        *args: object,
        areas: QuerySet[Area],
        periods: QuerySet[Period],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["period"].queryset = periods
        self.fields["period"].label_from_instance = lambda period: period.label

    def clean(self) -> None:
        area, period = self.cleaned_data.get("area"), self.cleaned_data.get("period")
        if area and period and not area.is_valid_on(period.ends_on):
            message = (
                f"{area.name} không còn vào ngày {period.ends_on:%d/%m/%Y}: cấp huyện kết thúc từ "
                f"{area.valid_to:%d/%m/%Y}, nên {period.label.lower()} không có biểu F3 của huyện. "
                "Hãy nhập theo đơn vị ở trang Giải ngân, hoặc chọn quý trước đó."
            )
            self.add_error("period", message)


class SheetConfirmForm(forms.Form):
    """The preview that the page showed, how many refused places the person saw there, and why
    unusual amounts are right."""

    fingerprint = forms.CharField(max_length=64)
    seen = forms.IntegerField(min_value=0, required=False)

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0

    def notes(self, codes: Sequence[str]) -> dict[str, str]:
        """What was typed, by component code, and under "" for all lines."""
        fields = {"": NOTE} | {code: f"{NOTE}-{code}" for code in codes}
        longest = 4 * NOTE_LENGTH  # enough to say that it is too long
        return {code: self.data.get(name, "")[:longest] for code, name in fields.items()}
