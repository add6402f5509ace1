from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import (
    BatchState,
    Figure,
    FigureChange,
    LongTable,
    Period,
    Report,
    Result,
    User,
)
from indicators.selectors.long_table import long_request
from indicators.services.long_tables import LongTableRefused, confirm_steps
from indicators.services.periods import close_period
from indicators.services.totals import check_results
from tests.factories.figures import result_of, write_cells
from tests.factories.long_tables import confirmed, previewed, stored
from tests.factories.reference import communes, district, period, report_of
from tests.factories.reports import sent_report
from tests.factories.times import NOW, local_time

POOR = ("06001", "poor_hh", "2023Q4", 60)
ALL = ("06001", "hh_total", "2023Q4", 750)
LATER = local_time(2024, 12, 1)  # after the due date of 2024 Q3


def codes(table: LongTable) -> dict[str, list[int]]:
    return {cause["code"]: cause["lines"] for cause in table.causes}


def test_preview_counts_and_stores_no_figure(provincial_officer: User, db: None) -> None:
    table = previewed(ALL, POOR, ("06001", "elec_hh", "2023Q4", ""), by=provincial_officer)

    assert (table.created_count, table.changed_count, table.blank_count) == (2, 0, 1)
    assert table.state == BatchState.PREVIEWED
    assert table.periods == [["2023Q4", True]]
    assert not Figure.objects.exists()
    assert not Report.objects.exists()
    assert period("2023Q4").opened_at is None


def test_history_opens_its_period_and_stays_to_be_sent(provincial_officer: User, db: None) -> None:
    table = stored(ALL, POOR, by=provincial_officer)

    report = report_of("F1", "180", "2023Q4")
    assert table.message == "Đã lưu 2 số liệu mới, 0 số liệu thay đổi; 0 số liệu giữ nguyên."
    assert (report.state, report.version) == ("not_sent", 1)
    assert Report.objects.filter(period__code="2023Q4", form__code="F1").count() == 11
    figures = Figure.objects.filter(report=report).order_by("value")
    assert [(f.area.code, f.measure.code, f.value, f.route) for f in figures] == [
        ("06001", "poor_hh", Decimal(60), "import"),
        ("06001", "hh_total", Decimal(750), "import"),
    ]


def test_history_of_each_figure_is_kept(provincial_officer: User, db: None) -> None:
    stored(("06001", "poor_hh", "2023Q4", "-"), by=provincial_officer)
    stored((*POOR, "ước", "Theo rà soát"), by=provincial_officer)

    first, second = FigureChange.objects.order_by("pk")
    assert (first.before, first.after, first.after_nil) == (None, Decimal(0), True)
    assert (second.before, second.before_nil, second.before_status) == (Decimal(0), True, "final")
    assert (second.after, second.after_status) == (Decimal(60), "estimate")
    assert (second.after_note, second.version) == ("Theo rà soát", 2)
    assert (second.by, second.at, second.route) == (provincial_officer, NOW, "import")


def test_results_are_those_of_the_figures(provincial_officer: User, db: None) -> None:
    lines = [
        (area.code, measure, code, value)
        for code in ("2023Q3", "2023Q4")
        for area in communes(district("180"), on=period(code).ends_on)
        for measure, value in (("hh_total", 750), ("poor_hh", 60))
    ]

    stored(*lines, by=provincial_officer)

    result = result_of("ho-ngheo", district("180"), period("2023Q4"))
    assert (result.numerator, result.denominator) == (22 * 60, 22 * 750)
    assert Result.objects.of_period(period("2023Q3")).exists()
    assert check_results()[1] == []


