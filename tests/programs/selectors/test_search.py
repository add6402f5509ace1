"""What a person finds: the best first, every kind with its number, only what they may read."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import SearchEntry, User
from indicators.permissions import access_of
from indicators.services.search import strays
from programs.models import Obstacle
from programs.selectors.search import OF_EACH, Asked, Group, asked, found
from programs.services.obstacles import edit_obstacle, reject_obstacle
from programs.services.obstacles.raising import Account
from programs.services.search import OBSTACLES, TASKS, check_search
from programs.services.tasks import complete_task
from tests.factories.reference import district
from tests.factories.rows import new_search_entry, saved
from tests.factories.times import NOW
from tests.programs.obstacle_rows import raised
from tests.programs.services.test_tasks import assigned


def groups(text: str, by: User, **more: object) -> dict[str, Group]:
    return {group.kind: group for group in found(access_of(by), asked(text), **more)}


def titles(text: str, by: User, kind: str) -> list[str]:
    return [hit.title for hit in groups(text, by)[kind].hits]


def entry(key: int, name: str, words: str = "", **fields: object) -> None:
    plain = {"title": name, "title_spelt": f" {name} ", "title_words": f" {name} "}
    row = {"kind": "task", "key": 10_000 + key, "words": f" {name} {words} "}
    saved(new_search_entry(**row | plain | fields))


def test_kinds_are_found_with_and_without_diacritics(leader: User) -> None:
    for text in ("Hộ nghèo", "ho ngheo", "HỘ NGHÈO"):
        assert any("hộ nghèo" in title for title in titles(text, leader, "indicator"))
    assert "Quyết định 145/QĐ-UBND" in titles("145/QĐ-UBND", leader, "decision")[0]
    assert "Xã Đại Đồng" in titles("dai dong", leader, "area")
    assert groups("dtts", leader)["component"].total > 1


def test_old_and_new_units_are_found_the_present_one_first(leader: User) -> None:
    hits = groups("thất khê", leader)["area"].hits

    assert {hit.is_past for hit in hits} == {False, True}
    assert not hits[0].is_past


def test_name_as_typed_comes_before_one_that_differs_in_its_tones(leader: User) -> None:
    assert titles("Tân Thanh", leader, "area")[0] == "Xã Tân Thanh"
    assert titles("Tân Thành", leader, "area")[0] == "Xã Tân Thành"


def test_best_come_first(leader: User) -> None:
    entry(1, "sua cau", "bac cau moi")
    entry(2, "bac ngang cau")
    entry(3, "dung bac caunoi")
    entry(4, "dung bac cau treo")
    entry(5, "bac cau treo")
    entry(6, "bac cau")
    entry(7, "bac cau", is_past=True)

    keys = [hit.title for hit in groups("bac cau", leader)["task"].hits]

    assert keys == [
        *("bac cau", "bac cau", "bac cau treo", "dung bac cau treo"),
        *("dung bac caunoi", "sua cau", "bac ngang cau"),
    ]
    assert [hit.is_past for hit in groups("bac cau", leader)["task"].hits][:2] == [False, True]


def test_all_are_counted_and_paged_though_only_the_first_are_shown(leader: User) -> None:
    for key in range(OF_EACH * 2 + 1):
        entry(key + 1, "keo dien")

    group = groups("keo dien", leader)["task"]
    assert (len(group.hits), group.total) == (OF_EACH, OF_EACH * 2 + 1)
    last = groups("keo dien", leader, kind="task", page=3)["task"]
    assert (len(last.hits), last.total) == (1, OF_EACH * 2 + 1)
    assert groups("keo dien", leader, kind="task", page=4) == {}
    assert groups("keo dien", leader, kind="area") == {}


def test_district_finds_only_its_own(
    van_quan_officer: User, trang_dinh_officer: User, provincial_officer: User
) -> None:
    own = raised(van_quan_officer)
    raised(trang_dinh_officer, code="180")
    assigned(provincial_officer, cooperating=())
    text = "dinh muc"

    assert groups(text, provincial_officer)["obstacle"].total == 2
    assert titles(text, van_quan_officer, "obstacle") == [f"{own.code}: {own.content}"]
    assert groups(text, van_quan_officer)["obstacle"].total == 1
    assert "task" in groups("ra soat", provincial_officer)
    assert "task" not in groups("ra soat", van_quan_officer)
    assert "area" not in groups("trang dinh", van_quan_officer)
    assert "area" in groups("trang dinh", trang_dinh_officer)
    assert "decision" in groups("145 qd ubnd", van_quan_officer)


def test_each_step_writes_what_is_found(provincial_officer: User) -> None:
    obstacle = raised(provincial_officer)
    account = Account(content="Sạt lở taluy", areas=(district("184"),))
    edit_obstacle(obstacle=obstacle, account=account, by=provincial_officer, now=NOW)
    assert "obstacle" not in groups("dinh muc", provincial_officer)

    (hit,) = groups("taluy", provincial_officer)["obstacle"].hits
    assert (hit.detail, hit.is_past) == ("Mới nêu, nêu ngày 01/07/2024", False)

    obstacle = Obstacle.objects.get(pk=obstacle.pk)
    reject_obstacle(obstacle=obstacle, text="Trùng", by=provincial_officer, now=NOW)
    (hit,) = groups("taluy", provincial_officer)["obstacle"].hits
    assert hit.is_past
    assert not strays(OBSTACLES)


def test_task_is_found_by_its_result_once_it_has_one(provincial_officer: User) -> None:
    task = assigned(provincial_officer)
    assert "task" not in groups("nghiem thu cau", provincial_officer)

    complete_task(
        task=task,
        result="Nghiệm thu cầu",
        completed_on=date(2024, 9, 1),
        by=provincial_officer,
        now=NOW,
    )

    assert groups("nghiem thu cau", provincial_officer)["task"].hits[0].is_past
    assert not strays(TASKS)


def test_missing_entry_is_told(provincial_officer: User) -> None:
    raised(provincial_officer)
    SearchEntry.objects.of_kind("obstacle").delete()

    assert [(one.kind, one.missing) for one in check_search() if one] == [("obstacle", 1)]


@pytest.mark.parametrize(
    ("text", "is_short"),
    [("", True), ("a", True), ("ă b", True), ("…", True), ("xã", False), ("12", False)],
)
def test_nothing_to_look_for_is_noticed(text: str, is_short: bool) -> None:
    assert asked(text).is_too_short is is_short


def test_diacritics_count_only_where_they_were_typed() -> None:
    assert asked("Đường XÃ") == Asked(("duong", "xa"), ("đường", "xã"))
    assert asked("duong xa") == Asked(("duong", "xa"))


def test_search_takes_one_query(
    provincial_officer: User,
    van_quan_officer: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for person in (provincial_officer, van_quan_officer):
        access = access_of(person)
        with django_assert_num_queries(1):
            found(access, asked("xa"))
