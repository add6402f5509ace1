"""What a reading would store, cell by cell, beside what is stored."""

from decimal import Decimal

import pytest

from indicators.entries import Entry, compare, entries_of, reading_of
from indicators.models import EntryStatus, Period, Report, User
from indicators.services.periods import open_period
from indicators.sheets.spec import ReadReport, Record, UnderstoodSheet, to_json
from tests.factories.figures import entries_for, write_cells
from tests.factories.reference import commune, communes, district, measure, period, report_of
from tests.factories.rows import new_batch, saved
from tests.factories.times import local_time

SHEET = "Biểu 01"


def read(kind: str, value: str | None, key: str = "hh_total", code: str = "06001") -> Record:
    return Record(SHEET, "D4", code, key, kind, value)


def understood(*, estimate: bool) -> UnderstoodSheet:
    return UnderstoodSheet(SHEET, 3, 3, None, (), "180", "2024Q3", None, estimate)


@pytest.fixture
def report(open_quarter: Period) -> Report:
    return report_of("F1", "180")


@pytest.mark.parametrize(
    ("kind", "value", "key", "stored"),
    [
        ("number", "750", "hh_total", "750"),
        ("number", "8.60", "poor_rate", "8.60"),
        ("number", "9.4907407407", "poor_rate", "9.4907"),
        ("number", "9.49995", "poor_rate", "9.5000"),  # half up, as the table holds it
        ("bool", "true", "road_paved", "1"),
        ("bool", "false", "road_paved", "0"),
        ("nil", None, "poor_hh", "0"),
    ],
)
def test_record_becomes_the_value_as_stored(
    kind: str, value: str | None, key: str, stored: str, report: Report
) -> None:
    reading = ReadReport(records=(read(kind, value, key),))

    (entry,) = entries_of(reading, report)

    assert entry.value == Decimal(stored)
    assert entry.is_nil == (kind == "nil")
    assert (entry.measure.code, entry.area_id) == (key, commune("06001").pk)


@pytest.mark.parametrize(
    ("estimate", "status"), [(True, EntryStatus.ESTIMATE), (False, EntryStatus.FINAL)]
)
def test_note_on_the_sheet_decides_whether_figures_are_estimates(
    estimate: bool, status: str, report: Report
) -> None:
    reading = ReadReport(
        records=(read("number", "750"),), understood=(understood(estimate=estimate),)
    )

    (entry,) = entries_of(reading, report)

    assert entry.status == status


def test_code_means_the_unit_of_the_period(report: Report) -> None:
    """06040 was xã Đại Đồng until the end of November 2024, then thị trấn Thất Khê."""
    reading = ReadReport(records=(read("number", "750", code="06040"),))

    (entry,) = entries_of(reading, report)

    assert entry.area_id == commune("06040").pk
    assert commune("06040").name == "Xã Đại Đồng"


def test_reading_kept_with_the_batch_comes_back_whole(report: Report) -> None:
    reading = ReadReport(
        records=(read("nil", None), read("bool", "true", "road_paved")),
        understood=(understood(estimate=True),),
    )
    batch = saved(new_batch(report=report, reading=to_json(reading)))

    batch.refresh_from_db()

    assert reading_of(batch) == reading


def test_everything_is_new_in_an_empty_report(report: Report) -> None:
    entries = entries_for(report, {"06001": {"hh_total": 750, "poor_hh": None}})

    comparison = compare(report, entries)

    assert comparison.created == tuple(entries)
    assert (comparison.changed, comparison.unchanged) == ((), 0)


def test_changed_cell_comes_with_what_is_stored(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, {"06001": {"hh_total": 750, "poor_hh": 60}}, by=trang_dinh_officer)

    comparison = compare(
        report, entries_for(report, {"06001": {"hh_total": 751, "poor_hh": 60, "elec_hh": 750}})
    )

    ((figure, entry),) = comparison.changed
    assert (figure.value, entry.value) == (750, 751)
    assert [new.measure.code for new in comparison.created] == ["elec_hh"]
    assert comparison.unchanged == 1


def test_nil_and_zero_are_different_entries(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, {"06001": {"poor_hh": 0}}, by=trang_dinh_officer)

    comparison = compare(report, entries_for(report, {"06001": {"poor_hh": None}}))

    assert len(comparison.changed) == 1


@pytest.mark.parametrize(
    "difference", [{"status": EntryStatus.ESTIMATE}, {"note": "Số của phòng thống kê"}]
)
def test_status_and_note_are_part_of_the_entry(
    difference: dict[str, str], report: Report, trang_dinh_officer: User
) -> None:
    write_cells(report, {"06001": {"hh_total": 750}}, by=trang_dinh_officer)
    entry = Entry(measure("hh_total"), commune("06001").pk, Decimal(750), **difference)

    assert len(compare(report, [entry]).changed) == 1


def test_figures_of_another_period_are_not_compared(
    report: Report, trang_dinh_officer: User
) -> None:
    open_period(period=period("2024Q2"), now=local_time(2024, 6, 16))
    write_cells(
        report_of("F1", "180", "2024Q2"),
        {"06001": {"hh_total": 750}},
        by=trang_dinh_officer,
        now=local_time(2024, 7, 1),
    )

    comparison = compare(report, entries_for(report, {"06001": {"hh_total": 750}}))

    assert len(comparison.created) == 1


@pytest.mark.parametrize("cells", [1, 5, 22])
def test_comparing_needs_one_query_however_many_cells(
    cells: int, report: Report, django_assert_num_queries
) -> None:
    rows = {area.code: {"hh_total": 500} for area in communes(district("180"))[:cells]}
    entries = entries_for(report, rows)

    with django_assert_num_queries(1):
        comparison = compare(report, entries)

    assert len(comparison.created) == cells
