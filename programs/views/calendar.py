"""What is due when, month by month, and as a feed for calendar programs."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indicators.permissions import access_of
from indicators.revalidation import revalidated
from lsdash.lib.numbers import format_number
from programs.icalendar import Event, calendar_text
from programs.models import CalendarFeed
from programs.selectors.calendar import Due, due_between
from programs.services.calendar_feeds import create_feed, owner_of, revoke_feed

# What a feed tells of: what is not done yet, late things of the last quarter and half a year ahead,
# and of all that at most so many, those nearest to today; the page says so.
DAYS_BACK, DAYS_AHEAD = 92, 183
MOST_EVENTS = 500
FIRST_YEAR, LAST_YEAR = 2000, 2099


@require_safe
@revalidated
def calendar(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, token: str = "") -> HttpResponse:
    """The month with the person's own address, in full only when it was just made."""
    first = _month_of(request.GET.get("thang", ""), localdate())
    after = _next_month(first)
    found = due_between(access_of(request.user), first, after)
    context = {
        "section": "calendar",
        "first": first,
        "before": _before(first),
        "after": after,
        "days": [(day, list(some)) for day, some in groupby(found, key=lambda one: one.day)],
        "late": sum(one.is_overdue(localdate()) for one in found),
        "total": len(found),
        "today": localdate(),
        "feed": CalendarFeed.objects.filter(user=request.user, revoked_at=None).first(),
        "feed_address": _feed_address(token) if token else "",
        "feed_holds": {"back": DAYS_BACK, "ahead": DAYS_AHEAD, "most": MOST_EVENTS},
    }
    return render(request, "programs/calendar.html", context)


def _month_of(text: str, today: date) -> date:
    """The first day of "2024-10"; of this month for anything that is no month."""
    year, _, month = text.partition("-")
    try:
        first = date(int(year), int(month), 1)
    except ValueError:
        return today.replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else today.replace(day=1)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


@require_POST
@never_cache
def feed_create(request: HttpRequest) -> HttpResponse:
    """The address is shown on this very answer and never again."""
    return _page(request, create_feed(user=request.user, now=timezone.now()))


@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    revoke_feed(user=request.user, now=timezone.now())
    messages.success(request, "Đã thu hồi địa chỉ lịch; ai giữ địa chỉ cũ không xem được nữa.")
    return redirect("programs:calendar")


@login_not_required
@never_cache
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For programs that cannot sign in: whoever knows the address reads, nobody changes."""
    owner = owner_of(token)
    if owner is None:
        raise Http404("Địa chỉ lịch này không có hoặc đã bị thu hồi.")
    today = localdate()
    found = due_between(
        access_of(owner), today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    )
    return HttpResponse(
        calendar_text(_events(found, today), name="LSDash: việc đến hạn", now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="lsdash.ics"',
            "X-Robots-Tag": "noindex",
            "Referrer-Policy": "no-referrer",
        },
    )


def _events(found: Sequence[Due], today: date) -> list[Event]:
    """By day; where some are left out, an event of today says how many."""
    open_ones = [one for one in found if not one.is_done]
    nearest = sorted(open_ones, key=lambda one: abs(one.day - today))[:MOST_EVENTS]
    events = [_event(one) for one in sorted(nearest, key=lambda one: one.day)]
    left_out = len(open_ones) - len(nearest)
    if left_out:
        events.append(
            Event(
                uid="left-out@lsdash",
                day=today,
                summary=f"Còn {format_number(left_out)} việc chưa xong không hiện ở đây",
                description=f"Lịch này chỉ có {MOST_EVENTS} việc gần hôm nay nhất.",
                address=f"{settings.SITE_ADDRESS}{reverse('programs:calendar')}",
            )
        )
    return events


def _event(one: Due) -> Event:
    return Event(
        uid=f"{one.key}@lsdash",
        day=one.day,
        summary=f"{one.kind_words}: {one.title}",
        description=one.detail,
        address=f"{settings.SITE_ADDRESS}{one.href}" if one.href else "",
    )


def _feed_address(token: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('programs:calendar_feed', args=[token])}"
