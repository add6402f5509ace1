"""A rolled-up value of one period, and how much of the area it covers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.models import Period

PLAIN = "chính thức"


@dataclass(frozen=True)
class Coverage:
    """How many of those who owe a figure gave one."""

    reported: int
    expected: int
    approved: int
    children_reported: int
    children_expected: int
    unit: str
    children_unit: str
    stated: int = 0  # covered only by what the level above stated
    estimated: int = 0

    @property
    def is_complete(self) -> bool:
        return self.reported == self.expected

    @property
    def is_official(self) -> bool:
        return self.approved == self.reported

    @property
    def text(self) -> str:
        """“11/11 huyện”, “2/11 huyện (41/200 đơn vị cấp xã)”, “17/17 xã”; alone, that it did."""
        if self.expected == 1 and not self.children_expected:
            return "đã báo cáo"
        units = f"{self.reported}/{self.expected} {self.unit}"
        if self.unit == self.children_unit or not self.children_expected:
            return units
        children = f"{self.children_reported}/{self.children_expected} {self.children_unit}"
        return children if self.is_complete else f"{children} ({units})"


@dataclass(frozen=True)
class Observation:
    """A rolled-up value of one period."""

    period: Period
    value: Decimal | None
    numerator: Decimal
    denominator: Decimal | None
    coverage: Coverage
    own_value: Decimal | None
    is_restated: bool = False  # quy đổi: put together from other units
    is_approximate: bool = False  # one of those units holds more than this one did
    adds_preliminary: bool = False  # a sum of the year so far: an earlier quarter is preliminary

    @property
    def on(self) -> date:
        return self.period.ends_on

    @property
    def is_official(self) -> bool:
        """Approved, and final: an approved estimate is still an estimate."""
        return self._is_approved and not self.coverage.estimated

    @property
    def _is_approved(self) -> bool:
        return self.coverage.is_official and not self.adds_preliminary

    @property
    def nature(self) -> str:
        """“chính thức”, “sơ bộ”, “ước, đã duyệt”, with what else a reader must know."""
        state = "đã duyệt" if self._is_approved else "sơ bộ"
        words = [f"ước, {state}"] if self.coverage.estimated else []
        words = words or [PLAIN if self._is_approved else "sơ bộ"]
        if not self.coverage.is_complete:
            words.append("chưa đủ đơn vị")
        if self.coverage.stated:
            words.append(f"{self.coverage.stated} {self.coverage.unit} lấy số cấp trên nêu")
        if self.is_restated:
            words.append("quy đổi, gần đúng" if self.is_approximate else "quy đổi")
        return ", ".join(words)

    @property
    def reservation(self) -> str:
        """Its nature, unless that is all that a reader expects: approved, final and of all."""
        return "" if self.nature == PLAIN else self.nature
