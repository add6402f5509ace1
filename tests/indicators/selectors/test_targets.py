"""Which target judges: decisions supersede one another, areas have their own."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Area, Decision, Target, User
from indicators.progress import Light
from indicators.selectors.indicator import indicator_page
from indicators.selectors.overview import overview
from indicators.selectors.targets import in_force, main_target
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import district, indicator, province, report_of
from tests.factories.rows import new_decision, new_target, saved
from tests.indicators.selectors.cases import target

TODAY = date(2024, 12, 1)
SIGNED = date(2023, 5, 1)
pytestmark = pytest.mark.django_db


def decided(value: str, signed_on: date) -> Target:
    return target(value, decision=Decision(number=value, signed_on=signed_on))


def test_later_decision_supersedes_from_the_day_it_was_signed() -> None:
    first, second = decided("100", date(2021, 11, 29)), decided("98", SIGNED)

    assert in_force([first, second], date(2023, 4, 30)) == [first]
    assert in_force([second, first], SIGNED) == [second]


def test_target_signed_after_the_day_still_judges_where_there_is_no_other() -> None:
    only = decided("100", SIGNED)

    assert in_force([only], date(2021, 3, 31)) == [only]


def test_later_decision_for_another_day_does_not_judge_the_past() -> None:
    first = decided("100", date(2021, 11, 29))
    step = target(
        "97",
        on=date(2023, 12, 31),
        decision=Decision(number="97", signed_on=SIGNED),
    )

    assert in_force([first, step], date(2022, 12, 31)) == [first]
    assert main_target([first, step], date(2022, 12, 31)) == first
    assert main_target([first, step], SIGNED) == step


def test_second_target_for_one_day_leaves_every_page_standing() -> None:
    roads = indicator("duong-xa")
    decision = saved(new_decision(number="9999/QĐ-UBND", signed_on=SIGNED))
    saved(
        new_target(
            indicator=roads,
            area=province(),
            on=date(2025, 12, 31),
            value=Decimal(98),
            assigner="provincial",
            decision=decision,
        )
    )

    standing = next(s for s in overview(today=TODAY).headlines if s.indicator == roads)

    assert standing.target.value == 98


def test_target_of_a_district_is_not_the_province_s() -> None:
    roads = indicator("duong-xa")
    saved(new_target(indicator=roads, area=district("184"), on=date(2024, 12, 31), value=90))

    standing = next(s for s in overview(today=TODAY).headlines if s.indicator == roads)

    assert standing.target.value == 100


def test_district_with_its_own_target_is_judged_by_it(
    open_quarter: None, trang_dinh_officer: User
) -> None:
    roads, own = indicator("duong-xa"), district("180")
    saved(new_target(indicator=roads, area=own, on=date(2025, 12, 31), value=Decimal(90)))
    rows = {code: {"road_paved": 1} for code in all_rows("180")}
    write_cells(report_of("F1", "180"), rows, by=trang_dinh_officer)

    page = indicator_page(
        code="duong-xa", area=province(), readable=Area.objects.all(), today=TODAY
    )

    (row,) = [row for row in page.ranking if row.area == own]
    assert row.standing.target.value == 90
    assert row.standing.judgement.light == Light.MET
