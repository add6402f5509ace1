from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from lsdash.lib.numbers import format_number

from .models import Area, BatchState, Period, Report, User
from .selectors.batch_questions import Question


class ReportChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, report: Report) -> str:
        return (
            f"{report.area.name} – {report.period.label} – biểu {report.form.code} "
            f"({report.get_state_display().lower()})"
        )


class SheetFileField(forms.FileField):
    """A spreadsheet of any kind; what is in it is the reader's to say."""

    def __init__(self) -> None:
        super().__init__(
            label="Tệp bảng tính của huyện",
            max_length=255,
            allow_empty_file=True,  # the reader says in its own words what an empty file is
            error_messages={
                "required": "Hãy chọn tệp bảng tính cần nhập.",
                "max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn rồi tải lên lại.",
            },
        )

    def clean(self, data: object, initial: object = None) -> UploadedFile:
        file = super().clean(data, initial)
        limit = settings.REPORT_FILE_MAX_BYTES
        if file.size > limit:
            raise forms.ValidationError(
                f"Tệp lớn {format_number(file.size // 1024 // 1024)} MB, quá giới hạn "
                f"{format_number(limit // 1024 // 1024)} MB. Hãy bỏ hình ảnh và trang tính thừa."
            )
        return file


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
    file = SheetFileField()

    def __init__(self, *args: object, reports, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = reports


class ConfirmForm(forms.Form):
    """The reading that the page showed, and how many refused places the person saw there."""

    revision = forms.IntegerField(min_value=1)
    seen = forms.IntegerField(min_value=0, required=False)

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0


class UndoForm(forms.Form):
    reason = forms.CharField(required=False)


OPEN, LEAVE_OUT, OTHER = "?", "-", "*"


class TeachingForm(forms.Form):
    """One question a field; what stays open is no answer."""

    revision = forms.IntegerField(min_value=1)

    def __init__(self, *args: object, questions: Sequence[Question], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            named = [(f"={means}", name) for means, name in question.guesses]
            fixed = [(OPEN, ""), (LEAVE_OUT, ""), (OTHER, "")]
            self.fields[f"q{question.number}"] = forms.ChoiceField(
                choices=[*fixed, *named], required=False
            )
            self.fields[f"o{question.number}"] = forms.ChoiceField(
                choices=[("", ""), *question.options], required=False
            )

    @property
    def answers(self) -> dict[int, str | None]:
        """What each answered question means, None for "leave it out"."""
        found: dict[int, str | None] = {}
        for question in self.questions:
            chosen = self.cleaned_data.get(f"q{question.number}") or OPEN
            other = self.cleaned_data.get(f"o{question.number}")
            if chosen == LEAVE_OUT:
                found[question.number] = None
            elif chosen == OTHER and other:
                found[question.number] = other
            elif chosen.startswith("="):
                found[question.number] = chosen[1:]
        return found


class BatchFilterForm(forms.Form):
    """Which uploads to list; anything that is not offered counts as not chosen."""

    area = forms.ModelChoiceField(
        Area.objects.none(), label="Địa bàn", required=False, empty_label="Tất cả"
    )
    period = forms.ModelChoiceField(
        Period.objects.none(), label="Kỳ", required=False, empty_label="Tất cả"
    )
    state = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Tất cả"), *BatchState.choices]
    )
    person = forms.ModelChoiceField(
        User.objects.none(), label="Người tải lên", required=False, empty_label="Tất cả"
    )

    def __init__(self, *args: object, batches: QuerySet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        every = batches.order_by()
        self.fields["area"].queryset = Area.objects.filter(pk__in=every.values("area"))
        self.fields["period"].queryset = Period.objects.filter(pk__in=every.values("period"))
        self.fields["person"].queryset = User.objects.filter(pk__in=every.values("uploaded_by"))
        self.fields["person"].label_from_instance = lambda user: user.get_full_name()

    @property
    def filters(self) -> dict[str, object]:
        self.is_valid()
        names = {"person": "uploaded_by"}
        return {names.get(key, key): value for key, value in self.cleaned_data.items() if value}


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
