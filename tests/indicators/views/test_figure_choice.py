"""The choice between all figures and approved ones goes with the reader from page to page."""

import re

import pytest
from django.test import Client

from indicators.models import User
from tests.factories.reference import district, province
from tests.indicators.selectors.cases import plain

CHOSEN = "so-lieu=da-duyet"
READING = re.compile(r'href="(/(?:chi-tieu/|dia-ban/)?[^"]*)"')
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(leader: User, sample_loaded: None, client: Client) -> Client:
    client.force_login(leader)
    return client


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return plain(response.content.decode())


def urls() -> dict[str, str]:
    return {
        "overview": "/",
        "list": "/chi-tieu/",
        "indicator": "/chi-tieu/dien/",
        "province": province().get_absolute_url(),
        "district": district("183").get_absolute_url(),
    }


def reading_links(page: str) -> list[str]:
    """Links to pages that know the choice, but for the switch itself and for files."""
    links = [link.replace("&amp;", "&") for link in READING.findall(page)]
    return [
        link for link in links if link == "/" or link.startswith(("/?", "/chi-tieu/", "/dia-ban/"))
    ]


@pytest.mark.parametrize("name", ["overview", "list", "indicator", "province", "district"])
def test_every_link_between_reading_pages_keeps_the_choice(name: str, reader: Client) -> None:
    url = urls()[name]

    chosen, everything = text_of(reader, f"{url}?{CHOSEN}"), text_of(reader, url)

    assert len(reading_links(chosen)) > 5
    assert [link for link in reading_links(chosen) if CHOSEN not in link] == []
    assert [link for link in reading_links(everything) if CHOSEN in link] == []


@pytest.mark.parametrize("name", ["overview", "list", "indicator", "province", "district"])
def test_page_says_which_figures_it_counts(name: str, reader: Client) -> None:
    url = urls()[name]

    assert "Chỉ tính số đã duyệt" in text_of(reader, f"{url}?{CHOSEN}")
    assert "Chỉ tính số đã duyệt" not in text_of(reader, url)
    for word in ("Tất cả (có số sơ bộ)", "Chỉ số đã duyệt"):
        assert word in text_of(reader, url)


@pytest.mark.parametrize("name", ["overview", "list", "indicator", "province", "district"])
def test_no_state_on_the_page_is_preliminary(name: str, reader: Client) -> None:
    url = urls()[name]

    assert "sơ bộ" in text_of(reader, url).lower().replace("tất cả (có số sơ bộ)", "")
    chosen = text_of(reader, f"{url}?{CHOSEN}")
    assert 'state--preliminary">Sơ bộ' not in chosen
    assert "tổng hợp, sơ bộ" not in chosen
    assert "tổng hợp, ước" not in chosen


def test_period_and_choice_stand_together(reader: Client) -> None:
    page = text_of(reader, f"/chi-tieu/dien/?ky=2024Q2&{CHOSEN}")

    assert 'href="?ky=2024Q2"' in page
    assert f'href="?ky=2024Q2&amp;{CHOSEN}"' in page
    assert '<input type="hidden" name="so-lieu" value="da-duyet">' in page
    assert "Không tính, vì còn sơ bộ: quý II năm 2024 (đã duyệt" in page
    assert "huyện, thành phố còn số sơ bộ" in page


@pytest.mark.parametrize("value", ["", "tat-ca", "DA-DUYET", "da-duyet'--"])
def test_unknown_choice_counts_everything(value: str, reader: Client) -> None:
    page = text_of(reader, f"/?so-lieu={value}")

    assert "Chỉ tính số đã duyệt" not in page


def test_redirects_keep_the_choice(reader: Client) -> None:
    for url in ("/dia-ban/", "/dia-ban/180/"):
        assert CHOSEN in reader.get(f"{url}?{CHOSEN}").headers["Location"]
        assert CHOSEN not in reader.get(url).headers["Location"]


def test_period_without_results_is_not_found_under_the_choice(reader: Client) -> None:
    assert reader.get(f"/?ky=2030Q1&{CHOSEN}").status_code == 404
    assert reader.get(f"/chi-tieu/dien/?ky=2030Q1&{CHOSEN}").status_code == 404
