from decimal import Decimal

import pytest

from indicators.sheets.template.book import write_template
from indicators.sheets.template.marker import MARKER_SHEET
from indicators.sheets.template.rules import limits, rate
from indicators.sheets.template.spec import FIRST_ROW

from .filling import opened, seen, template_for, usual


@pytest.fixture
def template(make_request):
    return usual(make_request())


@pytest.fixture
def book(template):
    return opened(write_template(template))


def test_only_cells_to_fill_are_open(book, template):
    sheet = seen(book)
    inputs = {place.index for place in template.places if place.role == "measure"}

    for row in range(FIRST_ROW, template.last_row + 1):
        for column in range(1, sheet.max_column + 1):
            assert sheet.cell(row, column).protection.locked == (column not in inputs)
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_hidden_sheet_says_what_the_file_is(book, template):
    lines = [[cell for cell in row if cell] for row in book[MARKER_SHEET].values]

    assert book[MARKER_SHEET].sheet_state == "veryHidden"
    assert ["form", "F1"] in lines
    assert ["area", "184"] in lines
    assert ["period", "2024Q3"] in lines
    assert ["column", "4", "measure", "hh_total"] in lines
    assert ["row", "10", template.rows[0].area.code] in lines


def test_last_value_and_plan_stand_beside_the_cell(book, template):
    sheet = seen(book)
    column = template.columns["hh_total"]

    assert sheet.cell(FIRST_ROW, column).value is None
    assert sheet.cell(FIRST_ROW, column + 1).value == 860
    assert sheet.cell(8, template.columns["elec_rate"] + 2).value == "KH giao"
    assert sheet.cell(FIRST_ROW, template.columns["elec_rate"] + 2).value == "≥ 99,6 %"


def test_last_rate_that_nobody_stated_follows_from_its_parts(book, template):
    assert seen(book).cell(FIRST_ROW, template.columns["poor_rate"] + 1).value == 9.88


def test_what_is_stored_already_stands_in_the_cells_with_the_results_of_the_formulas(make_request):
    now = {"hh_total": Decimal(864), "poor_hh": Decimal(82), "road_paved": "x"}
    template = template_for(make_request(), now=now)
    content = write_template(template)
    row = FIRST_ROW

    sheet = seen(opened(content, data_only=True))

    assert sheet.cell(row, template.columns["hh_total"]).value == 864
    assert sheet.cell(row, template.columns["poor_rate"]).value == 9.49
    total = [sheet.cell(template.total_row, template.columns[key]).value for key in now]
    assert total == [864 * len(template.rows), 82 * len(template.rows), len(template.rows)]


def test_page_is_set_up_for_printing(book, template):
    sheet = seen(book)

    assert sheet.freeze_panes == "D10"
    assert sheet.print_title_rows == "$7:$9"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert int(sheet.page_setup.fitToHeight) == 0


def test_every_cell_to_fill_has_its_rule_and_parts_above_their_whole_turn_red(book, template):
    sheet = seen(book)
    ruled = {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    inputs = [place for place in template.places if place.role == "measure"]
    coloured = {str(area.sqref) for area in sheet.conditional_formatting}

    assert len(ruled) == len(inputs) + 1  # and the choice of estimate or final
    assert len(coloured) == len(template.wholes) == 4


@pytest.mark.parametrize("form", ["F1", "F2"])
def test_excel_takes_every_rule(make_request, form):
    template = template_for(make_request(form=form))

    for column in template.form.columns:
        rule = limits(template, column)
        assert len(rule["error_title"]) <= 32
        assert len(rule["input_title"]) <= 32
        assert max(len(rule["error_message"]), len(rule["input_message"])) <= 255
        assert len(rule.get("value", "")) <= 255


def test_rule_of_a_part_names_its_whole_in_words(template):
    rule = limits(template, template.spec("poor_hh"))

    assert rule["error_message"] == "Chỉ nhận số nguyên từ 0 trở lên, không lớn hơn “Tổng số hộ”."
    assert rule["value"] == (
        '=IF(F10="-",TRUE,IF(ISNUMBER(F10),AND(ROUND(F10,0)=F10,F10>=0,'
        "OR(NOT(ISNUMBER(D10)),F10<=D10)),FALSE))"
    )


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"poor_hh": Decimal(82), "hh_total": Decimal(864)}, Decimal("9.49")),
        ({"poor_hh": "-", "hh_total": Decimal(864)}, Decimal("0.00")),
        ({"poor_hh": Decimal(82)}, ""),
        ({"poor_hh": Decimal(0), "hh_total": Decimal(0)}, ""),
    ],
    ids=str,
)
def test_rate_needs_a_whole(template, values, shown):
    assert rate(template.rates["poor_rate"], values) == shown