def test_results_of_all_periods_are_replaced_at_once(provincial_officer: User, db: None) -> None:
    quarters = ("2023Q1", "2023Q2", "2023Q3", "2023Q4")
    lines = [
        ("06001", measure, code, 60) for code in quarters for measure in ("hh_total", "poor_hh")
    ]
    table = previewed(*lines, by=provincial_officer)

    with CaptureQueriesContext(connection) as queries:
        confirmed(table, by=provincial_officer)

    # On SQLite what was sent for many rows is counted with them.
    starts = ("DELETE FROM", "INSERT INTO", "COPY")
    sent = [query["sql"].split('"indicators_result"')[0] for query in queries]
    assert sum(any(f"{start} " in text[-20:] for start in starts) for text in sent) == 2
    assert Result.objects.values("period").distinct().count() == len(quarters)


def test_same_table_twice_changes_nothing(provincial_officer: User, db: None) -> None:
    stored(ALL, POOR, by=provincial_officer)

    table = previewed(ALL, POOR, by=provincial_officer)
    table = confirmed(table, by=provincial_officer)

    assert (table.created_count, table.changed_count, table.unchanged_count) == (0, 0, 2)
    assert "Không có thay đổi" in table.message
    assert report_of("F1", "180", "2023Q4").version == 1
    assert FigureChange.objects.count() == 2


def test_confirming_twice_is_confirming_once(provincial_officer: User, db: None) -> None:
    table = stored(ALL, by=provincial_officer)

    again = confirmed(table, by=provincial_officer, now=LATER)

    assert again.applied_at == NOW
    assert FigureChange.objects.count() == 1


def test_change_is_shown_before_and_after(provincial_officer: User, db: None) -> None:
    stored(ALL, POOR, by=provincial_officer)

    table = previewed(ALL, ("06001", "poor_hh", "2023Q4", "-"), by=provincial_officer)

    assert (table.changed_count, table.unchanged_count) == (1, 1)
    assert table.changes == [
        ["Xã Đoàn Kết", "Quý IV năm 2023", "Số hộ nghèo", "60", "không phát sinh (-)"]
    ]


def test_confirming_is_refused_with_the_difference_when_the_data_changed(
    open_quarter: Period, trang_dinh_officer: User, provincial_officer: User
) -> None:
    table = previewed(("06001", "hh_total", "2024Q3", 750), by=provincial_officer)
    cells = {"06001": {"hh_total": 749}}
    write_cells(report_of("F1", "180"), cells, by=trang_dinh_officer)

    with pytest.raises(LongTableRefused, match="1 số liệu mới và 0 thay đổi, bây giờ là 0 và 1"):
        confirmed(table, by=provincial_officer)

    assert Figure.objects.get().value == 749


def test_open_quarter_takes_figures_until_its_due_date(
    open_quarter: Period, provincial_officer: User
) -> None:
    line = ("06001", "hh_total", "2024Q3", 750)

    in_time = previewed(line, by=provincial_officer)
    late = previewed(line, by=provincial_officer, now=LATER)

    assert in_time.created_count == 1
    assert codes(late) == {"overdue": [2]}
    assert late.state == BatchState.REFUSED


def test_report_that_was_sent_takes_nothing_but_what_it_says_already(
    open_quarter: Period, trang_dinh_officer: User, provincial_officer: User
) -> None:
    sent_report(report_of("F1", "180"), by=trang_dinh_officer)
    same = Figure.objects.get(measure__code="poor_hh", area__code="06001").value

    table = previewed(
        ("06001", "poor_hh", "2024Q3", int(same)),
        ("06001", "hh_total", "2024Q3", 751),
        by=provincial_officer,
    )

    assert table.unchanged_count == 1
    assert codes(table) == {"sent": [3]}


