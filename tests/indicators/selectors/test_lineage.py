"""A new unit's past: who it was made of, in two steps, and when that past may be shown."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Area, Period
from indicators.selectors.lineage import links_on, load_links, restated_series
from indicators.selectors.standing import Coverage, Observation
from tests.factories.reference import commune

IN_2023 = date(2023, 12, 31)
IN_2025 = date(2025, 3, 31)
pytestmark = pytest.mark.django_db


def unit(code: str, valid_from: str) -> Area:
    return Area.objects.get(code=code, valid_from=valid_from)


def codes(links) -> set[tuple[str, bool]]:
    names = Area.objects.in_bulk([link.predecessor for link in links])
    return {(names[link.predecessor].code, link.whole) for link in links}


def observed(numerator: int, denominator: int) -> Observation:
    period = Period(pk=1, kind="quarter", year=2023, number=4, ends_on=IN_2023)
    coverage = Coverage(1, 1, 1, 0, 0, "xã", "xã")
    value = Decimal(numerator) / denominator * 100
    return Observation(period, value, Decimal(numerator), Decimal(denominator), coverage, None)


def test_that_khe_of_2025_was_made_of_three_units_of_the_winter_before() -> None:
    """Chí Minh, Chi Lăng and the town of Thất Khê became the commune of Thất Khê."""
    area = unit("06040", "2025-07-01")

    found = links_on(area.pk, IN_2025, load_links(area.pk))

    assert codes(found) == {("06013", True), ("06034", True), ("06040", True)}


def test_that_khe_of_2025_holds_a_part_of_dai_dong_two_steps_back() -> None:
    area = unit("06040", "2025-07-01")

    found = links_on(area.pk, IN_2023, load_links(area.pk))

    assert codes(found) == {
        ("06013", True),
        ("06034", True),
        ("05995", True),
        ("06040", False),  # xã Đại Đồng, divided at the end of 2024
    }


def test_unit_that_never_changed_has_no_predecessors() -> None:
    area = commune("06001")

    assert links_on(area.pk, IN_2023, load_links(area.pk)) == []


def test_links_need_two_queries(django_assert_num_queries) -> None:
    area = unit("06040", "2025-07-01")

    with django_assert_num_queries(2):
        load_links(area.pk)


def _whole() -> tuple[Area, list[int]]:
    """A unit of 2025 made of whole communes of 2020, and those."""
    area = unit("06040", "2025-07-01")
    links = load_links(area.pk)
    return area, [link.predecessor for link in links_on(area.pk, IN_2025, links)]


def test_past_is_the_sum_of_all_predecessors() -> None:
    area, predecessors = _whole()
    period = Period(pk=9, kind="quarter", year=2025, number=1, ends_on=IN_2025)
    past = {pk: [_on(period, 90 + n, 100)] for n, pk in enumerate(predecessors)}

    (found,) = restated_series(area.pk, Decimal(100), load_links(area.pk), past)

    assert (found.numerator, found.denominator) == (273, 300)
    assert found.value == Decimal(91)
    assert found.is_restated
    assert found.coverage.text == "3/3 xã"


def _on(period: Period, numerator: int, denominator: int) -> Observation:
    seen = observed(numerator, denominator)
    return Observation(
        period, seen.value, seen.numerator, seen.denominator, seen.coverage, seen.own_value
    )


def test_past_without_one_predecessor_is_not_shown() -> None:
    area, predecessors = _whole()
    period = Period(pk=9, kind="quarter", year=2025, number=1, ends_on=IN_2025)
    past = {pk: [_on(period, 90, 100)] for pk in predecessors[1:]}

    assert restated_series(area.pk, Decimal(100), load_links(area.pk), past) == ()


def test_past_with_a_part_of_a_predecessor_is_not_shown() -> None:
    area = unit("06040", "2025-07-01")
    links = load_links(area.pk)
    past = {link.predecessor: [observed(90, 100)] for link in links_on(area.pk, IN_2023, links)}

    assert restated_series(area.pk, Decimal(100), links, past) == ()
