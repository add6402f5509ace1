"""What the reader of spreadsheets is told of a report."""

import pytest

from indicators.models import Area
from indicators.selectors.reading import form_spec, read_request
from indicators.sheets.spec import PartRule, RateRule, ReadRequest
from tests.factories.reference import district, form, measure, period, province
from tests.factories.rows import new_alias, saved

pytestmark = pytest.mark.django_db


def request_for(code: str, period_code: str = "2024Q3") -> ReadRequest:
    return read_request(form=form("F1"), area=district(code), period=period(period_code))


def test_rows_are_the_communes_of_the_period() -> None:
    before, after = request_for("180", "2023Q4"), request_for("180", "2024Q4")

    assert {row.code: row.name for row in before.rows}["06040"] == "Xã Đại Đồng"
    assert {row.code: row.name for row in after.rows}["06040"] == "Thị trấn Thất Khê"
    assert (len(before.rows), len(after.rows)) == (22, 20)


def test_other_districts_are_known_to_recognise_their_files() -> None:
    others = {area.code for area in request_for("180").other_areas}

    assert len(others) == 10
    assert "180" not in others


def test_provincial_form_has_a_row_for_each_district() -> None:
    request = read_request(form=form("F2"), area=province(), period=period("2023Q4"))

    assert len(request.rows) == 11
    assert request.other_areas == ()


def test_other_form_is_known_to_recognise_its_files() -> None:
    request = request_for("180")

    assert request.form.code == "F1"
    assert [other.code for other in request.other_forms] == ["F2", "F3", "F4"]


def test_columns_come_in_the_order_of_the_form_with_their_limits() -> None:
    spec = form_spec(form("F1"))

    assert [column.key for column in spec.columns][:3] == ["hh_total", "poor_hh", "poor_rate"]
    assert spec.column("poor_rate").maximum == 100
    assert spec.column("road_paved").kind == "yes_no"


def test_rules_between_columns_come_from_measures_and_indicators() -> None:
    spec = form_spec(form("F1"))

    assert PartRule("poor_hh", "hh_total") in spec.parts
    assert RateRule("poor_rate", "poor_hh", "hh_total") in spec.rates
    assert len(spec.rates) == 3


def test_rate_whose_parts_are_in_another_form_has_no_rule() -> None:
    rates = {rule.rate for rule in form_spec(form("F2")).rates}

    assert rates == {"road_rate", "poor_rate"}


def test_other_spellings_are_handed_on() -> None:
    saved(new_alias(text="TT Đoàn Kết", area=Area.objects.filter(code="06001").first()))
    saved(new_alias(text="Tổng số hộ gia đình", area=None, measure=measure("hh_total")))

    request = request_for("180")

    assert {r.code: r.aliases for r in request.rows}["06001"] == ("TT Đoàn Kết",)
    assert "Tổng số hộ gia đình" in request.form.column("hh_total").aliases


def test_number_of_queries_does_not_depend_on_the_area(django_assert_max_num_queries) -> None:
    small, large = district("178"), district("186")
    quarter, f1 = period("2024Q3"), form("F1")

    with django_assert_max_num_queries(14) as first:
        read_request(form=f1, area=small, period=quarter)
    with django_assert_max_num_queries(14) as second:
        read_request(form=f1, area=large, period=quarter)

    assert len(first) == len(second)
