import pytest
from django.test import Client

from indicators.models import User


@pytest.fixture
def office(client: Client, provincial_officer: User) -> Client:
    """The browser of a provincial officer."""
    client.force_login(provincial_officer)
    return client
