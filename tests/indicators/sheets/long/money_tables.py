"""Small tables of money, and the names that they may use."""

from collections.abc import Sequence

from indicators.sheets.long.money_reading import read_money_table
from indicators.sheets.long.money_spec import (
    MoneyAgency,
    MoneyComponent,
    MoneyDecision,
    MoneyKind,
    MoneyProgramme,
    MoneyRequest,
)
from indicators.sheets.long.spec import LongReading

HEADINGS = (
    "Văn bản",
    "Dự án",
    "Đơn vị",
    "Năm",
    "Loại vốn",
    "Nguồn",
    "Kéo dài",
    "Số tiền (triệu đồng)",
    "Ghi chú",
)
CELLS = "decision component agency year kind source carried amount note".split()  # noqa: SIM905
LINE = ("145/QĐ-UBND", "DA4.TDA1", "huyen-184", "2024", "ĐTPT", "NSTW", "", "1.200,5", "")


def request(kind: MoneyKind = "allocations") -> MoneyRequest:
    return MoneyRequest(
        kind=kind,
        decisions=(
            MoneyDecision(1, "145/QĐ-UBND", "2024-01-20"),
            MoneyDecision(2, "9/NQ-HĐND", "2024-06-01"),
        ),
        programmes=(
            MoneyProgramme(1, ("DTTS&MN", "1719", "Chương trình dân tộc thiểu số"), 2021, 2025),
            MoneyProgramme(2, ("Giảm nghèo", "giam-ngheo"), 2021, 2025),
        ),
        components=(
            MoneyComponent(10, 1, "DA4", "Đầu tư cơ sở hạ tầng thiết yếu", "Dự án 4", None),
            MoneyComponent(11, 1, "DA4.TDA1", "Đầu tư hạ tầng phục vụ sản xuất", "TDA1 DA4", 10),
            MoneyComponent(12, 1, "DA4.TDA2", "Đầu tư cơ sở vật chất", "TDA2 DA4", 10),
            MoneyComponent(20, 2, "DA4", "Phát triển giáo dục nghề nghiệp", "GN DA4", None),
        ),
        agencies=(
            MoneyAgency(30, "huyen-184", ("UBND huyện Văn Quan", "Văn Quan")),
            MoneyAgency(31, "huyen-180", ("UBND huyện Tràng Định", "Tràng Định")),
        ),
    )


def money_csv(*lines: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    return "\n".join(";".join(map(str, line)) for line in (headings, *lines)).encode()


def line(**cells: object) -> tuple[object, ...]:
    """LINE with other cells, by name: decision, component, agency, year, kind, source, carried,
    amount, note."""
    return tuple(cells.get(name, cell) for name, cell in zip(CELLS, LINE, strict=True))


def read(*lines: Sequence[object], headings: Sequence[str] = HEADINGS) -> LongReading:
    return read_money_table(money_csv(*lines, headings=headings), request())


def codes(reading: LongReading) -> dict[str, list[int]]:
    return {cause.code: list(cause.lines) for cause in reading.causes}


def said(reading: LongReading) -> str:
    return " ".join(s.message for cause in reading.causes for s in cause.samples)
