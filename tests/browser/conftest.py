"""The site in Debian's Chromium, over the sample data of `sample_site`.

What these tests store stays stored, so they run after all others, and the ones that store a report
come last among them (test_upload.py and test_whole_round.py, by their names), with only the one
that plants hostile words behind them.
"""

import os
import shutil
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from playwright.sync_api import Browser, Page, StorageState, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from indicators.models import User
from indicators.selectors.reading import read_request
from indicators.services.cast import create_cast
from indicators.services.imports import preview_import
from indicators.services.keeping import Upload
from indicators.services.sample import load_sample
from tests.factories.people import PASSWORD
from tests.factories.reference import report_of

from .steps import PAGES, R07, OpenPage, sign_in
from .watch import WATCH

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds until a step counts as failed
MISSING = "Chromium is not installed: apt-get install --no-install-recommends chromium"

REAL_DATABASE = settings.DATABASES["default"]["NAME"]  # until a test database takes its place


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """After every other test over the sample, in the order of the files; last what plants hostile
    words, some of which stay."""
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    in_browser = item.get_closest_marker("browser") is not None
    return 2 if item.path.name == "test_hostile.py" else int(in_browser)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Generator[None]:
    """The test database, also when these tests run alone.

    None of them may ask for `db`, and where no test does, pytest-django makes no test database:
    they would write into the real one.
    """
    if connection.settings_dict["NAME"] != REAL_DATABASE:
        yield
        return
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        (pytest.fail if os.environ.get("CI_BROWSER_REQUIRED") == "1" else pytest.skip)(MISSING)
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread, beside which Django refuses every query.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(browser: Browser, sample_site: str, django_db_blocker: DjangoDbBlocker) -> Generator[str]:
    """The sample's address; its open quarter takes reports today, as the server's clock says.

    The browser goes before the server does: a connection that it still held open would be left
    behind by the server's thread.
    """
    with django_db_blocker.unblock():
        load_sample(cast=create_cast(password=PASSWORD), now=timezone.now())
    yield sample_site
    browser.close()


@pytest.fixture(scope="session")
def batch_path(site: str, django_db_blocker: DjangoDbBlocker) -> str:
    """A preview of R07 that nobody has confirmed."""
    with django_db_blocker.unblock(), R07.open("rb") as content:
        report = report_of("F1", "184")
        batch = preview_import(
            report=report,
            upload=Upload(R07.name, File(content)),
            request=read_request(form=report.form, area=report.area, period=report.period),
            by=User.objects.get(username="vanquan"),
            now=timezone.now(),
        )
        return batch.get_absolute_url()


@pytest.fixture(scope="session")
def review_path(site: str, django_db_blocker: DjangoDbBlocker) -> str:
    """The sample's report of Cao Lộc, which waits for review."""
    with django_db_blocker.unblock():
        return f"/duyet/{report_of('F1', '183', '2024Q2').pk}/"


@pytest.fixture(scope="session")
def paths(batch_path: str, review_path: str) -> dict[str, str]:
    """The address of every page of PAGES, by its name."""
    return PAGES | {"batch": batch_path, "review": review_path}


@pytest.fixture(scope="session")
def session_of(browser: Browser, site: str) -> Callable[[str], StorageState]:
    """The cookies of a person who has signed in through the form, once for all tests."""

    @cache
    def signed_in(username: str) -> StorageState:
        context = browser.new_context(base_url=site)
        page = context.new_page()
        sign_in(page, username)
        state = context.storage_state()
        context.close()
        return state

    return signed_in


@pytest.fixture
def open_page(
    browser: Browser, site: str, session_of: Callable[[str], StorageState], tmp_path: Path
) -> Generator[OpenPage]:
    """open_page(path, by=…, width=…, javascript=…): a page in a window of its own.

    Without a path it is still empty, to be watched from the first request; `by` is who has signed
    in, the empty string for nobody.
    """
    contexts = []

    def opened(
        path: str = "about:blank",
        *,
        by: str = "canbotinh",
        width: int = 1366,
        height: int = 768,
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            locale="vi-VN",
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            storage_state=session_of(by) if by else None,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
