"""A form changes by a new version; what was reported keeps the columns of its time."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from indicators.models import (
    AreaKind,
    FormEvent,
    FormMeasure,
    Period,
    PeriodKind,
    Report,
    ReportForm,
    Result,
    User,
)
from indicators.services.forms import FormColumn, FormHead, FormRefused, create_form, revise_form
from indicators.services.periods import open_period
from indicators.services.reports import extend_report
from indicators.services.totals import check_results
from programs.services.reference import load_reference
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import form, measure, period, report_of
from tests.factories.rows import new_report, saved
from tests.factories.times import NOW, local_time

DAY = date(2024, 9, 1)  # before the end of 2024 Q3
LATER = date(2024, 10, 1)
pytestmark = pytest.mark.django_db


def columns_of(row: ReportForm) -> list[FormColumn]:
    columns = row.form_measures.select_related("measure").order_by("position")
    return [FormColumn(column.measure, column.header) for column in columns]


def without(code: str) -> list[FormColumn]:
    return [column for column in columns_of(form("F1")) if column.measure.code != code]


def current(code: str = "F1") -> ReportForm:
    return ReportForm.objects.get(code=code, valid_to__isnull=True)


def refused_code(by: User, **fields: object) -> str:
    before = set(ReportForm.objects.values_list("pk", "valid_to"))
    columns = set(FormMeasure.objects.values_list("pk", "form", "position", "header"))
    values = {"form": form("F1"), "valid_from": LATER, "columns": without("poor_rate"), "now": NOW}
    with pytest.raises(FormRefused) as refused:
        revise_form(by=by, **values | fields)
    assert set(ReportForm.objects.values_list("pk", "valid_to")) == before
    assert set(FormMeasure.objects.values_list("pk", "form", "position", "header")) == columns
    return refused.value.code


def test_new_version_begins_where_the_old_one_ends(provincial_officer: User) -> None:
    old = form("F1")
    columns = [*reversed(without("poor_rate")), FormColumn(measure("communes_left"), "Thêm|Số xã")]

    kept = revise_form(
        form=old, valid_from=LATER, columns=columns, by=provincial_officer, now=NOW, name="Mới"
    )

    old.refresh_from_db()
    assert (old.valid_to, old.form_measures.count()) == (LATER, 10)
    assert kept.form == current()
    assert (kept.form.valid_from, kept.form.name, kept.form.owed_by) == (LATER, "Mới", "district")
    assert columns_of(kept.form) == columns
    assert [c.position for c in kept.form.form_measures.order_by("position")][:2] == [10, 20]


def test_change_is_on_record_in_words(provincial_officer: User) -> None:
    columns = without("poor_rate")
    columns[0] = FormColumn(columns[0].measure, "Tổng số hộ dân")
    columns.append(FormColumn(measure("communes_left"), "Số xã"))

    revise_form(form=form("F1"), valid_from=LATER, columns=columns, by=provincial_officer, now=NOW)

    event = FormEvent.objects.get()
    assert (event.by, event.at, event.form) == (provincial_officer, NOW, current())
    assert "áp dụng từ 01/10/2024" in event.what
    assert "Thêm “Số xã khu vực III ra khỏi diện đặc biệt khó khăn”." in event.what
    assert f"Bỏ “{measure('poor_rate').name}”." in event.what
    assert "Tiêu đề “Tổng số hộ” thành “Tổng số hộ dân”." in event.what
    assert "Đổi thứ tự" not in event.what


def test_empty_reports_move_and_become_stale_for_old_screens(
    open_quarter: Period, provincial_officer: User
) -> None:
    past = saved(new_report())
    before = report_of("F1", "180")

    kept = revise_form(
        form=form("F1"),
        valid_from=DAY,
        columns=without("poor_rate"),
        by=provincial_officer,
        now=NOW,
    )

    after, past = Report.objects.get(pk=before.pk), Report.objects.get(pk=past.pk)
    assert (kept.moved, kept.created) == (11, 0)
    assert after.form == kept.form
    assert after.version == before.version + 1
    assert past.form != kept.form
    assert "11 báo cáo chưa có số liệu được chuyển" in FormEvent.objects.get().what
    assert Report.objects.of_period(open_quarter).count() == 12


def test_report_with_figures_keeps_its_columns(
    open_quarter: Period, provincial_officer: User, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), {"06001": {"hh_total": 750}}, by=trang_dinh_officer)

    with pytest.raises(FormRefused, match="quý III năm 2024 của Huyện Tràng Định") as refused:
        revise_form(
            form=form("F1"),
            valid_from=DAY,
            columns=without("poor_rate"),
            by=provincial_officer,
            now=NOW,
        )
    assert refused.value.code == "has_figures"
    assert "Hãy chọn ngày áp dụng sau 30/09/2024." in str(refused.value)

    kept = revise_form(
        form=form("F1"),
        valid_from=LATER,
        columns=without("poor_rate"),
        by=provincial_officer,
        now=NOW,
    )
    assert kept.moved == 0
    assert report_of("F1", "180").form.form_measures.count() == 10


def test_report_that_was_sent_keeps_its_columns(
    open_quarter: Period, provincial_officer: User
) -> None:
    Report.objects.filter(pk=report_of("F1", "180").pk).update(
        state="sent", sent_at=NOW, sent_by=provincial_officer
    )

    assert refused_code(provincial_officer, valid_from=DAY) == "has_figures"


def test_extension_does_not_hold_a_report_back(
    open_quarter: Period, provincial_officer: User
) -> None:
    report = report_of("F1", "180")
    until = local_time(2024, 12, 1)
    extend_report(report=report, until=until, by=provincial_officer, now=NOW, reason="Bão")

    kept = revise_form(
        form=form("F1"),
        valid_from=DAY,
        columns=without("poor_rate"),
        by=provincial_officer,
        now=NOW,
    )

    assert kept.moved == 11


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("too_early", {"valid_from": date(2020, 1, 1)}),
        ("no_columns", {"columns": []}),
    ],
)
def test_version_that_makes_no_sense_is_refused(
    code: str, fields: dict[str, object], provincial_officer: User
) -> None:
    assert refused_code(provincial_officer, **fields) == code


def test_same_measure_twice_blank_heading_and_no_change_are_refused(
    provincial_officer: User,
) -> None:
    columns = columns_of(form("F1"))
    blank = FormColumn(columns[0].measure, "Hộ| ")

    assert refused_code(provincial_officer, columns=[*columns, columns[0]]) == "twice"
    assert refused_code(provincial_officer, columns=[blank]) == "no_header"
    assert refused_code(provincial_officer, columns=columns) == "same"


@pytest.mark.parametrize("who", ["trang_dinh_officer", "leader"])
def test_only_the_province_keeps_forms(who: str, request: pytest.FixtureRequest) -> None:
    assert refused_code(request.getfixturevalue(who)) == "not_keeper"


def test_ended_version_is_not_revised_again(provincial_officer: User) -> None:
    old = form("F1")
    revise_form(
        form=old, valid_from=LATER, columns=without("poor_rate"), by=provincial_officer, now=NOW
    )

    with pytest.raises(FormRefused) as refused:
        revise_form(
            form=old,
            valid_from=date(2025, 1, 1),
            columns=columns_of(old),
            by=provincial_officer,
            now=NOW,
        )

    assert refused.value.code == "ended"


def test_results_follow_the_new_form(
    open_quarter: Period, provincial_officer: User, trang_dinh_officer: User
) -> None:
    """Figures of the province's form stand in a period whose district form loses a measure."""
    write_cells(
        report_of("F2", "20"), {"180": {"hh_total": 9000, "poor_hh": 800}}, by=provincial_officer
    )
    before = Result.objects.get(indicator__code="ho-ngheo", area__code="20", period=open_quarter)
    columns = [c for c in without("poor_hh_em") if c.measure.code not in ("poor_hh", "poor_rate")]

    revise_form(form=form("F1"), valid_from=DAY, columns=columns, by=provincial_officer, now=NOW)

    after = Result.objects.get(indicator__code="ho-ngheo", area__code="20", period=open_quarter)
    assert (before.expected, after.expected) == (200, 11)
    assert check_results()[1] == []


