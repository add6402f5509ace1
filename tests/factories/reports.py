"""Reports on their way: filled as an officer would, sent with what is blank confirmed."""

from datetime import datetime

from indicators.models import Figure, Report, User
from indicators.scrutiny import readiness_of
from indicators.services.periods import open_period
from indicators.services.reports import send_report

from .figures import all_rows, write_cells
from .reference import period, report_of
from .times import NOW, local_time

ROW = {
    "hh_total": 750,
    "poor_hh": 60,
    "poor_hh_em": 58,
    "road_paved": 1,
    "elec_hh": 749,
    "fac_total": 20,
    "fac_solid": 17,
}


def filled(report: Report, *, by: User, now: datetime = NOW) -> Report:
    """Every cell that the district's form owes."""
    write_cells(report, all_rows(report.area.code, **ROW), by=by, now=now)
    report.refresh_from_db()
    return report


def sent_report(report: Report, *, by: User, now: datetime = NOW) -> Report:
    """Filled and sent."""
    return send_report(report=filled(report, by=by, now=now), by=by, now=now)


def sent_as_it_is(report: Report, *, by: User, now: datetime = NOW) -> Report:
    """Sent with whatever is blank confirmed as not reported."""
    blanks = len(readiness_of(report).blanks)
    return send_report(report=report, by=by, now=now, confirmed_blanks=blanks)


def filled_last_quarter(area_code: str, *, by: User, **changes: int) -> Report:
    """The same rows a quarter earlier, with these differences, entered when they were due."""
    quarter = period("2024Q2")
    open_period(period=quarter, now=local_time(2024, 6, 16, 8))
    report = report_of("F1", area_code, "2024Q2")
    cells = all_rows(area_code, **(ROW | changes))
    write_cells(report, cells, by=by, now=local_time(2024, 7, 5, 9))
    return report_of("F1", area_code, "2024Q2")


def explained(report: Report, note: str = "Đã rà soát.") -> None:
    """A note in every cell, as an officer writes it where a warning asks for one."""
    Figure.objects.filter(report=report).update(note=note)
