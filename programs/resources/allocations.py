"""What decisions allotted, as a table: a row a line, out of the ledger and into it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import Result, RowResult
from import_export.widgets import Widget

from indicators.models import Decision
from indicators.resources.base import ReferenceResource
from indicators.resources.widgets import (
    DayWidget,
    FlagWidget,
    KeyWidget,
    NumberWidget,
    TextWidget,
    WholeWidget,
)
from programs.models import (
    FUND_SHORT,
    NOTE_LENGTH,
    Agency,
    Allocation,
    CapitalAccount,
    Disbursement,
    FundKind,
    Source,
)

from .widgets import ComponentWidget

# "14.202" is 14202 to an officer and 14,202 to a program.
AMBIGUOUS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")


class AmountWidget(NumberWidget):
    """Million VND with a decimal point. Three digits after it could be a group of thousands: they
    are written with one more, 14.2020, and refused without."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        text = str(value or "").strip()
        if AMBIGUOUS.fullmatch(text):
            whole, decimal = text.replace(".", ""), text.replace(".", ",")
            raise ValueError(
                f"“{text}” có thể là {whole} hoặc {decimal}; hãy viết {whole} hoặc {text}0."
            )
        amount = super().clean(text, row, **kwargs)
        if amount is not None and amount != round(amount, 3):
            raise ValueError(f"“{text}” lẻ dưới một nghìn đồng; hãy ghi không quá ba số lẻ.")
        return amount

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        text = super().render(value, obj, **kwargs)
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return f"{text}0" if AMBIGUOUS.fullmatch(text) else text


class ChoiceWidget(Widget):
    """One of a few values: by the word people see, or by its code."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self.words = {str(value): str(word) for value, word in words.items()}
        self.values = {word.casefold(): value for value, word in self.words.items()}
        self.values |= {value: value for value in self.words}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        text = str(value or "").strip()
        if text and text.casefold() not in self.values:
            raise ValueError(f"“{text}” phải là một trong: {', '.join(self.words.values())}.")
        return self.values[text.casefold()] if text else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else self.words[value]


class OptionalFlagWidget(FlagWidget):
    """1 or 0; a blank cell is 0."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        return super().clean(0 if value in (None, "") else value, row, **kwargs)


def column(name: str, attribute: str, widget: Widget) -> Field:
    return Field(column_name=name, attribute=attribute, widget=widget)


class LedgerColumns(ModelResource):
    """What a line of the plan and a disbursement have in common: the account."""

    component = column("Dự án", "account__component", ComponentWidget())
    agency = column("Đơn vị", "account__agency", KeyWidget(Agency, "đơn vị"))
    year = column("Năm", "account__year", WholeWidget())
    fund_kind = column("Loại vốn", "account__fund_kind", ChoiceWidget(FUND_SHORT))
    source = column("Nguồn vốn", "account__source", ChoiceWidget(dict(Source.choices)))
    is_carried_over = column("Vốn kéo dài", "account__is_carried_over", OptionalFlagWidget())


ACCOUNT = ("component", "agency", "year", "fund_kind", "source", "is_carried_over")
MAY_BE_BLANK = {"year", "is_carried_over", "note"}
MISSING = "Ô này trống; hãy ghi giá trị."


@dataclass(frozen=True)
class AllocationRow:
    """A row that was read, with its place in the file, the first being 1."""

    number: int
    decision: Decision
    component_id: int
    agency_id: int
    year: int | None
    fund_kind: FundKind
    source: Source
    is_carried_over: bool
    amount_million_vnd: Decimal
    note: str


# Stores all rows or none; what is wrong, by the number of the row.
Write = Callable[[Sequence[AllocationRow]], Mapping[int, Sequence[str]]]


