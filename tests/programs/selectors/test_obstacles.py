"""What the pages of obstacles read: narrowed, paged by key, told in words."""

from datetime import date

from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from indicators.permissions import access_of
from programs.models import Obstacle
from programs.permissions import readable_obstacles
from programs.selectors.obstacles.detail import alike, obstacle_page
from programs.selectors.obstacles.listing import ALL, ON_ONE_PAGE, Search, list_page, printed_rows
from programs.services.obstacles import reject_obstacle
from tests.factories.times import NOW
from tests.programs.obstacle_rows import accepted, in_hand, many, raised

TODAY = date(2024, 10, 5)


def found(**search: object) -> list[int]:
    page = list_page(Obstacle.objects.all(), Search(**search), today=TODAY)
    return [row.obstacle.pk for row in page.rows]


def test_district_reads_what_it_raised_or_what_concerns_it(
    van_quan_officer: User, trang_dinh_officer: User, provincial_officer: User
) -> None:
    own = raised(van_quan_officer)
    other = raised(trang_dinh_officer, code="180")

    assert set(readable_obstacles(access_of(van_quan_officer))) == {own}
    assert set(readable_obstacles(access_of(provincial_officer))) == {own, other}


def test_words_are_found_without_diacritics_and_by_code(provincial_officer: User) -> None:
    obstacle = raised(provincial_officer)
    raised(provincial_officer, "Thiếu quỹ đất")

    assert found(words="dinh muc ho tro") == found(words="ĐỊNH MỨC") == [obstacle.pk]
    assert found(words=obstacle.code.lower()) == [obstacle.pk]
    assert found(words="…") == []


def test_list_shows_open_ones_unless_asked_for_all(provincial_officer: User) -> None:
    kept, rejected = raised(provincial_officer), raised(provincial_officer)
    reject_obstacle(obstacle=rejected, text="Trùng", by=provincial_officer, now=NOW)

    assert found() == [kept.pk]
    assert found(state=ALL) == [rejected.pk, kept.pk]
    assert found(state="rejected") == [rejected.pk]


def test_list_is_narrowed_by_each_of_its_fields(provincial_officer: User) -> None:
    one = accepted(raised(provincial_officer), provincial_officer)
    raised(provincial_officer, code="180")

    assert found(category="THU") == [one.pk]
    assert found(area="184") == [one.pk]
    assert found(authority="province") == [one.pk]
    assert found(agency="thu-so") == [one.pk]
    assert found(is_overdue=True) == [one.pk]
    assert found(component="khong/co") == []


def test_row_says_age_and_days_over(provincial_officer: User) -> None:
    accepted(raised(provincial_officer), provincial_officer, due_on=date(2024, 9, 30))

    page = list_page(Obstacle.objects.all(), Search(), today=TODAY)

    assert (page.rows[0].age_days, page.rows[0].days_over) == (96, 5)
    assert (page.counts.open, page.counts.overdue) == (1, 1)


def test_pages_follow_one_another_by_key_and_miss_nothing(provincial_officer: User) -> None:
    many(ON_ONE_PAGE * 2 + 7, of=provincial_officer)
    seen, after = [], ""

    for _ in range(3):
        page = list_page(Obstacle.objects.all(), Search(), today=TODAY, after=after)
        seen += [row.obstacle.pk for row in page.rows]
        after = page.next

    assert after == ""
    assert len(seen) == len(set(seen)) == ON_ONE_PAGE * 2 + 7


def test_list_of_many_takes_four_queries(
    provincial_officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(300, of=provincial_officer)

    with django_assert_num_queries(4):
        list_page(Obstacle.objects.all(), Search(), today=TODAY)


def test_print_puts_the_longest_overdue_first(provincial_officer: User) -> None:
    late = accepted(raised(provincial_officer), provincial_officer, due_on=date(2024, 8, 1))
    undated = raised(provincial_officer)
    soon = accepted(raised(provincial_officer), provincial_officer, due_on=date(2024, 12, 1))

    rows, left_out = printed_rows(Obstacle.objects.all(), Search(), today=TODAY)

    assert [row.obstacle.pk for row in rows] == [late.pk, soon.pk, undated.pk]
    assert not left_out


def test_steps_tell_their_changes_in_words(provincial_officer: User) -> None:
    obstacle = in_hand(raised(provincial_officer), provincial_officer)

    page = obstacle_page(obstacle, Obstacle.objects.all(), today=TODAY)

    told = {change.label: (change.before, change.after) for change in page.steps[1].changes}
    assert told["Nhóm"] == ("—", "Nhóm thử nghiệm")
    assert told["Thời hạn"] == ("—", "01/09/2024")
    assert told["Trạng thái"] == ("Mới nêu", "Đã tiếp nhận")
    assert told["Đơn vị chủ trì giải quyết"] == ("—", "Sở Thử nghiệm")


def test_similar_open_ones_are_offered_the_likest_first(
    provincial_officer: User, trang_dinh_officer: User
) -> None:
    obstacle = raised(provincial_officer)
    same = raised(trang_dinh_officer, "Dinh muc ho tro nha o thap", code="180")
    raised(provincial_officer, "Không còn quỹ đất công để giao đất ở cho hộ nghèo")

    assert [one.obstacle for one in alike(obstacle, Obstacle.objects.all())] == [same]
