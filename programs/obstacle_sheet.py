"""What a district's sheet of obstacles (form F4) says, row by row, in the words of the register."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.models import Area, Period, number_words
from indicators.sheets.spec import Problem, ReadReport, Record
from programs.kept_sheet import kept_shown, row_of
from programs.models import (
    TEXT_LENGTH,
    Authority,
    Cause,
    Obstacle,
    ObstacleCategory,
    ObstacleRaising,
    ObstacleState,
    ProgrammeBatch,
)

from .obstacle_words import authority_of, cause_of

AGENCY_LENGTH = Obstacle._meta.get_field("agency_text").max_length
_SORTED_BY = {
    "category": "nhóm khó khăn, vướng mắc",
    "cause_kind": "loại nguyên nhân",
    "authority": "cấp giải quyết",
}
_GROUPS = "tên nhóm trong danh mục, như danh sách thả xuống của mẫu F4"
_LONGEST = {"cause": TEXT_LENGTH, "proposal": TEXT_LENGTH, "agency": AGENCY_LENGTH}


@dataclass(frozen=True)
class Resembling:
    """An open obstacle told in like words; `score` of 100."""

    pk: int
    code: str
    content: str
    score: int


@dataclass(frozen=True)
class ObstacleLine:
    """An obstacle of the sheet; `number` is unique in it, what it does not say is "".

    `category` is a code, `cause` and `authority` as the register has them, `due_on` as YYYY-MM-DD.
    `known` is the obstacle that the district has raised in these words already.
    """

    number: str
    sheet: str
    cell: str
    content: str
    cause_text: str = ""
    remedy: str = ""
    agency_text: str = ""
    due_on: str = ""
    status: str = ""
    category: str = ""
    cause: str = ""
    authority: str = ""
    known: int | None = None
    alike: tuple[Resembling, ...] = ()

    @property
    def due_day(self) -> date | None:
        return date.fromisoformat(self.due_on) if self.due_on else None

    @property
    def label(self) -> str:
        """How people call the row: "khó khăn số 3"."""
        return f"khó khăn số {self.number.removeprefix('obstacle')}"


@dataclass(frozen=True)
class ShownObstacles:
    lines: tuple[ObstacleLine, ...] = ()

    @property
    def to_raise(self) -> tuple[ObstacleLine, ...]:
        return tuple(line for line in self.lines if line.known is None)

    @property
    def already_there(self) -> tuple[ObstacleLine, ...]:
        return tuple(line for line in self.lines if line.known is not None)

    @property
    def resembling(self) -> tuple[ObstacleLine, ...]:
        return tuple(line for line in self.to_raise if line.alike)


@dataclass(frozen=True)
class Answer:
    """How a person sorts a row when confirming; "" leaves it to the province."""

    category: str = ""
    cause: str = ""
    authority: str = ""
    is_left_out: bool = False


def answer_of_sheet(line: ObstacleLine) -> Answer:
    """What the sheet itself says."""
    return Answer(line.category, line.cause, line.authority)


def shown_obstacles(batch: ProgrammeBatch) -> ShownObstacles:
    return kept_shown(batch, ShownObstacles)


def raised_on(period: Period, today: date) -> date:
    """The day from which the sheet's obstacles count: the last of its quarter, if that is over."""
    return min(period.ends_on, today)


def read_obstacle_lines(reading: ReadReport, day: date) -> tuple[list[ObstacleLine], list[Problem]]:
    """The obstacles of a reading in its order, raised on `day`, and what could not be taken. One
    query."""
    rows: dict[str, dict[str, Record]] = {}
    for record in reading.records:
        rows.setdefault(record.dim or "", {})[record.key] = record
    categories = {
        number_words(name): code
        for code, *names in ObstacleCategory.objects.values_list("code", "name", "code")
        for name in names
    }
    lines: list[ObstacleLine] = []
    problems: list[Problem] = []
    for number, cells in rows.items():
        refused = _refused_row(cells, lines)
        if refused:
            problems.append(refused)
            continue
        wrong = [*_too_long(cells), *_unsorted(cells, categories), *_due_too_early(cells, day)]
        problems += wrong
        lines.append(_line(number, cells, {p.cell for p in wrong}, categories))
    return lines, problems


def _line(
    number: str, cells: Mapping[str, Record], refused: set[str | None], categories: dict[str, str]
) -> ObstacleLine:
    said = {key: record.value or "" for key, record in cells.items() if record.cell not in refused}
    return ObstacleLine(
        number=number,
        sheet=cells["content"].sheet,
        cell=cells["content"].cell,
        content=said["content"],
        cause_text=said.get("cause", ""),
        remedy=said.get("proposal", ""),
        agency_text=said.get("agency", ""),
        due_on=said.get("due", ""),
        status=said.get("status", ""),
        category=_category(said.get("category", ""), categories),
        cause=cause_of(said.get("cause_kind", "")),
        authority=authority_of(said.get("authority", "")),
    )


def _category(text: str, categories: Mapping[str, str]) -> str:
    """The code of the group with that name, which may have its number before it; else ""."""
    words = number_words(text)
    return categories.get(words) or categories.get(words.lstrip("0123456789 "), "")


