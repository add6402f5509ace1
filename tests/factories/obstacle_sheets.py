"""District sheets of obstacles (form F4) as officers make them."""

import io
from collections.abc import Sequence
from datetime import datetime

import openpyxl
from django.core.files.base import ContentFile

from indicators.models import User
from indicators.selectors.reading import programme_request
from indicators.services.keeping import Upload
from indicators.sheets.programme import OBSTACLE_FORM
from programs.models import ProgrammeBatch
from programs.services.obstacle_sheets import preview_obstacles
from tests.indicators.views.examples import example

from .reference import district, period
from .times import NOW

CAO_LOC = "183"
HEADINGS = (
    "STT",
    "Nội dung khó khăn, vướng mắc",
    "Nguyên nhân",
    "Kiến nghị, đề xuất",
    "Cơ quan chủ trì giải quyết",
    "Thời hạn",
    "Tình trạng",
)
SORTED = (*HEADINGS, "Nhóm khó khăn, vướng mắc", "Loại nguyên nhân", "Cấp giải quyết")
TITLE = "Khó khăn, vướng mắc - Huyện Cao Lộc - Quý III năm 2024"


def obstacle_book(
    *rows: Sequence[object], headings: Sequence[str] = HEADINGS, title: str = TITLE
) -> bytes:
    """A workbook with these rows below the headings, in row 4 and on."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 04"
    sheet["A1"] = title
    for place, row in enumerate((headings, *rows), start=3):
        for column, value in enumerate(row, start=1):
            sheet.cell(place, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def previewed_obstacles(
    by: User, content: bytes | None = None, *, now: datetime = NOW, quarter: str = "2024Q3"
) -> ProgrammeBatch:
    """R05, or other bytes, uploaded for Cao Lộc's third quarter of 2024."""
    area, chosen = district(CAO_LOC), period(quarter)
    return preview_obstacles(
        area=area,
        period=chosen,
        upload=Upload("Biểu 04.xlsx", ContentFile(content or example("R05").content)),
        request=programme_request(form=OBSTACLE_FORM, area=area, period=chosen),
        by=by,
        now=now,
    )
