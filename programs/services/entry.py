"""Amounts typed on the screen for one agency and day: all stored, or each told what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from indicators.models import User
from lsdash.lib.numbers import format_number
from programs.entry_rows import AmountRefused, RowKey, TypedRow, is_touched, read_amount
from programs.models import Agency, Component, Disbursement

from .accounts import AccountKey
from .disbursements import (
    Done,
    Payment,
    disbursement_problems,
    stored_disbursements,
    write_disbursements,
)
from .locks import hold_capital
from .refusals import CapitalRefused, Problem


class EntryRefused(Exception):
    """Nothing was stored; what is wrong with each row, and under None with all of them."""

    def __init__(self, problems: Mapping[RowKey | None, Sequence[Problem]]) -> None:
        told = [problem.message for found in problems.values() for problem in found]
        super().__init__(" ".join(told))
        self.problems = problems


@dataclass
class _Reading:
    """The rows that were touched, as payments, with what is wrong already."""

    keys: list[RowKey] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    problems: dict[RowKey | None, list[Problem]] = field(default_factory=dict)

    def refuse(self, key: RowKey | None, problem: Problem) -> None:
        self.problems.setdefault(key, []).append(problem)


@transaction.atomic
def save_entry(
    *, agency: Agency, year: int, as_of: date, rows: Sequence[TypedRow], by: User, now: datetime
) -> Done:
    """Stores the rows that say something else than was shown, all or none. A blank takes a stored
    amount back. Raises EntryRefused with every problem of every row."""
    hold_capital()
    touched = [row for row in rows if is_touched(row)]
    read = _read(agency, year, as_of, touched)
    if read.problems:
        found = disbursement_problems(payments=read.payments, by=by, now=now)
        raise EntryRefused(_by_row(read, found))
    try:
        return write_disbursements(payments=read.payments, by=by, now=now)
    except CapitalRefused as refused:
        raise EntryRefused(_by_row(read, refused.problems)) from refused


def _read(agency: Agency, year: int, as_of: date, rows: Sequence[TypedRow]) -> _Reading:
    known = set(
        Component.objects.filter(pk__in={row.key.component_id for row in rows}).values_list(
            "pk", flat=True
        )
    )
    keys = {row.key: _account_key(agency, year, row.key) for row in rows}
    stored = stored_disbursements(keys.values(), as_of)
    reading = _Reading()
    for row in rows:
        if row.key.component_id not in known:
            message = "Dự án của dòng này không còn trong danh mục. Hãy tải lại trang."
            reading.refuse(row.key, Problem("component_gone", message))
            continue
        try:
            amount = read_amount(row.text)
        except AmountRefused as refused:
            reading.refuse(row.key, Problem("not_a_number", str(refused)))
            continue
        present = stored.get(keys[row.key])
        note, problem = _note(row, amount, present)
        if problem:
            reading.refuse(row.key, problem)
        reading.keys.append(row.key)
        reading.payments.append(
            Payment(keys[row.key], as_of, amount, note, seen=row.seen, check_seen=True)
        )
    return reading


def _account_key(agency: Agency, year: int, key: RowKey) -> AccountKey:
    return AccountKey(
        key.component_id, agency.pk, year, key.fund_kind, key.source, key.is_carried_over
    )


def _note(
    row: TypedRow, amount: Decimal | None, present: Disbursement | None
) -> tuple[str, Problem | None]:
    """The note to store: what is stored stays unless the person wrote another."""
    note, stored = " ".join(row.note.split()), present.note if present else ""
    if note == row.seen_note:
        return stored if amount is not None else "", None
    if amount is None and note:
        message = "Ghi chú chỉ lưu được cùng số tiền. Hãy nhập số, hoặc bỏ ghi chú."
        return note, Problem("note_without_amount", message)
    if stored not in (row.seen_note, note):
        message = (
            f"Người khác vừa ghi chú “{stored}” cho số {format_number(present.amount_million_vnd)} "
            "này. Hãy xem lại rồi lưu."
        )
        return note, Problem("overtaken", message)
    return note, None


def _by_row(
    reading: _Reading, found: Sequence[Problem]
) -> dict[RowKey | None, tuple[Problem, ...]]:
    problems = {key: list(told) for key, told in reading.problems.items()}
    for problem in found:
        key = None if problem.place is None else reading.keys[problem.place]
        problems.setdefault(key, []).append(problem)
    return {key: tuple(told) for key, told in problems.items()}
