"""The lines of a decision as a person enters them: held against the decision's own total, and
never written twice by a second press of the button."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from indicators.models import Decision, User
from lsdash.lib.numbers import format_number, format_signed
from programs.models import Allocation

from .accounts import AccountKey, key_of
from .allocations import UNIT, NewLine, check_right, record_allocations
from .locks import hold_capital
from .refusals import CapitalRefused, Problem

AGAIN = "again"


@transaction.atomic
def enter_lines(
    *,
    decision: Decision,
    lines: Sequence[NewLine],
    by: User,
    now: datetime,
    stated_total: Decimal | None = None,
    may_repeat: bool = False,
) -> None:
    """Adds lines to the ledger, all or none.

    Raises CapitalRefused as `record_allocations` does; where a stated total is not the sum of the
    lines, with both; and, unless `may_repeat`, where the decision has a line of the same account.
    """
    check_right(by)
    hold_capital()
    problems = _wrong_total(lines, stated_total)
    if not lines:
        problems.append(Problem("no_lines", "Chưa có dòng nào. Hãy ghi ít nhất một dòng vốn."))
    if not may_repeat:
        problems += _written_already(decision, lines)
    if problems:
        raise CapitalRefused(problems)
    record_allocations(decision=decision, lines=lines, by=by, now=now)


def _wrong_total(lines: Sequence[NewLine], stated: Decimal | None) -> list[Problem]:
    total = sum((line.amount_million_vnd for line in lines), Decimal(0))
    if stated is None or stated == total:
        return []
    return [
        Problem(
            "total",
            f"Tổng số theo văn bản là {format_number(stated)} {UNIT}, tổng các dòng là "
            f"{format_number(total)} {UNIT}: chênh lệch {format_signed(total - stated)} {UNIT}. "
            "Hãy sửa dòng sai hoặc tổng số.",
        )
    ]


def _written_already(decision: Decision, lines: Sequence[NewLine]) -> list[Problem]:
    standing = Allocation.objects.filter(decision=decision, reverses=None, reversed_by=None)
    known: dict[AccountKey, Decimal] = {}
    for row in standing.select_related("account"):
        key = key_of(row.account)
        known[key] = known.get(key, Decimal(0)) + row.amount_million_vnd
    return [
        Problem(
            AGAIN,
            f"Văn bản này đã ghi {format_number(known[line.key])} {UNIT} cho đúng khoản vốn này. "
            "Nếu là ghi trùng, hãy bỏ dòng; nếu giao thêm, hãy đánh dấu xác nhận rồi lưu.",
            place,
        )
        for place, line in enumerate(lines)
        if line.key in known
    ]
