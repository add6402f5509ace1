"""When a sheet's text is taken for text of before Unicode, and when it is left alone."""

from openpyxl.styles import Font

from indicators.sheets.files.legacy import unmistakable_encoding
from indicators.sheets.files.opening import open_workbook


def _texts(book):
    (sheet,) = open_workbook(book.bytes())
    return sheet


def test_font_of_a_single_cell_is_enough(book):
    book.sheet["B4"] = "ThÞ trÊn V¨n Quan"
    book.sheet["B4"].font = Font(name=".VnTime")

    sheet = _texts(book)

    assert sheet.text_at(4, 2) == "Thị trấn Văn Quan"
    assert sheet.text_at(5, 2) == "Xã Trấn Ninh"
    assert sheet.converted_from == ("TCVN3",)


def test_unicode_text_in_an_old_font_is_left_alone(book):
    for row in (4, 5, 6):
        book.sheet.cell(row, 2).font = Font(name=".VnTime")

    sheet = _texts(book)

    assert sheet.text_at(6, 2) == "Xã Liên Hội"
    assert sheet.converted_from == ()


def test_one_strange_word_in_a_unicode_sheet_is_left_alone(book):
    book.sheet["B4"] = "ThÞ trÊn V¨n Quan"

    sheet = _texts(book)

    assert sheet.text_at(4, 2) == "ThÞ trÊn V¨n Quan"
    assert sheet.converted_from == ()


def test_few_words_are_no_proof():
    assert unmistakable_encoding(["H÷u LÔ"]) is None
    assert unmistakable_encoding(["H÷u LÔ", "TrÊn Ninh", "Liªn Héi"]) == "TCVN3"


def test_western_text_is_no_vietnamese():
    assert unmistakable_encoding(["Größe", "Maße für Öl", "Übung", "Café crème", "Señor"]) is None


def test_conversion_is_said_once_for_the_sheet(book, read):
    for row, name in ((4, "ThÞ trÊn V¨n Quan"), (5, "X· TrÊn Ninh")):
        book.sheet.cell(row, 2, name).font = Font(name=".VnTime")

    report = read(book)

    said = [problem for problem in report.problems if problem.code == "legacy_encoding"]
    assert [(problem.scope, problem.level) for problem in said] == [("sheet", "warning")]
    assert "TCVN3" in said[0].message
    assert len(report.records) == 30
