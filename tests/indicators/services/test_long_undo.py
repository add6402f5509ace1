"""Taking a long table back while nothing was built on it."""

from decimal import Decimal

import pytest
from django.apps import apps
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
    Route,
    User,
)
from indicators.services.long_tables import LongTableRefused
from indicators.services.long_undo import undo_steps
from indicators.services.periods import close_period
from indicators.services.reports import approve_report, return_report
from indicators.services.totals import check_results
from tests.factories.figures import write_cells
from tests.factories.long_tables import confirmed, previewed, stored, undone
from tests.factories.reference import communes, district, period, report_of
from tests.factories.reports import sent_as_it_is, sent_report
from tests.factories.times import NOW, local_time

pytestmark = pytest.mark.django_db
ALL = ("06001", "hh_total", "2023Q4", 750)
POOR = ("06001", "poor_hh", "2023Q4", 60)
LATER = local_time(2024, 10, 6, 9)
WHY = "Nhập nhầm bảng của tỉnh khác."


def figures() -> set[tuple]:
    return set(
        Figure.objects.values_list(
            "area__code", "measure__code", "period__code", "value", "is_nil", "status", "note"
        )
    )


def quarter_of(code: str, value: int = 750, count: int = 22) -> list[tuple]:
    areas = communes(district("180"), on=period(code).ends_on)[:count]
    return [(area.code, "hh_total", code, value) for area in areas]


def test_undone_table_leaves_nothing_reported_and_the_period_it_opened_open(
    provincial_officer: User,
) -> None:
    table = stored(ALL, POOR, by=provincial_officer)

    done = undone(table, by=provincial_officer, now=LATER, reason=f"  {WHY} ")

    assert not Figure.objects.exists()
    assert not Result.objects.exists()
    assert period("2023Q4").opened_at == NOW
    assert Report.objects.filter(period__code="2023Q4", form__code="F1").count() == 11
    assert done.state == BatchState.UNDONE
    assert (done.undone_at, done.undone_by, done.undo_reason) == (LATER, provincial_officer, WHY)
    assert done.message == (
        "Đã hoàn tác: 0 số liệu trở về như trước, 2 số liệu trở về chưa báo cáo. "
        "Kỳ do bảng này mở vẫn để mở, báo cáo của kỳ vẫn còn: 2023Q4."
    )


def test_undone_second_table_restores_values_kinds_and_notes(provincial_officer: User) -> None:
    stored(
        ALL,
        ("06001", "poor_hh", "2023Q4", "-"),
        ("06001", "poor_hh_em", "2023Q3", 5, "ước", "Theo rà soát"),
        by=provincial_officer,
    )
    before = figures()
    second = stored(
        ("06001", "hh_total", "2023Q4", 751),
        ("06001", "poor_hh", "2023Q4", 0),
        ("06001", "poor_hh_em", "2023Q3", 6),
        ("06001", "elec_hh", "2023Q4", 700),
        by=provincial_officer,
    )
    assert figures() != before

    done = undone(second, by=provincial_officer, now=LATER)

    assert figures() == before
    assert check_results()[1] == []
    assert done.message == (
        "Đã hoàn tác: 3 số liệu trở về như trước, 1 số liệu trở về chưa báo cáo."
    )


def test_results_are_as_before_the_table(provincial_officer: User) -> None:
    stored(*quarter_of("2023Q4"), *quarter_of("2023Q3"), by=provincial_officer)
    before = set(Result.objects.values_list("indicator", "area", "period", "numerator"))
    table = stored(*quarter_of("2023Q4", 800), *quarter_of("2023Q3", 801), by=provincial_officer)

    undone(table, by=provincial_officer, now=LATER)

    assert set(Result.objects.values_list("indicator", "area", "period", "numerator")) == before
    assert check_results()[1] == []


def test_undoing_leaves_rows_of_history_with_its_route(provincial_officer: User) -> None:
    table = stored(ALL, POOR, by=provincial_officer)

    undone(table, by=provincial_officer, now=LATER)

    back = FigureChange.objects.filter(route=Route.UNDO).order_by("before")
    assert [(c.before, c.after, c.after_status, c.version) for c in back] == [
        (Decimal(60), None, "", 2),
        (Decimal(750), None, "", 2),
    ]
    assert {(c.long_table, c.by, c.at) for c in back} == {(table, provincial_officer, LATER)}
    assert FigureChange.objects.filter(long_table=table).count() == 4


