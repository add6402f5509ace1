"""The form of a saved view, and what of an address is worth saving."""

from django import forms

from .decision_forms import words_field


def filters_of(form: forms.Form) -> dict[str, str]:
    """What a list's form was narrowed by, as its address has it."""
    form.is_valid()
    kept = ((name, form.cleaned_data.get(name)) for name in form.fields)
    return {name: "on" if value is True else str(value) for name, value in kept if value}


class SavedViewForm(forms.Form):
    name = words_field("Tên bộ lọc", 60, "Hãy đặt tên cho bộ lọc, ví dụ “Quá hạn, cấp tỉnh”.")
    is_shared = forms.BooleanField(label="Hiện cho mọi người", required=False)

    def __init__(self, *args: object, may_share: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]
