"""Places through time: mergers in December 2024, no districts from July 2025."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from indicators.models import Area, AreaKind, AreaSuccession, UnitType
from indicators.succession import Link, mixed_successors
from tests.factories.reference import commune, communes, district, province

pytestmark = pytest.mark.django_db

BEFORE, MERGED, WITHOUT_DISTRICTS = date(2024, 11, 30), date(2024, 12, 1), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 1, 1), 200),
        (BEFORE, 200),
        (MERGED, 194),
        (date(2025, 6, 30), 194),
        (WITHOUT_DISTRICTS, 65),
    ],
    ids=str,
)
def test_valid_on_counts_the_communes_of_the_day(day: date, expected: int) -> None:
    assert Area.objects.of_kind(AreaKind.COMMUNE).valid_on(day).count() == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (BEFORE, {UnitType.XA: 181, UnitType.THI_TRAN: 14, UnitType.PHUONG: 5}),
        (MERGED, {UnitType.XA: 175, UnitType.THI_TRAN: 14, UnitType.PHUONG: 5}),
        (WITHOUT_DISTRICTS, {UnitType.XA: 61, UnitType.PHUONG: 4}),
    ],
    ids=str,
)
def test_valid_on_counts_the_unit_types_of_the_day(day: date, expected: dict[str, int]) -> None:
    found = Area.objects.of_kind(AreaKind.COMMUNE).valid_on(day)

    assert Counter(found.values_list("unit_type", flat=True)) == expected


def test_valid_on_has_no_commune_before_the_first_day_known() -> None:
    assert not Area.objects.valid_on(date(2019, 12, 31)).exists()


@pytest.mark.parametrize(("day", "expected"), [(BEFORE, 11), (WITHOUT_DISTRICTS, 0)], ids=str)
def test_valid_on_has_districts_until_they_were_abolished(day: date, expected: int) -> None:
    assert Area.objects.of_kind(AreaKind.DISTRICT).valid_on(day).count() == expected


def test_is_valid_on_agrees_with_the_query() -> None:
    town = commune("06040", MERGED)
    days = (BEFORE, MERGED, date(2025, 6, 30), WITHOUT_DISTRICTS)

    assert [town.is_valid_on(day) for day in days] == [False, True, True, False]
    for day in days:
        assert Area.objects.valid_on(day).filter(pk=town.pk).exists() == town.is_valid_on(day)


def test_under_a_district_is_itself_and_its_communes_only() -> None:
    found = Area.objects.under(district("180")).valid_on(BEFORE)

    assert found.filter(kind=AreaKind.DISTRICT).get() == district("180")
    assert found.filter(kind=AreaKind.COMMUNE).count() == 22
    assert set(found.exclude(kind=AreaKind.DISTRICT).values_list("parent__code", flat=True)) == {
        "180"
    }


def test_under_the_province_is_everything() -> None:
    assert Area.objects.under(province()).count() == Area.objects.count()


def test_under_a_commune_is_itself() -> None:
    assert list(Area.objects.under(commune("06001"))) == [commune("06001")]


@pytest.mark.parametrize(
    ("code", "in_2021", "in_2025"),
    [
        ("178", 8, 8),
        ("180", 22, 20),
        ("181", 19, 19),
        ("182", 17, 17),
        ("183", 22, 22),
        ("184", 17, 15),
        ("185", 18, 18),
        ("186", 24, 23),
        ("187", 20, 20),
        ("188", 21, 20),
        ("189", 12, 12),
    ],
)
def test_district_has_its_published_number_of_communes(
    code: str, in_2021: int, in_2025: int
) -> None:
    counts = [len(communes(district(code), day)) for day in (BEFORE, MERGED)]

    assert counts == [in_2021, in_2025]


def test_communes_of_2025_lie_directly_below_the_province() -> None:
    found = Area.objects.of_kind(AreaKind.COMMUNE).valid_on(WITHOUT_DISTRICTS)

    assert set(found.values_list("parent", flat=True)) == {province().pk}


def test_code_06040_names_three_units_one_after_the_other() -> None:
    days = (BEFORE, MERGED, WITHOUT_DISTRICTS)

    names = [commune("06040", day).name for day in days]

    assert names == ["Xã Đại Đồng", "Thị trấn Thất Khê", "Xã Thất Khê"]


def test_code_and_day_name_at_most_one_unit() -> None:
    validity = defaultdict(list)
    for area in Area.objects.order_by("valid_from"):
        validity[area.code].append(area)

    for areas in validity.values():
        for earlier, later in pairwise(areas):
            assert earlier.valid_to is not None
            assert earlier.valid_to <= later.valid_from, (earlier, later)


def test_name_of_a_commune_may_recur_in_other_districts() -> None:
    found = Area.objects.of_kind(AreaKind.COMMUNE).valid_on(BEFORE).filter(short_name="Hòa Bình")

    assert found.values("parent").distinct().count() == found.count() == 4


def test_every_commune_that_ended_has_successors_on_that_day() -> None:
    ended = Area.objects.of_kind(AreaKind.COMMUNE).filter(valid_to__isnull=False)

    for area in ended.prefetch_related("successions__successor"):
        links = area.successions.all()
        assert links, area
        assert {link.happened_on for link in links} == {area.valid_to}
        assert {link.successor.valid_from for link in links} == {area.valid_to}


def test_every_commune_that_began_later_has_predecessors() -> None:
    began = Area.objects.of_kind(AreaKind.COMMUNE).filter(valid_from__gt=date(2020, 1, 1))

    assert began.count() == 6 + 65
    assert not began.filter(precedents__isnull=True).exists()


def test_succession_leads_all_communes_of_2020_to_the_65_of_2025() -> None:
    followers = defaultdict(set)
    for before, after in AreaSuccession.objects.values_list("predecessor", "successor"):
        followers[before].add(after)
    frontier = {area.pk for area in communes(province(), BEFORE)}
    assert len(frontier) == 200

    while frontier & followers.keys():
        frontier = set().union(*(followers.get(area, {area}) for area in frontier))

    assert frontier == {area.pk for area in communes(province(), WITHOUT_DISTRICTS)}


def test_succession_is_whole_except_for_what_was_split() -> None:
    split = AreaSuccession.objects.filter(whole=False)
    links = Counter(AreaSuccession.objects.values_list("predecessor__name", flat=True))

    assert set(split.values_list("predecessor__name", flat=True)) == {
        "Xã Đại Đồng",
        "Xã Bính Xá",
        "Xã Kiên Mộc",
    }
    assert all(links[name] == 2 for name in split.values_list("predecessor__name", flat=True))


def test_whole_predecessor_has_one_successor() -> None:
    links = Counter(AreaSuccession.objects.values_list("predecessor", flat=True))
    whole = AreaSuccession.objects.filter(whole=True).values_list("predecessor", flat=True)

    assert {links[area] for area in whole} == {1}


def test_four_units_of_2025_mix_two_districts() -> None:
    rows = AreaSuccession.objects.filter(happened_on=WITHOUT_DISTRICTS)
    links = [Link(row.predecessor_id, row.successor_id, row.whole) for row in rows]
    districts = dict(rows.values_list("predecessor", "predecessor__parent"))

    mixed = Area.objects.filter(pk__in=mixed_successors(links, districts))

    assert set(mixed.values_list("short_name", flat=True)) == {
        "Đông Kinh",
        "Kỳ Lừa",
        "Khánh Khê",
        "Tân Đoàn",
    }


def test_tiles_are_the_districts_own_and_unique() -> None:
    placed = Area.objects.filter(tile_row__isnull=False)
    tiles = set(placed.values_list("tile_row", "tile_column"))

    assert set(placed.values_list("kind", flat=True)) == {AreaKind.DISTRICT}
    assert placed.count() == len(tiles) == 11


@pytest.mark.parametrize(
    ("code", "tile"), [("180", (0, 1)), ("178", (2, 2)), ("189", (3, 3)), ("181", (1, 0))]
)
def test_tile_stands_where_the_district_lies(code: str, tile: tuple[int, int]) -> None:
    area = district(code)

    assert (area.tile_row, area.tile_column) == tile
