"""What the reader of an official list must know, and what is shown of one that was uploaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from indicators.models import Alias, Area, AreaKind
from indicators.sheets.classes.spec import ClassPlace, ClassRequest
from indicators.sheets.spec import AreaName
from programs.models import ClassKind, ClassList, PublishedClassCount


def class_request(kind: str, day: date) -> ClassRequest:
    """Every commune and district there ever was; two queries."""
    places = list(_places())
    return ClassRequest(
        list=kind,
        day=day.isoformat(),
        communes=tuple(place for level, place in places if level == AreaKind.COMMUNE),
        districts=tuple(place for level, place in places if level == AreaKind.DISTRICT),
    )


def _places() -> Iterator[tuple[str, ClassPlace]]:
    aliases: dict[int, tuple[str, ...]] = {}
    for area, text in Alias.objects.filter(area__isnull=False).values_list("area", "text"):
        aliases[area] = (*aliases.get(area, ()), text)
    rows = Area.objects.filter(kind__in=[AreaKind.COMMUNE, AreaKind.DISTRICT])
    for area in rows.select_related("parent"):
        yield (
            area.kind,
            ClassPlace(
                id=area.pk,
                name=AreaName(
                    area.code, area.name, area.short_name, area.unit_type, aliases.get(area.pk, ())
                ),
                upper_id=area.parent_id if area.parent.kind == AreaKind.DISTRICT else None,
                upper=area.parent.name if area.parent.kind == AreaKind.DISTRICT else "",
                valid_from=area.valid_from.isoformat(),
                valid_to=area.valid_to.isoformat() if area.valid_to else None,
            ),
        )


@dataclass(frozen=True)
class KindCount:
    """How many of a class the list holds, beside what was published of its decision."""

    name: str
    listed: int
    published: PublishedClassCount | None

    @property
    def differs(self) -> bool:
        return self.published is not None and self.published.count != self.listed


@dataclass(frozen=True)
class Refused:
    """A place of the file that is not taken (or only to be looked at), and why."""

    sheet: str
    cell: str
    raw: str
    message: str
    is_error: bool


@dataclass(frozen=True)
class ClassListPage:
    kept: ClassList
    counts: tuple[KindCount, ...]
    refused: tuple[Refused, ...]
    questions: tuple[dict, ...]
    left_out: tuple[tuple[str, str, str], ...]  # sheet, where, why
    open_questions: int


def class_list_page(kept: ClassList) -> ClassListPage:
    """One query: what was found stands in the row."""
    published = {
        one.kind: one for one in PublishedClassCount.objects.filter(decision=kept.decision)
    }
    listed = kept.plan.get("kinds", {})
    questions = tuple(kept.plan.get("questions", ()))
    return ClassListPage(
        kept=kept,
        counts=tuple(
            KindCount(str(label), listed[kind], published.get(kind))
            for kind, label in ClassKind.choices
            if kind in listed
        ),
        refused=tuple(
            Refused(
                one["sheet"] or "",
                one["cell"] or "",
                one["raw"] or "",
                one["message"],
                one["level"] == "error",
            )
            for one in kept.plan.get("problems", ())
        ),
        questions=questions,
        left_out=(
            *((one["sheet"], one["where"], one["why"]) for one in _left_out(kept)),
            *(tuple(one) for one in kept.plan.get("left_out", ())),
        ),
        open_questions=sum(not question["answer"] for question in questions),
    )


def _left_out(kept: ClassList) -> list[dict[str, str]]:
    return kept.reading.get("left_out", [])
