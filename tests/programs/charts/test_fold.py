"""Which rows of the folding table show, and the address that opens another."""

import pytest

from indicators.models import User
from programs.charts import fold
from programs.models import Component, FundKind
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


def test_fold_shows_projects_first_and_opens_one_more_by_its_address(
    leader: User, money: Component
) -> None:
    tree = capital_tree(rows.asked(leader))

    closed = fold(tree, None)
    project = next(row for row in closed.rows if row.branch.row.name == "DA thử T1")
    opened = fold(tree, "thu,thu.T1")

    assert [row.branch.depth for row in closed.rows] == [0, 1, 1]
    assert "mo=thu%2Cthu.T1" in project.toggle
    assert (project.is_open, len(opened.rows)) == (False, 5)
    assert len(fold(tree, "tat-ca").rows) == len(tree.branches)
    assert len(fold(tree, "").rows) == 1
    assert len(fold(tree, "khong-co").rows) == 1
