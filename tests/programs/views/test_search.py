"""The page of the search, and its box in the bar of every page."""

import pytest
from django.test import Client

from indicators.models import User
from programs.selectors.search import OF_EACH
from tests.programs.obstacle_rows import raised

from .pages import words


@pytest.fixture
def reader(client: Client, provincial_officer: User) -> Client:
    client.force_login(provincial_officer)
    return client


def test_every_page_has_the_box(reader: Client) -> None:
    page = reader.get("/kho-khan/").content.decode()

    assert 'action="/tim/" role="search"' in page
    assert '<label class="visually-hidden" for="tim">' in page


def test_what_is_found_is_grouped_counted_and_linked(
    reader: Client, provincial_officer: User
) -> None:
    obstacles = [raised(provincial_officer, "Đường giao thông hỏng") for _ in range(OF_EACH + 1)]

    answer = reader.get("/tim/", {"q": "duong giao thong"})

    page = words(answer)
    assert f"Khó khăn, vướng mắc ({OF_EACH + 1})" in page
    assert f"Xem cả {OF_EACH + 1} mục" in page
    assert f'href="{obstacles[-1].get_absolute_url()}"' in answer.content.decode()
    every = words(reader.get("/tim/", {"q": "duong giao thong", "loai": "kho-khan"}))
    assert every.count("Đường giao thông hỏng") == OF_EACH + 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Không cần gõ dấu."),
        ("  ", "Không cần gõ dấu."),
        ("a", "Hãy gõ ít nhất một từ có hai chữ hoặc hai số trở lên."),
        ("zzzz", "Không có mục nào có đủ các từ này."),
        ('<script>"x"*', "Không có mục nào có đủ các từ này."),
        ("\0\0", "Không cần gõ dấu."),
    ],
)
def test_what_cannot_be_found_is_told(reader: Client, text: str, told: str) -> None:
    answer = reader.get("/tim/", {"q": text})

    assert answer.status_code == 200
    assert told in words(answer)
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "2", "99999999999999999999", "x"])
def test_page_that_is_none_is_the_first(reader: Client, number: str) -> None:
    answer = reader.get("/tim/", {"q": "xa", "loai": "dia-ban", "trang": number})

    assert answer.status_code == 200
    assert "Trang" in words(answer)


def test_page_takes_few_queries_however_much_is_found(
    reader: Client, django_assert_max_num_queries
) -> None:
    reader.get("/tim/", {"q": "xa"})

    with django_assert_max_num_queries(6):
        reader.get("/tim/", {"q": "xa"})
