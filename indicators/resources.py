"""Reference data in and out: one resource per table, by natural keys.

`load_reference` reads fixtures/ with them and the admin imports and exports with them, so a file
that an officer exports, corrects and imports follows the same rules as what is shipped.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from import_export import fields, resources, widgets

from .models import (
    Alias,
    Area,
    AreaSuccession,
    Baseline,
    Decision,
    FormMeasure,
    Indicator,
    Measure,
    OfficialFigure,
    Period,
    ReportForm,
    Target,
)


class NumberWidget(widgets.Widget):
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


class DayWidget(widgets.Widget):
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


class FlagWidget(widgets.Widget):
    """1 or 0, and nothing that could be taken for either."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        if str(value) not in ("0", "1"):
            raise ValueError(f"“{value}” phải là 1 (có) hoặc 0 (không).")
        return str(value) == "1"

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "1" if value else "0"


class KeyWidget(widgets.Widget):
    """A foreign key written as its natural key; the table is read once per file."""

    def __init__(self, model: type[Model], what: str) -> None:
        super().__init__()
        self.model = model
        self.what = what
        self.known: dict[str, Model] | None = None

    def key_of(self, instance: Model) -> str:
        return instance.number if isinstance(instance, Decision) else instance.code

    def forget(self) -> None:
        self.known = None

    def learn(self, instance: Model) -> None:
        if self.known is not None:
            self.known[self.key_of(instance)] = instance

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Model | None:
        if value in (None, ""):
            return None
        if self.known is None:
            self.known = {self.key_of(item): item for item in self.model.objects.all()}
        if str(value) not in self.known:
            raise ValueError(f"Không có {self.what} nào mang mã “{value}”.")
        return self.known[str(value)]

    def render(self, value: Model | None, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else self.key_of(value)


class AreaWidget(KeyWidget):
    """A place as code/first day, e.g. 06040/2024-12-01, because a code alone is no identity."""

    def __init__(self) -> None:
        super().__init__(Area, "địa bàn")

    def key_of(self, instance: Area) -> str:
        return f"{instance.code}/{instance.valid_from:%Y-%m-%d}"


def key(name: str, widget: widgets.Widget) -> fields.Field:
    return fields.Field(column_name=name, attribute=name, widget=widget)


class ReferenceResource(resources.ModelResource):
    """Rows are upserted by natural key; an unchanged row is left alone."""

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = False  # the caller's transaction holds all files together

    WIDGETS_MAP = resources.ModelResource.WIDGETS_MAP | {
        "DecimalField": NumberWidget,
        "PositiveSmallIntegerField": WholeWidget,
        "DateField": DayWidget,
        "BooleanField": FlagWidget,
    }

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        for field in self.fields.values():
            if isinstance(field.widget, KeyWidget):
                field.widget.forget()

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Every cell of a row is read before any is used, so that each error names its column."""
        errors = {}
        for field in self.get_import_fields():
            try:
                field.clean(row)
            except ValueError as wrong:
                errors[field.column_name] = str(wrong)
        if errors:
            raise ValidationError(errors)

    def after_save_instance(self, instance: Model, row: Any, **kwargs: Any) -> None:
        for field in self.fields.values():
            if isinstance(field.widget, KeyWidget) and field.widget.model is type(instance):
                field.widget.learn(instance)

    def validate_instance(
        self, instance: Model, import_validation_errors: dict | None = None, **kwargs: Any
    ) -> None:
        """Model checks included; a missing key is named by its field, not by the database."""
        errors = dict(import_validation_errors or {})
        try:
            instance.full_clean(exclude=errors.keys())
        except ValidationError as found:
            errors = found.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)


class DecisionResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = Decision
        import_id_fields = ["number"]
        fields = ["number", "kind", "title", "issuer", "signed_on", "address"]


class AreaResource(ReferenceResource):
    parent = key("parent", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = Area
        import_id_fields = ["code", "valid_from"]
        fields = [
            "code",
            "valid_from",
            "valid_to",
            "name",
            "short_name",
            "kind",
            "unit_type",
            "parent",
            "act",
            "tile_row",
            "tile_column",
        ]


class AreaSuccessionResource(ReferenceResource):
    predecessor = key("predecessor", AreaWidget())
    successor = key("successor", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = AreaSuccession
        import_id_fields = ["predecessor", "successor"]
        fields = ["predecessor", "successor", "happened_on", "whole", "note", "act"]


class PeriodResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = Period
        import_id_fields = ["code"]
        fields = [
            "code",
            "kind",
            "year",
            "number",
            "starts_on",
            "ends_on",
            "opens_on",
            "due_on",
        ]


class MeasureResource(ReferenceResource):
    part_of = key("part_of", KeyWidget(Measure, "số liệu gốc"))
    derived_from = key("derived_from", KeyWidget(Measure, "số liệu gốc"))

    class Meta(ReferenceResource.Meta):
        model = Measure
        import_id_fields = ["code"]
        fields = [
            "code",
            "name",
            "unit",
            "kind",
            "decimals",
            "minimum",
            "maximum",
            "area_rule",
            "time_rule",
            "scope",
            "part_of",
            "derived_from",
            "derivation",
            "definition",
        ]


class IndicatorResource(ReferenceResource):
    numerator = key("numerator", KeyWidget(Measure, "số liệu gốc"))
    denominator = key("denominator", KeyWidget(Measure, "số liệu gốc"))
    stated = key("stated", KeyWidget(Measure, "số liệu gốc"))
    predecessor = key("predecessor", KeyWidget(Indicator, "chỉ tiêu"))

    class Meta(ReferenceResource.Meta):
        model = Indicator
        import_id_fields = ["code"]
        fields = [
            "code",
            "name",
            "short_name",
            "group",
            "position",
            "is_headline",
            "unit",
            "numerator",
            "denominator",
            "factor",
            "stated",
            "direction",
            "decimals",
            "slight_threshold",
            "definition",
            "scope",
            "source",
            "agency",
            "valid_from",
            "valid_to",
            "predecessor",
        ]


class BaselineResource(ReferenceResource):
    indicator = key("indicator", KeyWidget(Indicator, "chỉ tiêu"))
    area = key("area", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = Baseline
        import_id_fields = ["indicator", "area"]
        fields = ["indicator", "area", "on", "value", "source", "address"]


class TargetResource(ReferenceResource):
    indicator = key("indicator", KeyWidget(Indicator, "chỉ tiêu"))
    area = key("area", AreaWidget())
    decision = key("decision", KeyWidget(Decision, "văn bản"))

    class Meta(ReferenceResource.Meta):
        model = Target
        import_id_fields = ["indicator", "area", "on", "form", "assigner", "decision"]
        fields = [
            "indicator",
            "area",
            "on",
            "form",
            "operator",
            "value",
            "value_to",
            "unit",
            "assigner",
            "decision",
            "address",
        ]


class OfficialFigureResource(ReferenceResource):
    indicator = key("indicator", KeyWidget(Indicator, "chỉ tiêu"))
    area = key("area", AreaWidget())

    class Meta(ReferenceResource.Meta):
        model = OfficialFigure
        import_id_fields = ["indicator", "area", "on", "form", "source"]
        fields = [
            "indicator",
            "area",
            "on",
            "period_text",
            "scope",
            "form",
            "status",
            "value",
            "numerator",
            "source",
            "address",
            "note",
        ]


class ReportFormResource(ReferenceResource):
    class Meta(ReferenceResource.Meta):
        model = ReportForm
        import_id_fields = ["code"]
        fields = ["code", "name", "owed_by", "row_kind", "period_kind"]


class FormMeasureResource(ReferenceResource):
    form = key("form", KeyWidget(ReportForm, "biểu"))
    measure = key("measure", KeyWidget(Measure, "số liệu gốc"))

    class Meta(ReferenceResource.Meta):
        model = FormMeasure
        import_id_fields = ["form", "measure"]
        fields = ["form", "measure", "position", "header"]


class AliasResource(ReferenceResource):
    area = key("area", AreaWidget())
    measure = key("measure", KeyWidget(Measure, "số liệu gốc"))

    class Meta(ReferenceResource.Meta):
        model = Alias
        import_id_fields = ["text", "area", "measure"]
        fields = ["text", "area", "measure"]
