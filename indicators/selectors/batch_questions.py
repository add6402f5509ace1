"""What a file leaves open, for a person to answer: columns and names that nothing matched."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.sheets.spec import ReadReport, Unmatched

MOST = 40  # questions on one page; the others come after the file was read again
Option = tuple[str, str]  # what it means, its name


@dataclass(frozen=True)
class Question:
    """One unmatched column or row; `number` is its place in the reading."""

    number: int
    unmatched: Unmatched
    guesses: tuple[Option, ...]
    options: tuple[Option, ...]  # everything it could mean

    @property
    def is_column(self) -> bool:
        return self.unmatched.what == "column"


def questions_of(
    reading: ReadReport, *, measures: Sequence[Option], areas: Sequence[Option]
) -> tuple[Question, ...]:
    """The reader's best guesses first; none is taken without a person. No query."""
    crosswise = {sheet.sheet for sheet in reading.understood if sheet.direction == "crosswise"}
    known = {sheet.sheet for sheet in reading.understood}
    return tuple(
        _question(
            number,
            unmatched,
            measures if unmatched.what == "column" or unmatched.sheet in crosswise else areas,
        )
        for number, unmatched in enumerate(reading.unmatched)
        if unmatched.sheet in known
    )[:MOST]


def _question(number: int, unmatched: Unmatched, options: Sequence[Option]) -> Question:
    names = dict(options)
    guesses = tuple(
        (guess.means, names[guess.means]) for guess in unmatched.guesses if guess.means in names
    )
    return Question(number, unmatched, guesses[:3], tuple(options))