def _refused_row(cells: Mapping[str, Record], above: Sequence[ObstacleLine]) -> Problem | None:
    """A row whose content the reader refused, is too long, or was told further up."""
    content = cells.get("content")
    if content is None:
        at = next(iter(cells.values()))
        return _row_problem(
            at,
            "missing_content",
            "Nội dung của dòng này bị từ chối, nên cả dòng không được nhập. Hãy sửa nội dung.",
        )
    if len(content.value or "") > TEXT_LENGTH:
        return _row_problem(
            content,
            "text_too_long",
            f"Nội dung dài quá {TEXT_LENGTH} ký tự, nên cả dòng không được nhập. Hãy viết gọn lại.",
        )
    words = number_words(content.value or "")
    twin = next((line for line in above if number_words(line.content) == words), None)
    if twin is None:
        return None
    return _row_problem(
        content,
        "told_twice",
        f"Nội dung giống hệt ô {twin.cell} (trang “{twin.sheet}”), nên dòng này không được nhập. "
        "Hãy để lại một dòng.",
    )


def _too_long(cells: Mapping[str, Record]) -> list[Problem]:
    return [
        _cell_problem(
            cells[key],
            "text_too_long",
            f"Nội dung dài quá {most} ký tự, nên ô này không được nhập. Hãy viết gọn lại.",
        )
        for key, most in _LONGEST.items()
        if key in cells and len(cells[key].value or "") > most
    ]


def _unsorted(cells: Mapping[str, Record], categories: Mapping[str, str]) -> list[Problem]:
    """Words that are in none of the lists by which obstacles are sorted."""
    checks = {
        "category": (lambda text: _category(text, categories), _GROUPS),
        "cause_kind": (cause_of, " hoặc ".join(Cause.labels)),
        "authority": (authority_of, "; ".join(Authority.labels)),
    }
    return [
        _cell_problem(
            cells[key],
            f"unknown_{key}",
            f"Không nhận ra {_SORTED_BY[key]} “{cells[key].value}”. Cần: {expected}. "
            "Hãy sửa ô này, hoặc chọn ở dòng tương ứng bên dưới.",
            expected,
        )
        for key, (known, expected) in checks.items()
        if key in cells and cells[key].value and not known(cells[key].value or "")
    ]


def _due_too_early(cells: Mapping[str, Record], day: date) -> list[Problem]:
    due = cells.get("due")
    if due is None or not due.value or date.fromisoformat(due.value) >= day:
        return []
    written = date.fromisoformat(due.value)
    return [
        _cell_problem(
            due,
            "due_before_raised",
            f"Thời hạn {written:%d/%m/%Y} trước ngày nêu {day:%d/%m/%Y}, nên ô này không được "
            "nhập. Hãy ghi thời hạn mới, hoặc để trống.",
            f"ngày từ {day:%d/%m/%Y}",
        )
    ]


def _cell_problem(record: Record, code: str, message: str, expected: str = "") -> Problem:
    told = f"Ô {record.cell}: {message[:1].lower()}{message[1:]}"
    return Problem(
        "cell",
        "error",
        code,
        told,
        sheet=record.sheet,
        cell=record.cell,
        raw=(record.value or "")[:200],
        expected=expected or None,
    )


def _row_problem(record: Record, code: str, message: str) -> Problem:
    row = row_of(record.cell)
    told = f"Dòng {row}: {message[:1].lower()}{message[1:]}"
    return Problem("row", "error", code, told, record.sheet, record.cell, row)


def known_obstacles(area: Area) -> dict[str, int]:
    """What the district has raised already, by its words: the obstacle, or the one that it was
    merged into. What it withdrew is forgotten. One query."""
    rows = (
        ObstacleRaising.objects.filter(area=area)
        .exclude(obstacle__state=ObstacleState.WITHDRAWN)
        .order_by("pk")
        .values_list("text", "obstacle__content", "obstacle_id", "obstacle__merged_into_id")
    )
    found: dict[str, int] = {}
    for text, content, obstacle, merged_into in rows:
        for words in (number_words(text), number_words(content)):
            found.setdefault(words, merged_into or obstacle)
    return found


def changed_meanwhile(
    lines: Iterable[ObstacleLine], known: Mapping[str, int]
) -> tuple[ObstacleLine, ...]:
    """The lines of which the register says another thing than when they were shown."""
    return tuple(line for line in lines if known.get(number_words(line.content)) != line.known)


def raised_by(batch: ProgrammeBatch) -> list[Obstacle]:
    """The obstacles that came into being with the batch, in its order. What took one of them in
    later is not among them. One query."""
    rows = ObstacleRaising.objects.filter(batch=batch).select_related("obstacle").order_by("pk")
    found: dict[str, Obstacle] = {}
    for row in rows:
        found.setdefault(row.text, row.obstacle)
    return list(found.values())


def taken_further(raised: Iterable[Obstacle]) -> list[Obstacle]:
    """Those of which more is known than that they were raised."""
    return [one for one in raised if one.version > 1 or one.state != ObstacleState.RAISED]
