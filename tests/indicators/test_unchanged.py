"""An answer is kept until the data change, for those who ask the same with the same rights."""

from datetime import date

import pytest

from indicators.models import Role, User
from indicators.permissions import Access, access_of
from indicators.unchanged import unchanged
from tests.factories.figures import GOOD, write_cells
from tests.factories.people import member
from tests.factories.reference import district, report_of

DAY = date(2024, 10, 5)
pytestmark = pytest.mark.django_db


class Counter:
    """A selector that tells how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, **asked: object) -> int:
        self.asked += 1
        return self.asked


def test_same_question_is_answered_once() -> None:
    selector = Counter()

    assert unchanged(selector, today=DAY) == 1
    assert unchanged(selector, today=DAY) == 1


def test_another_question_is_answered_anew() -> None:
    selector = Counter()

    unchanged(selector, today=DAY)

    assert unchanged(selector, today=date(2024, 10, 6)) == 2


def test_write_makes_an_answer_be_forgotten(open_quarter: object, trang_dinh_officer: User) -> None:
    selector = Counter()
    unchanged(selector, today=DAY)

    write_cells(report_of("F1", "180"), GOOD, by=trang_dinh_officer)

    assert unchanged(selector, today=DAY) == 2


def test_people_of_other_places_get_their_own_answer(
    trang_dinh_officer: User, van_quan_officer: User
) -> None:
    def whose(access: Access) -> str:
        return access.area_name

    assert unchanged(whose, access=access_of(trang_dinh_officer)) == "Huyện Tràng Định"
    assert unchanged(whose, access=access_of(van_quan_officer)) == "Huyện Văn Quan"


def test_right_that_was_given_since_counts(trang_dinh_officer: User) -> None:
    def where(access: Access) -> str:
        return access.area_name

    unchanged(where, access=access_of(trang_dinh_officer))

    member("trangdinh", Role.DISTRICT_OFFICER, district("184"))

    person = User.objects.get(pk=trang_dinh_officer.pk)
    assert "Huyện Văn Quan" in unchanged(where, access=access_of(person))


def test_what_is_raised_is_not_kept() -> None:
    def refuse(today: date) -> None:
        raise LookupError(today)

    for _ in range(2):
        with pytest.raises(LookupError):
            unchanged(refuse, today=DAY)
