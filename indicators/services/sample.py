"""Loads the invented figures through the real services, on the days on which they would have come
in, so that history, states and results arise as they do in earnest."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from indicators import sample
from indicators.entries import Entry
from indicators.models import (
    Area,
    AreaKind,
    Baseline,
    Indicator,
    Measure,
    Period,
    Report,
    ReportState,
    Route,
    User,
)
from indicators.scrutiny import findings_of, history_of

from .cast import Cast, foreign_accounts
from .figures import write_figures
from .periods import open_period
from .reports import (
    approve_report,
    extend_report,
    lock_report,
    return_report,
    send_report,
)

OPEN_PERIOD = "2024Q3"  # left for visitors to fill
BASELINE_DAY = date(2020, 12, 31)
RENEWED = timedelta(days=30)  # an extension that runs longer than this is left alone
LATE_SHARE = 0.08
# Of the newest quarter some reports still wait for review and one went back.
WAITING = {"183", "187"}
REVIEWED = "Đã rà soát, số liệu đúng thực tế."
FIRST_OF_NEW_STANDARD = "2021Q4"
NEW_STANDARD = "Rà soát theo chuẩn nghèo đa chiều 2022–2025."
RETURNED = {"189": "Số hộ nghèo xã Bính Xá giảm nhanh hơn quý trước, đề nghị kiểm tra lại."}


class SampleRefused(Exception):
    """The database holds real reports; sample figures must not be mixed with them."""


@dataclass(frozen=True)
class Clock:
    """When the report of one area for one period came in and was looked at."""

    entered: datetime
    is_late: bool

    @property
    def sent(self) -> datetime:
        return self.entered + timedelta(hours=1)

    @property
    def reviewed(self) -> datetime:
        return self.entered + timedelta(days=3)


def sample_is_loaded() -> bool:
    return Report.objects.filter(is_sample=True).exists()


def check_no_real_data() -> None:
    """Raises SampleRefused on a database that people work with: a real report, or an account that
    no demonstration made."""
    if Report.objects.real().exists():
        raise SampleRefused(
            "Cơ sở dữ liệu này có báo cáo thật, nên không nạp số liệu minh họa. "
            "Hãy dùng một cơ sở dữ liệu trống."
        )
    if not sample_is_loaded() and foreign_accounts().exists():
        raise SampleRefused(
            "Cơ sở dữ liệu này có tài khoản của người dùng thật, nên không nạp số liệu minh họa. "
            "Hãy dùng một cơ sở dữ liệu trống."
        )


@transaction.atomic
def load_sample(*, cast: Cast, now: datetime) -> bool:
    """Fills 2021 Q1 to 2024 Q2 and opens 2024 Q3; True if it did, False if it was there already.

    Raises SampleRefused as `check_no_real_data` does.
    """
    check_no_real_data()
    fresh = not sample_is_loaded()
    if fresh:
        generator = sample.Generator(_communes())
        _load_baselines(generator)
        _load_quarters(generator, cast)
    _open_for_visitors(cast, now)
    return fresh


def _load_baselines(generator: sample.Generator) -> None:
    """For the province and every district, marked; a baseline that is published stays alone."""
    units = Area.objects.filter(kind__in=[AreaKind.PROVINCE, AreaKind.DISTRICT])
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    Baseline.objects.bulk_create(
        Baseline(
            indicator=indicators[code],
            area=area,
            on=BASELINE_DAY,
            value=values["" if area.kind == AreaKind.PROVINCE else area.code],
            source="Số minh họa: chưa có số gốc được công bố",
            is_sample=True,
        )
        for code, values in generator.baselines().items()
        for area in units
    )


def _load_quarters(generator: sample.Generator, cast: Cast) -> None:
    dice = random.Random(sample.SEED)  # noqa: S311 -- repeatable, not secret
    measures = {m.code: m for m in Measure.objects.select_related("part_of", "derived_from")}
    for code in sample.quarters():
        period = Period.objects.get(code=str(code))
        figures = generator.quarter(code)
        for report in open_period(period=period, now=_at(period.opens_on, 8), is_sample=True):
            cells = figures.communes if report.form.code == "F1" else figures.districts
            _fill(report, cells, measures, cast, _clock(report, dice))


def _communes() -> list[sample.Commune]:
    rows = Area.objects.of_kind(AreaKind.COMMUNE).valid_on(date(2021, 1, 1))
    return [
        sample.Commune(area.code, area.parent.code, area.unit_type == "xa")
        for area in rows.select_related("parent")
    ]


def _clock(report: Report, dice: random.Random) -> Clock:
    late = dice.random() < LATE_SHARE
    days = dice.randint(2, 9) if late else -dice.randint(1, 8)
    return Clock(_at(report.period.due_on + timedelta(days=days), dice.randint(8, 16)), late)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def _fill(
    report: Report,
    cells: dict[str, dict[str, Decimal]],
    measures: dict[str, Measure],
    cast: Cast,
    clock: Clock,
) -> None:
    officer = cast.officer_of(report.area)
    if clock.is_late:
        extend_report(
            report=report,
            until=clock.entered + timedelta(days=1),
            by=cast.provincial_officer,
            now=report.period.deadline,
            reason="Huyện đề nghị gia hạn để rà soát lại số liệu.",
        )
    entries = [
        Entry(measure=measures[key], area_id=area.pk, value=value)
        for area in report.row_areas()
        for key, value in cells[area.code].items()
    ]
    write_figures(
        report=report,
        entries=_explained(report, entries),
        by=officer,
        now=clock.entered,
        route=Route.SAMPLE,
    )
    sent = send_report(report=report, by=officer, now=clock.sent)
    _review(sent, cast.provincial_officer, clock)


def _explained(report: Report, entries: list[Entry]) -> list[Entry]:
    """The entries with a note wherever an officer would be asked for one."""
    cells = {entry.key: entry for entry in entries}
    history = history_of(report, {entry.area_id for entry in entries})
    indicators = Indicator.objects.valid_on(report.period.ends_on)
    odd = {finding.key for finding in findings_of(cells, history, indicators)}
    note = NEW_STANDARD if report.period.code == FIRST_OF_NEW_STANDARD else REVIEWED
    return [replace(entry, note=note) if entry.key in odd else entry for entry in entries]


def _review(report: Report, reviewer: User, clock: Clock) -> None:
    newest = report.period.code == str(sample.LAST)
    if newest and report.area.code in WAITING:
        return
    if newest and report.area.code in RETURNED:
        reason = RETURNED[report.area.code]
        return_report(
            report=report,
            by=reviewer,
            now=clock.reviewed,
            reason=reason,
            until=clock.reviewed + timedelta(days=7),
        )
        return
    approve_report(report=report, by=reviewer, now=clock.reviewed)
    if report.period.year < sample.LAST.year:
        lock_report(report=report, by=reviewer, now=clock.reviewed + timedelta(days=20))


def _open_for_visitors(cast: Cast, now: datetime) -> None:
    """The open quarter's due date is long past: every report still missing gets an extension."""
    period = Period.objects.get(code=OPEN_PERIOD)
    for report in open_period(period=period, now=_at(period.opens_on, 8), is_sample=True):
        running = report.extended_until is not None and report.extended_until > now + RENEWED
        if report.state == ReportState.NOT_SENT and not running:
            extend_report(
                report=report,
                until=now + timedelta(days=90),
                by=cast.provincial_officer,
                now=now,
                reason="Kỳ đang mở để dùng thử bản minh họa.",
            )
