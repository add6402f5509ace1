"""With the conclusion of its review a unit leaves the list of classes, by the same decision."""

from datetime import date

from indicators.models import User
from programs.models import AreaClass, AreaReview, ClassKind, ReviewState
from programs.register import replay
from programs.services.leaving import ended_classes
from programs.services.reviews import conclude_review, reopen_review
from tests.factories.capital import decision
from tests.factories.times import NOW
from tests.factories.work import new_area_class, stored
from tests.programs.services.test_reviews import registered

LEFT_ON = date(2024, 8, 1)


def classed(review: AreaReview, **fields: object) -> AreaClass:
    return stored(new_area_class(area=review.area, **fields))


def concluded(review: AreaReview, by: User, **fields: object) -> AreaReview:
    values = {"state": ReviewState.LEFT, "decision": decision("58/QĐ-THU"), "ends_class": True}
    return conclude_review(
        **{"review": review, "text": "Đủ tiêu chí", "decided_on": LEFT_ON, "by": by, "now": NOW}
        | values
        | fields
    )


def ends_of(*rows: AreaClass) -> list[tuple[date | None, str]]:
    for row in rows:
        row.refresh_from_db()
    return [(row.valid_to, row.ended_by.number if row.ended_by else "") for row in rows]


def test_commune_that_left_leaves_its_classes_by_the_decision(provincial_officer: User) -> None:
    review = registered(provincial_officer)
    region, hard = classed(review), classed(review, kind=ClassKind.HARD_COMMUNE)

    concluded(review, provincial_officer)

    assert ends_of(region, hard) == [(LEFT_ON, "58/QĐ-THU")] * 2
    assert ended_classes(AreaReview.objects.get()) == sorted([region.pk, hard.pk])


def test_other_units_and_classes_stay(provincial_officer: User) -> None:
    """A village of the commune, a class that is no hardship, a row that begins later, one that an
    official list has ended."""
    review = registered(provincial_officer)
    village = classed(review, kind=ClassKind.HARD_VILLAGE, village_name="Bản Làn")
    first = classed(review, kind=ClassKind.REGION_1)
    later = classed(review, valid_from=date(2024, 9, 1))
    gone = classed(review, valid_to=date(2023, 1, 1), ended_by=decision("1/QĐ-CU"))

    concluded(review, provincial_officer)

    assert ends_of(village, first, later) == [(None, "")] * 3
    assert ends_of(gone) == [(date(2023, 1, 1), "1/QĐ-CU")]


def test_village_that_left_leaves_alone(provincial_officer: User) -> None:
    review = registered(provincial_officer, village_name="Bản Làn")
    own = classed(review, kind=ClassKind.HARD_VILLAGE, village_name="Bản Làn")
    other = classed(review, kind=ClassKind.HARD_VILLAGE, village_name="Bản Chu")
    commune = classed(review)

    concluded(review, provincial_officer)

    assert ends_of(own, other, commune) == [(LEFT_ON, "58/QĐ-THU"), (None, ""), (None, "")]


def test_class_stays_where_nobody_asked_or_the_unit_did_not_leave(
    provincial_officer: User,
) -> None:
    review = registered(provincial_officer)
    row = classed(review)

    concluded(review, provincial_officer, state=ReviewState.NOT_YET)
    assert ends_of(row) == [(None, "")]

    again = reopen_review(review=review, text="Ghi nhầm", by=provincial_officer, now=NOW)
    concluded(again, provincial_officer, ends_class=False)
    assert ends_of(row) == [(None, "")]


def test_conclusion_taken_back_puts_the_unit_in_again(provincial_officer: User) -> None:
    review = registered(provincial_officer)
    row = classed(review)
    concluded(review, provincial_officer)

    reopen_review(review=review, text="Văn bản bị thu hồi", by=provincial_officer, now=NOW)

    assert ends_of(row) == [(None, "")]


def test_unit_put_in_anew_meanwhile_is_not_put_in_twice(provincial_officer: User) -> None:
    review = registered(provincial_officer)
    row = classed(review)
    concluded(review, provincial_officer)
    classed(review, valid_from=date(2024, 9, 1), decision=decision("99/QĐ-MOI"))

    reopen_review(review=review, text="Ghi nhầm", by=provincial_officer, now=NOW)

    assert ends_of(row) == [(LEFT_ON, "58/QĐ-THU")]
    assert AreaClass.objects.filter(area=review.area, valid_to=None).count() == 1


def test_steps_tell_which_rows_ended(provincial_officer: User) -> None:
    review = registered(provincial_officer)
    row = classed(review)

    review = concluded(review, provincial_officer)
    steps = review.updates.order_by("version").values_list("changes", flat=True)
    assert replay(steps)["classes_ended"] == [row.pk]

    reopen_review(review=review, text="Ghi nhầm", by=provincial_officer, now=NOW)
    assert replay(steps.all())["classes_ended"] == []
