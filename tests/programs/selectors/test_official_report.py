from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from indicators.models import Area, Report, User
from programs.models import Authority, Cause, FundKind, Obstacle, Programme, ReviewState, Task
from programs.official import ReportData, compose
from programs.official.sentences import capital_sentence, coverage_sentence
from programs.selectors.official_report import report_data
from programs.selectors.report_capital import capital_state
from programs.services.obstacles import (
    Account,
    accept_obstacle,
    raise_obstacle,
    reopen_obstacle,
    resolve_obstacle,
    take_in_hand,
)
from programs.services.reviews import conclude_review, register_review
from programs.services.tasks import Assignment, Step, assign_task, complete_task, report_progress
from tests.factories import capital
from tests.factories.capital import agency, decision, department
from tests.factories.reference import commune, district, period, province
from tests.factories.times import local_time
from tests.factories.work import category
from tests.programs import money_rows as rows

TODAY = date(2025, 2, 1)
AUGUST, OCTOBER = local_time(2024, 8, 20, 9), local_time(2024, 10, 20, 9)
QUERIES = 32  # at most, of a province and of a district, however much there is


def quarter(code: str = "2024Q3", area: Area | None = None) -> ReportData:
    return report_data(period=period(code), area=area or province(), today=TODAY)


def raised(by: User, now: datetime = AUGUST, **fields: object) -> Obstacle:
    values = {"content": "Định mức hỗ trợ nhà ở thấp", "areas": (district("184"),)}
    days = {"raised_on": fields.pop("raised_on", None)}
    account = Account(**values | fields)
    return raise_obstacle(account=account, area=account.areas[0], by=by, now=now, **days)


def resolved(obstacle: Obstacle, by: User, now: datetime, on: date | None = None) -> Obstacle:
    obstacle = accept_obstacle(
        obstacle=obstacle,
        category=category(),
        cause=Cause.OBJECTIVE,
        authority=Authority.PROVINCE,
        agency=department(),
        due_on=date(2024, 12, 31),
        by=by,
        now=now,
    )
    obstacle = take_in_hand(obstacle=obstacle, by=by, now=now)
    return resolve_obstacle(obstacle=obstacle, text="Đã nâng", resolved_on=on, by=by, now=now)


def test_obstacle_stands_as_of_the_periods_end(provincial_officer: User) -> None:
    resolved(raised(provincial_officer), provincial_officer, OCTOBER)

    third, fourth = quarter("2024Q3"), quarter("2024Q4")

    assert [(one.category, one.agency, one.due_on) for one in third.obstacles] == [("", "", None)]
    assert (third.raised, third.resolved) == (1, 0)
    assert fourth.obstacles == ()
    assert (fourth.raised, fourth.resolved) == (0, 1)


def test_end_recorded_later_counts_on_its_own_day(provincial_officer: User) -> None:
    resolved(raised(provincial_officer), provincial_officer, OCTOBER, on=date(2024, 9, 28))

    third = quarter("2024Q3")
    assert third.obstacles == ()
    assert third.resolved == 1


def test_reopening_is_not_seen_before_it_happened(provincial_officer: User) -> None:
    now = local_time(2024, 9, 10, 9)
    obstacle = resolved(raised(provincial_officer), provincial_officer, now)
    reopen_obstacle(obstacle=obstacle, text="Lại vướng", by=provincial_officer, now=OCTOBER)

    third, fourth = quarter("2024Q3"), quarter("2024Q4")
    assert (third.obstacles, third.resolved) == ((), 1)
    assert len(fourth.obstacles) == 1


def test_obstacle_recorded_after_the_period_is_told_as_it_was_told(
    provincial_officer: User,
) -> None:
    raised(
        provincial_officer,
        OCTOBER,
        raised_on=date(2024, 9, 20),
        capital_stuck_million_vnd=Decimal("12.5"),
        due_on=date(2024, 9, 29),
        authority=Authority.MINISTRY,
    )

    line = quarter("2024Q3").obstacles[0]
    assert line.areas == "Huyện Văn Quan"
    assert line.authority == "Bộ, ngành trung ương"
    assert line.capital_stuck == Decimal("12.5")
    assert line.is_overdue
    assert not quarter("2024Q2").obstacles


