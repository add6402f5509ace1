"""Two administrators, one instant; on the database that the suite runs on."""

from tests.concurrency.people import ROUNDS
from tests.concurrency.test_grid import played


def test_two_who_dismiss_each_other_leave_one() -> None:
    rounds = played("dismiss_each_other")["rounds"]

    assert rounds == [{"answers": ["done", "not_administrator"], "active": 1}] * ROUNDS


def test_role_given_twice_at_once_is_given_once() -> None:
    outcome = played("give_twice")

    assert outcome == {"answers": ["done", "wrong_role"], "held": 1, "events": 1}
