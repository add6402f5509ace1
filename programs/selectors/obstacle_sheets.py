"""A district's sheet of obstacles: what was read, what it would raise or has raised."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.models import Area, BatchState
from indicators.selectors.batch import ReadingPage, reading_page
from indicators.sheets.programme import OBSTACLE_FORM
from indicators.sheets.spec import from_json
from programs.kept_sheet import sheet_reading
from programs.models import Authority, Cause, Obstacle, ObstacleCategory, ProgrammeBatch
from programs.obstacle_sheet import (
    Answer,
    ObstacleLine,
    ShownObstacles,
    answer_of_sheet,
    changed_meanwhile,
    known_obstacles,
    raised_by,
    shown_obstacles,
    taken_further,
)
from programs.obstacle_words import authority_of


@dataclass(frozen=True)
class Choice:
    """What may be chosen for a row; `value` is what the row says, a person has said, or, where
    `is_hinted`, what the words of the agency's column come to."""

    options: tuple[tuple[str, str], ...]
    value: str
    is_hinted: bool = False

    @property
    def word(self) -> str:
        return dict(self.options).get(self.value, "")


@dataclass(frozen=True)
class LineView:
    line: ObstacleLine
    category: Choice
    cause: Choice
    authority: Choice
    is_left_out: bool
    obstacle: Obstacle | None  # what it was raised as


@dataclass(frozen=True)
class ObstacleSheetPage:
    batch: ProgrammeBatch
    read: ReadingPage
    shown: ShownObstacles
    lines: tuple[LineView, ...]  # those to be raised, in the order of the sheet
    there: tuple[tuple[ObstacleLine, Obstacle | None], ...]  # those already raised
    meanwhile: tuple[ObstacleLine, ...]
    raised: tuple[Obstacle, ...]
    later: tuple[Obstacle, ...]  # those taken further, so that it cannot be undone

    @property
    def can_confirm(self) -> bool:
        return self.batch.state == BatchState.PREVIEWED and not self.meanwhile

    @property
    def can_undo(self) -> bool:
        is_applied = self.batch.state == BatchState.APPLIED
        return is_applied and bool(self.raised) and not self.later

    @property
    def unsorted(self) -> int:
        return sum(not view.category.value or not view.authority.value for view in self.lines)


def obstacle_sheet_page(
    batch: ProgrammeBatch, *, answers: Mapping[str, Answer] | None = None
) -> ObstacleSheetPage:
    """`batch` with its area and period; six queries at most. `answers` are those given and not yet
    stored, by the number of the row."""
    reading, shown = sheet_reading(batch), shown_obstacles(batch)
    names = {column.key: column.header for column in OBSTACLE_FORM.columns}
    areas = Area.objects.valid_on(batch.period.ends_on).filter(kind=batch.area.kind)
    raised = raised_by(batch) if batch.applied_at else []
    given = stored_answers(batch) if answers is None else answers
    by_words = {one.content: one for one in raised}
    categories = tuple(ObstacleCategory.objects.values_list("code", "name"))
    there = Obstacle.objects.in_bulk([line.known for line in shown.already_there])
    is_previewed = batch.state == BatchState.PREVIEWED
    return ObstacleSheetPage(
        batch=batch,
        read=reading_page(reading, names, dict(areas.values_list("code", "name"))),
        shown=shown,
        lines=tuple(
            _view(line, given.get(line.number), categories, by_words.get(line.content))
            for line in shown.to_raise
        ),
        there=tuple((line, there.get(line.known)) for line in shown.already_there),
        meanwhile=changed_meanwhile(shown.lines, known_obstacles(batch.area))
        if is_previewed
        else (),
        raised=tuple(raised),
        later=tuple(taken_further(raised)) if batch.state == BatchState.APPLIED else (),
    )


def stored_answers(batch: ProgrammeBatch) -> dict[str, Answer]:
    return {number: from_json(Answer, told) for number, told in batch.notes.items()}


def _view(
    line: ObstacleLine,
    answer: Answer | None,
    categories: tuple[tuple[str, str], ...],
    obstacle: Obstacle | None,
) -> LineView:
    said = answer or answer_of_sheet(line)
    hint = "" if answer or line.authority else authority_of(line.agency_text)
    return LineView(
        line=line,
        category=Choice(categories, said.category),
        cause=Choice(tuple(Cause.choices), said.cause),
        authority=Choice(tuple(Authority.choices), said.authority or hint, bool(hint)),
        is_left_out=said.is_left_out,
        obstacle=obstacle,
    )
