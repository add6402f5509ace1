"""What moved between two periods, from where things stand, for `news`."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from indicators import progress as pg
from indicators.asked import of
from indicators.choice import kept
from indicators.selectors.districts import DistrictStanding
from indicators.selectors.overview import Overview
from indicators.selectors.standing import Case, Observation, Standing
from indicators.wording import quantity, value_text, yearly_change
from lsdash.lib.text import lower_first
from lsdash.lib.theme import LIGHTS
from programs.selectors.obstacles.listing import place_name

from .news import FALLEN_BEHIND, IN_TIME, Move, Turn

ALMOST = "gần như không đổi"


def indicator_href(standing: Standing, page: Overview, only_official: bool) -> str:
    """The indicator at the place that is shown, with the choice of figures of this page, and with
    its period where it has figures of it."""
    address = standing.indicator.get_absolute_url()
    if page.area.parent_id:
        address = f"{address}?{urlencode(of(page.area), safe='/')}"
    period = page.period.code if page.period else ""
    return kept(address, only_official, period if standing.case.is_told_of(period) else "")


def moves(page: Overview, *, only_official: bool = False) -> Iterator[Move]:
    """Every indicator that can be compared with the period before."""
    for standing in page.standings:
        earlier = page.earlier.get(standing.indicator.pk)
        if earlier is not None:
            yield _move(standing, earlier, page, only_official)


def _move(now: Standing, earlier: Standing, page: Overview, only_official: bool) -> Move:
    indicator = now.indicator
    pair = _compared(now.case, page.upto, page.before.ends_on)
    change = pair[1].value - pair[0].value if pair else None
    decimals = max(indicator.decimals, 1) if indicator.unit == "%" else None
    words = yearly_change(change, indicator.unit, decimals) if change else ""
    return Move(
        name=indicator.short_name,
        href=indicator_href(now, page, only_official),
        gain=_gain(change, now.case.direction),
        share=_share(now, _gain(change, now.case.direction)),
        change="" if words == ALMOST else words,
        value=quantity(pair[1].value, indicator.unit, indicator.decimals) if pair else "",
        judged=value_text(now),
        light=now.light,
        light_word=LIGHTS[now.light].label,
        was_light=earlier.light,
        was_word=LIGHTS[earlier.light].label,
        since=_since(pair[0], page) if pair else "",
    )


def _since(then: Observation, page: Overview) -> str:
    """The period it is counted from, where that is not the one that the heading names."""
    return "" if then.on == page.before.ends_on else lower_first(then.period.label)


def _compared(case: Case, day: date, before: date) -> tuple[Observation, Observation] | None:
    """The newest values that all had reported until each of the days, where they are two."""
    found = [o for o in case.series if o.on <= day and o.value is not None]
    found = [o for o in found if o.coverage.is_complete]
    then = [o for o in found if o.on <= before]
    if not then or found[-1] is then[-1]:
        return None
    return then[-1], found[-1]


def _gain(change: Decimal | None, direction: pg.Direction) -> Decimal | None:
    if change is None:
        return None
    return -change if direction == pg.Direction.FALL else change


def _share(now: Standing, gain: Decimal | None) -> Decimal | None:
    """Of the way from the start to the target, or of the change that is set for a year."""
    target, baseline = now.target, now.case.baseline
    if gain is None or target is None:
        return None
    if now.is_change:
        return gain / abs(target.value) if target.value else None
    if baseline is None or pg.reaches(baseline.value, target.value, now.case.direction):
        return None
    return gain / abs(target.value - baseline.value)


def turns(page: Overview, *, only_official: bool = False) -> Iterator[Turn]:
    """The headlines on which districts came from in time to late."""
    for standing in page.headlines:
        rows = page.districts.get(standing.indicator.pk, ())
        names = tuple(place_name(row.area) for row in rows if _fell_behind(row))
        if names:
            href = indicator_href(standing, page, only_official)
            yield Turn(standing.indicator.short_name, href, names)


def _fell_behind(row: DistrictStanding) -> bool:
    was = row.before.light if row.before else ""
    return was in IN_TIME and row.now.light in FALLEN_BEHIND
