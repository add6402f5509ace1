"""Accounts, their lines and their history as tables."""

from django.urls import reverse
from django.utils.timezone import localtime

from lsdash.lib.money import MoneyUnit, money_difference, money_number, money_text
from lsdash.lib.theme import Cell, Column, Table
from programs.links import decision_link
from programs.models import FUND_SHORT, DisbursementChange, Source
from programs.selectors.lines import AccountLine, AccountPage, LinePage

SAMPLE = "số minh họa"


def account_link(pk: int, unit: MoneyUnit) -> str:
    address = reverse("programs:capital_account", kwargs={"pk": pk})
    return f"{address}?don-vi-tinh={unit.code}"


def lines_table(page: LinePage) -> Table:
    unit = page.question.unit
    return Table(
        caption=f"Các khoản vốn ({unit.label})",
        columns=(
            Column("Dự án, tiểu dự án"),
            Column("Đơn vị"),
            Column("Loại vốn, nguồn vốn"),
            Column("Kế hoạch", numeric=True),
            Column("Đã giải ngân", numeric=True),
            Column("Văn bản giao"),
        ),
        rows=tuple(_line(line, unit) for line in page.lines),
        empty=f"Không có khoản vốn nào khớp với phạm vi đã chọn đến {page.question.day:%d/%m/%Y}.",
    )


def _line(line: AccountLine, unit: MoneyUnit) -> tuple[Cell, ...]:
    account = line.account
    return (
        Cell(
            account.component.short_name,
            href=account_link(account.pk, unit),
            note=SAMPLE if line.is_sample else "",
        ),
        Cell(account.agency.short_name),
        Cell(
            f"{FUND_SHORT[account.fund_kind]}, {Source(account.source).label}",
            note="vốn kéo dài" if account.is_carried_over else "",
        ),
        Cell(money_number(line.plan, unit)),
        Cell(
            money_number(line.paid, unit),
            note=f"đến {line.paid_on:%d/%m/%Y}" if line.paid_on else "chưa báo cáo",
        ),
        Cell("; ".join(line.decisions) or "—"),
    )


def account_tables(page: AccountPage, unit: MoneyUnit) -> dict[str, Table]:
    return {
        "allocations": _allocations(page, unit),
        "disbursements": _disbursements(page, unit),
        "changes": _changes(page, unit),
    }


def _allocations(page: AccountPage, unit: MoneyUnit) -> Table:
    return Table(
        caption=f"Các dòng vốn giao ({unit.label})",
        columns=(
            Column("Văn bản"),
            Column("Ngày ký"),
            Column("Số tiền", numeric=True),
            Column("Ghi chú"),
            Column("Ghi lúc"),
        ),
        rows=tuple(
            (
                Cell(
                    line.decision.number,
                    href=decision_link(line.decision_id),
                    note=SAMPLE if line.is_sample else "",
                ),
                Cell(f"{line.decision.signed_on:%d/%m/%Y}"),
                Cell(money_difference(line.amount_million_vnd, unit)),
                Cell(line.note, note="hủy một dòng trước" if line.reverses_id else ""),
                Cell(
                    f"{localtime(line.recorded_at):%H:%M %d/%m/%Y}",
                    note=f"{_person(line.recorded_by)}, {line.get_route_display()}",
                ),
            )
            for line in page.allocations
        ),
        empty="Chưa có văn bản nào giao vốn cho khoản này.",
    )


def _disbursements(page: AccountPage, unit: MoneyUnit) -> Table:
    return Table(
        caption=f"Giải ngân lũy kế ({unit.label})",
        columns=(
            Column("Đến ngày"),
            Column("Đã giải ngân", numeric=True),
            Column("Ghi chú"),
            Column("Nhập lúc"),
        ),
        rows=tuple(
            (
                Cell(f"{row.as_of:%d/%m/%Y}", note=SAMPLE if row.is_sample else ""),
                Cell(money_number(row.amount_million_vnd, unit)),
                Cell(row.note),
                Cell(
                    f"{localtime(row.entered_at):%H:%M %d/%m/%Y}",
                    note=f"{_person(row.entered_by)}, {row.get_route_display()}",
                ),
            )
            for row in page.disbursements
        ),
        empty="Chưa có báo cáo giải ngân nào của khoản này.",
    )


def _changes(page: AccountPage, unit: MoneyUnit) -> Table:
    return Table(
        caption="Lịch sử số giải ngân, mới nhất trước",
        columns=(
            Column("Lúc"),
            Column("Người thực hiện"),
            Column("Lũy kế đến ngày"),
            Column("Trước", numeric=True),
            Column("Sau", numeric=True),
        ),
        rows=tuple(_change(change, unit) for change in page.changes),
        empty="Số giải ngân của khoản này chưa thay đổi lần nào.",
    )


def _change(change: DisbursementChange, unit: MoneyUnit) -> tuple[Cell, ...]:
    return (
        Cell(f"{localtime(change.at):%H:%M %d/%m/%Y}"),
        Cell(_person(change.by), note=change.get_route_display()),
        Cell(f"{change.as_of:%d/%m/%Y}"),
        Cell(money_text(change.before_million_vnd, unit), note=change.before_note),
        Cell(money_text(change.after_million_vnd, unit), note=change.after_note),
    )


def _person(user: object) -> str:
    return user.get_full_name() or user.get_username()
