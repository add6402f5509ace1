import dataclasses

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
    saved,
    seen,
    usual,
    usual_province,
)


def test_filled_template_yields_exactly_what_was_typed_without_a_question(make_request):
    request = make_request()

    report = read_report(filled(usual(request)), request)

    assert report.problems == ()
    assert figures(report) == expected(request)


def test_template_as_it_was_handed_out_states_nothing(make_request):
    request = make_request()

    report = read_report(write_template(usual(request)), request)

    assert report.problems == ()
    assert report.records == ()


def test_province_template_takes_its_stated_rates(make_request):
    request = province_request(make_request)
    typed = {"commune_total": 20, "hh_total": 900, "poor_hh": 50, "elec_rate": 99.98}

    report = read_report(filled(usual_province(request), typed), request)

    assert report.problems == ()
    assert {record.key for record in report.records} == set(typed)
    assert figures(report)["184", "elec_rate"] == "99.98"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"area": "180"}, "wrong_area"),
        ({"period": "2024Q2"}, "wrong_period"),
    ],
    ids=str,
)
def test_template_of_another_report_is_refused_whole(make_request, change, code):
    content = filled(usual(make_request(**change)))

    report = read_report(content, make_request())

    assert [problem.code for problem in report.errors] == [code]
    assert report.records == ()


def test_template_of_another_form_is_refused_whole(make_request):
    content = write_template(usual_province(province_request(make_request)))

    report = read_report(content, make_request())

    assert [problem.code for problem in report.errors] == ["wrong_form"]


def test_template_of_a_form_that_changed_is_refused_whole(make_request):
    request = make_request()
    newer = dataclasses.replace(request.form, version="2024-07-01")

    report = read_report(filled(usual(request)), dataclasses.replace(request, form=newer))

    assert [problem.code for problem in report.errors] == ["template_outdated"]
    assert report.records == ()


def test_deleted_column_is_refused_and_not_guessed(make_request):
    template = usual(make_request())
    book = opened(filled(template))
    seen(book).delete_cols(template.columns["hh_total"])

    report = read_report(saved(book), make_request())

    assert [problem.code for problem in report.errors] == ["template_changed"]
    assert report.records == ()


def test_sorted_rows_stay_with_their_areas(make_request):
    request, template = make_request(), usual(make_request())
    book = opened(filled(template))
    sheet = seen(book)
    first, last = FIRST_ROW, template.last_row
    for column in range(2, sheet.max_column + 1):
        above, below = sheet.cell(first, column), sheet.cell(last, column)
        above.value, below.value = below.value, above.value
    sheet.cell(first, template.columns["hh_total"]).value = 999

    report = read_report(saved(book), request)

    assert report.problems == ()
    assert figures(report)[request.rows[-1].code, "hh_total"] == "999"


def test_row_whose_code_was_cleared_is_known_by_its_place(make_request):
    request, template = make_request(), usual(make_request())
    book = opened(filled(template))
    seen(book).cell(FIRST_ROW, 2).value = None

    report = read_report(saved(book), request)

    assert report.problems == ()
    assert figures(report) == expected(request)


def test_row_with_the_name_of_another_area_is_refused(make_request):
    request, template = make_request(), usual(make_request())
    book = opened(filled(template))
    seen(book).cell(FIRST_ROW, 3).value = request.rows[3].name

    report = read_report(saved(book), request)

    assert "code_name_conflict" in {problem.code for problem in report.errors}
    assert (request.rows[0].code, "hh_total") not in figures(report)


def test_number_typed_over_a_computed_rate_is_checked_like_any_other(make_request):
    request, template = make_request(), usual(make_request())
    book = opened(filled(template))
    seen(book).cell(FIRST_ROW, template.columns["poor_rate"]).value = 12.5

    report = read_report(saved(book), request)

    assert next(problem.code for problem in report.errors) == "rate_mismatch"


def test_part_over_its_whole_is_refused_as_in_any_sheet(make_request):
    request = make_request()

    report = read_report(filled(usual(request), TYPED | {"poor_hh": 900}), request)

    assert {problem.code for problem in report.errors} == {"part_over_whole", "columns_disagree"}


def test_choice_of_estimate_is_understood(make_request):
    request, template = make_request(), usual(make_request())
    book = opened(filled(template))
    seen(book)["D6"] = "Ước thực hiện"

    report = read_report(saved(book), request)

    assert [sheet.estimate for sheet in report.understood] == [True]


def test_sheet_that_somebody_added_is_left_out_and_said(make_request):
    request, template = make_request(), usual(make_request())
    book = opened(filled(template))
    book.create_sheet("Nháp")["A1"] = "tính thử"

    report = read_report(saved(book), request)

    assert [problem.code for problem in report.problems] == ["other_sheet"]
    assert figures(report) == expected(request)


def test_file_without_its_hidden_sheet_invents_nothing(make_request):
    request, template = make_request(), usual(make_request())
    book = opened(filled(template))
    del book[MARKER_SHEET]

    report = read_report(saved(book), request)

    assert figures(report).items() <= expected(request).items()
    assert {problem.code for problem in report.problems} >= {"unknown_column"}
