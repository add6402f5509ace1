"""How much of a file is read: each limit is refused by name, and none of it is ever unpacked."""

import random

import pytest
import xlwt

from indicators.sheets.files import limits
from indicators.sheets.files.opening import open_workbook

from .copies import ods, ods_cell, ods_table, xls_bytes
from .test_refusals import refusal, rewritten

SHEET = "<worksheet>{}</worksheet>"


def _with_sheet(book, content):
    return rewritten(book.bytes(), xl__worksheets__sheet1=SHEET.format(content).encode())


def _xls(*places):
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Biểu")
    for row, column in places:
        sheet.write(row - 1, column - 1, "x")
    return xls_bytes(workbook)


def test_large_file_is_named():
    assert refusal(b"x" * (limits.MAX_FILE_BYTES + 1)).code == "too_large"


def test_bomb_is_refused_before_it_is_unpacked(book):
    assert refusal(_with_sheet(book, " " * 30_000_000)).code == "suspicious"
    assert refusal(_with_sheet(book, " " * 51_000_000)).code == "too_large_unpacked"


def test_many_tags_are_named(book):
    tags = random.Random(1).choices(("<a/>", "<bc/>", "<d e='1'/>"), k=limits.MAX_TAGS + 1)

    assert refusal(_with_sheet(book, "".join(tags))).code == "too_many_parts"


def test_many_sheets_are_named(book):
    for number in range(limits.MAX_SHEETS):
        book.workbook.create_sheet(f"Trang {number}")

    assert refusal(book.bytes()).code == "too_many_sheets"
    assert refusal(ods(ods_table("") * (limits.MAX_SHEETS + 1))).code == "too_many_sheets"


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ('<dimension ref="A1:N1048576"/>', "too_many_rows"),
        ('<sheetData><row r="1048576"/></sheetData>', "too_many_rows"),
        (f"<sheetData>{'<row/>' * 5001}</sheetData>", "too_many_rows"),
        ('<sheetData><row r="1"><c r="XFD1"/></row></sheetData>', "too_many_columns"),
        ('<mergeCells><mergeCell ref="A1:GR4000"/></mergeCells>', "too_many_cells"),
    ],
)
def test_workbook_that_declares_too_much_is_named(declared, code, book):
    assert refusal(_with_sheet(book, declared)).code == code


ONE = '<table:table-cell {} office:value-type="float" office:value="1"/>'


@pytest.mark.parametrize(
    ("rows", "columns", "code"),
    [(6_000, 1, "too_many_rows"), (1, 300, "too_many_columns"), (4_000, 100, "too_many_cells")],
)
def test_repeated_cells_of_an_ods_are_counted_before_they_are_made(rows, columns, code):
    cells = ONE.format(f'table:number-columns-repeated="{columns}"')
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'

    assert refusal(ods(ods_table(row))).code == code


def test_merged_cells_of_an_ods_are_counted_before_they_are_made():
    spans = 'table:number-rows-spanned="1000000" table:number-columns-spanned="1000"'
    row = f"<table:table-row>{ONE.format(spans)}</table:table-row>"

    assert refusal(ods(ods_table(row))).code == "too_many_cells"


def test_far_cells_of_an_xls_are_named():
    assert refusal(_xls((limits.MAX_ROWS + 1, 1))).code == "too_many_rows"
    assert refusal(_xls((1, limits.MAX_COLUMNS + 1))).code == "too_many_columns"


def test_long_and_wide_text_is_named():
    assert refusal(b"a;b\n" * (limits.MAX_ROWS + 1)).code == "too_many_rows"
    assert refusal((b"a;" * (limits.MAX_COLUMNS + 1) + b"\n") * 3).code == "too_many_columns"


def test_long_cell_is_named(book):
    long_text = "Đ" * (limits.MAX_CELL_CHARACTERS + 1)
    row = f"<table:table-row>{ods_cell(long_text)}</table:table-row>"
    cell = f'<c r="A1" t="inlineStr"><is><t>{long_text}</t></is></c>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    ).encode()

    assert refusal(ods(ods_table(row))).code == "cell_too_long"
    assert refusal(f"a;{long_text}\na;b\n".encode()).code == "cell_too_long"
    assert refusal(rewritten(book.bytes(), xl__worksheets__sheet1=sheet)).code == "cell_too_long"


def test_sheet_up_to_the_limits_is_read(book, read):
    for row in range(7, limits.MAX_ROWS + 1):
        book.sheet.cell(row, 30, "x")

    assert read(book).records


def test_sentence_of_a_limit_tells_the_limit(book):
    assert str(limits.MAX_ROWS) in refusal(_xls((limits.MAX_ROWS + 1, 1))).message


def test_blank_rest_of_a_text_costs_nothing():
    blank = "STT;Xã\n1;Hữu Lễ\n" + ";\n" * 20_000

    assert len(open_workbook(blank.encode())[0].cells) == 4
    assert refusal(blank.encode() + b"x;\n").code == "too_many_rows"
