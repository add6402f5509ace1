"""The first half: the file is kept and read, no disbursement is stored."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from indicators.models import Area, BatchState, Period, User
from indicators.services.imports import conclusion
from indicators.services.keeping import Upload
from indicators.sheets.process import read_report_file
from indicators.sheets.spec import Problem as ReadProblem
from indicators.sheets.spec import ReadReport, ReadRequest
from lsdash.lib.numbers import format_number, format_signed
from programs.district_sheet import SheetLine, Shown, read_lines, refused_cell
from programs.kept_sheet import keep_shown, without_refused
from programs.models import (
    Agency,
    BatchKind,
    Component,
    Disbursement,
    FundKind,
    ProgrammeBatch,
)
from programs.services.accounts import AccountKey, key_of
from programs.services.disbursement_rules import Tree
from programs.services.disbursements import disbursement_problems, stored_disbursements
from programs.services.refusals import Problem

from .batches import check_not_stored, kept_file
from .rules import (
    NO_CHANGE,
    SheetRefused,
    agency_of_sheet,
    checked_agency,
    key_of_line,
    locked_batch,
    payment_of,
)

# What concerns the quarter, and with it every line of the file alike.
OF_ALL_LINES = ("no_budget_year", "outside_year", "future")


def preview_sheet(
    *, area: Area, period: Period, upload: Upload, request: ReadRequest, by: User, now: datetime
) -> ProgrammeBatch:
    """Keeps the file whole and what was read from it; stores no disbursement.

    Raises SheetRefused, before the file is looked at, for want of a right or an agency, or where
    the quarter has not ended.
    """
    agency = checked_agency(area, period, by, now)
    batch = kept_file(BatchKind.DISTRICT_SHEET, area, period, upload, by=by, now=now)
    _take(batch, agency, read_report_file(Path(batch.file.path), request), by=by, now=now)
    batch.full_clean(validate_unique=False)
    batch.save()
    return batch


def reread_sheet(
    *, batch: ProgrammeBatch, request: ReadRequest, by: User, now: datetime
) -> ProgrammeBatch:
    """The kept file read once more, because what is stored changed. Raises SheetRefused for a batch
    that was stored, and as preview_sheet does."""
    agency = checked_agency(batch.area, batch.period, by, now)
    reading = read_report_file(Path(batch.file.path), request)
    with transaction.atomic():
        batch = locked_batch(batch)
        check_not_stored(batch)
        _take(batch, agency, reading, by=by, now=now)
        batch.save()
    return batch


def _take(
    batch: ProgrammeBatch, agency: Agency, reading: ReadReport, *, by: User, now: datetime
) -> None:
    """What was read, set beside what is stored, and whether any of it may be stored."""
    reading, shown = examine_sheet(agency, batch.period, reading, by=by, now=now)
    keep_shown(batch, reading, shown)
    is_rejected = reading.outcome_without_database == "rejected" or not any(
        line.agrees or line.amount is not None for line in shown.lines
    )
    batch.state = BatchState.REFUSED if is_rejected else BatchState.PREVIEWED
    batch.message = sheet_conclusion(reading, shown)


def examine_sheet(
    agency: Agency, period: Period, reading: ReadReport, *, by: User, now: datetime
) -> tuple[ReadReport, Shown]:
    """The reading with what the ledger says of it, and its lines beside what is stored; writes
    nothing. Amounts that could not be stored even with a note are refused."""
    lines, problems = read_lines(reading, period)
    lines, told_twice = _beside_stored(lines, agency, period)
    problems += told_twice
    while True:
        to_store = [line for line in lines if line.is_to_store]
        payments = [payment_of(period, agency, line) for line in to_store]
        found = disbursement_problems(payments=payments, by=by, now=now)
        of_all = [p for p in found if p.code in OF_ALL_LINES or p.place is None]
        if of_all:
            whole = ReadProblem("file", "error", of_all[0].code, of_all[0].message)
            return without_refused(reading, [*problems, whole]), Shown()
        blocking = [problem for problem in found if not problem.needs_note]
        if not blocking:
            return without_refused(reading, problems), _explained(lines, to_store, found)
        refused = {to_store[p.place].code: p for p in blocking if p.place is not None}
        problems += [
            refused_cell(line, refused[line.code].code, refused[line.code].message)
            for line in lines
            if line.code in refused
        ]
        lines = [replace(line, amount=None) if line.code in refused else line for line in lines]


def compared_sheet(area: Area, period: Period, reading: ReadReport) -> Shown:
    """The lines of a reading beside what is stored, whoever asks; empty where the district has no
    agency."""
    try:
        agency = agency_of_sheet(area, period)
    except SheetRefused:
        return Shown()
    lines, _ = read_lines(reading, period)
    lines, _ = _beside_stored(lines, agency, period)
    return Shown(tuple(lines))


def _beside_stored(
    lines: Sequence[SheetLine], agency: Agency, period: Period
) -> tuple[list[SheetLine], list[ReadProblem]]:
    """The lines with what is stored of them, and those whose money is told in another way already
    and differently; four queries."""
    keys = [key_of_line(period, agency, line) for line in lines]
    stored = stored_disbursements(keys, period.ends_on)
    others = _told_otherwise(agency, period)
    tree = Tree(dict(Component.objects.values_list("pk", "parent_id")))
    beside, problems = [], []
    for line, key in zip(lines, keys, strict=True):
        same = [row for other, row in others.items() if tree.overlap(key, other)]
        if line.amount is None or not same:
            before = stored[key].amount_million_vnd if key in stored else None
            beside.append(replace(line, before=before))
            continue
        total = sum((row.amount_million_vnd for row in same), Decimal(0))
        if total != line.amount:
            problems.append(refused_cell(line, "mixed", _told_twice(line, same, total)))
        beside.append(replace(line, amount=None, agrees=total == line.amount))
    return beside, problems


def _told_otherwise(agency: Agency, period: Period) -> dict[AccountKey, Disbursement]:
    """The newest amounts of the agency's own investment of the year, by key."""
    rows = Disbursement.objects.filter(
        account__agency=agency,
        account__year=period.year,
        account__fund_kind=FundKind.INVESTMENT,
        account__is_carried_over=False,
    ).latest_until(period.ends_on)
    return {
        key_of(row.account): row for row in rows.select_related("account") if row.amount_million_vnd
    }


