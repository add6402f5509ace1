"""The table that folds: which rows of the tree are open, and the address that opens another."""

from collections.abc import Collection
from dataclasses import dataclass

from lsdash.lib.theme import Cell
from programs.links import page_link
from programs.selectors.book import Row
from programs.selectors.question import Question
from programs.selectors.tree import Branch, CapitalTree
from programs.wording import HEADINGS

from .tables import amount_cells

PARAMETER, ALL = "mo", "tat-ca"
USABLE_TO_RATE = slice(2, 5)
FOLD_HEADINGS = (*HEADINGS, *HEADINGS[USABLE_TO_RATE], *HEADINGS[USABLE_TO_RATE])


@dataclass(frozen=True)
class FoldedRow:
    """`toggle` opens or closes the row; empty for one without anything below."""

    branch: Branch
    cells: tuple[Cell, ...]
    toggle: str
    is_open: bool
    anchor: str


@dataclass(frozen=True)
class Fold:
    rows: tuple[FoldedRow, ...]
    total: FoldedRow
    open_all: str
    close_all: str


def fold(page: CapitalTree, opened: str | None) -> Fold:
    """`opened` as it stands in the address: codes with commas, “tat-ca”, or None, which opens the
    programmes so that their projects show. What is not in the tree is passed over."""
    asked = page.question
    codes = _opened(page, opened)
    return Fold(
        rows=tuple(_row(branch, codes, asked) for branch in page.shown(codes)),
        total=_row(page.total, codes, asked),
        open_all=page_link("capital_tree", asked, **{PARAMETER: ALL}),
        close_all=_address(asked, ()),
    )


def _opened(page: CapitalTree, opened: str | None) -> frozenset[str]:
    if opened is None:
        return frozenset(one.code for one in page.branches if one.code and one.depth == 0)
    if opened == ALL:
        return frozenset(page.codes)
    return frozenset(opened.split(",")) & frozenset(page.codes)


def _row(branch: Branch, codes: Collection[str], asked: Question) -> FoldedRow:
    is_open = branch.code in codes
    others = [code for code in sorted(codes) if code != branch.code]
    wanted = others if is_open else [*others, branch.code]
    anchor = f"m-{branch.code}"
    return FoldedRow(
        branch=branch,
        cells=(
            *amount_cells(branch.row, asked),
            *_of_kind(branch.investment, asked),
            *_of_kind(branch.recurrent, asked),
        ),
        toggle=f"{_address(asked, wanted)}#{anchor}" if branch.code else "",
        is_open=is_open,
        anchor=anchor if branch.code else "",
    )


def _of_kind(row: Row, asked: Question) -> tuple[Cell, ...]:
    return amount_cells(row, asked)[USABLE_TO_RATE]


def _address(asked: Question, codes: Collection[str]) -> str:
    """With the parameter also where nothing is open, which is not the same as without it."""
    return page_link("capital_tree", asked, **{PARAMETER: ",".join(codes)})
