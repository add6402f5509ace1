"""An official document as a Word file."""

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from lsdash.lib.numbers import format_number

from . import layout
from .model import (
    Annex,
    Block,
    Cell,
    DataTable,
    Heading,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Picture,
    Signature,
)

LEFT_HALF_MM, RIGHT_HALF_MM = 70, 95  # together the width between the margins
LETTER_MM, PADDING_MM = 2.3, 4.5  # of a table's letter, and beside the text of its cells
SHORTEST, LONGEST = 3, 24  # characters that a column is made wide enough for, whatever it holds
WIDEST = 120  # characters beyond which a text asks for no more room
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_bytes(document: OfficialDocument) -> bytes:
    """The .docx file: A4, margins, fonts and the parts of Nghị định 30/2020, annexes behind.

    Text is written as text: no field, link or macro comes out of what somebody typed, and signs
    that XML cannot hold are left out.
    """
    word = Document()
    _set_base_style(word)
    _set_page(word.sections[0], is_landscape=False)
    _number_pages(word.sections[0])
    _write_letterhead(word, document.letterhead, is_draft=document.is_draft)
    _write_title(word, document.kind, document.subject)
    for block in document.blocks:
        _write_block(word, block)
    _write_ending(word, document.signature, document.recipients)
    for number, annex in enumerate(document.annexes, start=1):
        _write_annex(word, annex, number, document)
    word.core_properties.title = _clean(f"{document.kind}: {document.subject}")[:255]
    word.core_properties.author = _clean(document.letterhead.issuing_body)[:255]
    word.core_properties.language = "vi-VN"
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _set_base_style(word: WordDocument) -> None:
    style = word.styles["Normal"]
    style.font.name, style.font.size = layout.FONT, Pt(layout.SIZE_TEXT)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), layout.FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.space_before = Pt(0)


