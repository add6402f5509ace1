"""What storing a list would do, beside the classes in force. Reads only.

A listed unit gets a row of the list's decision from its first day. What stood for that unit until
then ends on that day, by that decision; nothing is overwritten.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.models import Area
from indicators.sheets.classes.spec import ClassEntry, ClassReading
from indicators.sheets.likeness import closest
from indicators.sheets.spec import Problem
from lsdash.lib.text import fold, strip_marks
from programs.models import KINDS_OF_LIST, AreaClass, AreaReview, ClassKind, ClassList

LEAVE_OUT, NEW_VILLAGE = "bo", "moi"
LEAST_ALIKE = 88  # of 100, from which another village's name is asked about


class Unit(NamedTuple):
    """A commune, or with a folded name a village of it."""

    area_id: int
    village: str


@dataclass(frozen=True)
class Line:
    """A unit to be stored; `before` are the rows in force that it ends."""

    entry: ClassEntry
    area: Area
    village: str
    before: tuple[AreaClass, ...]
    is_new_village: bool = False

    @property
    def unit(self) -> Unit:
        return Unit(self.area.pk, fold(self.village))

    @property
    def is_moved(self) -> bool:
        return any(row.kind != self.entry.kind for row in self.before)


@dataclass(frozen=True)
class Question:
    """What a person is asked of one place of the file: values and what they are called."""

    key: str
    entry: ClassEntry
    text: str
    options: tuple[tuple[str, str], ...]
    answer: str = ""


@dataclass
class Plan:
    lines: list[Line] = field(default_factory=list)
    unchanged: list[Line] = field(default_factory=list)
    ended: list[AreaClass] = field(default_factory=list)  # in force, and no longer listed
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    left_out: list[ClassEntry] = field(default_factory=list)  # by a person's choice

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if not question.answer]

    @property
    def refused(self) -> int:
        """Units that would not be stored."""
        errors = sum(problem.level == "error" for problem in self.problems)
        return errors + len(self.open_questions)

    @property
    def all_ended(self) -> list[AreaClass]:
        return [row for line in self.lines for row in line.before] + self.ended

    @property
    def fingerprint(self) -> str:
        """Of exactly what would be written and ended."""
        digest = hashlib.sha256()
        for line in self.lines:
            ended = [row.pk for row in line.before]
            digest.update(f"{line.unit}|{line.entry.kind}|{line.village}|{ended}\n".encode())
        digest.update(f"{[row.pk for row in self.ended]}|{self.refused}".encode())
        return digest.hexdigest()


def place_key(index: int) -> str:
    return f"hoi_{index}"


def village_key(index: int) -> str:
    return f"thon_{index}"


def planned(kept: ClassList, reading: ClassReading) -> Plan:
    """What would be written of a reading with the answers given so far; five queries."""
    plan = Plan(problems=list(reading.problems))
    areas = _areas(reading.entries)
    villages = _villages(areas) if kept.kind == "villages" else {}
    stored = _stored(kept)
    lines = []
    for index, entry in enumerate(reading.entries):
        area = _area(index, entry, areas, kept.answers, plan)
        village, is_new = ("", False)
        if area and entry.village:
            village, is_new = _village(index, entry, villages.get(area.pk, {}), kept.answers, plan)
        if area and (village or not entry.village):
            before = tuple(stored.get(Unit(area.pk, fold(village)), ()))
            lines.append(Line(entry, area, village, before, is_new))
    for line in _without_doubles(lines, plan):
        _sort(line, kept, plan)
    if kept.is_whole:
        listed = {line.unit for line in lines}
        plan.ended = [
            row
            for unit, rows in stored.items()
            for row in rows
            if unit not in listed and row.valid_from < kept.valid_from and row.valid_to is None
        ]
    return plan


def _areas(entries: Iterable[ClassEntry]) -> dict[int, Area]:
    wanted = {pk for entry in entries for pk in (entry.commune_id, *entry.options) if pk}
    return Area.objects.select_related("parent").in_bulk(wanted)


def _stored(kept: ClassList) -> dict[Unit, list[AreaClass]]:
    """By unit, everything of this kind that holds on the list's first day or begins later."""
    rows = AreaClass.objects.filter(kind__in=KINDS_OF_LIST[kept.kind]).order_by("valid_from", "pk")
    found: dict[Unit, list[AreaClass]] = defaultdict(list)
    for row in rows.exclude(valid_to__lte=kept.valid_from).select_related(
        "area__parent", "decision"
    ):
        found[Unit(row.area_id, fold(row.village_name))].append(row)
    return found


