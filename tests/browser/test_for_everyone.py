"""Every page is for everyone: no violation of WCAG 2.2 A and AA that a program can find, nothing
that scrolls sideways at 320 pixels or at 200 % of a laptop, everything reached by keyboard.

The pages come from the URL resolver by way of the table of rights: who adds an address there is
walked here without doing anything.
"""

from collections.abc import Callable, Generator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from indicators.models import User
from tests.factories.reference import report_of
from tests.lsdash.test_rights import LINES, ROLES, address

from .barriers import too_wide, unreachable, violations
from .inside import show

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("sample_loaded")]

ADMINISTRATOR = ROLES[-1]
SHOWN = {
    line.name: line
    for line in reversed(LINES)
    if line.method == "GET"
    and line.answers[ADMINISTRATOR] == "200"
    and not line.name.startswith("admin:")
}
OpenInside = Callable[[str, Client], Page | None]


@pytest.fixture
def open_inside(browser: Browser) -> Generator[OpenInside]:
    """The page at an address, or None where there is a file instead."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(10_000)
    page = context.new_page()

    def opened(path: str, client: Client) -> Page | None:
        response = client.get(path)
        if not response.headers["Content-Type"].startswith("text/html"):
            response.close()
            return None
        show(page, path, response)
        return page

    yield opened
    context.close()


def barriers(page: Page) -> list[str]:
    return violations(page) + unreachable(page) + too_wide(page, 683, 320)


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_page_shuts_nobody_out(
    name: str, open_inside: OpenInside, client: Client, administrator: User
) -> None:
    client.force_login(administrator)

    page = open_inside(address(SHOWN[name], by=administrator), client)

    assert page is None or barriers(page) == []


def test_grid_of_a_district_shuts_nobody_out(
    open_inside: OpenInside, client: Client, van_quan_officer: User
) -> None:
    client.force_login(van_quan_officer)

    page = open_inside(report_of("F1", "184").get_absolute_url(), client)

    assert page is not None
    assert barriers(page) == []


@pytest.mark.parametrize(
    "path", ["/ban-do/?mau=gia-tri&chi-tieu=dien", "/chi-tieu/ho-ngheo/", "/chi-tieu/khong-co/"]
)
def test_page_of_a_leader_shuts_nobody_out(
    path: str, open_inside: OpenInside, client: Client, leader: User
) -> None:
    client.force_login(leader)

    page = open_inside(path, client)

    assert page is not None
    assert barriers(page) == []


def test_sign_in_shuts_nobody_out(open_inside: OpenInside, client: Client) -> None:
    page = open_inside(reverse("login"), client)

    assert page is not None
    assert barriers(page) == []


def test_barriers_are_noticed(open_inside: OpenInside, client: Client) -> None:
    page = open_inside(reverse("login"), client)
    assert page is not None
    page.set_content(
        '<html lang="vi"><title>x</title><main><h1>x</h1><img src="/x">'
        '<a href="/x" tabindex="-1">x</a><p style="width: 900px; height: 1px">x</p>'
    )

    found = " ".join(barriers(page))

    for words in ("image-alt at img", "not reached by keyboard: <a", "too wide at 320"):
        assert words in found
