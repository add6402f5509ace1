"""A sheet whose headings are the sender's own: its columns offered to be told what they are."""

from indicators.sheets.headers import HeadingIndex
from indicators.sheets.layout import Block, Layout, find_layout, heading_blocks, judge_of, judged
from indicators.sheets.spec import Unmatched
from indicators.sheets.workbook import Sheet

_LEAST_COLUMNS = 3


def offered_columns(sheet: Sheet, index: HeadingIndex) -> list[Unmatched]:
    """Return the unknown columns of what is most like the form's heading, [] without any."""
    blocks = heading_blocks(sheet)
    layout = find_layout(sheet, blocks, index) or _likeliest(sheet, blocks, index)
    if layout is None:
        return []
    return [
        Unmatched(
            "column",
            sheet.name,
            layout.heading_cell(column),
            column.text,
            column.heading,
            index.guesses(column.path),
            layout.fingerprint,
        )
        for column in layout.having("unknown")
        if column.path
    ]


def _likeliest(sheet: Sheet, blocks: list[Block], index: HeadingIndex) -> Layout | None:
    """The heading with a column of names and most columns that resemble one of the form."""
    layouts = [judged(sheet, block, judge_of(index)) for block in blocks]
    scored = [(_score(layout, index), at) for at, layout in enumerate(layouts)]
    score, at = max(scored, key=lambda item: (item[0], -item[1]), default=(0, 0))
    return layouts[at] if score >= _LEAST_COLUMNS else None


def _score(layout: Layout, index: HeadingIndex) -> int:
    if index.level != "obstacle" and not layout.having("area", "code"):
        return 0
    alike = {
        guesses[0].means
        for column in layout.having("unknown")
        if (guesses := index.guesses(column.path))
    }
    return len(alike) + 1
