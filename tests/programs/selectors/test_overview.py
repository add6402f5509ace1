"""The overview of a year: its answer, its parts, and what it costs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from indicators.models import User
from programs.models import FundKind, Source
from programs.selectors.moments import newest_question, question_then
from programs.selectors.overview import CapitalOverview, capital_in_brief, capital_overview
from programs.selectors.question import NothingSuch
from programs.wording import difference_text, rate_text
from tests.factories import capital
from tests.factories.times import NOW, local_time
from tests.programs import money_rows as rows

pytestmark = pytest.mark.django_db
QUERIES = 10


def overview(user: User, **words: str) -> CapitalOverview:
    return capital_overview(rows.asked(user, programme="thu", **words))


def test_published_year_comes_out_exactly(leader: User) -> None:
    rows.published_year()

    page = overview(leader)

    amounts = page.total.amounts
    assert (amounts.usable, amounts.disbursed) == (Decimal("1746600"), Decimal("349800"))
    assert rate_text(amounts.rate) == "20,03\u202f%"
    assert [rate_text(row.amounts.rate) for row in page.by_fund_kind] == [
        "29,60\u202f%",
        "12,18\u202f%",
    ]
    assert page.total.judgement.light == "late"
    assert rate_text(page.required) == "51,90\u202f%"
    assert page.needed == Decimal("349200")
    assert page.held == Decimal("43725")


def test_published_figures_stand_beside_the_sums(leader: User) -> None:
    rows.published_year()

    page = overview(leader)

    told = {
        (one.published.what, one.published.fund_kind): difference_text(one, page.question.unit)
        for one in page.published
    }
    assert told == {
        ("usable", ""): "khớp",
        ("disbursed", ""): "khớp",
        ("rate", ""): "khớp",
        ("rate", "dtpt"): "khớp",
        ("rate", "sn"): "khớp",
    }


def test_published_figure_of_another_day_is_not_held_against_the_page(leader: User) -> None:
    rows.published_year()

    page = overview(leader, day="31/05/2025")

    assert all(one.value is None for one in page.published)


def test_sums_by_every_grouping_are_the_total(leader: User) -> None:
    rows.published_year()
    rows.allot("300.5", component=rows.sub_project(), agency=capital.agency("180"))
    rows.allot("-0.25", component=rows.sub_project(), agency=capital.agency("180"), number="2/QĐ")
    rows.pay("10.125", agency=capital.department(), source=Source.UNSPLIT)

    page = overview(leader)

    for parts in (
        page.by_programme,
        page.by_project,
        page.by_fund_kind,
        page.by_source,
        page.by_place,
        page.by_agency,
    ):
        assert sum(row.amounts.usable for row in parts) == page.total.amounts.usable
        assert sum(row.amounts.left for row in parts) == page.total.amounts.left


def test_past_day_shows_the_plan_and_the_disbursement_of_then(leader: User) -> None:
    rows.allot("100")
    rows.allot("50", number="2/QĐ-THU", on=date(2025, 7, 1))
    rows.pay("10", on=date(2025, 5, 31))
    rows.pay("30", on=date(2025, 8, 31))

    then, now = overview(leader, day="30/06/2025"), overview(leader)

    assert (then.total.amounts.usable, then.total.amounts.disbursed) == (100, 10)
    assert then.question.figures_on == date(2025, 5, 31)
    assert (now.total.amounts.usable, now.total.amounts.disbursed) == (150, 30)
    assert [point.value for point in then.curve] == [10]


def test_what_was_not_reported_has_no_rate_and_is_ranked_first(leader: User) -> None:
    rows.allot("100", agency=capital.agency("184"))
    rows.pay("1", agency=capital.agency("184"))
    rows.allot("100", agency=capital.agency("180"))

    page = overview(leader)

    silent, slow = page.by_place
    assert (silent.amounts.disbursed, silent.amounts.rate) == (None, None)
    assert (silent.judgement.light, silent.judgement.reason) == ("no_data", "no_value")
    assert silent.amounts.left == 100
    assert slow.amounts.rate == 1


def test_last_years_curve_stands_beside_this_years(leader: User) -> None:
    rows.pay("10", year=2024, on=date(2024, 6, 30))
    rows.pay("5", year=2024, on=date(2024, 6, 30), fund_kind=FundKind.RECURRENT)
    rows.pay("40", year=2024, on=date(2024, 12, 31))
    rows.pay("20", on=date(2025, 6, 30))

    page = overview(leader)

    assert [point.value for point in page.last_year] == [15, 45]
    assert [point.value for point in page.curve] == [20]


def test_earlier_moment_shows_what_was_known_then(leader: User) -> None:
    found = rows.allot("100")
    rows.pay("30")
    rows.change(found, "25", at=NOW)
    rows.change(found, "30", before="25", at=NOW + timedelta(days=2))

    asked = rows.question(
        rows.Wanted(programme="thu"),
        access=rows.access_of(leader),
        today=date(2025, 9, 5),
        known_at=NOW + timedelta(days=1),
    )

    then = capital_overview(asked)
    assert (then.total.amounts.usable, then.total.amounts.disbursed) == (100, 25)
    assert [point.value for point in then.curve] == [25]
    assert overview(leader).total.amounts.disbursed == 30


def test_district_officer_sees_the_own_money_only(leader: User, van_quan_officer: User) -> None:
    rows.allot("100", agency=capital.agency("184"))
    rows.allot("900", agency=capital.agency("180"))

    page = overview(van_quan_officer)

    assert page.question.whose == "Huyện Văn Quan"
    assert page.total.amounts.usable == 100
    assert len(page.by_agency) == 1
    assert overview(leader).total.amounts.usable == 1000


def test_overview_needs_ten_queries_however_many_agencies(
    leader: User, django_assert_num_queries
) -> None:
    rows.published_year()
    rows.access_of(leader)
    with django_assert_num_queries(QUERIES):
        overview(leader)
    for agency in rows.many_agencies(200):
        agency.save()
        rows.allot("5", agency=agency)
        rows.pay("1", agency=agency)

    with django_assert_num_queries(QUERIES):
        page = overview(leader)

    assert len(page.by_agency) == 201


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ({"year": "2019"}, "Các năm có số: 2025"),
        ({"year": "hai"}, "Các năm có số: 2025"),
        ({"day": "31/02/2025"}, "Các ngày có số giải ngân: 31/05/2025, 31/08/2025"),
        ({"day": "01/01/2020"}, "Ngày có số giải ngân gần nhất: 31/05/2025"),
        ({"unit": "dong"}, "ty (tỷ đồng), trieu (triệu đồng)"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(
    leader: User, words: dict[str, str], named: str
) -> None:
    rows.published_year()

    with pytest.raises(NothingSuch, match=r"\w") as refused:
        overview(leader, **words)

    assert named in str(refused.value)


def test_unknown_programme_is_refused_with_those_there_are(leader: User) -> None:
    capital.component()

    with pytest.raises(NothingSuch) as refused:
        rows.asked(leader, programme="khong-co")

    assert "thu (CT thử)" in str(refused.value)


def test_leaders_read_ty_and_officers_trieu(leader: User, provincial_officer: User) -> None:
    assert rows.asked(leader).unit.code == "ty"
    assert rows.asked(provincial_officer).unit.code == "trieu"
    assert rows.asked(leader, unit="trieu").unit.code == "trieu"


def test_pace_is_reckoned_to_the_closing_of_the_books_once_the_year_is_over(leader: User) -> None:
    capital.budget_year(2025)
    rows.allot("100")
    rows.pay("40", on=date(2025, 11, 30))
    before = overview(leader)
    rows.pay("90", on=date(2025, 12, 31))
    after = overview(leader)

    assert (before.until, before.needed) == (date(2025, 12, 31), 60)
    assert (after.until, after.needed) == (date(2026, 1, 31), 10)


def test_newest_year_with_disbursement_is_shown_unless_another_is_asked(leader: User) -> None:
    rows.pay("10", year=2024, on=date(2024, 6, 30))
    rows.allot("100")

    assert overview(leader).question.year == 2024
    assert overview(leader, year="2025").question.year == 2025


def test_disbursement_reported_for_all_sources_together_says_so(leader: User) -> None:
    rows.allot("100")
    rows.pay("40", source=Source.UNSPLIT)

    page = overview(leader)

    central, together = page.by_source
    assert (central.amounts.rate, central.full_name) == (None, "")
    assert (together.amounts.disbursed, together.judgement.light) == (40, "not_applicable")
    assert "gộp mọi nguồn" in together.full_name
    assert page.total.amounts.rate == 40


def test_brief_tells_the_same_whole_in_four_queries(
    leader: User, django_assert_num_queries
) -> None:
    rows.published_year()
    asked = rows.asked(leader, programme="thu")
    whole = capital_overview(asked)

    with django_assert_num_queries(4):
        brief = capital_in_brief(asked)

    for name in ("total", "required", "requirements", "curve", "last_year", "steps"):
        assert getattr(brief, name) == getattr(whole, name)


def test_brief_of_a_year_without_disbursement_has_no_rate(leader: User) -> None:
    rows.allot("100")

    amounts = capital_in_brief(rows.asked(leader)).total.amounts

    assert (amounts.usable, amounts.disbursed, amounts.rate) == (100, None, None)


def test_newest_question_is_none_without_any_money(leader: User) -> None:
    access = rows.access_of(leader)

    assert newest_question(access=access, today=date(2025, 9, 5)) is None
    rows.allot("100")
    assert newest_question(access=access, today=date(2025, 9, 5)).year == 2025


def then(user: User, day: date) -> CapitalOverview | None:
    asked = question_then(access=rows.access_of(user), day=day, today=date(2025, 12, 5))
    return capital_overview(asked) if asked else None


def test_past_day_shows_what_was_known_at_its_end(leader: User) -> None:
    found = rows.allot("100")
    rows.pay("30", on=date(2025, 3, 31))
    rows.pay("60", on=date(2025, 6, 30))
    rows.change(found, "25", at=local_time(2025, 3, 31, 16), on=date(2025, 3, 31))
    rows.change(found, "30", before="25", at=local_time(2025, 4, 1), on=date(2025, 3, 31))
    found.allocations.update(recorded_at=local_time(2025, 1, 10))

    page = then(leader, date(2025, 3, 31))

    assert (page.total.amounts.usable, page.total.amounts.disbursed) == (100, 25)
    assert page.question.parameters["biet-luc"] == "2025-03-31 23:59:59"


def test_plan_decided_later_is_not_the_plan_of_a_past_day(leader: User) -> None:
    rows.allot("100")
    rows.allot("50", number="02/QĐ-THU", on=date(2025, 7, 1))

    assert then(leader, date(2025, 6, 30)).total.amounts.usable == 100
    assert then(leader, date(2025, 9, 30)).total.amounts.usable == 150


def test_ledger_filled_in_afterwards_tells_of_the_day_as_it_is_known_now(leader: User) -> None:
    rows.allot("100").allocations.update(recorded_at=local_time(2025, 8, 1))
    rows.pay("30", on=date(2025, 3, 31))
    rows.pay("60", on=date(2025, 6, 30))

    page = then(leader, date(2025, 3, 31))

    assert (page.total.amounts.usable, page.total.amounts.disbursed) == (100, 30)
    assert page.question.known_at is None


def test_year_without_money_has_nothing_to_ask_about(leader: User) -> None:
    rows.allot("100")

    assert then(leader, date(2021, 6, 30)) is None
