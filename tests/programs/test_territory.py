"""Agencies put to the district in which their commune lay."""

import pytest

from indicators.models import Area
from programs.models import Agency, AgencyKind
from programs.selectors.book import territory
from programs.territory import MIXED, PROVINCE, UNKNOWN, Place, PlaceKind, Seat, places
from tests.factories.capital import new_agency

CITY, CAO_LOC = "178", "183"


def district_place(district: str) -> Place:
    return Place(PlaceKind.DISTRICT, district)


def test_district_of_its_day_is_its_own_place() -> None:
    assert places({"a": Seat(CITY, CITY)}, []) == {"a": district_place(CITY)}


def test_commune_lies_in_its_district() -> None:
    assert places({"a": Seat("Gia Cát", CAO_LOC)}, []) == {"a": district_place(CAO_LOC)}


def test_commune_of_today_is_put_to_the_district_of_its_predecessors() -> None:
    precedents = [("Tam Thanh", CITY), ("Tam Thanh", CITY)]

    found = places({"today": Seat("Tam Thanh"), "then": Seat(CITY, CITY)}, precedents)

    assert found["today"] == found["then"] == district_place(CITY)


def test_commune_of_several_districts_stands_apart() -> None:
    precedents = [("Kỳ Lừa", CITY), ("Kỳ Lừa", CAO_LOC)]

    assert places({"a": Seat("Kỳ Lừa")}, precedents) == {"a": MIXED}


def test_department_is_the_province_and_a_commune_without_past_is_unknown() -> None:
    assert places({"a": Seat(None), "b": Seat("new")}, []) == {"a": PROVINCE, "b": UNKNOWN}


@pytest.mark.django_db
def test_four_of_todays_communes_mix_districts(django_assert_num_queries) -> None:
    new = Area.objects.filter(kind="commune", valid_to=None, valid_from__year=2025)
    today = new.select_related("parent")  # as the agencies of a page come
    agencies: dict[int, Agency] = {
        area.pk: new_agency(code=area.code, kind=AgencyKind.COMMUNE, area=area) for area in today
    }

    with django_assert_num_queries(1):
        found, districts = territory(agencies)

    mixed = {agencies[key].area.short_name for key, place in found.items() if place == MIXED}
    assert len(found) == 65
    assert len(districts) == 11
    assert mixed == {"Đông Kinh", "Kỳ Lừa", "Khánh Khê", "Tân Đoàn"}
    assert UNKNOWN not in found.values()
