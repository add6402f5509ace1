"""Reference data of money. What was allotted and disbursed is looked at and taken out here, and
changes only through the services: a table of allocations goes through the same one as a page."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from import_export.results import Result

from indicators.admin import ReferenceAdmin
from indicators.permissions import access_of
from lsdash.lib.numbers import format_number

from . import resources
from .models import (
    FUND_SHORT,
    Agency,
    Allocation,
    AreaClass,
    BudgetExtension,
    BudgetYear,
    ClassList,
    Component,
    ComponentSuccession,
    Disbursement,
    DisbursementChange,
    DisbursementRequirement,
    FundKind,
    ObstacleCategory,
    Programme,
    ProgrammeBatch,
    PublishedCapital,
    PublishedClassCount,
    ReviewCriterion,
    RuleChange,
)
from .permissions import keeps_capital
from .resources.budget import Rule, year_of
from .services.allocation_rows import record_rows
from .services.search import AGENCIES, COMPONENTS


@admin.register(Programme)
class ProgrammeAdmin(ReferenceAdmin):
    resource_classes = [resources.ProgrammeResource]
    list_display = ["code", "name", "first_year", "last_year", "decision"]
    list_select_related = ["decision"]
    autocomplete_fields = ["decision"]


@admin.register(Component)
class ComponentAdmin(ReferenceAdmin):
    resource_classes = [resources.ComponentResource]
    findable = COMPONENTS
    list_display = ["code", "short_name", "name", "kind", "programme", "valid_from", "valid_to"]
    list_filter = ["programme", "kind"]
    list_select_related = ["programme"]
    search_fields = ["code", "name", "short_name"]
    autocomplete_fields = ["parent"]


@admin.register(ComponentSuccession)
class ComponentSuccessionAdmin(ReferenceAdmin):
    resource_classes = [resources.ComponentSuccessionResource]
    list_display = ["predecessor", "successor", "whole"]
    list_select_related = ["predecessor", "successor"]
    autocomplete_fields = ["predecessor", "successor", "decision"]


@admin.register(Agency)
class AgencyAdmin(ReferenceAdmin):
    resource_classes = [resources.AgencyResource]
    findable = AGENCIES
    list_display = ["code", "name", "kind", "valid_from", "valid_to", "is_sample"]
    list_filter = ["kind"]
    search_fields = ["code", "name", "short_name"]
    autocomplete_fields = ["area"]
    readonly_fields = ["is_sample"]


class RuleAdmin(ReferenceAdmin):
    """Once a year's rules have a history they are changed on their page, where it is kept."""

    def get_readonly_fields(self, request: HttpRequest, obj: Rule | None = None) -> list[str]:
        fields = self.resource_classes[0].Meta.fields if _has_history(obj) else ()
        return [*self.readonly_fields, *fields]

    def has_delete_permission(self, request: HttpRequest, obj: Rule | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _has_history(obj)


def _has_history(rule: Rule | None) -> bool:
    return rule is not None and RuleChange.objects.filter(year=year_of(rule)).exists()


@admin.register(BudgetYear)
class BudgetYearAdmin(RuleAdmin):
    resource_classes = [resources.BudgetYearResource]
    list_display = ["year", "closes_on"]


@admin.register(BudgetExtension)
class BudgetExtensionAdmin(RuleAdmin):
    resource_classes = [resources.BudgetExtensionResource]
    list_display = ["budget_year", "fund_kind", "closes_on", "decision"]
    list_select_related = ["budget_year", "decision"]
    autocomplete_fields = ["decision"]


@admin.register(DisbursementRequirement)
class RequirementAdmin(RuleAdmin):
    resource_classes = [resources.RequirementResource]
    list_display = ["year", "on", "percent", "fund_kind", "decision", "is_sample"]
    list_filter = ["year"]
    list_select_related = ["decision"]
    autocomplete_fields = ["decision"]
    readonly_fields = ["is_sample"]


@admin.register(PublishedCapital)
class PublishedCapitalAdmin(ReferenceAdmin):
    resource_classes = [resources.PublishedCapitalResource]
    list_display = ["what", "first_year", "last_year", "as_of", "fund_kind", "value", "source"]
    list_filter = ["what"]


@admin.register(ObstacleCategory)
class ObstacleCategoryAdmin(ReferenceAdmin):
    resource_classes = [resources.ObstacleCategoryResource]
    list_display = ["code", "name", "position", "source"]


@admin.register(AreaClass)
class AreaClassAdmin(ReferenceAdmin):
    resource_classes = [resources.AreaClassResource]
    list_display = ["area", "kind", "village_name", "decision", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["area", "decision"]
    autocomplete_fields = ["area", "decision", "ended_by"]
    readonly_fields = ["class_list", "ended_by_list", "is_sample"]


@admin.register(PublishedClassCount)
class PublishedClassCountAdmin(ReferenceAdmin):
    resource_classes = [resources.PublishedClassCountResource]
    list_display = ["kind", "count", "decision", "source"]
    list_select_related = ["decision"]
    autocomplete_fields = ["decision"]


@admin.register(ReviewCriterion)
class ReviewCriterionAdmin(ReferenceAdmin):
    resource_classes = [resources.ReviewCriterionResource]
    list_display = ["code", "kind", "name", "indicator", "at_least", "at_most", "valid_from"]
    list_filter = ["kind"]
    list_select_related = ["indicator"]
    autocomplete_fields = ["indicator", "decision"]
    readonly_fields = ["is_sample"]


Line = Allocation | Disbursement | DisbursementChange


class Unchangeable(admin.ModelAdmin):
    """Looked at, never written, not even by an administrator."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class LedgerAdmin(Unchangeable):
    """Rows of the ledger, with what they are of."""

    list_filter = ["account__year", "account__fund_kind", "account__is_carried_over"]
    list_select_related = ["account__component", "account__agency"]
    search_fields = ["account__component__short_name", "account__agency__name"]
    show_full_result_count = False

    @admin.display(description="Dự án", ordering="account__component")
    def component(self, line: Line) -> str:
        return line.account.component.short_name

    @admin.display(description="Đơn vị", ordering="account__agency")
    def agency(self, line: Line) -> str:
        return line.account.agency.name

    @admin.display(description="Năm", ordering="account__year")
    def year(self, line: Line) -> str:
        return str(line.account.year or "Cả giai đoạn")

    @admin.display(description="Loại vốn")
    def kind(self, line: Line) -> str:
        short = FUND_SHORT[FundKind(line.account.fund_kind)]
        return f"{short} kéo dài" if line.account.is_carried_over else short

    @admin.display(description="Số tiền (triệu đồng)", ordering="amount_million_vnd")
    def amount(self, line: Allocation | Disbursement) -> str:
        return format_number(line.amount_million_vnd)


@admin.register(Allocation)
class AllocationAdmin(LedgerAdmin, ReferenceAdmin):
    """Imported rows are recorded by the service that the pages use, all or none."""

    resource_classes = [resources.AllocationResource]
    list_display = ["decision", "component", "agency", "year", "kind", "amount", "is_sample"]
    list_select_related = ["decision", *LedgerAdmin.list_select_related]
    search_fields = ["decision__number", *LedgerAdmin.search_fields]
    skip_admin_log = True  # every line says who recorded it and when

    def has_import_permission(self, request: HttpRequest) -> bool:
        return keeps_capital(access_of(request.user))

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return {"write": partial(_write, request)}

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        return _with_names(super().get_export_queryset(request)).select_related("decision")

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """What changed between preview and confirmation is told, and nothing was stored."""
        if not (result.has_errors() or result.has_validation_errors()):
            return super().process_result(result, request)
        for row in result.invalid_rows:
            messages.error(request, f"Dòng {row.number}: {' '.join(row.error.messages)}")
        for error in result.base_errors:
            messages.error(request, str(error.error))
        return redirect("admin:programs_allocation_import")


def _write(request: HttpRequest, rows: list) -> Any:
    return record_rows(rows=rows, by=request.user, now=timezone.now())


def _with_names(rows: QuerySet) -> QuerySet:
    return rows.select_related("account__component__programme", "account__agency")


@admin.register(Disbursement)
class DisbursementAdmin(ExportMixin, LedgerAdmin):
    export_formats = [CSV, XLSX]
    export_form_class = ExportForm
    resource_classes = [resources.DisbursementResource]
    list_display = ["as_of", "component", "agency", "year", "kind", "amount", "is_sample"]


@admin.register(DisbursementChange)
class DisbursementChangeAdmin(LedgerAdmin):
    export_formats = [CSV]
    list_display = [
        "at",
        "by",
        "route",
        "as_of",
        "component",
        "agency",
        "year",
        "after_million_vnd",
    ]
    list_select_related = ["by", *LedgerAdmin.list_select_related]

    def has_export_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(ClassList)
class ClassListAdmin(Unchangeable):
    list_display = ["uploaded_at", "kind", "decision", "file_name", "state", "uploaded_by"]
    list_filter = ["kind", "state"]
    list_select_related = ["decision", "uploaded_by"]
    exclude = ["file", "reading", "answers", "plan"]


@admin.register(ProgrammeBatch)
class ProgrammeBatchAdmin(Unchangeable):
    list_display = ["uploaded_at", "kind", "area", "file_name", "state", "uploaded_by"]
    list_filter = ["kind", "state"]
    list_select_related = ["area", "uploaded_by"]
    exclude = ["file", "reading"]
