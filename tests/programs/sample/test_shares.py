from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.sample.shares import THOUSAND, poured, shared

weights = st.dictionaries(st.integers(), st.decimals(1, 1000, places=1), min_size=1, max_size=20)
rooms = st.dictionaries(st.integers(), st.decimals(0, 1000, places=3), min_size=1, max_size=20)


def test_shared_gives_what_rounding_leaves_to_the_largest_remainders() -> None:
    parts = shared(Decimal(10), dict.fromkeys("abc", Decimal(1)))

    assert parts == {"a": 4, "b": 3, "c": 3}


@given(total=st.integers(0, 10**7), by=weights)
def test_shared_parts_add_up_and_none_is_negative(total: int, by: dict[int, Decimal]) -> None:
    parts = shared(Decimal(total), by)

    assert sum(parts.values()) == total
    assert min(parts.values()) >= 0


def test_poured_gives_to_the_others_what_does_not_fit() -> None:
    room, pull = {"a": Decimal(4), "b": Decimal(8)}, {"a": Decimal(3), "b": Decimal(1)}

    assert poured(Decimal(9), room, pull) == {"a": 4, "b": 5}


def test_poured_leaves_a_vessel_without_pull_empty() -> None:
    room, pull = {"a": Decimal(4), "b": Decimal(8)}, {"a": Decimal(0), "b": Decimal(1)}

    assert poured(Decimal(5), room, pull) == {"a": 0, "b": 5}
    with pytest.raises(ValueError, match="does not fit"):
        poured(Decimal(9), room, pull)


@given(room=rooms, data=st.data())
def test_poured_fills_no_room_over(room: dict[int, Decimal], data: st.DataObject) -> None:
    pull = {part: data.draw(st.decimals("0.1", 9, places=1)) for part in room}
    most = int(sum(room.values()) / THOUSAND)
    total = data.draw(st.integers(0, most)) * THOUSAND

    parts = poured(total, room, pull)

    assert sum(parts.values()) == total
    assert all(0 <= parts[part] <= room[part] for part in room)
