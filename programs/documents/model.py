"""What an official document says, before any layout: the same object feeds page, Word and Excel."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | Decimal | int | None


@dataclass(frozen=True)
class Letterhead:
    """Who issues it. `number` is empty while the document is a draft, and then left open."""

    parent_body: str
    issuing_body: str
    number: str  # "05/BC-SDTTG"
    suffix: str  # "BC-SDTTG": what a draft shows behind the open number
    place: str
    on: date | None


@dataclass(frozen=True)
class Signature:
    """`lines` in order: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Heading:
    """Level 1 is "I. …", 2 is "1. …", 3 is "a) …"; the text carries its own number."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class DataTable:
    """`decimals` per column; None for text. Numbers stay numbers until they are drawn."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: tuple[int | None, ...]
    note: str = ""
    empty: str = "Không có số liệu."

    def __post_init__(self) -> None:
        widths = {len(row) for row in self.rows} | {len(self.decimals)}
        if widths != {len(self.headers)}:
            raise ValueError(f"table {self.caption!r}: {widths} cells beside {len(self.headers)}")


@dataclass(frozen=True)
class Picture:
    """A drawing as PNG; `caption` above it, `alt` for those who do not see it."""

    png: bytes
    caption: str
    alt: str
    width_mm: int = 160


Block = Heading | Paragraph | DataTable | Picture


@dataclass(frozen=True)
class Annex:
    """Pages of their own behind the document, numbered from 1 again."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = True


@dataclass(frozen=True)
class OfficialDocument:
    letterhead: Letterhead
    kind: str  # "BÁO CÁO"
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    is_draft: bool = False  # says so under its number

    @property
    def tables(self) -> tuple[DataTable, ...]:
        """Every table in order, those of the annexes behind: the sheets of the workbook."""
        blocks = [*self.blocks, *(block for annex in self.annexes for block in annex.blocks)]
        return tuple(block for block in blocks if isinstance(block, DataTable))
