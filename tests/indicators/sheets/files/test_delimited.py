"""Text with separators: which one it is, and that its cells are text."""

import pytest

from indicators.sheets.files.opening import open_workbook


def grid(text, encoding="utf-8"):
    (sheet,) = open_workbook(text.encode(encoding))
    return {cell.coordinate: cell.text for cell in sheet.cells.values()}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_is_found(separator):
    text = "STT,Xã,Số hộ\n1,Hữu Lễ,864\n2,Trấn Ninh,912\n".replace(",", separator)

    assert grid(text)["C3"] == "912"


def test_decimal_commas_are_no_separators():
    assert grid("1;Hữu Lễ;9,49;100,00\n2;Trấn Ninh;6,80;99,89\n")["D2"] == "99,89"


def test_semicolons_inside_quotes_are_no_separators():
    text = 'STT,Nội dung,Kiến nghị\n1,"thiếu vốn; chậm","a; b"\n2,"chậm; thiếu","c; d"\n'

    assert grid(text)["B2"] == "thiếu vốn; chậm"


def test_title_rows_without_separators_do_not_count():
    text = "UBND HUYỆN VĂN QUAN\nBiểu 01, quý III\n\nSTT;Xã;Số hộ\n1;Hữu Lễ;864\n2;Trấn Ninh;912\n"

    assert grid(text)["A2"] == "Biểu 01, quý III"
    assert grid(text)["C6"] == "912"


@pytest.mark.parametrize("line", ["sep=|\r\n", '"sep=|"\n', "SEP=|\n"])
def test_stated_separator_is_taken_and_its_line_is_no_row(line):
    assert grid(line + "1|2;5;6\n3|4;5;7\n") == {
        "A1": "1", "B1": "2;5;6", "A2": "3", "B2": "4;5;7",
    }  # fmt: skip


def test_quoted_line_break_stays_in_its_cell():
    assert grid('STT;"Hộ\nnghèo";"nói ""x"""\n1;2;3\n') == {
        "A1": "STT", "B1": "Hộ\nnghèo", "C1": 'nói "x"', "A2": "1", "B2": "2", "C2": "3",
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_ends_a_row(ending):
    assert grid(f"a;Xã{ending}b;c{ending}")["B2"] == "c"


def test_cells_are_text_and_nothing_is_evaluated():
    (sheet,) = open_workbook("a;Xã\n=1+1;864\n#DIV/0!;TRUE\n".encode())

    kinds = {cell.coordinate: cell.kind for cell in sheet.cells.values()}
    assert kinds == {
        "A1": "text", "B1": "text", "A2": "text", "B2": "text", "A3": "error", "B3": "text",
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_proves_itself(encoding):
    text = "STT;Xã;Số hộ\n1;Hữu Lễ;864\n2;Trấn Ninh;912\n"

    assert grid(text, encoding)["B2"] == "Hữu Lễ"


def test_decomposed_text_is_kept_for_folding():
    assert grid("STT;Xa\u0303\n1;2\n")["B1"] == "Xa\u0303"


def test_windows_1258_is_composed():
    (sheet,) = open_workbook(
        "STT;Xa\u0303;Sô\u0301 hô\u0323\n1;Hư\u0303u Lê\u0303;5".encode("cp1258")
    )

    assert sheet.text_at(2, 2) == "Hữu Lễ"
    assert sheet.converted_from == ("Windows-1258",)
