"""Saved views: kept from the present filters, renamed, shared, deleted."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.permissions import access_of, found_or_404
from programs.models import SavedView, ViewOf
from programs.obstacle_forms import SearchForm
from programs.permissions import readable_tasks
from programs.saved_view_forms import SavedViewForm, filters_of
from programs.selectors.obstacles.listing import choices
from programs.selectors.saved_views import readable_views
from programs.selectors.tasks import task_choices
from programs.services.saved_views import (
    SavedViewRefused,
    change_view,
    delete_view,
    may_change,
    may_share,
    save_view,
)
from programs.task_forms import TaskSearchForm

from .keeping import read_or_write, status_of


def _obstacle_filters(request: HttpRequest) -> forms.Form:
    return SearchForm(request.GET, choices=choices())


def _task_filters(request: HttpRequest) -> forms.Form:
    tasks = readable_tasks(access_of(request.user))
    return TaskSearchForm(request.GET, choices=task_choices(tasks))


# By what stands in the address: the list, its page, and the form that narrows it.
LISTS: dict[str, tuple[ViewOf, str, Callable[[HttpRequest], forms.Form]]] = {
    "kho-khan": (ViewOf.OBSTACLES, "programs:obstacle_list", _obstacle_filters),
    "nhiem-vu": (ViewOf.TASKS, "programs:task_list", _task_filters),
}


@read_or_write
def view_save(request: HttpRequest, slug: str) -> HttpResponse:
    """The filters are those of the address, as the list had them."""
    if slug not in LISTS:
        raise Http404("Không có danh sách này.")
    of, page, filters = LISTS[slug]
    kept = filters_of(filters(request))
    form = SavedViewForm(request.POST or None, may_share=may_share(request.user))
    if form.is_valid():
        try:
            view = save_view(
                of=of, filters=kept, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except SavedViewRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"Đã lưu bộ lọc “{view.name}”.")
            return redirect(view)
    back = f"{reverse(page)}?{request.GET.urlencode()}"
    context = {"title": "Lưu bộ lọc", "form": form, "back": back, "nothing": not kept}
    return _render(request, of, context)


@read_or_write
def view_edit(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk)
    form = SavedViewForm(
        request.POST or None,
        initial={"name": view.name, "is_shared": view.is_shared},
        may_share=may_share(request.user),
    )
    if form.is_valid():
        said = {"is_shared": False} | form.cleaned_data
        try:
            view = change_view(view=view, by=request.user, **said)
        except SavedViewRefused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"Đã lưu bộ lọc “{view.name}”.")
            return redirect(view)
    context = {
        "title": f"Bộ lọc “{view.name}”",
        "form": form,
        "view": view,
        "back": view.get_absolute_url(),
    }
    return _render(request, view.of, context)


@require_POST
def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk)
    delete_view(view=view, by=request.user)
    messages.success(request, f"Đã xóa bộ lọc “{view.name}”.")
    return redirect(view.get_absolute_url().partition("?")[0])


def _view(request: HttpRequest, pk: int) -> SavedView:
    view = found_or_404(readable_views(request.user), pk=pk)
    if not may_change(request.user, view):
        raise PermissionDenied("Bộ lọc này do người khác lưu, nên bạn chỉ dùng được.")
    return view


def _refuse(form: forms.Form, refused: SavedViewRefused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def _render(request: HttpRequest, of: str, context: dict[str, object]) -> HttpResponse:
    context |= {"section": of}
    return render(request, "programs/saved_view.html", context, status=status_of(context["form"]))
