"""What the page of all obstacles shows, as tables of numbers for a workbook."""

from collections.abc import Sequence
from datetime import date

from programs.documents.excel import tables_workbook
from programs.documents.model import DataTable
from programs.selectors.obstacles.summary import Held, Summary

MONEY = "Vốn bị vướng (triệu đồng)"


def summary_workbook(found: Summary, *, day: date) -> bytes:
    """Five sheets; capital in million VND, whatever the unit on the page."""
    return tables_workbook(
        summary_tables(found), title=f"Khó khăn, vướng mắc đến ngày {day:%d/%m/%Y}"
    )


def summary_tables(found: Summary) -> Sequence[DataTable]:
    return (
        _heat(found),
        DataTable(
            "Theo tuổi",
            ("Số ngày từ khi nêu", "Số khó khăn"),
            tuple((band.label, band.count) for band in found.bands),
            (None, 0),
        ),
        _held("Theo nhóm", "Nhóm", found.by_category),
        _held("Theo cấp có thẩm quyền", "Cấp có thẩm quyền", found.by_authority),
        DataTable(
            "Nêu mới, đã giải quyết",
            ("Quý", "Nêu mới", "Đã giải quyết"),
            tuple((one.label, one.opened, one.resolved) for one in found.quarters),
            (None, 0, 0),
        ),
    )


def _heat(found: Summary) -> DataTable:
    heat = found.heat
    rows = [(row.name, *(cell.count for cell in row.cells), row.total) for row in heat.rows]
    if rows:
        rows.append(("Tất cả", *(cell.count for cell in heat.totals), heat.all))
    return DataTable(
        "Địa bàn và nhóm",
        ("Địa bàn", *(kind.name for kind in heat.kinds), "Cộng"),
        tuple(rows),
        (None, *(0 for _ in heat.kinds), 0),
        note="Một khó khăn ở nhiều địa bàn được đếm ở mỗi địa bàn, và một lần ở dòng Tất cả.",
    )


def _held(caption: str, first: str, rows: Sequence[Held]) -> DataTable:
    return DataTable(
        caption,
        (first, "Số khó khăn", "Quá hạn", MONEY),
        tuple((row.name, row.count, row.overdue, row.capital) for row in rows),
        (None, 0, 0, 3),
    )
