"""What was promised to those who only look: every line with what was measured, kept or missed."""

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from statistics import median, quantiles

from django.db import connection

from indicators import charts
from indicators.models import Area, AreaKind, User
from indicators.permissions import access_of, readable_areas
from indicators.selectors.indicator import indicator_page
from lsdash.lib.numbers import format_number
from tests.factories.times import local_time

from .capital_floor import fetched as rows_of
from .crowd import READERS, SECONDS, WRITERS, crowd
from .measure import side_by_side
from .pledges import Pledge, times_as_long
from .screen import first_chart
from .serving import THREADS, WORKERS, cookies_of, served
from .slow import READER, times_of
from .wire import visited

CHOSEN, RUNS, CODE = "waitress, 800", 30, "ho-ngheo"
TODAY = local_time(2024, 10, 5).date()
# The same points as the charts of the page are drawn from.
SUMMARY = """
SELECT r.area_id, a.name, p.code, p.ends_on, r.numerator, r.denominator, r.value, r.reported,
    r.expected, r.approved
FROM indicators_result r
JOIN indicators_indicator i ON i.id = r.indicator_id
JOIN indicators_area a ON a.id = r.area_id
JOIN indicators_period p ON p.id = r.period_id
WHERE i.code = %s AND a.kind IN ('province', 'district') AND p.kind = 'quarter'
ORDER BY p.ends_on
"""


def leaders() -> Iterator[str]:
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    yield f"Trên {connection.display_name}; tải của máy lúc bắt đầu (1, 5, 15 phút): {load}"
    yield str(_fragment())
    yield f"Máy chủ {CHOSEN} nối, một tiến trình, {WORKERS * THREADS} luồng:"
    with served(CHOSEN) as (port, process):
        yield from map(str, _times(port))
        yield from map(str, _bytes(port))
        yield from _screen(port)
        yield from map(str, _crowd(port, process))


def _fragment() -> Pledge:
    ours, floor = side_by_side(_chart_data, _bare_data, times=RUNS)
    name = "Dữ liệu biểu đồ của một chỉ tiêu, ta ÷ (WSGI trần + SQL tổng hợp + JSON)"
    return times_as_long(name, ours, floor, "sàn", 4)


def _chart_data() -> None:
    reader = User.objects.get(username=READER)
    areas = readable_areas(access_of(reader))
    province = Area.objects.get(kind=AreaKind.PROVINCE)
    page = indicator_page(code=CODE, province=province, readable=areas, today=TODAY)
    drawn = charts.indicator_charts(page)
    json.dumps([chart.figure for chart in drawn], default=str)


def _bare_data() -> None:
    """As the smallest WSGI application would answer."""

    def application(environ: dict, start_response: object) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(rows_of(SUMMARY, [CODE]), default=str).encode()]

    b"".join(application({}, lambda status, headers: None))


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
