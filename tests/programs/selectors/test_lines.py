"""The lines behind a number add up to it, and what is not there is named."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from indicators.models import User
from programs.models import FundKind, Source
from programs.selectors.lines import account_page, line_page
from programs.selectors.matrix import capital_matrix
from programs.selectors.narrowing import Narrowing
from programs.selectors.overview import capital_overview
from programs.selectors.question import NothingSuch
from programs.selectors.tree import capital_tree
from tests.factories import capital
from tests.factories.times import NOW
from tests.programs import money_rows as rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(db: None) -> None:
    rows.published_year()
    rows.allot("300.5", component=rows.sub_project(), agency=capital.agency("180"))
    rows.allot("7", component=rows.sub_project(), agency=capital.agency("180"), number="2/QĐ")
    rows.allot("11", agency=capital.department(), source=Source.PROVINCE, is_carried_over=True)
    rows.pay("10.125", component=rows.sub_project(), agency=capital.agency("180"))


def test_lines_of_every_row_add_up_to_it(leader: User, money: None) -> None:
    asked = rows.asked(leader)
    page = capital_overview(asked)
    tree, matrix = capital_tree(asked), capital_matrix(asked)
    shown = [
        page.total,
        *(
            row
            for parts in (
                page.by_programme,
                page.by_project,
                page.by_fund_kind,
                page.by_source,
                page.by_place,
                page.by_agency,
            )
            for row in parts
        ),
        *(row for branch in tree.branches for row in (branch.row, branch.recurrent)),
        *(cell for line in matrix.lines for cell in (*line.cells, line.total) if cell),
    ]

    differing = [
        row.name
        for row in shown
        if line_page(asked, row.narrowing).total.money != row.amounts.money
    ]

    assert len(shown) > 20
    assert differing == []


def test_lines_tell_decisions_and_the_date_of_disbursement(leader: User, money: None) -> None:
    page = line_page(rows.asked(leader), Narrowing(agency="thu-180"))

    (line,) = page.lines
    assert (line.plan, line.paid, line.paid_on) == (
        Decimal("307.5"),
        Decimal("10.125"),
        rows.AUGUST,
    )
    assert line.decisions == ("01/QĐ-THU", "2/QĐ")


def test_carried_over_and_own_lines_are_told_apart(leader: User, money: None) -> None:
    asked = rows.asked(leader)

    carried = line_page(asked, Narrowing(carried="co"))
    own = line_page(asked, Narrowing(carried="khong"))

    assert {line.account.is_carried_over for line in carried.lines} == {True}
    assert {line.account.is_carried_over for line in own.lines} == {False}
    assert carried.total.usable + own.total.usable == capital_overview(asked).total.amounts.usable


def test_lines_are_paged_by_key_and_each_comes_once(leader: User, money: None) -> None:
    asked, seen, after = rows.asked(leader), [], 0
    while after is not None:
        page = line_page(asked, Narrowing(), after=after, size=2)
        seen += [line.account.pk for line in page.lines]
        after = page.next_key

    assert len(seen) == len(set(seen)) == 5


def test_lines_signed_later_are_not_yet_there(leader: User) -> None:
    rows.allot("5", on=date(2025, 3, 1), number="3/QĐ")

    assert line_page(rows.asked(leader, day="28/02/2025"), Narrowing()).lines == ()


def test_earlier_moment_lists_what_was_taken_back_since(leader: User) -> None:
    """Three accounts: one whose amount was taken back later, one whose amount had been taken back
    by then, and one opened later."""
    day = timedelta(days=1)
    taken = rows.account(source=Source.UNSPLIT)
    rows.change(taken, "25", at=NOW)
    rows.change(taken, None, before="25", at=NOW + 2 * day)
    gone = rows.account(source=Source.PROVINCE)
    rows.change(gone, "9", at=NOW - 2 * day)
    rows.change(gone, None, before="9", at=NOW - day)
    rows.change(rows.pay("7", source=Source.COMMUNE), "7", at=NOW + 2 * day)

    then = line_page(rows.asked(leader, known_at=NOW + day), Narrowing())
    now = line_page(rows.asked(leader), Narrowing())

    assert [(line.account, line.paid) for line in then.lines] == [(taken, 25)]
    assert then.total.disbursed == sum(line.paid for line in then.lines)
    assert [line.account.source for line in now.lines] == [Source.COMMUNE]


def test_list_needs_seven_queries_however_many_lines(
    leader: User, money: None, django_assert_num_queries
) -> None:
    asked = rows.asked(leader)
    narrowing = Narrowing(programme="thu", component="T1", place="180")

    with django_assert_num_queries(7):
        line_page(asked, narrowing)
    for agency in rows.many_agencies(30):
        agency.save()
        rows.allot("5", agency=agency)
    with django_assert_num_queries(7):
        line_page(asked, narrowing)


@pytest.mark.parametrize(
    ("narrowing", "named"),
    [
        (Narrowing(programme="thu", component="T11"), "T1 (DA thử T1)"),
        (Narrowing(agency="thu-18"), "thu-180"),
        (Narrowing(place="18"), "Gần nhất: 18"),
        (Narrowing(fund_kind="dt"), "dtpt (Vốn đầu tư phát triển)"),
        (Narrowing(source="bank"), "central (Ngân sách trung ương)"),
        (Narrowing(carried="1"), "co (vốn kéo dài)"),
    ],
)
def test_unknown_part_is_refused_with_the_nearest(
    leader: User, money: None, narrowing: Narrowing, named: str
) -> None:
    with pytest.raises(NothingSuch) as refused:
        line_page(rows.asked(leader), narrowing)

    assert named in str(refused.value)


def test_account_tells_lines_amounts_and_history(money: None, django_assert_num_queries) -> None:
    found = rows.account(fund_kind=FundKind.RECURRENT)
    rows.change(found, "116900", at=capital.NOW)

    with django_assert_num_queries(3):
        page = account_page(found)

    assert (page.plan, page.paid) == (Decimal("959800"), Decimal("116900"))
    assert [change.after_million_vnd for change in page.changes] == [Decimal("116900")]
