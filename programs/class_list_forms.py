"""Forms of the official lists of area classes."""

from django import forms

from indicators.forms import SheetFileField
from indicators.period_forms import day_field

from .models import ClassList, ListKind
from .rule_forms import decision_field


class ClassListForm(forms.Form):
    kind = forms.ChoiceField(
        label="Danh sách gì",
        choices=[("", "Chọn loại danh sách"), *ListKind.choices],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Hãy chọn loại danh sách."),
    )
    decision = decision_field("Văn bản ban hành", required=True)
    valid_from = day_field("Áp dụng từ ngày", "Bỏ trống là ngày ký văn bản.", required=False)
    is_whole = forms.BooleanField(
        label="Đây là danh sách đầy đủ, thay toàn bộ danh sách trước cùng loại",
        required=False,
        help_text=(
            "Xã, thôn có trong danh sách trước mà không có trong tệp này sẽ kết thúc từ ngày áp "
            "dụng. Không đánh dấu nếu văn bản chỉ bổ sung, sửa một phần."
        ),
    )
    file = SheetFileField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Tệp danh sách"
        self.fields["file"].help_text = "Excel (.xlsx, .xls), .ods hoặc .csv, tối đa 10 MB."


class AnswerForm(forms.Form):
    """One question a field; what stays open is no answer."""

    def __init__(self, *args: object, kept: ClassList, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for question in kept.plan.get("questions", ()):
            self.fields[question["key"]] = forms.ChoiceField(
                choices=[("", ""), *question["options"]], required=False
            )

    @property
    def answers(self) -> dict[str, str]:
        """What was understood; a choice that is not offered is none."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}
