"""Changes of figures as a workbook."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice

from django.utils.timezone import localtime
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators.models import EntryStatus, FigureChange, Measure, MeasureKind
from indicators.wording import NIL, NOT_REPORTED
from lsdash.lib.numbers import format_number

LIMIT = 10_000  # changes in one file; some three seconds
HEAD = 3  # the row of the headings, counted from 0
COLUMNS = (
    ("Lúc", 17),
    ("Người thực hiện", 22),
    ("Kỳ", 18),
    ("Biểu", 6),
    ("Báo cáo của", 20),
    ("Mã địa bàn", 10),
    ("Địa bàn", 24),
    ("Số liệu", 40),
    ("Đơn vị tính", 12),
    ("Trước", 14),
    ("Tính chất trước", 14),
    ("Sau", 14),
    ("Tính chất sau", 14),
    ("Ghi chú", 40),
    ("Bằng cách", 22),
    ("Tệp đã nhập", 30),
)
# What a person typed is never run by whoever opens the file.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Value = str | Decimal | datetime


def changes_workbook(
    changes: Iterable[FigureChange], *, total: int, said: str, now: datetime
) -> bytes:
    """An .xlsx of these changes, a row each; it says so where `total` is more than it holds.

    At most LIMIT rows are taken.
    """
    out = BytesIO()
    with Workbook(out, OPTIONS) as book:
        sheet = book.add_worksheet("Thay đổi số liệu")
        formats = {
            datetime: book.add_format({"num_format": "hh:mm dd/mm/yyyy", "align": "left"}),
            Decimal: book.add_format({"num_format": "#,##0.####"}),
            str: book.add_format({"text_wrap": False}),
        }
        _head(sheet, _lines(total, said, now), book.add_format({"bold": True}))
        last = HEAD
        for last, change in enumerate(islice(changes, LIMIT), start=HEAD + 1):
            _put(sheet, last, _row(change), formats)
        sheet.autofilter(HEAD, 0, last, len(COLUMNS) - 1)
    return out.getvalue()


def _lines(total: int, said: str, now: datetime) -> tuple[str, str]:
    chosen = f"Lọc theo {said}." if said else "Không lọc."
    held = f"{format_number(total)} thay đổi"
    if total > LIMIT:
        held = (
            f"Chỉ có {format_number(LIMIT)} thay đổi mới nhất trong số {format_number(total)}; "
            "hãy lọc hẹp hơn để có đủ"
        )
    return (
        "Những gì đã thay đổi trong số liệu báo cáo",
        f"{held}. {chosen} Tải về lúc {localtime(now):%H:%M ngày %d/%m/%Y}.",
    )


def _head(sheet: Worksheet, lines: tuple[str, str], bold: Format) -> None:
    sheet.freeze_panes(HEAD + 1, 0)
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, lines[0], bold)
    sheet.write_string(1, 0, lines[1])
    for column, (label, _) in enumerate(COLUMNS):
        sheet.write_string(HEAD, column, label, bold)


def _put(
    sheet: Worksheet, row: int, values: tuple[Value, ...], formats: dict[type, Format]
) -> None:
    for column, value in enumerate(values):
        if isinstance(value, Decimal):
            sheet.write_number(row, column, value, formats[Decimal])
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, formats[datetime])
        else:
            sheet.write_string(row, column, value, formats[str])


def _row(change: FigureChange) -> tuple[Value, ...]:
    report, measure = change.report, change.measure
    return (
        localtime(change.at).replace(tzinfo=None),
        change.by.get_full_name(),
        report.period.label,
        report.form.code,
        report.area.name,
        change.area.code,
        change.area.name,
        measure.name,
        measure.unit,
        _entered(change.before, change.before_nil, measure),
        _nature(change.before_status),
        _entered(change.after, change.after_nil, measure),
        _nature(change.after_status),
        change.after_note,
        change.get_route_display(),
        _file_of(change),
    )


def _file_of(change: FigureChange) -> str:
    source = change.batch or change.long_table
    return source.file_name if source else ""


def _entered(value: Decimal | None, is_nil: bool, measure: Measure) -> str | Decimal:
    if value is None:
        return NOT_REPORTED
    if is_nil:
        return NIL
    if measure.kind == MeasureKind.YES_NO:
        return "có" if value else "không"
    return value


def _nature(status: str) -> str:
    return EntryStatus(status).label if status else ""
