"""Forms of the register of decisions."""

from django import forms

from indicators.models import Decision, DecisionKind
from indicators.period_forms import day_field

from .selectors.decisions import Choices, Search
from .services.decisions import DecisionFields


def words_field(label: str, longest: int, needed: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=bool(needed),
        error_messages={
            "required": needed,
            "max_length": f"{label} dài quá {longest} ký tự. Hãy viết ngắn lại.",
        },
    )


class SearchForm(forms.Form):
    """Narrows the register; what is not understood narrows nothing."""

    so = forms.CharField(label="Số, ký hiệu hoặc từ trong trích yếu", required=False)
    nam = forms.ChoiceField(label="Năm ký", required=False)
    co_quan = forms.ChoiceField(label="Cơ quan ban hành", required=False)
    loai = forms.ChoiceField(label="Loại văn bản", required=False)

    def __init__(self, *args: object, choices: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in choices.years]
        issuers = [(name, name) for name in choices.issuers]
        for name, some in (("nam", years), ("co_quan", issuers), ("loai", choices.kinds)):
            self.fields[name].choices = [("", "Tất cả"), *some]

    @property
    def search(self) -> Search:
        self.is_valid()
        said = self.cleaned_data
        return Search(
            words=said.get("so", ""),
            year=int(said["nam"]) if said.get("nam") else None,
            issuer=said.get("co_quan", ""),
            kind=said.get("loai", ""),
        )


class DecisionForm(forms.Form):
    number = words_field(
        "Số, ký hiệu", 50, "Hãy ghi số, ký hiệu, ví dụ 145/QĐ-UBND.", "Ví dụ 145/QĐ-UBND."
    )
    kind = forms.ChoiceField(
        label="Loại văn bản",
        choices=[("", "Chọn loại văn bản"), *DecisionKind.choices],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Hãy chọn loại văn bản."),
    )
    title = words_field("Trích yếu", 400, "Hãy ghi trích yếu của văn bản.")
    issuer = words_field(
        "Cơ quan ban hành",
        200,
        "Hãy ghi cơ quan ban hành.",
        "Viết đủ, ví dụ Ủy ban nhân dân tỉnh Lạng Sơn.",
    )
    signed_on = day_field("Ngày ký", "Ngày/tháng/năm. Vốn của văn bản có hiệu lực từ ngày này.")
    address = forms.URLField(
        label="Địa chỉ trên mạng",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Nếu văn bản đã đăng công khai.",
        error_messages={
            "invalid": "Địa chỉ chưa đúng. Hãy chép cả địa chỉ, bắt đầu bằng https://.",
            "max_length": "Địa chỉ dài quá 500 ký tự.",
        },
    )
    is_confirmed = forms.BooleanField(
        label="Đây là văn bản khác, dù trùng số", required=False, widget=forms.HiddenInput
    )

    needs_confirmation = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("is_confirmed"):
            self.offer_confirmation()

    @property
    def decision_fields(self) -> DecisionFields:
        said = self.cleaned_data
        return DecisionFields(
            **{name: said[name] for name in DecisionFields.__dataclass_fields__ if name in said}
        )

    def offer_confirmation(self) -> None:
        """The tick by which a person says that an equal number is another decision's."""
        self.fields["is_confirmed"].widget = forms.CheckboxInput()
        self.needs_confirmation = True


class RegisterForm(DecisionForm):
    file = forms.FileField(
        label="Tệp văn bản",
        required=False,
        max_length=255,
        allow_empty_file=True,  # the service says in its own words what an empty file is
        help_text="PDF, Word (.docx), Excel (.xlsx), ảnh JPG hoặc PNG; không quá 10 MB.",
        error_messages={"max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn rồi chọn lại."},
    )


class CorrectForm(DecisionForm):
    reason = forms.CharField(
        label="Lý do",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cần ghi khi đổi ngày ký của văn bản đã giao vốn hoặc chỉ tiêu.",
        error_messages={"max_length": "Lý do dài quá 1.000 ký tự. Hãy viết ngắn lại."},
    )

    @staticmethod
    def values_of(decision: Decision) -> dict[str, object]:
        return {name: getattr(decision, name) for name in DecisionFields.__dataclass_fields__}


class AttachForm(forms.Form):
    file = forms.FileField(
        label="Tệp văn bản",
        max_length=255,
        allow_empty_file=True,
        help_text="PDF, Word (.docx), Excel (.xlsx), ảnh JPG hoặc PNG; không quá 10 MB.",
        error_messages={
            "required": "Hãy chọn tệp của văn bản.",
            "invalid": "Hãy chọn tệp của văn bản.",
            "max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn rồi chọn lại.",
        },
    )


class ReasonForm(forms.Form):
    reason = words_field("Lý do", 500, "Hãy ghi lý do, để người xem sau này hiểu vì sao.")
