"""The first half: the file is kept and read, nothing is written into the ledger."""

from datetime import datetime
from pathlib import Path

from indicators.models import Area, BatchState, User
from indicators.permissions import access_of, writable_areas
from indicators.services.keeping import Upload, keep_upload
from indicators.sheets.long.money_spec import MoneyRequest
from indicators.sheets.long.process import read_long_file
from indicators.sheets.long.spec import LongReading
from indicators.sheets.spec import to_json
from lsdash.lib.numbers import format_number
from programs.models import BatchKind, ProgrammeBatch
from programs.permissions import keeps_capital

from .plan import Plan, planned

MONEY_KINDS = (BatchKind.ALLOCATIONS, BatchKind.DISBURSEMENTS)


class MoneyTableRefused(Exception):
    """Nothing was stored; the Vietnamese sentence says why and what to do."""


def may_import(user: User, kind: str) -> bool:
    """Allocations are written by the province alone, disbursement by whoever enters any."""
    access = access_of(user)
    if keeps_capital(access):
        return kind in MONEY_KINDS
    return kind == BatchKind.DISBURSEMENTS and writable_areas(access).exists()


def require_right(user: User, kind: str) -> None:
    if may_import(user, kind):
        return
    if kind == BatchKind.ALLOCATIONS:
        raise MoneyTableRefused("Chỉ cán bộ tỉnh được nhập bảng vốn giao.")
    raise MoneyTableRefused("Bạn không được giao nhập giải ngân của đơn vị nào.")


def preview_money_table(
    *, upload: Upload, request: MoneyRequest, by: User, now: datetime
) -> ProgrammeBatch:
    """Keeps the file whole and what storing it would do; writes nothing into the ledger."""
    require_right(by, request.kind)
    batch = _kept_file(upload, request.kind, by=by, now=now)
    _look(batch, Path(batch.file.path), request, by=by, now=now)
    batch.full_clean(validate_unique=False)
    batch.save()
    return batch


def look_at_money_table(
    *, path: Path, request: MoneyRequest, by: User, now: datetime
) -> ProgrammeBatch:
    """What the preview of a file would show; keeps nothing at all."""
    require_right(by, request.kind)
    batch = ProgrammeBatch(kind=request.kind, file_name=path.name)
    _look(batch, path, request, by=by, now=now)
    return batch


def _look(
    batch: ProgrammeBatch, path: Path, request: MoneyRequest, *, by: User, now: datetime
) -> None:
    reading = read_long_file(path, request)
    if reading.refusal:
        batch.state, batch.message = BatchState.REFUSED, reading.refusal
        return
    _note(batch, reading, planned(reading, request.kind, by=by, now=now))


def _kept_file(upload: Upload, kind: str, *, by: User, now: datetime) -> ProgrammeBatch:
    row = ProgrammeBatch(
        kind=kind,
        area=_own_area(by),
    )
    return keep_upload(row, upload, by=by, now=now)


def _own_area(user: User) -> Area:
    """Whose table it is: the province's, or that of the officer's own district."""
    memberships = sorted(access_of(user).memberships, key=lambda m: m.area.kind != "province")
    return memberships[0].area


def _note(batch: ProgrammeBatch, reading: LongReading, plan: Plan) -> None:
    batch.reading = {
        "causes": to_json(plan.causes),
        "notices": list(reading.notices),
        "blank": reading.blank,
        "hidden": reading.hidden,
        "sums": plan.sums,
        "changes": plan.changes,
    }
    batch.fingerprint = plan.fingerprint
    batch.created_count, batch.changed_count = plan.created, plan.changed
    batch.unchanged_count, batch.refused_count = plan.unchanged, plan.refused
    batch.state = BatchState.PREVIEWED
    if not plan.differences and not plan.unchanged:
        batch.state = BatchState.REFUSED
    batch.message = _conclusion(batch)


def _conclusion(batch: ProgrammeBatch) -> str:
    """One sentence for the head of the page and of the list."""
    if batch.state == BatchState.REFUSED:
        return "Không nhận được dòng nào trong bảng. Hãy sửa các chỗ nêu bên dưới rồi tải lên lại."
    said = (
        f"{format_number(batch.created_count)} dòng mới, "
        f"{format_number(batch.changed_count)} thay đổi, "
        f"{format_number(batch.unchanged_count)} giữ nguyên"
    )
    if batch.refused_count:
        return (
            f"Có {format_number(batch.refused_count)} dòng chưa nhận được; còn lại {said}. "
            "Hãy sửa tệp rồi tải lên lại, hoặc xác nhận chỉ lưu các dòng còn lại."
        )
    if not batch.created_count + batch.changed_count:
        return NO_CHANGE
    return f"Đọc được {said}, không có lỗi. Hãy xem lại rồi xác nhận."


NO_CHANGE = "Không có thay đổi: mọi dòng trong bảng đã có trong sổ vốn với đúng số tiền."
