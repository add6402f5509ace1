from decimal import Decimal

import pytest

from indicators.models import Figure, Period, Report, User
from indicators.selectors.templates import prefilled_templates, template_groups
from indicators.services.periods import open_period
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import commune, form, measure, period, report_of
from tests.factories.times import local_time

QUERIES = 10


@pytest.fixture
def two_quarters(open_quarter: Period) -> Period:
    open_period(period=period("2024Q2"), now=local_time(2024, 6, 20))
    return open_quarter


def of_form(code: str = "F1") -> list[Report]:
    rows = Report.objects.filter(form__code=code, period__code="2024Q3")
    return list(rows.select_related("form", "area", "period").order_by("area__code"))


def test_prefill_has_last_value_own_value_and_plan(
    two_quarters: Period, trang_dinh_officer: User
) -> None:
    before = report_of("F1", "180", "2024Q2")
    cells = all_rows("180", hh_total=750, poor_hh=60, road_paved=1)
    write_cells(before, cells, by=trang_dinh_officer, now=local_time(2024, 6, 21))
    write_cells(report_of("F1", "180"), {"06001": {"hh_total": 751}}, by=trang_dinh_officer)
    area = commune("06001")

    (found,) = prefilled_templates(
        form=form("F1"), period=two_quarters, reports=[report_of("F1", "180")]
    )

    assert found.now == {(area.pk, "hh_total"): Decimal(751)}
    assert found.before[area.pk, "poor_hh"] == Decimal(60)
    assert found.before[area.pk, "road_paved"] == "x"
    assert found.before_label == "Quý II năm 2024"
    assert found.plans[area.pk, "elec_rate"].target.value == Decimal("99.6")
    assert found.plans[area.pk, "road_paved"].target.value == Decimal(100)
    assert [row.code for row in found.rows][:2] == ["05995", "05998"]


def test_nil_stands_as_a_dash(two_quarters: Period, trang_dinh_officer: User) -> None:
    write_cells(report_of("F1", "180"), {"06001": {"poor_hh": None}}, by=trang_dinh_officer)

    (found,) = prefilled_templates(
        form=form("F1"), period=two_quarters, reports=[report_of("F1", "180")]
    )

    assert list(found.now.values()) == ["-"]


def test_count_that_is_the_province_target_is_no_district_plan(open_quarter: Period) -> None:
    (found,) = prefilled_templates(form=form("F2"), period=open_quarter, reports=of_form("F2"))

    assert measure("communes_left").code not in {code for _, code in found.plans}
    assert "road_rate" in {code for _, code in found.plans}


def test_all_districts_cost_as_many_queries_as_one(
    two_quarters: Period, django_assert_num_queries
) -> None:
    reports = of_form()
    with django_assert_num_queries(QUERIES):
        one = prefilled_templates(form=reports[0].form, period=two_quarters, reports=reports[:1])
    with django_assert_num_queries(QUERIES):
        found = prefilled_templates(form=reports[0].form, period=two_quarters, reports=reports)

    assert (len(one), len(found)) == (1, 11)
    assert sum(len(template.rows) for template in found) == 200


def test_groups_keep_forms_apart(open_quarter: Period) -> None:
    groups = template_groups([*of_form("F1"), *of_form("F2")])

    assert [(group.form.code, len(group.reports)) for group in groups] == [("F1", 11), ("F2", 1)]
    assert not Figure.objects.exists()
