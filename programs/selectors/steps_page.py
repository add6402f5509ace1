"""The plan's way from its first decision to what is in force: of a year, or of the whole period."""

from dataclasses import dataclass
from decimal import Decimal

from programs.disbursement import Step

from .book import Book, book
from .plan_steps import plan_steps
from .published import Comparison, comparisons
from .question import Question


@dataclass(frozen=True)
class StepsPage:
    """`span` names the years of the whole period's plan where no year was asked for."""

    question: Question
    steps: tuple[Step, ...]
    published: tuple[Comparison, ...]
    span: str

    @property
    def in_force(self) -> Decimal:
        return self.steps[-1].after if self.steps else Decimal(0)


def steps_page(asked: Question) -> StepsPage:
    found: Book = book(asked)
    programmes = [asked.programme] if asked.programme else asked.programmes
    spans = dict.fromkeys(one.span for one in programmes if one)
    return StepsPage(
        question=asked,
        steps=tuple(plan_steps(asked.part)),
        published=comparisons(found),
        span=", ".join(spans),
    )
