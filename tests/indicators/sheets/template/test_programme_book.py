"""Templates of capital (F3) and obstacles (F4): filled, saved by LibreOffice, read again."""

import datetime
from decimal import Decimal

import pytest

from indicators.sheets.component_names import COMPONENTS
from indicators.sheets.reader import read_report
from indicators.sheets.template.programme_book import (
    FIRST_ROW,
    LISTS_SHEET,
    OBSTACLE_COLUMNS,
    CapitalRow,
    Head,
    ObstacleLists,
    capital_template,
    obstacle_template,
)

from .filling import opened, saved

HEAD = Head("Huyện Văn Quan", "Quý III năm 2024")
PLANS = {"plan_total": Decimal("5000.5"), "plan_year": Decimal("1234.567")}
CODES = ("DA1", "DA3.TDA1", "DA4.TDA2", "DA10.TDA1")
ROWS = [
    CapitalRow(one.code, one.name, PLANS, "Đến hết quý II năm 2024: 1.000")
    for one in COMPONENTS
    if one.code in CODES
]
LISTS = ObstacleLists(
    ("Đất đai, quỹ đất", "Giải phóng mặt bằng"), ("Khách quan", "Chủ quan"), ("Cấp xã", "Cấp tỉnh")
)
SAID = {
    "content": "Thiếu quỹ đất ở",
    "category": "Đất đai, quỹ đất",
    "cause_kind": "Khách quan",
    "cause": "Vướng đất rừng",
    "proposal": "Điều chỉnh quy hoạch",
    "authority": "Cấp tỉnh",
    "agency": "Sở Tài nguyên và Môi trường",
    "due": "2024-12-31",
    "status": "Đang giải quyết",
}


def filled_capital(*amounts: object) -> bytes:
    book = opened(capital_template(HEAD, ROWS))
    sheet = book["Biểu F3"]
    for row, amount in enumerate(amounts, start=FIRST_ROW):
        assert not sheet.cell(row, 8).protection.locked
        sheet.cell(row, 8).value = amount
    return saved(book)


def filled_obstacles(**said: object) -> bytes:
    book = opened(obstacle_template(HEAD, LISTS))
    sheet = book["Biểu F4"]
    for column, key in enumerate(OBSTACLE_COLUMNS, start=2):
        assert not sheet.cell(FIRST_ROW, column).protection.locked
        sheet.cell(FIRST_ROW, column).value = (SAID | said)[key]
    return saved(book)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_capital_template_saved_in_libreoffice_needs_no_question(resaved, make_request, kind):
    content = resaved(filled_capital(500.25, "-", None, 1234.567), kind)

    report = read_report(content, make_request(form="F3"))

    assert report.problems == ()
    told = {r.dim: r.value for r in report.records if r.key == "disb_year"}
    assert told == {"DA1": "500.250", "DA3.TDA1": None, "DA10.TDA1": "1234.567"}
    plans = {r.dim: r.value for r in report.records if r.key == "plan_year"}
    assert plans == dict.fromkeys(CODES, "1234.567")


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_obstacle_template_saved_in_libreoffice_needs_no_question(resaved, make_request, kind):
    content = resaved(filled_obstacles(due=datetime.date(2024, 12, 31)), kind)

    report = read_report(content, make_request(form="F4"))

    assert report.problems == ()
    assert {record.key: record.value for record in report.records} == SAID


def test_blank_templates_hold_nothing_and_ask_nothing(make_request):
    capital = read_report(capital_template(HEAD, ROWS), make_request(form="F3"))
    obstacles = read_report(obstacle_template(HEAD, LISTS), make_request(form="F4"))

    assert not [record for record in capital.records if record.key.startswith("disb")]
    assert not obstacles.records
    codes = {problem.code for problem in (*capital.problems, *obstacles.problems)}
    assert codes <= {"no_rows"}


def test_template_of_another_district_is_refused_whole(make_request):
    report = read_report(filled_capital(1, 2, 3, 4), make_request(form="F3", area="180"))

    assert [problem.code for problem in report.problems] == ["wrong_area"]
    assert not report.records


def test_lists_and_limits_survive_libreoffice(resaved):
    content = obstacle_template(HEAD, LISTS)

    before, after = opened(content), opened(resaved(content))

    assert lists(after) == lists(before)
    assert after[LISTS_SHEET].sheet_state in ("hidden", "veryHidden")
    assert after["Biểu F4"].protection.sheet


def lists(book) -> set[str]:
    rules = book["Biểu F4"].data_validations.dataValidation
    return {str(rule.sqref) for rule in rules if rule.type == "list"}
