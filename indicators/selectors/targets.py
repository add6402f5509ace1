"""Which of the targets that were set is the one in question on a day."""

from collections.abc import Sequence
from datetime import date

from indicators.models import Target


def in_force(targets: Sequence[Target], day: date) -> list[Target]:
    """Of several decisions on one thing the newest that was signed by that day; by due day."""
    chosen: dict[tuple[str, str, date, str], Target] = {}
    for target in sorted(targets, key=_signed_on):
        key = (target.assigner, target.form, target.on, target.unit)
        if key not in chosen or _signed_on(target) <= day:
            chosen[key] = target
    return sorted(chosen.values(), key=lambda target: target.on)


def _signed_on(target: Target) -> date:
    return target.decision.signed_on if target.decision else date.min


def main_target(targets: Sequence[Target], upto: date) -> Target | None:
    """The province's own target before the nation's; of several, the next one due."""
    usable = [target for target in in_force(targets, upto) if not target.unit]
    for assigner in ("provincial", "national"):
        own = [target for target in usable if target.assigner == assigner]
        if own:
            return next((target for target in own if target.on >= upto), own[-1])
    return None


def national_target(targets: Sequence[Target], upto: date) -> Target | None:
    own = [t for t in in_force(targets, upto) if t.assigner == "national"]
    return next((target for target in own if target.on >= upto), own[-1] if own else None)
