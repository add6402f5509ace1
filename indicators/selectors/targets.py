"""Which of the targets that were set is the one in question on a day."""

from collections.abc import Sequence
from datetime import date

from indicators.models import Target


def in_force(targets: Sequence[Target], day: date) -> list[Target]:
    """Of several decisions on one thing the newest that was signed by that day; by due day.

    What was decided later does not reach back, unless nothing had been decided yet: then the first
    decision judges its past too.
    """
    chosen: dict[tuple[str, str, date, str], Target] = {}
    for target in _decided_by(targets, day):
        chosen[target.assigner, target.form, target.on, target.unit] = target
    return sorted(chosen.values(), key=lambda target: target.on)


def _decided_by(targets: Sequence[Target], day: date) -> list[Target]:
    """In the order of signing, of each assigner's levels or changes those signed by the day;
    where there are none, those of the first signing."""
    kinds: dict[tuple[str, str, str], list[Target]] = {}
    for target in sorted(targets, key=_signed_on):
        kinds.setdefault((target.assigner, target.form, target.unit), []).append(target)
    found = []
    for same in kinds.values():
        last = max(day, _signed_on(same[0]))
        found += [target for target in same if _signed_on(target) <= last]
    return found


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
