"""What an .ods says of its cells, as Calc and older programs write it."""

from decimal import Decimal

import pytest

from indicators.sheets.files.opening import open_workbook
from indicators.sheets.workbook import Merge

from .copies import ods, ods_cell, ods_table

PERCENT = (
    '<number:percentage-style style:name="P"><number:number/></number:percentage-style>'
    '<style:style style:name="percent" style:data-style-name="P"/>'
)
THOUSANDS = (
    '<number:number-style style:name="K"><number:number number:display-factor="1000"/>'
    '</number:number-style><style:style style:name="thousands" style:data-style-name="K"/>'
)


def row(*cells, attributes=""):
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def sheet_of(rows, styles="", **table):
    (sheet,) = open_workbook(ods(ods_table(rows, **table), styles))
    return sheet


def only_cell(xml, styles=""):
    (cell,) = sheet_of(row(xml), styles).cells.values()
    return cell


def typed(attributes, text=""):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("xml", "kind", "value"),
    [
        (ods_cell("Xã Hữu Lễ"), "text", "Xã Hữu Lễ"),
        (ods_cell(864), "number", Decimal(864)),
        (ods_cell(0.1 + 0.2), "number", Decimal("0.3")),
        (typed('office:value-type="boolean" office:boolean-value="true"', "TRUE"), "bool", True),
        (typed('office:value-type="date" office:date-value="2024-05-12"', "12/5/24"), "date", None),
        (
            typed('office:value-type="string" calcext:value-type="error"', "#DIV/0!"),
            "error",
            None,
        ),
        (typed('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#DIV/0!"),
         "error", None),
        (typed('table:formula="of:=A1" office:value-type="float" office:value="0"', "Err:502"),
         "error", None),
        ('<table:table-cell table:formula="of:=1+1"/>', "no_result", None),
        (typed('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2"),
         "number", Decimal(2)),
    ],
)  # fmt: skip
def test_cell_is_what_it_says(xml, kind, value):
    cell = only_cell(xml)

    assert (cell.kind, cell.value) == (kind, value)


def test_formula_with_a_result_is_computed_and_one_without_is_not():
    with_result = only_cell(
        typed('table:formula="of:=1" office:value-type="float" office:value="1"', "1")
    )

    assert with_result.is_computed
    assert not only_cell('<table:table-cell table:formula="of:=1+1"/>').is_computed


def test_formula_with_an_empty_text_is_blank():
    empty = '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"/>'

    assert sheet_of(row(empty, ods_cell(1))).columns == [2]


@pytest.mark.parametrize("style", ["", "percent"])
def test_per_cent_is_kept(style):
    xml = ods_cell(0.0949, is_percent=not style, style=style)

    assert only_cell(xml, PERCENT).is_percent_format


def test_hidden_thousands_are_kept():
    assert only_cell(ods_cell(5000, style="thousands"), THOUSANDS).is_scaled_format


def test_style_of_a_column_is_that_of_its_cells():
    columns = '<table:table-column table:default-cell-style-name="percent"/>'

    (cell,) = sheet_of(row(ods_cell(1)), PERCENT, columns=columns).cells.values()

    assert cell.is_percent_format


def test_hidden_parts_are_told():
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="2"/>'
    )
    rows = row(ods_cell(1)) + row(ods_cell(2), attributes=' table:visibility="filter"')
    properties = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="off">{properties}</style:style>'

    sheet = sheet_of(rows, style, columns=columns, style="off")

    assert sheet.is_hidden
    assert sheet.hidden_columns == {2, 3}
    assert sheet.hidden_rows == {2}


def test_merged_cells_are_told_and_covered_ones_are_blank():
    spans = ' table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = '<table:covered-table-cell office:value-type="float" office:value="7"/>'

    sheet = sheet_of(row(ods_cell("Hộ nghèo", spans=spans), covered) + row(covered, covered))

    assert sheet.merges == (Merge(1, 1, 2, 2),)
    assert list(sheet.cells) == [(1, 1)]
    assert sheet.text_at(2, 2) == "Hộ nghèo"


def test_runs_of_equal_rows_and_cells_are_all_there():
    twice = typed(
        'table:number-columns-repeated="2" office:value-type="float" office:value="5"', "5"
    )
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell '
        'table:number-columns-repeated="900"/></table:table-row>'
        + row(twice, attributes=' table:number-rows-repeated="2"')
    )

    assert set(sheet_of(rows).cells) == {(4, 1), (4, 2), (5, 1), (5, 2)}


def test_rows_in_groups_and_repeated_headings_are_rows():
    rows = (
        f"<table:table-header-rows>{row(ods_cell('A'))}</table:table-header-rows>"
        f"<table:table-row-group>{row(ods_cell('B'))}</table:table-row-group>"
    )

    assert [cell.coordinate for cell in sheet_of(rows).cells.values()] == ["A1", "A2"]


def test_text_is_put_together_and_comments_are_left_out():
    cell = only_cell(
        '<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p>'
        '</office:annotation><text:p>Hộ<text:s text:c="2"/><text:span>nghèo</text:span></text:p>'
        "<text:p>2024</text:p></table:table-cell>"
    )

    assert cell.text == "Hộ  nghèo\n2024"


def test_tables_that_are_no_sheets_are_left_out():
    inner = (
        f"<table:table-cell><table:table>{row(ods_cell('trong'))}</table:table></table:table-cell>"
    )
    links = f"<table:dde-links><table:table>{row(ods_cell(9))}</table:table></table:dde-links>"

    (sheet,) = open_workbook(ods(links + ods_table(row(inner, ods_cell("x")))))

    assert {cell.text for cell in sheet.cells.values()} == {"x"}


def test_font_is_found_through_its_face_and_the_parent_style():
    styles = (
        '<style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;"/>'
        '<style:style style:name="old"><style:text-properties style:font-name="F1"/></style:style>'
        '<style:style style:name="child" style:parent-style-name="old"/>'
    )

    sheet = sheet_of(row(ods_cell("H÷u LÔ", style="child")), styles)

    assert sheet.text_at(1, 1) == "Hữu Lễ"
    assert sheet.converted_from == ("TCVN3",)


def test_style_that_is_its_own_parent_ends():
    loop = '<style:style style:name="a" style:parent-style-name="a"/>'

    assert only_cell(ods_cell("Xã", style="a"), loop).text == "Xã"
