import pytest

from lsdash.lib.headers import asks_for_json

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, False),
        ({"Accept": BROWSER}, False),
        ({"Accept": "*/*"}, False),
        ({"Accept": "application/json"}, True),
        ({"Accept": "application/json, text/plain, */*"}, True),
        ({"Accept": "*/*", "X-Requested-With": "XMLHttpRequest"}, True),
    ],
)
def test_script_is_told_from_a_browser_that_opens_a_page(
    headers: dict[str, str], answer: bool
) -> None:
    assert asks_for_json(headers) is answer
