"""Which commune a list means: by its name inside the district that is named with it or above it."""

import re
from dataclasses import dataclass

from indicators.sheets.places import PlaceMatcher
from indicators.sheets.spec import AreaName
from lsdash.lib.text import fold

from .spec import ClassPlace, ClassRequest

_WITH_UPPER = re.compile(r"(?P<name>.+?)\s*(?:[,;(]|\s[-–—]\s)\s*(?P<upper>[^,;()]+)\)?\s*")
_NOBODY = AreaName("", "Không có", "Không có", "tinh")


@dataclass(frozen=True)
class Meant:
    """One commune, or those it could be (`is_guess`: they only resemble the name); `gone` is one
    of that name which does not exist on the day; `warning` is to be looked at."""

    commune: ClassPlace | None = None
    options: tuple[ClassPlace, ...] = ()
    is_guess: bool = False
    gone: ClassPlace | None = None
    is_conflict: bool = False
    warning: str = ""


class Places:
    """All communes and districts of one request."""

    def __init__(self, request: ClassRequest) -> None:
        valid = [place for place in request.communes if place.is_valid_on(request.day)]
        districts = [place for place in request.districts if place.is_valid_on(request.day)]
        self._known = {place.name.code: place for place in valid}
        self._districts = {place.name.code: place for place in districts}
        self._district_matcher = _matcher(districts)
        self._all = _matcher(valid)
        self._inside = {
            district.id: _matcher([one for one in valid if one.upper_id == district.id])
            for district in districts
        }
        self._gone = [one for one in request.communes if not one.is_valid_on(request.day)]

    def district(self, text: str) -> ClassPlace | None:
        """The one district that `text` names; None for none or several."""
        found = self._district_matcher.find(text) if text else None
        return self._districts[found.code] if found else None

    def commune(self, text: str, code: str = "", district: ClassPlace | None = None) -> Meant:
        """The commune of a name, inside `district` where one is known, else inside the one that
        stands in the name itself ("Xã Hòa Bình, huyện Văn Quan")."""
        named = _WITH_UPPER.fullmatch(" ".join(text.split()))
        upper = self.district(named["upper"]) if named else None
        if named and upper:
            if district and upper != district:
                return Meant(is_conflict=True)
            return self._find(named["name"], code, upper)
        return self._find(text, code, district)

    def _find(self, text: str, code: str, district: ClassPlace | None) -> Meant:
        matcher = self._inside[district.id] if district else self._all
        match = matcher.match(text, code, numbered=True)
        if match.is_conflict:
            return Meant(is_conflict=True)
        if match.found:
            found = self._known[match.found.code]
            warning = f"“{text}” viết không dấu, được hiểu là {found.full_name}."
            return Meant(found, warning=warning if match.without_marks else "")
        if match.candidates:
            return Meant(options=tuple(self._known[area.code] for area in match.candidates))
        guesses = tuple(self._known[guess.means] for guess in match.guesses)
        return Meant(options=guesses, is_guess=True, gone=self._once(text, district))

    def _once(self, text: str, district: ClassPlace | None) -> ClassPlace | None:
        """A unit of that very name which is no more, or not yet."""
        name = fold(text)
        for place in self._gone:
            is_inside = district is None or place.upper_id in (district.id, None)
            if is_inside and name in (fold(place.name.name), fold(place.name.short_name)):
                return place
        return None


def _matcher(places: list[ClassPlace]) -> PlaceMatcher:
    return PlaceMatcher([place.name for place in places], _NOBODY)
