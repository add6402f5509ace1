"""What fixtures/ says of programmes, agencies and published capital, and the resources' rules."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
import tablib
from django.conf import settings

from indicators.models import Area, User
from programs import resources
from programs.models import (
    Agency,
    BudgetExtension,
    BudgetYear,
    Component,
    ComponentSuccession,
    DisbursementRequirement,
    ObstacleCategory,
    Programme,
    PublishedCapital,
    valid_on,
)
from programs.services.reference import load_reference
from programs.services.rules import set_closing
from tests.factories import capital
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db

UNVERIFIED = "chưa đối chiếu văn bản gốc"
SUCCESSION = ["predecessor", "successor", "whole", "decision", "note"]


def test_decision_1719_has_ten_projects_and_fourteen_sub_projects() -> None:
    tree = Component.objects.filter(programme__code="dtts-mn-2021-2025")
    kinds = Counter(tree.values_list("kind", flat=True))

    assert (kinds["project"], kinds["sub_project"]) == (10, 14)
    assert tree.get(code="DA4.TDA1").parent.code == "DA4"


def test_other_programmes_have_one_node_for_all() -> None:
    kinds = Component.objects.exclude(programme__code="dtts-mn-2021-2025")

    assert list(kinds.values_list("kind", flat=True)) == ["whole", "whole"]
    assert Programme.objects.count() == 3


def test_name_known_from_memory_only_says_so() -> None:
    assert UNVERIFIED in Component.objects.get(code="DA10.TDA2").note
    assert Component.objects.get(code="DA2").note == ""


@pytest.mark.parametrize(
    ("day", "districts", "communes"), [("2025-06-30", 11, 0), ("2025-07-01", 0, 65)]
)
def test_communes_follow_the_districts_as_holders_of_capital(
    day: str, districts: int, communes: int
) -> None:
    kinds = Counter(
        Agency.objects.filter(valid_on(date.fromisoformat(day))).values_list("kind", flat=True)
    )

    assert (kinds["district"], kinds["commune"]) == (districts, communes)


def test_every_agency_of_an_area_is_valid_while_the_area_is() -> None:
    for agency in Agency.objects.filter(area__isnull=False).select_related("area"):
        area: Area = agency.area
        assert (agency.valid_from, agency.valid_to) == (area.valid_from, area.valid_to), agency


def test_committee_of_ethnic_affairs_became_a_department() -> None:
    committee = Agency.objects.get(code="ban-dan-toc")
    department = Agency.objects.get(code="so-dan-toc-ton-giao")

    assert committee.valid_to == department.valid_from == date(2025, 3, 1)


def test_books_of_a_year_close_at_the_end_of_the_next_january() -> None:
    assert {row.year: row.closes_on for row in BudgetYear.objects.all()} == {
        year: date(year + 1, 1, 31) for year in range(2021, 2027)
    }


def test_published_capital_names_its_source() -> None:
    rows = PublishedCapital.objects.all()

    assert len(rows) == 17
    assert all(row.source and row.address for row in rows)
    assert {row.programme_id for row in rows if row.what == "plan"} == {None}


def test_kinds_of_obstacles_are_the_fourteen_that_reports_name() -> None:
    rows = ObstacleCategory.objects.all()

    assert [row.position for row in rows] == list(range(1, 15))
    assert all(row.source.startswith("https://") for row in rows)


def test_published_plan_is_the_sum_of_its_sources() -> None:
    plan = {
        row.source_kind: row.amount_million_vnd
        for row in PublishedCapital.objects.filter(what="plan")
    }

    assert plan[""] == plan["central"] + plan["local"] == Decimal(4_565_000)


def test_requirements_are_the_offices_to_write() -> None:
    assert not DisbursementRequirement.objects.exists()


def test_invented_tree_of_the_next_programme_is_laid_beside_this_one() -> None:
    later = capital.new_programme(
        code="thu-2026-2030", first_year=2026, last_year=2030, valid_from=date(2026, 1, 1)
    )
    later.save()
    capital.new_component(programme=later, code="A", valid_from=date(2026, 1, 1)).save()
    rows = [
        ["dtts-mn-2021-2025/DA1", "thu-2026-2030/A", "1", "", ""],
        ["dtts-mn-2021-2025/DA4.TDA1", "thu-2026-2030/A", "0", "", "một phần"],
    ]
    table = tablib.Dataset(*rows, headers=SUCCESSION)

    first = resources.ComponentSuccessionResource().import_data(table, raise_errors=True)
    again = resources.ComponentSuccessionResource().import_data(table, raise_errors=True)

    assert (first.totals["new"], again.totals["skip"]) == (2, 2)
    origins = ComponentSuccession.objects.filter(successor__programme=later)
    assert {(row.predecessor.code, row.whole) for row in origins} == {
        ("DA1", True),
        ("DA4.TDA1", False),
    }


@pytest.mark.parametrize(
    ("cells", "field", "named"),
    [
        (["dtts-mn-2021-2025/DA1", "dtts/DA9", "1", "", ""], "successor", "dtts/DA9"),
        (["dtts-mn-2021-2025/DA1", "giam-ngheo-2021-2025/GNBV", "có", "", ""], "whole", "có"),
    ],
)
def test_wrong_cell_of_a_succession_is_named(cells: list[str], field: str, named: str) -> None:
    table = tablib.Dataset(cells, headers=SUCCESSION)

    [row] = resources.ComponentSuccessionResource().import_data(table).invalid_rows

    assert named in row.error.message_dict[field][0]


def test_rules_changed_on_their_page_are_left_alone_by_files(provincial_officer: User) -> None:
    year, later = BudgetYear.objects.get(year=2024), date(2025, 3, 31)
    set_closing(
        budget_year=year, closes_on=later, reason="Theo công văn", by=provincial_officer, now=NOW
    )
    headers = ["year", "on", "percent", "fund_kind", "decision"]
    asked = tablib.Dataset(["2024", "2024-06-30", "30", "", ""], headers=headers)

    load_reference(folder=settings.FIXTURES_ROOT)
    [row] = resources.RequirementResource().import_data(asked).invalid_rows

    assert BudgetYear.objects.get(year=2024).closes_on == later
    assert "được giữ trên trang" in row.error.messages[0]


def test_extension_and_requirement_come_back_as_they_went_out() -> None:
    capital.new_budget_extension().save()
    capital.new_requirement().save()

    for resource in (resources.BudgetExtensionResource(), resources.RequirementResource()):
        done = resource.import_data(resource.export(), raise_errors=True)
        assert (done.totals["new"], done.totals["skip"]) == (0, 1)
    assert BudgetExtension.objects.count() == DisbursementRequirement.objects.count() == 1
