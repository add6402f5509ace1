from collections.abc import Iterable, Sequence

from django import forms
from django.db.models import QuerySet

from indicators.forms import SheetFileField
from indicators.models import Area, Period
from lsdash.lib.text import lower_first
from programs.models import NOTE_LENGTH
from programs.obstacle_sheet import Answer, ObstacleLine

NOTE = "ly-do"  # the field of the common note; that of a line has its code behind


class DistrictFileForm(forms.Form):
    """A file of a district, for a quarter in which there are districts."""

    FORM, INSTEAD = "", ""  # which form it is of, and what to do where there are no districts

    period = forms.ModelChoiceField(
        Period.objects.none(),
        label="Quý",
        empty_label="Chọn quý",
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
                f"{area.valid_to:%d/%m/%Y}, nên {lower_first(period.label)} không có biểu "
                f"{self.FORM} của huyện. {self.INSTEAD}, hoặc chọn quý trước đó."
            )
            self.add_error("period", message)


class SheetUploadForm(DistrictFileForm):
    """A district's sheet of capital."""

    FORM, INSTEAD = "F3", "Hãy nhập theo đơn vị ở trang Giải ngân"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].help_text = (
            "Biểu của huyện ghi số lũy kế đến hết quý. Từ 01/07/2025 không còn cấp huyện: số giải "
            "ngân từ ngày đó nhập theo từng đơn vị ở trang Giải ngân."
        )


class ObstacleUploadForm(DistrictFileForm):
    """A district's sheet of obstacles."""

    FORM, INSTEAD = "F4", "Hãy nêu từng việc ở trang Khó khăn, vướng mắc"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        field.help_text = (
            "Ngày nêu là ngày cuối quý, hoặc hôm nay nếu quý chưa hết. Từ 01/07/2025 không còn cấp "
            "huyện: hãy nêu từng việc ở trang Khó khăn, vướng mắc."
        )
        field.error_messages["invalid_choice"] = (
            "Quý này chưa bắt đầu hoặc không có. Hãy chọn quý khác."
        )


class PreviewSeenForm(forms.Form):
    """The preview that the page showed, and how many refused places the person saw there."""

    fingerprint = forms.CharField(max_length=64)
    seen = forms.IntegerField(min_value=0, required=False)

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0


class SheetConfirmForm(PreviewSeenForm):
    """With why unusual amounts are right."""

    def notes(self, codes: Sequence[str]) -> dict[str, str]:
        """What was typed, by component code, and under "" for all lines."""
        fields = {"": NOTE} | {code: f"{NOTE}-{code}" for code in codes}
        longest = 4 * NOTE_LENGTH  # enough to say that it is too long
        return {code: self.data.get(name, "")[:longest] for code, name in fields.items()}


class ObstacleConfirmForm(PreviewSeenForm):
    """With how each row is sorted, and whether it is left out."""

    def answers(self, lines: Iterable[ObstacleLine]) -> dict[str, Answer]:
        """What was chosen, by the number of the row; the fields have the number behind."""
        return {
            line.number: Answer(
                category=self.data.get(f"nhom-{line.number}", line.category),
                cause=self.data.get(f"nguyen-nhan-{line.number}", line.cause),
                authority=self.data.get(f"cap-{line.number}", line.authority),
                is_left_out=f"bo-{line.number}" in self.data,
            )
            for line in lines
        }
