"""Every published figure on capital comes out of the sample's lines, in the form in which it was
published; what makes a year follow from the year before holds as well."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db.models import Q

from indicators.models import Area, Route
from programs.models import (
    LOCAL_SOURCES,
    Agency,
    Allocation,
    BudgetYear,
    Component,
    Disbursement,
    DisbursementChange,
    DisbursementRequirement,
    PublishedCapital,
    PublishedSource,
    PublishedUnit,
    PublishedWhat,
    Source,
)
from programs.selectors.ledger import Money, Slice, money_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_loaded")]

SOURCES = {PublishedSource.CENTRAL: [Source.CENTRAL], PublishedSource.LOCAL: LOCAL_SOURCES}
BILLION = {PublishedUnit.BILLION: Decimal(1000), PublishedUnit.MILLION: Decimal(1)}
THIS = Q(account__component__programme__code="dtts-mn-2021-2025")
END_OF_AUGUST = date(2025, 8, 31)


def money(year: int | None, on: date, only: Q = THIS) -> Money:
    return money_by(Slice(year=year, on=on, only=only)).get((), Money())


def closing(year: int) -> date:
    return BudgetYear.objects.get(year=year).closes_on


def shown(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def asked(row: PublishedCapital) -> Q:
    """The accounts that a published figure is about."""
    only = Q()
    if row.programme_id:
        only &= Q(account__component__programme=row.programme_id)
    if row.area.kind != "province":
        only &= Q(account__agency__area=row.area_id)
    if row.fund_kind:
        only &= Q(account__fund_kind=row.fund_kind)
    if row.source_kind:
        only &= Q(account__source__in=SOURCES[PublishedSource(row.source_kind)])
    return only


def computed(row: PublishedCapital) -> Decimal:
    """The published figure as the ledger has it, in the published unit and decimals. A rate of
    several years is what they disbursed of what they were allotted: carried-over capital was
    allotted before, and is not counted again."""
    if row.what == PublishedWhat.PLAN:
        return in_unit(row, money(None, END_OF_AUGUST, asked(row)).allotted)
    years = range(row.first_year, row.last_year + 1)
    found = [money(year, row.as_of or closing(year), asked(row)) for year in years]
    disbursed = sum((one.disbursed for one in found), Decimal(0))
    if row.what == PublishedWhat.DISBURSED:
        return in_unit(row, disbursed)
    usable = found[0].usable + sum((one.allotted for one in found[1:]), Decimal(0))
    if row.what == PublishedWhat.USABLE:
        return in_unit(row, usable)
    return shown(100 * disbursed / usable, row.decimals)


def in_unit(row: PublishedCapital, amount: Decimal) -> Decimal:
    return shown(amount / BILLION[PublishedUnit(row.unit)], row.decimals)


def test_every_published_figure_comes_out_of_the_lines() -> None:
    rows = PublishedCapital.objects.select_related("area")

    assert {str(row): computed(row) for row in rows} == {
        str(row): shown(row.value, row.decimals) for row in rows
    }
    assert len(rows) == 17


def test_three_programmes_have_the_published_plan_to_the_million() -> None:
    by_source = money_by(Slice(year=None, on=END_OF_AUGUST), "source")

    assert by_source[(Source.CENTRAL,)].allotted == 3_638_000
    assert by_source[(Source.PROVINCE,)].allotted == 927_000


def test_capital_of_2025_is_disbursed_to_the_published_million() -> None:
    by_kind = money_by(Slice(year=2025, on=END_OF_AUGUST, only=THIS), "fund_kind")

    assert (by_kind[("dtpt",)].usable, by_kind[("sn",)].usable) == (786_824, 959_770)
    assert (by_kind[("dtpt",)].disbursed, by_kind[("sn",)].disbursed) == (232_900, 116_900)


def test_van_lang_2022_is_what_the_district_published() -> None:
    only = Q(account__agency__area__code="182", account__source=Source.CENTRAL)

    found = money_by(Slice(year=2022, on=date(2022, 12, 19), only=only), "fund_kind")

    assert {kind: one.usable for (kind,), one in found.items()} == {"dtpt": 28_582, "sn": 20_616}
    assert sum(one.disbursed for one in found.values()) == 26_049


def test_period_plan_was_adjusted_twice_up_and_down() -> None:
    lines = Allocation.objects.filter(account__year=None)
    decisions = lines.order_by("decision__signed_on").values_list("decision", flat=True).distinct()

    assert len(set(decisions)) == 3
    for later in list(dict.fromkeys(decisions))[1:]:
        assert lines.filter(decision=later, amount_million_vnd__lt=0).exists()
        assert lines.filter(decision=later, amount_million_vnd__gt=0).exists()


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_no_holder_carries_over_more_than_it_had_left(year: int) -> None:
    """Before holders change: in 2025 those of the last day of February."""
    keys = ("component_id", "agency_id", "fund_kind", "source")
    before = money_by(Slice(year=year - 1, on=closing(year - 1)), *keys)
    after = money_by(Slice(year=year, on=date(year, 2, 28)), *keys)

    carried = {key: one.carried_over for key, one in after.items() if one.carried_over}
    assert carried
    assert {key: value for key, value in carried.items() if value > before[key].left} == {}


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_no_component_carries_over_more_than_was_left(year: int) -> None:
    keys = ("component_id", "fund_kind", "source")
    before = money_by(Slice(year=year - 1, on=closing(year - 1)), *keys)
    after = money_by(Slice(year=year, on=date(year, 12, 31)), *keys)

    assert all(
        one.carried_over <= before[key].left for key, one in after.items() if one.carried_over
    )


def test_years_of_the_programme_add_up_to_its_period_plan() -> None:
    keys = ("component_id", "source")
    only = THIS & Q(account__fund_kind="dtpt")
    period = money_by(Slice(year=None, on=END_OF_AUGUST, only=only), *keys)
    yearly = [
        money_by(Slice(year=year, on=END_OF_AUGUST, only=only), *keys)
        for year in (2022, 2023, 2024, 2025)
    ]

    assert {key: one.allotted for key, one in period.items()} == {
        key: sum(found.get(key, Money()).allotted for found in yearly) for key in period
    }


@pytest.mark.parametrize("year", [None, 2022, 2023, 2024, 2025])
def test_no_plan_is_below_zero_after_any_decision(year: int | None) -> None:
    days = Allocation.objects.filter(account__year=year).dates("decision__signed_on", "day")
    keys = ("component_id", "agency_id", "fund_kind", "source")

    for day in days:
        found = money_by(Slice(year=year, on=day), *keys)
        assert all(min(one.allotted, one.carried_over) >= 0 for one in found.values()), day


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_nobody_disburses_more_than_the_plan_of_the_day_or_less_than_before(year: int) -> None:
    keys = ("component_id", "agency_id", "fund_kind", "source")
    days = Disbursement.objects.filter(account__year=year).dates("as_of", "day")

    before: dict[tuple, Money] = {}
    for day in days:
        found = money_by(Slice(year=year, on=day), *keys)
        for key, one in found.items():
            assert one.disbursed_own <= one.allotted, (day, key)
            assert one.disbursed_carried <= one.carried_over, (day, key)
            assert one.disbursed >= before.get(key, Money()).disbursed, (day, key)
        before = found


def test_districts_keep_in_july_2025_only_what_they_had_disbursed() -> None:
    only = Q(account__agency__kind="district")

    june, july = money(2025, date(2025, 6, 30), only), money(2025, date(2025, 7, 1), only)

    assert june.left > 800_000
    assert july.left == 0
    assert july.disbursed == june.disbursed == 174_000


def test_every_commune_has_capital_since_july_2025() -> None:
    only = Q(account__agency__kind="commune")
    found = money_by(Slice(year=2025, on=END_OF_AUGUST, only=only), "agency_id")

    assert len(found) == 65
    assert all(one.usable > 0 for one in found.values())


def test_sample_has_a_late_district_and_a_project_that_nothing_was_disbursed_of() -> None:
    districts = money_by(
        Slice(year=2024, on=closing(2024), only=Q(account__agency__kind="district")), "agency_id"
    )
    rates = {key: one.disbursed / one.usable for (key,), one in districts.items()}
    projects = money_by(Slice(year=2025, on=END_OF_AUGUST, only=THIS), "component_id")

    late = Agency.objects.get(pk=min(rates, key=rates.__getitem__))
    assert late.area == Area.objects.get(code="181")
    untouched = [key for (key,), one in projects.items() if not one.disbursed]
    assert [row.code for row in Component.objects.filter(pk__in=untouched)] == ["DA2"]


def test_every_row_of_the_sample_is_marked_and_has_its_history() -> None:
    assert not Allocation.objects.filter(is_sample=False).exists()
    assert not Disbursement.objects.filter(is_sample=False).exists()
    assert not DisbursementRequirement.objects.filter(is_sample=False).exists()
    assert DisbursementChange.objects.count() == Disbursement.objects.count()
    assert set(DisbursementChange.objects.values_list("route", flat=True)) == {Route.SAMPLE}
    assert set(Agency.objects.filter(is_sample=True).values_list("kind", flat=True)) == {"owner"}


def test_sample_is_of_a_reasonable_size() -> None:
    assert 2_000 < Allocation.objects.count() < 3_000
    assert 5_000 < Disbursement.objects.count() < 8_000
