"""Which area, measure and period a row names. What could be two things is refused, never chosen."""

from dataclasses import dataclass
from functools import lru_cache

from indicators.sheets.headers import words
from indicators.sheets.matches import RowMatch
from indicators.sheets.places import PlaceMatcher
from lsdash.lib.quarters import UnknownPeriod, find_periods, parse_code

from .spec import LongArea, LongMeasure, LongPeriod, LongRequest

_CODE_WIDTH = 5  # of a commune; Excel drops the leading zeros


@dataclass(frozen=True)
class NameRefused:
    """Returned, not raised: what is wrong with a name is remembered like what is right."""

    code: str
    message: str


@dataclass(frozen=True)
class Named:
    """The area, and a warning where the name was written without diacritics."""

    id: int
    warning: str = ""


class Names:
    """Looks up what rows name; the same text on the same day is looked up once."""

    def __init__(self, request: LongRequest) -> None:
        self._areas = request.areas
        self._by_day: dict[str, _AreasOfADay] = {}
        self._measures = _measures_by_name(request.measures)
        self._periods = {period.code: period for period in request.periods}
        self.area = lru_cache(maxsize=65_536)(self._area)
        self.measure = lru_cache(maxsize=4_096)(self._measure)
        self.period = lru_cache(maxsize=4_096)(self._period)

    def _area(self, text: str, day: str) -> Named | NameRefused:
        if day not in self._by_day:
            valid = tuple(area for area in self._areas if area.is_valid_on(day))
            self._by_day[day] = _areas_of(valid)
        return self._by_day[day].find(text)

    def _measure(self, text: str) -> LongMeasure | NameRefused:
        found = self._measures.get(words(text), ())
        if len(found) == 1:
            return found[0]
        if found:
            codes = " hoặc ".join(measure.column.key for measure in found)
            return NameRefused(
                "ambiguous_measure", f"Số liệu “{text}” có thể là {codes}. Hãy ghi mã."
            )
        return NameRefused(
            "unknown_measure", f"Không có số liệu “{text}”. Hãy ghi đúng mã hoặc tên số liệu gốc."
        )

    def _period(self, text: str) -> LongPeriod | NameRefused:
        try:
            codes = [str(parse_code(text.strip().upper()))]
        except UnknownPeriod:
            codes = [str(code) for code in find_periods(text)]
        if len(codes) == 1 and codes[0] in self._periods:
            return self._periods[codes[0]]
        return NameRefused(
            "unknown_period", f"Không có kỳ “{text}”. Hãy ghi mã kỳ, ví dụ 2024Q3, hoặc tên kỳ."
        )


def _measures_by_name(measures: tuple[LongMeasure, ...]) -> dict[str, tuple[LongMeasure, ...]]:
    """By code, and by every name in words; a code is nobody else's name."""
    found: dict[str, tuple[LongMeasure, ...]] = {}
    for measure in measures:
        names = {words(name) for name in (measure.column.header, *measure.column.aliases)}
        for name in names:
            found[name] = (*found.get(name, ()), measure)
    return found | {words(measure.column.key): (measure,) for measure in measures}


@lru_cache(maxsize=16)
def _areas_of(valid: tuple[LongArea, ...]) -> "_AreasOfADay":
    """The same units stand in many periods."""
    return _AreasOfADay(valid)


class _AreasOfADay:
    def __init__(self, valid: tuple[LongArea, ...]) -> None:
        self._by_code = {area.name.code: area for area in valid}
        self._matcher = (
            PlaceMatcher((area.name for area in valid), valid[0].name) if valid else None
        )

    def find(self, text: str) -> Named | NameRefused:
        code, _, day = text.strip().partition("/")
        if code.isdecimal():
            return self._by(text, code, day)
        match = self._matcher.by_name(text) if self._matcher else RowMatch()
        if match.found is None:
            return self._refusal(text, match)
        warning = f"“{text}” viết không dấu, được hiểu là {match.found.name}."
        found = self._by_code[match.found.code]
        return Named(found.id, warning if match.without_marks else "")

    def _by(self, text: str, code: str, day: str) -> Named | NameRefused:
        found = self._by_code.get(code) or self._by_code.get(code.zfill(_CODE_WIDTH))
        if found is None or (day and found.valid_from != day):
            return NameRefused(
                "unknown_area", f"Trong kỳ này không có đơn vị mang mã “{text}”. Hãy kiểm tra mã."
            )
        return Named(found.id)

    def _refusal(self, text: str, match: RowMatch) -> NameRefused:
        if match.candidates:
            places = [self._by_code[area.code] for area in match.candidates]
            said = " hoặc ".join(
                f"{area.name.name}{f', {area.upper}' if area.upper else ''} (mã {area.name.code})"
                for area in places
            )
            return NameRefused("ambiguous_area", f"“{text}” có thể là {said}. Hãy ghi mã.")
        hint = f" Có phải là {' hoặc '.join(match.suggestions)}?" if match.suggestions else ""
        return NameRefused(
            "unknown_area",
            f"Trong kỳ này không có địa bàn “{text}”.{hint} Hãy sửa tên hoặc ghi mã.",
        )
