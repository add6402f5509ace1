"""Two administrators at one instant; the scenarios are played by `scene`."""

from collections.abc import Callable
from typing import Any

ROUNDS = 20


def _two() -> tuple[Any, Any]:
    from indicators.models import Role
    from tests.factories.people import member
    from tests.factories.reference import province

    names = ("quantri", "quantri2")
    first, second = (member(name, Role.ADMINISTRATOR, province()) for name in names)
    return first, second


def _tried(step: Callable[..., Any], **arguments: Any) -> Callable[[], str]:
    """“done”, or the code with which the step was refused."""
    from indicators.services.people import PeopleRefused
    from tests.factories.times import NOW

    def run() -> str:
        try:
            step(**arguments, now=NOW)
        except PeopleRefused as refused:
            return refused.code
        return "done"

    return run


def dismiss_each_other() -> dict[str, Any]:
    """Each deactivates the other, again and again."""
    from indicators.models import User
    from indicators.services.people import deactivate_person
    from tests.concurrency.scene import together

    first, second = _two()
    rounds = []
    for _ in range(ROUNDS):
        User.objects.update(is_active=True)
        answers = together(
            [
                _tried(deactivate_person, person=second, by=first),
                _tried(deactivate_person, person=first, by=second),
            ]
        )
        active = User.objects.filter(is_active=True).count()
        rounds.append({"answers": sorted(answers), "active": active})
    return {"rounds": rounds}


def give_twice() -> dict[str, Any]:
    """Both give the same role to the same person."""
    from indicators.models import Role
    from indicators.services.people import give_role
    from tests.concurrency.scene import together
    from tests.factories.people import member
    from tests.factories.reference import province

    person = member("lanhdao", Role.PROVINCIAL_OFFICER, province())
    role = {"role": Role.LEADER, "area": province()}
    answers = together([_tried(give_role, person=person, by=by, **role) for by in _two()])
    held = person.memberships.filter(role=Role.LEADER).count()
    return {"answers": sorted(answers), "held": held, "events": person.events.count()}
