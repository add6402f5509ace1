"""Creating a period and moving its boundaries."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from indicators.models import Period, PeriodEvent, PeriodKind, Report, User
from indicators.selectors.periods import following_period
from indicators.services.periods import (
    Dates,
    PeriodRefused,
    change_boundaries,
    create_period,
    open_period,
)
from programs.services.reference import load_reference
from tests.factories.figures import GOOD, write_cells
from tests.factories.reference import period, report_of
from tests.factories.rows import new_period, saved
from tests.factories.times import NOW, local_time

FAR = Dates(date(2035, 1, 15), date(2035, 4, 14), date(2035, 4, 1), date(2035, 4, 20))


def dates_of(row: Period) -> Dates:
    return Dates(row.starts_on, row.ends_on, row.opens_on, row.due_on)


def created(by: User, **fields: object) -> Period:
    values = {"kind": PeriodKind.QUARTER, "year": 2035, "number": 1, "dates": FAR, "now": NOW}
    return create_period(by=by, **values | fields)


def refused_code(by: User, **fields: object) -> str:
    with pytest.raises(PeriodRefused) as refused:
        created(by, **fields)
    assert not Period.objects.filter(year=2035).exists()
    return refused.value.code


def test_created_period_is_closed_until_it_is_opened(provincial_officer: User) -> None:
    row = created(provincial_officer)

    assert (row.code, row.opened_at, dates_of(row)) == ("2035Q1", None, FAR)
    event = row.events.get()
    assert (event.by, event.what.partition(" từ ")[0]) == (provincial_officer, "Tạo kỳ")


@pytest.mark.parametrize("who", ["trang_dinh_officer", "leader"])
def test_only_the_province_creates_periods(who: str, request: pytest.FixtureRequest) -> None:
    assert refused_code(request.getfixturevalue(who)) == "not_keeper"


def test_period_that_is_there_is_not_created_again(provincial_officer: User) -> None:
    with pytest.raises(PeriodRefused, match="Quý III năm 2024 đã có") as refused:
        created(provincial_officer, year=2024, number=3)

    assert refused.value.code == "taken"


def test_period_over_another_of_its_kind_is_refused(provincial_officer: User) -> None:
    over = replace(FAR, starts_on=date(2024, 9, 30), ends_on=date(2024, 12, 14))

    with pytest.raises(PeriodRefused, match="trùng với quý III năm 2024") as refused:
        created(provincial_officer, dates=over)

    assert refused.value.code == "overlap"


def test_year_may_lie_over_its_quarters(provincial_officer: User) -> None:
    year = Dates(date(2035, 1, 1), date(2035, 12, 31), date(2035, 12, 1), date(2036, 1, 20))
    created(provincial_officer)

    row = created(provincial_officer, kind=PeriodKind.YEAR, dates=year)

    assert row.code == "2035"


def test_due_date_before_the_opening_is_refused(provincial_officer: User) -> None:
    early = replace(FAR, due_on=date(2035, 3, 31))

    assert refused_code(provincial_officer, dates=early) == "wrong_date"


def test_boundaries_move_while_nothing_is_reported(
    open_quarter: Period, provincial_officer: User
) -> None:
    moved = replace(dates_of(open_quarter), starts_on=date(2024, 7, 2), due_on=date(2024, 10, 12))

    row = change_boundaries(
        period=open_quarter, dates=moved, by=provincial_officer, now=NOW, reason="Theo quyết định"
    )

    assert dates_of(period("2024Q3")) == dates_of(row) == moved
    event = PeriodEvent.objects.latest("pk")
    assert event.reason == "Theo quyết định"
    assert "trước là từ 01/07/2024" in event.what
    assert "nay là từ 02/07/2024" in event.what


def test_same_boundaries_leave_no_trace(open_quarter: Period, provincial_officer: User) -> None:
    before = PeriodEvent.objects.count()

    change_boundaries(
        period=open_quarter,
        dates=dates_of(open_quarter),
        by=provincial_officer,
        now=NOW,
        reason="",
    )

    assert PeriodEvent.objects.count() == before


@pytest.mark.parametrize("value", [750, None])
def test_boundaries_stay_once_something_was_reported(
    value: int | None, open_quarter: Period, provincial_officer: User, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), {"06001": {"poor_hh": value}}, by=trang_dinh_officer)
    moved = replace(dates_of(open_quarter), starts_on=date(2024, 7, 2))

    with pytest.raises(PeriodRefused, match="đã có số liệu") as refused:
        change_boundaries(
            period=open_quarter, dates=moved, by=provincial_officer, now=NOW, reason="Nhầm"
        )

    assert refused.value.code == "has_figures"
    assert period("2024Q3").starts_on == date(2024, 7, 1)


def test_boundaries_need_a_reason(open_quarter: Period, provincial_officer: User) -> None:
    moved = replace(dates_of(open_quarter), starts_on=date(2024, 7, 2))

    with pytest.raises(PeriodRefused, match="lý do"):
        change_boundaries(
            period=open_quarter, dates=moved, by=provincial_officer, now=NOW, reason=" "
        )


def test_what_is_owed_follows_the_new_last_day(db: None, provincial_officer: User) -> None:
    quarter = period("2025Q2")  # districts ended the day after its last
    open_period(period=quarter, now=local_time(2025, 6, 15))
    assert Report.objects.of_period(quarter).filter(form__code="F1").count() == 11
    period("2025Q3").delete()
    later = replace(dates_of(quarter), ends_on=date(2025, 7, 14))

    change_boundaries(
        period=quarter, dates=later, by=provincial_officer, now=NOW, reason="Quý hành chính"
    )

    owed = Report.objects.of_period(quarter).values_list("form__code", "area__code")
    assert list(owed) == [("F2", "20")]


def test_report_that_was_touched_stays_owed(db: None, provincial_officer: User) -> None:
    quarter = period("2024Q3")
    open_period(period=quarter, now=local_time(2024, 9, 15))
    write_cells(report_of("F1", "180"), GOOD, by=provincial_officer)

    with pytest.raises(PeriodRefused):
        change_boundaries(
            period=quarter,
            dates=replace(dates_of(quarter), ends_on=date(2024, 9, 14)),
            by=provincial_officer,
            now=NOW,
            reason="Nhầm",
        )

    assert Report.objects.of_period(quarter).count() == 12


def test_reference_data_loads_again_over_a_period_that_is_kept(
    open_quarter: Period, provincial_officer: User
) -> None:
    moved = replace(dates_of(open_quarter), due_on=date(2024, 10, 20))
    change_boundaries(
        period=open_quarter, dates=moved, by=provincial_officer, now=NOW, reason="Mưa lũ"
    )

    load_reference(folder=settings.FIXTURES_ROOT)

    assert dates_of(period("2024Q3")) == moved


def test_following_quarter_keeps_the_distances_between_its_dates(db: None) -> None:
    saved(
        new_period(
            starts_on=date(2034, 12, 15),
            ends_on=date(2035, 3, 14),
            opens_on=date(2035, 3, 1),
            due_on=date(2035, 3, 24),
        )
    )

    row = following_period(PeriodKind.QUARTER)

    assert row.code == "2035Q2"
    assert dates_of(row) == Dates(
        date(2035, 3, 15), date(2035, 6, 14), date(2035, 6, 1), date(2035, 6, 24)
    )


@pytest.mark.parametrize(
    ("kind", "code", "ends_on"),
    [
        (PeriodKind.QUARTER, "2027Q1", date(2027, 3, 31)),
        (PeriodKind.HALF, "2027H1", date(2027, 6, 30)),
        (PeriodKind.YEAR, "2027", date(2027, 12, 31)),
    ],
)
def test_following_period_of_the_reference_data(
    kind: PeriodKind, code: str, ends_on: date, db: None
) -> None:
    row = following_period(kind)

    assert (row.code, row.ends_on) == (code, ends_on)
    row.full_clean()


def test_first_period_of_a_kind_cannot_be_proposed(db: None) -> None:
    Period.objects.filter(kind=PeriodKind.HALF).delete()

    assert following_period(PeriodKind.HALF) is None
