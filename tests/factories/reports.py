"""Reports on their way: filled as an officer would, sent with what is blank confirmed."""

from datetime import datetime

from indicators.models import Report, User
from indicators.scrutiny import readiness_of
from indicators.services.reports import send_report

from .figures import all_rows, write_cells
from .times import NOW

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
