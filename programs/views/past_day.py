"""A list of a register on a past day, where its address names one: “?ngay=2024-06-30”."""

from datetime import date, datetime

from django.http import HttpRequest

from indicators.asked import Near, NotThere

DAY = "ngay"
FORMS = ("%Y-%m-%d", "%d/%m/%Y")


def past_day(request: HttpRequest, today: date) -> date | None:
    """None where no day is named, or today. Raises NotThere for what is no day, and for one that
    is still to come."""
    asked = request.GET.get(DAY, "").strip()
    if not asked:
        return None
    day = _day(asked)
    near = [Near("Tình hình hôm nay", today_href(request))]
    if day is None:
        raise NotThere(f"“{asked}” không phải là một ngày. Ngày ghi như 2024-06-30.", near)
    if day > today:
        raise NotThere(f"Ngày {day:%d/%m/%Y} chưa đến, nên chưa có tình hình.", near)
    return day if day < today else None


def _day(asked: str) -> date | None:
    for form in FORMS:
        try:
            return datetime.strptime(asked, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None


def today_href(request: HttpRequest) -> str:
    """The same list, narrowed as it is, as it stands today."""
    query = request.GET.copy()
    for name in (DAY, "sau", "trang"):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
