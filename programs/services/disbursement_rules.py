"""What may be stored of disbursement, told of lines and of what stands beside them; no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lsdash.lib.numbers import format_number
from programs.models import LOCAL_SOURCES, BudgetYear, Source

from .accounts import AccountKey
from .refusals import Problem

UNIT = "triệu đồng"


class Pot(NamedTuple):
    """The money that one disbursement draws on: a whole project, sources together, own and carried
    over apart."""

    project_id: int
    agency_id: int
    year: int
    fund_kind: str
    is_carried_over: bool


@dataclass(frozen=True)
class Tree:
    """The components with what each belongs to."""

    parents: Mapping[int, int | None] = field(default_factory=dict)

    def line_of(self, component_id: int) -> tuple[int, ...]:
        """A node and all above it, up to its project."""
        line = [component_id]
        while (parent := self.parents.get(line[-1])) is not None:
            line.append(parent)
        return tuple(line)

    def pot_of(self, key: AccountKey) -> Pot:
        project = self.line_of(key.component_id)[-1]
        return Pot(project, key.agency_id, key.year, key.fund_kind, key.is_carried_over)

    def below(self, projects: Iterable[int]) -> set[int]:
        """The nodes of these projects, themselves included."""
        wanted = set(projects)
        return {pk for pk in self.parents if self.line_of(pk)[-1] in wanted}

    def overlap(self, one: AccountKey, other: AccountKey) -> bool:
        """Whether two keys of a pot may tell of the same money: a project beside its sub-project,
        or a sum of several sources beside one of them."""
        if one.component_id == other.component_id:
            return _holds(one.source, other.source) or _holds(other.source, one.source)
        return one.component_id in self.line_of(other.component_id) or (
            other.component_id in self.line_of(one.component_id)
        )


def _holds(whole: str, part: str) -> bool:
    """Whether one source is the sum of others, this one among them."""
    if whole == part:
        return False
    return whole == Source.UNSPLIT or (whole == Source.LOCAL and part in LOCAL_SOURCES)


class Line(NamedTuple):
    key: AccountKey
    as_of: date
    amount: Decimal | None
    note: str


@dataclass(frozen=True)
class State:
    """What is stored of the pots that the lines touch."""

    allotted: Mapping[Pot, Decimal] = field(default_factory=dict)
    disbursed: Mapping[AccountKey, Mapping[date, Decimal]] = field(default_factory=dict)
    names: Mapping[AccountKey, str] = field(default_factory=dict)
    tree: Tree = field(default_factory=Tree)
    given: frozenset[AccountKey] = frozenset()  # which have a plan of their own

    def overlap(self, one: AccountKey, other: AccountKey) -> bool:
        """As the tree says, but local money not split by level and one level of it are two moneys
        where the plan gives both."""
        is_split = one.component_id == other.component_id and {one, other} <= self.given
        is_local = one.source in LOCAL_SOURCES and other.source in LOCAL_SOURCES
        return not (is_split and is_local) and self.tree.overlap(one, other)

    def stored(self, key: AccountKey, day: date) -> Decimal | None:
        return self.disbursed.get(key, {}).get(day)

    def overtaken(self, line: Line, seen: Decimal | None, place: int) -> Problem:
        now = self.stored(line.key, line.as_of)
        return Problem(
            "overtaken",
            f"Số giải ngân đến {line.as_of:%d/%m/%Y} của {self.names[line.key]} đã đổi từ "
            f"{_amount(seen)} thành {_amount(now)} sau khi bạn mở trang. Hãy xem lại rồi lưu.",
            place,
        )


def _amount(value: Decimal | None) -> str:
    return "chưa báo cáo" if value is None else f"{format_number(value)} {UNIT}"


def budget_problems(
    lines: Sequence[Line], years: Mapping[int, BudgetYear], today: date, *, longest_note: int
) -> list[Problem]:
    """What a line says wrong by itself: amount, note, day and year; and a key twice."""
    first: dict[tuple[AccountKey, date], int] = {}
    problems = []
    for place, line in enumerate(lines):
        found = list(_own_problems(line, years, today, longest_note))
        if first.setdefault((line.key, line.as_of), place) != place:
            found.append(("repeated", "Khoản vốn này có hai dòng cùng ngày. Hãy giữ một dòng."))
        problems += [Problem(code, message, place) for code, message in found]
    return problems


def _own_problems(
    line: Line, years: Mapping[int, BudgetYear], today: date, longest_note: int
) -> Iterable[tuple[str, str]]:
    if line.amount is not None and line.amount < 0:
        yield (
            "negative",
            f"Số giải ngân lũy kế {format_number(line.amount)} âm. Hãy ghi từ 0 trở lên.",
        )
    if line.amount is not None and line.amount != round(line.amount, 3):
        yield (
            "too_fine",
            (
                f"{format_number(line.amount)} {UNIT} lẻ dưới một nghìn đồng. "
                "Hãy ghi không quá ba số lẻ."
            ),
        )
    if len(line.note) > longest_note:
        yield "note_too_long", f"Ghi chú dài quá {longest_note} ký tự. Hãy viết gọn lại."
    if line.key.year is None:
        message = "Giải ngân ghi theo từng năm, không ghi cho kế hoạch cả giai đoạn. Hãy chọn năm."
        yield "no_year", message
    elif line.key.year not in years:
        message = f"Chưa có ngày khóa sổ của năm {line.key.year}. Hãy đề nghị cán bộ tỉnh ghi vào."
        yield "no_budget_year", message
    else:
        yield from _day_problems(line, years[line.key.year], today)


def _day_problems(line: Line, year: BudgetYear, today: date) -> Iterable[tuple[str, str]]:
    day = f"{line.as_of:%d/%m/%Y}"
    closes_on = closing_of(year, line.key.fund_kind)
    if not date(year.year, 1, 1) <= line.as_of <= closes_on:
        yield (
            "outside_year",
            (
                f"Ngày {day} nằm ngoài năm ngân sách {year.year} (từ 01/01/{year.year} đến hết "
                f"{closes_on:%d/%m/%Y}). Hãy chọn ngày khác hoặc năm khác."
            ),
        )
    if line.as_of > today:
        yield (
            "future",
            f"Ngày {day} chưa đến (hôm nay {today:%d/%m/%Y}). Chỉ ghi số đã giải ngân.",
        )


def closing_of(year: BudgetYear, fund_kind: str) -> date:
    """The last day on which this kind of the year's capital may be disbursed, with extensions."""
    extended = [e.closes_on for e in year.extensions.all() if e.fund_kind in ("", fund_kind)]
    return max([year.closes_on, *extended])


