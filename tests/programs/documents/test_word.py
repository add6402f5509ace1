"""Point by point against Nghị định 30/2020, Appendix I."""

import io
from decimal import Decimal

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from programs.documents import Heading, Paragraph, word_bytes
from tests.factories.documents import a_document, a_table


@pytest.fixture(scope="module")
def word():
    return Document(io.BytesIO(word_bytes(a_document())))


def mm(length: int) -> int:
    """Word keeps twentieths of a point, so a millimetre comes back a little off."""
    return round(length / Mm(1))


def lines(cell) -> list[str]:
    return [paragraph.text for paragraph in cell.paragraphs]


def paragraph_of(word, start: str):
    return next(p for p in word.paragraphs if p.text.startswith(start))


def test_page_is_a4_with_the_margins_of_the_decree(word) -> None:
    section = word.sections[0]

    assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
    assert 20 <= mm(section.top_margin) <= 25
    assert 20 <= mm(section.bottom_margin) <= 25
    assert 30 <= mm(section.left_margin) <= 35
    assert 15 <= mm(section.right_margin) <= 20


def test_letterhead_has_both_bodies_the_motto_number_and_day(word) -> None:
    (left, right), (number, day) = (row.cells for row in word.tables[0].rows)

    assert lines(left)[:2] == ["UBND TỈNH LẠNG SƠN", "SỞ DÂN TỘC VÀ TÔN GIÁO"]
    assert lines(right) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines(number) == ["Số: 05/BC-SDTTG"]
    assert lines(day) == ["Lạng Sơn, ngày 05 tháng 01 năm 2025"]


def test_letterhead_is_set_as_the_decree_wants(word) -> None:
    (left, right), (_, day) = (row.cells for row in word.tables[0].rows)
    parent, issuing = (p.runs[0] for p in left.paragraphs[:2])
    nation, motto = (p.runs[0] for p in right.paragraphs)

    assert (parent.bold, issuing.bold, nation.bold, motto.bold) == (False, True, True, True)
    assert motto.underline is True
    assert day.paragraphs[0].runs[0].italic is True
    assert {Pt(12), Pt(13)} >= {parent.font.size, issuing.font.size, nation.font.size}
    assert motto.font.size in (Pt(13), Pt(14))
    assert left.paragraphs[2]._p.pPr.find(qn("w:pBdr")) is not None


def test_text_is_justified_indented_and_in_times(word) -> None:
    form = paragraph_of(word, "Tỉnh đã giao").paragraph_format

    assert word.styles["Normal"].font.name == "Times New Roman"
    assert word.styles["Normal"].font.size == Pt(14)
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert Cm(1) <= form.first_line_indent <= Cm(1.28)
    assert form.space_after >= Pt(6)


def test_title_is_bold_and_centred(word) -> None:
    title = paragraph_of(word, "BÁO CÁO")

    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert title.runs[0].bold is True
    assert paragraph_of(word, "Tình hình thực hiện").runs[0].bold is True


def test_page_number_is_centred_and_hidden_on_the_first_page(word) -> None:
    for section in word.sections:
        header = section.header.paragraphs[0]
        assert section.different_first_page_header_footer is True
        assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert "PAGE" in header._p.xml
        assert section.first_page_header.paragraphs[0].text == ""
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_annexes_are_pages_of_their_own(word) -> None:
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert paragraph_of(word, "Phụ lục I")
    note = "(Kèm theo Báo cáo số 05/BC-SDTTG ngày 05 tháng 01 năm 2025 của Sở Dân tộc và Tôn giáo)"
    assert paragraph_of(word, "(Kèm theo").text.replace("số: ", "số ") == note


def test_ending_names_who_gets_it_and_who_signs(word) -> None:
    left, right = next(t for t in word.tables if "Nơi nhận:" in t.cell(0, 0).text).rows[0].cells
    head = left.paragraphs[0].runs[0]

    assert lines(left) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert (head.bold, head.italic, head.font.size) == (True, True, Pt(12))
    assert left.paragraphs[1].runs[0].font.size == Pt(11)
    assert [text for text in lines(right) if text] == [
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Văn Mẫu",
    ]


def test_numbers_of_a_table_are_vietnamese(word) -> None:
    table = next(t for t in word.tables if t.cell(0, 1).text == "Dự án")

    assert [cell.text for cell in table.rows[1].cells] == ["1", "Dự án 1", "12.345,678", "20,03"]
    assert [cell.text for cell in table.rows[2].cells] == ["2", "Dự án 2", "—", "—"]


def test_hostile_text_stays_text() -> None:
    hostile = '<script>alert(1)</script> \x00\x0b =cmd|"/c calc"!A1 </w:t> {PAGE} ]]> 🙂'
    document = a_document(blocks=(Heading(hostile), Paragraph(hostile), a_table(hostile)))

    word = Document(io.BytesIO(word_bytes(document)))

    kept = hostile.replace("\x00", "").replace("\x0b", "")
    assert [p.text for p in word.paragraphs].count(kept) == 3
    assert word.element.xml.count("instrText") == 0


def test_table_with_a_row_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="cells beside 4"):
        a_table(rows=((1, "Dự án 1", Decimal(1)),))


def test_table_without_rows_says_so() -> None:
    word = Document(io.BytesIO(word_bytes(a_document(blocks=(a_table(rows=()),), annexes=()))))

    assert any(p.text == "Không có số liệu." for p in word.paragraphs)


def test_no_day_amount_or_word_of_a_table_has_to_break() -> None:
    table = a_table(
        headers=("TT", "Nội dung", "Thời hạn", "Vốn bị vướng", "Địa bàn"),
        rows=((1, "Chưa bố trí được quỹ đất " * 20, "31/12/2024", Decimal("1250000.5"), "Huyện"),),
        decimals=(0, None, None, 3, None),
    )
    made = Document(io.BytesIO(word_bytes(a_document(blocks=(table,), annexes=()))))

    found = made.tables[1]
    widths = [mm(cell.width) for cell in found.rows[0].cells]
    assert sum(widths) == pytest.approx(165, abs=3)
    for row in found.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            assert all(len(word) * 2.1 < width for word in cell.text.split()), cell.text
    assert widths[1] == max(widths)


def test_rows_and_the_signature_stay_on_one_page(word) -> None:
    for table in word.tables[1:]:
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


def test_draft_says_so_under_its_number() -> None:
    made = Document(io.BytesIO(word_bytes(a_document(is_draft=True))))

    assert lines(made.tables[0].rows[1].cells[0]) == ["Số: 05/BC-SDTTG", "DỰ THẢO"]
