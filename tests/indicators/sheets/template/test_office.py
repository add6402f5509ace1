"""Through LibreOffice, which rewrites the whole file: what a person's office does to a template."""

import pytest

from indicators.sheets.reader import read_report
from indicators.sheets.template.book import write_template
from indicators.sheets.template.marker import MARKER_SHEET
from indicators.sheets.template.spec import FIRST_ROW

from .filling import (
    TYPED,
    expected,
    figures,
    filled,
    opened,
    province_request,
    seen,
    usual,
    usual_province,
)


def test_template_filled_and_saved_in_libreoffice_needs_no_question(resaved, make_request):
    request = make_request()

    report = read_report(resaved(filled(usual(request))), request)

    assert report.problems == ()
    assert figures(report) == expected(request)


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_template_saved_as_another_type_of_file_needs_no_question(resaved, make_request, kind):
    request = make_request()

    report = read_report(resaved(filled(usual(request)), kind), request)

    assert report.problems == ()
    assert figures(report) == expected(request)


def test_province_template_saved_in_libreoffice_needs_no_question(resaved, make_request):
    request = province_request(make_request)
    typed = {"commune_total": 20, "hh_total": 900, "poor_hh": 50, "elec_rate": 99.98}

    report = read_report(resaved(filled(usual_province(request), typed)), request)

    assert report.problems == ()
    assert figures(report) == {
        (area.code, key): str(value) for area in request.rows for key, value in typed.items()
    }


def test_libreoffice_computes_the_rates_that_we_store_with_the_formulas(resaved, make_request):
    template = usual(make_request())

    sheet = seen(opened(resaved(filled(template)), data_only=True))

    assert sheet.cell(FIRST_ROW, template.columns["poor_rate"]).value == 9.49
    assert sheet.cell(template.total_row, template.columns["hh_total"]).value == TYPED[
        "hh_total"
    ] * len(template.rows)


def test_locks_limits_and_drop_downs_survive_libreoffice(resaved, make_request):
    template = usual(make_request())
    content = write_template(template)

    before, after = seen(opened(content)), seen(opened(resaved(content)))

    assert after.protection.sheet
    column = template.columns["hh_total"]
    assert not after.cell(FIRST_ROW, column).protection.locked
    assert after.cell(FIRST_ROW, column + 1).protection.locked
    assert rules(after) == rules(before)
    assert opened(resaved(content))[MARKER_SHEET].sheet_state in ("hidden", "veryHidden")


def rules(sheet) -> set[tuple[str, str, str]]:
    """Where, of which kind, and what a person is told."""
    return {
        (str(rule.sqref), rule.type, rule.error or "")
        for rule in sheet.data_validations.dataValidation
    }
