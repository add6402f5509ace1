"""Forms of the reviews of communes and villages."""

from collections.abc import Sequence

from django import forms

from indicators.models import Area
from indicators.period_forms import day_field

from .decision_forms import words_field
from .models import AreaClass, ClassKind, ReviewCriterion, ReviewEvidence, ReviewKind, ReviewState
from .rule_forms import decision_field, year_field
from .selectors.reviews import ReviewChoices, ReviewSearch
from .task_forms import VersionedForm, long_field

EVIDENCE_LENGTH = 500
CONCLUSIONS = (ReviewState.LEFT, ReviewState.NOT_YET, ReviewState.WITHDRAWN)


class ReviewSearchForm(forms.Form):
    """Narrows the register; what is not understood narrows nothing."""

    nam = forms.ChoiceField(label="Năm đăng ký", required=False)
    loai = forms.ChoiceField(label="Xã hay thôn", required=False)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False)
    huyen = forms.ChoiceField(label="Huyện, thành phố", required=False)

    def __init__(self, *args: object, choices: ReviewChoices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        some = {
            "nam": [(str(year), str(year)) for year in choices.years],
            "loai": ReviewKind.choices,
            "trang_thai": ReviewState.choices,
            "huyen": [(str(pk), name) for pk, name in choices.districts],
        }
        for name, pairs in some.items():
            self.fields[name].choices = [("", "Tất cả"), *pairs]

    @property
    def search(self) -> ReviewSearch:
        self.is_valid()
        said = self.cleaned_data
        return ReviewSearch(
            year=int(said["nam"]) if said.get("nam") else None,
            kind=said.get("loai", ""),
            state=said.get("trang_thai", ""),
            district=int(said["huyen"]) if said.get("huyen") else None,
        )


class ClassForm(forms.Form):
    """Which day's list is asked for; what is not understood narrows nothing."""

    ngay = day_field("Có hiệu lực ngày", required=False)
    loai = forms.ChoiceField(
        label="Phân định", required=False, choices=[("", "Tất cả"), *ClassKind.choices]
    )


class AreaChoice(forms.ModelChoiceField):
    def label_from_instance(self, area: Area) -> str:
        """A name may have meant several units over time: one that ended says when."""
        name = f"{area.name} ({area.parent.name})" if area.parent else area.name
        return f"{name}, đến trước {area.valid_to:%d/%m/%Y}" if area.valid_to else name


class RegisterReviewForm(forms.Form):
    area = AreaChoice(
        Area.objects.none(),
        label="Xã, phường, thị trấn",
        empty_label="Chọn địa bàn",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Hãy chọn một xã, phường, thị trấn của bạn."
        ),
    )
    village_name = words_field("Tên thôn", 200, "", "Bỏ trống nếu cả xã đăng ký.")
    year = year_field()

    def __init__(self, *args: object, areas: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["year"].label = "Năm đăng ký"


class EvidenceForm(VersionedForm):
    """For each criterion whether it is met, and by what."""

    MET = (("", "Chưa xét"), ("1", "Đạt"), ("0", "Chưa đạt"))

    def __init__(
        self, *args: object, criteria: Sequence[ReviewCriterion], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"met_{one.pk}"] = forms.ChoiceField(
                label=one.name,
                choices=self.MET,
                required=False,
                error_messages={"invalid_choice": f"“{one.name}”: hãy chọn đạt hay chưa đạt."},
            )
            self.fields[f"text_{one.pk}"] = forms.CharField(
                label="Minh chứng",
                required=False,
                max_length=EVIDENCE_LENGTH,
                error_messages={
                    "max_length": f"Minh chứng của “{one.name}” dài quá {EVIDENCE_LENGTH} ký tự. "
                    "Hãy viết ngắn lại."
                },
            )

    @property
    def evidence(self) -> dict[ReviewCriterion, tuple[bool | None, str]]:
        met = {"": None, "1": True, "0": False}
        said = self.cleaned_data
        return {one: (met[said[f"met_{one.pk}"]], said[f"text_{one.pk}"]) for one in self.criteria}

    @staticmethod
    def values_of(rows: Sequence[ReviewEvidence]) -> dict[str, str]:
        met = {None: "", True: "1", False: "0"}
        values = {f"met_{row.criterion_id}": met[row.is_met] for row in rows}
        return values | {f"text_{row.criterion_id}": row.text for row in rows}


class ProposeForm(VersionedForm):
    text = long_field("Nội dung đề nghị", "Hãy ghi nội dung đề nghị.")


class ConcludeForm(VersionedForm):
    state = forms.ChoiceField(
        label="Kết luận",
        choices=[("", "Chọn kết luận"), *((one.value, one.label) for one in CONCLUSIONS)],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Hãy chọn kết luận."),
    )
    text = long_field("Nội dung kết luận", "Hãy ghi kết luận.")
    decision = decision_field("Văn bản công nhận", required=False)
    decided_on = day_field("Ngày kết luận", "Bỏ trống là hôm nay.", required=False)
    ends_class = forms.BooleanField(
        label="Đưa ra khỏi danh sách phân định từ ngày kết luận, theo văn bản công nhận",
        required=False,
        initial=True,
    )

    def __init__(self, *args: object, classes: Sequence[AreaClass], **kwargs: object) -> None:
        """`classes` are the unit's rows in force, which a conclusion “left” ends; without any there
        is nothing to ask."""
        super().__init__(*args, **kwargs)
        if not classes:
            del self.fields["ends_class"]
            return
        rows = "; ".join(
            f"{one.get_kind_display()} từ {one.valid_from:%d/%m/%Y} theo {one.decision}"
            for one in classes
        )
        self.fields["ends_class"].help_text = (
            f"Dòng đang hiệu lực: {rows}. Chỉ tính khi kết luận là “Đã ra khỏi danh sách”. "
            "Phân định mới, nếu có, nạp theo danh sách chính thức."
        )


class ReopenForm(VersionedForm):
    text = long_field("Lý do mở lại", "Hãy ghi lý do mở lại, để người xem sau này hiểu vì sao.")
