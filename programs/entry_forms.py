from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import QueryDict

from indicators.models import Route
from programs.entry_rows import RowKey, TypedRow, row_key
from programs.models import Agency, BudgetYear, Component, FundKind, Source
from programs.selectors.disbursement_history import Wanted

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
AMOUNT, NOTE, SEEN, SEEN_NOTE = "o-", "g-", "t-", "n-"  # what the fields of a row begin with
MOST_ROWS = 2_000


class DayField(forms.DateField):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            input_formats=DAY_FORMATS,
            error_messages={
                "required": "Hãy ghi ngày, ví dụ 31/08/2025.",
                "invalid": "Ngày không đúng. Hãy ghi theo dạng 31/08/2025.",
            },
            **kwargs,
        )


class EntryDayForm(forms.Form):
    """The year of the money, and the day until which its disbursement is told."""

    nam = forms.TypedChoiceField(
        label="Năm ngân sách",
        coerce=int,
        error_messages={
            "required": "Hãy chọn năm ngân sách.",
            "invalid_choice": "Chưa có năm ngân sách này. Hãy chọn năm khác.",
        },
    )
    ngay = DayField(label="Lũy kế đến ngày")

    def __init__(
        self, *args: object, years: Iterable[BudgetYear], today: date, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.years = {row.year: row for row in years}
        self.today = today
        self.fields["nam"].choices = [(year, str(year)) for year in self.years]

    def clean(self) -> None:
        year, day = self.cleaned_data.get("nam"), self.cleaned_data.get("ngay")
        if not year or not day:
            return
        closes_on = latest_closing(self.years[year])
        if not date(year, 1, 1) <= day <= closes_on:
            message = (
                f"Ngày {day:%d/%m/%Y} nằm ngoài năm ngân sách {year} (từ 01/01/{year} đến hết "
                f"{closes_on:%d/%m/%Y}). Hãy chọn ngày khác hoặc năm khác."
            )
            self.add_error("ngay", message)
        elif day > self.today:
            message = (
                f"Ngày {day:%d/%m/%Y} chưa đến (hôm nay {self.today:%d/%m/%Y}). Chỉ ghi số đã giải "
                "ngân."
            )
            self.add_error("ngay", message)


def latest_closing(year: BudgetYear) -> date:
    """The last day on which any of the year's capital may be disbursed."""
    return max([year.closes_on, *(e.closes_on for e in year.extensions.all())])


class AddRowForm(forms.Form):
    """A row for money that nothing is allotted of, or told by another source."""

    use_required_attribute = False  # it stands in the grid's own form, which is sent without it

    du_an = forms.ModelChoiceField(
        Component.objects.none(),
        label="Dự án",
        empty_label="Chọn dự án",
        error_messages={
            "required": "Hãy chọn dự án của dòng cần thêm.",
            "invalid_choice": "Dự án này không có trong năm. Hãy chọn lại.",
        },
    )
    loai_von = forms.ChoiceField(label="Loại vốn", choices=FundKind.choices)
    nguon = forms.ChoiceField(label="Nguồn", choices=Source.choices, initial=Source.UNSPLIT)
    keo_dai = forms.BooleanField(label="Vốn kéo dài", required=False)

    def __init__(self, *args: object, components: Iterable[Component], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        rows = Component.objects.filter(pk__in=[component.pk for component in components])
        field = self.fields["du_an"]
        field.queryset = rows.select_related("programme")
        field.label_from_instance = lambda c: f"{c.short_name}: {c.name[:70]}"

    @property
    def key(self) -> RowKey:
        chosen = self.cleaned_data
        return RowKey(chosen["du_an"].pk, chosen["loai_von"], chosen["nguon"], chosen["keo_dai"])


class ChangeFilter(forms.Form):
    """Which changes of disbursement to list."""

    don_vi = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Đơn vị",
        required=False,
        to_field_name="code",
        empty_label="Tất cả",
        error_messages={"invalid_choice": "Không có đơn vị này trong phạm vi của bạn."},
    )
    cach = forms.ChoiceField(
        label="Bằng cách", required=False, choices=[("", "Tất cả"), *Route.choices]
    )
    tu_ngay = DayField(label="Từ ngày", required=False)
    den_ngay = DayField(label="Đến hết ngày", required=False)
    khoan = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: object, agencies: QuerySet[Agency], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = agencies

    @property
    def wanted(self) -> Wanted:
        chosen = self.cleaned_data
        return Wanted(
            agency=chosen["don_vi"],
            account=chosen["khoan"],
            route=chosen["cach"],
            since=chosen["tu_ngay"],
            until=chosen["den_ngay"],
        )


def typed_rows(sent: QueryDict) -> dict[RowKey, TypedRow]:
    """The rows of the grid as the page sent them; anything else is a BadRequest."""
    names = [name.removeprefix(AMOUNT) for name in sent if name.startswith(AMOUNT)]
    if len(names) > MOST_ROWS:
        raise BadRequest("o")
    try:
        rows = [_typed_row(sent, name) for name in names]
    except (ValueError, InvalidOperation) as wrong:
        raise BadRequest("o") from wrong
    return {row.key: row for row in rows}


def _typed_row(sent: Mapping[str, str], name: str) -> TypedRow:
    seen = sent.get(SEEN + name, "")
    return TypedRow(
        key=row_key(name),
        text=sent[AMOUNT + name],
        note=sent.get(NOTE + name, ""),
        seen=Decimal(seen) if seen else None,
        seen_note=sent.get(SEEN_NOTE + name, ""),
    )