def line_problems(lines: Sequence[Line], state: State) -> list[Problem]:
    """What lines say wrong beside what is stored and beside each other."""
    after = _after(lines, state)
    pots, before = _pots(after, state.tree), _pots(state.disbursed, state.tree)
    looked_at = {(state.tree.pot_of(line.key), line.as_of) for line in lines}
    problems: list[Problem] = []
    for place, line in enumerate(lines):
        pot = state.tree.pot_of(line.key)
        if line.amount is None:
            told = _mixed_again(line, pots.get(pot, {}), state)
            problems += [Problem("mixed", text, place) for text in told]
            continue
        name, beside = state.names[line.key], pots[pot]
        for code, message in _falls(line, after[line.key], name):
            problems.append(Problem(code, message, place, needs_note=True))
        problems += [Problem("mixed", text, place) for text in _mixed(line, beside, state)]
        if line.note:
            continue
        later = [
            day
            for day in _days_of(line, beside)
            if (pot, day) not in looked_at
            and _total(beside, day) > _total(before.get(pot, {}), day)
        ]
        for message in _over_usable(line, beside, state, name, later):
            problems.append(Problem("over_usable", message, place, needs_note=True))
    return problems


def _after(lines: Sequence[Line], state: State) -> dict[AccountKey, dict[date, Decimal]]:
    after = {key: dict(days) for key, days in state.disbursed.items()}
    for line in lines:
        days = after.setdefault(line.key, {})
        if line.amount is None:
            days.pop(line.as_of, None)
        else:
            days[line.as_of] = line.amount
    return after


Told = Mapping[AccountKey, Mapping[date, Decimal]]  # amounts of a pot, by account and day


def _pots(after: Told, tree: Tree) -> dict[Pot, dict[AccountKey, Mapping[date, Decimal]]]:
    """Sorted once: a file of thousands of lines touches many pots, and a line only its own."""
    pots: dict[Pot, dict[AccountKey, Mapping[date, Decimal]]] = {}
    for key, days in after.items():
        pots.setdefault(tree.pot_of(key), {})[key] = days
    return pots


def latest(days: Mapping[date, Decimal], day: date) -> tuple[date, Decimal] | None:
    """The newest amount not after the day."""
    until = [found for found in days if found <= day]
    return (max(until), days[max(until)]) if until else None


