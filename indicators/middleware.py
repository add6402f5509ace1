"""What comes before every page: a session that has ended says why, a first password is changed,
a second step that the office asks for is set up."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from lsdash.lib.headers import asks_for_json

from .permissions import access_of
from .services.second_factor import has_factor
from .sessions import note_use, seen_at
from .unsent import keep_unsent

SIGN_IN = "Hãy đăng nhập để tiếp tục."
OVER = "Phiên làm việc trước đã kết thúc vì hết hạn hoặc vì mật khẩu đã đổi. Hãy đăng nhập lại."
KEPT = "Những gì bạn vừa gửi chưa được lưu nhưng còn được giữ: đăng nhập xong sẽ gửi lại được."
DISABLED = "Tài khoản này đã ngừng hoạt động. Hãy liên hệ người quản trị hệ thống của tỉnh."
UNVERIFIED = "Phiên làm việc này chưa qua bước nhập mã xác thực. Hãy đăng nhập lại."
CHANGE_FIRST = "Hãy đổi mật khẩu được cấp trước khi làm việc khác."
ENROL_FIRST = "Vai trò của bạn phải bật xác thực hai bước trước khi làm việc khác."

ALWAYS_OPEN = {"login", "login_code", "logout", "healthz"}
SECOND_FACTOR = {
    "second_factor",
    "second_factor_begin",
    "second_factor_codes",
    "second_factor_remove",
}

Answer = Callable[[HttpRequest], HttpResponse]


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Django's, but what was typed is not lost: a script gets 401 and a sentence, and sends again
    after signing in elsewhere; a form of a session that was idle is kept until the sign-in."""

    def handle_no_permission(self, request: HttpRequest, view_func: Answer) -> HttpResponse:
        if asks_for_json(request.headers):
            sentence = getattr(request, "session_ended", "") or SIGN_IN
            return JsonResponse({"message": sentence}, status=401)
        _keep_form(request)
        return super().handle_no_permission(request, view_func)


def end_sessions(get_response: Answer) -> Answer:
    """Signs out who was idle too long or whose account was closed, and says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        sentence = _why_over(request, now)
        if sentence:
            request.idle_person_pk = request.user.pk
            logout(request)
            request.session_ended = sentence
            if not asks_for_json(request.headers):
                messages.warning(request, sentence)
        elif request.user.is_authenticated:
            note_use(request, now)
        return get_response(request)

    return middleware


class FirstThingsFirstMiddleware:
    """Leads to the page that must be done before all others."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Answer, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        view = request.resolver_match.view_name
        if not request.user.is_authenticated or view in ALWAYS_OPEN:
            return None
        if request.user.must_change_password:
            return None if view == "password_change" else _led_to("password_change", request)
        if view == "password_change":
            return None
        return _second_step(request, view)


def _second_step(request: HttpRequest, view: str) -> HttpResponse | None:
    asked = bool(settings.TOTP_ROLES) and access_of(request.user).must_use_codes
    if request.user.is_verified() or not (asked or view in SECOND_FACTOR):
        return None
    if has_factor(request.user):  # set up in another window, after this one had signed in
        logout(request)
        return _led_to("login", request, UNVERIFIED, status=401)
    return None if view in SECOND_FACTOR else _led_to("second_factor", request)


def _led_to(page: str, request: HttpRequest, sentence: str = "", status: int = 403) -> HttpResponse:
    told = sentence or {"password_change": CHANGE_FIRST, "second_factor": ENROL_FIRST}[page]
    if asks_for_json(request.headers):
        return JsonResponse({"message": told}, status=status)
    messages.warning(request, told)
    return redirect(page)


def _keep_form(request: HttpRequest) -> None:
    """Of a session that was idle: its person is known and can be given back what was typed."""
    person_pk = getattr(request, "idle_person_pk", None)
    if request.method != "POST" or person_pk is None:
        return
    if keep_unsent(request, person_pk=person_pk, now=timezone.now()):
        messages.info(request, KEPT)


def _why_over(request: HttpRequest, now: datetime) -> str:
    """The sentence for a session that must end or has ended; empty for one that goes on."""
    if request.user.is_authenticated:
        idle = now - seen_at(request, now)
        minutes = int(settings.IDLE_TIME.total_seconds() // 60)
        told = f"Bạn đã được đăng xuất vì không thao tác gì trong {minutes} phút."
        return f"{told} Hãy đăng nhập lại." if idle > settings.IDLE_TIME else ""
    if SESSION_KEY in request.session:
        return DISABLED
    had_cookie = bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return OVER if had_cookie and request.session.session_key is None else ""
