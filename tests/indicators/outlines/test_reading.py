"""What is taken from a GeoJSON file, and with which words the rest is refused."""

import json

import pytest

from indicators.outlines import OutlinesRefused, read_outlines, reading
from tests.factories.outlines import collection, feature, square, squares

NAN = collection(feature("180")).replace(b"106.0", b"NaN", 1)
INFINITE = collection(feature("180")).replace(b"106.0", b"1e999", 1)
ENDLESS = collection(feature("180")).replace(b"106.0", b"1" * 400, 1)


def refusal(content: bytes) -> str:
    with pytest.raises(OutlinesRefused) as refused:
        read_outlines(content)
    return str(refused.value)


def test_features_are_read_with_their_codes() -> None:
    outlines = read_outlines(squares("180", "181"))

    assert [(outline.number, outline.code) for outline in outlines] == [(1, "180"), (2, "181")]
    assert outlines[0].polygons[0][0][0] == (106.0, 21.0)


def test_property_code_goes_before_the_id_and_a_number_is_a_code() -> None:
    named = feature("x", properties={"code": "180"})

    assert [o.code for o in read_outlines(collection(named, feature(181, square(1))))] == [
        "180",
        "181",
    ]


def test_parts_and_holes_are_kept_and_holes_run_the_other_way() -> None:
    hole = [[106.02, 21.02], [106.04, 21.02], [106.04, 21.04], [106.02, 21.02]]
    shape = {"type": "MultiPolygon", "coordinates": [[square(), hole], [square(3)]]}

    polygons = read_outlines(collection(feature("180", geometry=shape)))[0].polygons

    assert [len(polygon) for polygon in polygons] == [2, 1]
    assert polygons[0][1][:2] == [(106.02, 21.02), (106.04, 21.04)]


def test_byte_order_mark_is_no_fault() -> None:
    assert read_outlines(b"\xef\xbb\xbf" + squares("180"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không đọc được như JSON"),
        (b'{"type": ', "không đọc được như JSON (dòng 1)"),
        (b"\xff\xfe{}", "không phải là văn bản UTF-8"),
        (b"[" * 100_000, "lồng quá nhiều lớp"),
        (b"[]", "FeatureCollection"),
        (b'{"type": "Feature"}', "FeatureCollection"),
        (collection(), "không có đối tượng nào"),
        (collection(feature("180"), crs={"properties": {"name": "EPSG:3405"}}), "khác WGS 84"),
        (collection(7), "Đối tượng thứ 1: không phải là Feature"),
        (collection(feature(None)), "thiếu mã đơn vị"),
        (collection(feature(True)), "thiếu mã đơn vị"),
        (collection(feature("180", geometry=None)), "Polygon hoặc MultiPolygon"),
        (
            collection(feature("180", geometry={"type": "Point", "coordinates": [106, 21]})),
            "(mã 180): hình phải là Polygon",
        ),
        (
            collection(feature("180", geometry={"type": "Polygon", "coordinates": "x"})),
            "không có đường viền nào",
        ),
        (collection(feature("180", [])), "ít hơn bốn điểm"),
        (collection(feature("180", square()[:-1])), "không khép kín"),
        (collection(feature("180", [[106, 21]] * 5)), "không bao quanh"),
        (collection(feature("180", [[106]] * 4)), "cặp kinh độ, vĩ độ"),
        (collection(feature("180", [["106", "21"]] * 4)), "không phải là số"),
        (collection(feature("180", [[True, 21]] * 4)), "không phải là số"),
        (NAN, "Đối tượng thứ 1 (mã 180): tọa độ có giá trị không phải là số"),
        (INFINITE, "không phải là số"),
        (ENDLESS, "không phải là số"),
        (collection(feature("180", [[21.5, 106.5]] * 4)), "kinh độ trước, vĩ độ sau"),
        (collection(feature("180", [[431205.5, 2417512.1]] * 4)), "VN-2000"),
        (squares("180", "181", "180"), "Đối tượng thứ 3 (mã 180): mã đã có ở đối tượng thứ 1"),
    ],
)
def test_file_is_refused_with_feature_and_reason(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_every_bad_feature_is_told_in_the_order_of_the_file() -> None:
    told = refusal(collection(feature("180", []), feature("181"), feature(None))).splitlines()

    assert [line[:16] for line in told] == ["Đối tượng thứ 1 ", "Đối tượng thứ 3:"]


def test_large_file_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 10_000_000)

    assert "lớn hơn 10 MB" in refusal(b"[" * 10_000_001)


def test_too_many_features_and_too_many_points_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "MOST_POINTS", 9)
    assert "10 điểm" in refusal(squares("180", "181"))

    monkeypatch.setattr(reading, "MOST_FEATURES", 1)
    assert "2 đối tượng" in refusal(squares("180", "181"))


def test_text_of_the_file_is_not_repeated_at_length() -> None:
    told = refusal(collection(feature("9" * 5000, geometry=None)))

    assert len(told) < 200
    assert json.dumps(told)
