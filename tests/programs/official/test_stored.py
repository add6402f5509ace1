import io
import json
from datetime import date

from docx import Document
from openpyxl import load_workbook

from lsdash.lib.drawing import png
from programs.documents import Letterhead, Signature, tables_workbook, word_bytes
from programs.official import (
    Content,
    Part,
    compose,
    drawings,
    from_json,
    official_document,
    to_json,
)
from tests.factories.official import a_quarter


def a_content() -> Content:
    data = a_quarter()
    draft, pictures = compose(data), drawings(data)
    parts = tuple(
        Part(
            section.key,
            section.heading,
            section.level,
            tuple(one.text for one in section.statements),
            tuple(one for one in pictures if one.section == section.key),
        )
        for section in draft.sections
    )
    return Content(draft.subject, parts, draft.annexes)


def a_report(content: Content):
    return official_document(
        content,
        letterhead=Letterhead("UBND tỉnh", "Sở", "05/BC-S", "BC-S", "Lạng Sơn", date(2025, 1, 5)),
        signature=Signature(("GIÁM ĐỐC",), "Nguyễn Văn Mẫu"),
        recipients=("Như trên;",),
        picture=png,
    )


def test_content_kept_as_json_comes_back_the_same() -> None:
    content = a_content()

    assert from_json(json.loads(json.dumps(to_json(content)))) == content


def test_page_word_and_excel_hold_the_same_figures() -> None:
    content = a_content()
    report = a_report(content)

    word = Document(io.BytesIO(word_bytes(report)))
    book = load_workbook(io.BytesIO(tables_workbook(report.tables, title="Phụ lục")))

    told = {p.text for p in word.paragraphs}
    assert {text for part in content.parts for text in part.paragraphs} <= told
    capital = next(t for t in word.tables if "Giao trong năm" in [c.text for c in t.rows[0].cells])
    total = [cell.text for cell in capital.rows[-1].cells]
    sheet = next(s for s in book if "Vốn năm" in s.title)
    assert total[2:6] == ["1.000.000,000", "746.600,000", "1.746.600,000", "349.800,000"]
    assert [cell.value for cell in list(sheet.rows)[-1]][2:6] == [1000000, 746600, 1746600, 349800]


def test_drawings_become_pictures_with_words_for_those_who_do_not_see_them() -> None:
    word = Document(io.BytesIO(word_bytes(a_report(a_content()))))

    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(described) == 2
    assert all(text.startswith("Biểu đồ cột") for text in described)
