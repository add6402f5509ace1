"""What was taught of the senders' sheets, and how it is forgotten."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from indicators.permissions import (
    access_of,
    found_or_404,
    readable_layouts,
    readable_name_choices,
)
from indicators.selectors.layouts import layouts_page
from indicators.services.imports import forget_layout, forget_name

from .imports import require_writer


@require_safe
def layout_list(request: HttpRequest) -> HttpResponse:
    access = access_of(request.user)
    page = layouts_page(layouts=readable_layouts(access), names=readable_name_choices(access))
    return render(request, "indicators/layout_list.html", {"section": "imports", "page": page})


@require_POST
def layout_forget(request: HttpRequest, pk: int) -> HttpResponse:
    require_writer(request)
    layouts = readable_layouts(access_of(request.user)).select_related("area")
    layout = found_or_404(layouts, pk=pk)
    forget_layout(layout=layout, by=request.user)
    messages.success(request, "Đã quên bố cục này. Lần tới các cột của nó sẽ được hỏi lại.")
    return redirect("indicators:layout_list")


@require_POST
def name_forget(request: HttpRequest, pk: int) -> HttpResponse:
    require_writer(request)
    names = readable_name_choices(access_of(request.user)).select_related("sender")
    choice = found_or_404(names, pk=pk)
    forget_name(choice=choice, by=request.user)
    messages.success(request, f"Đã quên tên “{choice.shown}”. Lần tới tên này sẽ được hỏi lại.")
    return redirect("indicators:layout_list")