def _told_twice(line: SheetLine, same: Sequence[Disbursement], total: Decimal) -> str:
    newest = max(row.as_of for row in same)
    return (
        f"{line.code}: sổ đã ghi {format_number(total)} triệu đồng theo nguồn hoặc theo tiểu dự án "
        f"(đến {newest:%d/%m/%Y}), tệp ghi {format_number(line.amount)}, lệch "
        f"{format_signed(line.amount - total)}. Lưu thêm sẽ tính hai lần: hãy sửa các số đã ghi ở "
        "trang Giải ngân, hoặc để dự án này ra ngoài."
    )


def _explained(
    lines: Sequence[SheetLine], to_store: Sequence[SheetLine], found: Sequence[Problem]
) -> Shown:
    causes: dict[str, tuple[str, ...]] = {}
    for problem in found:
        code = to_store[problem.place].code
        causes[code] = (*causes.get(code, ()), problem.message)
    return Shown(tuple(replace(line, causes=causes.get(line.code, ())) for line in lines))


def sheet_conclusion(reading: ReadReport, shown: Shown) -> str:
    if reading.errors or not reading.records:
        return conclusion(reading)
    if not shown.lines:
        return conclusion(reading)
    told = [line for line in shown.lines if line.agrees or line.amount is not None]
    if not told:
        return "Tệp không có số giải ngân nào của các dự án. Hãy kiểm tra lại biểu và các cột."
    if not shown.to_store:
        return NO_CHANGE
    found = f"Đọc được số giải ngân của {format_number(len(told))} dự án, không có lỗi."
    if not shown.to_explain:
        return f"{found} Hãy xem lại rồi xác nhận."
    return (
        f"{found} {format_number(len(shown.to_explain))} dự án cần giải trình: ghi lý do rồi xác "
        "nhận, hoặc sửa tệp và tải lên lại."
    )