def test_district_is_told_of_its_own_only(provincial_officer: User) -> None:
    raised(provincial_officer)
    raised(provincial_officer, content="Vướng mặt bằng", areas=(commune("06001"),))
    own = {one.content for one in quarter(area=district("184")).obstacles}

    assert own == {"Định mức hỗ trợ nhà ở thấp"}
    assert len(quarter().obstacles) == 2


def assigned(by: User) -> Task:
    assignment = Assignment(
        title="Rà soát khó khăn",
        year=2024,
        lead=department(),
        cooperating=(agency("184"),),
        decision=decision(),
        starts_on=date(2024, 1, 20),
        due_on=date(2024, 11, 30),
        steps=(Step("Đợt 1", date(2024, 6, 30)),),
    )
    return assign_task(assignment=assignment, by=by, now=AUGUST)


def test_task_has_the_state_and_last_word_of_the_day(provincial_officer: User) -> None:
    asked = {"by": provincial_officer}
    task = assigned(provincial_officer)
    told = {"text": "Đã tổng hợp 8 huyện", "period": period("2024Q3")}
    task = report_progress(task=task, now=OCTOBER, **told, **asked)
    ended = {"result": "Đủ 11 huyện", "completed_on": date(2024, 12, 20)}
    complete_task(task=task, now=local_time(2024, 12, 21, 9), **ended, **asked)

    second, third, fourth = (quarter(f"2024Q{number}").tasks[0] for number in (2, 3, 4))
    assert (second.state, second.result) == ("running", "")
    assert (third.state, third.result) == ("behind", "Đã tổng hợp 8 huyện")
    assert (fourth.state, fourth.result) == ("done_late", "Đủ 11 huyện")


def test_reviews_are_counted_against_the_targets(provincial_officer: User) -> None:
    asked = {"by": provincial_officer, "now": AUGUST}
    review = register_review(area=commune("06001"), year=2024, **asked)
    register_review(area=commune("06001"), year=2024, village_name="Nà Lình", **asked)
    conclude_review(
        review=review,
        state=ReviewState.LEFT,
        text="Đủ tiêu chí",
        decision=decision(),
        by=provincial_officer,
        now=OCTOBER,
    )

    third, fourth = quarter("2024Q3").reviews, quarter("2024Q4").reviews
    assert (third.communes_registered, third.villages_registered) == (1, 1)
    assert (third.communes_target, third.villages_target) == (47, 315)
    assert third.communes_left == 11  # published early in 2024
    assert third.villages_left == 0
    assert {line[1] for line in third.lines} == {"Đang phấn đấu"}
    assert {line[1:] for line in fourth.lines} == {
        ("Đang phấn đấu", ""),
        ("Đã ra khỏi danh sách", "01/QĐ-THU"),
    }
    assert quarter("2024Q2").reviews.lines == ()


def test_documents_are_those_signed_within_the_period(db: None) -> None:
    decision(number="77/QĐ-THU", signed_on=date(2024, 9, 30))

    numbers = [number for number, _, _ in quarter("2024Q3").documents]
    assert numbers == ["Quyết định 77/QĐ-THU"]
    assert quarter("2024Q3", district("184")).documents == ()
    assert quarter("2024Q4").documents == ()


def test_nothing_reported_is_said_and_not_zero(db: None) -> None:
    data = quarter("2020Q4")

    assert data.capital is None
    assert data.obstacles == ()
    assert not data.has_sample
    assert all(line.value is None or line.as_of for line in data.indicators)


@pytest.mark.parametrize("code", ["2024Q3", "2024H1", "2024", "2025Q3"])
def test_sample_gives_a_whole_report(sample_loaded: None, db: None, code: str) -> None:
    data = quarter(code)

    poverty = next(line for line in data.indicators if line.code == "ho-ngheo")
    assert poverty.value is not None
    assert data.has_sample
    assert data.capital.total.usable > 0
    parts = sum(line.disbursed or 0 for line in data.capital.by_project)
    assert parts == data.capital.total.disbursed
    assert sum(line.usable for line in data.capital.by_kind) == data.capital.total.usable
    assert compose(data).statements