def test_closed_period_and_one_that_is_still_to_come_take_nothing(
    open_quarter: Period, provincial_officer: User
) -> None:
    close_period(period=open_quarter, by=provincial_officer, now=NOW, reason="Đã tổng hợp.")

    table = previewed(
        ("06001", "hh_total", "2024Q3", 750),
        ("06001", "hh_total", "2024Q4", 750),
        by=provincial_officer,
    )

    assert codes(table) == {"period_not_open": [2, 3]}


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ((("06001", "hh_total", "2023Q4", 50), POOR), [2, 3]),
        ((POOR, ("06001", "poor_hh_em", "2023Q4", 61)), [2, 3]),
    ],
)
def test_part_above_its_whole_is_refused_with_it(
    lines, refused: list[int], provincial_officer: User, db: None
) -> None:
    table = previewed(*lines, by=provincial_officer)

    assert codes(table) == {"part_over_whole": refused}
    assert "lớn hơn" in table.causes[0]["samples"][0]["message"]


@pytest.mark.parametrize(
    ("first", "second"),
    [(ALL, ("06001", "poor_hh", "2023Q4", 751)), (POOR, ("06001", "hh_total", "2023Q4", 59))],
)
def test_part_above_a_stored_whole_is_refused(
    first, second, provincial_officer: User, db: None
) -> None:
    stored(first, by=provincial_officer)

    assert codes(previewed(second, by=provincial_officer)) == {"part_over_whole": [2]}


def test_figure_that_no_form_asks_for_there_is_refused(provincial_officer: User, db: None) -> None:
    table = previewed(("180", "elec_hh", "2023Q4", 1), by=provincial_officer)

    assert codes(table) == {"foreign_measure": [2]}


def test_district_row_belongs_to_the_province_report(provincial_officer: User, db: None) -> None:
    stored(("180", "hh_total", "2023Q4", 20_000), by=provincial_officer)

    assert Figure.objects.get().report == report_of("F2", "20", "2023Q4")


def test_refused_rows_must_be_accepted_before_the_others_are_stored(
    provincial_officer: User, db: None
) -> None:
    table = previewed(ALL, ("06001", "poor_hh", "2023Q4", "nhiều"), by=provincial_officer)

    with pytest.raises(LongTableRefused, match="Còn 1 dòng"):
        confirmed(table, by=provincial_officer)
    assert not Figure.objects.exists()
    confirmed(table, by=provincial_officer, partial=True)

    assert [figure.measure.code for figure in Figure.objects.all()] == ["hh_total"]


def test_nothing_is_stored_before_the_last_step(provincial_officer: User, db: None) -> None:
    table = previewed(ALL, POOR, by=provincial_officer)
    steps = confirm_steps(table=table, request=long_request(), by=provincial_officer, now=NOW)

    while "Tổng hợp" not in next(steps).text:
        pass
    steps.close()

    assert not Figure.objects.exists()
    assert LongTable.objects.get().state == BatchState.PREVIEWED


def test_steps_count_up_to_their_total(provincial_officer: User, db: None) -> None:
    table = previewed(ALL, POOR, by=provincial_officer)

    request = long_request()
    steps = list(confirm_steps(table=table, request=request, by=provincial_officer, now=NOW))

    assert [step.done for step in steps] == list(range(steps[-1].total + 1))


@pytest.mark.parametrize("role", ["trang_dinh_officer", "leader"])
def test_only_the_province_takes_long_tables(
    role: str, request: pytest.FixtureRequest, db: None
) -> None:
    with pytest.raises(LongTableRefused, match="Chỉ cán bộ tỉnh"):
        previewed(ALL, by=request.getfixturevalue(role))

    assert not LongTable.objects.exists()


def test_more_rows_cost_no_more_statements(provincial_officer: User, db: None) -> None:
    def lines(count: int) -> list[tuple]:
        areas = communes(district("180"), on=period("2023Q4").ends_on)[:count]
        return [(area.code, "hh_total", "2023Q4", 750) for area in areas]

    with CaptureQueriesContext(connection) as one:
        previewed(*lines(1), by=provincial_officer)
    with CaptureQueriesContext(connection) as many:
        table = previewed(*lines(22), by=provincial_officer)

    assert table.created_count == 22
    assert len(many) <= len(one) < 45
