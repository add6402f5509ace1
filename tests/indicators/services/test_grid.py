"""Cells typed on the screen: what is stored, what is refused, and what two people do at once."""

from datetime import timedelta

import pytest
from django.db import connection

from indicators.entries import TypedCell
from indicators.models import EntryStatus, Figure, FigureChange, Period, Report, Route, User
from indicators.permissions import access_of
from indicators.services.checks import FiguresRefused
from indicators.services.grid import SavedCells, save_cells
from tests.factories.figures import result_of
from tests.factories.grid import type_cells, typed_cells
from tests.factories.reference import commune, communes, district, measure, report_of
from tests.factories.reports import sent_report
from tests.factories.times import NOW, local_time

DOAN_KET = "06001"


@pytest.fixture
def report(open_quarter: Period) -> Report:
    return report_of("F1", "180")


def value(key: str = "hh_total", code: str = DOAN_KET) -> Figure | None:
    return Figure.objects.filter(measure__code=key, area__code=code).first()


def sentence(saved: SavedCells) -> str:
    (refused,) = saved.refused.values()
    return refused.message


def test_typed_number_is_stored_with_its_route(report: Report, trang_dinh_officer: User) -> None:
    saved = type_cells(report, {DOAN_KET: {"hh_total": "1.234"}}, by=trang_dinh_officer)

    assert saved.is_complete
    assert (value().value, value().route) == (1234, Route.GRID)
    change = FigureChange.objects.get()
    assert (change.route, change.version, change.after) == (Route.GRID, 1, 1234)


def test_blank_nil_and_zero_are_three_entries(report: Report, trang_dinh_officer: User) -> None:
    for text, stored in [("0", (0, False)), ("-", (0, True)), ("", None), ("…", None)]:
        report.refresh_from_db()
        type_cells(report, {DOAN_KET: {"poor_hh": text}}, by=trang_dinh_officer)
        figure = value("poor_hh")
        assert (figure and (figure.value, figure.is_nil)) == stored, text


def test_cleared_cell_goes_and_its_history_stays(report: Report, trang_dinh_officer: User) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "750", "poor_hh": "60"}}, by=trang_dinh_officer)
    report.refresh_from_db()

    type_cells(report, {DOAN_KET: {"hh_total": ""}}, by=trang_dinh_officer)

    assert value() is None
    change = FigureChange.objects.latest("pk")
    assert (change.before, change.after) == (750, None)
    assert result_of("ho-ngheo", district("180"), report.period) is None


@pytest.mark.parametrize(
    ("key", "text", "stored"),
    [("road_paved", "x", 1), ("road_paved", "có", 1), ("road_paved", "không", 0)],
)
def test_tick_is_answered_in_words(
    key: str, text: str, stored: int, report: Report, trang_dinh_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {key: text}}, by=trang_dinh_officer)

    assert value(key).value == stored


def test_closing_mark_says_estimate(report: Report, trang_dinh_officer: User) -> None:
    type_cells(
        report, {DOAN_KET: {"hh_total": "750 ư", "poor_hh": "60 (ước)"}}, by=trang_dinh_officer
    )

    assert {figure.status for figure in Figure.objects.all()} == {EntryStatus.ESTIMATE}


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("hh_total", "mười", "không phải là số"),
        ("hh_total", "12,5", "số nguyên"),
        ("hh_total", "-5", "nhỏ hơn"),
        ("poor_rate", "1.234", "1.234 hoặc 1,234"),
        ("poor_rate", "120", "lớn hơn mức cao nhất"),
        ("road_paved", "5", "cột đánh dấu"),
        ("hh_total", "9" * 200, "dài quá"),
    ],
)
def test_text_that_is_no_figure_is_refused_with_what_is_expected(
    key: str, text: str, said: str, report: Report, trang_dinh_officer: User
) -> None:
    saved = type_cells(report, {DOAN_KET: {key: text}}, by=trang_dinh_officer)

    assert said in sentence(saved)
    assert not Figure.objects.exists()
    assert not FigureChange.objects.exists()


