"""Lines of a decision as rows of a table: typed, or pasted from a spreadsheet."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from django import forms
from django.http import QueryDict

from indicators.models import Decision, number_words
from indicators.sheets.money import money_units
from lsdash.lib.numbers import NumberRefused, format_number, read_number
from programs.models import NOTE_LENGTH, FundKind, Source
from programs.models.money import LARGEST

from .selectors.line_choices import LineChoices
from .services.accounts import AccountKey
from .services.allocations import NewLine

BLANK_ROWS = 5
MOST_ROWS = 300
PREFIX = "dong"
PERIOD = "giai-doan"
CARRIED = {"x", "co", "keo dai", "1"}
COLUMNS = ("component", "agency", "year", "fund_kind", "source", "is_carried_over", "amount")


class AmountField(forms.CharField):
    """Million VND, written the Vietnamese way; the unit is the page's and is not typed."""

    def clean(self, value: str) -> Decimal | None:
        text = super().clean(value).strip()
        if not text:
            return None
        if units := money_units(text):
            raise forms.ValidationError(
                f"“{text}” ghi kèm đơn vị {units[0]}. Ô này tính bằng triệu đồng: hãy đổi ra triệu "
                "đồng và chỉ ghi số, ví dụ 1.234,5."
            )
        try:
            amount = read_number(text, decimals=3, settled=True)
        except NumberRefused as refused:
            raise forms.ValidationError(_unclear(text, refused)) from refused
        if abs(amount) > LARGEST:
            raise forms.ValidationError(
                f"“{text}” triệu đồng lớn quá mức có thể. Hãy kiểm tra đơn vị."
            )
        return amount


def _unclear(text: str, refused: NumberRefused) -> str:
    if len(refused.readings) > 1:
        readings = " hoặc ".join(format_number(one) for one in refused.readings)
        return f"“{text}” có thể là {readings} triệu đồng. Hãy ghi lại theo mẫu 1.234,5."
    return f"“{text}” không đọc được thành số tiền. Hãy ghi theo mẫu 1.234,5 (triệu đồng)."


class LineForm(forms.Form):
    """One line; one without component, agency and amount is blank and left out."""

    component = forms.ChoiceField(label="Dự án, tiểu dự án", required=False)
    agency = forms.ChoiceField(label="Đơn vị", required=False)
    year = forms.ChoiceField(label="Năm", required=False)
    fund_kind = forms.ChoiceField(label="Loại vốn", required=False)
    source = forms.ChoiceField(label="Nguồn vốn", required=False)
    is_carried_over = forms.BooleanField(label="Vốn kéo dài", required=False)
    amount = AmountField(
        label="Số tiền (triệu đồng)",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"max_length": "Ô số tiền dài quá 60 ký tự. Hãy chỉ ghi số."},
    )
    note = forms.CharField(
        label="Ghi chú",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"Ghi chú dài quá {NOTE_LENGTH} ký tự."},
    )

    def __init__(self, *args: object, choices: LineChoices, is_final: bool, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.is_final = is_final
        for name, groups in choices.fields.items():
            field = self.fields[name]
            field.choices = groups
            field.error_messages["invalid_choice"] = (
                f"{field.label}: không có “%(value)s”. Hãy chọn trong danh sách."
            )

    @property
    def is_blank(self) -> bool:
        return not any(self[name].value() for name in ("component", "agency", "amount", "note"))

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if self.is_final and not self.is_blank:
            for name in ("component", "agency", "year", "fund_kind", "source"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, f"Hãy chọn {self.fields[name].label.lower()}.")
            if said.get("amount") is None and "amount" not in self.errors:
                self.add_error("amount", "Hãy ghi số tiền.")
        if said.get("is_carried_over") and said.get("year") == PERIOD:
            self.add_error("is_carried_over", "Kế hoạch cả giai đoạn không có vốn kéo dài.")
        return said

    @property
    def line(self) -> NewLine:
        said = self.cleaned_data
        key = AccountKey(
            component_id=int(said["component"]),
            agency_id=int(said["agency"]),
            year=None if said["year"] == PERIOD else int(said["year"]),
            fund_kind=FundKind(said["fund_kind"]),
            source=Source(said["source"]),
            is_carried_over=said["is_carried_over"],
        )
        return NewLine(key, said["amount"], " ".join(said["note"].split()))


class TotalForm(forms.Form):
    """What is said of all lines together."""

    stated_total = AmountField(
        label="Tổng số theo văn bản (triệu đồng)",
        required=False,
        max_length=60,
        help_text="Nên ghi: phần mềm so với tổng các dòng bên dưới và chỉ lưu khi khớp.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    may_repeat = forms.BooleanField(required=False, widget=forms.HiddenInput)
    needs_confirmation = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("may_repeat"):
            self.offer_repetition()

    def offer_repetition(self) -> None:
        self.fields["may_repeat"].widget = forms.CheckboxInput()
        self.needs_confirmation = True


class Lines(forms.BaseFormSet):
    @property
    def filled(self) -> list[LineForm]:
        return [form for form in self.forms if not form.is_blank]

    @property
    def lines(self) -> list[NewLine]:
        return [form.line for form in self.filled]

    @property
    def total(self) -> Decimal:
        """Of the amounts that can be read."""
        amounts = [getattr(form, "cleaned_data", {}).get("amount") for form in self.forms]
        return sum((one for one in amounts if one is not None), Decimal(0))


def line_set(
    data: Mapping[str, object] | None,
    choices: LineChoices,
    decision: Decision,
    *,
    is_final: bool = False,
) -> Lines:
    build = forms.formset_factory(
        LineForm, formset=Lines, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    lines = build(data, prefix=PREFIX, form_kwargs={"choices": choices, "is_final": is_final})
    for form in lines.forms:
        form.fields["year"].initial = choices.year_of(decision)
    return lines


def with_blank_rows(data: QueryDict, more: int = BLANK_ROWS) -> QueryDict:
    """What was typed, with more rows to type into."""
    longer = data.copy()
    longer[f"{PREFIX}-TOTAL_FORMS"] = str(min(_rows_in(data) + more, MOST_ROWS))
    return longer


def with_pasted_rows(data: QueryDict, text: str, choices: LineChoices) -> QueryDict:
    """What was typed, then a line for each line of the text, cells between tabs in the order of the
    table. What is not found stays as it is written, so that its line says so."""
    longer = with_blank_rows(data, 0)
    place = _first_blank(data)
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells) or place >= MOST_ROWS:
            continue
        for name, value in _read_cells(cells, choices):
            longer[f"{PREFIX}-{place}-{name}"] = value
        place += 1
    longer[f"{PREFIX}-TOTAL_FORMS"] = str(max(_rows_in(data), place))
    return longer


def _read_cells(cells: list[str], choices: LineChoices) -> Iterable[tuple[str, str]]:
    named = dict(zip((*COLUMNS, "note"), cells, strict=False))
    for name, text in named.items():
        if name == "is_carried_over":
            if number_words(text) in CARRIED:
                yield name, "on"
        elif text:
            yield name, choices.value_of(name, text)


def _rows_in(data: QueryDict) -> int:
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    return min(int(total), MOST_ROWS) if total.isdecimal() else BLANK_ROWS


def _first_blank(data: QueryDict) -> int:
    """The row after the last one with anything in it."""
    is_filled: Callable[[int], bool] = lambda row: any(  # noqa: E731
        data.get(f"{PREFIX}-{row}-{name}") for name in ("component", "agency", "amount", "note")
    )
    return 1 + max((row for row in range(_rows_in(data)) if is_filled(row)), default=-1)
