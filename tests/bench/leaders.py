"""What was promised to those who only look: every line with what was measured, kept or missed."""

import json
import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median, quantiles

from django.db import connection

from indicators.models import User
from indicators.permissions import Access, access_of
from indicators.unchanged import unchanged
from lsdash.lib.numbers import format_number
from programs.charts import year_curve
from programs.selectors.overview import CapitalOverview, capital_overview
from programs.selectors.question import Wanted, question

from .capital import FINEST
from .capital_floor import bare_overview
from .crowd import READERS, SECONDS, WRITERS, crowd
from .measure import side_by_side
from .pledges import Pledge, times_as_long
from .screen import first_chart
from .serving import THREADS, WORKERS, cookies_of, served
from .slow import READER, times_of
from .wire import visited

CHOSEN, RUNS, TODAY = "waitress, 800", 30, date(2026, 6, 1)


def leaders() -> Iterator[str]:
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    yield f"Trên {connection.display_name}; tải của máy lúc bắt đầu (1, 5, 15 phút): {load}"
    yield from map(str, _fragments())
    yield f"Máy chủ {CHOSEN} nối, một tiến trình, {WORKERS * THREADS} luồng:"
    with served(CHOSEN) as (port, process):
        yield from map(str, _times(port))
        yield from map(str, _bytes(port))
        yield from _screen(port)
        yield from map(str, _crowd(port, process))


def _fragments() -> Iterator[Pledge]:
    """The chart of the first screen, beside the bare statements for the same money; and what it
    costs those who come first after a write."""
    asked = question(Wanted(), access=_access(), today=TODAY)
    year, on = asked.year, asked.day

    def bare() -> None:
        json.dumps(bare_overview(year, on, *FINEST), default=str)

    name = "Dữ liệu biểu đồ của trang đầu, ta ÷ (SQL trần + JSON)"
    for how, ours in (("giữ sẵn", _kept_chart), ("lần đầu sau khi ghi", _new_chart)):
        yield times_as_long(f"{name}, {how}", *side_by_side(ours, bare, times=RUNS), "sàn", 4)


def _access() -> Access:
    return access_of(User.objects.get(username=READER))


def _kept_chart() -> None:
    _as_json(unchanged(_money, access=_access(), today=TODAY))


def _new_chart() -> None:
    _as_json(_money(access=_access(), today=TODAY))


def _money(*, access: Access, today: date) -> CapitalOverview:
    return capital_overview(question(Wanted(), access=access, today=today))


def _as_json(shown: CapitalOverview) -> None:
    json.dumps(year_curve(shown, height=200).figure, default=str)


def _times(port: int) -> Iterator[Pledge]:
    times_of(port, clients=8, seconds=2)  # every worker has its templates and connections
    one = median(times_of(port, clients=1, seconds=4))
    eight = quantiles(times_of(port, clients=8, seconds=8), n=20)[-1]
    yield _at_most("Tổng quan, một người, p50, ms", one, 40)
    yield _at_most("Tổng quan, 8 người cùng lúc, p95, ms", eight, 250)


def _bytes(port: int) -> Iterator[Pledge]:
    visit = visited(port, cookies_of(READER))
    yield _at_most("Lần xem đầu đến khi thấy biểu đồ, byte", visit.seen, 60_000)
    yield _at_most("Lần xem đầu, tất cả, byte", visit.whole, 480_000)
    name = f"Lần xem sau, trang không đổi ({visit.again_status}), byte"
    yield _at_most(name, visit.again if visit.again_status == 304 else visit.whole, 2_000)


def _screen(port: int) -> Iterator[str]:
    found = first_chart(port, cookies_of(READER), "/")
    if found is None:
        yield "Biểu đồ đầu tiên trên màn hình: KHÔNG ĐO ĐƯỢC, máy không có Chromium"
        return
    drawn, alive = found
    yield str(_at_most("Biểu đồ đầu tiên hiện trong Chromium, ms", drawn, 300))
    yield str(_at_most("Biểu đồ tương tác được, ms", alive, 1_200))


def _crowd(port: int, process: int) -> Iterator[Pledge]:
    seen = crowd(port, process)
    told = (
        f"{len(seen.read)} lượt đọc p95 {quantiles(seen.read, n=20)[-1]:.0f} ms, "
        f"{len(seen.written)} lượt ghi p95 {quantiles(seen.written, n=20)[-1]:.0f} ms"
    )
    wrong = f"; trước hết: {seen.wrong[0]}" if seen.wrong else ""
    name = f"{READERS} người đọc, {WRITERS} người ghi trong {SECONDS} s: lỗi hoặc số sai"
    yield Pledge(name, told + wrong, "", Decimal(len(seen.wrong)), Decimal(0))
    yield _at_most("Bộ nhớ sau một phút như vậy, tăng %", seen.growth * 100, 10)


def _at_most(name: str, reached: float, most: int) -> Pledge:
    shown = Decimal(reached).quantize(Decimal("0.1"))
    return Pledge(name, format_number(shown), "", shown, Decimal(most))
