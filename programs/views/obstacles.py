"""The register of obstacles: found, read, printed, raised, corrected."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from indicators.models import Area
from indicators.permissions import access_of, found_or_404, readable_areas, writable_areas
from indicators.revalidation import revalidated
from indicators.views.kept import as_attachment
from programs.models import Obstacle, ObstacleFile, ObstacleStep, ViewOf
from programs.obstacle_forms import EditForm, RaiseForm, SearchForm
from programs.obstacle_step_forms import PaperForm
from programs.permissions import keeps_capital, readable_obstacles
from programs.selectors.obstacles.beside import held_back
from programs.selectors.obstacles.detail import Alike, alike, obstacle_page
from programs.selectors.obstacles.listing import MOST_PRINTED, choices, list_page, printed_rows
from programs.selectors.obstacles.then import list_page_then, printed_rows_then
from programs.services.obstacles import (
    ObstacleRefused,
    attach_to_obstacle,
    edit_obstacle,
    raise_obstacle,
    right_to,
    steps_open_to,
)

from .keeping import links_above, read_or_write, status_of, unit_of
from .obstacle_actions import ACTIONS
from .past_day import past_day, today_href

WITH = ("category", "agency", "component__programme", "indicator", "merged_into")


def obstacle_or_404(request: HttpRequest, pk: int) -> Obstacle:
    readable = readable_obstacles(access_of(request.user)).select_related(*WITH)
    return found_or_404(readable, pk=pk)


def obstacle_context(request: HttpRequest, **more: object) -> dict[str, object]:
    access = access_of(request.user)
    return {
        "section": "obstacles",
        "unit": unit_of(request),
        "may_raise": access.can_import,
        "sees_everything": access.sees_everything,
        **more,
    }


def refuse(form: forms.Form, refused: ObstacleRefused, obstacle: Obstacle | None = None) -> None:
    """Beside its box. Who was overtaken has now seen it: what is sent next follows what stands."""
    if obstacle is not None and refused.code == "overtaken":
        obstacle.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = str(obstacle.version)
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def _without(request: HttpRequest, *names: str) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


@require_safe
@revalidated
def obstacle_list(request: HttpRequest) -> HttpResponse:
    """As it is, or as it was at the end of the day that the address names."""
    form = SearchForm(request.GET, choices=choices())
    readable, day = readable_obstacles(access_of(request.user)), past_day(request, localdate())
    after = request.GET.get("sau", "")
    if day:
        page = list_page_then(readable, form.search, day=day, after=after)
    else:
        page = list_page(readable, form.search, today=localdate(), after=after)
    return render(
        request,
        "programs/obstacle_list.html",
        obstacle_context(
            request,
            form=form,
            page=page,
            query=_without(request, "sau"),
            tab="list",
            view_links=links_above(request, ViewOf.OBSTACLES, form),
            view_slug="kho-khan",
            past_day=day,
            today_href=today_href(request),
        ),
    )


@require_safe
@revalidated
def obstacle_print(request: HttpRequest) -> HttpResponse:
    """The list as a paper for a meeting: whole texts, what is due first."""
    form = SearchForm(request.GET, choices=choices())
    readable, day = readable_obstacles(access_of(request.user)), past_day(request, localdate())
    if day:
        rows, left_out = printed_rows_then(readable, form.search, day=day)
    else:
        rows, left_out = printed_rows(readable, form.search, today=localdate())
    context = obstacle_context(
        request,
        rows=rows,
        left_out=left_out,
        most=MOST_PRINTED,
        today=day or localdate(),
        said=_said(form),
        query=_without(request, "sau"),
    )
    return render(request, "programs/obstacle_print.html", context)


def _said(form: SearchForm) -> Sequence[str]:
    """What the list was narrowed by, in the words of the form."""
    chosen = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value is True:
            chosen.append(field.label)
        elif value:
            words = dict(getattr(field, "choices", ())).get(value, value)
            chosen.append(f"{field.label}: {words}")
    return chosen


@require_safe
def obstacle_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, obstacle_or_404(request, pk), PaperForm())


def _detail(request: HttpRequest, obstacle: Obstacle, form: forms.Form) -> HttpResponse:
    steps = steps_open_to(request.user, obstacle)
    context = obstacle_context(
        request,
        page=obstacle_page(
            obstacle, readable_obstacles(access_of(request.user)), today=localdate()
        ),
        held=held_back(obstacle, access=access_of(request.user), today=localdate()),
        actions=[action for action in ACTIONS.values() if action.step in steps],
        may_edit=ObstacleStep.EDITED in steps,
        may_assign=obstacle.is_open and keeps_capital(access_of(request.user)),
        may_attach=ObstacleStep.ATTACHED in steps,
        alike=_alike(request, obstacle) if ObstacleStep.ACCEPTED in steps else (),
        form=form,
    )
    return render(request, "programs/obstacle_detail.html", context, status=status_of(form))


def _alike(request: HttpRequest, obstacle: Obstacle) -> Sequence[Alike]:
    return alike(obstacle, readable_obstacles(access_of(request.user)))


@read_or_write
def obstacle_raise(request: HttpRequest) -> HttpResponse:
    access = access_of(request.user)
    if not access.can_import:
        raise PermissionDenied("Chỉ cán bộ huyện và cán bộ tỉnh nêu khó khăn, vướng mắc.")
    form = RaiseForm(
        request.POST or None, raisers=_listed(writable_areas(access)), areas=_affected(request)
    )
    if form.is_valid():
        try:
            obstacle = raise_obstacle(
                account=form.account,
                area=form.cleaned_data["area"],
                raised_on=form.cleaned_data["raised_on"],
                by=request.user,
                now=timezone.now(),
            )
        except ObstacleRefused as refused:
            refuse(form, refused)
        else:
            return redirect(obstacle)
    return _edit(request, form, None)


def _affected(request: HttpRequest) -> QuerySet[Area]:
    return _listed(readable_areas(access_of(request.user)))


def _listed(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Districts before their communes, those that still are before those that are no more."""
    kinds = ("province", "district", "commune")
    rows = areas.filter(kind__in=kinds).select_related("parent__parent")
    return rows.order_by("-kind", "-valid_from", "parent__code", "code")