def _falls(line: Line, days: Mapping[date, Decimal], name: str) -> Iterable[tuple[str, str]]:
    """Against the day before, and, where a day is filled in afterwards, of the day behind."""
    before = [day for day in days if day < line.as_of]
    if not line.note and before and days[max(before)] > line.amount:
        yield (
            "falls",
            (
                f"Giải ngân của {name} giảm từ {format_number(days[max(before)])} (đến "
                f"{max(before):%d/%m/%Y}) xuống {format_number(line.amount)} {UNIT} (đến "
                f"{line.as_of:%d/%m/%Y}). Số lũy kế thường không giảm: hãy sửa, hoặc ghi lý do vào "
                "ghi chú."
            ),
        )
    behind = [day for day in days if day > line.as_of]
    if not line.note and behind and days[min(behind)] < line.amount:
        yield (
            "falls_after",
            (
                f"Giải ngân của {name} đến {line.as_of:%d/%m/%Y} là {format_number(line.amount)}, "
                f"cao hơn {format_number(days[min(behind)])} {UNIT} đã ghi đến "
                f"{min(behind):%d/%m/%Y}. Hãy sửa, hoặc ghi lý do vào ghi chú."
            ),
        )


def _mixed(line: Line, beside: Told, state: State) -> Iterable[str]:
    """The same money told twice: by source and in one sum, or for a project and its parts."""
    if not line.amount:
        return
    for key, days in beside.items():
        if not state.overlap(line.key, key):
            continue
        other = _in_force_beside(days, line.as_of, until=_next(beside[line.key], line.as_of))
        if other is not None:
            yield (
                f"{state.names[line.key]}: đã có {format_number(other[1])} {UNIT} giải ngân đến "
                f"{other[0]:%d/%m/%Y} ghi cho {state.names[key]} ({Source(key.source).label}); ghi "
                f"thêm {format_number(line.amount)} ({Source(line.key.source).label}) sẽ tính hai "
                "lần. Hãy ghi theo cùng một cách, hoặc đưa số cũ về 0 kèm ghi chú trước."
            )
            return


def _mixed_again(line: Line, beside: Told, state: State) -> Iterable[str]:
    """An amount taken back lets the one before it stand again, beside what is told otherwise: so
    with the 0 that ended one way of telling."""
    own = beside.get(line.key, {})
    stands = latest(own, line.as_of)
    if stands is None or not stands[1]:
        return
    for key, days in beside.items():
        if not state.overlap(line.key, key):
            continue
        other = _in_force_beside(days, line.as_of, until=_next(own, line.as_of))
        if other is not None:
            yield (
                f"{state.names[line.key]}: bỏ số đến {line.as_of:%d/%m/%Y} thì "
                f"{format_number(stands[1])} {UNIT} đến {stands[0]:%d/%m/%Y} "
                f"({Source(line.key.source).label}) lại tính bên cạnh {format_number(other[1])} "
                f"đến {other[0]:%d/%m/%Y} ghi cho {state.names[key]} "
                f"({Source(key.source).label}), tức là tính hai lần. Hãy giữ số này, hoặc bỏ số "
                "kia trước."
            )
            return


def _next(days: Mapping[date, Decimal], day: date) -> date | None:
    """Until when the amount of a day stands: the next day on which there is another."""
    return min((found for found in days if found > day), default=None)


def _in_force_beside(
    days: Mapping[date, Decimal], day: date, *, until: date | None
) -> tuple[date, Decimal] | None:
    """An amount above 0 that stands at some time from `day` on until `until`."""
    at_once = latest(days, day)
    later = [found for found in sorted(days) if day < found and (until is None or found < until)]
    told = [at_once, *((found, days[found]) for found in later)]
    return next((one for one in told if one and one[1]), None)


def _days_of(line: Line, beside: Told) -> list[date]:
    """The later days on which others of the pot have an amount while that of the line stands."""
    until = _next(beside[line.key], line.as_of)
    days = {day for key, found in beside.items() if key != line.key for day in found}
    return sorted(day for day in days if line.as_of < day and (until is None or day < until))


def _total(pot: Told, day: date) -> Decimal:
    found = (latest(days, day) for days in pot.values())
    return sum((one[1] for one in found if one), Decimal(0))


def _over_usable(
    line: Line, beside: Told, state: State, name: str, later: Iterable[date]
) -> Iterable[str]:
    """On the line's own day, or on the first of those later ones on which it is too much."""
    pot = state.tree.pot_of(line.key)
    usable = state.allotted.get(pot, Decimal(0))
    for day in (line.as_of, *later):
        disbursed = _total(beside, day)
        if disbursed > usable:
            which = "vốn kéo dài" if pot.is_carried_over else "vốn giao"
            yield (
                f"Giải ngân {format_number(disbursed)} {UNIT} của {name} đến {day:%d/%m/%Y} "
                f"vượt {which} năm {pot.year} là {format_number(usable)}. Hãy sửa, hoặc ghi lý do "
                "vào ghi chú."
            )
            return
