"""A former district's present: the sum of the units that took in its communes."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Area, Period
from indicators.selectors.lineage import Heirs, load_heirs, present_series
from indicators.selectors.standing import Coverage, Observation
from tests.factories.reference import district

pytestmark = pytest.mark.django_db

HUNDRED = Decimal(100)


def names(areas: tuple[int, ...] | frozenset[int]) -> set[str]:
    return set(Area.objects.filter(pk__in=areas).values_list("short_name", flat=True))


def observed(numerator: int, denominator: int) -> Observation:
    period = Period(pk=1, kind="quarter", year=2025, number=3, ends_on=date(2025, 9, 30))
    coverage = Coverage(1, 1, 1, 0, 0, "xã", "xã")
    value = Decimal(numerator) / denominator * 100
    return Observation(period, value, Decimal(numerator), Decimal(denominator), coverage, None)


def heirs_of(code: str) -> Heirs:
    found = district(code)
    return load_heirs(found)[found.pk]


def test_heirs_of_many_districts_are_those_of_each_in_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    districts = list(Area.objects.filter(kind="district"))

    with django_assert_num_queries(2):
        found = load_heirs(*districts)

    assert found == {one.pk: load_heirs(one)[one.pk] for one in districts}
    assert len(found) == 11


def test_bac_son_went_to_units_of_its_own() -> None:
    heirs = heirs_of("185")

    assert "Bắc Sơn" in names(heirs.successors)
    assert heirs.mixes == frozenset()


def test_cao_loc_lost_communes_to_units_that_mix_districts() -> None:
    heirs = heirs_of("183")

    assert names(heirs.mixes) <= {"Đông Kinh", "Kỳ Lừa", "Khánh Khê", "Tân Đoàn"}
    assert "Đông Kinh" in names(heirs.mixes)


def test_commune_has_no_heirs_of_this_kind() -> None:
    commune = Area.objects.get(code="06001", valid_from=date(2020, 1, 1))

    assert load_heirs(commune) == {}


def test_present_is_the_sum_of_all_successors_and_marked() -> None:
    heirs = Heirs((1, 2), frozenset())

    (present,) = present_series(HUNDRED, heirs, {1: [observed(10, 100)], 2: [observed(30, 100)]})

    assert (present.numerator, present.denominator, present.value) == (40, 200, 20)
    assert present.is_restated
    assert not present.is_approximate
    assert present.coverage.text == "2/2 xã"


def test_present_with_a_mixed_successor_is_approximate() -> None:
    heirs = Heirs((1, 2), frozenset({2}))

    (present,) = present_series(HUNDRED, heirs, {1: [observed(10, 100)], 2: [observed(30, 100)]})

    assert present.is_approximate


def test_present_without_one_successor_is_not_shown() -> None:
    heirs = Heirs((1, 2), frozenset())

    assert present_series(HUNDRED, heirs, {1: [observed(10, 100)]}) == ()
