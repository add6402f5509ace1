"""Taking a stored table back, as long as nothing later rests on it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from indicators.models import BatchState, Route, User
from lsdash.lib.numbers import format_number
from programs.models import (
    Agency,
    Allocation,
    BatchKind,
    CapitalAccount,
    Component,
    Disbursement,
    DisbursementChange,
    ProgrammeBatch,
)
from programs.services.accounts import FIELDS, AccountKey
from programs.services.allocations import reverse_allocations
from programs.services.disbursement_rules import Pot, Tree
from programs.services.disbursements import Payment, write_disbursements
from programs.services.locks import hold_capital
from programs.services.refusals import CapitalRefused

from .preview import MoneyTableRefused, require_right

REASON_LENGTH = 300
SHOWN = 3
ZERO = Decimal(0)


@transaction.atomic
def undo_money_table(
    *, batch: ProgrammeBatch, reason: str, by: User, now: datetime
) -> ProgrammeBatch:
    """Takes back what a table brought: allocations by lines of the opposite amount, disbursement
    by the amounts that stood there before. Undoing twice is undoing once.

    Raises MoneyTableRefused for want of a right or a reason, where a later line, change or payment
    rests on the table, and where the ledger's rules forbid what would be left.
    """
    require_right(by, batch.kind)
    hold_capital()
    batch = ProgrammeBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state == BatchState.UNDONE:
        return batch
    if batch.state != BatchState.APPLIED:
        raise MoneyTableRefused("Bảng này chưa được lưu nên không có gì để hoàn tác.")
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LENGTH:
        raise MoneyTableRefused(f"Hãy ghi lý do hoàn tác, không quá {REASON_LENGTH} ký tự.")
    take_back = _allocations if batch.kind == BatchKind.ALLOCATIONS else _disbursements
    try:
        take_back(batch, reason, by=by, now=now)
    except CapitalRefused as refused:
        said = " ".join(problem.message for problem in refused.problems[:SHOWN])
        raise MoneyTableRefused(f"Không hoàn tác được: {said}") from refused
    batch.state, batch.undo_reason = BatchState.UNDONE, reason
    batch.undone_at, batch.undone_by = now, by
    batch.full_clean(validate_unique=False)
    batch.save()
    return batch


def _allocations(batch: ProgrammeBatch, reason: str, *, by: User, now: datetime) -> None:
    lines = Allocation.objects.filter(batch=batch, reverses=None, reversed_by=None)
    _require_last_lines(lines, batch)
    _require_still_covered(lines)
    reverse_allocations(lines=lines, reason=reason, by=by, now=now, route=Route.UNDO, batch=batch)


def _require_last_lines(lines: QuerySet[Allocation], batch: ProgrammeBatch) -> None:
    """A later line of the same decision and account was written beside what the table brought."""
    later = Allocation.objects.filter(
        Q(batch=None) | ~Q(batch=batch),
        account=OuterRef("account"),
        decision=OuterRef("decision"),
        pk__gt=OuterRef("pk"),
        reverses=None,
        reversed_by=None,
    )
    found = lines.filter(Exists(later)).select_related(
        "account__component", "account__agency", "decision"
    )
    shown = list(found.order_by("pk")[:SHOWN])
    if not shown:
        return
    said = "; ".join(
        f"{row.account.component.short_name} của {row.account.agency.name} "
        f"({row.decision.number}, {format_number(row.amount_million_vnd)} triệu đồng)"
        for row in shown
    )
    raise MoneyTableRefused(
        f"Không hoàn tác được: {format_number(found.count())} dòng đã có dòng ghi sau dựa vào: "
        f"{said}. Hãy hủy các dòng ghi sau trước."
    )


def _require_still_covered(lines: QuerySet[Allocation]) -> None:
    """Without the table no project may have disbursed more than it was given."""
    tree = Tree(dict(Component.objects.values_list("pk", "parent_id")))
    taken = _by_pot(lines, tree)
    years, agencies = {p.year for p in taken}, {p.agency_id for p in taken}
    near = CapitalAccount.objects.filter(year__in=years - {None}, agency__in=agencies).values("pk")
    newer = Disbursement.objects.filter(account=OuterRef("account"), as_of__gt=OuterRef("as_of"))
    latest = Disbursement.objects.filter(~Exists(newer), account__in=near)
    paid = _by_pot(latest, tree)
    given = _by_pot(Allocation.objects.filter(account__in=near), tree)
    for pot, amount in taken.items():
        left = given.get(pot, ZERO) - amount
        if paid.get(pot, ZERO) > max(left, ZERO) and amount > 0:
            project = Component.objects.get(pk=pot.project_id)
            agency = Agency.objects.get(pk=pot.agency_id)
            raise MoneyTableRefused(
                f"Không hoàn tác được: {project.short_name} của {agency.name} năm {pot.year} đã "
                f"giải ngân {format_number(paid[pot])} triệu đồng, nhưng vốn giao sẽ chỉ còn "
                f"{format_number(left)}. Hãy xem lại số giải ngân trước."
            )


def _by_pot(rows: QuerySet, tree: Tree) -> dict[Pot, Decimal]:
    names = [f"account__{name}" for name in FIELDS]
    sums: dict[Pot, Decimal] = {}
    found = rows.order_by().values_list(*names).annotate(total=Sum("amount_million_vnd"))
    for *key, total in found:
        pot = tree.pot_of(AccountKey(*key))
        sums[pot] = sums.get(pot, ZERO) + total
    return sums


def _disbursements(batch: ProgrammeBatch, reason: str, *, by: User, now: datetime) -> None:
    changes = DisbursementChange.objects.filter(batch=batch).exclude(route=Route.UNDO)
    _require_last_changes(changes)
    names = [f"account__{name}" for name in FIELDS]
    rows = changes.order_by("pk").values_list("as_of", "before_million_vnd", "before_note", *names)
    payments = [
        Payment(AccountKey(*key), as_of, before, note if before is not None else "")
        for as_of, before, note, *key in rows
    ]
    write_disbursements(payments=payments, by=by, now=now, route=Route.UNDO, batch=batch)


def _require_last_changes(changes: QuerySet[DisbursementChange]) -> None:
    later = DisbursementChange.objects.filter(
        account=OuterRef("account"), as_of=OuterRef("as_of"), pk__gt=OuterRef("pk")
    )
    found = changes.filter(Exists(later))
    shown = list(found.select_related("account__component", "account__agency")[:SHOWN])
    if shown:
        raise MoneyTableRefused(
            f"Không hoàn tác được: {format_number(found.count())} số đã được sửa sau khi lưu bảng: "
            f"{_named(shown)}. Hãy xem lại các số đó trước."
        )


def _named(changes: Iterable[DisbursementChange]) -> str:
    return "; ".join(
        f"{row.account.component.short_name} của {row.account.agency.name} đến {row.as_of:%d/%m/%Y}"
        for row in changes
    )
