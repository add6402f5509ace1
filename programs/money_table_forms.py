from django import forms
from django.core.files.uploadedfile import UploadedFile

from indicators.models import User
from indicators.sheets.long.money_spec import MONEY_BOUNDS
from lsdash.lib.numbers import format_number
from programs.models import BatchKind
from programs.services.money_tables import may_import

MEGABYTE = 1024 * 1024
KINDS = (
    (BatchKind.ALLOCATIONS, "Vốn giao: mỗi dòng một khoản của một văn bản"),
    (BatchKind.DISBURSEMENTS, "Giải ngân: mỗi dòng một số lũy kế đến một ngày"),
)


class MoneyTableForm(forms.Form):
    kind = forms.ChoiceField(
        label="Bảng gì",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn bảng vốn giao hay bảng giải ngân.",
            "invalid_choice": "Hãy chọn một trong các loại bảng nêu ở đây.",
        },
    )
    file = forms.FileField(
        label="Tệp .xlsx hoặc .csv",
        max_length=255,
        allow_empty_file=True,  # the reader says in its own words what an empty file is
        error_messages={
            "required": "Hãy chọn tệp cần nhập.",
            "max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn rồi tải lên lại.",
        },
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in KINDS if may_import(user, choice[0])]
        self.fields["kind"].choices = choices
        if len(choices) == 1:
            self.fields["kind"].initial = choices[0][0]

    def clean_file(self) -> UploadedFile:
        file, limit = self.cleaned_data["file"], MONEY_BOUNDS.file_bytes
        if file.size > limit:
            raise forms.ValidationError(
                f"Tệp lớn {format_number(file.size // MEGABYTE)} MB, quá giới hạn "
                f"{format_number(limit // MEGABYTE)} MB. Hãy chia bảng thành nhiều tệp."
            )
        return file
