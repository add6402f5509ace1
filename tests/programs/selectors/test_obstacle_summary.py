"""All obstacles at once: counted by kind, place, age and capital."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from programs.models import Obstacle
from programs.selectors.obstacles.summary import Quarter, Summary, summary
from programs.services.obstacles import Account, merge_obstacles, raise_obstacle, resolve_obstacle
from tests.factories.reference import commune, district, province
from tests.factories.times import NOW
from tests.programs.obstacle_rows import accepted, in_hand, many, raised

TODAY = date(2024, 10, 5)


def found() -> Summary:
    return summary(Obstacle.objects.all(), today=TODAY)


def test_commune_is_counted_in_its_district_and_several_places_once_in_all(
    provincial_officer: User,
) -> None:
    places = (commune("06001"), district("180"), district("184"))
    account = Account(content="Thiếu đất", areas=places)
    raise_obstacle(account=account, area=district("184"), by=provincial_officer, now=NOW)

    heat = found().heat

    assert [(row.area.code, row.total) for row in heat.rows] == [("180", 1), ("184", 1)]
    assert heat.all == 1
    assert [cell.count for cell in heat.totals] == [1]


def test_city_and_province_of_one_name_are_told_apart(provincial_officer: User) -> None:
    account = Account(content="Thiếu đất", areas=(province(), district("178")))
    raise_obstacle(account=account, area=province(), by=provincial_officer, now=NOW)

    assert {row.name for row in found().heat.rows} == {"Toàn tỉnh", "TP. Lạng Sơn"}


def test_capital_is_summed_by_kind_and_authority(provincial_officer: User) -> None:
    for amount in ("100.5", "200"):
        one = raised(provincial_officer, capital_stuck_million_vnd=Decimal(amount))
        accepted(one, provincial_officer)
    raised(provincial_officer)

    page = found()

    assert [(row.code, row.capital) for row in page.by_category] == [
        ("THU", Decimal("300.5")),
        ("chua-phan-nhom", None),
    ]
    assert [(row.code, row.count, row.overdue) for row in page.by_authority] == [
        ("province", 2, 2),
        ("", 1, 0),
    ]
    assert page.capital == Decimal("300.5")


def test_opened_stand_beside_resolved_by_quarter(
    provincial_officer: User, trang_dinh_officer: User
) -> None:
    resolve_obstacle(
        obstacle=in_hand(
            raised(provincial_officer, raised_on=date(2024, 2, 1)), provincial_officer
        ),
        text="Xong",
        by=provincial_officer,
        now=NOW,
        resolved_on=date(2024, 8, 1),
    )
    into, double = raised(provincial_officer), raised(trang_dinh_officer, code="180")
    merge_obstacles(obstacle=double, into=into, by=provincial_officer, now=NOW)

    assert found().quarters == (
        Quarter("Q1/2024", 1, 0),
        Quarter("Q2/2024", 0, 0),
        Quarter("Q3/2024", 1, 1),
    )


def test_summary_of_nothing_is_empty(db: None) -> None:
    page = found()

    assert (page.heat.rows, page.by_category, page.quarters, page.capital) == ((), (), (), None)


@pytest.mark.parametrize("count", [3, 300])
def test_summary_takes_six_queries(
    provincial_officer: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(count, of=provincial_officer)

    with django_assert_num_queries(6):
        summary(Obstacle.objects.all(), today=TODAY)
