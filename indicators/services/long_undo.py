"""Taking a long table back as a whole, as long as nothing was built on it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from indicators.models import BatchState, FigureChange, LongTable, Period, Report, Route, User
from indicators.permissions import access_of, reviewable_areas
from lsdash.lib.numbers import format_number
from lsdash.lib.text import lower_first

from .checks import table_cause
from .imports.sentences import undone_sentence
from .imports.undo import NAMED, who_and_when
from .long_plan import Owners, above_whole, held_reports
from .long_tables import LongTableRefused, Step, require_keeper
from .results import ResultRow, fresh_results, replace_results
from .staging import Staging, staged_back

REASON_LENGTH = LongTable._meta.get_field("undo_reason").max_length


def undo_steps(*, table: LongTable, by: User, now: datetime, reason: str) -> Iterator[Step]:
    """Sets every cell that the table changed back to what it was, with its own rows of history.

    All or nothing, in one transaction; a period that the table opened stays open. Undoing twice is
    undoing once. Raises LongTableRefused naming what came later on those cells, the reports that
    take no figures any more, or for want of a reason.
    """
    require_keeper(by)
    with transaction.atomic():
        table = LongTable.objects.select_for_update().get(pk=table.pk)
        if table.state == BatchState.UNDONE:
            yield Step(table.message, 1, 1)
            return
        reason = _tidied(table, reason)
        total = len(table.periods) + 2
        yield Step("Đối chiếu với những gì đã thay đổi sau bảng này", 0, total)
        with staged_back(table) as staging:
            periods = _checked(staging, by=by, now=now)
            back, gone = _counted(table, staging)
            yield Step(f"Trả lại {format_number(back + gone)} số liệu", 1, total)
            staging.store(table=table, by=by, now=now, route=Route.UNDO)
        results: list[ResultRow] = []
        for number, period in enumerate(periods, start=2):
            yield Step(f"Tổng hợp {period.label}", number, total)
            results += fresh_results(period)
        replace_results(periods=periods, rows=results)
        table.undone_at, table.undone_by, table.undo_reason = now, by, reason
        _close(table, undone_sentence(back, gone))
    yield Step(table.message, total, total)


def _tidied(table: LongTable, reason: str) -> str:
    if table.state != BatchState.APPLIED:
        raise LongTableRefused("Bảng này chưa lưu gì nên không có gì để hoàn tác.")
    if not table.can_undo:
        raise LongTableRefused("Bảng này không thay đổi số liệu nào nên không có gì để hoàn tác.")
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LENGTH:
        raise LongTableRefused(f"Hãy ghi lý do hoàn tác, không quá {REASON_LENGTH} ký tự.")
    return reason


def _checked(staging: Staging, *, by: User, now: datetime) -> list[Period]:
    """The periods concerned, in order; their reports are held until the end of the transaction."""
    owners, keys = Owners(), staging.report_keys()
    reports = held_reports(keys, owners)
    closed = _closed_to([reports[key] for key in keys], by=by, now=now)
    if closed:
        raise LongTableRefused(f"Không hoàn tác được. {_listed(closed, 'báo cáo')}")
    later = staging.changed_later()
    if later:
        raise LongTableRefused(_later_sentence(later))
    above = staging.parts_above_wholes()
    if above:
        sentences = [above_whole(found) for found in above]
        raise LongTableRefused(
            "Không hoàn tác được vì số liệu lưu sau bảng này sẽ không còn khớp. "
            + _listed(sentences, "chỗ")
        )
    periods = {period: owners.periods[period] for _, _, period in keys}
    return sorted(periods.values(), key=lambda period: (period.ends_on, period.pk))


def _counted(table: LongTable, staging: Staging) -> tuple[int, int]:
    """How many figures go back to another value, and how many to not reported."""
    back, gone = staging.counts()
    if back + gone != table.difference_count:
        raise LongTableRefused(
            "Không hoàn tác được vì lịch sử không còn cho biết bảng này đã thay đổi những ô nào. "
            "Hãy sửa trực tiếp từng ô."
        )
    return back, gone


def _closed_to(reports: Sequence[Report], *, by: User, now: datetime) -> list[str]:
    """Why which reports take no figures now: sent or approved since, overdue, another's."""
    mine = set(reviewable_areas(access_of(by)).values_list("pk", flat=True))
    found = []
    for report in sorted(reports, key=lambda one: (one.period.ends_on, one.area.code)):
        code, message = table_cause(report, now=now)
        if not code and report.area.pk not in mine:
            message = f"Bạn không được giao nhập số liệu của {report.area.name}."
        if message:
            found.append(message)
    return found


def _listed(sentences: Sequence[str], what: str) -> str:
    named = list(dict.fromkeys(sentences))
    more = len(named) - NAMED
    tail = f" Còn {format_number(more)} {what} khác như vậy." if more > 0 else ""
    return " ".join(named[:NAMED]) + tail


def _later_sentence(later: Sequence[int]) -> str:
    rows = FigureChange.objects.select_related("by", "measure", "area", "report__period")
    newest = sorted(rows.filter(pk__in=later[:NAMED]), key=lambda change: -change.pk)
    named = "; ".join(
        f"“{change.measure.name}” của {change.area.name}, "
        f"{lower_first(change.report.period.label)} ({who_and_when(change)})"
        for change in newest
    )
    count = len(later) - len(newest)
    more = f" và {format_number(count)} thay đổi khác" if count else ""
    return (
        f"Không hoàn tác được vì các số liệu này đã được sửa sau bảng này: {named}{more}. "
        "Hãy sửa trực tiếp từng ô, hoặc hoàn tác lượt nhập, bảng dài sau trước."
    )


def _close(table: LongTable, message: str) -> None:
    table.state, table.message = BatchState.UNDONE, message
    if table.opened_periods:
        table.message += (
            f" Kỳ do bảng này mở vẫn để mở, báo cáo của kỳ vẫn còn: "
            f"{', '.join(table.opened_periods)}."
        )
    table.full_clean(validate_unique=False)
    table.save()
