"""Where communes strove to leave the list in a year, as tiles and in numbers."""

from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from programs.models import AreaReview, ReviewState
from programs.selectors.review_map import Tile, review_map
from tests.factories.capital import decision
from tests.factories.reference import communes, district, unit_of_2025
from tests.factories.work import new_review, stored

pytestmark = pytest.mark.django_db
LEFT = {"state": ReviewState.LEFT, "decided_on": date(2024, 6, 1)}


def registered(code: str, number: int = 0, **fields: object) -> AreaReview:
    return stored(new_review(area=communes(district(code))[number], **fields))


def tile(name: str, **asked: object) -> Tile:
    found = review_map(AreaReview.objects.all(), **asked)
    return next(one for one in found.tiles if one.name == name)


def test_each_district_counts_its_communes_by_state() -> None:
    registered("180", 0, decision=decision(), **LEFT)
    registered("180", 1, state=ReviewState.PROPOSED)
    registered("180", 2, state=ReviewState.WITHDRAWN)
    registered("184", 0)

    found = tile("Tràng Định", year=2024)

    assert (found.registered, found.left, found.proposed, found.ended) == (3, 1, 1, 1)
    assert found.state == "left"
    assert tile("Văn Quan", year=2024).state == "striving"
    assert tile("Bình Gia", year=2024).state == "none"


def test_tiles_lie_as_the_districts_do() -> None:
    rows = review_map(AreaReview.objects.all()).rows

    assert [one and one.name for one in rows[0]] == [None, "Tràng Định", None, None]
    assert [one and one.name for one in rows[1]] == ["Bình Gia", "Văn Lãng", None, None]
    assert len([one for row in rows for one in row if one]) == 11


def test_year_and_kind_are_told_apart_and_the_newest_year_is_shown() -> None:
    registered("180", year=2023)
    registered("184", year=2024)
    registered("184", 1, year=2024, kind="village", village_name="Nà Lùng")

    found = review_map(AreaReview.objects.all())

    assert (found.year, found.years, found.total.registered) == (2024, (2024, 2023), 1)
    assert tile("Văn Quan", kind="village").registered == 1
    assert tile("Tràng Định", year=2023).registered == 1


def test_commune_of_no_district_is_counted_beside_them() -> None:
    stored(new_review(area=unit_of_2025(), year=2025))

    found = review_map(AreaReview.objects.all())

    assert (found.elsewhere.registered, found.total.registered) == (1, 1)
    assert not any(one.registered for one in found.tiles)


def test_three_queries_however_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(5):
        registered("184", number)
        registered("180", number)

    with django_assert_num_queries(3):
        assert review_map(AreaReview.objects.all()).total.registered == 10
