"""Saved views on the pages: saved from the address, found above the list, changed, deleted."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from indicators.models import User
from programs.models import SavedView
from tests.factories.work import new_saved_view, stored

from .pages import words

FILTERS = urlencode({"tu": "quỹ đất", "trang_thai": "tat-ca", "nhom": "khong-co", "la": "1"})


@pytest.fixture
def reader(client: Client, leader: User) -> Client:
    client.force_login(leader)
    return client


def test_present_filters_are_saved_and_found_above_the_list(reader: Client) -> None:
    assert f"/bo-loc/kho-khan/luu/?{FILTERS}".replace("&", "&amp;") in (
        reader.get(f"/kho-khan/?{FILTERS}").content.decode()
    )

    answer = reader.post(f"/bo-loc/kho-khan/luu/?{FILTERS}", {"name": "Đất"}, follow=True)

    view = SavedView.objects.get()
    assert view.query == urlencode({"tu": "quỹ đất", "trang_thai": "tat-ca"})
    assert "Đã lưu bộ lọc “Đất”." in words(answer)
    link = view.get_absolute_url().replace("&", "&amp;")
    assert f'href="{link}" aria-current="page">Đất</a>' in answer.content.decode()


def test_tasks_have_views_of_their_own(reader: Client) -> None:
    reader.post("/bo-loc/nhiem-vu/luu/?han=qua-han", {"name": "Trễ"})

    assert "Trễ" in words(reader.get("/nhiem-vu/"))
    assert "Trễ" not in words(reader.get("/kho-khan/"))


def test_what_is_wrong_is_told_and_what_was_typed_stays(reader: Client, leader: User) -> None:
    stored(new_saved_view(user=leader, name="Đất"))
    address = f"/bo-loc/kho-khan/luu/?{FILTERS}"

    taken = reader.post(address, {"name": "Đất"})

    assert taken.status_code == 422
    assert "Bạn đã có bộ lọc mang tên này." in words(taken)
    assert 'value="Đất"' in taken.content.decode()
    assert "Hãy đặt tên cho bộ lọc" in words(reader.post(address, {"name": " "}))
    empty = reader.post("/bo-loc/kho-khan/luu/", {"name": "Trống"})
    assert "Danh sách chưa lọc gì" in words(empty)
    assert reader.get("/bo-loc/khac/luu/").status_code == 404


def test_view_is_renamed_and_deleted(reader: Client, leader: User) -> None:
    view = stored(new_saved_view(user=leader))

    reader.post(f"/bo-loc/{view.pk}/", {"name": "Trễ hạn", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Trễ hạn", False)

    answer = reader.post(f"/bo-loc/{view.pk}/xoa/", follow=True)
    assert answer.redirect_chain[-1][0] == "/kho-khan/"
    assert not SavedView.objects.exists()


def test_province_shares_with_all(client: Client, provincial_officer: User, leader: User) -> None:
    view = stored(new_saved_view(user=provincial_officer))
    client.force_login(provincial_officer)
    client.post(f"/bo-loc/{view.pk}/", {"name": "Chung", "is_shared": "on"})

    client.force_login(leader)
    page = words(client.get("/kho-khan/"))

    assert "Chung (của" in page
    assert client.get(f"/bo-loc/{view.pk}/").status_code == 403
