"""What every test starts from.

Every test that asks for `db` finds the reference data of fixtures/ loaded and nothing else. Tests
that ask for `sample_loaded`, directly or through another fixture, find the sample data as well;
they run after all others, because it is loaded once and committed, so that a server in another
thread sees it too. What a test itself writes is rolled back in both cases.

- Pages: `db` and one of the people by role, `client.force_login(leader)`.
- Pages with the sample: `sample_loaded` beside `db`. Never together with `transactional_db` or
  `live_server`, whose flush at the end of a test would take the sample away.
- A browser: `sample_site` is the address of a server over the sample. Such a test must not ask
  for `db`: its transaction would keep the server from writing. What it stores stays stored.
"""

import shutil
import tempfile
from collections.abc import Generator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from indicators.models import Area, Period, Role, User
from indicators.services.cast import create_cast
from indicators.services.periods import open_period
from indicators.services.sample import load_sample
from programs.services.obstacle_sample import load_obstacle_sample
from programs.services.reference import load_reference
from programs.services.sample import load_capital_sample
from tests.factories.people import PASSWORD, member
from tests.factories.reference import district, period, province
from tests.factories.times import NOW, local_time

FOLDER = Path(tempfile.mkdtemp(prefix="lsdash-tests-"))


def pytest_configure() -> None:
    """Fast passwords, no manifest of static files, files of uploads in a folder of our own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MEDIA_ROOT = FOLDER / "media"
    settings.STATIC_ROOT = FOLDER / "static"  # there, or WhiteNoise warns that it is not
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def pytest_unconfigure() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Tests over the sample last, also when pytest puts the last failures first; before them those
    whose flush takes the reference data away."""
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    fixtures = getattr(item, "fixturenames", ())
    mark = item.get_closest_marker("django_db")
    is_flushed = "transactional_db" in fixtures or (mark and mark.kwargs.get("transaction"))
    return 2 if "sample_loaded" in fixtures else 1 if is_flushed else 0


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The reference data once for all tests, not once for each."""
    with django_db_blocker.unblock():
        load_reference(folder=settings.FIXTURES_ROOT)


@pytest.fixture
def transactional_db(transactional_db: None, request: pytest.FixtureRequest) -> None:
    """The flush after another test of this kind took the reference data: load it again."""
    if "sample_loaded" in request.fixturenames:
        pytest.fail("sample_loaded and transactional_db do not go together: use sample_site.")
    _have_reference()


@pytest.fixture(scope="session")
def sample_loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The sample data and its people, for the rest of the session; sign in with PASSWORD."""
    with django_db_blocker.unblock():
        _have_reference()
        cast = create_cast(password=PASSWORD)
        load_sample(cast=cast, now=NOW)
        load_capital_sample(cast=cast)
        load_obstacle_sample(cast=cast)


@pytest.fixture(scope="session")
def sample_site(sample_loaded: None, django_db_blocker: DjangoDbBlocker) -> Generator[str]:
    """The address of a running server over the sample data."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server.url
        server.stop()


def _have_reference() -> None:
    if not Area.objects.exists():
        load_reference(folder=settings.FIXTURES_ROOT)


@pytest.fixture
def now() -> datetime:
    """A morning between the opening and the due date of 2024 Q3."""
    return NOW


@pytest.fixture
def open_quarter(db: None) -> Period:
    """2024 Q3, open since the day on which it takes reports, all its reports still to be sent."""
    quarter = period("2024Q3")
    open_period(period=quarter, now=local_time(2024, 9, 15, 8))
    return quarter


@pytest.fixture
def trang_dinh_officer(db: None) -> User:
    return member("trangdinh", Role.DISTRICT_OFFICER, district("180"))


@pytest.fixture
def van_quan_officer(db: None) -> User:
    return member("vanquan", Role.DISTRICT_OFFICER, district("184"))


@pytest.fixture
def provincial_officer(db: None) -> User:
    return member("canbotinh", Role.PROVINCIAL_OFFICER, province())


@pytest.fixture
def leader(db: None) -> User:
    return member("lanhdao", Role.LEADER, province())


@pytest.fixture
def administrator(db: None) -> User:
    user = member("quantri", Role.ADMINISTRATOR, province())
    user.is_staff = user.is_superuser = True
    user.save()
    return user