@read_or_write
def obstacle_edit(request: HttpRequest, pk: int) -> HttpResponse:
    obstacle = obstacle_or_404(request, pk)
    if refusal := right_to(request.user, obstacle, ObstacleStep.EDITED):
        raise PermissionDenied(refusal.message)
    form = EditForm(
        request.POST or None,
        initial=EditForm.values_of(obstacle),
        areas=_affected(request),
        raised_on=obstacle.raised_on,
    )
    if form.is_valid():
        try:
            obstacle = edit_obstacle(
                obstacle=obstacle,
                account=form.account,
                text=form.cleaned_data["text"],
                version=form.cleaned_data["version"],
                by=request.user,
                now=timezone.now(),
            )
        except ObstacleRefused as refused:
            refuse(form, refused, obstacle)
        else:
            return redirect(obstacle)
    return _edit(request, form, obstacle)


def _edit(request: HttpRequest, form: forms.Form, obstacle: Obstacle | None) -> HttpResponse:
    return render(
        request,
        "programs/obstacle_edit.html",
        obstacle_context(request, form=form, obstacle=obstacle),
        status=status_of(form),
    )


@require_POST
def obstacle_attach(request: HttpRequest, pk: int) -> HttpResponse:
    obstacle = obstacle_or_404(request, pk)
    if refusal := right_to(request.user, obstacle, ObstacleStep.ATTACHED):
        raise PermissionDenied(refusal.message)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        upload, now = form.cleaned_data["file"], timezone.now()
        try:
            attach_to_obstacle(obstacle=obstacle, upload=upload, by=request.user, now=now)
        except ObstacleRefused as refused:
            refuse(form, refused)
        else:
            return redirect(obstacle)
    return _detail(request, obstacle, form)


@require_safe
def obstacle_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """As it was handed in, as an attachment, never shown in the browser."""
    obstacle = obstacle_or_404(request, pk)
    kept = found_or_404(ObstacleFile.objects.all(), pk=file, obstacle=obstacle)
    return as_attachment(kept)
