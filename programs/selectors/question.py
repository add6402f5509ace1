"""What a reader asked about capital: a year, a day, a programme; and what there is to ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches

from django.db.models import Q

from indicators.permissions import Access
from indicators.progress import Point
from lsdash.lib.money import BILLION, MILLION, UNITS, MoneyUnit
from programs.models import CapitalAccount, Component, Programme
from programs.permissions import keeps_capital, readable_accounts

from .closing import books_close
from .curves import curves
from .ledger import Slice

PERIOD = "giai-doan"
EARLIER_YEARS = 2  # whose curves stand beside a year's, and foretell its end


class NothingSuch(LookupError):
    """What was asked for is not there; the text is a Vietnamese sentence that names what is."""


@dataclass(frozen=True)
class Wanted:
    """The words of an address, empty where nothing was said."""

    year: str = ""
    day: str = ""
    programme: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Question:
    """`year` is None for the plan of the whole period and where there is no money at all.

    `curves` are the cumulative disbursements of the year and of two before it, whole;
    `figures_on` is the newest of their dates in the year that is not after `day`, the day that a
    rate is held against.
    """

    components: Mapping[int, Component]
    programmes: tuple[Programme, ...]
    programme: Programme | None
    years: tuple[int, ...]
    year: int | None
    day: date
    unit: MoneyUnit
    whose: str
    is_whole_province: bool
    accounts: Q = field(default_factory=Q)
    known_at: datetime | None = None
    curves: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)

    @property
    def part(self) -> Slice:
        return Slice(year=self.year, on=self.day, only=self.accounts, known_at=self.known_at)

    @property
    def days(self) -> tuple[date, ...]:
        """On which anyone reported, oldest first."""
        return tuple(point.on for point in self.curves.get(self.year or 0, ()))

    @property
    def figures_on(self) -> date | None:
        return max((day for day in self.days if day <= self.day), default=None)

    @property
    def is_empty(self) -> bool:
        return not self.years

    @property
    def parameters(self) -> dict[str, str]:
        """As they stand in an address, so that every link keeps what was asked."""
        asked = {
            "nam": str(self.year) if self.year else PERIOD,
            "ngay": f"{self.day:%d/%m/%Y}",
            "chuong-trinh": self.programme.code if self.programme else "",
            "don-vi-tinh": self.unit.code,
            "biet-luc": f"{self.known_at:%Y-%m-%d %H:%M:%S}" if self.known_at else "",
        }
        return {name: value for name, value in asked.items() if value}


def question(
    wanted: Wanted,
    *,
    access: Access,
    today: date,
    known_at: datetime | None = None,
    takes_period: bool = False,
) -> Question:
    """What is asked, with what was left open filled in: the newest year with disbursement, and its
    newest date. Three queries, one more where the newest year has no disbursement yet, and one for
    a day that only an extension can hold.

    Raises NothingSuch for a programme, year, day or unit that is not there.
    """
    components = components_by_key()
    programmes = tuple(dict.fromkeys(row.programme for row in components.values()))
    programme = _programme(wanted.programme, programmes)
    accounts = _accounts(access, programme)
    years = _years(accounts)
    asked = Question(
        components=components,
        programmes=programmes,
        programme=programme,
        years=years,
        year=None,
        day=today,
        unit=unit_for(wanted.unit, access),
        whose="Tỉnh Lạng Sơn" if access.sees_everything else access.area_name,
        is_whole_province=access.sees_everything,
        accounts=accounts,
        known_at=known_at,
    )
    if wanted.year == PERIOD and takes_period:
        return replace(asked, day=_any_day(wanted.day) or today)
    if not years and not wanted.year:
        return asked
    asked = _of_year(asked, _year(wanted.year, years), is_given=bool(wanted.year))
    day = _day(wanted.day, asked.year, asked.days) or _last_day(asked, today)
    return replace(asked, day=day)


def components_by_key() -> dict[int, Component]:
    """In the order of their programmes, which come with them."""
    order = ("programme__position", "programme__code", "position", "code")
    return {row.pk: row for row in Component.objects.select_related("programme").order_by(*order)}


def _of_year(asked: Question, year: int, *, is_given: bool) -> Question:
    """With the curves of that year and of those before it; where nobody named the year and it has
    no disbursement yet, of the newest that has."""
    found = _curves_until(asked, year)
    if not is_given and found and year not in found:
        year = max(found)
        found = _curves_until(asked, year)
    return replace(asked, year=year, curves=found)


def _curves_until(asked: Question, year: int) -> Mapping[int, tuple[Point, ...]]:
    years = range(year - EARLIER_YEARS, year + 1)
    return curves(asked.accounts & Q(account__year__in=list(years)), known_at=asked.known_at)


def _accounts(access: Access, programme: Programme | None) -> Q:
    wanted = Q()
    if not access.sees_everything:
        wanted &= Q(account__in=readable_accounts(access))
    if programme is not None:
        wanted &= Q(account__component__programme=programme)
    return wanted


def _years(accounts: Q) -> tuple[int, ...]:
    """Of which there is a plan or a disbursement, newest first."""
    of_year = CapitalAccount.objects.filter(_unprefixed(accounts), year__isnull=False)
    return tuple(of_year.order_by("-year").values_list("year", flat=True).distinct())


def _unprefixed(accounts: Q) -> Q:
    """The same condition where the account is the row itself."""
    names = {"account__in": "pk__in", "account__component__programme": "component__programme"}
    return Q(*((names[name], value) for name, value in accounts.children))


def _programme(code: str, programmes: Sequence[Programme]) -> Programme | None:
    if not code:
        return None
    for programme in programmes:
        if programme.code == code:
            return programme
    known = [f"{one.code} ({one.short_name})" for one in programmes]
    raise NothingSuch(f"Không có chương trình “{code}”. Hiện có: {', '.join(known) or 'chưa có'}.")


def _year(text: str, years: Sequence[int]) -> int:
    if not text:
        return max(years)
    if text in map(str, years):
        return int(text)
    if not years:
        raise NothingSuch(f"Không có số vốn năm “{text}”: chưa có khoản vốn nào được ghi.")
    known = ", ".join(map(str, sorted(years)))
    raise NothingSuch(f"Không có số vốn năm “{text}”. Các năm có số: {known}.")


def _day(text: str, year: int, days: Sequence[date]) -> date | None:
    """Asked of the extensions only for a day for which no closing without one can stand."""
    found = _any_day(text, days)
    if found is None or year <= found.year <= year + 1:
        return found
    last = max(date(year + 1, 12, 31), books_close(year) or date.min)
    if date(year, 1, 1) <= found <= last:
        return found
    raise NothingSuch(
        f"Ngày {found:%d/%m/%Y} không thuộc năm ngân sách {year}. Hãy chọn từ 01/01/{year} đến "
        f"{last:%d/%m/%Y}. {_nearest(found, days)}"
    )


def _any_day(text: str, days: Sequence[date] = ()) -> date | None:
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    told = f" Các ngày có số giải ngân: {_listed(days)}." if days else ""
    raise NothingSuch(f"“{text}” không phải là một ngày. Hãy ghi như 31/08/2025.{told}")


def _nearest(day: date, days: Sequence[date]) -> str:
    if not days:
        return ""
    near = min(days, key=lambda one: abs((one - day).days))
    return f"Ngày có số giải ngân gần nhất: {near:%d/%m/%Y}."


def _listed(days: Sequence[date]) -> str:
    return ", ".join(f"{day:%d/%m/%Y}" for day in days[-6:])


def _last_day(asked: Question, today: date) -> date:
    """The newest date with figures; without any, today or the year's end if that is over."""
    if asked.days:
        return asked.days[-1]
    return min(max(today, date(asked.year, 1, 1)), date(asked.year, 12, 31))


def unit_for(code: str, access: Access) -> MoneyUnit:
    """Leaders read tỷ, officers triệu."""
    if not code:
        works = keeps_capital(access) or access.can_import
        return MILLION if works else BILLION
    if code in UNITS:
        return UNITS[code]
    known = ", ".join(f"{unit.code} ({unit.label})" for unit in UNITS.values())
    raise NothingSuch(f"Không có đơn vị tính “{code}”. Có thể chọn: {known}.")


def closest(word: str, known: Mapping[str, str]) -> str:
    """“DA1 (Dự án 1), DA10 (…)”: the known codes nearest to what was typed, or the first few."""
    near = get_close_matches(word, known, n=3, cutoff=0.4) or list(known)[:6]
    return ", ".join(f"{code} ({known[code]})" for code in near)
