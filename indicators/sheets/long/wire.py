"""A reading on its way between the processes: rows as they are, the rest field by field."""

from typing import Any

from indicators.sheets.spec import from_json, to_json

from .spec import Cause, LongReading


def packed(reading: LongReading) -> dict[str, Any]:
    return {
        "rows": reading.rows,
        "causes": to_json(reading.causes),
        "blank": reading.blank,
        "hidden": reading.hidden,
        "refusal": reading.refusal,
        "notices": reading.notices,
    }


def unpacked(data: dict[str, Any]) -> LongReading:
    return LongReading(
        rows=tuple(data["rows"]),
        causes=from_json(tuple[Cause, ...], data["causes"]),
        blank=int(data["blank"]),
        hidden=int(data["hidden"]),
        refusal=str(data["refusal"]),
        notices=tuple(map(str, data["notices"])),
    )
