"""The capital pages as workbooks: the same rows as on the page, amounts unrounded in its unit."""

from collections.abc import Sequence
from decimal import Decimal

from lsdash.lib.money import in_unit
from lsdash.lib.theme import LIGHTS
from programs.models import FUND_SHORT, FundKind, Source
from programs.selectors.book import Row
from programs.selectors.lines import AccountLine, LinePage
from programs.selectors.matrix import CapitalMatrix
from programs.selectors.overview import CapitalOverview
from programs.selectors.published import Comparison
from programs.selectors.question import Question
from programs.selectors.steps_page import StepsPage
from programs.selectors.tree import Branch, CapitalTree
from programs.wording import (
    HEADINGS,
    asked_text,
    difference_text,
    known_text,
    ledger_value,
    published_name,
    published_value,
    unit_text,
)

from .sheets import Percent, Sheet, Value, workbook


def overview_workbook(page: CapitalOverview) -> bytes:
    asked = page.question
    parts = (
        ("Chương trình", page.by_programme),
        ("Dự án", page.by_project),
        ("Loại vốn", page.by_fund_kind),
        ("Nguồn vốn", page.by_source),
        ("Địa bàn", page.by_place),
        ("Đơn vị", page.by_agency),
    )
    sheets = [_rows_sheet(name, (*rows, page.total), asked) for name, rows in parts]
    return workbook([*sheets, _published_sheet(page.published, asked)], unit_code=asked.unit.code)


def tree_workbook(page: CapitalTree) -> bytes:
    """All of the tree, open, with every column of both fund kinds."""
    kinds = [f"{FUND_SHORT[kind]}: {heading}" for kind in FundKind for heading in HEADINGS]
    rows = (page.total, *page.branches)
    sheet = Sheet(
        name="Bảng vốn",
        title="Vốn theo chương trình, dự án, tiểu dự án, đơn vị",
        notes=_notes(page.question),
        headings=("Chương trình, dự án, đơn vị", *HEADINGS, *kinds),
        rows=[_branch_values(branch, page.question) for branch in rows],
        first_width=48,
        indents=[0, *(branch.depth for branch in page.branches)],
    )
    return workbook([sheet], unit_code=page.question.unit.code)


def matrix_workbook(page: CapitalMatrix) -> bytes:
    asked = page.question
    places = tuple(row.name for row in page.places)

    def sheet(name: str, value_of: object) -> Sheet:
        lines = [(line.project.short_name, line.cells, line.total) for line in page.lines]
        return Sheet(
            name=name,
            title=f"{name} theo dự án và địa bàn",
            notes=_notes(asked),
            headings=("Dự án", *places, "Tất cả"),
            rows=[
                *((title, *map(value_of, cells), value_of(total)) for title, cells, total in lines),
                ("Tất cả", *map(value_of, page.places), value_of(page.total)),
            ],
        )

    def money(name: str) -> object:
        return lambda row: None if row is None else _money(getattr(row.amounts, name), asked)

    sheets = [
        sheet("Tỷ lệ giải ngân", lambda row: Percent(row.amounts.rate if row else None)),
        sheet("Được sử dụng", money("usable")),
        sheet("Đã giải ngân", money("disbursed")),
        sheet("Còn phải giải ngân", money("left")),
    ]
    return workbook(sheets, unit_code=asked.unit.code)


def steps_workbook(page: StepsPage) -> bytes:
    asked = page.question
    sheet = Sheet(
        name="Biến động",
        title="Kế hoạch vốn qua từng văn bản",
        notes=_notes(asked),
        headings=("Văn bản", "Trích yếu", "Ngày ký", "Thay đổi", "Kế hoạch sau văn bản"),
        rows=[
            (
                step.decision.number,
                step.decision.title,
                step.signed_on,
                _money(step.change, asked),
                _money(step.after, asked),
            )
            for step in page.steps
        ],
    )
    return workbook([sheet, _published_sheet(page.published, asked)], unit_code=asked.unit.code)


def lines_workbook(page: LinePage) -> bytes:
    asked = page.question
    sheet = Sheet(
        name="Khoản vốn",
        title="Các khoản vốn",
        notes=(*_notes(asked), *page.words),
        headings=(
            "Chương trình",
            "Dự án, tiểu dự án",
            "Đơn vị",
            "Loại vốn",
            "Nguồn vốn",
            "Vốn",
            "Kế hoạch",
            "Đã giải ngân",
            "Đến ngày",
            "Văn bản giao",
        ),
        rows=[_line_values(line, asked) for line in page.lines],
    )
    return workbook([sheet], unit_code=asked.unit.code)


def _line_values(line: AccountLine, asked: Question) -> tuple[Value, ...]:
    account = line.account
    return (
        account.component.programme.short_name,
        f"{account.component.short_name}: {account.component.name}",
        account.agency.name,
        FUND_SHORT[account.fund_kind],
        Source(account.source).label,
        "kéo dài" if account.is_carried_over else "giao trong năm",
        _money(line.plan, asked),
        _money(line.paid, asked),
        line.paid_on,
        "; ".join(line.decisions),
    )


def _rows_sheet(name: str, rows: Sequence[Row], asked: Question) -> Sheet:
    return Sheet(
        name=name,
        title=f"Vốn theo {name.lower()}",
        notes=_notes(asked),
        headings=(name, *HEADINGS, "Đánh giá"),
        rows=[
            (
                _title(row),
                *_amount_values(row, asked),
                LIGHTS[row.judgement.light].label,
            )
            for row in rows
        ],
        first_width=60,
    )


def _title(row: Row) -> str:
    """“Dự án 4: Đầu tư cơ sở hạ tầng …”."""
    return f"{row.name}: {row.full_name}" if row.full_name not in ("", row.name) else row.name


def _branch_values(branch: Branch, asked: Question) -> tuple[Value, ...]:
    title = _title(branch.row) if branch.code else branch.row.full_name or branch.row.name
    rows = (branch.row, branch.investment, branch.recurrent)
    return (title, *(value for row in rows for value in _amount_values(row, asked)))


def _amount_values(row: Row, asked: Question) -> tuple[Value, ...]:
    """In the order of HEADINGS."""
    amounts = row.amounts
    return (
        _money(amounts.allotted, asked),
        _money(amounts.carried_over, asked),
        _money(amounts.usable, asked),
        _money(amounts.disbursed, asked),
        Percent(amounts.rate),
        _money(amounts.left, asked),
    )


def _published_sheet(published: Sequence[Comparison], asked: Question) -> Sheet:
    return Sheet(
        name="Số công bố",
        title="Số đã công bố bên cạnh số cộng từ sổ vốn",
        notes=_notes(asked),
        headings=("Số", "Đã công bố", "Cộng từ sổ vốn", "Chênh lệch", "Nguồn tin", "Địa chỉ"),
        rows=[
            (
                published_name(one),
                published_value(one),
                ledger_value(one, asked.unit),
                difference_text(one, asked.unit),
                one.published.source,
                one.published.address,
            )
            for one in published
        ],
        first_width=60,
    )


def _notes(asked: Question) -> tuple[str, ...]:
    known = known_text(asked)
    programme = asked.programme.name if asked.programme else "Tất cả chương trình"
    return (asked_text(asked), programme, unit_text(asked.unit), *((known,) if known else ()))


def _money(million: Decimal | None, asked: Question) -> Decimal | None:
    return None if million is None else in_unit(million, asked.unit)
