"""Figures written the way everything writes them, from cells as a sheet shows them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from indicators.entries import Entry
from indicators.models import Area, Indicator, Period, Report, Result, Route, User
from indicators.services.figures import Comparison, write_figures

from .reference import indicator, measure
from .times import NOW

Cells = Mapping[str, Mapping[str, int | str | None]]  # area code → measure code → value


def entries_for(report: Report, cells: Cells) -> list[Entry]:
    """What the cells of a report say; None stands for a nil ("-")."""
    rows = Area.objects.under(report.area).valid_on(report.period.ends_on)
    areas = dict(rows.of_kind(report.form.row_kind).values_list("code", "pk"))
    return [
        Entry(
            measure=measure(key),
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
    expected_version: int | None = None,
) -> Comparison:
    return write_figures(
        report=report,
        entries=entries_for(report, cells),
        by=by,
        now=now,
        route=Route.COMMAND,
        expected_version=expected_version,
    )


def result_of(code: str, area: Area, period: Period) -> Result | None:
    """The ready result of the indicator with that code, if the area has one."""
    found: Indicator = indicator(code)
    return Result.objects.filter(indicator=found, area=area, period=period).first()