def _set_page(section: Section, *, is_landscape: bool) -> None:
    width, height = layout.PAGE_MM
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width = Mm(height if is_landscape else width)
    section.page_height = Mm(width if is_landscape else height)
    section.top_margin, section.bottom_margin = Mm(layout.TOP_MM), Mm(layout.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(layout.LEFT_MM), Mm(layout.RIGHT_MM)
    section.header_distance = Mm(layout.HEADER_MM)


def _number_pages(section: Section) -> None:
    """Arabic, centred in the top margin, from 1 in every section, and not on its first page."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    run.font.size = Pt(layout.SIZE_PAGE)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")


def _write_letterhead(word: WordDocument, head: Letterhead, *, is_draft: bool) -> None:
    table = _invisible_table(word, rows=2, widths_mm=(LEFT_HALF_MM, RIGHT_HALF_MM))
    left, right = table.rows[0].cells
    _line(left, head.parent_body.upper(), layout.SIZE_BODY_NAME, is_first=True)
    _line(left, head.issuing_body.upper(), layout.SIZE_BODY_NAME, bold=True)
    _rule(left, LEFT_HALF_MM * layout.RULE_SHARE, inside_mm=LEFT_HALF_MM)
    _line(right, layout.NATION, layout.SIZE_NATION, bold=True, is_first=True)
    _underlined(right, layout.MOTTO)
    number, day = table.rows[1].cells
    _line(number, layout.number_line(head.number, head.suffix), layout.SIZE_NUMBER, is_first=True)
    if is_draft:
        _line(number, layout.DRAFT, layout.SIZE_NUMBER, bold=True)
    when = layout.place_and_date(head.place, head.on)
    _line(day, when, layout.SIZE_PLACE, italic=True, is_first=True)
    word.add_paragraph()


def _invisible_table(word: WordDocument, *, rows: int, widths_mm: tuple[float, ...]) -> Table:
    table = word.add_table(rows=rows, cols=len(widths_mm))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, widths_mm)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    return table


def _set_widths(table: Table, widths_mm: Sequence[float]) -> None:
    """In the grid and in every cell: Word reads the one, LibreOffice the other."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    columns = len(widths_mm)
    for place, cell in enumerate(table._cells):
        cell.width = Mm(widths_mm[place % columns])


def _line(
    cell: _Cell,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    is_first: bool = False,
) -> WordParagraph:
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.alignment = CENTRE
    _run(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def _run(
    paragraph: WordParagraph, text: str, size: int, *, bold: bool = False, italic: bool = False
) -> Run:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run


def _underlined(cell: _Cell, text: str) -> None:
    """The motto with a rule across its own width."""
    paragraph = cell.add_paragraph()
    paragraph.alignment = CENTRE
    _run(paragraph, text, layout.SIZE_MOTTO, bold=True).underline = True


def _rule(cell: _Cell, width_mm: float, *, inside_mm: float) -> None:
    """A short line in the middle of the cell: an empty paragraph with a border, indented."""
    paragraph = cell.add_paragraph()
    indent = Mm((inside_mm - width_mm) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.line_spacing = Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _write_title(word: WordDocument, kind: str, subject: str) -> None:
    for text in (kind.upper(), subject):
        paragraph = word.add_paragraph()
        paragraph.alignment = CENTRE
        _run(paragraph, text, layout.SIZE_TITLE, bold=True)
    word.add_paragraph()


def _write_block(word: WordDocument, block: Block) -> None:
    if isinstance(block, Heading):
        _write_text(word, block.text, bold=block.level < 3, is_heading=True)
    elif isinstance(block, Paragraph):
        _write_text(word, block.text)
    elif isinstance(block, DataTable):
        _write_table(word, block)
    else:
        _write_picture(word, block)


def _write_text(
    word: WordDocument, text: str, *, bold: bool = False, is_heading: bool = False
) -> None:
    paragraph = word.add_paragraph()
    form = paragraph.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form.first_line_indent = Cm(layout.INDENT_CM)
    form.space_after = Pt(layout.SPACE_AFTER_PT)
    form.keep_with_next = is_heading
    _run(paragraph, text, layout.SIZE_TEXT, bold=bold)


def _write_table(word: WordDocument, block: DataTable) -> None:
    caption = word.add_paragraph()
    caption.alignment, caption.paragraph_format.keep_with_next = CENTRE, True
    caption.paragraph_format.space_before = Pt(layout.SPACE_AFTER_PT)
    _run(caption, block.caption, layout.SIZE_TABLE, bold=True)
    if not block.rows:
        _write_text(word, block.empty)
        return
    table = word.add_table(rows=1 + len(block.rows), cols=len(block.headers))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    _repeat_heading(table)
    _set_widths(table, _shares(block, _width_mm(word.sections[-1])))
    for row in table.rows:
        _keep_whole(row)
    cells = table._cells  # read once: python-docx builds the grid anew at every access
    columns = len(block.headers)
    for cell, text in zip(cells, block.headers, strict=False):
        _fill(cell, text, bold=True, centred=True)
    for number, row in enumerate(block.rows, start=1):
        for place, (value, decimals) in enumerate(zip(row, block.decimals, strict=True)):
            _fill(cells[number * columns + place], value, decimals)
    if block.note:
        note = word.add_paragraph()
        note.paragraph_format.space_after = Pt(layout.SPACE_AFTER_PT)
        _run(note, block.note, layout.SIZE_RECIPIENTS, italic=True)


def _width_mm(section: Section) -> float:
    return (section.page_width - section.left_margin - section.right_margin) / Mm(1)


def _shares(block: DataTable, width_mm: float) -> list[float]:
    """Every column as wide as its longest word, so that no number or day breaks; what is left goes
    where the most is to be said."""
    words, longest = [], []
    for place, (header, decimals) in enumerate(zip(block.headers, block.decimals, strict=True)):
        texts = [shown(row[place], decimals) for row in block.rows]
        words.append(max(len(word) for text in (header, *texts) for word in text.split(" ")))
        longest.append(max((len(text) for text in texts), default=0))
    least = [PADDING_MM + LETTER_MM * min(max(word, SHORTEST), LONGEST) for word in words]
    left = max(width_mm - sum(least), 0)
    more = [max(min(text, WIDEST) - word, 0) for text, word in zip(longest, words, strict=True)]
    total = sum(more) or len(more)
    wide = [
        own + left * (part if sum(more) else 1) / total
        for own, part in zip(least, more, strict=True)
    ]
    return [width_mm * own / sum(wide) for own in wide]


def _repeat_heading(table: Table) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)


def _keep_whole(row: _Row) -> None:
    """Not half on one page and half on the next."""
    properties = row._tr.get_or_add_trPr()
    kept = OxmlElement("w:cantSplit")
    kept.set(qn("w:val"), "true")
    properties.append(kept)


def _fill(
    cell: _Cell,
    value: Cell,
    decimals: int | None = None,
    *,
    bold: bool = False,
    centred: bool = False,
) -> None:
    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = CENTRE
    elif decimals is not None:
        paragraph.alignment = RIGHT
    _run(paragraph, shown(value, decimals), layout.SIZE_TABLE, bold=bold)


def shown(value: Cell, decimals: int | None) -> str:
    """A cell in words: a number in Vietnamese, a dash for what is not there."""
    if value is None:
        return "—"
    return format_number(value, decimals) if isinstance(value, Decimal | int) else value


def _write_picture(word: WordDocument, block: Picture) -> None:
    caption = word.add_paragraph()
    caption.alignment, caption.paragraph_format.keep_with_next = CENTRE, True
    _run(caption, block.caption, layout.SIZE_TABLE, bold=True)
    paragraph = word.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(2 * layout.SPACE_AFTER_PT)
    shape = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Mm(block.width_mm))
    shape._inline.docPr.set("descr", _clean(block.alt))


def _write_ending(word: WordDocument, signature: Signature, recipients: Iterable[str]) -> None:
    word.add_paragraph()
    table = _invisible_table(word, rows=1, widths_mm=(80, 85))
    _keep_whole(table.rows[0])
    left, right = table.rows[0].cells
    head = left.paragraphs[0]
    _run(head, layout.RECIPIENTS_HEAD, layout.SIZE_RECIPIENTS_HEAD, bold=True, italic=True)
    for text in recipients:
        _run(left.add_paragraph(), f"- {text}", layout.SIZE_RECIPIENTS)
    for place, text in enumerate(signature.lines):
        _line(right, text.upper(), layout.SIZE_TEXT, bold=True, is_first=place == 0)
    for _ in range(4):  # room for the signature and the seal
        right.add_paragraph()
    _line(right, signature.name, layout.SIZE_TEXT, bold=True)


def _write_annex(word: WordDocument, annex: Annex, number: int, document: OfficialDocument) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, is_landscape=annex.is_landscape)
    _number_pages(section)
    name = f"Phụ lục {_roman(number)}" if len(document.annexes) > 1 else "Phụ lục"
    for text, bold, italic in ((name, True, False), (annex.title.upper(), True, False)):
        paragraph = word.add_paragraph()
        paragraph.alignment = CENTRE
        _run(paragraph, text, layout.SIZE_TITLE, bold=bold, italic=italic)
    paragraph = word.add_paragraph()
    paragraph.alignment = CENTRE
    _run(paragraph, _belongs_to(document), layout.SIZE_TEXT, italic=True)
    for block in annex.blocks:
        _write_block(word, block)


def _belongs_to(document: OfficialDocument) -> str:
    head = document.letterhead
    number = layout.number_line(head.number, head.suffix).lower().replace("số:", "số", 1)
    number = number.replace(head.suffix.lower(), head.suffix) if head.suffix else number
    day = layout.place_and_date("", head.on).removeprefix(", ")
    return f"(Kèm theo {document.kind.capitalize()} {number} {day} của {head.issuing_body})"


def _roman(number: int) -> str:
    tens, units = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]
