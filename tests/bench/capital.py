"""Capital: what the overview reads of a large ledger, beside the bare SQL that gives the same
numbers on the same database."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db import connection
from django.test import Client

from indicators.models import User
from indicators.permissions import access_of
from lsdash.lib.numbers import format_number
from programs.selectors.ledger import Group, Money, Slice, money_by
from programs.selectors.overview import CapitalOverview, capital_overview
from programs.selectors.question import Wanted, question

from .capital_floor import Rows, bare_overview, plan_and_paid
from .capital_rows import Loaded, load_capital
from .measure import Line, recorded, side_by_side, table
from .pledges import times_as_long

RUNS = 7
MOST_TIMES = 3
YEAR, ON = 2025, date(2025, 8, 31)
TODAY, READER = date(2026, 6, 1), "canbotinh"
FINEST = ("component_id", "agency_id", "fund_kind", "source")
GROUPINGS = {
    "tổng của năm": (),
    "theo dự án": ("component_id",),
    "theo đơn vị": ("agency_id",),
    "theo loại vốn và nguồn": ("fund_kind", "source"),
    "theo khoản nhỏ nhất": FINEST,
}


def measured_capital() -> str:
    """Loads the ledger, which stays, and tells how our selectors do beside the floor."""
    loaded = load_capital()
    lines = list(_lines())
    promises = (
        times_as_long(line.name, line.ours, line.floor, "SQL trần", MOST_TIMES) for line in lines
    )
    measured = table(lines, database=connection.display_name)
    return "\n".join([_loaded_text(loaded), measured, *map(str, promises)])


def _lines() -> Iterator[Line]:
    for name, fields in GROUPINGS.items():
        yield _sums_line(f"Vốn {YEAR}, {name}", fields)
    yield _overview_line()
    yield _page_line()


def _overview_line() -> Line:
    access = access_of(User.objects.get(username=READER))
    wanted = Wanted(year=str(YEAR), day=f"{ON:%Y-%m-%d}")

    def ours() -> CapitalOverview:
        return capital_overview(question(wanted, access=access, today=TODAY))

    _same_curve(ours(), _bare_overview())
    taken, bare = side_by_side(ours, _bare_overview, times=RUNS)
    return Line(
        name="Tổng quan vốn, phần đọc và tính",
        queries=len(recorded(ours).sent),
        ours=taken,
        floor=bare,
        floor_is="bốn câu SQL viết tay: kế hoạch, giải ngân, văn bản, đường lũy kế",
    )


def _page_line() -> Line:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=READER))
    address = f"/von/?nam={YEAR}&ngay={ON:%d/%m/%Y}"
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    taken, bare = side_by_side(lambda: client.get(address), _bare_overview, times=RUNS)
    return Line(
        name="Trang /von/, cả phiên, quyền, biểu đồ và HTML",
        queries=len(recorded(lambda: client.get(address)).sent),
        ours=taken,
        floor=bare,
        floor_is="bốn câu ấy",
        html_bytes=len(response.content),
    )


def _same_curve(page: CapitalOverview, floor: tuple[Rows, ...]) -> None:
    rises = [(str(day), rise) for year, day, rise in floor[-1] if year == YEAR]
    reached = sum(Decimal(rise) for day, rise in rises if day <= str(ON)) / 1000
    assert page.curve[-1].value == reached


def _bare_overview() -> tuple[Rows, ...]:
    return bare_overview(YEAR, ON, *FINEST)


def _sums_line(name: str, fields: tuple[str, ...]) -> Line:
    part = Slice(year=YEAR, on=ON)

    def ours() -> dict[Group, Money]:
        return money_by(part, *fields)

    def floor() -> object:
        return plan_and_paid(YEAR, ON, *fields)

    _same(ours(), *floor(), fields=fields)
    taken, bare = side_by_side(ours, floor, times=RUNS)
    return Line(
        name=name,
        queries=len(recorded(ours).sent),
        ours=taken,
        floor=bare,
        floor_is="hai câu SQL viết tay cho cùng các số",
    )


def _same(found: dict[Group, Money], plan: list, paid: list, fields: tuple[str, ...]) -> None:
    """The floor is one only where it gives the same numbers."""
    sums: dict[Group, list[Decimal]] = {}
    for rows, places in ((plan, (0, 1)), (paid, (2, 3))):
        for *group, is_carried, amount in rows:
            four = sums.setdefault(tuple(group), [Decimal(0)] * 4)
            four[places[bool(is_carried)]] += Decimal(amount) / 1000
    assert {group: Money(*four) for group, four in sums.items()} == found


def _loaded_text(loaded: Loaded) -> str:
    seconds = (round(one / 1000, 1) for one in (loaded.lines_ms, loaded.payments_ms))
    lines, payments = (format_number(one, 1) for one in seconds)
    return (
        f"Đã ghi {format_number(loaded.lines)} dòng vốn giao ({lines} giây) và "
        f"{format_number(loaded.payments)} số giải ngân kèm lịch sử ({payments} giây) qua dịch vụ."
    )