def test_revision_leaves_past_results_alone(
    open_quarter: Period, provincial_officer: User, trang_dinh_officer: User
) -> None:
    write_cells(
        report_of("F1", "180"),
        all_rows("180", hh_total=500, poor_hh=40),
        by=trang_dinh_officer,
    )
    before = set(Result.objects.values_list())

    revise_form(
        form=form("F1"),
        valid_from=LATER,
        columns=without("poor_rate"),
        by=provincial_officer,
        now=NOW,
    )

    assert set(Result.objects.values_list()) == before
    assert check_results()[1] == []


def test_next_period_is_owed_in_the_new_version(provincial_officer: User) -> None:
    revise_form(
        form=form("F1"),
        valid_from=LATER,
        columns=without("poor_rate"),
        by=provincial_officer,
        now=NOW,
    )

    reports = open_period(period=period("2024Q4"), now=NOW)

    assert {report.form for report in reports} == {current("F1"), current("F2")}


def test_reference_data_loads_again_over_a_revised_form(provincial_officer: User) -> None:
    revise_form(
        form=form("F1"),
        valid_from=LATER,
        columns=without("poor_rate"),
        by=provincial_officer,
        now=NOW,
    )
    before = set(ReportForm.objects.values_list())

    load_reference(folder=settings.FIXTURES_ROOT)

    assert set(ReportForm.objects.values_list()) == before


