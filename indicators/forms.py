from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from lsdash.lib.numbers import format_number

from .models import Report


class ReportChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, report: Report) -> str:
        return (
            f"{report.area.name} – {report.period.label} – biểu {report.form.code} "
            f"({report.get_state_display().lower()})"
        )


class UploadForm(forms.Form):
    report = ReportChoiceField(
        queryset=Report.objects.none(),
        label="Báo cáo",
        empty_label="Chọn báo cáo",
        error_messages={
            "required": "Hãy chọn báo cáo mà tệp này là số liệu của nó.",
            "invalid_choice": "Báo cáo này không còn nhận số liệu. Hãy chọn báo cáo khác.",
        },
    )
    file = forms.FileField(
        label="Tệp Excel của huyện",
        max_length=255,
        allow_empty_file=True,  # the reader says in its own words what an empty file is
        error_messages={
            "required": "Hãy chọn tệp Excel cần nhập.",
            "max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn rồi tải lên lại.",
        },
    )

    def __init__(self, *args: object, reports, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = reports

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        limit = settings.REPORT_FILE_MAX_BYTES
        if file.size > limit:
            raise forms.ValidationError(
                f"Tệp lớn {format_number(file.size // 1024 // 1024)} MB, quá giới hạn "
                f"{format_number(limit // 1024 // 1024)} MB. Hãy bỏ hình ảnh và trang tính thừa."
            )
        return file


class LongTableForm(forms.Form):
    file = forms.FileField(
        label="Tệp bảng dài",
        max_length=255,
        allow_empty_file=True,  # the reader says in its own words what an empty file is
        error_messages={
            "required": "Hãy chọn tệp cần nhập.",
            "max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn rồi tải lên lại.",
        },
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        limit = settings.REPORT_FILE_MAX_BYTES
        if file.size > limit:
            raise forms.ValidationError(
                f"Tệp lớn {format_number(file.size // 1024 // 1024)} MB, quá giới hạn "
                f"{format_number(limit // 1024 // 1024)} MB. Hãy chia bảng thành nhiều tệp."
            )
        return file
