"""Reference data and published figures: from the files of fixtures/ into the tables."""

from dataclasses import dataclass
from pathlib import Path

import tablib
from django.db import transaction
from import_export.results import Result as ImportResult

from indicators import resources

FILES: tuple[tuple[str, type[resources.ReferenceResource]], ...] = (
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
def load_reference(*, folder: Path) -> list[LoadCount]:
    """Loads every file in its order, all or nothing; a second run changes nothing."""
    return [_load_file(folder / f"{name}.csv", resource()) for name, resource in FILES]


def _load_file(path: Path, resource: resources.ReferenceResource) -> LoadCount:
    result = resource.import_data(_read(path, resource), raise_errors=False)
    if problems := _problems(path.name, result):
        raise ReferenceRefused(problems)
    totals = result.totals
    return LoadCount(path.name, totals["new"], totals["update"], totals["skip"])


def _read(path: Path, resource: resources.ReferenceResource) -> tablib.Dataset:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ReferenceRefused(
            [ReferenceProblem(path.name, None, "", "không tìm thấy tệp.")]
        ) from None
    except UnicodeDecodeError:
        raise ReferenceRefused(
            [ReferenceProblem(path.name, None, "", "tệp phải được lưu ở bảng mã UTF-8.")]
        ) from None
    dataset = tablib.Dataset().load(text, format="csv")
    _check_headers(path.name, dataset, resource)
    return dataset


def _check_headers(
    file: str, dataset: tablib.Dataset, resource: resources.ReferenceResource
) -> None:
    wanted, found = set(resource.get_import_order()), set(dataset.headers or [])
    missing = [ReferenceProblem(file, 1, name, "thiếu cột này.") for name in sorted(wanted - found)]
    unknown = [
        ReferenceProblem(file, 1, name, "cột không có trong mẫu.")
        for name in sorted(found - wanted)
    ]
    if missing or unknown:
        raise ReferenceRefused(missing + unknown)


def _problems(file: str, result: ImportResult) -> list[ReferenceProblem]:
    # The first data row stands on line 2.
    invalid = [
        ReferenceProblem(file, row.number + 1, "" if field == "__all__" else field, message)
        for row in result.invalid_rows
        for field, messages in row.error.message_dict.items()
        for message in messages
    ]
    failed = [
        ReferenceProblem(file, number + 1, "", str(error.error))
        for number, errors in result.row_errors()
        for error in errors
    ]
    general = [ReferenceProblem(file, None, "", str(e.error)) for e in result.base_errors]
    return invalid + failed + general
