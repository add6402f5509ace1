"""Pages of a fixed size, and one district's report, on a province and on the country."""

import os
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from django.db import connection
from django.test import Client

from indicators.models import Area, AreaKind, Figure, User
from lsdash.lib.numbers import format_number

from .large_place import Loaded, part_of, place_of
from .large_report import Spent, report_times
from .large_rows import NATION, PROVINCE, READER, Scale
from .measure import timed
from .pledges import Pledge, in_ms

ROUNDS, RUNS, MOST_TIMES = 7, 5, Decimal("1.2")
MOST_MS = {PROVINCE.name: 60, NATION.name: 90}


def national(share: float) -> Iterator[str]:
    """Fills what lacks; then on both scales in turns the same pages and the same report, so that
    what else the machine does slows both alike. Medians."""
    scales = (PROVINCE, part_of(share))
    pages: dict[str, dict[str, list[float]]] = {scale.name: {} for scale in scales}
    reports: dict[str, list[Spent]] = {scale.name: [] for scale in scales}
    for number in range(ROUNDS):
        for scale in scales:
            with place_of(scale) as loaded:
                if not number:
                    yield _told(scale, loaded)
                for name, path in _pages().items():
                    pages[scale.name].setdefault(name, []).extend(_page(path))
                reports[scale.name] += report_times()
    load = ", ".join(format_number(Decimal(one), 1) for one in os.getloadavg())
    yield f"tải của máy lúc đo (1, 5, 15 phút): {load}"
    yield from (str(_report(scale, reports[scale.name])) for scale in scales)
    province, country = pages.values()
    for name in country:
        yield str(_ratio(name, median(country[name]), median(province[name])))


def _ratio(name: str, country: float, province: float) -> Pledge:
    told = f"cả nước {in_ms(country)}", f"tỉnh {in_ms(province)}"
    return Pledge(f"{name}, cả nước ÷ tỉnh", *told, Decimal(country / province), MOST_TIMES)


def _pages() -> dict[str, str]:
    commune = Area.objects.of_kind(AreaKind.COMMUNE).order_by("code").first()
    return {
        "Tổng quan": "/",
        "Danh sách chỉ tiêu": "/chi-tieu/",
        "Trang địa bàn một xã": commune.get_absolute_url(),
    }


def _page(path: str) -> list[float]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=READER))
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return [timed(lambda: client.get(path)) for _ in range(RUNS)]


def _report(scale: Scale, spent: list[Spent]) -> Pledge:
    name = f"Một báo cáo 40 số đo × 20 xã đến khi mọi cấp trên có kết quả ({scale.name}), ms"
    ours, floor = (median(times) for times in zip(*spent, strict=True))
    beside = f"riêng các câu lệnh SQL đó {in_ms(floor)}"
    most = MOST_MS.get(scale.name, MOST_MS[NATION.name])
    return Pledge(name, in_ms(ours), beside, Decimal(ours), Decimal(most))


def _told(scale: Scale, loaded: Loaded) -> str:
    figures = Figure.objects.count()
    said = f"{scale.name}: {format_number(figures)} số liệu trên {connection.display_name}"
    if not loaded.figures:
        return f"{said}, đã có từ trước"
    seconds = Decimal(loaded.milliseconds / 1000).quantize(Decimal(1))
    return f"{said}, lần này ghi {format_number(loaded.figures)} trong {format_number(seconds)} s"
