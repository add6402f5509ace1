"""What is not there answers with what is near, and only with what this person may read."""

import re

import pytest
from django.test import Client

from indicators.asked import Known, nearest
from indicators.models import Area, User
from tests.factories.reference import district

pytestmark = pytest.mark.django_db
KNOWN = [
    Known("ho-ngheo", ("ho ngheo", "Tỷ lệ hộ nghèo"), "Tỷ lệ hộ nghèo"),
    Known("dien", ("dien", "Hộ sử dụng điện"), "Hộ sử dụng điện"),
]


@pytest.fixture
def reader(leader: User, client: Client) -> Client:
    client.force_login(leader)
    return client


def offered(client: Client, url: str, **query: str) -> dict[str, str]:
    """What a 404 leads to instead, by address."""
    answer = client.get(url, query)
    assert answer.status_code == 404
    listed = answer.content.decode().partition("Có phải bạn tìm")[2].partition("</ul>")[0]
    return {
        href.replace("&amp;", "&"): name
        for href, name in re.findall(r'<a href="([^"]+)">([^<]+)</a>', listed)
    }


@pytest.mark.parametrize("asked", ["ho-ngeo", "HO-NGHEO", "hộ nghèo", "ho ngheo 2024"])
def test_nearest_finds_through_slips_and_marks(asked: str) -> None:
    assert [one.key for one in nearest(asked, KNOWN)] == ["ho-ngheo"]


@pytest.mark.parametrize("asked", ["", "zzzzzz", "'--", "﷽" * 500])
def test_nearest_of_nonsense_is_nothing(asked: str) -> None:
    assert nearest(asked, KNOWN) == []


def test_unknown_indicator_leads_to_the_nearest(reader: Client) -> None:
    found = offered(reader, "/chi-tieu/ho-ngeo/")

    assert found["/chi-tieu/ho-ngheo/"] == "Tỷ lệ hộ nghèo"


def test_unknown_indicator_keeps_the_rest_of_the_address(reader: Client) -> None:
    found = offered(reader, "/chi-tieu/ho-ngeo/", ky="2024Q2", **{"so-lieu": "da-duyet"})

    assert "/chi-tieu/ho-ngheo/?ky=2024Q2&so-lieu=da-duyet" in found


@pytest.mark.parametrize("path", ["/", "/chi-tieu/dien/"])
def test_unknown_period_leads_to_the_nearest_in_time(
    path: str, reader: Client, sample_loaded: None
) -> None:
    found = offered(reader, path, ky="2031q1", **{"so-lieu": "da-duyet"})

    assert found[f"{path}?ky=2024Q2&so-lieu=da-duyet"] == "Quý II năm 2024"


def test_what_is_no_period_leads_to_the_newest(reader: Client, sample_loaded: None) -> None:
    assert "/chi-tieu/dien/?ky=2024Q2" in offered(reader, "/chi-tieu/dien/", ky="hôm nay")


def test_unknown_place_leads_to_the_nearest(reader: Client) -> None:
    found = offered(reader, "/dia-ban/trang-dinh/")

    assert district("180").get_absolute_url() in found


def test_wrong_first_day_leads_to_the_units_of_the_code(reader: Client) -> None:
    found = offered(reader, "/dia-ban/06040/tu-2021-01-01/")

    assert set(found) >= {
        "/dia-ban/06040/tu-2020-01-01/",
        "/dia-ban/06040/tu-2024-12-01/",
        "/dia-ban/06040/tu-2025-07-01/",
    }


def test_indicator_at_an_unknown_place_stays_with_the_indicator(reader: Client) -> None:
    found = offered(reader, "/chi-tieu/dien/", **{"dia-ban": "van quan"})

    assert "/chi-tieu/dien/?dia-ban=184/2020-01-01" in found


def test_only_names_that_the_person_may_read_are_offered(
    client: Client, trang_dinh_officer: User
) -> None:
    client.force_login(trang_dinh_officer)

    found = {
        **offered(client, "/dia-ban/van-quan/"),
        **offered(client, district("184").get_absolute_url()),
        **offered(client, "/chi-tieu/dien/", **{"dia-ban": "184"}),
    }

    assert not any("Văn Quan" in name for name in found.values())
    assert not any(area.get_absolute_url() in found for area in Area.objects.under(district("184")))


def test_page_that_is_nowhere_stays_as_it_was(reader: Client) -> None:
    assert offered(reader, "/khong-co-trang-nay/") == {}
