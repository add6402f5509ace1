"""Saved views: whose they are, who shares, what is refused."""

import pytest

from indicators.models import User
from programs.models import SavedView, ViewOf
from programs.selectors.saved_views import view_links
from programs.services.saved_views import (
    MOST,
    SavedViewRefused,
    change_view,
    delete_view,
    save_view,
)
from tests.factories.times import NOW
from tests.factories.work import new_saved_view, stored

LATE = {"qua_han": "on", "cap": "province"}


def kept(by: User, name: str = "Quá hạn", **more: object) -> SavedView:
    values = {"of": ViewOf.OBSTACLES, "filters": LATE}
    return save_view(name=name, by=by, now=NOW, **values | more)


def code_of(attempt: object) -> str:
    with pytest.raises(SavedViewRefused) as refused:
        attempt()
    return refused.value.code


def test_view_is_a_link_to_the_list_narrowed_so(leader: User) -> None:
    view = kept(leader, "  Quá   hạn ")

    assert view.name == "Quá hạn"
    assert view.get_absolute_url() == "/kho-khan/?qua_han=on&cap=province"
    assert kept(leader, of=ViewOf.TASKS).get_absolute_url().startswith("/nhiem-vu/?")


def test_everyone_sees_their_own_and_what_is_shared(
    leader: User, provincial_officer: User, van_quan_officer: User
) -> None:
    kept(leader, "Của lãnh đạo")
    kept(provincial_officer, "Chung", is_shared=True)
    kept(provincial_officer, "Riêng")
    kept(van_quan_officer, "Của huyện")

    def names(user: User) -> list[str]:
        links = view_links(user, ViewOf.OBSTACLES, "")
        return sorted(link.view.name for link in links)

    assert names(leader) == ["Chung", "Của lãnh đạo"]
    assert names(van_quan_officer) == ["Chung", "Của huyện"]
    assert names(provincial_officer) == ["Chung", "Riêng"]
    assert view_links(leader, ViewOf.TASKS, "") == ()


def test_present_one_is_told_and_who_may_change_it(
    leader: User, provincial_officer: User, administrator: User
) -> None:
    view = kept(provincial_officer, is_shared=True)

    def link(user: User) -> tuple[bool, bool, bool]:
        (one,) = view_links(user, ViewOf.OBSTACLES, view.query)
        return one.is_here, one.is_own, one.may_change

    assert link(leader) == (True, False, False)
    assert link(provincial_officer) == (True, True, True)
    assert link(administrator) == (True, False, True)


def test_only_the_province_shares(van_quan_officer: User, leader: User) -> None:
    for person in (van_quan_officer, leader):
        assert code_of(lambda person=person: kept(person, is_shared=True)) == "not_yours"
    own = kept(leader)
    again = {"view": own, "name": own.name, "is_shared": True, "by": leader}
    assert code_of(lambda: change_view(**again)) == "not_yours"


def test_others_neither_change_nor_delete_it(
    leader: User, provincial_officer: User, administrator: User
) -> None:
    view, private = kept(provincial_officer, is_shared=True), kept(provincial_officer, "Riêng")
    new = {"name": "Khác", "is_shared": True}

    assert code_of(lambda: change_view(view=view, by=leader, **new)) == "not_yours"
    assert code_of(lambda: delete_view(view=view, by=leader)) == "not_yours"
    assert code_of(lambda: delete_view(view=private, by=administrator)) == "not_yours"
    assert change_view(view=view, by=administrator, **new).name == "Khác"
    delete_view(view=view, by=provincial_officer)
    assert list(SavedView.objects.all()) == [private]


def test_what_cannot_be_saved_is_said(leader: User) -> None:
    kept(leader)
    assert code_of(lambda: kept(leader)) == "invalid"
    assert code_of(lambda: kept(leader, "Trống", filters={})) == "no_filters"
    for number in range(MOST - 1):
        stored(new_saved_view(user=leader, name=str(number)))
    assert code_of(lambda: kept(leader, "Thêm nữa")) == "too_many"
