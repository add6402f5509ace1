import pytest

from indicators.models import Role, User
from tests.factories.people import member
from tests.factories.reference import district
from tests.factories.sheets import district_agency, granted, programme_tree


@pytest.fixture
def binh_gia_officer(db: None) -> User:
    return member("binhgia", Role.DISTRICT_OFFICER, district("181"))


@pytest.fixture
def ledger(provincial_officer: User) -> None:
    """Bình Gia's plan of 2024 as R04 states it, for each project from the central budget."""
    programme_tree()
    district_agency()
    granted(provincial_officer)
