"""Disbursement as people tell it: who has told what, the grid of an agency, what changed."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.permissions import access_of, found_or_404
from lsdash.lib.headers import XLSX
from lsdash.lib.numbers import format_number
from programs.entry_forms import AddRowForm, ChangeFilter, EntryDayForm, latest_closing, typed_rows
from programs.entry_rows import RowKey, TypedRow
from programs.exports.disbursement_history import LIMIT, changes_workbook
from programs.models import Agency
from programs.permissions import readable_agencies, writable_agencies
from programs.selectors.disbursement_history import first_of, found_changes, page_of
from programs.selectors.entry import budget_years, entry_page, newest_year, usual_day
from programs.selectors.told import told_page
from programs.services.disbursements import Done
from programs.services.entry import EntryRefused, save_entry

SECTION = "disbursement"


@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    agencies = readable_agencies(access_of(request.user))
    today, years = timezone.localdate(), [row.year for row in budget_years()]
    asked = request.GET.get("nam", "")
    if asked and asked not in map(str, years):
        raise Http404(f"Chưa có năm ngân sách “{asked}”.")
    year = int(asked) if asked else newest_year(Q(agency__in=agencies), years, today=today)
    context = {
        "section": SECTION,
        "years": years,
        "page": told_page(agencies, year, today=today) if year else None,
    }
    return render(request, "programs/entry_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One agency's amounts of a year up to a day."""
    access = access_of(request.user)
    agency = found_or_404(readable_agencies(access), code=code)
    can_write = writable_agencies(access).filter(pk=agency.pk).exists()
    if request.method == "POST" and not can_write:
        raise PermissionDenied("Bạn chỉ xem được giải ngân của đơn vị này, không nhập được.")
    form = _day_form(request, agency)
    if not form.is_valid():
        context = {"section": SECTION, "agency": agency, "form": form}
        return render(request, "programs/entry_detail.html", context, status=422)
    if request.method == "POST" and "them" in request.POST:
        return _with_row_added(request, agency, form)
    if request.method == "POST":
        return _saved(request, agency, form)
    return _shown(request, agency, form, can_write=can_write)


def _day_form(request: HttpRequest, agency: Agency) -> EntryDayForm:
    """What the address chooses; what it leaves open is the usual year and day."""
    today, years = timezone.localdate(), budget_years()
    sent = request.GET.dict()
    if not sent.get("nam"):
        year = newest_year(Q(agency=agency), [row.year for row in years], today=today)
        sent["nam"] = str(year or "")
    chosen = next((row for row in years if str(row.year) == sent["nam"]), None)
    if not sent.get("ngay") and chosen:
        day = usual_day(agency, chosen.year, latest_closing(chosen), today=today)
        sent["ngay"] = f"{day:%d/%m/%Y}"
    return EntryDayForm(sent, years=years, today=today)


def _shown(
    request: HttpRequest,
    agency: Agency,
    form: EntryDayForm,
    *,
    can_write: bool = True,
    typed: Mapping[RowKey, TypedRow] | None = None,
    refused: EntryRefused | None = None,
    add_form: AddRowForm | None = None,
    status: int = 200,
) -> HttpResponse:
    year, day = form.cleaned_data["nam"], form.cleaned_data["ngay"]
    problems = refused.problems if refused else {}
    told = {key: [problem.message for problem in found] for key, found in problems.items()}
    page = entry_page(agency, year, day, typed=typed, problems=told)
    context = {
        "section": SECTION,
        "agency": agency,
        "form": form,
        "page": page,
        "can_write": can_write,
        "add_form": add_form or AddRowForm(components=page.components),
        "refused": refused,
        "general": told.get(None, ()),
    }
    return render(request, "programs/entry_detail.html", context, status=status)


def _saved(request: HttpRequest, agency: Agency, form: EntryDayForm) -> HttpResponse:
    typed = typed_rows(request.POST)
    year, day = form.cleaned_data["nam"], form.cleaned_data["ngay"]
    try:
        done = save_entry(
            agency=agency,
            year=year,
            as_of=day,
            rows=list(typed.values()),
            by=request.user,
            now=timezone.now(),
        )
    except EntryRefused as refused:
        return _shown(request, agency, form, typed=typed, refused=refused, status=422)
    messages.success(request, _done_sentence(done, day))
    address = reverse("programs:entry_detail", kwargs={"code": agency.code})
    return redirect(f"{address}?nam={year}&ngay={day:%d/%m/%Y}")


def _done_sentence(done: Done, day: date) -> str:
    if not done.created and not done.changed and not done.removed:
        return "Không có thay đổi."
    told = (
        f"Đã lưu số lũy kế đến {day:%d/%m/%Y}: {format_number(done.created)} số mới, "
        f"{format_number(done.changed)} số thay đổi"
    )
    gone = f", {format_number(done.removed)} số trở về chưa báo cáo" if done.removed else ""
    return f"{told}{gone}."


def _with_row_added(request: HttpRequest, agency: Agency, form: EntryDayForm) -> HttpResponse:
    """Nothing is stored; what was typed stays, and the new row waits for its amount."""
    typed = typed_rows(request.POST)
    page = entry_page(agency, form.cleaned_data["nam"], form.cleaned_data["ngay"])
    add_form = AddRowForm(request.POST, components=page.components)
    if not add_form.is_valid():
        return _shown(request, agency, form, typed=typed, add_form=add_form, status=422)
    key = add_form.key
    typed.setdefault(key, TypedRow(key, "", "", None, ""))
    return _shown(request, agency, form, typed=typed)


def _chosen_changes(request: HttpRequest) -> ChangeFilter:
    agencies = readable_agencies(access_of(request.user)).order_by("position", "name")
    return ChangeFilter(request.GET, agencies=agencies)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    form, page = _chosen_changes(request), None
    if form.is_valid():
        found = found_changes(readable_agencies(access_of(request.user)), form.wanted)
        page = page_of(found, request.GET.get("trang", "1"))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "section": SECTION,
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "limit": LIMIT,
    }
    status = 200 if page is not None else 422
    return render(request, "programs/disbursement_history.html", context, status=status)


@require_safe
def history_xlsx(request: HttpRequest) -> HttpResponse:
    """The same rows as a workbook; a filter that makes no sense is answered by the page."""
    form = _chosen_changes(request)
    if not form.is_valid():
        return history(request)
    found = found_changes(readable_agencies(access_of(request.user)), form.wanted)
    now = timezone.now()
    content = changes_workbook(first_of(found, LIMIT), total=found.count(), now=now)
    name = f"thay-doi-giai-ngan-{timezone.localtime(now):%Y%m%d-%H%M}.xlsx"
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