def test_refused_cell_does_not_keep_the_others_from_being_stored(
    report: Report, trang_dinh_officer: User
) -> None:
    saved = type_cells(
        report, {DOAN_KET: {"hh_total": "750", "poor_hh": "sáu"}}, by=trang_dinh_officer
    )

    assert len(saved.refused) == 1
    assert value().value == 750
    assert value("poor_hh") is None


def test_all_or_none_stores_nothing_beside_a_refused_cell(
    report: Report, trang_dinh_officer: User
) -> None:
    saved = type_cells(
        report,
        {DOAN_KET: {"hh_total": "750", "poor_hh": "sáu"}},
        by=trang_dinh_officer,
        all_or_none=True,
    )

    assert not saved.is_complete
    assert not Figure.objects.exists()


def test_part_over_whole_is_refused_at_the_part(report: Report, trang_dinh_officer: User) -> None:
    saved = type_cells(
        report, {DOAN_KET: {"hh_total": "750", "poor_hh": "800"}}, by=trang_dinh_officer
    )

    assert list(saved.refused) == [(measure("poor_hh").pk, commune(DOAN_KET).pk)]
    assert "lớn hơn “Tổng số hộ” là 750" in sentence(saved)
    assert value().value == 750


def test_whole_below_its_stored_part_is_refused(report: Report, trang_dinh_officer: User) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "750", "poor_hh": "60"}}, by=trang_dinh_officer)
    report.refresh_from_db()

    saved = type_cells(report, {DOAN_KET: {"hh_total": "50"}}, by=trang_dinh_officer)

    assert list(saved.refused) == [(measure("hh_total").pk, commune(DOAN_KET).pk)]
    assert value().value == 750


@pytest.mark.parametrize("stranger", ["area", "measure"])
def test_foreign_cell_is_refused(stranger: str, report: Report, trang_dinh_officer: User) -> None:
    area = district("184").children.first() if stranger == "area" else commune(DOAN_KET)
    column = measure("communes_left" if stranger == "measure" else "hh_total")

    saved = save_cells(
        report=report, cells=[TypedCell(area.pk, column.pk, "5")], by=trang_dinh_officer, now=NOW
    )

    assert [refused.code for refused in saved.refused.values()] == [f"foreign_{stranger}"]
    assert not Figure.objects.exists()


def test_second_of_two_people_sees_what_the_first_stored(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=provincial_officer, version=0)

    saved = type_cells(report, {DOAN_KET: {"hh_total": "760"}}, by=trang_dinh_officer, version=0)

    (change,) = saved.conflicts.values()
    assert (change.by, change.before, change.after) == (provincial_officer, None, 750)
    assert value().value == 750
    assert FigureChange.objects.count() == 1


def test_two_people_in_different_cells_do_not_meet(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=provincial_officer, version=0)

    saved = type_cells(report, {"06004": {"hh_total": "600"}}, by=trang_dinh_officer, version=0)

    assert saved.is_complete
    assert saved.report.version == 2


def test_cell_that_comes_back_as_it_was_shown_takes_nothing_back(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    """A plain form sends every cell, also those that nobody touched."""
    type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=trang_dinh_officer)
    report.refresh_from_db()
    type_cells(report, {DOAN_KET: {"hh_total": "755"}}, by=provincial_officer)

    saved = type_cells(
        report,
        {DOAN_KET: {"hh_total": "750", "poor_hh": "60"}},
        by=trang_dinh_officer,
        version=1,
        all_or_none=True,
    )

    assert saved.is_complete
    assert (value().value, value("poor_hh").value) == (755, 60)


def test_both_typing_the_same_is_no_conflict(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=provincial_officer, version=0)

    saved = type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=trang_dinh_officer, version=0)

    assert saved.is_complete
    assert FigureChange.objects.count() == 1


