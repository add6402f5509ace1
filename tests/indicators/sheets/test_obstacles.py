"""Lists of obstacles: which rows are obstacles, their words, numbers and due dates."""

import datetime

import openpyxl
import pytest

from tests.indicators.sheets.books import saved_bytes

HEADINGS = (
    "STT", "Nội dung khó khăn, vướng mắc", "Nguyên nhân", "Kiến nghị, đề xuất",
    "Cơ quan chủ trì giải quyết", "Thời hạn", "Tình trạng",
)  # fmt: skip


class ObstacleBook:
    """A list of three obstacles of Văn Quan, to be spoilt by a test."""

    def __init__(self):
        self.workbook = openpyxl.Workbook()
        self.sheet = self.workbook.active
        self.sheet.title = "Biểu 04"
        self.sheet["A1"] = "Biểu 04/KKVM - Huyện Văn Quan - Quý III năm 2024"
        for column, heading in enumerate(HEADINGS, start=1):
            self.sheet.cell(3, column, heading)
        for number in (1, 2, 3):
            self.add(number, f"Khó khăn {number}")

    def add(self, number, content, due="31/12/2024"):
        row = max(self.sheet.max_row + 1, 4)
        values = (number, content, "Chủ quan", "Bố trí vốn", "UBND tỉnh", due, "Chưa giải quyết")
        for column, value in enumerate(values, start=1):
            self.sheet.cell(row, column, value)
        return row

    def bytes(self):
        return saved_bytes(self.workbook)


@pytest.fixture
def obstacles():
    return ObstacleBook()


@pytest.fixture
def read_obstacles(read):
    return lambda book: read(book, form="F4")


@pytest.fixture
def value_at():
    def find(report, cell):
        return next(record.value for record in report.records if record.cell == cell)

    return find


def test_obstacle_is_read_in_words(obstacles, read_obstacles):
    report = read_obstacles(obstacles)

    first = {r.key: (r.kind, r.value) for r in report.records if r.dim == "obstacle1"}
    assert report.problems == ()
    assert first["content"] == ("text", "Khó khăn 1")
    assert first["due"] == ("date", "2024-12-31")
    assert {record.area_code for record in report.records} == {"184"}


def test_lines_of_a_text_are_kept(obstacles, read_obstacles, value_at):
    obstacles.sheet["B4"] = " Vướng mặt bằng:\n- Xã A \r\n-  Xã\u00a0B "

    assert value_at(read_obstacles(obstacles), "B4") == "Vướng mặt bằng:\n- Xã A\n- Xã B"


def test_real_date_cell_is_a_day(obstacles, read_obstacles, value_at):
    obstacles.sheet["F4"] = datetime.date(2025, 3, 5)

    assert value_at(read_obstacles(obstacles), "F4") == "2025-03-05"


def test_quarter_is_taken_for_its_last_day_and_said(obstacles, read_obstacles, value_at, codes_at):
    obstacles.sheet["F4"] = "Quý I/2025"

    report = read_obstacles(obstacles)

    assert value_at(report, "F4") == "2025-03-31"
    assert codes_at(report, "F4") == ["read_with_notice"]
    assert report.errors == ()


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("F4", "12/31/2024", "not_a_date"),
        ("F4", "Thường xuyên", "not_a_date"),
        ("F4", 45657, "not_a_date"),
        ("C4", "#REF!", "excel_error"),
        ("E4", datetime.date(2024, 1, 2), "not_text"),
        ("D4", "=A1", "formula_without_result"),
        ("D4", "x" * 5001, "text_too_long"),
    ],
)
def test_doubtful_cell_is_refused_alone(
    cell, value, code, obstacles, read_obstacles, codes_at, cells_of
):
    obstacles.sheet[cell] = value

    report = read_obstacles(obstacles)

    assert codes_at(report, cell) == [code]
    assert cell not in cells_of(report)
    assert "B4" in cells_of(report)


@pytest.mark.parametrize("blank", [None, "-", "…"])
def test_blank_cell_yields_nothing(blank, obstacles, read_obstacles, cells_of):
    obstacles.sheet["E4"] = blank

    report = read_obstacles(obstacles)

    assert report.problems == ()
    assert "E4" not in cells_of(report)


def test_row_without_content_is_refused(obstacles, read_obstacles):
    obstacles.sheet["B5"] = None

    report = read_obstacles(obstacles)

    assert [(p.row, p.code) for p in report.errors] == [(5, "missing_content")]
    assert {record.dim for record in report.records} == {"obstacle1", "obstacle3"}


def test_row_without_number_is_refused_in_a_numbered_list(obstacles, read_obstacles):
    obstacles.sheet["A5"] = None

    report = read_obstacles(obstacles)

    assert [(p.row, p.code) for p in report.errors] == [(5, "obstacle_without_number")]
    assert {record.dim for record in report.records} == {"obstacle1", "obstacle3"}


def test_list_without_any_number_is_numbered_by_its_order(obstacles, read_obstacles):
    for row in (4, 5, 6):
        obstacles.sheet.cell(row, 1).value = None

    report = read_obstacles(obstacles)

    assert report.problems == ()
    assert [r.dim for r in report.records if r.key == "content"] == [
        "obstacle1",
        "obstacle2",
        "obstacle3",
    ]


def test_doubled_numbers_are_given_anew_with_a_warning(obstacles, read_obstacles):
    obstacles.sheet["A6"] = 2

    report = read_obstacles(obstacles)

    assert [(p.level, p.code) for p in report.problems] == [("warning", "obstacles_renumbered")]
    assert {record.dim for record in report.records} == {"obstacle1", "obstacle2", "obstacle3"}


def test_headings_between_and_signatures_are_left_out(obstacles, read_obstacles):
    obstacles.sheet.insert_rows(4)
    obstacles.sheet["A4"], obstacles.sheet["B4"] = "I", "Về cơ chế, chính sách"
    obstacles.sheet["C9"] = "Văn Quan, ngày 05 tháng 10 năm 2024"
    obstacles.sheet["B10"], obstacles.sheet["C10"] = "NGƯỜI LẬP BIỂU", "TRƯỞNG PHÒNG"
    obstacles.sheet["B14"] = "Hoàng Thị Mẫu"

    report = read_obstacles(obstacles)

    assert report.problems == ()
    assert {part.where: part.reason for part in report.skipped}["row 4"] == "group subtotal"
    assert "Mẫu" not in repr(report)
    assert len({record.dim for record in report.records}) == 3


def test_report_of_no_obstacles_has_nothing_to_store(obstacles, read_obstacles):
    obstacles.sheet.delete_rows(5, 2)
    for column in range(3, 8):
        obstacles.sheet.cell(4, column).value = None
    obstacles.sheet["B4"] = "Không có khó khăn, vướng mắc"

    report = read_obstacles(obstacles)

    assert report.records == ()
    assert {part.where: part.reason for part in report.skipped}["row 4"] == "detail row"


def test_second_heading_words_are_known(obstacles, read_obstacles):
    obstacles.sheet["B3"], obstacles.sheet["D3"] = "Nội dung", "Kiến nghị"
    obstacles.sheet["E3"], obstacles.sheet["F3"] = "Cấp có thẩm quyền", "Thời hạn giải quyết"

    report = read_obstacles(obstacles)

    assert report.problems == ()
    assert len(report.records) == 18
