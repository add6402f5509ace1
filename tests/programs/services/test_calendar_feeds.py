"""The secret address of a calendar."""

from indicators.models import User
from programs.models import CalendarFeed
from programs.services.calendar_feeds import create_feed, owner_of, revoke_feed
from tests.factories.times import NOW


def test_address_opens_its_owners_calendar_and_is_kept_as_a_hash(leader: User) -> None:
    token = create_feed(user=leader, now=NOW)

    assert owner_of(token) == leader
    assert token not in str(CalendarFeed.objects.values())
    assert len(token) >= 43


def test_new_address_ends_the_one_before(leader: User) -> None:
    old, new = create_feed(user=leader, now=NOW), create_feed(user=leader, now=NOW)

    assert (owner_of(old), owner_of(new)) == (None, leader)


def test_revoked_address_and_a_closed_account_open_nothing(leader: User) -> None:
    first = create_feed(user=leader, now=NOW)
    revoke_feed(user=leader, now=NOW)
    second = create_feed(user=leader, now=NOW)
    leader.is_active = False
    leader.save()

    assert (owner_of(first), owner_of(second), owner_of(""), owner_of("x")) == (None,) * 4
