"""Pages that a browser keeps and asks about each time: unchanged, the answer is 304 and empty.

A page is named by a tag of all that it is made of: the data, the code, the day, the address, who
reads it with which rights, and the session, whose token its forms carry. Whoever takes away a right
or changes a figure changes the tag; a page with a message is never named.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from .code_version import CODE_VERSION
from .data_version import data_version
from .permissions import access_of

Answer = Callable[..., HttpResponse]


def revalidated(view: Answer) -> Answer:
    """For a page that follows from the data, the reader, the address and the day alone: not from
    the time of day, nor from what a session keeps."""
    return _revalidated(view, _day)


def revalidated_by_minute(view: Answer) -> Answer:
    """For a page that also follows from the time: what is due at 17:00 is late at 17:00."""
    return _revalidated(view, _minute)


def revalidated_for_reader(view: Answer) -> Answer:
    """For a page that tells a district's people of their own reports, late by the hour, and all
    others nothing that changes within a day."""
    return _revalidated(view, _moment_of_reader)


def _day(request: HttpRequest) -> str:
    return str(localdate())


def _minute(request: HttpRequest) -> str:
    return f"{timezone.now():%Y-%m-%d %H:%M}"


def _moment_of_reader(request: HttpRequest) -> str:
    return _day(request) if access_of(request.user).sees_everything else _minute(request)


def _revalidated(view: Answer, moment: Callable[[HttpRequest], str]) -> Answer:
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        is_named = not settings.DEBUG and not get_messages(request)
        tag = page_tag(request, moment(request)) if is_named else ""
        unchanged = get_conditional_response(request, etag=tag) if tag else None
        response = unchanged or view(request, *args, **kwargs)
        if tag and response.status_code in (200, 304) and not get_messages(request).used:
            response.headers["ETag"] = tag
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def page_tag(request: HttpRequest, moment: str) -> str:
    """Three queries beside the session's: who, with what rights, which data."""
    user = request.user
    roles = [f"{m.role}@{m.area_id} {m.area}" for m in access_of(user).memberships]
    made_of = (
        data_version(),
        CODE_VERSION,
        moment,
        request.get_full_path(),
        user.pk,
        user.get_full_name(),
        *roles,
        request.session.session_key,
        request.META.get("CSRF_COOKIE", ""),
    )
    digest = salted_hmac("lsdash.page", "\n".join(map(str, made_of)), algorithm="sha256")
    return f'W/"{digest.hexdigest()[:32]}"'
