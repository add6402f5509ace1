"""The largest grid, 200 communes × 12 figures: opened, and saved as one block of 2,400 cells."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

from django.test import Client
from django.utils import timezone

from indicators.models import Area, FormMeasure, Report, User
from tests.factories.wide import wide_report

from .measure import Line, recorded, typical

RUNS = 10
WRITER = "canbotinh"


def grid_lines() -> Iterator[Line]:
    report = wide_report(until=timezone.now() + timedelta(days=1))
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=WRITER))
    yield _save_line(client, report)
    yield _open_line(client, report.get_absolute_url())


def _save_line(client: Client, report: Report) -> Line:
    address, names, texts = f"{report.get_absolute_url()}luu/", _names(report), count(1)

    def save() -> None:
        number = next(texts)
        cells = [
            {"id": name, "text": str(number), "note": None, "version": number - 1} for name in names
        ]
        answer = client.post(address, json.dumps({"cells": cells}), "application/json")
        if {cell["state"] for cell in answer.json()["cells"].values()} != {"saved"}:
            raise RuntimeError(answer.content[:500])

    save()
    statements = recorded(save)
    return Line(
        name=f"Lưu {len(names)} ô một lượt (cả phiên và quyền)",
        queries=len(statements.sent),
        ours=typical(save, times=RUNS),
        floor=typical(statements.replay, times=RUNS),
        floor_is="chỉ các câu SQL của việc ấy",
    )


def _names(report: Report) -> list[str]:
    areas = Area.objects.of_kind("commune").valid_on(report.period.ends_on)
    columns = FormMeasure.objects.filter(form=report.form).values_list("measure_id", flat=True)
    return [f"{area}-{key}" for area in areas.values_list("pk", flat=True) for key in columns]


def _open_line(client: Client, address: str) -> Line:
    response = client.get(address)
    statements = recorded(lambda: client.get(address))
    return Line(
        name="Mở bảng 200 × 12 ô",
        queries=len(statements.sent),
        ours=typical(lambda: client.get(address), times=RUNS),
        floor=typical(statements.replay, times=RUNS),
        floor_is="chỉ các câu SQL của trang, lấy hết dòng",
        html_bytes=len(response.content),
    )
