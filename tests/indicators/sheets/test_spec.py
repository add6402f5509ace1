import json

import pytest

from indicators.sheets.spec import (
    Problem,
    ReadReport,
    ReadRequest,
    Record,
    Skipped,
    from_json,
    to_json,
)


def test_request_survives_json(make_request):
    request = make_request()

    assert from_json(ReadRequest, json.loads(json.dumps(to_json(request)))) == request


def test_report_survives_json(read, book):
    book.sheet["E5"] = "#"
    report = read(book)

    assert from_json(ReadReport, json.loads(json.dumps(to_json(report)))) == report


def test_garbage_is_no_report():
    with pytest.raises(KeyError):
        from_json(ReadReport, {"records": []})
    with pytest.raises(TypeError):
        from_json(
            Record,
            {"sheet": 1, "cell": "A1", "area_code": "", "key": "", "kind": "nil", "value": None},
        )


@pytest.mark.parametrize(
    ("skipped", "where"),
    [
        (Skipped("Biểu 01", "total row", 21, 21), "row 21"),
        (Skipped("Biểu 01", "title block", 1, 7), "rows 1-7"),
        (Skipped("Biểu 01", "hidden column", column="H"), "column H"),
        (Skipped("Biểu 01", "hidden sheet"), "sheet"),
    ],
)
def test_skipped_where_says_the_place(skipped, where):
    assert skipped.where == where


def test_outcome_depends_on_records_and_errors():
    record = Record("s", "D4", "06253", "hh_total", "number", "864")
    cell = Problem("cell", "error", "not_whole", "…")
    warning = Problem("cell", "warning", "total_mismatch", "…")

    assert ReadReport((record,), (warning,)).outcome_without_database == "accepted"
    assert ReadReport((record,), (cell,)).outcome_without_database == "partial"
    assert ReadReport((), (warning,)).outcome_without_database == "rejected"
