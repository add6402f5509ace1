"""How a cell of a file is read and written: numbers, days, flags, words, keys."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Model
from import_export.widgets import CharWidget, Widget

from indicators.models import Area, Decision, ReportForm

# What Excel and LibreOffice take for the beginning of a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _unguarded(text: str | None) -> str | None:
    return text[1:] if text and text[0] == "'" and text[1:].startswith(FORMULA_SIGNS) else text


class NumberWidget(Widget):
    """A number with a decimal point, as files for programs have it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        if value in (None, ""):
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValueError(f"“{value}” không phải là số; hãy viết dạng 1234.5.")
        return number

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else format(value, "f")


class WholeWidget(NumberWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        number = super().clean(value, row, **kwargs)
        if number is not None and number != int(number):
            raise ValueError(f"“{value}” phải là số nguyên.")
        return None if number is None else int(number)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class DayWidget(Widget):
    """A day as 2024-12-31, which nobody reads in two ways."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        if value in (None, ""):
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise ValueError(f"“{value}” không phải là ngày; hãy viết dạng 2024-12-31.") from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else value.isoformat()


class FlagWidget(Widget):
    """1 or 0, and nothing that could be taken for either."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        if str(value) not in ("0", "1"):
            raise ValueError(f"“{value}” phải là 1 (có) hoặc 0 (không).")
        return str(value) == "1"

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "1" if value else "0"


class TextWidget(CharWidget):
    """Words, harmless in a spreadsheet: a leading sign is kept from being read as a formula.

    "=1+1" goes out as "'=1+1" and comes in as "=1+1" again. Numbers have their own widget, so
    that -2.9 stays a number.
    """

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        return _unguarded(super().clean(value, row, **kwargs))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return _guarded(super().render(value, obj, **kwargs))


class KeyWidget(Widget):
    """A foreign key written as its natural key; the table is read once per file.

    A decision's key is its number, "145/QĐ-UBND", and "145/QĐ-UBND/2024-01-20" where several have
    that number.
    """

    def __init__(self, model: type[Model], what: str) -> None:
        super().__init__()
        self.model = model
        self.what = what
        self.known: dict[str, list[Model]] | None = None

    def key_of(self, instance: Model) -> str:
        return instance.number if isinstance(instance, Decision) else instance.code

    def keys_of(self, instance: Model) -> Sequence[str]:
        """The shortest first; a longer one is used where a shorter one is not one row's alone."""
        is_decision = isinstance(instance, Decision)
        return decision_keys(instance) if is_decision else [self.key_of(instance)]

    def forget(self) -> None:
        self.known = None

    def learn(self, instance: Model) -> None:
        if self.known is not None:
            self._add(instance)

    def _add(self, instance: Model) -> None:
        for text in self.keys_of(instance):
            others = [row for row in self.known.get(text, []) if row.pk != instance.pk]
            self.known[text] = [*others, instance]

    def _learned(self) -> dict[str, list[Model]]:
        if self.known is None:
            self.known = {}
            for instance in self.model.objects.all():
                self._add(instance)
        return self.known

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Model | None:
        if value in (None, ""):
            return None
        found = self._learned().get(_unguarded(str(value)), [])
        if not found:
            raise ValueError(f"Không có {self.what} nào mang mã “{value}”.")
        if len(found) > 1:
            keys = " hoặc ".join(f"“{self._key(row)}”" for row in found)
            raise ValueError(f"Có {len(found)} {self.what} mang mã “{value}”; hãy ghi {keys}.")
        return found[0]

    def render(self, value: Model | None, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else _guarded(self._key(value))

    def _key(self, instance: Model) -> str:
        """The shortest key that is this row's alone."""
        *shorter, longest = self.keys_of(instance)
        if not shorter:
            return longest
        known = self._learned()
        return next((text for text in shorter if len(known.get(text, [])) < 2), longest)


def decision_keys(decision: Decision) -> list[str]:
    number, day = decision.number, f"{decision.signed_on:%Y-%m-%d}"
    return [number, f"{number}/{day}", f"{number}/{day}/{decision.issuer}"]


class DatedKeyWidget(KeyWidget):
    """A row as code/first day, e.g. 06040/2024-12-01, because a code alone is no identity."""

    def key_of(self, instance: Area | ReportForm) -> str:
        return f"{instance.code}/{instance.valid_from:%Y-%m-%d}"


class AreaWidget(DatedKeyWidget):
    def __init__(self) -> None:
        super().__init__(Area, "địa bàn")


class FormWidget(DatedKeyWidget):
    def __init__(self) -> None:
        super().__init__(ReportForm, "biểu")
