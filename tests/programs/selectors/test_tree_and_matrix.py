"""The folding table and the matrix: the same money, other ways of adding it up."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import User
from programs.models import Component, FundKind
from programs.selectors.matrix import capital_matrix
from programs.selectors.steps_page import steps_page
from programs.selectors.tree import capital_tree
from tests.factories import capital
from tests.programs import money_rows as rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def money(db: None) -> Component:
    part = rows.sub_project()
    rows.allot("100", component=part)
    rows.allot("40", component=part, fund_kind=FundKind.RECURRENT, agency=capital.agency("180"))
    rows.allot("7", component=capital.component("T1"), agency=capital.department())
    rows.allot("3", component=capital.component("T2"))
    return part


def test_tree_adds_up_level_by_level(leader: User, money: Component) -> None:
    tree = capital_tree(rows.asked(leader))

    rows_told = [(one.depth, one.row.name, one.row.amounts.usable) for one in tree.branches]

    assert rows_told == [
        (0, "CT thử", 150),
        (1, "DA thử T1", 147),
        (2, "DA thử T1.1", 140),
        (3, "Văn Quan (thử)", 40),
        (3, "Văn Quan (thử)", 100),
        (2, "Văn Quan (thử)", 7),
        (1, "DA thử T2", 3),
        (2, "Văn Quan (thử)", 3),
    ]
    assert tree.total.row.amounts.usable == 150
    assert tree.branches[0].recurrent.amounts.usable == 40


def test_tree_needs_five_queries(leader: User, money: Component, django_assert_num_queries) -> None:
    asked = rows.asked(leader)

    with django_assert_num_queries(5):
        capital_tree(asked)


def test_matrix_has_a_cell_where_there_is_money_and_none_elsewhere(
    leader: User, money: Component, django_assert_num_queries
) -> None:
    asked = rows.asked(leader)

    with django_assert_num_queries(5):
        matrix = capital_matrix(asked)

    assert [place.name for place in matrix.places] == ["Tràng Định cũ", "Văn Quan cũ", "Cấp tỉnh"]
    first, second = matrix.lines
    assert [cell and cell.amounts.usable for cell in first.cells] == [40, 100, 7]
    assert [cell and cell.amounts.usable for cell in second.cells] == [None, 3, None]
    assert matrix.total.amounts.usable == 150


def test_district_keeps_its_name_until_it_ends(leader: User, money: Component) -> None:
    matrix = capital_matrix(rows.asked(leader, day="30/06/2025"))

    assert [place.full_name for place in matrix.places[:2]] == [
        "Huyện Tràng Định",
        "Huyện Văn Quan",
    ]


def test_way_of_the_period_plan_leads_decision_by_decision(leader: User) -> None:
    rows.allot("3638000", year=None, number="1/QĐ", on=date(2021, 1, 5))
    rows.allot(
        "1027000", year=None, number="2/QĐ", on=date(2022, 3, 1), fund_kind=FundKind.RECURRENT
    )
    rows.allot("-100000", year=None, number="3/QĐ", on=date(2023, 6, 1))

    asked = rows.question(
        rows.Wanted(year="giai-doan", programme="thu"),
        access=rows.access_of(leader),
        today=date(2025, 9, 5),
        takes_period=True,
    )
    page = steps_page(asked)

    assert [step.decision.number for step in page.steps] == ["1/QĐ", "2/QĐ", "3/QĐ"]
    assert [step.after for step in page.steps] == [3638000, 4665000, 4565000]
    assert page.in_force == Decimal("4565000")
    assert page.span == "2021–2025"
