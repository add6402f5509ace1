"""Long tables of many areas and periods: previewed, then stored as a whole or not at all.

The same rules hold as for every other way in: the report's period and state, the person's right,
the limits of the values. What is stored already needs no right and is no change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from indicators.models import BatchState, LongTable, Route, User
from indicators.permissions import access_of
from indicators.sheets.long.process import read_long_file
from indicators.sheets.long.spec import LongRequest
from indicators.sheets.spec import to_json
from lsdash.lib.numbers import format_number

from .keeping import Upload, keep_upload
from .long_plan import Plan, planned
from .periods import open_period
from .results import ResultRow, fresh_results, replace_results
from .staging import Staging


class LongTableRefused(Exception):
    """Nothing was stored; the Vietnamese sentence says why and what to do."""


@dataclass(frozen=True)
class Step:
    """How far a table is; the last one has `done` equal to `total`."""

    text: str
    done: int
    total: int


def preview_long_table(
    *, upload: Upload, request: LongRequest, by: User, now: datetime
) -> LongTable:
    """Keeps the file whole and what storing it would do; stores no figure."""
    require_keeper(by)
    table = keep_upload(LongTable(), upload, by=by, now=now)
    _look(table, Path(table.file.path), request, by=by, now=now)
    table.full_clean(validate_unique=False)
    table.save()
    return table


def look_at_long_table(*, path: Path, request: LongRequest, by: User, now: datetime) -> LongTable:
    """What the preview of a file would show; keeps nothing at all."""
    require_keeper(by)
    table = LongTable(file_name=path.name)
    _look(table, path, request, by=by, now=now)
    return table


def _look(table: LongTable, path: Path, request: LongRequest, *, by: User, now: datetime) -> None:
    reading = read_long_file(path, request)
    table.blank_count, table.hidden_count = reading.blank, reading.hidden
    if reading.refusal:
        table.state, table.message = BatchState.REFUSED, reading.refusal
    else:
        with transaction.atomic(), planned(reading, by=by, now=now) as (plan, _):
            _note(table, plan)


def _note(table: LongTable, plan: Plan) -> None:
    table.causes = to_json(plan.causes)
    table.changes, table.fingerprint = plan.changes, plan.fingerprint
    table.periods = _periods_of(plan)
    table.created_count, table.changed_count = plan.created, plan.changed
    table.unchanged_count, table.refused_count = plan.unchanged, plan.refused
    table.state = BatchState.PREVIEWED
    if not plan.created + plan.changed + plan.unchanged:
        table.state = BatchState.REFUSED
    table.message = conclusion(table)


def _periods_of(plan: Plan) -> list[list[object]]:
    """Code of each period and whether storing the table opens it."""
    return [[period.code, period.opened_at is None] for period in plan.periods]


def conclusion(table: LongTable) -> str:
    """One sentence for the head of the page and of the list."""
    taken = table.created_count + table.changed_count + table.unchanged_count
    if not taken:
        return "Không nhận được dòng nào trong bảng. Hãy sửa các chỗ nêu bên dưới rồi tải lên lại."
    said = (
        f"{format_number(table.created_count)} số liệu mới, "
        f"{format_number(table.changed_count)} thay đổi, "
        f"{format_number(table.unchanged_count)} giữ nguyên"
    )
    if table.refused_count:
        return (
            f"Có {format_number(table.refused_count)} dòng chưa nhận được; còn lại {said}. "
            "Hãy sửa tệp rồi tải lên lại, hoặc xác nhận chỉ lưu các dòng còn lại."
        )
    if not table.difference_count:
        return "Không có thay đổi: mọi số liệu trong bảng đã được lưu từ trước."
    return f"Đọc được {said}, không có lỗi. Hãy xem lại rồi xác nhận."


def confirm_steps(
    *, table: LongTable, request: LongRequest, by: User, now: datetime, partial: bool = False
) -> Iterator[Step]:
    """Stores what the preview showed, in one transaction; each step tells how far it is.

    Nothing is stored before the last step. Confirming twice is confirming once. Raises
    LongTableRefused where the preview had refusals that are not accepted as `partial`, and where
    storing would now do something else than it showed.
    """
    require_keeper(by)
    with transaction.atomic():
        table = LongTable.objects.select_for_update().get(pk=table.pk)
        if table.state == BatchState.APPLIED:
            yield Step(table.message, 1, 1)
            return
        _require_acceptance(table, partial)
        total = len(table.periods) + 3
        yield Step("Đọc lại tệp", 0, total)
        reading = read_long_file(Path(table.file.path), request)
        yield Step("Đối chiếu với số liệu đã lưu", 1, total)
        with planned(reading, by=by, now=now) as (plan, staging):
            _require_same(table, plan)
            yield Step(f"Lưu {format_number(table.difference_count)} số liệu", 2, total)
            _store(table, plan, staging, by=by, now=now)
        results: list[ResultRow] = []
        for number, period in enumerate(plan.periods, start=3):
            yield Step(f"Tổng hợp {period.label}", number, total)
            results += fresh_results(period)
        replace_results(periods=plan.periods, rows=results)
        _close(table, by=by, now=now)
    yield Step(table.message, total, total)


def require_keeper(by: User) -> None:
    if not access_of(by).keeps_periods:
        raise LongTableRefused("Chỉ cán bộ tỉnh mới được nhập bảng dài.")


def _require_acceptance(table: LongTable, partial: bool) -> None:
    if table.state == BatchState.UNDONE:
        raise LongTableRefused(
            "Bảng này đã hoàn tác. Muốn lưu lại thì hãy tải tệp lên lại và xem trước."
        )
    if table.state == BatchState.REFUSED:
        raise LongTableRefused("Bảng này không có dòng nào lưu được. Hãy sửa tệp rồi tải lên lại.")
    if table.refused_count and not partial:
        raise LongTableRefused(
            f"Còn {format_number(table.refused_count)} dòng chưa nhận được, nên chưa lưu gì. "
            "Hãy sửa tệp rồi tải lên lại, hoặc đánh dấu đồng ý chỉ lưu các dòng còn lại."
        )


def _require_same(table: LongTable, plan: Plan) -> None:
    if plan.fingerprint == table.fingerprint:
        return
    raise LongTableRefused(
        "Số liệu đã thay đổi sau khi bạn xem trước, nên chưa lưu gì: khi xem trước có "
        f"{format_number(table.created_count)} số liệu mới và "
        f"{format_number(table.changed_count)} thay đổi, bây giờ là "
        f"{format_number(plan.created)} và {format_number(plan.changed)}. "
        "Hãy tải tệp lên lại để xem đúng những gì sẽ thay đổi."
    )


def _store(table: LongTable, plan: Plan, staging: Staging, *, by: User, now: datetime) -> None:
    # Another table may have opened some of them since the preview.
    table.periods = _periods_of(plan)
    for period in plan.periods:
        # Opens what was never opened; of the others it creates the reports that are missing.
        open_period(period=period, now=now, by=by)
    staging.store(table=table, by=by, now=now, route=Route.IMPORT)


def _close(table: LongTable, *, by: User, now: datetime) -> None:
    table.state = BatchState.APPLIED
    table.applied_at, table.applied_by = now, by
    table.message = (
        f"Đã lưu {format_number(table.created_count)} số liệu mới, "
        f"{format_number(table.changed_count)} số liệu thay đổi; "
        f"{format_number(table.unchanged_count)} số liệu giữ nguyên."
    )
    if not table.difference_count:
        table.message = "Không có thay đổi: mọi số liệu trong bảng đã được lưu từ trước."
    table.full_clean(validate_unique=False)
    table.save()
