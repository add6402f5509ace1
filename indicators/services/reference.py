"""Reference data and published figures: from the files of fixtures/ into the tables.

`FILES` are the tables of this app; who stands above it adds its own and loads them together.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tablib
from django.db import transaction
from import_export.results import Result as ImportResult

from indicators import resources

TableFile = tuple[
    str, type[resources.ReferenceResource]
]  # a file without its ending, and its table

FILES: tuple[TableFile, ...] = (
    ("decisions", resources.DecisionResource),
    ("areas", resources.AreaResource),
    ("area_successions", resources.AreaSuccessionResource),
    ("periods", resources.PeriodResource),
    ("measures", resources.MeasureResource),
    ("indicators", resources.IndicatorResource),
    ("baselines", resources.BaselineResource),
    ("targets", resources.TargetResource),
    ("official_figures", resources.OfficialFigureResource),
    ("report_forms", resources.ReportFormResource),
    ("form_measures", resources.FormMeasureResource),
)

Row = tuple[int, list[str]]  # the line of the file on which a row begins, and its cells


@dataclass(frozen=True)
class ReferenceProblem:
    file: str
    row: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, dòng {self.row}"
        return (
            f"{place}, cột {self.field}: {self.message}"
            if self.field
            else f"{place}: {self.message}"
        )


class ReferenceRefused(Exception):
    """Nothing was stored; `problems` names file, row (as an editor counts lines) and field."""

    def __init__(self, problems: list[ReferenceProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class LoadCount:
    file: str
    created: int
    updated: int
    unchanged: int


@transaction.atomic
def load_files(*, folder: Path, files: Sequence[TableFile]) -> list[LoadCount]:
    """Loads these files in their order, all or nothing; a second run changes nothing."""
    return [_load_file(folder / f"{name}.csv", resource()) for name, resource in files]


@dataclass(frozen=True)
class _Sheet:
    """A file as rows; `lines` says for each row on which line of the file it begins."""

    dataset: tablib.Dataset
    lines: tuple[int, ...]


def _load_file(path: Path, resource: resources.ReferenceResource) -> LoadCount:
    sheet = _read(path, resource)
    result = resource.import_data(sheet.dataset, raise_errors=False)
    _refuse(_problems(path.name, result, sheet.lines))
    totals = result.totals
    return LoadCount(path.name, totals["new"], totals["update"], totals["skip"])


def _refuse(problems: list[ReferenceProblem]) -> None:
    if problems:
        raise ReferenceRefused(problems)


def _read(path: Path, resource: resources.ReferenceResource) -> _Sheet:
    headers, rows = _split(path.name, _text(path))
    _refuse(_wrong_headers(path.name, headers, resource.get_import_order()))
    _refuse(_wrong_widths(path.name, len(headers), rows))
    _refuse(_repeated_keys(path.name, headers, rows, resource.get_import_id_fields()))
    dataset = tablib.Dataset(*(cells for _, cells in rows), headers=headers)
    return _Sheet(dataset, tuple(line for line, _ in rows))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problem = "không tìm thấy tệp."
    except UnicodeDecodeError:
        problem = "tệp phải được lưu ở bảng mã UTF-8."
    raise ReferenceRefused([ReferenceProblem(path.name, None, "", problem)])


def _split(file: str, text: str) -> tuple[list[str], list[Row]]:
    """The headings, and each row with the line it begins on: a quoted cell may hold lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        message = "dấu ngoặc kép không khớp, nên không đọc được từ dòng này."
        raise ReferenceRefused([ReferenceProblem(file, line, "", message)]) from None
    headers = rows[0][1] if rows else []
    return headers, [(line, cells) for line, cells in rows[1:] if cells]


def _wrong_headers(file: str, found: list[str], wanted: Sequence[str]) -> list[ReferenceProblem]:
    missing = sorted(set(wanted) - set(found))
    unknown = sorted(set(found) - set(wanted))
    repeated = sorted({name for name in found if found.count(name) > 1})
    return (
        [ReferenceProblem(file, 1, name, "thiếu cột này.") for name in missing]
        + [ReferenceProblem(file, 1, name, "cột không có trong mẫu.") for name in unknown]
        + [ReferenceProblem(file, 1, name, "cột này có hai lần.") for name in repeated]
    )


def _wrong_widths(file: str, width: int, rows: list[Row]) -> list[ReferenceProblem]:
    return [
        ReferenceProblem(
            file, line, "", f"dòng có {len(cells)} ô, trong khi tiêu đề có {width} cột."
        )
        for line, cells in rows
        if len(cells) != width
    ]


def _repeated_keys(
    file: str, headers: list[str], rows: list[Row], key: Sequence[str]
) -> list[ReferenceProblem]:
    """Rows that would silently overwrite an earlier one of the same file."""
    columns = [headers.index(name) for name in key]
    first: dict[tuple[str, ...], int] = {}
    found = []
    for line, cells in rows:
        before = first.setdefault(tuple(cells[column] for column in columns), line)
        if before != line:
            message = f"trùng {', '.join(key)} với dòng {before}; hãy giữ lại một dòng."
            found.append(ReferenceProblem(file, line, "", message))
    return found


def _problems(file: str, result: ImportResult, lines: Sequence[int]) -> list[ReferenceProblem]:
    invalid = [
        ReferenceProblem(file, lines[row.number - 1], "" if field == "__all__" else field, message)
        for row in result.invalid_rows
        for field, messages in row.error.message_dict.items()
        for message in messages
    ]
    failed = [
        ReferenceProblem(file, lines[number - 1], "", str(error.error))
        for number, errors in result.row_errors()
        for error in errors
    ]
    general = [ReferenceProblem(file, None, "", str(e.error)) for e in result.base_errors]
    return invalid + failed + general
