from datetime import date

import pytest

from indicators.models import User
from programs.models import AreaReview, ReviewState
from programs.services.reviews import (
    ReviewRefused,
    conclude_review,
    propose_review,
    register_review,
    reopen_review,
    set_evidence,
)
from tests.factories.capital import decision
from tests.factories.reference import communes, district, unit_of_2025
from tests.factories.times import NOW
from tests.factories.work import new_criterion, stored


def registered(by: User, **fields: object) -> AreaReview:
    values = {"area": communes(district("184"))[0], "year": 2024}
    return register_review(**values | fields, by=by, now=NOW)


def refused(attempt: object) -> str:
    with pytest.raises(ReviewRefused) as caught:
        attempt()
    return caught.value.code


def test_commune_leaves_the_list_by_a_decision(
    van_quan_officer: User, provincial_officer: User
) -> None:
    review = registered(van_quan_officer)
    criterion = stored(new_criterion())
    set_evidence(
        review=review, evidence={criterion: (True, "Biểu 01")}, by=van_quan_officer, now=NOW
    )
    propose_review(review=review, text="Đề nghị công nhận", by=van_quan_officer, now=NOW)
    review = conclude_review(
        review=review,
        state=ReviewState.LEFT,
        text="Đủ tiêu chí",
        decision=decision(),
        decided_on=date(2024, 8, 1),
        by=provincial_officer,
        now=NOW,
    )

    assert (review.state, review.decided_on) == (ReviewState.LEFT, date(2024, 8, 1))
    assert [u.what for u in review.updates.all()] == [
        "Đăng ký phấn đấu",
        "Ghi minh chứng",
        "Đề nghị ra khỏi danh sách",
        "Kết luận",
    ]


def test_commune_with_a_criterion_not_met_does_not_leave(
    van_quan_officer: User, provincial_officer: User
) -> None:
    review = registered(van_quan_officer)
    criterion = stored(new_criterion())
    set_evidence(review=review, evidence={criterion: (False, "")}, by=van_quan_officer, now=NOW)
    asked = {"review": review, "text": "Đạt", "by": provincial_officer, "now": NOW}

    left = {"state": ReviewState.LEFT}
    assert refused(lambda: conclude_review(**asked, **left)) == "no_decision"
    assert refused(lambda: conclude_review(**asked, **left, decision=decision())) == "not_met"
    assert conclude_review(**asked, state=ReviewState.NOT_YET).state == ReviewState.NOT_YET


def test_village_is_told_by_its_name(van_quan_officer: User) -> None:
    review = registered(van_quan_officer, village_name="  Thôn  Nà Thử ")

    assert (review.kind, review.village_name) == ("village", "Thôn Nà Thử")
    assert refused(lambda: registered(van_quan_officer, village_name="Thôn Nà Thử")) == "invalid"


def test_unit_that_does_not_exist_in_the_year_is_refused(provincial_officer: User) -> None:
    new_unit = unit_of_2025()

    assert refused(lambda: registered(provincial_officer, area=new_unit)) == "area_gone"
    assert refused(lambda: registered(provincial_officer, area=district("184"))) == "no_commune"


def test_people_who_may_not_are_refused(
    van_quan_officer: User, trang_dinh_officer: User, leader: User
) -> None:
    review = registered(van_quan_officer)
    asked = {"review": review, "text": "Đạt", "now": NOW}

    assert refused(lambda: registered(trang_dinh_officer)) == "not_yours"
    assert refused(lambda: registered(leader)) == "not_yours"
    conclude = {**asked, "state": ReviewState.NOT_YET}
    assert refused(lambda: conclude_review(by=van_quan_officer, **conclude)) == "not_yours"


def test_conclusion_is_taken_back_only_with_a_reason(
    van_quan_officer: User, provincial_officer: User
) -> None:
    review = registered(van_quan_officer)
    asked = {"review": review, "by": provincial_officer, "now": NOW}
    conclude_review(**asked, text="Chưa đủ", state=ReviewState.NOT_YET)

    assert refused(lambda: reopen_review(**asked, text="")) == "no_text"
    assert reopen_review(**asked, text="Ghi nhầm").state == ReviewState.STRIVING
