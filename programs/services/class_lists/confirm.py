"""The second half: what the preview showed is stored in one transaction, or taken back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.models import BatchState, User
from lsdash.lib.numbers import format_number
from programs.models import AreaClass, ClassList

from .plan import Plan, planned, row_name
from .preview import ClassListRefused, held, reading_of, require_right

REASON_LENGTH = 300
SHOWN = 3


def confirm_class_list(
    *, kept: ClassList, by: User, now: datetime, partial: bool = False
) -> ClassList:
    """Stores what the preview showed. Confirming twice is confirming once.

    Raises ClassListRefused where lines were refused and that is not accepted as `partial` (never
    for a whole list: who was refused would fall off it), and where storing would now do something
    else than was shown.
    """
    require_right(by)
    try:
        with transaction.atomic():
            kept = held(kept)
            if kept.state == BatchState.APPLIED:
                return kept
            _require_open(kept, partial)
            plan = planned(kept, reading_of(kept))
            _require_same(kept, plan)
            _store(kept, plan)
            _close(kept, by=by, now=now)
    except IntegrityError as clash:
        raise ClassListRefused(
            "overtaken",
            "Một danh sách khác vừa được lưu cho các địa bàn này. Hãy tải tệp lên lại.",
        ) from clash
    return kept


def _require_open(kept: ClassList, partial: bool) -> None:
    if kept.state == BatchState.UNDONE:
        raise ClassListRefused("undone", "Danh sách này đã hoàn tác. Hãy tải tệp lên lại.")
    if kept.state == BatchState.REFUSED:
        raise ClassListRefused("nothing", "Danh sách này không có dòng nào lưu được.")
    if kept.refused_count and kept.is_whole:
        raise ClassListRefused(
            "whole",
            f"Còn {format_number(kept.refused_count)} dòng chưa nhận được. Danh sách thay toàn bộ "
            "chỉ lưu khi mọi dòng được nhận, để không ai bị đưa ra nhầm. Hãy sửa tệp hoặc trả lời "
            "các chỗ được hỏi.",
        )
    if kept.refused_count and not partial:
        raise ClassListRefused(
            "refused",
            f"Còn {format_number(kept.refused_count)} dòng chưa nhận được, nên chưa lưu gì. Hãy "
            "sửa tệp rồi tải lên lại, hoặc đánh dấu đồng ý chỉ lưu các dòng còn lại.",
        )


def _require_same(kept: ClassList, plan: Plan) -> None:
    if plan.fingerprint == kept.fingerprint:
        return
    raise ClassListRefused(
        "changed",
        "Phân định đã thay đổi sau khi bạn xem trước, nên chưa lưu gì: khi xem trước có "
        f"{format_number(kept.created_count)} dòng sẽ ghi, {format_number(kept.ended_count)} dòng "
        f"kết thúc; bây giờ là {format_number(len(plan.lines))} và "
        f"{format_number(len(plan.all_ended))}. Hãy tải tệp lên lại.",
    )


def _store(kept: ClassList, plan: Plan) -> None:
    for row in plan.all_ended:
        row.valid_to, row.ended_by, row.ended_by_list = kept.valid_from, kept.decision, kept
        row.full_clean(validate_unique=False)
    AreaClass.objects.bulk_update(plan.all_ended, ["valid_to", "ended_by", "ended_by_list"])
    rows = [
        AreaClass(
            area=line.area,
            kind=line.entry.kind,
            village_name=line.village,
            decision=kept.decision,
            valid_from=kept.valid_from,
            class_list=kept,
        )
        for line in plan.lines
    ]
    for row in rows:
        try:
            row.clean_fields()
        except ValidationError as wrong:
            message = f"{row_name(row)}: {' '.join(wrong.messages)}"
            raise ClassListRefused("invalid", message) from wrong
    AreaClass.objects.bulk_create(rows)


def _close(kept: ClassList, *, by: User, now: datetime) -> None:
    kept.state, kept.applied_at, kept.applied_by = BatchState.APPLIED, now, by
    kept.message = (
        f"Đã ghi {format_number(kept.created_count)} dòng, kết thúc "
        f"{format_number(kept.ended_count)} dòng cũ; "
        f"{format_number(kept.unchanged_count)} dòng đã có sẵn."
    )
    if kept.refused_count:
        kept.message += f" {format_number(kept.refused_count)} dòng chưa nhận không được ghi."
    kept.full_clean(validate_unique=False)
    kept.save()


@transaction.atomic
def undo_class_list(*, kept: ClassList, reason: str, by: User, now: datetime) -> ClassList:
    """Takes the rows of a list away and lets those that it ended hold on; the list itself stays,
    with all that it did. Undoing twice is undoing once.

    Raises ClassListRefused for want of a right or a reason, and where something later ended or
    changed one of its rows.
    """
    require_right(by)
    kept = held(kept)
    if kept.state == BatchState.UNDONE:
        return kept
    if kept.state != BatchState.APPLIED:
        raise ClassListRefused("not_stored", "Danh sách này chưa lưu nên không có gì để hoàn tác.")
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LENGTH:
        message = f"Hãy ghi lý do hoàn tác, không quá {REASON_LENGTH} ký tự."
        raise ClassListRefused("no_reason", message, "reason")
    _require_last(kept)
    kept.classes.all().delete()
    kept.classes_ended.update(valid_to=None, ended_by=None, ended_by_list=None)
    kept.state, kept.undone_at, kept.undone_by = BatchState.UNDONE, now, by
    kept.undo_reason = reason
    kept.full_clean(validate_unique=False)
    kept.save()
    return kept


def _require_last(kept: ClassList) -> None:
    ended = kept.classes.filter(valid_to__isnull=False)
    shown = list(ended.select_related("area__parent", "ended_by")[:SHOWN])
    if shown:
        said = "; ".join(f"{row_name(row)} ({row.ended_by.number})" for row in shown)
        raise ClassListRefused(
            "later",
            f"Không hoàn tác được: {format_number(ended.count())} dòng của danh sách đã kết thúc "
            f"theo văn bản sau: {said}. Hãy hoàn tác danh sách sau trước.",
        )