def test_undoing_is_refused_when_a_cell_was_changed_later(
    provincial_officer: User, open_quarter: Period
) -> None:
    table = stored(ALL, ("06001", "hh_total", "2024Q3", 750), by=provincial_officer)
    write_cells(report_of("F1", "180"), {"06001": {"hh_total": 749}}, by=provincial_officer)
    before = figures()

    with pytest.raises(LongTableRefused, match="Đoàn Kết, quý III năm 2024") as refused:
        undone(table, by=provincial_officer, now=LATER)

    assert provincial_officer.get_full_name() in str(refused.value)
    assert "hoàn tác lượt nhập, bảng dài sau trước" in str(refused.value)
    assert figures() == before
    assert LongTable.objects.get().state == BatchState.APPLIED


def test_undoing_does_not_mind_a_later_change_of_another_cell(
    provincial_officer: User, open_quarter: Period
) -> None:
    table = stored(("06001", "hh_total", "2024Q3", 750), by=provincial_officer)
    write_cells(report_of("F1", "180"), {"06001": {"elec_hh": 700}}, by=provincial_officer)

    undone(table, by=provincial_officer, now=LATER)

    assert {code for _, code, *_ in figures()} == {"elec_hh"}


def test_tables_are_undone_from_the_last_to_the_first(provincial_officer: User) -> None:
    first = stored(*quarter_of("2023Q4"), by=provincial_officer)
    second = stored(*quarter_of("2023Q4", 751), by=provincial_officer)

    with pytest.raises(LongTableRefused, match="và 19 thay đổi khác"):
        undone(first, by=provincial_officer, now=LATER)
    undone(second, by=provincial_officer, now=LATER)
    undone(first, by=provincial_officer, now=LATER)

    assert not Figure.objects.exists()


def test_undoing_is_refused_where_a_later_part_would_exceed_its_whole(
    provincial_officer: User,
) -> None:
    stored(("06001", "hh_total", "2023Q4", 50), by=provincial_officer)
    table = stored(ALL, by=provincial_officer)
    stored(POOR, by=provincial_officer)

    with pytest.raises(LongTableRefused, match=r"sẽ không còn khớp.*là 60, lớn hơn.*là 50"):
        undone(table, by=provincial_officer, now=LATER)

    assert {value for *_, value, _, _, _ in figures()} == {750, 60}


def test_part_and_whole_of_one_table_go_back_together(provincial_officer: User) -> None:
    stored(("06001", "hh_total", "2023Q4", 50), by=provincial_officer)
    table = stored(ALL, POOR, by=provincial_officer)

    undone(table, by=provincial_officer, now=LATER)

    assert {value for *_, value, _, _, _ in figures()} == {50}


def test_undoing_is_refused_with_the_reports_that_were_sent_or_approved_since(
    provincial_officer: User, open_quarter: Period, trang_dinh_officer: User
) -> None:
    table = stored(("06001", "hh_total", "2024Q3", 750), by=provincial_officer)
    report = sent_as_it_is(report_of("F1", "180"), by=trang_dinh_officer)
    before = figures()

    with pytest.raises(LongTableRefused, match="Huyện Tràng Định đã gửi"):
        undone(table, by=provincial_officer, now=LATER)
    approve_report(report=report, by=provincial_officer, now=NOW)
    with pytest.raises(LongTableRefused, match="Huyện Tràng Định đã duyệt"):
        undone(table, by=provincial_officer, now=LATER)

    assert figures() == before


def test_report_of_another_district_that_was_sent_does_not_matter(
    provincial_officer: User, open_quarter: Period, van_quan_officer: User
) -> None:
    table = stored(("06001", "hh_total", "2024Q3", 750), by=provincial_officer)
    sent_report(report_of("F1", "184"), by=van_quan_officer)

    undone(table, by=provincial_officer, now=LATER)

    assert not Figure.objects.filter(report__area__code="180").exists()


def test_report_that_came_back_lets_the_table_go(
    provincial_officer: User, open_quarter: Period, trang_dinh_officer: User
) -> None:
    table = stored(("06001", "hh_total", "2024Q3", 750), by=provincial_officer)
    report = sent_as_it_is(report_of("F1", "180"), by=trang_dinh_officer)
    return_report(report=report, by=provincial_officer, now=NOW, reason="Sai", remarks=[])

    undone(table, by=provincial_officer, now=LATER)

    assert not Figure.objects.exists()


def test_undoing_is_refused_once_the_period_was_closed(provincial_officer: User) -> None:
    table = stored(ALL, by=provincial_officer)
    close_period(period=period("2023Q4"), by=provincial_officer, now=NOW, reason="Đã tổng hợp.")

    with pytest.raises(LongTableRefused, match="quý IV năm 2023 chưa mở hoặc đã đóng"):
        undone(table, by=provincial_officer, now=LATER)