class AllocationResource(LedgerColumns, ReferenceResource):
    """Rows are only ever added, and only by `write`, which is handed all of them once each was read
    without fault. A row that its decision has already is left alone, so that the same file twice
    changes nothing."""

    decision = column("Văn bản", "decision", KeyWidget(Decision, "văn bản"))
    amount = column("Số tiền (triệu đồng)", "amount_million_vnd", AmountWidget())
    note = column("Ghi chú", "note", TextWidget())

    class Meta(ReferenceResource.Meta):
        model = Allocation
        import_id_fields = ()
        fields = ("decision", *ACCOUNT, "amount", "note")
        import_order = fields
        export_order = fields

    def __init__(self, write: Write | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.write = write
        self.read: list[AllocationRow] = []
        self.values: dict[int, Any] = {}
        self.stored: dict[int, set[tuple[object, ...]]] = {}

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.read, self.values, self.stored = [], {}, {}
        names = [field.column_name for field in self.get_import_fields()]
        missing = [name for name in names if name not in (dataset.headers or [])]
        if missing:
            raise ValueError(
                f"Thiếu cột {', '.join(missing)}. Tệp cần các cột: {', '.join(names)}."
            )

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        errors = {}
        for name in set(self._meta.fields) - MAY_BE_BLANK:
            field = self.fields[name]
            if field.clean(row) is None:
                errors[field.column_name] = MISSING
        if len(row[self.fields["note"].column_name] or "") > NOTE_LENGTH:
            errors["Ghi chú"] = f"Ghi chú dài quá {NOTE_LENGTH} ký tự. Hãy viết gọn lại."
        if errors:
            raise ValidationError(errors)

    def import_instance(self, instance: Allocation, row: Any, **kwargs: Any) -> None:
        value = {name: self.fields[name].clean(row) for name in self._meta.fields}
        instance.account = CapitalAccount(**{name: value[name] for name in ACCOUNT})
        instance.decision = value["decision"]
        instance.amount_million_vnd = value["amount"]
        instance.note = value["note"] or ""

    def skip_row(self, instance: Allocation, original: Allocation, row: Any, *args: Any) -> bool:
        return _line(instance.account, instance.amount_million_vnd) in self._stored_of(instance)

    def _stored_of(self, instance: Allocation) -> set[tuple[object, ...]]:
        """The lines that this row's decision has and that nobody took back; one query for each."""
        if instance.decision_id not in self.stored:
            lines = Allocation.objects.filter(
                decision=instance.decision_id, reverses=None, reversed_by=None
            ).select_related("account")
            self.stored[instance.decision_id] = {
                _line(line.account, line.amount_million_vnd) for line in lines
            }
        return self.stored[instance.decision_id]

    def validate_instance(self, instance: Allocation, *args: Any, **kwargs: Any) -> None:
        """Each cell was looked at; what they mean together is for `write` to judge."""

    def save_instance(self, instance: Allocation, is_create: bool, row: Any, **kwargs: Any) -> None:
        account, number = instance.account, kwargs["row_number"]
        self.values[number] = row
        self.read.append(
            AllocationRow(
                number=number,
                decision=instance.decision,
                component_id=account.component_id,
                agency_id=account.agency_id,
                year=account.year,
                fund_kind=FundKind(account.fund_kind),
                source=Source(account.source),
                is_carried_over=account.is_carried_over,
                amount_million_vnd=instance.amount_million_vnd,
                note=instance.note,
            )
        )

    def after_import(self, dataset: Any, result: Result, **kwargs: Any) -> None:
        if result.has_errors() or result.has_validation_errors() or not self.read:
            return
        for number, messages in self.write(self.read).items():
            result.append_invalid_row(number, self.values[number], ValidationError(list(messages)))
            result.rows[number - 1].import_type = RowResult.IMPORT_TYPE_INVALID


def _line(account: CapitalAccount, amount: Decimal) -> tuple[object, ...]:
    return (
        account.component_id,
        account.agency_id,
        account.year,
        account.fund_kind,
        account.source,
        account.is_carried_over,
        amount,
    )


class DisbursementResource(LedgerColumns):
    """Out of the ledger only: disbursement comes in by the entry pages and their tables."""

    as_of = column("Lũy kế đến ngày", "as_of", DayWidget())
    amount = column("Đã giải ngân (triệu đồng)", "amount_million_vnd", AmountWidget())
    note = column("Ghi chú", "note", TextWidget())

    class Meta:
        model = Disbursement
        fields = (*ACCOUNT, "as_of", "amount", "note")
        export_order = fields
