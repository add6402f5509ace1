import io
from decimal import Decimal

from openpyxl import load_workbook

from programs.documents import tables_workbook
from tests.factories.documents import a_document, a_table


def opened(*tables):
    return load_workbook(io.BytesIO(tables_workbook(tables, title="Phụ lục")))


def test_every_table_is_a_sheet_with_numbers_as_numbers() -> None:
    book = opened(*a_document().tables)

    assert book.sheetnames == ["1. Vốn theo dự án (triệu đồng)", "2. Kết quả thực hiện chỉ tiêu"]
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[4]] == [1, "Dự án 1", 12345.678, 20.03]
    assert [cell.value for cell in sheet[5]] == [2, "Dự án 2", None, None]
    assert sheet["C4"].number_format == "#,##0.000"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    row = (1, "=1+1", Decimal(1), Decimal(1))
    sheet = opened(a_table("=HYPERLINK('x')[1]:*?", rows=(row,))).worksheets[0]

    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=1+1", "s")
    assert sheet["A1"].data_type == "s"


def test_captions_cut_to_the_same_words_are_told_apart() -> None:
    long = "Một đầu đề rất dài mà hai bảng cùng có"

    assert len(opened(a_table(long), a_table(long)).sheetnames) == 2


def test_document_without_tables_says_so() -> None:
    assert opened().worksheets[0]["A1"].value == "Không có bảng nào."
