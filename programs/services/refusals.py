from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Why one line was not stored: `code` for programs, a sentence that names both values, and the
    place of the line among those handed in (None: all of them)."""

    code: str
    message: str
    place: int | None = None
    needs_note: bool = False  # a note with the line would let it pass


class CapitalRefused(Exception):
    """Nothing was stored; each problem says what is wrong and what to do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = tuple(problems)
