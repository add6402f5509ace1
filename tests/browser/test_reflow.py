"""Nobody has to scroll sideways: on a phone, on the office's laptop, and there at 200 %."""

import pytest

from .steps import PAGES, OpenPage, draw_all

pytestmark = pytest.mark.browser

WIDTHS = (390, 683, 1366)  # a laptop at 200 % shows half its width
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return Array.from(document.body.querySelectorAll('*'))
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => `${element.tagName}.${element.className}`).slice(0, 5)
    .concat(`${document.documentElement.scrollWidth} > ${width}`);
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_page_fits_the_window(
    name: str, width: int, paths: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page(paths[name], width=width)

    draw_all(page)

    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("path", "by"),
    [
        ("/dang-nhap/", ""),
        ("/chi-tieu/khong-co/", "lanhdao"),
        ("/nhap-lieu/tai-len/", "lanhdao"),
    ],
    ids=["sign-in", "not-found", "forbidden"],
)
def test_small_page_fits_the_window(path: str, by: str, width: int, open_page: OpenPage) -> None:
    page = open_page(path, by=by, width=width)

    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_wide_tables_scroll_in_their_own_region(width: int, open_page: OpenPage) -> None:
    page = open_page("/chi-tieu/", width=width)

    regions = page.locator(".table-region")

    assert regions.count() > 0
    for position in range(regions.count()):
        box = regions.nth(position).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
