"""The steps of an import, at the hour of the tests."""

import io
from collections.abc import Mapping

import openpyxl

from indicators.models import Figure, FigureChange, ImportBatch, User
from indicators.selectors.reading import read_request
from indicators.services.imports import confirm_import, reread_import
from tests.factories.times import NOW
from tests.indicators.views.examples import example, previewed

# A refused cell of R01: half a household, in the row of the town Văn Quan.
HALF = {"E4": "12,5"}


def preview_of(name: str, by: User, **cells: object) -> ImportBatch:
    chosen = example(name)
    content = chosen.spoilt(**cells) if cells else chosen.content
    return previewed(chosen.report, content, by=by, now=NOW)


def imported(name: str, by: User, **cells: object) -> ImportBatch:
    return confirm_import(batch=preview_of(name, by, **cells), by=by, now=NOW)


def read_again(batch: ImportBatch, by: User) -> ImportBatch:
    request = read_request(form=batch.form, area=batch.area, period=batch.period)
    return reread_import(batch=batch, request=request, by=by, now=NOW)


def figures() -> dict[tuple[str, str], tuple[object, ...]]:
    """Every stored figure as a person sees it."""
    rows = Figure.objects.values_list(
        "area__code", "measure__code", "value", "is_nil", "status", "note"
    )
    return {(area, measure): tuple(rest) for area, measure, *rest in rows}


def replayed() -> dict[tuple[str, str], object]:
    """The values that the history, played from its beginning, comes to."""
    found: dict[tuple[str, str], object] = {}
    for area, measure, before, after in FigureChange.objects.order_by("pk").values_list(
        "area__code", "measure__code", "before", "after"
    ):
        assert found.get((area, measure)) == before
        found[area, measure] = after
    return {key: value for key, value in found.items() if value is not None}


def renamed(name: str, cells: Mapping[str, object]) -> bytes:
    """The workbook with other texts, headings above all, in some cells of its first sheet."""
    workbook = openpyxl.load_workbook(example(name).path)
    for cell, value in cells.items():
        workbook.worksheets[0][cell] = value
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
