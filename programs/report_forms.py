"""Forms of the periodic report."""

from django import forms

from indicators.models import Area, Period
from indicators.period_forms import day_field

from .models import PARAGRAPH_LENGTH, OfficialReport, ReportParagraph


def _choose(label: str, needed: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, error_messages=dict.fromkeys(("required", "invalid_choice"), needed)
    )


class StartForm(forms.Form):
    period = _choose("Kỳ báo cáo", "Hãy chọn kỳ báo cáo.")
    area = _choose("Địa bàn", "Hãy chọn địa bàn.")

    def __init__(
        self, *args: object, periods: list[Period], areas: list[Area], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self._periods = {row.code: row for row in periods}
        self._areas = {str(row.pk): row for row in areas}
        self.fields["period"].choices = [(row.code, row.label) for row in periods]
        self.fields["area"].choices = [(str(row.pk), row.name) for row in areas]

    def clean_period(self) -> Period:
        return self._periods[self.cleaned_data["period"]]

    def clean_area(self) -> Area:
        return self._areas[self.cleaned_data["area"]]

    def clean(self) -> None:
        period, area = self.cleaned_data.get("period"), self.cleaned_data.get("area")
        if period and area and not area.is_valid_on(period.ends_on):
            self.add_error(
                "area",
                f"{area.name} không còn là đơn vị hành chính vào ngày {period.ends_on:%d/%m/%Y}, "
                "ngày cuối kỳ. Hãy chọn kỳ trước đó hoặc địa bàn khác.",
            )


class VersionedForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


def _words(label: str, *, needed: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=needed,
        max_length=PARAGRAPH_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Hãy ghi nội dung đoạn.",
            "max_length": f"Đoạn dài quá {PARAGRAPH_LENGTH} ký tự. Hãy tách thành hai đoạn.",
        },
    )


class ParagraphForm(VersionedForm):
    text = _words("Lời của cán bộ (để trống: dùng đoạn tổng hợp)", needed=False)
    is_left_out = forms.BooleanField(label="Bỏ đoạn này khỏi báo cáo", required=False)

    @classmethod
    def of(cls, paragraph: ReportParagraph, version: int) -> "ParagraphForm":
        values = {
            "text": paragraph.text or paragraph.composed,
            "is_left_out": paragraph.is_left_out,
            "version": version,
        }
        return cls(initial=values, auto_id=f"doan{paragraph.pk}-%s")


class AddForm(forms.Form):
    text = _words("Đoạn mới", needed=True)


class LetterForm(VersionedForm):
    letter_number = forms.CharField(
        label="Số, ký hiệu",
        required=False,
        max_length=50,
        help_text="Ví dụ 05/BC-BDT. Để trống khi chưa lấy số.",
    )
    signed_on = day_field("Ngày ký", "Ngày/tháng/năm, không trước ngày cuối kỳ.", required=False)
    signer_title = forms.CharField(
        label="Chức vụ người ký",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một dòng trên văn bản, ví dụ KT. TRƯỞNG BAN rồi PHÓ TRƯỞNG BAN.",
    )
    signer_name = forms.CharField(label="Họ tên người ký", required=False, max_length=100)
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một nơi, ví dụ “Như trên;” rồi “Lưu: VT.”.",
    )

    @classmethod
    def of(cls, report: OfficialReport) -> "LetterForm":
        names = [name for name in cls.base_fields if name != "signed_on"]
        values = {name: getattr(report, name) for name in names}
        day = f"{report.signed_on:%d/%m/%Y}" if report.signed_on else ""
        return cls(initial=values | {"signed_on": day})