def test_published_capital_of_2025_comes_out(sample_loaded: None, db: None) -> None:
    capital = quarter("2025Q3").capital

    assert capital.as_of == date(2025, 8, 31)
    assert round(capital.total.disbursed / 1000, 1) == Decimal("349.8")
    assert round(capital.total.rate, 2) == Decimal("20.03")
    assert round(capital.required_percent, 2) == Decimal("51.90")
    assert capital.rate_last_year is not None


def test_january_after_the_year_is_compared_with_the_january_before(db: None) -> None:
    for year, paid in ((2024, ("30", "70")), (2025, ("20", "50"))):
        rows.allot("100", year=year)
        rows.pay(paid[0], year=year, on=date(year, 1, 31))
        rows.pay(paid[1], year=year, on=date(year + 1, 1, 31))
    whose = Q(account__component__programme__code="thu")
    Programme.objects.filter(code="thu").update(position=0)
    Programme.objects.exclude(code="thu").update(position=1)

    state = capital_state(year=2025, upto=date(2026, 2, 28), holders=whose)

    assert (state.as_of, state.total.rate, state.rate_last_year) == (date(2026, 1, 31), 50, 70)


def test_project_of_which_nothing_is_told_has_disbursed_none(db: None) -> None:
    rows.allot("100")
    rows.pay("0")
    rows.allot("50", component=capital.component("T2"), fund_kind=FundKind.RECURRENT)
    Programme.objects.filter(code="thu").update(position=0)
    Programme.objects.exclude(code="thu").update(position=1)

    state = capital_state(year=2025, upto=date(2025, 12, 31), holders=Q())

    assert [line.disbursed for line in state.by_project] == [0, None]
    assert [line.disbursed for line in state.by_kind] == [0, None]
    assert (state.total.disbursed, state.total.left) == (0, 150)


def test_parts_add_up_to_no_more_than_the_province(sample_loaded: None, db: None) -> None:
    own = quarter("2024Q3", district("184"))

    assert 0 < own.capital.total.usable < quarter("2024Q3").capital.total.usable
    assert own.reports_owed < quarter("2024Q3").reports_owed
    assert own.area == "huyện Văn Quan"


@pytest.mark.parametrize("area", [province, lambda: district("184")], ids=["province", "district"])
def test_queries_do_not_grow_with_what_is_told(
    sample_loaded: None, provincial_officer: User, area: object
) -> None:
    def asked() -> int:
        place, when = area(), period("2024Q3")
        with CaptureQueriesContext(
            connection,
        ) as found:
            report_data(period=when, area=place, today=TODAY)
        return len(found)

    raised(provincial_officer)
    assigned(provincial_officer)
    register_review(area=commune("06001"), year=2024, by=provincial_officer, now=AUGUST)
    few = asked()
    for number in range(12):
        raised(provincial_officer, content=f"Khó khăn {number}")

    assert few == asked() <= QUERIES


def test_year_before_that_was_told_earlier_says_until_when(db: None) -> None:
    rows.allot("100", year=2024, number="01/QĐ-TRƯỚC", on=date(2024, 1, 10))
    rows.pay("30", year=2024, on=date(2024, 6, 30))
    rows.allot("100")
    rows.pay("20", on=date(2025, 8, 31))
    whose = Q(account__component__programme__code="thu")
    Programme.objects.filter(code="thu").update(position=0)
    Programme.objects.exclude(code="thu").update(position=1)

    state = capital_state(year=2025, upto=date(2025, 9, 30), holders=whose)

    assert (state.rate_last_year, state.last_year_on) == (30, date(2024, 6, 30))
    assert "năm 2024 đến ngày 30/06/2024 là 30" in capital_sentence(state)
    assert "cùng kỳ" not in capital_sentence(state)


def test_value_before_is_of_the_end_of_the_period_before_and_nothing_older(
    sample_loaded: None, db: None
) -> None:
    """Of 2024 Q3 nothing whole was reported; what is known from before is no “quý III”."""
    lines = quarter("2024Q4").indicators

    assert {line.code for line in lines if line.before is not None} == set()
    assert any(line.before is not None for line in quarter("2024Q2").indicators)


def test_returned_report_is_said_to_be_sent_again(sample_loaded: None, db: None) -> None:
    Report.objects.filter(period__code="2024Q2", area__code="180").update(state="returned")

    data = quarter("2024Q2")

    assert data.reports_returned >= 1
    assert "bị trả lại, chờ sửa và gửi lại" in coverage_sentence(data)
