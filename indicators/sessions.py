"""When a session was used last: noted in it, to the minute, because each note is a write."""

from datetime import datetime

from django.http import HttpRequest

SEEN_AT = "seen_at"
STAMP_SECONDS = 60


def seen_at(request: HttpRequest, now: datetime) -> datetime:
    """When the signed-in session was used last; one without a note counts from the person's last
    sign-in."""
    noted = request.session.get(SEEN_AT)
    if noted is None:
        return request.user.last_login or now
    return datetime.fromtimestamp(noted, tz=now.tzinfo)


def note_use(request: HttpRequest, now: datetime) -> None:
    """Costs a write once a minute at most."""
    age = (now - seen_at(request, now)).total_seconds()
    if age >= STAMP_SECONDS or request.user.last_login is None:
        begin(request, now)


def begin(request: HttpRequest, now: datetime) -> None:
    request.session[SEEN_AT] = int(now.timestamp())
