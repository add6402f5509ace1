"""From the first decision to the plan in force, decision by decision."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programs.disbursement.ledger import Entry


@dataclass(frozen=True)
class Step:
    """A decision's net change of the plan, and the plan before and after it; million VND."""

    decision: Hashable
    signed_on: date
    change: Decimal
    before: Decimal

    @property
    def after(self) -> Decimal:
        return self.before + self.change


def steps(entries: Iterable[Entry]) -> list[Step]:
    """One step a decision, in order of signing; of one day, in the order they are given.

    All lines of a decision are one net change, which can be 0 (capital moved from one component to
    another); such a step is kept, because the decision is part of the plan's story. The last
    step's `after` is the sum of all entries. No entries, no steps. ValueError when a decision
    comes with two dates of signing.

    3,638 tỷ, then 1,027, then −100: steps to 3,638, 4,665 and 4,565. (The published plan for
    2021–2025 is 4,565 tỷ after adjustment; the way to it is made up.)
    """
    signed: dict[Hashable, date] = {}
    changes: dict[Hashable, Decimal] = {}
    for entry in entries:
        on = signed.setdefault(entry.decision, entry.signed_on)
        if on != entry.signed_on:
            raise ValueError(f"{entry.decision} signed on {on} and on {entry.signed_on}")
        changes[entry.decision] = changes.get(entry.decision, Decimal(0)) + entry.amount
    found: list[Step] = []
    for decision in sorted(signed, key=lambda one: signed[one]):
        before = found[-1].after if found else Decimal(0)
        found.append(Step(decision, signed[decision], changes[decision], before))
    return found
