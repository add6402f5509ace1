"""Two administrators at one moment. SQLite writes one transaction at a time anyway, and its test
database in memory cannot be shared by threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from indicators.models import Role, User
from indicators.services import people
from indicators.services.people import PeopleRefused
from tests.factories.people import member
from tests.factories.reference import province
from tests.factories.times import NOW

ROUNDS = 10


@pytest.fixture
def both(transactional_db: None) -> tuple[User, User]:
    if connection.vendor == "sqlite":
        pytest.skip("Needs a database that threads can share.")
    names = ("quantri", "quantri2")
    return tuple(member(name, Role.ADMINISTRATOR, province()) for name in names)


def at_once(*steps: Callable[[], object]) -> list[str]:
    """What each step came to, all begun at one moment in threads of their own."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], object]) -> str:
        try:
            barrier.wait(timeout=10)
            step()
        except PeopleRefused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(run, steps))


def test_two_who_dismiss_each_other_leave_one(both: tuple[User, User]) -> None:
    first, second = both

    for _ in range(ROUNDS):
        User.objects.update(is_active=True)
        outcomes = at_once(
            lambda: people.deactivate_person(person=second, by=first, now=NOW),
            lambda: people.deactivate_person(person=first, by=second, now=NOW),
        )

        assert sorted(outcomes) == ["done", "not_administrator"]
        assert User.objects.filter(is_active=True).count() == 1


def test_role_given_twice_at_once_is_given_once(both: tuple[User, User]) -> None:
    first, second = both
    person = member("lanhdao", Role.PROVINCIAL_OFFICER, province())

    def give(by: User) -> Callable[[], object]:
        arguments = {"role": Role.LEADER, "area": province(), "by": by, "now": NOW}
        return lambda: people.give_role(person=person, **arguments)

    outcomes = at_once(give(first), give(second))

    assert sorted(outcomes) == ["done", "wrong_role"]
    assert person.memberships.filter(role=Role.LEADER).count() == 1
    assert person.events.count() == 1
