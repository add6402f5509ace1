"""Forms of tasks."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from indicators.models import Period, PeriodKind
from indicators.period_forms import day_field

from .decision_forms import words_field
from .models import TEXT_LENGTH, Agency, Milestone, Obstacle, Task
from .rule_forms import decision_field, year_field
from .selectors.tasks import OVERDUE, SOON, TaskChoices, TaskSearch
from .services.tasks import Assignment, Step
from .task_words import STATE_WORDS

STEP_LENGTH = 300
LATEST_QUARTERS = 8


def long_field(label: str, needed: str = "", hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": needed,
            "max_length": f"{label} dài quá {TEXT_LENGTH} ký tự. Hãy viết ngắn lại.",
        },
    )


class TaskSearchForm(forms.Form):
    """Narrows the list; what is not understood narrows nothing."""

    nam = forms.ChoiceField(label="Năm", required=False)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False)
    chu_tri = forms.ChoiceField(label="Đơn vị chủ trì", required=False)
    han = forms.ChoiceField(label="Thời hạn", required=False)

    def __init__(self, *args: object, choices: TaskChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        some = {
            "nam": [(str(year), str(year)) for year in choices.years],
            "trang_thai": [(str(state), words) for state, words in STATE_WORDS.items()],
            "chu_tri": [(str(pk), name) for pk, name in choices.leads],
            "han": [(SOON, "Đến hạn trong 30 ngày"), (OVERDUE, "Quá hạn")],
        }
        for name, pairs in some.items():
            self.fields[name].choices = [("", "Tất cả"), *pairs]

    @property
    def search(self) -> TaskSearch:
        self.is_valid()
        said = self.cleaned_data
        return TaskSearch(
            year=int(said["nam"]) if said.get("nam") else None,
            state=said.get("trang_thai", ""),
            lead=int(said["chu_tri"]) if said.get("chu_tri") else None,
            due=said.get("han", ""),
        )

    @property
    def said(self) -> str:
        """What the list is narrowed to, in words: "Năm: 2024; Thời hạn: Quá hạn"."""
        self.is_valid()
        return "; ".join(
            f"{self.fields[name].label}: {dict(self.fields[name].choices)[value]}"
            for name, value in self.cleaned_data.items()
            if value
        )


class StepsField(forms.CharField):
    """Milestones, one a line: "30/06/2024 Tổng hợp đợt 1"."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: object) -> tuple[Step, ...]:
        text = super().to_python(value)
        lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
        wrong, steps = [], []
        for number, line in lines:
            if not line:
                continue
            try:
                steps.append(_step(number, line))
            except ValidationError as refused:
                wrong.append(refused)
        if wrong:
            raise ValidationError(wrong)
        return tuple(steps)

    def validate(self, value: tuple[Step, ...]) -> None:
        pass

    def run_validators(self, value: tuple[Step, ...]) -> None:
        pass


def _step(number: int, line: str) -> Step:
    first, _, title = line.partition(" ")
    try:
        day = forms.DateField().clean(first)
    except ValidationError:
        raise ValidationError(
            f"Dòng {number} “{line[:60]}”: hãy bắt đầu bằng ngày, "
            "ví dụ “30/06/2024 Tổng hợp đợt 1”."
        ) from None
    title = " ".join(title.split())
    if not title:
        raise ValidationError(f"Dòng {number} “{line}”: sau ngày hãy ghi tên mốc.")
    if len(title) > STEP_LENGTH:
        raise ValidationError(f"Dòng {number}: tên mốc dài quá {STEP_LENGTH} ký tự.")
    return Step(title, day)


def steps_text(milestones: list[Milestone]) -> str:
    return "\n".join(f"{one.due_on:%d/%m/%Y} {one.title}" for one in milestones)


