"""Obstacles told through the services, for the tests of their pages."""

from datetime import date
from decimal import Decimal

from indicators.models import User
from indicators.services.search import keep_findable
from programs.models import Authority, Cause, Obstacle
from programs.services.obstacles import Account, accept_obstacle, raise_obstacle, take_in_hand
from programs.services.search import OBSTACLES
from tests.factories.capital import department
from tests.factories.reference import district
from tests.factories.times import NOW
from tests.factories.work import category

CONTENT = "Định mức hỗ trợ nhà ở thấp, hộ nghèo không có vốn đối ứng"


def raised(by: User, content: str = CONTENT, code: str = "184", **fields: object) -> Obstacle:
    area, day = district(code), fields.pop("raised_on", date(2024, 7, 1))
    account = Account(content=content, areas=(area,), **fields)
    return raise_obstacle(account=account, area=area, raised_on=day, by=by, now=NOW)


def accepted(obstacle: Obstacle, by: User, due_on: date = date(2024, 9, 1)) -> Obstacle:
    return accept_obstacle(
        obstacle=obstacle,
        category=category(),
        cause=Cause.OBJECTIVE,
        authority=Authority.PROVINCE,
        agency=department(),
        due_on=due_on,
        by=by,
        now=NOW,
    )


def in_hand(obstacle: Obstacle, by: User) -> Obstacle:
    return take_in_hand(obstacle=accepted(obstacle, by), by=by, now=NOW)


def many(count: int, *, of: User, due_on: date | None = None) -> None:
    """Rows without steps: for pages of which only the number of queries matters."""
    area = district("184")
    rows = Obstacle.objects.bulk_create(
        Obstacle(
            content=f"Khó khăn số {number}",
            category=category() if number % 2 else None,
            raised_on=date(2024, 1 + number % 8, 1 + number % 28),
            due_on=due_on,
            capital_stuck_million_vnd=Decimal(number),
        )
        for number in range(count)
    )
    links = Obstacle.areas.through
    links.objects.bulk_create(links(obstacle=row, area=area) for row in rows)
    keep_findable(OBSTACLES, rows)
