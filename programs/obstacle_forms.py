"""Forms of the register of obstacles: found and told."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate

from indicators.models import Area, Indicator
from indicators.period_forms import day_field
from lsdash.lib.numbers import format_number

from .decision_forms import words_field
from .line_forms import AmountField
from .models import (
    TEXT_LENGTH,
    Agency,
    Authority,
    Cause,
    Component,
    Obstacle,
    ObstacleCategory,
    ObstacleState,
    Severity,
)
from .selectors.obstacles.listing import ALL, Choices, Search
from .services.obstacles import Account

NOT_THERE = "Lựa chọn này không còn. Hãy chọn lại."


def text_field(label: str, needed: str = "", hint: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": needed,
            "max_length": f"{label} dài quá {TEXT_LENGTH} ký tự. Hãy viết ngắn lại.",
        },
    )


def row_field(label: str, empty: str, hint: str = "", needed: str = "") -> forms.ModelChoiceField:
    """A choice of rows; the form that has it says which."""
    return forms.ModelChoiceField(
        label=label,
        help_text=hint,
        queryset=Area.objects.none(),
        required=bool(needed),
        empty_label=empty,
        error_messages={"required": needed, "invalid_choice": NOT_THERE},
    )


def word_field(label: str, choices: Sequence[tuple[str, str]], empty: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", empty), *choices],
        error_messages={"invalid_choice": NOT_THERE},
    )


class SearchForm(forms.Form):
    """Narrows the register; what is not understood narrows nothing."""

    tu = forms.CharField(label="Từ hoặc mã", required=False, max_length=200)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False)
    nhom = forms.ChoiceField(label="Nhóm", required=False)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    cap = forms.ChoiceField(label="Cấp có thẩm quyền", required=False)
    don_vi = forms.ChoiceField(label="Đơn vị chủ trì", required=False)
    du_an = forms.ChoiceField(label="Dự án, tiểu dự án", required=False)
    chi_tieu = forms.ChoiceField(label="Chỉ tiêu bị cản", required=False)
    qua_han = forms.BooleanField(label="Chỉ quá hạn", required=False)

    def __init__(self, *args: object, choices: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", "Tất cả")
        for name, some in (
            ("nhom", choices.categories),
            ("dia_ban", choices.areas),
            ("cap", Authority.choices),
            ("don_vi", choices.agencies),
            ("du_an", choices.components),
            ("chi_tieu", choices.indicators),
        ):
            self.fields[name].choices = [anything, *some]
        states = [("", "Chưa kết thúc"), (ALL, "Tất cả"), *ObstacleState.choices]
        self.fields["trang_thai"].choices = states

    @property
    def search(self) -> Search:
        self.is_valid()
        said = self.cleaned_data
        return Search(
            words=said.get("tu", ""),
            state=said.get("trang_thai", ""),
            category=said.get("nhom", ""),
            area=said.get("dia_ban", ""),
            authority=said.get("cap", ""),
            agency=said.get("don_vi", ""),
            component=said.get("du_an", ""),
            indicator=said.get("chi_tieu", ""),
            is_overdue=said.get("qua_han", False),
        )


class AccountForm(forms.Form):
    """What is told of an obstacle."""

    content = text_field(
        "Nội dung khó khăn, vướng mắc", "Hãy ghi nội dung khó khăn, vướng mắc.", rows=4
    )
    areas = forms.ModelMultipleChoiceField(
        label="Địa bàn bị ảnh hưởng",
        queryset=Area.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Bỏ trống nếu chỉ là nơi nêu. Chọn nhiều dòng: giữ phím Ctrl rồi bấm từng dòng.",
        error_messages={"invalid_choice": NOT_THERE, "invalid_pk_value": NOT_THERE},
    )
    severity = forms.ChoiceField(
        label="Mức độ",
        choices=Severity.choices,
        initial=Severity.MEDIUM,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Hãy chọn mức độ."),
    )
    category = row_field("Nhóm", "Chưa phân nhóm")
    cause = word_field("Loại nguyên nhân", Cause.choices, "Chưa rõ")
    cause_text = text_field("Nguyên nhân")
    component = row_field("Dự án, tiểu dự án", "Không gắn với dự án nào")
    indicator = row_field("Chỉ tiêu bị ảnh hưởng", "Không gắn với chỉ tiêu nào")
    capital_stuck_million_vnd = AmountField(
        label="Vốn bị vướng (triệu đồng)",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text="Chỉ ghi số, ví dụ 1.234,5. Bỏ trống nếu không vướng vốn hoặc chưa rõ.",
        error_messages={"max_length": "Ô số tiền dài quá 60 ký tự. Hãy chỉ ghi số."},
    )
    authority = word_field("Cấp có thẩm quyền giải quyết", Authority.choices, "Chưa rõ")
    agency = row_field("Đơn vị chủ trì giải quyết", "Chưa rõ, hoặc không có trong danh mục")
    agency_text = words_field(
        "Đơn vị chủ trì, nếu không có trong danh mục", 300, "", "Ví dụ Bộ Tài chính."
    )
    remedy = text_field("Kiến nghị, đề xuất")
    due_on = day_field("Thời hạn giải quyết", "Ngày/tháng/năm; có thể để trống.", required=False)

    def __init__(self, *args: object, areas: QuerySet[Area], raised_on: date, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.raised_on = raised_on
        self.fields["areas"].queryset = areas
        self.fields["category"].queryset = ObstacleCategory.objects.all()
        self.fields["component"].queryset = Component.objects.select_related("programme")
        self.fields["indicator"].queryset = Indicator.objects.all()
        self.fields["agency"].queryset = Agency.objects.exclude(kind="commune")

    def clean_capital_stuck_million_vnd(self) -> Decimal | None:
        amount = self.cleaned_data["capital_stuck_million_vnd"]
        if amount is not None and amount < 0:
            raise forms.ValidationError(
                f"Vốn bị vướng không được âm ({format_number(amount)} triệu đồng)."
            )
        return amount

    def clean(self) -> dict[str, object]:
        check_due(self, self.cleaned_data.get("raised_on") or self.raised_on)
        return self.cleaned_data

    @property
    def account(self) -> Account:
        said = {name: self.cleaned_data[name] for name in Account.__dataclass_fields__}
        return Account(**said | {"areas": tuple(said["areas"])})

    @staticmethod
    def values_of(obstacle: Obstacle) -> dict[str, object]:
        told = {name: getattr(obstacle, name) for name in Account.__dataclass_fields__}
        amount = obstacle.capital_stuck_million_vnd
        written = "" if amount is None else format_number(amount)
        return told | {
            "areas": list(obstacle.areas.all()),
            "capital_stuck_million_vnd": written,
            "version": obstacle.version,
        }


def check_due(form: forms.Form, raised_on: date) -> None:
    due_on = form.cleaned_data.get("due_on")
    if due_on is not None and due_on < raised_on:
        form.add_error(
            "due_on",
            f"Thời hạn {due_on:%d/%m/%Y} trước ngày nêu {raised_on:%d/%m/%Y}. "
            "Hãy sửa một trong hai ngày.",
        )


class RaiseForm(AccountForm):
    area = row_field("Nơi nêu", "Chọn nơi nêu", needed="Hãy chọn nơi nêu khó khăn.")
    raised_on = day_field("Ngày nêu", "Bỏ trống nếu là hôm nay.", required=False)

    field_order = ("area", "raised_on")

    def __init__(self, *args: object, raisers: QuerySet[Area], **kwargs: object) -> None:
        super().__init__(*args, raised_on=localdate(), **kwargs)
        self.fields["area"].queryset = raisers
        self.fields["area"].label_from_instance = name_with_days
        self.fields["areas"].label_from_instance = name_with_days
        if len(raisers) == 1:
            self.fields["area"].initial = raisers[0]


class EditForm(AccountForm):
    text = text_field("Lý do sửa", rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].label_from_instance = name_with_days


def name_with_days(area: Area) -> str:
    """A unit that is no more says until when it was."""
    above = f" ({area.parent.short_name})" if area.parent and area.parent.parent_id else ""
    until = f", đến {area.last_day:%d/%m/%Y}" if area.last_day else ""
    return f"{area.name}{above}{until}"
