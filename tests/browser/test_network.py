"""No page asks another server, and none breaks its own Content-Security-Policy."""

import pytest

from .steps import PAGES, OpenPage, draw_all
from .watch import watch

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_only_its_own_server_and_complains_of_nothing(
    name: str, paths: dict[str, str], site: str, open_page: OpenPage
) -> None:
    page = open_page()
    watched = watch(page)

    page.goto(paths[name])
    for position in range(draw_all(page)):
        page.locator("[data-chart]").nth(position).hover()
    page.wait_for_load_state("networkidle")

    assert watched.requests
    assert watched.elsewhere(site) == []
    assert watched.complaints == []


def test_sign_in_page_asks_only_its_own_server(site: str, open_page: OpenPage) -> None:
    page = open_page(by="")
    watched = watch(page)

    page.goto("/dang-nhap/")
    page.wait_for_load_state("networkidle")

    assert watched.requests
    assert watched.elsewhere(site) == []
    assert watched.complaints == []


def test_watch_sees_requests_elsewhere_and_violations(site: str, open_page: OpenPage) -> None:
    """So that the tests above cannot pass because nothing is seen."""
    page = open_page()
    watched = watch(page)
    page.goto(PAGES["overview"])

    page.evaluate("new Image().src = 'http://127.0.0.1:9/elsewhere.png'")
    page.evaluate("document.body.append(document.createElement('style'))")
    page.evaluate("document.querySelector('body style').textContent = 'p { color: red }'")
    page.wait_for_load_state("networkidle")

    assert any("CSP img-src" in complaint for complaint in watched.complaints)
    assert any("CSP style-src-elem" in complaint for complaint in watched.complaints)
