"""What changed since the period before, in plain sentences.

Pure: no Django, no database. What moved comes in already worded (“tăng 0,6 điểm %”); here it is
decided what is worth telling, in which order and in which words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

FALLEN_BEHIND = frozenset({"slightly_late", "late", "worse"})
IN_TIME = frozenset({"met", "on_course"})
MOST = 3  # of one sort
MOST_NAMED = 4
LONGEST = 90  # letters of an obstacle's or task's text


@dataclass(frozen=True)
class Move:
    """One indicator on both days. `gain` is what it became better by, in its own unit, negative for
    worse; `share` the same as a share of the way from its start to its target, None where there is
    no way to measure along. In words are `change` ("tăng 0,6 điểm %", empty where it rounds to
    nothing), `value` ("97,2 %") and `judged`, what the light is of ("giảm 2,90 điểm %")."""

    name: str
    href: str
    gain: Decimal | None
    share: Decimal | None
    change: str
    value: str
    judged: str
    light: str
    light_word: str
    was_light: str
    was_word: str
    since: str = ""  # what it moved from, where that is older than the period before


@dataclass(frozen=True)
class Turn:
    """Districts that came from in time to late on an indicator."""

    name: str
    href: str
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """An obstacle that was resolved or a task that was done: what it is called, what it is about,
    the day in words."""

    name: str
    text: str
    href: str
    day: str


@dataclass(frozen=True)
class Sentence:
    """`mark` is "better", "worse" or "told"; the link stands between the words around it."""

    mark: str
    before: str
    link: str
    href: str
    after: str

    @property
    def text(self) -> str:
        return f"{self.before}{self.link}{self.after}"


def news(
    moves: Iterable[Move],
    turns: Iterable[Turn] = (),
    resolved: Sequence[Item] = (),
    done: Sequence[Item] = (),
    raised: int = 0,
    obstacles_href: str = "",
) -> tuple[Sentence, ...]:
    """What needs a leader first: who fell behind and what got worse; then what got better, what was
    reached and what was resolved. An indicator is told once. Empty where nothing is to be told.

    Example: roads from 96.7 to 97.2 % are "Tiến nhiều nhất: Đường xã tăng 0,5 điểm %, lên 97,2 %."
    """
    moved = list(moves)
    lags = [one for one in moved if one.was_light in IN_TIME and one.light in FALLEN_BEHIND]
    met = [one for one in moved if one.light == "met" and one.was_light not in ("met", "no_data")]
    met = [one for one in met if one.was_light != "not_applicable"]
    others = [one for one in moved if one not in lags and one not in met and one.change]
    losses = sorted((one for one in others if (one.gain or 0) < 0), key=_weight)
    gains = sorted((one for one in others if (one.gain or 0) > 0), key=_weight)
    return (
        *(_lag(one) for one in lags[:MOST]),
        *_rest(lags, "cũng chuyển sang chậm"),
        *(_turn(one) for one in turns),
        *_ranked(losses, "worse", "Lùi nhiều nhất", "Cũng lùi"),
        *(_met(one) for one in met[:MOST]),
        *_rest(met, "cũng vừa đạt mục tiêu"),
        *_ranked(gains, "better", "Tiến nhiều nhất", "Tiến tiếp theo"),
        *_ended(resolved, "Đã gỡ", "khó khăn, vướng mắc", obstacles_href),
        *_ended(done, "Đã hoàn thành", "nhiệm vụ", ""),
        *_raised(raised, obstacles_href),
    )


def _weight(one: Move) -> tuple[bool, Decimal, str]:
    """The longest part of the way first, what has no way last."""
    return one.share is None, -abs(one.share or Decimal(0)), one.name


def _lag(one: Move) -> Sentence:
    words = f" từ “{one.was_word}” thành “{one.light_word}”, {one.judged}."
    return Sentence("worse", "", one.name, one.href, words)


def _met(one: Move) -> Sentence:
    return Sentence("better", "", one.name, one.href, f" vừa đạt mục tiêu, {one.judged}.")


def _rest(found: Sequence[Move], words: str) -> Iterable[Sentence]:
    """Those beyond the first, only by their number; the first of them is the link."""
    rest = found[MOST:]
    if rest:
        more = f" và {len(rest) - 1} chỉ tiêu khác" if len(rest) > 1 else ""
        mark = "better" if rest[0].light == "met" else "worse"
        yield Sentence(mark, "", rest[0].name, rest[0].href, f"{more} {words}.")


def _turn(one: Turn) -> Sentence:
    return Sentence(
        "worse",
        f"{len(one.districts)} huyện chuyển sang chậm về ",
        one.name,
        one.href,
        f": {_named(one.districts)}.",
    )


def _ranked(found: Sequence[Move], mark: str, first: str, then: str) -> Iterable[Sentence]:
    for place, one in enumerate(found[:MOST]):
        verb = "lên" if one.change.startswith("tăng") else "còn"
        since = f" so với {one.since}" if one.since else ""
        words = f" {one.change}{since}, {verb} {one.value}."
        yield Sentence(mark, f"{then if place else first}: ", one.name, one.href, words)


def _ended(found: Sequence[Item], verb: str, what: str, href: str) -> Iterable[Sentence]:
    """One with its text and day; several by their number, where there is a list of them, or by
    the first."""
    if len(found) == 1:
        (one,) = found
        words = f": {_short(one.text)}" if one.text else ""
        yield Sentence("better", f"{verb} ", _short(one.name), one.href, f"{words} ({one.day}).")
    elif found and href:
        names = _named([one.name for one in found])
        yield Sentence("better", f"{verb} ", f"{len(found)} {what}", href, f": {names}.")
    elif found:
        more = f" và {len(found) - 1} {what} khác"
        yield Sentence("better", f"{verb} ", _short(found[0].name), found[0].href, f"{more}.")


def _raised(number: int, href: str) -> Iterable[Sentence]:
    if number:
        yield Sentence("told", "Mới nêu ", f"{number} khó khăn, vướng mắc", href, ".")


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    return shown + (f" và {len(names) - MOST_NAMED} nơi khác" if len(names) > MOST_NAMED else "")


def _short(text: str) -> str:
    plain = " ".join(text.split()).rstrip(".")
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST].rsplit(' ', 1)[0]}…"