HEAD = FormHead("F3", "Biểu thử", AreaKind.DISTRICT, AreaKind.COMMUNE, PeriodKind.QUARTER)


def test_created_form_is_owed_in_periods_that_are_open(
    open_quarter: Period, provincial_officer: User
) -> None:
    kept = create_form(
        head=HEAD,
        valid_from=DAY,
        columns=[FormColumn(measure("hh_total"), "Tổng số hộ")],
        by=provincial_officer,
        now=NOW,
    )

    assert (kept.form, kept.created) == (current("F3"), 11)
    assert "Tạo biểu, áp dụng từ 01/09/2024. Các cột: Tổng số hộ." in FormEvent.objects.get().what


def test_created_form_leaves_closed_periods_alone(
    open_quarter: Period, provincial_officer: User
) -> None:
    Period.objects.filter(pk=open_quarter.pk).update(closed_at=NOW)

    kept = create_form(
        head=HEAD,
        valid_from=DAY,
        columns=[FormColumn(measure("hh_total"), "Tổng số hộ")],
        by=provincial_officer,
        now=NOW,
    )

    assert kept.created == 0


@pytest.mark.parametrize(
    ("code", "fields"),
    [("taken", {"code": "F1"}), ("rows_above", {"row_kind": AreaKind.PROVINCE})],
)
def test_form_that_makes_no_sense_is_not_created(
    code: str, fields: dict[str, object], provincial_officer: User
) -> None:
    head = FormHead(**vars(HEAD) | fields)

    with pytest.raises(FormRefused) as refused:
        create_form(
            head=head,
            valid_from=DAY,
            columns=[FormColumn(measure("hh_total"), "Tổng số hộ")],
            by=provincial_officer,
            now=NOW,
        )

    assert refused.value.code == code
    assert not ReportForm.objects.filter(code="F3").exists()


def test_finer_form_changes_what_is_expected(
    open_quarter: Period, provincial_officer: User
) -> None:
    """A measure that only the province's form asked for is asked of districts from here on."""
    write_cells(report_of("F2", "20"), {"180": {"communes_left": 2}}, by=provincial_officer)

    create_form(
        head=HEAD,
        valid_from=DAY,
        columns=[FormColumn(measure("communes_left"), "Số xã")],
        by=provincial_officer,
        now=NOW,
    )

    row = Result.objects.get(
        indicator__numerator__code="communes_left", area__code="20", period=open_quarter
    )
    assert row.expected == 200
    assert row.numerator == Decimal(2)
    assert check_results()[1] == []
