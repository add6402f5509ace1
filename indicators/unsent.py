"""What a form sent after its session had ended from idleness, kept for the same person's next
sign-in on the same browser. Files and passwords are not kept."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

KEY = "unsent"  # in the session that begins when the old one ends
MOST_SIGNS = 500_000  # the largest grid has some 70,000


@dataclass(frozen=True)
class Unsent:
    """A form as it was sent: where to, when, and its fields in order."""

    path: str
    at: datetime
    fields: tuple[tuple[str, str], ...]


def keep_unsent(request: HttpRequest, *, person_pk: int, now: datetime) -> bool:
    """Whether something was kept: too much, or nothing but a button, is not."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    signs = sum(len(name) + len(value) for name, value in fields)
    if not fields or signs > MOST_SIGNS:
        return False
    request.session[KEY] = {
        "path": request.get_full_path(),
        "person": person_pk,
        "at": int(now.timestamp()),
        "fields": fields,
    }
    return True


def has_unsent(request: HttpRequest) -> bool:
    """Whether the person who signed in now has something to send again."""
    return request.session.get(KEY, {}).get("person") == request.user.pk


def take_unsent(request: HttpRequest) -> Unsent | None:
    """What is to be sent again, for once; what another person left is dropped."""
    is_own = has_unsent(request)
    kept = request.session.pop(KEY, None)
    if not is_own:
        return None
    at = datetime.fromtimestamp(kept["at"], tz=timezone.get_default_timezone())
    return Unsent(kept["path"], at, tuple((name, value) for name, value in kept["fields"]))
