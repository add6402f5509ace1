"""Taking an obstacle a step further."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from indicators.permissions import access_of
from programs.models import Obstacle, ObstacleStep
from programs.permissions import readable_obstacles
from programs.selectors.obstacles.detail import alike
from programs.services.obstacles import ObstacleRefused, right_to

from .keeping import read_or_write, status_of
from .obstacle_actions import ACTIONS, Action
from .obstacles import obstacle_context, obstacle_or_404, refuse


@read_or_write
def obstacle_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    obstacle = obstacle_or_404(request, pk)
    action = ACTIONS.get(step)
    if action is None:
        raise Http404(f"Không có bước “{step}”.")
    if refusal := right_to(request.user, obstacle, action.step):
        raise PermissionDenied(refusal.message)
    form = _form(request, action, obstacle)
    if form.is_valid():
        arguments = action.arguments(form.cleaned_data)
        try:
            action.take(obstacle=obstacle, by=request.user, now=timezone.now(), **arguments)
        except ObstacleRefused as refused:
            refuse(form, refused, obstacle)
        else:
            messages.success(request, f"{obstacle.code}: đã ghi “{action.title}”.")
            return redirect(obstacle)
    return render(
        request,
        "programs/obstacle_step.html",
        obstacle_context(request, form=form, obstacle=obstacle, action=action),
        status=status_of(form),
    )


def _form(request: HttpRequest, action: Action, obstacle: Obstacle) -> forms.Form:
    data = request.POST or None
    if action.step != ObstacleStep.MERGED:
        return action.form(data, obstacle=obstacle)
    readable = readable_obstacles(access_of(request.user))
    found = alike(obstacle, readable)
    return action.form(data, obstacle=obstacle, alike=found, readable=readable)
