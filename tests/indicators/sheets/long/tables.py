"""Small long tables, and the names that they may use."""

import io
from collections.abc import Sequence
from decimal import Decimal

import openpyxl

from indicators.sheets.long.reading import read_long_table
from indicators.sheets.long.spec import (
    LongArea,
    LongMeasure,
    LongPeriod,
    LongReading,
    LongRequest,
)
from indicators.sheets.spec import AreaName, ColumnSpec

HEADINGS = ("Địa bàn", "Số liệu", "Kỳ", "Giá trị", "Tính chất", "Ghi chú")
START, CHANGE = "2020-01-01", "2024-12-01"


def area(
    pk: int, code: str, name: str, kind: str, upper: str = "", *, days=(START, None)
) -> LongArea:
    short = name.split(" ", 2 if kind in ("thi_tran", "thanh_pho") else 1)[-1]
    return LongArea(pk, AreaName(code, name, short, kind), upper, *days)


REQUEST = LongRequest(
    areas=(
        area(1, "180", "Huyện Tràng Định", "huyen"),
        area(2, "184", "Huyện Văn Quan", "huyen"),
        area(11, "06001", "Xã Đoàn Kết", "xa", "Huyện Tràng Định"),
        area(12, "06040", "Xã Đại Đồng", "xa", "Huyện Tràng Định", days=(START, CHANGE)),
        area(13, "06040", "Thị trấn Thất Khê", "thi_tran", "Huyện Tràng Định", days=(CHANGE, None)),
        area(14, "06010", "Xã Hòa Bình", "xa", "Huyện Tràng Định"),
        area(15, "06310", "Xã Hòa Bình", "xa", "Huyện Văn Quan"),
    ),
    measures=(
        LongMeasure(21, ColumnSpec("hh_total", "Tổng số hộ", "hộ", "count", 0, Decimal(1))),
        LongMeasure(22, ColumnSpec("elec_rate", "Tỷ lệ hộ sử dụng điện", "%", "rate", 2)),
        LongMeasure(23, ColumnSpec("road_paved", "Đường ô tô", "x", "yes_no")),
    ),
    periods=(
        LongPeriod(31, "2024Q3", "2024-09-30"),
        LongPeriod(32, "2024Q4", "2024-12-31"),
    ),
)


def csv_of(*rows: Sequence[object], headings: Sequence[str] = HEADINGS, sign: str = ";") -> bytes:
    return "\n".join(sign.join(map(str, row)) for row in (headings, *rows)).encode()


def xlsx_of(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(list(row))
    return book


def read(data: bytes | openpyxl.Workbook) -> LongReading:
    if not isinstance(data, bytes):
        stream = io.BytesIO()
        data.save(stream)
        data = stream.getvalue()
    return read_long_table(data, REQUEST)


def codes(reading: LongReading) -> dict[str, list[int]]:
    return {cause.code: list(cause.lines) for cause in reading.causes}
