"""How what was read of a district's sheet, and what was shown of it, is kept with its batch, so
that what was shown is what is stored."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import Any

from indicators.sheets.spec import Problem, ReadReport, from_json, to_json
from programs.models import ProgrammeBatch


def keep_shown(batch: ProgrammeBatch, reading: ReadReport, shown: object) -> None:
    """Puts both into the batch, with the fingerprint of what would be stored; `shown` is a
    dataclass of plain data."""
    batch.reading = to_json(reading) | {"shown": to_json(shown)}
    told = json.dumps(to_json(shown), ensure_ascii=False, sort_keys=True)
    batch.fingerprint = hashlib.sha256(told.encode()).hexdigest()


def sheet_reading(batch: ProgrammeBatch) -> ReadReport:
    return from_json(ReadReport, batch.reading)


def kept_shown(batch: ProgrammeBatch, kind: type[Any]) -> Any:
    """What was shown, as the dataclass that it was kept from; an empty one where nothing was."""
    return from_json(kind, batch.reading["shown"]) if "shown" in batch.reading else kind()


def row_of(cell: str) -> int:
    """The number of a cell's row: 12 of "E12"."""
    return int(cell.lstrip(ascii_uppercase))


def without_refused(reading: ReadReport, problems: Sequence[Problem]) -> ReadReport:
    """The reading with these problems, and without the cells and rows that were refused."""
    errors = [problem for problem in problems if problem.level == "error"]
    cells = {(problem.sheet, problem.cell) for problem in errors if problem.scope == "cell"}
    rows = {(problem.sheet, problem.row) for problem in errors if problem.scope == "row"}
    return replace(
        reading,
        records=tuple(
            record
            for record in reading.records
            if (record.sheet, record.cell) not in cells
            and (record.sheet, row_of(record.cell)) not in rows
        ),
        problems=(*reading.problems, *problems),
    )
