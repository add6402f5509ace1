"""Reads outlines from GeoJSON and refuses, with feature and reason, whatever is none."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .shapes import Polygon, Ring, area, turned

MOST_BYTES = 20_000_000
MOST_FEATURES = 5_000
MOST_POINTS = 400_000
DECIMALS = 5  # of a degree: about a metre
DEGREES = ("CRS84", "4326")  # what a file's own note on coordinates may name


@dataclass(frozen=True)
class Outline:
    """One feature: its place in the file, the code of the place, its polygons."""

    number: int
    code: str
    polygons: list[Polygon]


@dataclass(frozen=True)
class OutlineProblem:
    """Why a file is refused; `number` is that of the feature, None where it is the file."""

    message: str
    number: int | None = None
    code: str = ""

    def __str__(self) -> str:
        if self.number is None:
            return self.message
        name = f"Đối tượng thứ {self.number}" + (f" (mã {self.code})" if self.code else "")
        return f"{name}: {self.message}"


class OutlinesRefused(Exception):
    """No outline was taken; `problems` says why, one for each feature at most."""

    def __init__(self, *problems: OutlineProblem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class _Bad(Exception):
    """Why one feature cannot be taken."""


def read_outlines(content: bytes) -> list[Outline]:
    """The features in the order of the file; longitude and latitude in degrees (WGS 84).

    Raises OutlinesRefused with every bad feature; nothing is mended and nothing fetched.
    """
    features = _features(_parsed(content))
    outlines, problems = [], []
    for number, feature in enumerate(features, start=1):
        code = _code(feature)
        try:
            outlines.append(Outline(number, code, _polygons(feature, code)))
        except _Bad as bad:
            problems.append(OutlineProblem(str(bad), number, code))
    problems += _repeated(outlines)
    if problems:
        raise OutlinesRefused(*sorted(problems, key=lambda problem: problem.number or 0))
    points = sum(len(ring) for o in outlines for polygon in o.polygons for ring in polygon)
    if points > MOST_POINTS:
        raise _refused(
            f"Tệp có {points} điểm, nhiều hơn {MOST_POINTS}; hãy giản lược trước khi nạp."
        )
    return outlines


def _refused(message: str) -> OutlinesRefused:
    return OutlinesRefused(OutlineProblem(message))


def _parsed(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise _refused(f"Tệp lớn hơn {MOST_BYTES // 1_000_000} MB; hãy giản lược trước khi nạp.")
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=float)
    except UnicodeDecodeError as bad:
        raise _refused("Tệp không phải là văn bản UTF-8.") from bad
    except RecursionError as bad:
        raise _refused("Tệp lồng quá nhiều lớp, không phải là GeoJSON.") from bad
    except ValueError as bad:
        line = f" (dòng {bad.lineno})" if isinstance(bad, json.JSONDecodeError) else ""
        raise _refused(f"Tệp không đọc được như JSON{line}.") from bad


def _features(found: Any) -> list[Any]:
    if not isinstance(found, Mapping) or found.get("type") != "FeatureCollection":
        raise _refused("Tệp phải là GeoJSON loại FeatureCollection.")
    features = found.get("features")
    if not isinstance(features, list) or not features:
        raise _refused("Tệp không có đối tượng nào trong “features”.")
    if len(features) > MOST_FEATURES:
        raise _refused(f"Tệp có {len(features)} đối tượng, nhiều hơn {MOST_FEATURES}.")
    system = found.get("crs")
    if system is not None and not any(name in json.dumps(system) for name in DEGREES):
        raise _refused(
            "Tệp ghi hệ tọa độ khác WGS 84; hãy chuyển sang kinh độ, vĩ độ (EPSG:4326) rồi nạp lại."
        )
    return features


def _code(feature: Any) -> str:
    """The property “code”, else the feature's id; "" where there is neither."""
    if not isinstance(feature, Mapping):
        return ""
    properties = feature.get("properties")
    own = properties.get("code") if isinstance(properties, Mapping) else None
    code = own if own is not None else feature.get("id")
    is_code = isinstance(code, str | int) and not isinstance(code, bool)
    return str(code).strip()[:20] if is_code else ""


def _polygons(feature: Any, code: str) -> list[Polygon]:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        raise _Bad("không phải là Feature.")
    if not code:
        raise _Bad("thiếu mã đơn vị (thuộc tính “code” hoặc “id”).")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Bad("hình phải là Polygon hoặc MultiPolygon.")
    coordinates = geometry.get("coordinates")
    parts = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(parts, list) or not parts:
        raise _Bad("không có tọa độ.")
    return [_polygon(part) for part in parts]


def _polygon(rings: Any) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise _Bad("một đa giác không có đường viền nào.")
    return turned([_ring(ring) for ring in rings])


def _ring(positions: Any) -> Ring:
    if not isinstance(positions, list) or len(positions) < 4:
        raise _Bad("một đường viền có ít hơn bốn điểm.")
    points = [_point(position) for position in positions]
    if points[0] != points[-1]:
        raise _Bad("một đường viền không khép kín: điểm cuối khác điểm đầu.")
    ring = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    if len(ring) < 4 or area(ring) == 0:
        raise _Bad("một đường viền không bao quanh diện tích nào.")
    return ring


def _point(position: Any) -> tuple[float, float]:
    if not isinstance(position, list) or not 2 <= len(position) <= 4:
        raise _Bad("một điểm không phải là cặp kinh độ, vĩ độ.")
    if not all(_is_number(value) for value in position):
        raise _Bad("tọa độ có giá trị không phải là số.")
    longitude, latitude = float(position[0]), float(position[1])
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise _Bad(
            f"tọa độ ({position[0]}, {position[1]}) không phải là độ; viết kinh độ trước, vĩ độ "
            "sau, theo WGS 84 (không phải mét VN-2000)."
        )
    return round(longitude, DECIMALS), round(latitude, DECIMALS)


def _is_number(value: Any) -> bool:
    """Finite, and not so long a whole number that no float holds it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e300 and math.isfinite(value)


def _repeated(outlines: list[Outline]) -> list[OutlineProblem]:
    first: dict[str, int] = {}
    return [
        OutlineProblem(f"mã đã có ở đối tượng thứ {first[o.code]}.", o.number, o.code)
        for o in outlines
        if first.setdefault(o.code, o.number) != o.number
    ]
