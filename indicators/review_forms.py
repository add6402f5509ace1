"""What a reviewer fills in: reasons, new deadlines, marked cells."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone

from .entries import Key
from .models import CellRemark

LONGEST_REASON = 2000
LONGEST_MARK = CellRemark._meta.get_field("text").max_length
MARK, TEXT = "o", "t-"  # the names of the check boxes, and the beginning of those of their texts


def end_of(day: date) -> datetime:
    """The moment at which a day that counts as a whole is over, in local time."""
    after = day + timedelta(days=1)
    return datetime.combine(after, time.min, tzinfo=timezone.get_default_timezone())


class ApproveForm(forms.Form):
    """Which version of the figures the reviewer looked at."""

    version = forms.IntegerField(
        min_value=0,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"), "Hãy tải lại trang rồi duyệt."
        ),
    )


class UntilForm(forms.Form):
    """A reason, and the last day, which counts as a whole."""

    reason = forms.CharField(
        label="Lý do",
        max_length=LONGEST_REASON,
        error_messages={
            "required": "Hãy ghi lý do.",
            "max_length": f"Lý do dài quá {LONGEST_REASON} ký tự. Hãy viết ngắn lại.",
        },
    )
    until = forms.DateField(
        label="Đến hết ngày",
        error_messages={
            "required": "Hãy chọn ngày cuối cùng.",
            "invalid": "Ngày này không đọc được. Hãy ghi dạng 31/12/2024.",
        },
    )

    def clean_until(self) -> datetime | None:
        day = self.cleaned_data["until"]
        return end_of(day) if day else None


class ReturnForm(UntilForm):
    """Why a report goes back, and the cells to be corrected with what is wrong in each."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = False
        self.fields["reason"].error_messages["required"] = (
            "Hãy ghi lý do trả lại để huyện biết phải sửa gì."
        )

    def clean(self) -> None:
        for text in self.texts().values():
            if len(text) > LONGEST_MARK:
                self.add_error(
                    None,
                    f"Nội dung cần sửa của một ô dài quá {LONGEST_MARK} ký tự: “{text[:40]}…”.",
                )

    def marks(self) -> list[Key]:
        """The marked cells in the order of the page; what is no cell at all is left out."""
        return list(dict.fromkeys(key for key in map(_key, self._marked()) if key))

    def texts(self) -> Mapping[Key, str]:
        """What is wrong, of the marked cells only."""
        found = {}
        for key in self.marks():
            found[key] = self.data.get(f"{TEXT}{key[0]}-{key[1]}", "").strip()
        return found

    def _marked(self) -> list[str]:
        return self.data.getlist(MARK) if self.is_bound else []


def _key(name: str) -> Key | None:
    measure, _, area = name.partition("-")
    if not (measure.isascii() and measure.isdigit() and area.isascii() and area.isdigit()):
        return None
    return int(measure), int(area)
