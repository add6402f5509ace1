"""What capital is sorted by, and whether the ledger fits together; read only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.permissions import access_of
from indicators.revalidation import revalidated
from programs.permissions import readable_accounts
from programs.selectors.consistency import consistency as ledger_consistency
from programs.selectors.programmes import agency_groups, programme_trees

from .keeping import plan_context


@require_safe
@revalidated
def programme_list(request: HttpRequest) -> HttpResponse:
    context = plan_context(request, "programmes", trees=programme_trees())
    return render(request, "programs/programme_list.html", context)


@require_safe
@revalidated
def agency_list(request: HttpRequest) -> HttpResponse:
    shows_all = request.GET.get("tat-ca") == "1"
    groups = agency_groups(only_valid_on=None if shows_all else localdate())
    context = plan_context(request, "agencies", groups=groups, shows_all=shows_all)
    return render(request, "programs/agency_list.html", context)


@require_safe
@revalidated
def consistency(request: HttpRequest) -> HttpResponse:
    accounts = readable_accounts(access_of(request.user))
    page = ledger_consistency(accounts, on=localdate())
    return render(
        request, "programs/consistency.html", plan_context(request, "consistency", page=page)
    )
