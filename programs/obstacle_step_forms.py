"""Forms by which an obstacle is taken a step further."""

from collections.abc import Sequence

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from indicators.models import Decision
from indicators.period_forms import day_field

from .decision_forms import words_field
from .models import (
    AUTHORITY_ORDER,
    Agency,
    Authority,
    Cause,
    Obstacle,
    ObstacleCategory,
    valid_on,
)
from .obstacle_forms import check_due, row_field, text_field, word_field
from .selectors.obstacles.detail import Alike
from .selectors.obstacles.listing import place_name


class StepForm(forms.Form):
    """What every step says; `version` is the one that the person had on the page."""

    text = text_field("Ghi chú")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, obstacle: Obstacle, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.obstacle = obstacle
        self.fields["version"].initial = obstacle.version


class AcceptForm(StepForm):
    category = row_field("Nhóm", "Chọn nhóm", needed="Hãy chọn nhóm khó khăn, vướng mắc.")
    cause = word_field("Loại nguyên nhân", Cause.choices, "Chưa rõ")
    authority = forms.ChoiceField(
        label="Cấp có thẩm quyền giải quyết",
        choices=[("", "Chọn cấp"), *Authority.choices],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Hãy chọn cấp có thẩm quyền giải quyết."
        ),
    )
    agency = row_field("Đơn vị chủ trì giải quyết", "Chưa rõ")
    due_on = day_field("Thời hạn giải quyết", "Ngày/tháng/năm; có thể để trống.", required=False)

    field_order = ("category", "cause", "authority", "agency", "due_on", "text")

    def __init__(self, *args: object, obstacle: Obstacle, **kwargs: object) -> None:
        super().__init__(*args, obstacle=obstacle, **kwargs)
        self.fields["category"].queryset = ObstacleCategory.objects.all()
        today = Q(pk=obstacle.agency_id) | valid_on(localdate())
        self.fields["agency"].queryset = Agency.objects.filter(today).exclude(kind="commune")
        for name in ("category", "cause", "authority", "agency", "due_on"):
            self.fields[name].initial = getattr(obstacle, name)

    def clean(self) -> dict[str, object]:
        check_due(self, self.obstacle.raised_on)
        return self.cleaned_data


class ReopenForm(StepForm):
    """One that was turned away unsorted is sorted now."""

    category = row_field("Nhóm", "Giữ như cũ")
    authority = word_field("Cấp có thẩm quyền giải quyết", Authority.choices, "Giữ như cũ")
    text = text_field("Lý do mở lại", "Hãy ghi lý do mở lại khó khăn đã kết thúc.")

    def __init__(self, *args: object, obstacle: Obstacle, **kwargs: object) -> None:
        super().__init__(*args, obstacle=obstacle, **kwargs)
        self.fields["category"].queryset = ObstacleCategory.objects.all()

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if not (said.get("category") or self.obstacle.category_id):
            self.add_error("category", "Khó khăn này chưa phân nhóm. Hãy chọn nhóm khi mở lại.")
        if not (said.get("authority") or self.obstacle.authority):
            self.add_error("authority", "Hãy chọn cấp có thẩm quyền giải quyết khi mở lại.")
        return said


class EscalateForm(StepForm):
    to = forms.ChoiceField(
        label="Chuyển lên",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Hãy chọn cấp cao hơn."),
    )
    decision = row_field(
        "Văn bản chuyển",
        "Chọn văn bản",
        "Văn bản chưa có trong danh sách thì đăng ký ở trang Văn bản trước.",
        "Hãy chọn văn bản đã chuyển khó khăn lên cấp trên.",
    )

    field_order = ("to", "decision", "text")

    def __init__(self, *args: object, obstacle: Obstacle, **kwargs: object) -> None:
        super().__init__(*args, obstacle=obstacle, **kwargs)
        above = AUTHORITY_ORDER[AUTHORITY_ORDER.index(Authority(obstacle.level)) + 1 :]
        self.fields["to"].choices = [("", "Chọn cấp"), *((one, one.label) for one in above)]
        self.fields["decision"].queryset = Decision.objects.all()
        self.fields["decision"].label_from_instance = _decision_words


