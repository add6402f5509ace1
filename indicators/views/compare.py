"""Two to four areas or indicators side by side; the whole view stands in its address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators import asked, charts
from indicators.choice import asked_period, kept, only_official
from indicators.models import Area, AreaKind, Indicator
from indicators.permissions import access_of, readable_areas
from indicators.revalidation import revalidated
from indicators.selectors.comparison import MOST, Comparison, comparison
from indicators.selectors.missing import NoIndicator, NoPeriod
from lsdash.lib.theme import Extract

from .charts import render_with_charts

INDICATOR = "chi-tieu"


@dataclass
class Choice:
    """What the address names; `problems` are sentences, each with what to offer instead."""

    areas: list[Area] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    problems: list[tuple[str, tuple[asked.Near, ...]]] = field(default_factory=list)
    status: int = 200

    def refuse(self, sentence: str, status: int, near: Iterable[asked.Near] = ()) -> None:
        self.problems.append((sentence, tuple(near)))
        self.status = max(self.status, status) if self.status != 404 else 404

    @property
    def is_whole(self) -> bool:
        return not self.problems and len(self.areas) * len(self.codes) > 1


@require_safe
@revalidated
def compare(request: HttpRequest) -> HttpResponse:
    readable = readable_areas(access_of(request.user))
    indicators = {one.code: one for one in Indicator.objects.all()}
    choice = _choice(request, readable, indicators)
    page = _compared(request, choice) if choice.is_whole else None
    drawn = charts.comparison_charts(page) if page else []
    standings = _standings(page, request) if page else None
    context = {
        "section": "indicators",
        "choice": choice,
        "page": page,
        "charts": drawn,
        "standings": standings,
        "values": charts.comparison_table(page) if page else None,
        "areas": _slots([asked.area_key(one) for one in choice.areas]),
        "codes": _slots(choice.codes),
        "area_groups": _area_groups(readable, choice.areas),
        "indicators": indicators.values(),
        "period": asked_period(request.GET),
        "kept_period": asked_period(request.GET) if page else "",
    }
    return render_with_charts(
        request,
        "indicators/comparison.html",
        context,
        charts=[*drawn, standings],
        status=choice.status,
    )


def _standings(page: Comparison, request: HttpRequest) -> Extract:
    table = charts.standing_table(page, _links(page, request))
    return Extract("hien-o-dau", table, charts.REPORTS)


def _choice(
    request: HttpRequest, readable: QuerySet[Area], indicators: dict[str, Indicator]
) -> Choice:
    choice = Choice()
    for key in _named(request, asked.AREA):
        try:
            choice.areas.append(asked.asked_area(readable, key, lambda one: _with(request, one)))
        except asked.NotThere as missing:
            choice.refuse(str(missing), 404, missing.near)
    for code in _named(request, INDICATOR):
        if code in indicators:
            choice.codes.append(code)
            continue
        missing = NoIndicator(code, list(indicators.values()))
        refused = asked.no_indicator(missing, lambda one: _with(request, one))
        choice.refuse(str(refused), 404, refused.near)
    choice.areas = list(dict.fromkeys(choice.areas))
    _check(choice)
    return choice


def _named(request: HttpRequest, name: str) -> list[str]:
    """Each once; a hand-made address may name a thousand, of which a few are looked at."""
    given = [value.strip() for value in request.GET.getlist(name)]
    return list(dict.fromkeys(value for value in given if value))[: 3 * MOST]


def _check(choice: Choice) -> None:
    for what, number in (("địa bàn", len(choice.areas)), ("chỉ tiêu", len(choice.codes))):
        if number > MOST:
            choice.refuse(
                f"So sánh nhiều nhất bốn {what}, đang chọn {number}. Hãy bỏ bớt rồi bấm Xem.", 422
            )
    if len(choice.areas) > 1 and len(choice.codes) > 1:
        choice.refuse(
            "Chỉ so được nhiều địa bàn theo một chỉ tiêu, hoặc nhiều chỉ tiêu của một địa bàn. "
            "Hãy giữ lại một địa bàn hoặc một chỉ tiêu.",
            422,
        )
    elif not choice.problems and len(choice.areas) * len(choice.codes) == 1:
        choice.refuse("Mới chọn một địa bàn và một chỉ tiêu. Hãy chọn thêm để so sánh.", 200)


def _compared(request: HttpRequest, choice: Choice) -> Comparison:
    try:
        return comparison(
            areas=choice.areas,
            codes=choice.codes,
            today=localdate(),
            period_code=asked_period(request.GET),
            only_official=only_official(request.GET),
        )
    except NoPeriod as missing:
        raise asked.no_period(request, missing) from missing


def _with(request: HttpRequest, one: Area | Indicator) -> str:
    """The address with what was meant beside what was found."""
    query = request.GET.copy()
    is_area = isinstance(one, Area)
    query.appendlist(
        asked.AREA if is_area else INDICATOR, asked.area_key(one) if is_area else one.code
    )
    return f"{request.path}?{query.urlencode(safe='/')}"


def _links(page: Comparison, request: HttpRequest) -> list[str]:
    chosen, period = only_official(request.GET), asked_period(request.GET)
    return [
        kept(
            f"{line.indicator.get_absolute_url()}?{urlencode(asked.of(line.area), safe='/')}",
            chosen,
            period if line.standing.case.is_told_of(period) else "",
        )
        for line in page.lines
    ]


def _slots(chosen: Sequence[str]) -> list[str]:
    """As many lists to choose from as may be compared, more where more were asked for."""
    return [*chosen, *[""] * (MOST - len(chosen))]


def _area_groups(
    readable: QuerySet[Area], chosen: Sequence[Area]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The province and the districts, and the communes of the districts that were chosen; one
    query."""
    above = {one.pk for one in chosen if one.kind == AreaKind.DISTRICT}
    above |= {one.parent_id for one in chosen if one.kind == AreaKind.COMMUNE}
    wanted = Q(kind__in=(AreaKind.PROVINCE, AreaKind.DISTRICT))
    wanted |= Q(parent__in=above) | Q(pk__in=[one.pk for one in chosen])
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in readable.filter(wanted).select_related("parent").order_by("parent", "code"):
        is_commune = area.kind == AreaKind.COMMUNE
        group = f"Xã, phường của {area.parent.name}" if is_commune else "Tỉnh, huyện, thành phố"
        since = f" (từ {area.valid_from:%d/%m/%Y})" if is_commune else ""
        groups.setdefault(group, []).append((asked.area_key(area), f"{area.name}{since}"))
    return list(groups.items())
