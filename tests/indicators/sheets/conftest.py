"""Requests for the example areas and forms, and small workbooks built in memory."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from indicators.sheets.programme import PROGRAMME_FORMS
from indicators.sheets.reader import read_report
from indicators.sheets.spec import AreaName, FormSpec, ReadRequest, from_json

REPORTS = Path(__file__).parents[2] / "data" / "reports"
HEADINGS = (
    "STT", "Xã, phường, thị trấn", "Khu vực", "Tổng số hộ", "Hộ nghèo - Số hộ",
    "Hộ nghèo - Tỷ lệ (%)", "Hộ nghèo - Trong đó: hộ DTTS",
    "Đường ô tô đến trung tâm xã được rải nhựa hoặc bê tông (đánh dấu x)",
    "Hộ sử dụng điện lưới quốc gia và nguồn điện khác phù hợp - Số hộ",
    "Hộ sử dụng điện lưới quốc gia và nguồn điện khác phù hợp - Tỷ lệ (%)",
    "Trường, lớp học, trạm y tế - Tổng số", "Trường, lớp học, trạm y tế - Kiên cố",
    "Trường, lớp học, trạm y tế - Tỷ lệ kiên cố (%)", "Ghi chú",
)  # fmt: skip
TITLE = "Biểu 01/DT-H - Huyện Văn Quan - Quý III năm 2024"
FIRST_ROW = 4


@pytest.fixture(scope="session")
def areas():
    data = json.loads((REPORTS / "areas.json").read_text())
    districts = {row[0]: AreaName(*row) for row in data["districts"]}
    communes = {code: [AreaName(*row) for row in rows] for code, rows in data["communes"].items()}
    return districts, communes


@pytest.fixture(scope="session")
def forms():
    data = json.loads((REPORTS / "forms.json").read_text())
    measured = {code: from_json(FormSpec, form) for code, form in data.items()}
    return measured | {form.code: form for form in PROGRAMME_FORMS}


@pytest.fixture(scope="session")
def make_request(areas, forms):
    districts, communes = areas

    def make(area="184", period="2024Q3", form="F1"):
        rows = communes.get(area, []) if form == "F1" else [districts[code] for code in communes]
        others = tuple(other for code, other in forms.items() if code != form)
        return ReadRequest(
            forms[form], districts[area], tuple(rows), period, tuple(districts.values()), others
        )

    return make


class Book:
    """A one-sheet F1 report of Văn Quan with three sound rows, to be spoilt by a test."""

    def __init__(self):
        self.workbook = openpyxl.Workbook()
        self.sheet = self.workbook.active
        self.sheet.title = "Biểu 01"
        self.sheet["A1"] = TITLE
        for column, heading in enumerate(HEADINGS, start=1):
            self.sheet.cell(3, column, heading)
        self.add(1, "Thị trấn Văn Quan", 864, 82, 9.49, 76, "x", 864, 100, 44, 41, 93.18)
        self.add(2, "Xã Trấn Ninh", 912, 62, 6.8, 62, "x", 911, 99.89, 23, 14, 60.87)
        self.add(3, "Xã Liên Hội", 253, 49, 19.37, 47, None, 253, 100, 59, 52, 88.14)

    def add(self, number, name, *figures):
        row = max(self.sheet.max_row + 1, FIRST_ROW)
        for column, value in enumerate((number, name, "I", *figures), start=1):
            self.sheet.cell(row, column, value)
        return row

    def total(self, *figures):
        return self.add(None, "Tổng cộng", *figures)

    def bytes(self):
        stream = io.BytesIO()
        self.workbook.save(stream)
        return stream.getvalue()


@pytest.fixture
def book():
    return Book()


@pytest.fixture
def read(make_request):
    def run(book, **changes):
        request = make_request(**changes)
        return read_report(book.bytes(), request)

    return run


@pytest.fixture(scope="session")
def codes_at():
    def find(report, cell):
        return [problem.code for problem in report.problems if problem.cell == cell]

    return find


@pytest.fixture(scope="session")
def cells_of():
    def find(report):
        return {record.cell for record in report.records}

    return find
