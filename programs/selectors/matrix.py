"""Project × place: every meeting of the two with its money and its light."""

from dataclasses import dataclass

from programs.models import Component
from programs.territory import Place, PlaceKind

from .book import Amounts, Row, book
from .narrowing import Narrowing
from .places import place_code, place_name, place_short_name
from .question import Question

ORDER = (PlaceKind.DISTRICT, PlaceKind.MIXED, PlaceKind.UNKNOWN, PlaceKind.PROVINCE)


@dataclass(frozen=True)
class MatrixLine:
    """A project with a cell for each place, None where it has no money there, and its total."""

    project: Component
    cells: tuple[Row | None, ...]
    total: Row


@dataclass(frozen=True)
class CapitalMatrix:
    question: Question
    places: tuple[Row, ...]
    lines: tuple[MatrixLine, ...]
    total: Row


def capital_matrix(asked: Question) -> CapitalMatrix:
    """Five queries, however many projects and places."""
    found = book(asked)
    programme = asked.programme.code if asked.programme else ""

    def narrowing(project: Component | None = None, place: Place | None = None) -> Narrowing:
        return Narrowing(
            programme=project.programme.code if project else programme,
            component=project.code if project else "",
            place=place_code(place, found.districts) if place else "",
        )

    cells = found.by(lambda key: (found.project_of(key.component).pk, found.places[key.agency]))
    by_place = found.by(lambda key: found.places[key.agency])
    by_project = found.by(lambda key: found.project_of(key.component).pk)
    places = sorted(by_place, key=lambda place: _place_order(place, found.districts))
    projects = sorted((found.components[pk] for pk in by_project), key=_project_order)

    def cell(project: Component, place: Place) -> Row | None:
        amounts: Amounts | None = cells.get((project.pk, place))
        if amounts is None:
            return None
        name = place_name(place, found.districts, asked.day)
        return found.row(f"{project.short_name}, {name}", amounts, narrowing(project, place))

    return CapitalMatrix(
        question=asked,
        places=tuple(
            found.row(
                place_short_name(place, found.districts, asked.day),
                by_place[place],
                narrowing(place=place),
                full_name=place_name(place, found.districts, asked.day),
            )
            for place in places
        ),
        lines=tuple(
            MatrixLine(
                project=project,
                cells=tuple(cell(project, place) for place in places),
                total=found.row(project.short_name, by_project[project.pk], narrowing(project)),
            )
            for project in projects
        ),
        total=found.row("Tất cả", found.total(), narrowing()),
    )


def _place_order(place: Place, districts: dict) -> tuple[int, str]:
    code = districts[place.district].code if place.kind is PlaceKind.DISTRICT else ""
    return ORDER.index(place.kind), code


def _project_order(project: Component) -> tuple[int, int, str]:
    return project.programme.position, project.position, project.code