def _villages(areas: Mapping[int, Area]) -> dict[int, dict[str, str]]:
    """The villages that are known of each commune, by their folded names."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for model in (AreaClass, AreaReview):
        named = model.objects.filter(area__in=areas).exclude(village_name="")
        for area, name in named.values_list("area", "village_name"):
            found[area].setdefault(fold(name), name)
    return found


def _area(
    index: int,
    entry: ClassEntry,
    areas: Mapping[int, Area],
    answers: Mapping[str, str],
    plan: Plan,
) -> Area | None:
    """The commune; one that is not certain is asked."""
    if entry.commune_id:
        return areas.get(entry.commune_id)
    key = place_key(index)
    options = tuple((str(pk), full_name(areas[pk])) for pk in entry.options if pk in areas)
    answer = answers.get(key, "")
    is_known = answer == LEAVE_OUT or answer in dict(options)
    said = "không có trong danh mục" if entry.is_guess else "có thể là nhiều đơn vị"
    text = f"“{entry.text}” {said}. Là đơn vị nào?"
    plan.questions.append(Question(key, entry, text, options, answer if is_known else ""))
    if answer == LEAVE_OUT:
        plan.left_out.append(entry)
    return areas[int(answer)] if is_known and answer != LEAVE_OUT else None


def _village(
    index: int,
    entry: ClassEntry,
    known: Mapping[str, str],
    answers: Mapping[str, str],
    plan: Plan,
) -> tuple[str, bool]:
    """The village's name and whether it is met for the first time; "" while that is asked."""
    if found := known.get(fold(entry.village)):
        return found, False
    alike = _alike(entry.village, known)
    if not alike:
        return entry.village, True
    key = village_key(index)
    options = (*((name, f"Thôn {name} (đã có)") for name in alike), (NEW_VILLAGE, "Thôn mới"))
    answer = answers.get(key, "")
    answer = answer if answer == LEAVE_OUT or answer in dict(options) else ""
    text = f"Thôn “{entry.village}” gần giống thôn đã có của xã. Là thôn nào?"
    plan.questions.append(Question(key, entry, text, options, answer))
    if answer == LEAVE_OUT:
        plan.left_out.append(entry)
    if answer in ("", LEAVE_OUT):
        return "", False
    return (entry.village, True) if answer == NEW_VILLAGE else (answer, False)


def _alike(village: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Known names that are the same but for diacritics, else those that resemble it."""
    bare = strip_marks(fold(village))
    same = tuple(name for key, name in known.items() if strip_marks(key) == bare)
    if same:
        return same
    guesses = closest(fold(village), ((key, key) for key in known), known, least=LEAST_ALIKE)
    return tuple(guess.name for guess in guesses)


def _without_doubles(lines: Sequence[Line], plan: Plan) -> list[Line]:
    """Without those listed twice: neither is taken, each names the other's place."""
    by_unit: dict[Unit, list[Line]] = defaultdict(list)
    for line in lines:
        by_unit[line.unit].append(line)
    for twins in by_unit.values():
        for line in twins if len(twins) > 1 else ():
            other = next(one for one in twins if one is not line)
            where = f"trang “{other.entry.sheet}”, ô {other.entry.cell}"
            message = f"{unit_name(line)} có nhiều lần trong tệp, còn ở {where}. Hãy để lại một."
            plan.problems.append(_problem(line.entry, "doubled", message))
    return [line for line in lines if len(by_unit[line.unit]) == 1]


def _sort(line: Line, kept: ClassList, plan: Plan) -> None:
    same = [
        row
        for row in line.before
        if (row.decision_id, row.kind, row.valid_from)
        == (kept.decision_id, line.entry.kind, kept.valid_from)
    ]
    later = [row for row in line.before if row.valid_from >= kept.valid_from or row.valid_to]
    if same:
        plan.unchanged.append(line)
    elif later:
        row = later[-1]
        said = f"đã là “{row.get_kind_display()}” từ {row.valid_from:%d/%m/%Y}"
        if row.valid_to:
            said += f" đến trước {row.valid_to:%d/%m/%Y}"
        message = (
            f"{unit_name(line)} {said} theo {row.decision.number}, nên không ghi đè được từ "
            f"{kept.valid_from:%d/%m/%Y}. Hãy kiểm tra văn bản và ngày áp dụng."
        )
        plan.problems.append(_problem(line.entry, "later", message))
    else:
        plan.lines.append(line)


def _problem(entry: ClassEntry, code: str, message: str) -> Problem:
    raw = entry.village or entry.text
    return Problem("row", "error", code, message, entry.sheet, entry.cell, entry.row, raw)


def full_name(area: Area) -> str:
    return f"{area.name}, {area.parent.name}" if area.parent else area.name


def unit_name(line: Line) -> str:
    return f"Thôn {line.village}, {full_name(line.area)}" if line.village else full_name(line.area)


def row_name(row: AreaClass) -> str:
    name = full_name(row.area)
    return f"Thôn {row.village_name}, {name}" if row.village_name else name


def kind_name(kind: str) -> str:
    return str(ClassKind(kind).label)
