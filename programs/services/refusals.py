from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.core.exceptions import ValidationError


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


class WorkRefused(Exception):
    """Nothing was stored of an obstacle, a task, a review or a report: `code` for programs, a
    sentence, and in `field` the box of the form that is to blame, if one is."""

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field

    @classmethod
    def of(cls, wrong: ValidationError) -> Self:
        """What a model says of its row: the first field, with all that is wrong with it."""
        field, messages = next(iter(wrong.message_dict.items()))
        return cls("invalid", " ".join(messages), "" if field == "__all__" else field)
