"""Official lists of area classes: upload, preview with questions, confirm, undo."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.permissions import access_of, found_or_404
from indicators.services.keeping import Upload
from indicators.views.kept import as_attachment
from programs.class_list_forms import AnswerForm, ClassListForm
from programs.models import ClassList
from programs.permissions import keeps_capital, readable_class_lists
from programs.selectors.class_lists import class_list_page, class_request
from programs.services.class_lists import (
    ClassListRefused,
    NewList,
    answer_class_list,
    confirm_class_list,
    preview_class_list,
    undo_class_list,
)

from .keeping import read_or_write, status_of

RECENT = 20


def _kept(request: HttpRequest, pk: int, *, writing: bool = False) -> ClassList:
    readable = readable_class_lists(access_of(request.user))
    people = ("uploaded_by", "applied_by", "undone_by")
    kept = found_or_404(readable.select_related("decision", *people), pk=pk)
    if writing and not keeps_capital(access_of(request.user)):
        raise PermissionDenied("Bạn xem được danh sách này nhưng không được lưu hay hoàn tác.")
    return kept


@read_or_write
def class_upload(request: HttpRequest) -> HttpResponse:
    access = access_of(request.user)
    if not keeps_capital(access):
        raise PermissionDenied("Chỉ cán bộ tỉnh nạp danh sách phân định.")
    form = ClassListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        file, day = said["file"], said["valid_from"] or said["decision"].signed_on
        try:
            kept = preview_class_list(
                upload=Upload(file.name, file),
                said=NewList(said["kind"], said["decision"], day, said["is_whole"]),
                request=class_request(said["kind"], day),
                by=request.user,
                now=timezone.now(),
            )
        except ClassListRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect(kept)
    lists = readable_class_lists(access).select_related("decision", "uploaded_by")[:RECENT]
    context = {"section": "reviews", "form": form, "lists": lists}
    return render(request, "programs/class_upload.html", context, status=status_of(form))


@require_safe
def class_import(request: HttpRequest, pk: int) -> HttpResponse:
    context = {
        "section": "reviews",
        "page": class_list_page(_kept(request, pk)),
        "may_write": keeps_capital(access_of(request.user)),
    }
    return render(request, "programs/class_import.html", context)


@require_POST
def class_answer(request: HttpRequest, pk: int) -> HttpResponse:
    kept = _kept(request, pk, writing=True)
    form = AnswerForm(request.POST, kept=kept)
    try:
        answer_class_list(kept=kept, answers=form.answers, by=request.user)
    except ClassListRefused as refused:
        messages.error(request, str(refused))
    return redirect(kept)


@require_POST
def class_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    kept = _kept(request, pk, writing=True)
    try:
        confirm_class_list(
            kept=kept, by=request.user, now=timezone.now(), partial="partial" in request.POST
        )
    except ClassListRefused as refused:
        messages.error(request, str(refused))
    return redirect(kept)


@require_POST
def class_undo(request: HttpRequest, pk: int) -> HttpResponse:
    kept = _kept(request, pk, writing=True)
    reason = request.POST.get("reason", "")
    try:
        undo_class_list(kept=kept, reason=reason, by=request.user, now=timezone.now())
        messages.success(request, "Đã hoàn tác: phân định như trước khi lưu danh sách này.")
    except ClassListRefused as refused:
        messages.error(request, str(refused))
    return redirect(kept)


@require_safe
def class_file(request: HttpRequest, pk: int) -> FileResponse:
    """The sender's file as it came, as an attachment, never shown in the browser."""
    return as_attachment(_kept(request, pk))
