"""What an address asks for: areas by their key; what is not there answers 404 in Vietnamese, with
the nearest names that this person may read as links."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from indicators.models import Area, Indicator, Period
from indicators.selectors.missing import NoIndicator, NoPeriod
from indicators.sheets.likeness import MOST, closest
from lsdash.lib.quarters import UnknownPeriod, parse_code
from lsdash.lib.text import fold, strip_marks

AREA = "dia-ban"
LEAST_LIKE = 50  # a page is looked for more freely than a row of a sheet is matched


@dataclass(frozen=True)
class Near:
    """Something that is there and may have been meant."""

    name: str
    href: str


class NotThere(Http404):
    """A sentence, and what to offer instead; shown by lsdash.views.not_found."""

    def __init__(self, sentence: str, near: Iterable[Near] = ()) -> None:
        super().__init__(sentence)
        self.near = tuple(near)


@dataclass(frozen=True)
class Known:
    """What there is: `key` as it stands in an address, the words to find it by, its name."""

    key: str
    words: tuple[str, ...]
    name: str


def nearest(asked: str, known: Sequence[Known]) -> list[Known]:
    """The likest of what there is, best first, at most three. What is typed without marks, as
    addresses are, is held against names without marks."""
    by_key = {one.key: one for one in known}
    spelt = strip_marks if asked.isascii() else str
    words = [(spelt(fold(word)), one.key) for one in known for word in (one.key, *one.words)]
    shown = {one.key: one.name for one in known}
    guesses = closest(fold(asked.replace("-", " ")), words, shown, least=LEAST_LIKE)
    return [by_key[guess.means] for guess in guesses]


def with_choice(request: HttpRequest, **changes: str) -> str:
    """The same address with other parameters: “/chi-tieu/dien/?ky=2024Q2”."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"{request.path}?{query.urlencode(safe='/')}"


def no_period(request: HttpRequest, missing: NoPeriod) -> NotThere:
    """The nearest in time; where no period was named, the newest."""
    near = _nearest_periods(missing.code, missing.periods)
    told = f"Không có số liệu của kỳ “{missing.code}”. Kỳ ghi như 2024Q3 là quý III năm 2024."
    return NotThere(told, (Near(one.label, with_choice(request, ky=one.code)) for one in near))


def _nearest_periods(code: str, periods: Sequence[Period]) -> Sequence[Period]:
    try:
        wanted = parse_code(code.strip().upper()).closing_quarter
    except UnknownPeriod:
        return periods[:MOST]
    place = wanted.year * 4 + wanted.number
    return sorted(periods, key=lambda one: abs(one.year * 4 + one.number - place))[:MOST]


def no_indicator(missing: NoIndicator, link: Callable[[Indicator], str]) -> NotThere:
    by_code = {one.code: one for one in missing.indicators}
    near = nearest(missing.code, known_indicators(missing.indicators))
    found = (Near(one.name, link(by_code[one.key])) for one in near)
    return NotThere(f"Không có chỉ tiêu “{missing.code}”.", found)


def known_indicators(indicators: Iterable[Indicator]) -> list[Known]:
    return [
        Known(one.code, (one.code.replace("-", " "), one.name, one.short_name), one.name)
        for one in indicators
    ]


def area_key(area: Area) -> str:
    """A code alone is no identity: “180/2020-01-01”."""
    return f"{area.code}/{area.valid_from.isoformat()}"


def of(area: Area) -> dict[str, str]:
    """The parameter that asks for an area."""
    return {AREA: area_key(area)}


def areas_of_key(readable: QuerySet[Area], key: str) -> QuerySet[Area]:
    """Of a code with the first day the one unit, of a code alone all that bore it, the newest
    first; nothing of what cannot be a key."""
    code, _, day = key.partition("/")
    found = readable.filter(code=code).order_by("-valid_from")
    if not day:
        return found
    try:
        return found.filter(valid_from=date.fromisoformat(day))
    except ValueError:
        return found.none()


def asked_area(readable: QuerySet[Area], key: str, link: Callable[[Area], str]) -> Area:
    """The unit of a key; where it is not there, or not this person's to read, NotThere."""
    found = areas_of_key(readable.select_related("parent__parent"), key).first()
    if found is None:
        raise no_area(readable, key, link)
    return found


def no_area(readable: QuerySet[Area], key: str, link: Callable[[Area], str]) -> NotThere:
    by_key = {area_key(area): area for area in readable.select_related("parent")}
    near = nearest(key.partition("/")[0], known_areas(by_key.values()))
    found = (Near(one.name, link(by_key[one.key])) for one in near)
    told = f"Không có địa bàn “{key}” trong phạm vi được xem."
    return NotThere(told, found)


def known_areas(areas: Iterable[Area]) -> list[Known]:
    """By code and name; told with the district and the first day, for names and codes recur."""
    return [
        Known(area_key(area), (area.code, area.name, area.short_name), _full_name(area))
        for area in areas
    ]


def _full_name(area: Area) -> str:
    above = f", {area.parent.name}" if area.parent and area.parent.parent_id else ""
    return f"{area.name}{above} (mã {area.code}, từ {area.valid_from:%d/%m/%Y})"
