"""What the label of a row was matched to."""

from dataclasses import dataclass

from indicators.sheets.spec import AreaName, Component, Guess


@dataclass(frozen=True)
class RowMatch:
    """The place or project found, or why none was.

    `notice` is said of one that was found but is written otherwise; `candidates` fit equally,
    `guesses` only resemble; `is_conflict` says that the row's code and its name mean different
    ones, `is_left_out` that a person chose to leave such rows out.
    """

    found: AreaName | Component | None = None
    without_marks: bool = False
    candidates: tuple[AreaName | Component, ...] = ()
    guesses: tuple[Guess, ...] = ()
    is_conflict: bool = False
    is_left_out: bool = False
    notice: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether the label names something of the form's rows, rightly or doubtfully."""
        return bool(self.found or self.candidates or self.is_conflict)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """The names that resemble the label, best first."""
        return tuple(guess.name for guess in self.guesses)
