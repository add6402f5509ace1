"""Small GeoJSON: squares side by side in the north of the province."""

import json

EAST, NORTH, SIDE = 106.0, 21.0, 0.1

Ring = list[list[float]]


def square(column: int = 0, row: int = 0) -> Ring:
    west, south = round(EAST + column * SIDE, 3), round(NORTH + row * SIDE, 3)
    east, north = round(west + SIDE, 3), round(south + SIDE, 3)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code: object, *rings: Ring, **fields: object) -> dict[str, object]:
    shape = {"type": "Polygon", "coordinates": list(rings or (square(),))}
    return {"type": "Feature", "id": code, "properties": {}, "geometry": shape} | fields


def collection(*features: object, **fields: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)} | fields).encode()


def squares(*codes: str) -> bytes:
    """One square for each code, from west to east."""
    return collection(*(feature(code, square(place)) for place, code in enumerate(codes)))
