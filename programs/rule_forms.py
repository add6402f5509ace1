"""Forms of the rules of disbursement."""

from decimal import Decimal

from django import forms

from indicators.models import Decision
from indicators.period_forms import day_field, reason_field
from lsdash.lib.numbers import NumberRefused, format_number, read_number
from programs.models import BudgetYear, DisbursementRequirement, FundKind

from .services.rules import Requirement

KINDS = [("", "Cả hai loại vốn"), *FundKind.choices]
FIRST_YEAR, LAST_YEAR = 2000, 2099


def year_field() -> forms.TypedChoiceField:
    return forms.IntegerField(
        label="Năm ngân sách",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Hãy ghi năm, ví dụ 2025."
        ),
    )


class DecisionChoice(forms.ModelChoiceField):
    def label_from_instance(self, decision: Decision) -> str:
        title = decision.title if len(decision.title) <= 60 else f"{decision.title[:59]}…"
        return f"{decision.number} ngày {decision.signed_on:%d/%m/%Y} – {title}"


def decision_field(label: str, *, required: bool) -> DecisionChoice:
    return DecisionChoice(
        queryset=Decision.objects.all(),
        label=label,
        required=required,
        empty_label="Chọn văn bản" if required else "Không có văn bản",
        help_text="Chưa có trong danh sách thì đăng ký ở mục Văn bản.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Hãy chọn văn bản."),
    )


class PercentField(forms.CharField):
    """A percentage written the Vietnamese way, with or without its sign."""

    def clean(self, value: str) -> Decimal:
        text = super().clean(value)
        try:
            percent = read_number(text, decimals=2, percent=True)
        except NumberRefused as refused:
            raise forms.ValidationError(
                f"“{text}” không đọc được thành tỷ lệ. Hãy ghi như 30 hoặc 62,5."
            ) from refused
        if percent != round(percent, 2) or not 0 < percent <= 100:
            raise forms.ValidationError(
                f"Tỷ lệ {format_number(percent)} % phải trên 0, không quá 100, tối đa hai số lẻ."
            )
        return percent


class BudgetYearForm(forms.Form):
    year = year_field()
    closes_on = day_field("Giải ngân đến hết ngày", "Thường là 31/01 của năm sau.")


class ClosingForm(forms.Form):
    closes_on = day_field("Giải ngân đến hết ngày", "Thường là 31/01 của năm sau.")
    reason = reason_field("Ghi vào lịch sử của năm ngân sách.")

    @staticmethod
    def values_of(row: BudgetYear) -> dict[str, object]:
        return {"closes_on": row.closes_on}


class ExtensionForm(forms.Form):
    closes_on = day_field("Được giải ngân đến hết ngày")
    fund_kind = forms.ChoiceField(label="Loại vốn", choices=KINDS, required=False)
    decision = decision_field("Văn bản cho phép", required=True)


class RequirementForm(forms.Form):
    year = year_field()
    on = day_field("Đến ngày")
    percent = PercentField(
        label="Tỷ lệ yêu cầu (%)",
        help_text="Lũy kế từ đầu năm, trên tổng vốn giao và vốn kéo dài; ví dụ 30 hoặc 62,5.",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": "Hãy ghi tỷ lệ, ví dụ 30."},
    )
    fund_kind = forms.ChoiceField(label="Loại vốn", choices=KINDS, required=False)
    decision = decision_field("Văn bản yêu cầu", required=False)

    @property
    def requirement(self) -> Requirement:
        names = Requirement.__dataclass_fields__
        return Requirement(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def values_of(row: DisbursementRequirement) -> dict[str, object]:
        values = {name: getattr(row, name) for name in Requirement.__dataclass_fields__}
        return values | {"percent": format_number(row.percent)}


class RequirementChangeForm(RequirementForm):
    reason = reason_field("Ghi vào lịch sử của năm ngân sách.")
