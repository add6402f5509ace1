"""The sender's own workbook back, with marks."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from indicators.sheets.files.marked import marked_workbook
from indicators.sheets.files.opening import open_workbook
from indicators.sheets.files.refusal import FileRefused
from indicators.sheets.marks import LIST_SHEET, Mark
from indicators.sheets.process import MarkingFailed, marked_copy

REPORTS = Path(__file__).parents[3] / "data" / "reports"
R07 = REPORTS / "R07_van_quan_day_du.xlsx"
RED, YELLOW = "FFF4B6B6", "FFFFE699"


def mark(cell: str | None = "E12", **fields: object) -> Mark:
    values = {
        "sheet": "Biểu 01",
        "cell": cell,
        "row": 12,
        "is_error": True,
        "raw": "12,5",
        "cause": "Phải là số nguyên",
        "message": "Ô E12: phải là số nguyên.",
        "expected": "số nguyên",
    }
    return Mark(**values | fields)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def colour(workbook: openpyxl.Workbook, cell: str, sheet: str = "Biểu 01") -> str:
    return workbook[sheet][cell].fill.start_color.rgb


def test_refused_cell_is_red_and_warned_one_yellow_with_their_sentences() -> None:
    marks = [mark(), mark("G13", row=13, is_error=False, message="Ô G13: tăng nhiều.")]

    workbook = opened(marked_workbook(R07.read_bytes(), marks))

    assert (colour(workbook, "E12"), colour(workbook, "G13")) == (RED, YELLOW)
    assert workbook["Biểu 01"]["E12"].comment.text == "Ô E12: phải là số nguyên."
    assert workbook["Biểu 01"]["G13"].comment.text == "Ô G13: tăng nhiều."
    assert colour(workbook, "E13") not in (RED, YELLOW)


def test_error_colours_a_cell_that_also_has_a_warning() -> None:
    marks = [mark(message="Sai."), mark(is_error=False, message="Lạ.")]

    workbook = opened(marked_workbook(R07.read_bytes(), marks))

    assert colour(workbook, "E12") == RED
    assert workbook["Biểu 01"]["E12"].comment.text == "Sai.\n\nLạ."


def test_refused_row_is_red_from_end_to_end_with_one_comment() -> None:
    sheet = opened(marked_workbook(R07.read_bytes(), [mark(None)]))["Biểu 01"]

    row = [cell for cell in sheet[12] if cell.value is not None]
    assert {cell.fill.start_color.rgb for cell in row} == {RED}
    assert [bool(cell.comment) for cell in row] == [True] + [False] * (len(row) - 1)


def test_first_sheet_lists_every_mark_with_a_way_to_its_cell() -> None:
    marks = [mark(), mark(None, row=None, sheet=None, cause="Cả tệp", message="Sai kỳ.")]

    workbook = opened(marked_workbook(R07.read_bytes(), marks))

    sheet = workbook.worksheets[0]
    assert workbook.sheetnames[0] == LIST_SHEET == "LSDash – cần sửa"
    assert [cell.value for cell in sheet[4]] == [
        1,
        "Biểu 01",
        "E12",
        "Từ chối",
        "12,5",
        "Phải là số nguyên",
        "Ô E12: phải là số nguyên.",
        "số nguyên",
    ]
    assert sheet["C4"].hyperlink.location == "'Biểu 01'!E12"
    assert (sheet["F5"].value, sheet["C5"].hyperlink) == ("Cả tệp", None)
    assert workbook.active is sheet


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(start: str) -> None:
    hostile = f'{start}HYPERLINK("http://x.example","y")'

    content = marked_workbook(R07.read_bytes(), [mark(raw=hostile, message=hostile)])

    cell = opened(content).worksheets[0]["E4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (hostile, "s", True)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_the_rest_of_the_workbook_stays_as_the_sender_wrote_it() -> None:
    source = openpyxl.load_workbook(R07)
    source.worksheets[0]["P1"] = "=SUM(D11:D27)"
    before = {cell.coordinate: cell.value for row in source.worksheets[0] for cell in row}

    sheet = opened(marked_workbook(saved(source), [mark()]))["Biểu 01"]

    assert {cell.coordinate: cell.value for row in sheet for cell in row} == before
    assert sheet.merged_cells.ranges == source.worksheets[0].merged_cells.ranges


def test_macros_are_not_carried_over() -> None:
    stream = io.BytesIO(R07.read_bytes())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xcc\x61 macro")

    content = marked_workbook(stream.getvalue(), [mark()])

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "vba" in name]
        assert b"macro" not in package.read("[Content_Types].xml")


def test_mark_in_a_merged_range_colours_what_is_seen() -> None:
    source = openpyxl.load_workbook(R07)
    source.worksheets[0].merge_cells("E12:E13")

    workbook = opened(marked_workbook(saved(source), [mark("E13", row=13)]))

    assert colour(workbook, "E12") == RED


def test_marked_copy_that_comes_again_is_marked_afresh() -> None:
    first = marked_workbook(R07.read_bytes(), [mark()])

    workbook = opened(marked_workbook(first, [mark("G13", row=13)]))

    assert workbook.sheetnames == [LIST_SHEET, "Biểu 01"]
    assert colour(workbook, "E12") not in (RED, YELLOW)
    assert workbook["Biểu 01"]["E12"].comment is None
    assert workbook.worksheets[0]["C4"].value == "G13"
    assert workbook.worksheets[0]["C5"].value is None


@pytest.mark.parametrize("name", ["R07_van_quan_day_du.xls", "R07_van_quan_day_du.ods"])
def test_other_kinds_of_file_come_back_as_a_workbook_with_the_same_cells(name: str) -> None:
    data = (REPORTS / "copies" / name).read_bytes()
    (source,) = open_workbook(data)

    content = marked_workbook(data, [mark(sheet=source.name)])

    _, copy = open_workbook(content)
    values = {place: cell.value for place, cell in copy.cells.items()}
    assert values == {place: cell.value for place, cell in source.cells.items()}
    assert set(copy.merges) == set(source.merges)
    assert colour(opened(content), "E12", source.name) == RED


def test_text_file_comes_back_as_a_workbook() -> None:
    data = "Xã;Tổng số hộ\nXã Trấn Ninh;=1+1\n".encode()
    (source,) = open_workbook(data)

    workbook = opened(marked_workbook(data, [mark("B2", row=2, sheet=source.name)]))

    cell = workbook.worksheets[1]["B2"]
    assert (cell.value, cell.data_type, cell.fill.start_color.rgb) == ("=1+1", "s", RED)


def test_file_that_is_not_read_is_not_marked() -> None:
    with pytest.raises(FileRefused):
        marked_workbook(b"%PDF-1.4", [mark()])


def test_child_process_hands_over_the_marked_workbook() -> None:
    content = marked_copy(R07, [mark()])

    assert opened(content).sheetnames == [LIST_SHEET, "Biểu 01"]


def test_file_that_cannot_be_marked_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "hong.xlsx"
    file.write_bytes(R07.read_bytes()[:3000])

    with pytest.raises(MarkingFailed, match="danh sách các chỗ cần sửa"):
        marked_copy(file, [mark()])
