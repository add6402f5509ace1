"""Forms about people: accounts, rights, passwords and codes."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.db.models import QuerySet

from .models import Area, AreaKind, Role

# Of Django's form: label, hint, and what an empty one says.
OWN_PASSWORD_FIELDS = {
    "old_password": ("Mật khẩu hiện nay", "", "Hãy nhập mật khẩu hiện nay."),
    "new_password1": (
        "Mật khẩu mới",
        "Ít nhất 10 ký tự, không chỉ gồm chữ số, không giống tên của bạn, không dễ đoán.",
        "Hãy nhập mật khẩu mới.",
    ),
    "new_password2": ("Nhập lại mật khẩu mới", "", "Hãy nhập lại mật khẩu mới."),
}


class SignInForm(AuthenticationForm):
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra phím Caps Lock và "
        "bộ gõ tiếng Việt rồi nhập lại."
    }


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Mã xác thực",
        max_length=20,
        error_messages={"required": "Hãy nhập mã đang hiện trên điện thoại."},
    )


class OwnPasswordForm(PasswordChangeForm):
    """Django's with our sentences; a new password must be new."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "Mật khẩu hiện nay chưa đúng. Hãy nhập lại.",
        "password_mismatch": "Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, missing) in OWN_PASSWORD_FIELDS.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages = {"required": missing}

    def clean_new_password1(self) -> str:
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise forms.ValidationError("Mật khẩu mới phải khác mật khẩu hiện nay.")
        return password


class ProofForm(forms.Form):
    """The password again, before the second step is weakened."""

    password = forms.CharField(
        label="Mật khẩu của bạn",
        widget=forms.PasswordInput,
        strip=False,
        error_messages={"required": "Hãy nhập mật khẩu của bạn."},
    )

    def __init__(self, *args: object, user, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("Mật khẩu chưa đúng. Hãy nhập lại.")
        return password


class PersonForm(forms.Form):
    last_name = forms.CharField(
        label="Họ và tên đệm",
        max_length=150,
        error_messages={"required": "Hãy nhập họ và tên đệm."},
    )
    first_name = forms.CharField(
        label="Tên", max_length=150, error_messages={"required": "Hãy nhập tên."}
    )
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        help_text="Nơi nhận thư nhắc hạn báo cáo. Có thể để trống.",
        error_messages={
            "invalid": "Địa chỉ thư điện tử chưa đúng. Ví dụ: hoang.mau@langson.gov.vn."
        },
    )


class NewPersonForm(PersonForm):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        help_text="Chữ thường không dấu, chữ số, dấu chấm hoặc gạch ngang. Không đổi được về sau.",
        error_messages={"required": "Hãy nhập tên đăng nhập."},
    )
    field_order = ["username", "last_name", "first_name", "email"]


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="Vai trò",
        choices=[("", "Chọn vai trò"), *Role.choices],
        error_messages={
            "required": "Hãy chọn vai trò.",
            "invalid_choice": "Không có vai trò này. Hãy chọn lại.",
        },
    )
    area = forms.ModelChoiceField(
        queryset=Area.objects.exclude(kind=AreaKind.VILLAGE),
        label="Địa bàn",
        help_text="Cán bộ huyện: huyện, thành phố hoặc xã. Các vai trò khác: tỉnh.",
        error_messages={
            "required": "Hãy chọn địa bàn.",
            "invalid_choice": "Không có địa bàn này. Hãy chọn lại.",
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [
            ("", "Chọn địa bàn"),
            *_grouped(self.fields["area"].queryset),
        ]


class PeopleFilterForm(forms.Form):
    """Narrows the list; whatever makes no sense narrows nothing."""

    tim = forms.CharField(label="Tìm", required=False, max_length=100)
    vai_tro = forms.ChoiceField(
        label="Vai trò", required=False, choices=[("", "Mọi vai trò"), *Role.choices]
    )
    dia_ban = forms.ModelChoiceField(
        queryset=Area.objects.none(), label="Địa bàn", required=False, empty_label="Mọi địa bàn"
    )
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "Tất cả"), ("dang", "Đang hoạt động"), ("ngung", "Đã ngừng")],
    )

    def __init__(self, *args: object, areas: QuerySet[Area], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dia_ban"].queryset = areas


def _grouped(areas: QuerySet[Area]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Places by what they belong to: the province, its districts, each district's communes."""
    groups: dict[str, list[tuple[int, str]]] = {}
    ordered = areas.select_related("parent").order_by("parent__code", "code", "valid_from")
    for area in sorted(ordered, key=lambda area: area.kind != AreaKind.PROVINCE):
        groups.setdefault(_group_of(area), []).append((area.pk, _told(area)))
    return list(groups.items())


def _group_of(area: Area) -> str:
    if area.parent is None:
        return "Tỉnh"
    if area.kind == AreaKind.DISTRICT:
        return "Huyện, thành phố"
    if area.parent.kind == AreaKind.PROVINCE:
        return "Xã, phường trực thuộc tỉnh"
    return area.parent.name


def _told(area: Area) -> str:
    last = area.last_day
    return f"{area.name} (đến {last:%d/%m/%Y})" if last else area.name
