"""Rows of money as tables: every number leads to the lines that it adds up."""

from collections.abc import Sequence
from dataclasses import replace

from lsdash.lib.money import money_number
from lsdash.lib.theme import Cell, Column, Table
from programs.links import lines_link
from programs.selectors.book import Row
from programs.selectors.narrowing import CARRIED, OWN
from programs.selectors.overview import CapitalOverview
from programs.selectors.published import Comparison
from programs.selectors.question import Question
from programs.wording import (
    HEADINGS,
    difference_text,
    ledger_value,
    published_name,
    published_value,
    rate_text,
    reason_text,
)

NONE_YET = "Chưa có khoản vốn nào trong phạm vi đã chọn."


def amounts_table(caption: str, first: str, rows: Sequence[Row], asked: Question) -> Table:
    return Table(
        caption=f"{caption} ({asked.unit.label})",
        columns=(
            Column(first),
            *(Column(heading, numeric=True) for heading in HEADINGS),
            Column("Đánh giá"),
        ),
        rows=tuple(amounts_row(row, asked) for row in rows),
        empty=NONE_YET,
    )


def amounts_row(row: Row, asked: Question) -> tuple[Cell, ...]:
    href = lines_link(asked, row.narrowing)
    return (
        Cell(row.name, href=href, note=row.full_name if row.full_name != row.name else ""),
        *amount_cells(row, asked),
        Cell("", light=row.judgement.light, note=reason_text(row.judgement)),
    )


def amount_cells(row: Row, asked: Question) -> tuple[Cell, ...]:
    """In the order of HEADINGS; what was allotted and what was carried over lead to their own."""
    whole = lines_link(asked, row.narrowing)
    own = lines_link(asked, replace(row.narrowing, carried=OWN))
    carried = lines_link(asked, replace(row.narrowing, carried=CARRIED))
    addresses = (own, carried, whole, whole, whole, whole)
    texts = amount_texts(row, asked)
    return tuple(Cell(text, href=href) for text, href in zip(texts, addresses, strict=True))


def amount_texts(row: Row, asked: Question) -> tuple[str, ...]:
    """In the order of HEADINGS."""
    amounts, unit = row.amounts, asked.unit
    return (
        money_number(amounts.allotted, unit),
        money_number(amounts.carried_over, unit),
        money_number(amounts.usable, unit),
        money_number(amounts.disbursed, unit),
        rate_text(amounts.rate),
        money_number(amounts.left, unit),
    )


def published_table(published: Sequence[Comparison], asked: Question) -> Table:
    """Beside the ledger's sums, with the difference and where each was published."""
    return Table(
        caption="Số đã công bố bên cạnh số cộng từ sổ vốn",
        columns=(
            Column("Số"),
            Column("Đã công bố", numeric=True),
            Column("Cộng từ sổ vốn", numeric=True),
            Column("Chênh lệch", numeric=True),
            Column("Nguồn tin"),
        ),
        rows=tuple(
            (
                Cell(published_name(one)),
                Cell(published_value(one)),
                Cell(ledger_value(one, asked.unit)),
                Cell(difference_text(one, asked.unit)),
                Cell(one.published.source, href=one.published.address, note=one.published.note),
            )
            for one in published
        ),
        empty="Chưa có số nào được công bố cho phạm vi này.",
    )


def overview_tables(page: CapitalOverview) -> dict[str, Table]:
    asked = page.question
    return {
        "programmes": amounts_table("Theo chương trình", "Chương trình", page.by_programme, asked),
        "projects": amounts_table("Theo dự án, chậm nhất trước", "Dự án", page.by_project, asked),
        "fund_kinds": amounts_table("Theo loại vốn", "Loại vốn", page.by_fund_kind, asked),
        "sources": amounts_table("Theo nguồn vốn", "Nguồn vốn", page.by_source, asked),
        "places": amounts_table("Theo địa bàn, chậm nhất trước", "Địa bàn", page.by_place, asked),
        "agencies": amounts_table("Theo đơn vị, chậm nhất trước", "Đơn vị", page.by_agency, asked),
        "published": published_table(page.published, asked),
    }
