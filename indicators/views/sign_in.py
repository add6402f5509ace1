"""Signing in: name and password, then a code where the person has set that up."""

import time

import django_otp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import sessions
from indicators.models import User
from indicators.people_forms import CodeForm, SignInForm
from indicators.selectors.people import locked_people
from indicators.services.second_factor import CodeRefused, has_factor, verify_code
from indicators.unsent import has_unsent, take_unsent
from lsdash.lib.headers import asks_for_json

WAITING = "waiting_for_code"  # in the session: who gave the right password, when, bound where
PATIENCE = 600  # seconds between password and code
BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_wanted(request))
    form = SignInForm(request, request.POST or None)
    if form.is_valid():
        return _welcome(request, form.get_user())
    context = {"form": form, "next": _wanted(request, default="")}
    return render(request, "registration/login.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("home")
    waiting = request.session.get(WAITING, {})
    person = _waiting_person(waiting)
    if person is None:
        messages.warning(request, "Hãy đăng nhập lại từ đầu rồi nhập mã trong vòng 10 phút.")
        return redirect("login")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            device = verify_code(person=person, code=form.cleaned_data["code"])
        except CodeRefused as refused:
            form.add_error("code", str(refused))
        else:
            return _let_in(request, person, waiting["next"], device)
    return render(request, "registration/login_code.html", {"form": form})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The browser is told to forget the pages that it kept; over plain HTTP it does not listen,
    and `returning.js` looks after the back button."""
    response = LogoutView.as_view()(request)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@never_cache
@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """For a page that came back by the back button: who is signed in now; else 401."""
    return JsonResponse({"person": request.user.get_username()})


@never_cache
@require_safe
def resend(request: HttpRequest) -> HttpResponse:
    """What was sent after the session had ended, to be sent again; shown once."""
    unsent = take_unsent(request)
    if unsent is None:
        return redirect("home")
    return render(request, "indicators/resend.html", {"unsent": unsent})


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict | None
) -> HttpResponse:
    """What django-axes answers after too many wrong passwords, right ones included."""
    username = (credentials or {}).get("username") or ""
    until = locked_people(
        now=timezone.now(), username=username, address=request.axes_ip_address
    ).get(username)
    if asks_for_json(request.headers):
        told = "Tài khoản tạm khóa vì nhập sai mật khẩu nhiều lần. Hãy đợi rồi đăng nhập lại."
        return JsonResponse({"message": told}, status=429)
    context = {
        "username": username,
        "until": until,
        "tries": settings.AXES_FAILURE_LIMIT,
        "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
    }
    return render(request, "registration/locked_out.html", context, status=429)


def _wanted(request: HttpRequest, default: str | None = None) -> str:
    """Where the person wanted to go, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if is_ours:
        return wanted
    return reverse(settings.LOGIN_REDIRECT_URL) if default is None else default


def _welcome(request: HttpRequest, person: User) -> HttpResponse:
    """After the right password: in, or to the code."""
    if not has_factor(person):
        return _let_in(request, person, _wanted(request))
    request.session[WAITING] = {
        "person": person.pk,
        "password": person.get_session_auth_hash(),
        "at": int(time.time()),
        "next": _wanted(request),
    }
    return redirect("login_code")


def _waiting_person(waiting: dict) -> User | None:
    if int(time.time()) - waiting.get("at", 0) > PATIENCE:
        return None
    person = User.objects.filter(pk=waiting["person"], is_active=True).first()
    if person is None or person.get_session_auth_hash() != waiting["password"]:
        return None
    return person


def _let_in(request: HttpRequest, person: User, wanted: str, device=None) -> HttpResponse:
    login(request, person, backend=BACKEND)
    request.session.pop(WAITING, None)
    sessions.begin(request, timezone.now())
    if device is not None:
        django_otp.login(request, device)
    return redirect("resend" if has_unsent(request) else wanted)