def _decision_words(decision: Decision) -> str:
    title = decision.title if len(decision.title) <= 70 else f"{decision.title[:69]}…"
    return f"{decision.number} ngày {decision.signed_on:%d/%m/%Y}: {title}"


class ResolveForm(StepForm):
    text = text_field(
        "Đã giải quyết như thế nào", "Hãy ghi khó khăn đã được giải quyết như thế nào."
    )
    resolved_on = day_field("Ngày giải quyết", "Bỏ trống nếu là hôm nay.", required=False)
    decision = row_field("Văn bản giải quyết", "Không có văn bản")

    def __init__(self, *args: object, obstacle: Obstacle, **kwargs: object) -> None:
        super().__init__(*args, obstacle=obstacle, **kwargs)
        self.fields["decision"].queryset = Decision.objects.all()
        self.fields["decision"].label_from_instance = _decision_words


class RejectForm(StepForm):
    text = text_field("Lý do", "Hãy ghi lý do không tiếp nhận để nơi nêu khó khăn biết.")


class WithdrawForm(StepForm):
    text = text_field("Lý do", "Hãy ghi lý do rút lại.")


class NoteForm(StepForm):
    text = text_field("Tiến độ", "Hãy ghi tiến độ giải quyết.", rows=4)


class InstructForm(StepForm):
    text = text_field("Ý kiến chỉ đạo", "Hãy ghi ý kiến chỉ đạo.", rows=4)


class MergeForm(StepForm):
    """Into one of those offered, or one whose code is typed."""

    into = forms.ChoiceField(label="Gộp vào", required=False, widget=forms.RadioSelect)
    code = words_field("Hoặc mã khác", 20, "", "Ví dụ KK-0012.")

    field_order = ("into", "code", "text")

    def __init__(
        self,
        *args: object,
        obstacle: Obstacle,
        alike: Sequence[Alike],
        readable: QuerySet[Obstacle],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, obstacle=obstacle, **kwargs)
        self.readable = readable
        self.fields["into"].choices = [(str(one.obstacle.pk), _alike_words(one)) for one in alike]
        if not alike:
            del self.fields["into"]
            self.fields["code"].label = "Mã của khó khăn gộp vào"

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        typed = said.get("code", "").upper().removeprefix("KK-").strip()
        if typed and said.get("into"):
            self.add_error("code", "Hãy chọn một dòng ở trên hoặc ghi mã, không cả hai.")
            return said
        chosen = typed or said.get("into", "")
        if not chosen:
            self.add_error("code", "Hãy chọn khó khăn để gộp vào, hoặc ghi mã, ví dụ KK-0012.")
            return said
        is_number = chosen.isascii() and chosen.isdigit() and len(chosen) < 10
        found = self.readable.filter(pk=int(chosen)).first() if is_number else None
        if found is None:
            self.add_error("code", f"Không có khó khăn mang mã “{said.get('code') or chosen}”.")
        return said | {"target": found}


def _alike_words(one: Alike) -> str:
    places = ", ".join(place_name(area) for area in one.obstacle.areas.all())
    return f"{one.obstacle.code} – {one.obstacle.content} ({places}; giống {one.score} %)"


class PaperForm(forms.Form):
    file = forms.FileField(
        label="Tệp kèm theo",
        max_length=255,
        allow_empty_file=True,
        help_text="PDF, Word (.docx), Excel (.xlsx), ảnh JPG hoặc PNG; không quá 10 MB.",
        error_messages={
            "required": "Hãy chọn tệp.",
            "invalid": "Hãy chọn tệp.",
            "max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn rồi chọn lại.",
        },
    )
