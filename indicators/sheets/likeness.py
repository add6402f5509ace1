"""How alike two names are, for suggestions to a person; nothing is ever taken because of it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from indicators.sheets.spec import Guess
from lsdash.lib.text import strip_marks

MOST = 3
LEAST_SCORE = 60


def closest(
    text: str,
    names: Iterable[tuple[str, str]],
    shown: Mapping[str, str],
    *,
    least: int = LEAST_SCORE,
) -> tuple[Guess, ...]:
    """Return what `text` may mean, best first, at most `MOST`.

    `names` are pairs of a folded name and what it stands for; `shown` how that is called.
    Diacritics count half: a wrong tone is the commonest slip.
    """
    scores: dict[str, int] = {}
    for name, means in names if text else ():
        scores[means] = max(scores.get(means, 0), _likeness(text, name))
    best = sorted(scores.items(), key=lambda item: -item[1])[:MOST]
    return tuple(Guess(means, shown[means], score) for means, score in best if score >= least)


def _likeness(one: str, other: str) -> int:
    exact = fuzz.token_sort_ratio(one, other)
    return round((exact + fuzz.token_sort_ratio(_bare(one), _bare(other))) / 2)


_bare = lru_cache(maxsize=4096)(strip_marks)
