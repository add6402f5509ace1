"""From an address to a question, and from a workbook to an answer."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from indicators.permissions import access_of
from lsdash.lib.headers import XLSX
from lsdash.lib.money import MoneyUnit
from programs.selectors.question import NothingSuch, Question, Wanted, question, unit_for

MOMENTS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%H:%M %d/%m/%Y",
    "%d/%m/%Y %H:%M",
    "%Y-%m-%dT%H:%M",
)
DAYS = ("%Y-%m-%d", "%d/%m/%Y")


def asked_of(request: HttpRequest, *, takes_period: bool = False) -> Question:
    """What the address asks; 404 with a sentence that names what there is instead."""
    words = {name: request.GET.get(name, "").strip() for name in ("nam", "ngay", "biet-luc")}
    try:
        return question(
            Wanted(
                year=words["nam"],
                day="" if _only_the_year_changed(request) else words["ngay"],
                programme=request.GET.get("chuong-trinh", "").strip(),
                unit=request.GET.get("don-vi-tinh", "").strip(),
            ),
            access=access_of(request.user),
            today=timezone.localdate(),
            known_at=_moment(words["biet-luc"]),
            takes_period=takes_period,
        )
    except NothingSuch as missing:
        raise Http404(str(missing)) from missing


def _only_the_year_changed(request: HttpRequest) -> bool:
    """In the form of a page, which hands back the day that it showed: that was the old year's."""
    seen, now = ("nam-cu", "ngay-cu"), ("nam", "ngay")
    year_seen, day_seen = (request.GET.get(name, "") for name in seen)
    year, day = (request.GET.get(name, "") for name in now)
    return bool(day_seen) and year != year_seen and day == day_seen


def unit_of(request: HttpRequest) -> MoneyUnit:
    try:
        return unit_for(request.GET.get("don-vi-tinh", "").strip(), access_of(request.user))
    except NothingSuch as missing:
        raise Http404(str(missing)) from missing


def _moment(text: str) -> datetime | None:
    """A day alone means its end."""
    if not text:
        return None
    for form in (*MOMENTS, *DAYS):
        try:
            naive = datetime.strptime(text, form)  # noqa: DTZ007 -- made aware below
        except ValueError:
            continue
        if form in DAYS:
            naive = naive.replace(hour=23, minute=59, second=59)
        return timezone.make_aware(naive)
    raise NothingSuch(
        f"“{text}” không phải là một thời điểm. Hãy ghi như 2025-09-01 hoặc 2025-09-01 17:00."
    )


def wants_workbook(request: HttpRequest) -> bool:
    return request.GET.get("dang") == "xlsx"


def workbook_answer(content: bytes, name: str, asked: Question) -> HttpResponse:
    """The file is called “von-2025-08-31-bang.xlsx”."""
    headers = {
        "Content-Disposition": f'attachment; filename="von-{asked.day:%Y-%m-%d}-{name}.xlsx"'
    }
    return HttpResponse(content, content_type=XLSX, headers=headers)
