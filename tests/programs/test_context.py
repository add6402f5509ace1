"""The banner that tells invented figures from real ones."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import User
from tests.factories.capital import new_agency

pytestmark = pytest.mark.django_db

BANNER = "Dữ liệu minh họa."


def banner_is_shown(client: Client, user: User) -> bool:
    client.force_login(user)
    return BANNER in client.get(reverse("home")).content.decode()


def test_pages_without_sample_have_no_banner(client: Client, leader: User) -> None:
    assert not banner_is_shown(client, leader)


def test_capital_of_the_sample_alone_puts_the_banner_on_a_page(
    client: Client, leader: User
) -> None:
    new_agency(is_sample=True).save()

    assert banner_is_shown(client, leader)


def test_reports_of_the_sample_put_the_banner_on_a_page(
    sample_loaded: None, client: Client, leader: User
) -> None:
    assert banner_is_shown(client, leader)
