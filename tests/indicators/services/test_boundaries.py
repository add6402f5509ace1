"""A file of outlines replaces those of its level as a whole, or nothing changes."""

from datetime import date

import pytest

from indicators.models import Area, Boundary, BoundarySet
from indicators.outlines import OutlinesRefused
from indicators.services.boundaries import Loaded, load_boundaries
from tests.factories.outlines import collection, feature, square, squares
from tests.factories.reference import district
from tests.factories.times import NOW, local_time

pytestmark = pytest.mark.django_db
LATER = local_time(2026, 11, 30, 9)
ALL = ("178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189")


def load(content: bytes, **fields: object) -> Loaded:
    values = {"source": "Sở thử nghiệm", "by": None, "now": NOW}
    return load_boundaries(content=content, **values | fields)


def refusal(content: bytes, **fields: object) -> str:
    with pytest.raises(OutlinesRefused) as refused:
        load(content, **fields)
    return str(refused.value)


def test_outlines_are_stored_with_source_day_and_label() -> None:
    loaded = load(squares("180", "181"))

    boundary = Boundary.objects.get(area=district("181"))
    assert boundary.set == loaded.boundary_set
    assert boundary.polygons == [[square(1)]]
    assert (str(boundary.label_longitude), str(boundary.label_latitude)) == (
        "106.15000",
        "21.05000",
    )
    assert loaded.boundary_set.source == "Sở thử nghiệm"
    assert loaded.boundary_set.kind == "district"


def test_what_the_file_lacks_is_told() -> None:
    loaded = load(squares("180", "181"))

    assert {area.code for area in loaded.missing} == set(ALL) - {"180", "181"}


def test_day_is_the_newest_on_which_all_codes_exist() -> None:
    assert load(squares("180"), now=LATER).boundary_set.on == date(2025, 6, 30)
    assert load(squares("180"), now=NOW).boundary_set.on == NOW.date()


def test_code_is_the_unit_that_bore_it_on_the_given_day() -> None:
    """06040 was xã Đại Đồng, then thị trấn Thất Khê."""
    named = {area.valid_from: area for area in Area.objects.filter(code="06040")}
    assert len(named) > 1

    for area in named.values():
        load(squares("06040"), on=area.valid_from, now=LATER)

        assert Boundary.objects.get(set__kind="commune").area == area


def test_new_file_replaces_its_level_and_no_other() -> None:
    load(squares("180", "181"))
    load(squares("06001"))

    load(squares("182"))

    assert [b.area.code for b in Boundary.objects.order_by("area__code")] == ["06001", "182"]
    assert BoundarySet.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (squares("180", "999"), "Đối tượng thứ 2 (mã 999): không có huyện hoặc xã nào"),
        (squares("20"), "(mã 20): không có huyện hoặc xã nào"),
        (squares("180", "06001"), "Đối tượng thứ 2 (mã 06001): khác cấp với đối tượng đầu tiên"),
        (collection(feature("180", square()[:-1])), "không khép kín"),
    ],
)
def test_refused_file_leaves_the_old_map(content: bytes, words: str) -> None:
    load(squares("180", "181"))

    assert words in refusal(content)

    assert Boundary.objects.count() == 2


def test_code_that_is_no_more_on_the_given_day_is_refused() -> None:
    told = refusal(squares("180"), on=date(2025, 7, 1))

    assert "không có huyện hoặc xã nào mang mã này vào ngày 01/07/2025" in told


def test_borders_are_thinned_to_what_a_picture_shows() -> None:
    west, south = square()[0]
    side = [[round(west + step / 1000, 4), south] for step in range(100)]

    loaded = load(collection(feature("180", [*side, *square()[1:]])))

    assert loaded.points_read == 104
    assert loaded.points_kept == 5


def test_number_of_queries_does_not_grow_with_the_file(django_assert_num_queries) -> None:
    load(squares("180"))

    with django_assert_num_queries(13):
        load(squares(*ALL))
