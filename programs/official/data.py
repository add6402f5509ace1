"""Everything that a periodic report says, before it is put into sentences."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LATE_LIGHTS = frozenset({"late", "worse", "slightly_late"})


@dataclass(frozen=True)
class IndicatorLine:
    """Where the area stands on one indicator at the end of the period."""

    name: str
    unit: str
    decimals: int
    value: Decimal | None
    as_of: str  # "quý III năm 2024", "cuối năm 2023 (số công bố)"
    coverage: str  # "11/11 huyện"; empty for a published figure
    nature: str  # “chính thức”, “sơ bộ”, “ước, đã duyệt”; empty for a published figure
    before: Decimal | None  # at the end of the period before
    target: str  # "100 %", "giảm ≥ 3 điểm %/năm"; empty where there is none
    plan_percent: Decimal | None
    light: str
    source: str = ""  # of a published figure
    code: str = ""  # by which it is known, whatever its name becomes
    is_partial: bool = False  # only some have reported: shown, never compared
    judged: str = ""  # "năm 2023 giảm 2,90 điểm %", where the target is a change

    @property
    def is_late(self) -> bool:
        return self.light in LATE_LIGHTS

    @property
    def since_last(self) -> Decimal | None:
        if self.value is None or self.before is None or self.is_partial:
            return None
        return self.value - self.before


@dataclass(frozen=True)
class CapitalLine:
    """Money of one project, or of another group; million VND. `disbursed` None: nothing told."""

    name: str
    allotted: Decimal
    carried_over: Decimal
    disbursed: Decimal | None
    full_name: str = ""  # for the table, where there is room

    @property
    def usable(self) -> Decimal:
        return self.allotted + self.carried_over

    @property
    def left(self) -> Decimal:
        return self.usable - (self.disbursed or Decimal(0))

    @property
    def rate(self) -> Decimal | None:
        if self.disbursed is None or not self.usable:
            return None
        return self.disbursed * 100 / self.usable


@dataclass(frozen=True)
class CapitalState:
    """The money of the year up to a day."""

    year: int
    as_of: date
    total: CapitalLine
    by_kind: tuple[CapitalLine, ...]
    by_project: tuple[CapitalLine, ...]
    required_percent: Decimal | None = None
    rate_last_year: Decimal | None = None  # as far as it was told until the same day
    last_year_on: date | None = None  # the day of its newest figure
    is_reported: bool = True  # False: nobody has reported any disbursement


@dataclass(frozen=True)
class ObstacleLine:
    code: str
    content: str
    category: str
    cause: str  # "Khách quan", "Chủ quan" or empty
    cause_text: str
    authority: str
    agency: str
    areas: str
    remedy: str
    due_on: date | None
    is_overdue: bool
    capital_stuck: Decimal | None  # million VND
    raised_on: date


@dataclass(frozen=True)
class TaskLine:
    title: str
    lead: str
    due_on: date
    state: str  # of taskstate.TaskState
    state_text: str
    result: str  # the result, or the last word of progress
    key: str = ""  # by which it is known, whatever its place in the list


@dataclass(frozen=True)
class ReviewState:
    """Units that strive to leave the list, against the target of the whole period."""

    year: int
    communes_registered: int
    communes_left: int | None
    communes_target: int | None
    villages_registered: int
    villages_left: int | None
    villages_target: int | None
    lines: tuple[tuple[str, str, str], ...] = ()  # unit, state, decision


@dataclass(frozen=True)
class ReportData:
    """`period` and `before` in words; `documents` are those signed within the period."""

    period: str
    before: str
    area: str
    ends_on: date
    reports_in: int
    reports_owed: int
    reports_approved: int
    reports_returned: int  # of those that are in: to be corrected and sent again
    indicators: tuple[IndicatorLine, ...]
    capital: CapitalState | None
    obstacles: tuple[ObstacleLine, ...]
    resolved: int  # obstacles resolved within the period
    raised: int
    tasks: tuple[TaskLine, ...]
    reviews: ReviewState | None
    documents: tuple[tuple[str, date, str], ...] = ()  # number, day, title
    has_sample: bool = False
