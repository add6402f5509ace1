"""Long tables of money as an office uploads them, over the tests' own programme."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile

from indicators.models import User
from indicators.services.keeping import Upload
from programs.models import BatchKind, ProgrammeBatch
from programs.selectors.money_table import money_request
from programs.services.money_tables import confirm_steps, preview_money_table

from .capital import agency, component, decision
from .times import NOW

Line = Sequence[object]
TAIL = ("Dự án", "Đơn vị", "Năm", "Loại vốn", "Nguồn", "Kéo dài", "Số tiền (triệu đồng)", "Ghi chú")
FIRST = {BatchKind.ALLOCATIONS: "Văn bản", BatchKind.DISBURSEMENTS: "Lũy kế đến ngày"}
GIVEN = ("01/QĐ-THU", "T1", "thu-184", 2024, "ĐTPT", "NSTW", "", "1.000,5", "")
PAID = ("30/06/2024", "T1", "thu-184", 2024, "ĐTPT", "NSTW", "", "300,25", "")


def given(**cells: object) -> Line:
    return _line(GIVEN, cells)


def paid(**cells: object) -> Line:
    return _line(PAID, cells)


def _line(line: Line, cells: dict[str, object]) -> Line:
    """With other cells: of (decision or day), component, agency, year, kind, source, carried,
    amount, note."""
    names = ("of", "component", "agency", "year", "kind", "source", "carried", "amount", "note")
    return tuple(cells.get(name, cell) for name, cell in zip(names, line, strict=True))


def known_names() -> None:
    """What GIVEN and PAID name: a decision, a project, an agency."""
    decision()
    component()
    agency()


def money_csv(*lines: Line, kind: str = BatchKind.ALLOCATIONS) -> bytes:
    return "\n".join(";".join(map(str, line)) for line in ((FIRST[kind], *TAIL), *lines)).encode()


def previewed(
    *lines: Line, by: User, kind: str = BatchKind.ALLOCATIONS, now: datetime = NOW
) -> ProgrammeBatch:
    upload = Upload("Vốn.csv", ContentFile(money_csv(*lines, kind=kind)))
    return preview_money_table(upload=upload, request=money_request(kind), by=by, now=now)


def confirmed(
    batch: ProgrammeBatch, *, by: User, now: datetime = NOW, partial: bool = False
) -> ProgrammeBatch:
    request = money_request(batch.kind)
    for _ in confirm_steps(batch=batch, request=request, by=by, now=now, partial=partial):
        pass
    return ProgrammeBatch.objects.get(pk=batch.pk)


def stored(*lines: Line, by: User, kind: str = BatchKind.ALLOCATIONS) -> ProgrammeBatch:
    return confirmed(previewed(*lines, by=by, kind=kind), by=by)
