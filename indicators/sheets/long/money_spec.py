"""What the reader of long tables of money is asked: every name that may be met.

Its answer is a LongReading whose rows are as in MoneyRow.
"""

from dataclasses import dataclass
from typing import Literal

from .columns import Columns
from .spec import Bounds

MoneyKind = Literal["allocations", "disbursements"]
MEGABYTE = 1024 * 1024
MONEY_BOUNDS = Bounds(
    rows=200_000,
    cells=2_600_000,
    file_bytes=40 * MEGABYTE,
    unpacked_bytes=160 * MEGABYTE,
    tags=9_000_000,
    answer_bytes=64 * MEGABYTE,
    cpu_seconds=45,
    seconds=60,
)

# Line, decision or ISO day, component, agency, year (0: the whole period), fund kind, source,
# whether carried over, amount in thousand đồng, note; ids of the request.
MoneyRow = list

_KEYS = {
    "programme": "chương trình | mã chương trình | ctmtqg",
    "component": (
        "dự án | mã dự án | tên dự án | dự án, tiểu dự án | dự án/tiểu dự án | dự án, tda | "
        "nội dung | component"
    ),
    "agency": "đơn vị | mã đơn vị | tên đơn vị | đơn vị thực hiện | chủ đầu tư | agency",
    "year": "năm | năm kế hoạch | năm ngân sách | năm vốn | year",
    "fund_kind": "loại vốn | loại | fund kind",
    "source": "nguồn | nguồn vốn | source",
    "is_carried_over": "kéo dài | vốn kéo dài | chuyển nguồn | carried over",
    "unit": "đơn vị tính | đvt | unit",
    "amount": (
        "số tiền | số vốn | vốn giao | vốn | giải ngân | số giải ngân | đã giải ngân | "
        "lũy kế giải ngân | giải ngân lũy kế | giá trị | amount"
    ),
    "note": "ghi chú | giải trình | note",
}
_NEEDED = ("component", "agency", "year", "fund_kind", "source", "amount")
_SAID = "“Dự án”, “Đơn vị”, “Năm”, “Loại vốn”, “Nguồn”, “Số tiền (triệu đồng)”"
_MAY = "(và nếu có “Chương trình”, “Kéo dài”, “Đơn vị tính”, “Ghi chú”)"
_DECISION = "văn bản | số văn bản | quyết định | số quyết định | số, ký hiệu | decision"
_SIGNED = "ngày ký | ngày văn bản | ngày ký văn bản | signed on"
_UNTIL = "lũy kế đến ngày | đến ngày | ngày | lũy kế đến | as of"

COLUMNS: dict[MoneyKind, Columns] = {
    "allocations": Columns(
        headings={"decision": _DECISION, "day": _SIGNED, **_KEYS},
        required=("decision", *_NEEDED),
        expected=f"“Văn bản”, {_SAID} {_MAY}",
        has_units=True,
    ),
    "disbursements": Columns(
        headings={"decision": _DECISION, "day": _UNTIL, **_KEYS},
        required=("day", *_NEEDED),
        expected=f"“Lũy kế đến ngày”, {_SAID} {_MAY}",
        has_units=True,
    ),
}


@dataclass(frozen=True)
class MoneyDecision:
    id: int
    number: str
    signed_on: str


@dataclass(frozen=True)
class MoneyProgramme:
    id: int
    names: tuple[str, ...]  # the first is shown
    first_year: int
    last_year: int


@dataclass(frozen=True)
class MoneyComponent:
    id: int
    programme_id: int
    code: str
    name: str
    short_name: str
    parent_id: int | None


@dataclass(frozen=True)
class MoneyAgency:
    id: int
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class MoneyRequest:
    """Every name that may be met, and which of the two tables it is."""

    kind: MoneyKind
    decisions: tuple[MoneyDecision, ...]
    programmes: tuple[MoneyProgramme, ...]
    components: tuple[MoneyComponent, ...]
    agencies: tuple[MoneyAgency, ...]

    bounds = MONEY_BOUNDS

    @property
    def columns(self) -> Columns:
        return COLUMNS[self.kind]
