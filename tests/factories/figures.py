"""Figures written the way everything writes them, from cells as a sheet shows them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import pytest

from indicators import rollup
from indicators.entries import Comparison, Entry
from indicators.models import Area, Figure, Measure, Period, Report, Result, Route, User
from indicators.services.checks import FiguresRefused
from indicators.services.figures import write_figures

from .reference import communes, district, indicator
from .times import NOW

Cells = Mapping[str, Mapping[str, int | str | None]]  # area code → measure code → value
GOOD: Cells = {"06001": {"hh_total": 750, "poor_hh": 60}}  # what Tràng Định may write


def entries_for(report: Report, cells: Cells) -> list[Entry]:
    """What the cells of a report say; None stands for a nil ("-")."""
    rows = Area.objects.under(report.area).valid_on(report.period.ends_on)
    areas = dict(rows.of_kind(report.form.row_kind).values_list("code", "pk"))
    measures = {found.code: found for found in Measure.objects.select_related("part_of")}
    return [
        Entry(
            measure=measures[key],
            area_id=areas[code],
            value=Decimal(value or 0),
            is_nil=value is None,
        )
        for code, row in cells.items()
        for key, value in row.items()
    ]


def write_cells(
    report: Report,
    cells: Cells,
    *,
    by: User,
    now: datetime = NOW,
) -> Comparison:
    return write_figures(
        report=report,
        entries=entries_for(report, cells),
        by=by,
        now=now,
        route=Route.COMMAND,
    )


def all_rows(code: str, **row: int) -> Cells:
    """The same row for every commune of a district."""
    return {area.code: row for area in communes(district(code))}


def result_of(code: str, area: Area, period: Period) -> Result | None:
    """The ready result of the indicator with that code, if the area has one."""
    return Result.objects.filter(indicator=indicator(code), area=area, period=period).first()


def refusal(
    report: Report,
    by: User,
    cells: Cells = GOOD,
    now: datetime = NOW,
) -> FiguresRefused:
    """Why the cells are refused, after seeing that nothing was stored."""
    figures, version = set(Figure.objects.values_list("pk", "value")), report.version
    with pytest.raises(FiguresRefused) as refused:
        write_cells(report, cells, by=by, now=now)
    report.refresh_from_db()
    assert set(Figure.objects.values_list("pk", "value")) == figures
    assert report.version == version
    return refused.value


def as_rolled(row: Result) -> rollup.Rolled:
    """A stored result as the pure module makes it."""
    return rollup.Rolled(
        numerator=row.numerator,
        denominator=row.denominator,
        reported=row.reported,
        expected=row.expected,
        approved=row.approved,
        children_reported=row.children_reported,
        children_expected=row.children_expected,
        own_numerator=row.own_numerator,
        own_denominator=row.own_denominator,
        from_own=row.from_own,
        stated=row.stated,
        estimated=row.estimated,
    )
