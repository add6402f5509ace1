"""Long tables as an office uploads them: one figure a line."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile

from indicators.models import LongTable, User
from indicators.selectors.long_table import long_request
from indicators.services.keeping import Upload
from indicators.services.long_tables import confirm_steps, preview_long_table
from indicators.services.long_undo import undo_steps

from .times import NOW

Line = Sequence[object]  # area, measure, period, value, and status and note where there are any


def long_csv(*lines: Line) -> bytes:
    headings = ("Địa bàn", "Số liệu", "Kỳ", "Giá trị", "Tính chất", "Ghi chú")
    return "\n".join(";".join(map(str, line)) for line in (headings, *lines)).encode()


def previewed(*lines: Line, by: User, now: datetime = NOW) -> LongTable:
    upload = Upload("Số liệu cũ.csv", ContentFile(long_csv(*lines)))
    return preview_long_table(upload=upload, request=long_request(), by=by, now=now)


def confirmed(table: LongTable, *, by: User, now: datetime = NOW, partial: bool = False):
    steps = confirm_steps(table=table, request=long_request(), by=by, now=now, partial=partial)
    for _ in steps:
        pass
    return LongTable.objects.get(pk=table.pk)


def stored(*lines: Line, by: User, now: datetime = NOW) -> LongTable:
    return confirmed(previewed(*lines, by=by, now=now), by=by, now=now)


def undone(table: LongTable, *, by: User, now: datetime, reason: str = "Nhầm tệp.") -> LongTable:
    for _ in undo_steps(table=table, by=by, now=now, reason=reason):
        pass
    return LongTable.objects.get(pk=table.pk)
