"""Reference data. Figures, reports, results, people and rights are not here: they change only
through the services."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet, URLField
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from import_export.results import Result

from . import resources
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
from .services.search import (
    AREAS,
    DECISIONS,
    INDICATORS,
    Findable,
    forget_findable,
    keep_findable,
    refill,
)

admin.site.site_header = "LSDash – quản trị"
admin.site.site_title = "LSDash"
admin.site.index_title = "Danh mục"


class ReferenceAdmin(ImportExportModelAdmin):
    """Imports CSV only: an .xlsx from outside is read by the guarded reader or not at all. Exports
    whole rows, because a file without some of its columns could not be imported again."""

    import_formats = [CSV]
    export_formats = [CSV, XLSX]
    export_form_class = ExportForm
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    findable: Findable | None = None  # where the search finds these rows

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if self.findable:
            keep_findable(self.findable, [obj])

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        keys = [obj.pk]
        super().delete_model(request, obj)
        self._forget(keys)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        super().delete_queryset(request, queryset)
        self._forget(keys)

    @transaction.atomic
    def process_dataset(self, *args: Any, **kwargs: Any) -> Result:
        result = super().process_dataset(*args, **kwargs)
        if self.findable:
            refill(self.findable)
        return result

    def _forget(self, keys: list[int]) -> None:
        if self.findable:
            forget_findable(self.findable, keys)


@admin.register(Area)
class AreaAdmin(ReferenceAdmin):
    resource_classes = [resources.AreaResource]
    findable = AREAS
    list_display = ["code", "name", "kind", "parent", "valid_from", "valid_to"]
    list_filter = ["kind", "unit_type"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent"]


@admin.register(AreaSuccession)
class AreaSuccessionAdmin(ReferenceAdmin):
    resource_classes = [resources.AreaSuccessionResource]
    list_display = ["predecessor", "successor", "happened_on", "whole"]
    list_select_related = ["predecessor", "successor"]
    autocomplete_fields = ["predecessor", "successor"]


@admin.register(Alias)
class AliasAdmin(ReferenceAdmin):
    resource_classes = [resources.AliasResource]
    list_display = ["text", "area", "measure"]
    list_select_related = ["area", "measure"]
    autocomplete_fields = ["area", "measure"]


@admin.register(Decision)
class DecisionAdmin(ReferenceAdmin):
    resource_classes = [resources.DecisionResource]
    findable = DECISIONS
    list_display = ["number", "kind", "issuer", "signed_on"]
    search_fields = ["number", "title"]

    def get_readonly_fields(self, request: HttpRequest, obj: Decision | None = None) -> list[str]:
        """Corrected on its page, where its history and the plan that rests on it are looked at."""
        return list(resources.DecisionResource.Meta.fields) if obj is not None else []


@admin.register(Period)
class PeriodAdmin(ReferenceAdmin):
    resource_classes = [resources.PeriodResource]
    list_display = ["code", "starts_on", "ends_on", "opens_on", "due_on", "opened_at", "closed_at"]
    list_filter = ["kind"]
    readonly_fields = ["opened_at", "closed_at"]  # opening also creates what is owed: the service

    def get_readonly_fields(self, request: HttpRequest, obj: Period | None = None) -> list[str]:
        """Once it has a history, a period is changed on its page, where that history is kept."""
        is_kept = obj is not None and obj.events.exists()
        return [*self.readonly_fields, *(resources.PeriodResource.Meta.fields if is_kept else ())]


@admin.register(Measure)
class MeasureAdmin(ReferenceAdmin):
    resource_classes = [resources.MeasureResource]
    list_display = ["code", "name", "unit", "kind", "area_rule", "time_rule", "scope"]
    search_fields = ["code", "name"]


@admin.register(Indicator)
class IndicatorAdmin(ReferenceAdmin):
    resource_classes = [resources.IndicatorResource]
    findable = INDICATORS
    list_display = ["code", "name", "unit", "direction", "valid_from", "valid_to"]
    list_filter = ["group"]
    search_fields = ["code", "name"]


@admin.register(Baseline)
class BaselineAdmin(ReferenceAdmin):
    resource_classes = [resources.BaselineResource]
    list_display = ["indicator", "area", "on", "value", "is_sample"]
    list_select_related = ["indicator", "area"]


@admin.register(Target)
class TargetAdmin(ReferenceAdmin):
    resource_classes = [resources.TargetResource]
    list_display = ["indicator", "area", "on", "form", "value", "assigner", "decision"]
    list_select_related = ["indicator", "area", "decision"]


@admin.register(OfficialFigure)
class OfficialFigureAdmin(ReferenceAdmin):
    resource_classes = [resources.OfficialFigureResource]
    list_display = ["indicator", "on", "value", "status", "source"]
    list_select_related = ["indicator"]


class FormMeasureInline(admin.TabularInline):
    model = FormMeasure
    extra = 0
    autocomplete_fields = ["measure"]

    def has_change_permission(self, request: HttpRequest, obj: ReportForm | None = None) -> bool:
        """Reports keep the columns of their time: once there are some, a new version is made."""
        return super().has_change_permission(request, obj) and not _has_reports(obj)

    def has_add_permission(self, request: HttpRequest, obj: ReportForm | None = None) -> bool:
        return super().has_add_permission(request, obj) and not _has_reports(obj)

    def has_delete_permission(self, request: HttpRequest, obj: ReportForm | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _has_reports(obj)


def _has_reports(form: ReportForm | None) -> bool:
    return form is not None and form.reports.exists()


@admin.register(ReportForm)
class ReportFormAdmin(ReferenceAdmin):
    resource_classes = [resources.ReportFormResource]
    list_display = ["code", "name", "owed_by", "row_kind", "period_kind"]
    inlines = [FormMeasureInline]

    def get_readonly_fields(self, request: HttpRequest, obj: ReportForm | None = None) -> list[str]:
        """With reports, all but the name follows from the versions made on the form's page."""
        fields = [name for name in resources.ReportFormResource.Meta.fields if name != "name"]
        return fields if _has_reports(obj) else []


# Secrets of the second step are nobody's to read: the person's page resets them.
admin.site.unregister([TOTPDevice, StaticDevice])
