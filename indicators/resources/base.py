"""What the resources of all tables share: upserting, and naming each error by its column."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget

from .widgets import DayWidget, FlagWidget, KeyWidget, NumberWidget, TextWidget, WholeWidget


def key(name: str, widget: Widget) -> Field:
    return Field(column_name=name, attribute=name, widget=widget)


class ReferenceResource(ModelResource):
    """Rows are upserted by natural key; an unchanged row is left alone."""

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = False  # the caller's transaction holds all files together

    WIDGETS_MAP = ModelResource.WIDGETS_MAP | {
        "DecimalField": NumberWidget,
        "PositiveSmallIntegerField": WholeWidget,
        "DateField": DayWidget,
        "BooleanField": FlagWidget,
        "CharField": TextWidget,
        "SlugField": TextWidget,
        "TextField": TextWidget,
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
