"""Forms for keeping report forms: what a form is, and its columns one by one."""

from collections.abc import Iterable

from django import forms

from .models import AreaKind, Measure, PeriodKind
from .period_forms import day_field
from .selectors.forms import FormPage
from .services.forms import FormColumn, FormHead

SPARE = 5  # blank lines for measures to add


class NewVersionForm(forms.Form):
    valid_from = day_field(
        "Áp dụng từ ngày",
        "Kỳ kết thúc từ ngày này trở đi dùng mẫu mới; báo cáo các kỳ trước giữ nguyên mẫu cũ.",
    )
    name = forms.CharField(
        label="Tên biểu",
        max_length=200,
        error_messages={
            "required": "Hãy ghi tên biểu.",
            "max_length": "Tên biểu dài quá 200 ký tự. Hãy viết ngắn lại.",
        },
    )


class NewFormForm(NewVersionForm):
    code = forms.RegexField(
        regex=r"[A-Z][A-Z0-9]{0,9}",
        label="Mã biểu",
        help_text="Chữ in hoa không dấu và chữ số, tối đa 10 ký tự, ví dụ F3.",
        error_messages=dict.fromkeys(
            ("required", "invalid"),
            "Mã biểu gồm chữ in hoa không dấu và chữ số, tối đa 10 ký tự, ví dụ F3.",
        ),
    )
    owed_by = forms.ChoiceField(label="Cấp báo cáo", choices=AreaKind.choices)
    row_kind = forms.ChoiceField(label="Mỗi dòng là", choices=AreaKind.choices)
    period_kind = forms.ChoiceField(label="Kỳ báo cáo", choices=PeriodKind.choices)
    field_order = ["code", "name", "owed_by", "row_kind", "period_kind", "valid_from"]

    @property
    def head(self) -> FormHead:
        said = self.cleaned_data
        return FormHead(
            code=said["code"],
            name=said["name"],
            owed_by=AreaKind(said["owed_by"]),
            row_kind=AreaKind(said["row_kind"]),
            period_kind=PeriodKind(said["period_kind"]),
        )


class ColumnForm(forms.Form):
    measure = forms.ChoiceField(
        label="Số liệu gốc",
        required=False,
        error_messages={"invalid_choice": "Hãy chọn số liệu trong danh sách."},
    )
    header = forms.CharField(
        label="Tiêu đề",
        required=False,
        max_length=300,
        error_messages={"max_length": "Tiêu đề dài quá 300 ký tự."},
    )

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = choices

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if said.get("header") and not said.get("measure") and "measure" not in self.errors:
            self.add_error("measure", "Hãy chọn số liệu cho tiêu đề này.")
        return said


class Columns(forms.BaseFormSet):
    """The columns as lines of a table: which measure, where, under which heading, or none."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        order = form.fields["ORDER"]
        order.label, order.localize, order.widget.is_localized = "Thứ tự", False, False
        order.error_messages["invalid"] = "Hãy ghi thứ tự bằng một số."
        form.fields["DELETE"].label = "Bỏ"

    @property
    def columns(self) -> list[FormColumn]:
        """Those that stay, in their order; a heading left blank is the measure's name."""
        measures = {str(measure.pk): measure for measure in Measure.objects.all()}
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("measure") and not form.cleaned_data.get("DELETE")
        ]
        last = max((line["ORDER"] or 0 for line in kept), default=0)
        kept.sort(key=lambda line: last + 1 if line["ORDER"] is None else line["ORDER"])
        return [_column(measures[line["measure"]], line["header"]) for line in kept]


def _column(measure: Measure, header: str) -> FormColumn:
    levels = [level.strip() for level in (header or measure.name).split("|")]
    return FormColumn(measure, "|".join(levels))


def column_set(data: object, page: FormPage | None = None) -> Columns:
    """The formset over a form's columns, or over none, with blank lines to add some."""
    build = forms.formset_factory(
        ColumnForm, formset=Columns, extra=SPARE, can_order=True, can_delete=True, max_num=200
    )
    choices = [("", "Chọn số liệu để thêm"), *_choices(Measure.objects.order_by("name"))]
    columns = [heading.column for heading in page.headings] if page else []
    initial = [{"measure": str(c.measure_id), "header": c.header} for c in columns]
    return build(data, initial=initial, prefix="cot", form_kwargs={"choices": choices})


def _choices(measures: Iterable[Measure]) -> list[tuple[str, str]]:
    return [(str(measure.pk), f"{measure.name} ({measure.unit})") for measure in measures]
