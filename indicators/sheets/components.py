"""Which project or sub-project of the programme a row is about.

A row names it by number ("Dự án 3", "TDA1 DA3", "Tiểu dự án 2" below its project), by name, or by
both; where the two disagree the row is refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.sheets.headers import words
from indicators.sheets.likeness import closest
from indicators.sheets.matches import RowMatch
from indicators.sheets.spec import Component, Guess
from lsdash.lib.text import strip_marks

_BULLET = re.compile(r"^(?:(?:[ivx]{1,5}|[a-h]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+|[-–—+•*]\s*)+")
_PROJECT = r"(?:du an|da)\s*(?:so\s*)?(?:thanh phan\s*)?(?P<project>\d{1,2}|[ivx]{1,4})(?!\w)"
_PART = r"(?:tieu du an|tieu da|tda)\s*(?:so\s*)?(?P<part>\d{1,2})(?!\w)"
_BETWEEN = r"[\s.,:;/()–—-]*(?:thuoc|cua)?\s*"
_REFERENCES = (
    re.compile(rf"{_PART}{_BETWEEN}{_PROJECT}"),
    re.compile(rf"{_PROJECT}{_BETWEEN}{_PART}"),
    re.compile(_PART),
    re.compile(_PROJECT),
)
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}
_PART_NUMBER = re.compile(r"(\d{1,2})\.(\d)[.)]?")
# A name that is cut off after so many words still names the project.
_LEAST_WORDS = 4
# From here on a name that is not quite another project's is taken for a slip in that one.
_RESEMBLES = 80


@dataclass(frozen=True)
class _Label:
    project: int | None
    part: int | None
    name: str

    @property
    def has_number(self) -> bool:
        return self.project is not None or self.part is not None


class ComponentMatcher:
    """Finds the components of the rows of a capital report."""

    def __init__(self, components: Iterable[Component]):
        self._components = {component.code: component for component in components}
        self._names = [
            (words(name), component.code)
            for component in self._components.values()
            for name in (component.name, *component.aliases)
        ]

    def by_code(self, code: str) -> Component | None:
        """Return the component with that code: "DA3", "DA3.TDA1"."""
        return self._components.get(code.strip().upper())

    def match(self, label: str, code: str, *, marker: str, project: str | None) -> RowMatch:
        """Return the component of a row; `marker` is its running number, `project` the last one."""
        by_label = self.by_label(label, marker=marker, project=project)
        by_code = self.by_code(code) if code else None
        if by_code is None:
            return by_label
        if by_label.is_known and by_code not in (by_label.found, *by_label.candidates):
            return RowMatch(is_conflict=True)
        return RowMatch(found=by_code)

    def by_label(self, text: str, *, marker: str = "", project: str | None = None) -> RowMatch:
        """Return the component that a row's text names, below the project last named."""
        label = _parse(text)
        project = project or _project_of(marker, label)
        named, without_marks = self._by_name(label.name)
        if label.part is not None:
            named = [item for item in named if item.code.endswith(f".TDA{label.part}")]
        if not label.has_number:
            return self._by_name_alone(label, named, without_marks, marker, project)
        code = _code(label, project)
        found = self._components.get(code) if code else None
        if found is None:
            # A part without its project is known by its name alone.
            unknown = label.project is not None or len(named) != 1
            guesses = () if named else self._guesses(label.name or text)
            return RowMatch(guesses=guesses) if unknown else RowMatch(found=named[0])
        return self._agreed(found, label, named, without_marks)

    def _agreed(
        self, found: Component, label: _Label, named: list[Component], without_marks: bool
    ) -> RowMatch:
        if not label.name or found in named:
            return RowMatch(found=found, without_marks=without_marks and found in named)
        guesses = self._guesses(label.name)
        other = next((guess for guess in guesses if guess.score >= _RESEMBLES), None)
        if named or (other and other.means != found.code):
            return RowMatch(is_conflict=True, guesses=guesses)
        notice = f"được hiểu là {found.name} theo số của dự án, vì tên viết khác danh mục"
        return RowMatch(found=found, notice=notice)

    def _by_name_alone(
        self,
        label: _Label,
        named: list[Component],
        without_marks: bool,
        marker: str,
        project: str | None,
    ) -> RowMatch:
        if len(named) > 1:
            named = [item for item in named if _is_meant(item, marker, project)] or named
        if len(named) == 1:
            return RowMatch(found=named[0], without_marks=without_marks)
        return RowMatch(candidates=tuple(named), guesses=self._guesses(label.name))

    def _by_name(self, name: str) -> tuple[list[Component], bool]:
        """The components so called, and whether only without diacritics."""
        if not name:
            return [], False
        exact = self._called(name, self._names)
        if exact or name != strip_marks(name):
            return exact, False
        bare = [(strip_marks(known), code) for known, code in self._names]
        return self._called(name, bare), True

    def _called(self, name: str, names: list[tuple[str, str]]) -> list[Component]:
        same = {code for known, code in names if known == name}
        if not same and len(name.split()) >= _LEAST_WORDS:
            same = {
                code
                for known, code in names
                if known.startswith(f"{name} ") or name.startswith(f"{known} ")
            }
        return [self._components[code] for code in self._components if code in same]

    def _guesses(self, name: str) -> tuple[Guess, ...]:
        shown = {item.code: called(item) for item in self._components.values()}
        return closest(words(name), self._names, shown)


def called(component: Component) -> str:
    """Return how people call a component: "Dự án 3: …", "Tiểu dự án 1, Dự án 3: …"."""
    project, _, part = component.code.partition(".TDA")
    number = f"Dự án {project.removeprefix('DA')}"
    return (
        f"Tiểu dự án {part}, {number}: {component.name}" if part else f"{number}: {component.name}"
    )


def _is_meant(component: Component, marker: str, project: str | None) -> bool:
    """Whether the running number or the project above decides for a component."""
    number = marker.strip(" .)").lower()
    if component.parent_code:
        return component.parent_code == project
    own = component.code.removeprefix("DA")
    return project != component.code and str(_ROMAN.get(number, number)) == own


def _project_of(marker: str, label: _Label) -> str | None:
    """The project that a running number such as "3.1" gives to its first part."""
    found = _PART_NUMBER.fullmatch(marker.strip())
    return f"DA{found[1]}" if found and label.part == int(found[2]) else None


def _code(label: _Label, project: str | None) -> str | None:
    above = f"DA{label.project}" if label.project is not None else project
    if label.part is None:
        return above
    return f"{above}.TDA{label.part}" if above else None


def _parse(text: str) -> _Label:
    named = words(text)
    bare = _BULLET.sub("", strip_marks(" ".join(text.split())).lower())
    for pattern in _REFERENCES:
        found = pattern.match(bare)
        if found:
            parts = found.groupdict()
            rest = len(words(bare[found.end() :]).split())
            name = " ".join(named.split()[-rest:]) if rest else ""
            return _Label(_number(parts.get("project")), _number(parts.get("part")), name)
    rest = len(words(bare).split())
    return _Label(None, None, " ".join(named.split()[-rest:]) if rest else "")


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else _ROMAN.get(text, 0)