def test_undoing_twice_is_undoing_once(provincial_officer: User) -> None:
    table = undone(stored(ALL, by=provincial_officer), by=provincial_officer, now=LATER)
    changes = FigureChange.objects.count()

    again = undone(table, by=provincial_officer, now=LATER, reason="Lần nữa.")

    assert again.undo_reason == table.undo_reason
    assert FigureChange.objects.count() == changes


@pytest.mark.parametrize("reason", ["", "  ", "dài " * 100])
def test_undoing_needs_a_reason_of_fitting_length(reason: str, provincial_officer: User) -> None:
    table = stored(ALL, by=provincial_officer)

    with pytest.raises(LongTableRefused, match="lý do hoàn tác"):
        undone(table, by=provincial_officer, now=LATER, reason=reason)

    assert Figure.objects.exists()


def test_preview_and_table_that_changed_nothing_have_nothing_to_undo(
    provincial_officer: User,
) -> None:
    stored(ALL, by=provincial_officer)

    with pytest.raises(LongTableRefused, match="không thay đổi số liệu nào"):
        undone(stored(ALL, by=provincial_officer), by=provincial_officer, now=LATER)
    with pytest.raises(LongTableRefused, match="chưa lưu gì"):
        undone(previewed(POOR, by=provincial_officer), by=provincial_officer, now=LATER)


def test_undone_table_is_not_confirmed_again_but_its_file_can_come_again(
    provincial_officer: User,
) -> None:
    table = undone(stored(ALL, by=provincial_officer), by=provincial_officer, now=LATER)

    with pytest.raises(LongTableRefused, match="đã hoàn tác"):
        confirmed(table, by=provincial_officer)

    again = stored(ALL, by=provincial_officer)
    assert (again.created_count, again.opened_periods) == (1, [])


@pytest.mark.parametrize("role", ["trang_dinh_officer", "leader"])
def test_only_the_province_undoes(
    role: str, provincial_officer: User, request: pytest.FixtureRequest
) -> None:
    table = stored(ALL, by=provincial_officer)

    with pytest.raises(LongTableRefused, match="Chỉ cán bộ tỉnh"):
        undone(table, by=request.getfixturevalue(role), now=LATER)


def test_nothing_is_undone_before_the_last_step(provincial_officer: User) -> None:
    table = stored(ALL, POOR, by=provincial_officer)
    steps = undo_steps(table=table, by=provincial_officer, now=LATER, reason=WHY)

    while "Tổng hợp" not in next(steps).text:
        pass
    steps.close()

    assert Figure.objects.count() == 2
    assert LongTable.objects.get().state == BatchState.APPLIED


def test_steps_count_up_to_their_total(provincial_officer: User) -> None:
    table = stored(ALL, *quarter_of("2023Q3"), by=provincial_officer)

    steps = list(undo_steps(table=table, by=provincial_officer, now=LATER, reason=WHY))

    assert [step.done for step in steps] == list(range(steps[-1].total + 1))


def test_more_rows_cost_no_more_statements(provincial_officer: User) -> None:
    few = stored(*quarter_of("2023Q3", count=1), by=provincial_officer)
    many = stored(*quarter_of("2023Q4"), by=provincial_officer)

    with CaptureQueriesContext(connection) as one:
        undone(few, by=provincial_officer, now=LATER)
    with CaptureQueriesContext(connection) as all_of_them:
        undone(many, by=provincial_officer, now=LATER)

    assert len(all_of_them) <= len(one) < 50


def test_import_is_undone_although_a_long_table_came_and_went(
    provincial_officer: User, open_quarter: Period
) -> None:
    first = stored(("06001", "hh_total", "2024Q3", 750), by=provincial_officer)
    second = stored(("06001", "hh_total", "2024Q3", 751), by=provincial_officer)
    undone(second, by=provincial_officer, now=LATER)

    undone(first, by=provincial_officer, now=LATER)

    assert not Figure.objects.exists()


def test_history_written_before_it_named_its_table_is_given_one(
    provincial_officer: User,
) -> None:
    import importlib

    table = stored(ALL, POOR, by=provincial_officer)
    FigureChange.objects.update(long_table=None)
    with pytest.raises(LongTableRefused, match="lịch sử không còn cho biết"):
        undone(table, by=provincial_officer, now=LATER)

    module = importlib.import_module("indicators.migrations.0009_undo_long_tables")
    module.name_tables(apps, None)

    undone(table, by=provincial_officer, now=LATER)
    assert not Figure.objects.exists()
