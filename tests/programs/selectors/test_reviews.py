"""Counts against the target, evidence beside own results, classes by day."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Indicator, Result, User
from indicators.permissions import access_of
from programs.models import AreaReview, ClassKind, PublishedClassCount
from programs.permissions import readable_reviews
from programs.selectors.reviews import (
    ReviewSearch,
    against_targets,
    class_page,
    found_reviews,
    review_choices,
    review_page,
    review_rows,
    years_of,
)
from tests.factories.capital import decision
from tests.factories.reference import commune, communes, district, period
from tests.factories.work import (
    new_area_class,
    new_criterion,
    new_evidence,
    new_review,
    stored,
)

pytestmark = pytest.mark.django_db


def left(**fields: object) -> AreaReview:
    values = {"state": "left", "decision": decision(), "decided_on": date(2024, 8, 1)}
    return stored(new_review(**values | fields))


def result_of(value: str, quarter: str, **fields: object) -> Result:
    values = {
        "indicator": Indicator.objects.get(code="dien"),
        "area": commune("06001"),
        "period": period(quarter),
        "numerator": Decimal(value),
        "denominator": Decimal(100),
        "value": Decimal(value),
        "reported": 1,
        "expected": 1,
        "approved": 1,
        "children_reported": 0,
        "children_expected": 0,
    }
    return stored(Result(**values | fields))


def test_target_is_the_published_one_of_47_communes_and_315_villages() -> None:
    targets = [int(one.target.value) for one in against_targets(AreaReview.objects.all())]

    assert targets == [47, 315]


def test_unit_that_left_in_two_years_counts_once() -> None:
    left(year=2023)
    left(year=2024)
    left(area=commune("06004"), is_sample=True)

    communes_line, villages_line = against_targets(AreaReview.objects.all())

    assert (communes_line.left, communes_line.sample, communes_line.to_go) == (2, 1, 45)
    assert (villages_line.left, villages_line.to_go) == (0, 315)
    assert int(communes_line.published.value) == 11


def test_register_is_narrowed_and_counted_by_year() -> None:
    left(year=2023)
    stored(new_review(area=communes(district("184"))[0]))

    every = AreaReview.objects.all()
    assert found_reviews(every, ReviewSearch(year=2023)).count() == 1
    assert found_reviews(every, ReviewSearch(district=district("184").pk)).count() == 1
    assert found_reviews(every, ReviewSearch(state="left", kind="village")).count() == 0
    assert [(line.year, line.registered, line.left) for line in years_of(every)] == [
        (2024, 1, 0),
        (2023, 1, 1),
    ]


def test_list_costs_the_same_for_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for area in communes(district("184")):
        stored(new_review(area=area))

    every = AreaReview.objects.all()
    with django_assert_num_queries(7):
        review_choices(every, years_of(every))
        review_rows(found_reviews(every, ReviewSearch()))
        against_targets(every)


def test_criterion_stands_beside_the_newest_own_result() -> None:
    review = stored(new_review())
    limit = {"indicator": Indicator.objects.get(code="dien"), "at_least": Decimal(95)}
    criterion = stored(new_criterion(**limit))
    stored(new_evidence(review=review, criterion=criterion, text="Biểu 01"))
    result_of("99", "2024Q1")
    result_of("94", "2024Q2", approved=0)

    (line,) = review_page(review).lines

    assert (line.own.result.value, line.own.fits, line.own.is_official) == (94, False, False)
    assert (line.evidence.is_met, line.evidence.text) == (True, "Biểu 01")


def test_result_of_an_area_above_is_never_shown_as_own() -> None:
    review = stored(new_review())
    stored(new_criterion(indicator=Indicator.objects.get(code="dien")))
    result_of("99", "2024Q1", area=district("180"))

    assert review_page(review).lines[0].own is None


def test_criterion_of_another_time_is_left_out() -> None:
    stored(new_criterion(valid_from=date(2020, 1, 1), valid_to=date(2024, 1, 1)))

    assert review_page(stored(new_review(year=2024))).lines == ()
    assert len(review_page(stored(new_review(year=2023))).lines) == 1


def test_page_costs_the_same_for_many_criteria(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    review = stored(new_review())
    for number in range(6):
        stored(new_criterion(code=f"thu-{number}", indicator=Indicator.objects.get(code="dien")))

    with django_assert_num_queries(5):
        review_page(review)


def test_classes_are_those_of_the_day() -> None:
    stored(new_area_class(valid_to=date(2024, 1, 1), ended_by=decision()))
    stored(new_area_class(area=commune("06004"), kind=ClassKind.REGION_1))

    assert class_page(date(2023, 12, 31)).counts == (("Xã khu vực I", 1), ("Xã khu vực III", 1))
    assert class_page(date(2024, 1, 1)).counts == (("Xã khu vực I", 1),)
    assert class_page(date(2023, 12, 31), "region_3").rows[0].area == commune("06001")


def test_published_counts_are_those_of_the_sources_and_no_rows() -> None:
    counts = dict(PublishedClassCount.objects.values_list("kind", "count"))

    assert counts == {"region_3": 88, "region_2": 8, "region_1": 103, "hard_village": 94}
    assert all(one.source for one in PublishedClassCount.objects.all())
    assert class_page(date(2024, 1, 1)).rows == ()
    assert class_page(date(2021, 6, 3)).published == ()


def test_district_sees_its_own_communes(
    van_quan_officer: User, trang_dinh_officer: User, leader: User
) -> None:
    own = stored(new_review(area=communes(district("184"))[0]))

    assert list(readable_reviews(access_of(van_quan_officer))) == [own]
    assert not readable_reviews(access_of(trang_dinh_officer)).exists()
    assert list(readable_reviews(access_of(leader))) == [own]
