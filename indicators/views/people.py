"""People and rights, for administrators."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.models import Membership, User
from indicators.people_forms import NewPersonForm, PeopleFilterForm, PersonForm, RoleForm
from indicators.permissions import access_of, found_or_404
from indicators.selectors.people import Wanted, areas_in_use, people_list, person_page
from indicators.services import people
from indicators.services.people import Issued, PeopleRefused

A_PAGE = 50
SECTION = {"section": "people"}


def _require_administrator(request: HttpRequest) -> None:
    if not access_of(request.user).is_administrator:
        raise PermissionDenied("Chỉ người có vai trò Quản trị mới quản lý người dùng.")


def _person(request: HttpRequest, username: str) -> User:
    _require_administrator(request)
    return found_or_404(User.objects.all(), username=username)


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    _require_administrator(request)
    form = PeopleFilterForm(request.GET, areas=areas_in_use())
    rows = people_list(_wanted(form), now=timezone.now())
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "form": form,
        "is_narrowed": any(form.cleaned_data.values()),
        "total": len(rows),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("trang")),
        "query": query.urlencode(),
    }
    return render(request, "indicators/person_list.html", SECTION | context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_create(request: HttpRequest) -> HttpResponse:
    _require_administrator(request)
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        issued = _tried(
            form, people.create_person, **form.cleaned_data, by=request.user, now=timezone.now()
        )
        if issued:
            return _password(request, issued)
    return _form_page(request, "indicators/person_create.html", {"form": form})


@never_cache
@require_safe
def person_detail(request: HttpRequest, username: str) -> HttpResponse:
    return _detail(request, _person(request, username), RoleForm())


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, username: str) -> HttpResponse:
    person = _person(request, username)
    initial = {name: getattr(person, name) for name in PersonForm.base_fields}
    form = PersonForm(request.POST or None, initial=initial)
    if form.is_valid() and _tried(
        form,
        people.edit_person,
        person=person,
        **form.cleaned_data,
        by=request.user,
        now=timezone.now(),
    ):
        messages.success(request, "Đã lưu họ tên và thư điện tử.")
        return redirect(person)
    return _form_page(request, "indicators/person_edit.html", {"form": form, "person": person})


@require_POST
def role_give(request: HttpRequest, username: str) -> HttpResponse:
    person = _person(request, username)
    form = RoleForm(request.POST)
    if form.is_valid() and _tried(
        form,
        people.give_role,
        person=person,
        **form.cleaned_data,
        by=request.user,
        now=timezone.now(),
    ):
        messages.success(request, "Đã giao vai trò.")
        return redirect(person)
    return _detail(request, person, form, status=422)


@require_POST
def role_take(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    person = _person(request, username)
    membership = found_or_404(Membership.objects.select_related("user", "area"), pk=pk, user=person)
    return _step(
        request, person, partial(people.take_role, membership=membership), "Đã thôi vai trò."
    )


@require_POST
def person_deactivate(request: HttpRequest, username: str) -> HttpResponse:
    person = _person(request, username)
    return _step(
        request, person, partial(people.deactivate_person, person=person), "Đã ngừng tài khoản."
    )


@require_POST
def person_reactivate(request: HttpRequest, username: str) -> HttpResponse:
    person = _person(request, username)
    done = "Tài khoản đã hoạt động lại."
    return _step(request, person, partial(people.reactivate_person, person=person), done)


@require_POST
def person_unlock(request: HttpRequest, username: str) -> HttpResponse:
    person = _person(request, username)
    done = "Đã mở khóa: người này đăng nhập được ngay."
    return _step(request, person, partial(people.unlock_person, person=person), done)


@require_POST
def person_reset_factor(request: HttpRequest, username: str) -> HttpResponse:
    person = _person(request, username)
    done = "Đã tắt xác thực hai bước của người này."
    return _step(request, person, partial(people.reset_factor, person=person), done)


@never_cache
@require_POST
def person_password(request: HttpRequest, username: str) -> HttpResponse:
    person = _person(request, username)
    try:
        issued = people.issue_password(person=person, by=request.user, now=timezone.now())
    except PeopleRefused as refused:
        messages.error(request, str(refused))
        return redirect(person)
    return _password(request, issued)


def _wanted(form: PeopleFilterForm) -> Wanted:
    form.is_valid()  # a choice that does not exist is left out of what was cleaned
    chosen = form.cleaned_data
    active = {"dang": True, "ngung": False}.get(chosen.get("trang_thai", ""))
    return Wanted(
        text=chosen.get("tim", ""),
        role=chosen.get("vai_tro", ""),
        area=chosen.get("dia_ban"),
        active=active,
    )


def _tried(form: Form, service: Callable, **arguments: object) -> object:
    """What the service returns; where it refuses, None and its sentence in the form."""
    try:
        return service(**arguments)
    except PeopleRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None


def _step(request: HttpRequest, person: User, step: Callable, done: str) -> HttpResponse:
    """A step of one button: done or refused, back to the person's page with a sentence."""
    try:
        step(by=request.user, now=timezone.now())
    except PeopleRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(person)


def _form_page(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    status = 422 if context["form"].is_bound else 200
    return render(request, template, SECTION | context, status=status)


def _detail(request: HttpRequest, person: User, form: RoleForm, status: int = 200) -> HttpResponse:
    page = person_page(person, now=timezone.now())
    context = {"page": page, "form": form, "is_self": person.pk == request.user.pk}
    return render(request, "indicators/person_detail.html", SECTION | context, status=status)


def _password(request: HttpRequest, issued: Issued) -> HttpResponse:
    """The password, this once: nothing but its hash is kept."""
    return render(request, "indicators/person_password.html", SECTION | {"issued": issued})
