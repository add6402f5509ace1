"""The documents that invented lines rest on."""

from datetime import date

from indicators.models import Decision, DecisionKind
from indicators.services.search import DECISIONS, keep_findable

ISSUER = "Ủy ban nhân dân tỉnh (minh họa)"


def sample_decision(
    number: str, title: str, signed_on: date, kind: str = DecisionKind.DECISION
) -> Decision:
    """Stores it, marked as invented in its issuer and title, and lets it be found."""
    decision = Decision(
        number=number,
        kind=kind,
        title=f"Số minh họa: {title}",
        issuer=ISSUER,
        signed_on=signed_on,
    )
    decision.full_clean()
    decision.save()
    keep_findable(DECISIONS, [decision])
    return decision
