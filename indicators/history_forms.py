"""The filter of the page “what changed”; it lives in the address, so it can be sent to somebody."""

from collections.abc import Iterator

from django import forms
from django.utils.datastructures import MultiValueDict

from .models import Route
from .period_forms import day_field
from .selectors.history import Options, Wanted

NO_SUCH_CHOICE = {"invalid_choice": "Không có lựa chọn này. Hãy chọn trong danh sách."}


def _choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, error_messages=NO_SUCH_CHOICE)


class HistoryFilter(forms.Form):
    ky = _choice("Kỳ")
    noi = _choice("Địa bàn")
    nguoi = _choice("Người thực hiện")
    cach = _choice("Bằng cách")
    tu = day_field("Từ ngày", required=False)
    den = day_field("Đến hết ngày", required=False)

    def __init__(self, data: MultiValueDict, options: Options) -> None:
        super().__init__(data)
        self.fields["ky"].choices = [("", "Mọi kỳ"), *((p.code, p.label) for p in options.periods)]
        self.fields["noi"].choices = [("", "Mọi địa bàn"), *_places(options)]
        self.fields["nguoi"].choices = [
            ("", "Mọi người"),
            *((str(p.pk), p.get_full_name()) for p in options.people),
        ]
        self.fields["cach"].choices = [("", "Mọi cách"), *Route.choices]

    def clean(self) -> dict[str, object]:
        since, until = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if since and until and until < since:
            self.add_error("den", "Ngày này phải từ ngày bắt đầu trở đi.")
        return self.cleaned_data

    @property
    def wanted(self) -> Wanted:
        chosen = self.cleaned_data
        return Wanted(
            period=chosen["ky"],
            area=int(chosen["noi"]) if chosen["noi"] else None,
            person=int(chosen["nguoi"]) if chosen["nguoi"] else None,
            route=chosen["cach"],
            since=chosen["tu"],
            until=chosen["den"],
        )

    @property
    def said(self) -> str:
        """What was chosen, in words: “Kỳ: Quý III năm 2024; Từ ngày: 01/10/2024”."""
        return "; ".join(f"{field.label}: {self._said(field)}" for field in self if field.data)

    def _said(self, field: forms.BoundField) -> str:
        return dict(_flat(getattr(field.field, "choices", ()))).get(field.data, field.data)


def _places(options: Options) -> Iterator[tuple[str, object]]:
    for name, areas in options.areas:
        yield name, [(str(area.pk), _place(area)) for area in areas]


def _place(area) -> str:
    """A commune that is no more carries its last day, for names and codes come again."""
    words = f"Cả {area.name}" if area.kind in ("district", "province") else area.name
    return f"{words} (đến {area.last_day:%d/%m/%Y})" if area.last_day else words


def _flat(choices) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
