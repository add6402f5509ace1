"""The second half: what the preview showed is stored, in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from indicators.models import BatchState, Route, User
from indicators.sheets.long.money_spec import MoneyRequest
from indicators.sheets.long.process import read_long_file
from lsdash.lib.numbers import format_number
from programs.models import BatchKind, ProgrammeBatch
from programs.services.allocations import record_entries
from programs.services.disbursements import write_disbursements
from programs.services.locks import hold_capital
from programs.services.refusals import CapitalRefused

from .plan import Plan, planned
from .preview import NO_CHANGE, MoneyTableRefused, require_right

STEPS = 4


@dataclass(frozen=True)
class Step:
    """How far a table is; the last one has `done` equal to `total`."""

    text: str
    done: int
    total: int = STEPS


def confirm_steps(
    *,
    batch: ProgrammeBatch,
    request: MoneyRequest,
    by: User,
    now: datetime,
    partial: bool = False,
    route: Route = Route.IMPORT,
) -> Iterator[Step]:
    """Stores what the preview showed, in one transaction; each step tells how far it is.

    Confirming twice is confirming once. Raises MoneyTableRefused where the preview had refusals
    that are not accepted as `partial`, and where storing would now do something else than it
    showed.
    """
    require_right(by, batch.kind)
    if batch.state == BatchState.APPLIED:
        yield Step(batch.message, STEPS)
        return
    _require_open(batch, partial)
    yield Step("Đọc lại tệp", 0)
    reading = read_long_file(Path(batch.file.path), request)
    if reading.refusal:
        raise MoneyTableRefused(reading.refusal)
    yield Step("Đối chiếu với sổ vốn", 1)
    with transaction.atomic():
        hold_capital()
        batch = ProgrammeBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state != BatchState.APPLIED:
            _require_open(batch, partial)
            plan = planned(reading, batch.kind, by=by, now=now)
            _require_same(batch, plan)
            yield Step(f"Ghi {format_number(len(plan.differences))} dòng", 2)
            _store(batch, plan, by=by, now=now, route=route)
            _close(batch, by=by, now=now)
            yield Step("Hoàn tất", 3)
    yield Step(batch.message, STEPS)


def _require_open(batch: ProgrammeBatch, partial: bool) -> None:
    if batch.state == BatchState.UNDONE:
        raise MoneyTableRefused("Bảng này đã hoàn tác. Hãy tải tệp lên lại nếu cần lưu.")
    if batch.state == BatchState.REFUSED:
        raise MoneyTableRefused("Bảng này không có dòng nào lưu được. Hãy sửa tệp rồi tải lại.")
    if batch.refused_count and not partial:
        raise MoneyTableRefused(
            f"Còn {format_number(batch.refused_count)} dòng chưa nhận được, nên chưa lưu gì. "
            "Hãy sửa tệp rồi tải lên lại, hoặc đánh dấu đồng ý chỉ lưu các dòng còn lại."
        )


def _require_same(batch: ProgrammeBatch, plan: Plan) -> None:
    now_is = (plan.fingerprint, plan.refused)
    if now_is == (batch.fingerprint, batch.refused_count):
        return
    raise MoneyTableRefused(
        "Sổ vốn đã thay đổi sau khi bạn xem trước, nên chưa lưu gì: khi xem trước có "
        f"{format_number(batch.created_count)} dòng mới, {format_number(batch.changed_count)} "
        f"thay đổi, {format_number(batch.refused_count)} bị từ chối; bây giờ là "
        f"{format_number(plan.created)}, {format_number(plan.changed)} và "
        f"{format_number(plan.refused)}. Hãy tải tệp lên lại để xem đúng những gì sẽ ghi."
    )


def _store(batch: ProgrammeBatch, plan: Plan, *, by: User, now: datetime, route: Route) -> None:
    written = [found.written for found in plan.differences]
    try:
        if batch.kind == BatchKind.ALLOCATIONS:
            record_entries(entries=written, by=by, now=now, route=route, batch=batch)
        else:
            write_disbursements(payments=written, by=by, now=now, route=route, batch=batch)
    except CapitalRefused as refused:
        raise MoneyTableRefused(str(refused)) from refused


def _close(batch: ProgrammeBatch, *, by: User, now: datetime) -> None:
    batch.state = BatchState.APPLIED
    batch.applied_at, batch.applied_by = now, by
    batch.message = NO_CHANGE
    if batch.created_count + batch.changed_count:
        batch.message = (
            f"Đã ghi {format_number(batch.created_count)} dòng mới, "
            f"{format_number(batch.changed_count)} dòng thay đổi; "
            f"{format_number(batch.unchanged_count)} dòng giữ nguyên."
        )
    if batch.refused_count:
        batch.message += f" {format_number(batch.refused_count)} dòng bị từ chối không được ghi."
    batch.full_clean(validate_unique=False)
    batch.save()
