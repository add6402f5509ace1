"""The example workbooks, what each must yield, and their way into the database."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.base import ContentFile

from indicators.models import Figure, ImportBatch, Period, Report, Result, User
from indicators.selectors.reading import read_request
from indicators.services.imports import preview_import
from indicators.services.keeping import Upload
from indicators.services.periods import open_period
from tests.factories.reference import period, province, report_of
from tests.factories.times import local_time

REPORTS = Path(__file__).parents[2] / "data" / "reports"
Parts = tuple[Decimal, Decimal | None]

# What a form's columns say of an indicator: numerator and denominator.
F1_PARTS = {
    "ho-ngheo": ("poor_hh", "hh_total"),
    "dien": ("elec_hh", "hh_total"),
    "truong-lop-tram": ("fac_solid", "fac_total"),
}
F2_PARTS = {
    "ho-ngheo": ("poor_hh", "hh_total"),
    "duong-xa": ("commune_road", "commune_total"),
}


@dataclass(frozen=True)
class Example:
    """One workbook with its truth."""

    truth: Mapping[str, Any]

    @property
    def path(self) -> Path:
        return REPORTS / self.truth["file"]

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    @property
    def period_code(self) -> str:
        return self.truth["upload"]["period"]

    @property
    def report(self) -> Report:
        upload = self.truth["upload"]
        return report_of(upload["form"], upload["district"], upload["period"])

    @property
    def figures(self) -> dict[tuple[str, str], Decimal]:
        """Every figure by area code and measure code; a tick counts as 1."""
        return {
            (record["area_code"], record["key"]): _number(record)
            for record in self.truth["records"]
        }

    def total(self, key: str) -> Decimal:
        return sum((value for (_, k), value in self.figures.items() if k == key), Decimal(0))

    def parts(self) -> dict[str, Parts]:
        """What the report adds to the province's numerators and denominators."""
        if self.truth["upload"]["form"] == "F2":
            sums = {code: (self.total(a), self.total(b)) for code, (a, b) in F2_PARTS.items()}
            return {**sums, "xa-ra-khoi-dbkk": (self.total("communes_left"), None)}
        sums = {code: (self.total(a), self.total(b)) for code, (a, b) in F1_PARTS.items()}
        return {**sums, "duong-xa": self._roads()}

    def _roads(self) -> Parts:
        """Only xã count, not phường and thị trấn."""
        answers = [
            _number(record)
            for record in self.truth["records"]
            if record["key"] == "road_paved" and record["area_name"].startswith("Xã ")
        ]
        return sum(answers, Decimal(0)), Decimal(len(answers))

    def used_rows(self, sheet: str) -> set[int]:
        """The rows of a sheet with anything in them."""
        rows = openpyxl.load_workbook(self.path)[sheet].iter_rows()
        return {cell.row for row in rows for cell in row if cell.value is not None}

    def spoilt(self, **cells: object) -> bytes:
        """The workbook with other values in some cells: spoilt(E5="năm mươi")."""
        workbook = openpyxl.load_workbook(self.path)
        for cell, value in cells.items():
            workbook.worksheets[0][cell] = value
        stream = io.BytesIO()
        workbook.save(stream)
        return stream.getvalue()


def _number(record: Mapping[str, str]) -> Decimal:
    if record["kind"] == "bool":
        return Decimal(record["value"] == "True")
    return Decimal(record["value"])


def example(name: str) -> Example:
    return Example(json.loads((REPORTS / f"{name}.truth.json").read_text()))


def opened(code: str) -> datetime:
    """Opens a quarter on its day and returns a morning on which its reports are awaited."""
    quarter: Period = period(code)
    day = quarter.opens_on
    open_period(period=quarter, now=local_time(day.year, day.month, day.day, 8))
    due = quarter.due_on
    return local_time(due.year, due.month, due.day, 9)


def previewed(
    report: Report, content: bytes, *, by: User, now: datetime, name: str = "Biểu 01.xlsx"
) -> ImportBatch:
    return preview_import(
        report=report,
        upload=Upload(name, ContentFile(content)),
        request=read_request(form=report.form, area=report.area, period=report.period),
        by=by,
        now=now,
    )


def stored(report: Report) -> dict[tuple[str, str], Decimal]:
    """The figures of a report as they stand in the table."""
    rows = Figure.objects.filter(report=report)
    return {
        (area, measure): value
        for area, measure, value in rows.values_list("area__code", "measure__code", "value")
    }


def province_parts(code: str) -> dict[str, Parts]:
    """The province's numerators and denominators of a period, by indicator."""
    rows = Result.objects.filter(area=province(), period__code=code)
    return {
        indicator: (numerator, denominator)
        for indicator, numerator, denominator in rows.values_list(
            "indicator__code", "numerator", "denominator"
        )
    }


def moved(before: Mapping[str, Parts], after: Mapping[str, Parts]) -> dict[str, Parts]:
    """By how much each numerator and denominator changed."""
    none = (Decimal(0), Decimal(0))
    return {
        code: (
            numerator - before.get(code, none)[0],
            None if denominator is None else denominator - (before.get(code, none)[1] or 0),
        )
        for code, (numerator, denominator) in after.items()
    }