class VersionedForm(forms.Form):
    """Carries the version that the page showed, so that nobody overtakes anybody unseen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, localize=False)


class TaskForm(VersionedForm):
    title = words_field("Nhiệm vụ", 400, "Hãy ghi tên nhiệm vụ.")
    year = year_field()
    decision = decision_field("Văn bản giao", required=False)
    obstacle = forms.ModelChoiceField(
        Obstacle.objects.all(), required=False, widget=forms.HiddenInput
    )
    lead = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Đơn vị chủ trì",
        empty_label="Chọn đơn vị",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Hãy chọn đơn vị chủ trì."),
    )
    cooperating = forms.ModelMultipleChoiceField(
        Agency.objects.all(),
        label="Đơn vị phối hợp",
        required=False,
        help_text="Giữ Ctrl để chọn nhiều đơn vị.",
        widget=forms.SelectMultiple(attrs={"size": 6}),
        error_messages={"invalid_choice": "Có đơn vị phối hợp không còn trong danh sách."},
    )
    expected = long_field("Kết quả phải đạt")
    starts_on = day_field("Bắt đầu", "Ngày/tháng/năm.")
    due_on = day_field("Thời hạn", "Ngày/tháng/năm, tính hết ngày này.")
    steps = StepsField(
        label="Các mốc",
        required=False,
        help_text="Mỗi dòng một mốc: ngày rồi tên mốc, ví dụ “30/06/2024 Tổng hợp đợt 1”.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].label = "Năm"

    @property
    def assignment(self) -> Assignment:
        said = self.cleaned_data
        names = ("title", "year", "decision", "obstacle", "lead", "expected", "starts_on", "due_on")
        return Assignment(
            **{name: said[name] for name in names},
            cooperating=tuple(said["cooperating"]),
            steps=said["steps"],
        )

    @staticmethod
    def values_of(task: Task, milestones: list[Milestone]) -> dict[str, object]:
        names = ("title", "year", "decision", "obstacle", "lead", "expected", "starts_on", "due_on")
        return {name: getattr(task, name) for name in names} | {
            "cooperating": list(task.cooperating.all()),
            "steps": steps_text(milestones),
        }

    @staticmethod
    def values_from(obstacle: Obstacle, today: date) -> dict[str, object]:
        """A task that is to resolve the obstacle, for a person to complete."""
        due_on = obstacle.due_on if obstacle.due_on and obstacle.due_on >= today else None
        return {
            "obstacle": obstacle,
            "title": f"Giải quyết {obstacle.code}: {' '.join(obstacle.content.split())}"[:400],
            "year": (due_on or today).year,
            "lead": obstacle.agency,
            "expected": obstacle.remedy,
            "starts_on": today,
            "due_on": due_on,
        }


class EditForm(TaskForm):
    text = long_field("Lý do sửa", hint="Để người xem sau này hiểu vì sao.")


class ProgressForm(VersionedForm):
    period = forms.ModelChoiceField(
        Period.objects.none(),
        label="Kỳ báo cáo",
        required=False,
        empty_label="Không theo kỳ",
        error_messages={"invalid_choice": "Hãy chọn kỳ báo cáo trong danh sách."},
    )
    text = long_field("Tiến độ thực hiện", "Hãy ghi tiến độ thực hiện.")
    done = forms.ModelMultipleChoiceField(
        Milestone.objects.none(),
        label="Mốc đã xong",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Có mốc đã xong hoặc không còn. Hãy chọn lại."},
    )
    done_on = day_field("Ngày xong mốc", "Bỏ trống là hôm nay.", required=False)

    def __init__(self, *args: object, milestones: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        began = Period.objects.filter(kind=PeriodKind.QUARTER, starts_on__lte=localdate())
        latest = list(began.order_by("-starts_on").values_list("pk", flat=True)[:LATEST_QUARTERS])
        self.fields["period"].queryset = Period.objects.filter(pk__in=latest).order_by("-starts_on")
        self.fields["period"].label_from_instance = lambda period: period.label
        if milestones:
            self.fields["done"].queryset = milestones
        else:
            del self.fields["done"], self.fields["done_on"]


class CompleteForm(VersionedForm):
    result = long_field("Kết quả", "Hãy ghi kết quả của nhiệm vụ.")
    completed_on = day_field("Hoàn thành ngày", "Ngày/tháng/năm.")


class WhyForm(VersionedForm):
    text = long_field("Lý do", "Hãy ghi lý do, để người xem sau này hiểu vì sao.")


class InstructForm(VersionedForm):
    text = long_field("Ý kiến chỉ đạo", "Hãy ghi ý kiến chỉ đạo.")
