"""A report as it is kept once it is frozen: plain JSON, and back again without a loss."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from programs.documents import (
    Annex,
    DataTable,
    Heading,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Picture,
    Signature,
)
from programs.documents.model import Block, Cell

from .drawings import Drawing

Json = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A section as it is shown: its heading, its paragraphs, its drawings."""

    key: str
    heading: str
    level: int
    paragraphs: tuple[str, ...]
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True)
class Content:
    """What a report says: feeds page, Word and Excel alike."""

    subject: str
    parts: tuple[Part, ...]
    annexes: tuple[Annex, ...]

    @property
    def tables(self) -> tuple[DataTable, ...]:
        """Of all annexes, in order: the sheets of the workbook."""
        return tuple(table for annex in self.annexes for table in annex.blocks)


def to_json(content: Content) -> Json:
    return {
        "subject": content.subject,
        "parts": [
            {
                "key": part.key,
                "heading": part.heading,
                "level": part.level,
                "paragraphs": list(part.paragraphs),
                "drawings": [vars(drawing) for drawing in part.drawings],
            }
            for part in content.parts
        ],
        "annexes": [
            {"title": annex.title, "tables": [_table_json(t) for t in annex.blocks]}
            for annex in content.annexes
        ],
    }


def from_json(kept: Json) -> Content:
    """Raises KeyError for anything that `to_json` did not make."""
    return Content(
        subject=kept["subject"],
        parts=tuple(
            Part(
                part["key"],
                part["heading"],
                part["level"],
                tuple(part["paragraphs"]),
                tuple(Drawing(**drawing) for drawing in part["drawings"]),
            )
            for part in kept["parts"]
        ),
        annexes=tuple(
            Annex(annex["title"], tuple(_table(t) for t in annex["tables"]))
            for annex in kept["annexes"]
        ),
    )


def _table_json(table: DataTable) -> Json:
    return {
        "caption": table.caption,
        "headers": list(table.headers),
        "rows": [[_cell_json(cell) for cell in row] for row in table.rows],
        "decimals": list(table.decimals),
        "note": table.note,
        "empty": table.empty,
    }


def _cell_json(cell: Cell) -> Any:
    """A Decimal as {"number": "12.500"}, so that it comes back with every digit."""
    return {"number": str(cell)} if isinstance(cell, Decimal) else cell


def _table(kept: Json) -> DataTable:
    return DataTable(
        kept["caption"],
        tuple(kept["headers"]),
        tuple(tuple(_cell(cell) for cell in row) for row in kept["rows"]),
        tuple(kept["decimals"]),
        kept["note"],
        kept["empty"],
    )


def _cell(kept: Any) -> Cell:
    return Decimal(kept["number"]) if isinstance(kept, dict) else kept


def official_document(
    content: Content,
    *,
    letterhead: Letterhead,
    signature: Signature,
    recipients: tuple[str, ...],
    picture: Any,
    is_draft: bool = False,
) -> OfficialDocument:
    """The report in the layout of an official document. `picture` makes a PNG of a figure:
    `lsdash.lib.drawing.png`."""
    blocks: list[Block] = []
    for part in content.parts:
        blocks.append(Heading(part.heading, part.level))
        blocks += [Paragraph(text) for text in part.paragraphs]
        for drawing in part.drawings:
            made = picture(drawing.figure, width=640, height=drawing.height)
            blocks.append(Picture(made, drawing.caption, drawing.alt))
    return OfficialDocument(
        letterhead=letterhead,
        kind="Báo cáo",
        subject=content.subject,
        blocks=tuple(blocks),
        signature=signature,
        recipients=recipients,
        annexes=content.annexes,
        is_draft=is_draft,
    )
