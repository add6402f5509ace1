"""Changes of disbursement as a workbook."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from django.utils.timezone import localtime
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from lsdash.lib.numbers import format_number
from programs.models import DisbursementChange

LIMIT = 10_000  # changes in one file
HEAD = 3  # the row of the headings, counted from 0
COLUMNS = (
    ("Lúc", 17),
    ("Người thực hiện", 22),
    ("Đơn vị", 34),
    ("Chương trình", 24),
    ("Dự án", 18),
    ("Năm", 7),
    ("Loại vốn", 22),
    ("Nguồn vốn", 26),
    ("Vốn kéo dài", 11),
    ("Lũy kế đến ngày", 15),
    ("Trước (triệu đồng)", 16),
    ("Sau (triệu đồng)", 16),
    ("Ghi chú", 40),
    ("Bằng cách", 22),
    ("Tệp đã nhập", 30),
)
NOT_REPORTED = "chưa báo cáo"
# What a person typed is never run by whoever opens the file.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Value = str | int | Decimal | datetime | date


def changes_workbook(changes: Sequence[DisbursementChange], *, total: int, now: datetime) -> bytes:
    """An .xlsx of these changes, a row each; it says so where `total` is more than it holds."""
    out = BytesIO()
    with Workbook(out, OPTIONS) as book:
        sheet = book.add_worksheet("Thay đổi giải ngân")
        bold = book.add_format({"bold": True})
        formats = {
            datetime: book.add_format({"num_format": "hh:mm dd/mm/yyyy", "align": "left"}),
            date: book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
            Decimal: book.add_format({"num_format": "#,##0.###"}),
        }
        sheet.freeze_panes(HEAD + 1, 0)
        for column, (_, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, "Những gì đã thay đổi trong số giải ngân", bold)
        sheet.write_string(1, 0, _held(len(changes), total, now))
        for column, (label, _) in enumerate(COLUMNS):
            sheet.write_string(HEAD, column, label, bold)
        for row, change in enumerate(changes, start=HEAD + 1):
            _put(sheet, row, _row(change), formats)
        sheet.autofilter(HEAD, 0, HEAD + len(changes), len(COLUMNS) - 1)
    return out.getvalue()


def _held(held: int, total: int, now: datetime) -> str:
    told = f"{format_number(total)} thay đổi."
    if total > held:
        told = (
            f"Chỉ có {format_number(held)} thay đổi mới nhất trong số {format_number(total)}; hãy "
            "lọc hẹp hơn để có đủ."
        )
    return f"{told} Tải về lúc {localtime(now):%H:%M ngày %d/%m/%Y}."


def _put(sheet: Worksheet, row: int, values: tuple[Value, ...], formats: dict) -> None:
    for column, value in enumerate(values):
        if isinstance(value, Decimal):
            sheet.write_number(row, column, value, formats[Decimal])
        elif isinstance(value, int):
            sheet.write_number(row, column, value)
        elif isinstance(value, datetime | date):
            sheet.write_datetime(row, column, value, formats[type(value)])
        else:
            sheet.write_string(row, column, value)


def _row(change: DisbursementChange) -> tuple[Value, ...]:
    account = change.account
    before, after = change.before_million_vnd, change.after_million_vnd
    return (
        localtime(change.at).replace(tzinfo=None),
        change.by.get_full_name(),
        account.agency.name,
        account.component.programme.short_name,
        account.component.short_name,
        account.year or "",
        account.get_fund_kind_display(),
        account.get_source_display(),
        "có" if account.is_carried_over else "",
        change.as_of,
        NOT_REPORTED if before is None else before,
        NOT_REPORTED if after is None else after,
        change.after_note,
        change.get_route_display(),
        change.batch.file_name if change.batch else "",
    )
