"""The truth of an example in the shape of the command's answer."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.indicators.views.examples import Example


def expected_records(chosen: Example) -> Counter:
    return Counter(
        (
            record["sheet"],
            record["cell"],
            record["area_code"],
            record["area_name"],
            record["key"],
            record["period"],
            record["dim"],
            record["value"] == "True" if record["kind"] == "bool" else _value(record["value"]),
        )
        for record in chosen.truth["records"]
    )


def found_records(answer: Mapping[str, Any]) -> Counter:
    return Counter(
        tuple(
            _value(value) if name == "value" and isinstance(value, str) else value
            for name, value in record.items()
        )
        for record in answer["records"]
    )


def _value(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def missing_skips(chosen: Example, answer: Mapping[str, Any]) -> set[tuple[str, int, str]]:
    """Rows with content that the truth leaves out and the answer does not, by sheet and reason."""
    told = {
        (part["sheet"], row, part["why"])
        for part in answer["skipped"]
        for row in _rows(part["where"])
    }
    wanted = {
        (part["sheet"], row, _reason(part["why"]))
        for part in chosen.truth["must_skip"]
        for row in _rows(part["where"])
        if row in chosen.used_rows(part["sheet"])
    }
    return wanted - told


def _reason(why: str) -> str:
    reason = why.split(" (")[0]
    return "title block" if reason == "title" else reason


def _rows(where: str) -> range:
    kind, _, numbers = where.partition(" ")
    if kind not in ("row", "rows"):
        return range(0)
    first, _, last = numbers.partition("-")
    return range(int(first), int(last or first) + 1)
