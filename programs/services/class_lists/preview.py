"""The first half: the file is kept and read, and what is unclear is asked; no class is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from indicators.models import BatchState, Decision, User
from indicators.permissions import access_of
from indicators.services.keeping import Upload, keep_upload
from indicators.sheets.classes.process import read_class_file
from indicators.sheets.classes.spec import ClassReading, ClassRequest
from indicators.sheets.spec import from_json, to_json
from lsdash.lib.numbers import format_number
from programs.models import AreaClass, ClassList
from programs.permissions import keeps_capital
from programs.services.refusals import WorkRefused

from .plan import LEAVE_OUT, Plan, Question, kind_name, planned, row_name, unit_name

SHOWN = 1_000  # lines in words


class ClassListRefused(WorkRefused):
    """Nothing was stored of a list."""


@dataclass(frozen=True)
class NewList:
    """What a person says of a list; `is_whole`: who is not on it is classed so no longer."""

    kind: str
    decision: Decision
    valid_from: date
    is_whole: bool = False


def preview_class_list(
    *, upload: Upload, said: NewList, request: ClassRequest, by: User, now: datetime
) -> ClassList:
    """Keeps the file whole and what storing it would do; writes no class."""
    require_right(by)
    if said.valid_from < said.decision.signed_on:
        raise ClassListRefused(
            "before_decision",
            f"Văn bản {said.decision.number} ký ngày {said.decision.signed_on:%d/%m/%Y}, nên danh "
            "sách không áp dụng từ trước ngày đó. Hãy sửa ngày áp dụng.",
            "valid_from",
        )
    row = ClassList(
        kind=said.kind,
        decision=said.decision,
        valid_from=said.valid_from,
        is_whole=said.is_whole,
    )
    kept = keep_upload(row, upload, by=by, now=now)
    reading = read_class_file(Path(kept.file.path), request)
    kept.reading = to_json(reading)
    note(kept, reading, planned(kept, reading))
    kept.full_clean(validate_unique=False)
    kept.save()
    return kept


@transaction.atomic
def answer_class_list(*, kept: ClassList, answers: Mapping[str, str], by: User) -> ClassList:
    """What a person says of places that could be several; others stay asked. The file is not read
    again, what would be stored is."""
    require_right(by)
    kept = held(kept)
    if kept.state not in (BatchState.PREVIEWED, BatchState.REFUSED):
        raise ClassListRefused("stored", "Danh sách này đã lưu, nên không trả lời thêm được.")
    kept.answers = kept.answers | {key: value for key, value in answers.items() if value}
    reading = reading_of(kept)
    note(kept, reading, planned(kept, reading))
    kept.full_clean(validate_unique=False)
    kept.save()
    return kept


def held(kept: ClassList) -> ClassList:
    rows = ClassList.objects.select_for_update(of=("self",)).select_related("decision")
    return rows.get(pk=kept.pk)


def reading_of(kept: ClassList) -> ClassReading:
    return from_json(ClassReading, kept.reading)


def require_right(by: User) -> None:
    if not keeps_capital(access_of(by)):
        raise ClassListRefused("not_yours", "Chỉ cán bộ tỉnh nạp danh sách phân định.")


def note(kept: ClassList, reading: ClassReading, plan: Plan) -> None:
    """What the page shows of a plan stands in the row itself, also after it was stored."""
    kept.version += 1
    kept.plan = _in_words(plan)
    kept.fingerprint = plan.fingerprint
    kept.created_count, kept.ended_count = len(plan.lines), len(plan.all_ended)
    kept.unchanged_count, kept.refused_count = len(plan.unchanged), plan.refused
    has_something = plan.lines or plan.unchanged or plan.ended or plan.questions
    kept.state = BatchState.PREVIEWED if has_something else BatchState.REFUSED
    kept.message = reading.refusal or _conclusion(kept, plan)


def _in_words(plan: Plan) -> dict[str, Any]:
    kinds: dict[str, int] = {}
    for line in (*plan.lines, *plan.unchanged):
        kinds[line.entry.kind] = kinds.get(line.entry.kind, 0) + 1
    return {
        "kinds": kinds,
        "new": [
            [unit_name(line), kind_name(line.entry.kind), line.is_new_village]
            for line in plan.lines
            if not line.before
        ][:SHOWN],
        "renewed": sum(bool(line.before) and not line.is_moved for line in plan.lines),
        "moved": [
            [unit_name(line), _kinds_of(line.before), kind_name(line.entry.kind)]
            for line in plan.lines
            if line.is_moved
        ][:SHOWN],
        "ended": [[row_name(row), kind_name(row.kind), row.decision.number] for row in plan.ended][
            :SHOWN
        ],
        "new_villages": sum(line.is_new_village for line in plan.lines),
        "problems": to_json(tuple(plan.problems)),
        "questions": [_question(question) for question in plan.questions],
        "left_out": [
            [entry.sheet, f"ô {entry.cell}", f"“{entry.village or entry.text}”: bạn chọn bỏ qua"]
            for entry in plan.left_out
        ],
    }


def _kinds_of(rows: tuple[AreaClass, ...]) -> str:
    return ", ".join(kind_name(row.kind) for row in rows)


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "where": f"trang “{question.entry.sheet}”, ô {question.entry.cell}",
        "text": question.text,
        "options": [*map(list, question.options), [LEAVE_OUT, "Bỏ qua dòng này"]],
        "answer": question.answer,
    }


def _conclusion(kept: ClassList, plan: Plan) -> str:
    """One sentence for the head of the page and of the list."""
    if kept.state == BatchState.REFUSED:
        return "Không nhận được dòng nào. Hãy sửa các chỗ nêu bên dưới rồi tải lên lại."
    said = (
        f"{format_number(kept.created_count)} dòng sẽ ghi, "
        f"{format_number(kept.unchanged_count)} đã có sẵn, "
        f"{format_number(kept.ended_count)} dòng cũ kết thúc"
    )
    if asked := len(plan.open_questions):
        return f"Còn {format_number(asked)} chỗ cần bạn trả lời; hiện có {said}."
    if kept.refused_count:
        return f"Có {format_number(kept.refused_count)} dòng chưa nhận được; còn lại {said}."
    if not kept.created_count + kept.ended_count:
        return "Không có thay đổi: mọi dòng của danh sách đã được ghi theo văn bản này."
    return f"Đọc được cả danh sách: {said}. Hãy xem lại rồi xác nhận."
