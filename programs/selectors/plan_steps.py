"""From the first decision to the plan in force, decision by decision; one query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from programs.disbursement import Account, Entry, Step, steps
from programs.models import Allocation

from .ledger import Slice, of_accounts


@dataclass(frozen=True)
class DecisionName:
    pk: int
    number: str
    title: str
    signed_on: date


def plan_steps(part: Slice) -> list[Step]:
    """Each decision's net change of the slice's plan; `decision` of a step is a DecisionName."""
    lines = Allocation.objects.filter(of_accounts(part)).signed_until(part.on)
    if part.known_at is not None:
        lines = lines.known_at(part.known_at)
    names = ("decision", "decision__number", "decision__title", "decision__signed_on")
    rows = lines.order_by("decision__signed_on", "decision__number").values_list(*names)
    whole = Account(None, None, part.year, None, None)  # all of the slice as one account
    return steps(
        Entry(whole, DecisionName(*decision), decision[-1], change)
        for *decision, change in rows.annotate(change=Sum("amount_million_vnd"))
    )
