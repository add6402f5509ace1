"""The period and the choice of figures go from page to page, and never into a page without them."""

import html
import re

import pytest
from django.test import Client

from indicators.models import User

CHOICE = "ky=2023Q4&so-lieu=da-duyet"
DISTRICT = "dia-ban=180/2020-01-01"
PAGES = (
    "/",
    "/chi-tieu/",
    "/chi-tieu/dien/",
    f"/chi-tieu/dien/?{DISTRICT}",
    "/ban-do/",
    "/bang-den/",
    f"/bang-den/?{DISTRICT}",
    f"/so-sanh/?{DISTRICT}&dia-ban=184/2020-01-01&chi-tieu=dien",
    "/trinh-chieu/",
    "/dia-ban/180/tu-2020-01-01/",
)
READ = re.compile(r"^/($|\?|chi-tieu/|dia-ban/|ban-do/|bang-den/|so-sanh/)")
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(leader: User, sample_loaded: None, client: Client) -> Client:
    client.force_login(leader)
    return client


def links_of(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    found = re.findall(r'<a [^>]*href="([^"#]+)"', answer.content.decode())
    return [link for link in map(html.unescape, found) if READ.match(link)]


def asked(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{CHOICE}"


@pytest.mark.parametrize("address", PAGES)
def test_links_keep_the_choice_wherever_it_can_be_followed(reader: Client, address: str) -> None:
    links = links_of(reader, asked(address))

    assert all("so-lieu=da-duyet" in link for link in links)
    without = {link for link in links if "ky=2023Q4" not in link}
    assert all(link.startswith("/chi-tieu/") for link in without)
    assert any("ky=2023Q4" in link for link in links)


@pytest.mark.parametrize("address", PAGES)
def test_no_link_leads_to_a_period_that_is_not_there(reader: Client, address: str) -> None:
    links = dict.fromkeys(links_of(reader, asked(address)))

    for link in list(links)[:60]:
        assert reader.get(link).status_code in (200, 302), link


@pytest.mark.parametrize("address", ["/chi-tieu/", "/", "/bang-den/", "/ban-do/"])
def test_unknown_period_is_told_with_the_nearest(reader: Client, address: str) -> None:
    answer = reader.get(f"{address}?ky=2035Q1")

    assert answer.status_code == 404
    assert f'href="{address}?ky=2024Q2"' in answer.content.decode()


def test_list_of_indicators_stands_as_of_the_period(reader: Client) -> None:
    page = reader.get("/chi-tieu/?ky=2023Q4").content.decode()

    assert "số đến hết quý IV năm 2023" in page
    assert "quý II năm 2024" not in page


def test_map_without_an_indicator_takes_one_with_figures_of_the_period(reader: Client) -> None:
    assert reader.get("/ban-do/?ky=2022Q1").status_code == 200