def test_clearing_what_another_changed_is_a_conflict(
    report: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=trang_dinh_officer)
    report.refresh_from_db()
    type_cells(report, {DOAN_KET: {"hh_total": "755"}}, by=provincial_officer)

    saved = type_cells(report, {DOAN_KET: {"hh_total": ""}}, by=trang_dinh_officer, version=1)

    assert saved.conflicts
    assert value().value == 755


def test_note_alone_is_a_change_and_keeps_the_figure(
    report: Report, trang_dinh_officer: User
) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=trang_dinh_officer)
    report.refresh_from_db()

    type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=trang_dinh_officer, note="Đã rà soát")
    report.refresh_from_db()
    type_cells(report, {DOAN_KET: {"hh_total": "751"}}, by=trang_dinh_officer)

    assert (value().value, value().note) == (751, "Đã rà soát")


def test_closed_report_takes_no_cell(
    report: Report, trang_dinh_officer: User, van_quan_officer: User
) -> None:
    for by, now, code in [
        (van_quan_officer, NOW, "not_your_area"),
        (trang_dinh_officer, local_time(2024, 10, 11), "overdue"),
    ]:
        with pytest.raises(FiguresRefused) as refused:
            type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=by, now=now)
        assert refused.value.code == code
    sent_report(report, by=trang_dinh_officer)
    with pytest.raises(FiguresRefused) as refused:
        type_cells(report, {DOAN_KET: {"hh_total": "751"}}, by=trang_dinh_officer)
    assert refused.value.code == "sent"


def test_due_date_holds_to_the_second(report: Report, trang_dinh_officer: User) -> None:
    midnight = local_time(2024, 10, 11)
    last = midnight - timedelta(seconds=1)

    assert type_cells(
        report, {DOAN_KET: {"hh_total": "750"}}, by=trang_dinh_officer, now=last
    ).is_complete
    with pytest.raises(FiguresRefused):
        type_cells(report, {DOAN_KET: {"hh_total": "751"}}, by=trang_dinh_officer, now=midnight)


def test_cell_sent_twice_in_one_request_is_refused(
    report: Report, trang_dinh_officer: User
) -> None:
    cells = typed_cells(report, {DOAN_KET: {"hh_total": "750"}}) * 2

    with pytest.raises(FiguresRefused) as refused:
        save_cells(report=report, cells=cells, by=trang_dinh_officer, now=NOW)

    assert refused.value.code == "cell_twice"


# PostgreSQL changes what is stored before it adds what is new: two more, for figures and results.
SAVING = 17 if connection.vendor == "sqlite" else 19


def test_save_costs_the_same_statements_whatever_its_size(
    report: Report, trang_dinh_officer: User, django_assert_num_queries
) -> None:
    row = {"hh_total": "750", "poor_hh": "60", "fac_total": "20", "fac_solid": "17"}
    everything = {area.code: row for area in communes(district("180"))}
    access_of(trang_dinh_officer)  # the request has read the rights already

    for texts in ({DOAN_KET: {"hh_total": "740", "poor_hh": "61"}}, everything):
        report.refresh_from_db()
        cells = typed_cells(report, texts)
        with django_assert_num_queries(SAVING):
            save_cells(report=report, cells=cells, by=trang_dinh_officer, now=NOW)


def test_note_beside_no_figure_is_refused_and_not_lost(
    report: Report, trang_dinh_officer: User
) -> None:
    saved = type_cells(report, {DOAN_KET: {"hh_total": ""}}, by=trang_dinh_officer, note="Chờ")

    assert "Ghi chú chỉ lưu được cùng số liệu" in sentence(saved)


def test_note_goes_with_its_figure(report: Report, trang_dinh_officer: User) -> None:
    type_cells(report, {DOAN_KET: {"hh_total": "750"}}, by=trang_dinh_officer, note="Đã rà")
    report.refresh_from_db()

    saved = type_cells(report, {DOAN_KET: {"hh_total": ""}}, by=trang_dinh_officer, note="Đã rà")

    assert saved.is_complete
    assert FigureChange.objects.latest("pk").before_note == "Đã rà"
