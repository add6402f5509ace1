"""Whatever people type stays text: hostile words stand in every text of every table, and every page
and file that an administrator can open is opened."""

import io
import zipfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Error, StorageState
from pytest_django.plugin import DjangoDbBlocker

from indicators.models import BatchState, Decision, Indicator, User
from programs.models import ClassKind, Obstacle, ReviewKind, Task
from programs.selectors.official_report import report_data
from programs.services.calendar_feeds import create_feed
from programs.services.official_reports import start_report
from tests.factories.capital import new_programme_batch
from tests.factories.class_lists import new_class_list
from tests.factories.reference import district, period, province, report_of
from tests.factories.rows import new_batch, new_long_table
from tests.factories.times import NOW
from tests.factories.work import new_area_class, new_review
from tests.lsdash.test_rights import ANY_ADMIN, LINES, address

from .planting import ELSEWHERE, WORDS, models, planted, typed_fields
from .steps import OpenPage
from .watch import WATCH, watch

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SessionOf = Callable[[str], StorageState]
BY, BY_ROLE = "quantri", "administrator"
LINES_OF_ICS = (
    *("BEGIN:", "END:", "VERSION:", "PRODID:", "CALSCALE:", "METHOD:", "X-WR-", "UID:", "DTSTAMP:"),
    *("DTSTART;", "DTEND;", "SUMMARY:", "DESCRIPTION:", "TRANSP:", "URL:http://127.0.0.1:8000/"),
)
# What only an escape that is missing can bring into a page.
BROKEN_OUT = """() => {
  const found = [];
  for (const one of document.querySelectorAll('*')) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith('on')) found.push(one.tagName + ' ' + name);
      const leads = /^(href|src|action|formaction|xlink:href)$/.test(name);
      const out = /^\\s*javascript:|^https?:\\/\\/xau/i.test(value);
      const meant = one.rel === 'nofollow';  // an address that was typed, made a link by us
      if (leads && out && !meant) found.push(name + ' ' + value);
    }
  }
  for (const one of document.querySelectorAll('script:not([src])')) {
    if (one.type !== 'application/json') found.push('script ' + one.textContent.slice(0, 80));
  }
  if (document.querySelector('img[src="x"]')) found.push('img');
  return found;
}"""


@dataclass(frozen=True)
class Opened:
    """What went wrong by address, which addresses hand out files, and how many pages showed what
    was typed."""

    wrong: dict[str, list[str]]
    files: tuple[str, ...]
    shown: int


@dataclass(frozen=True)
class Site:
    """What there is to open, and the texts that hold hostile words."""

    addresses: tuple[str, ...]
    reached: frozenset[str]


@pytest.fixture(scope="module")
def hostile(site: str, django_db_blocker: DjangoDbBlocker) -> Generator[Site]:
    with django_db_blocker.unblock():
        person = User.objects.get(username=BY)
        with planted(lambda: tuple(_addresses(person))) as (addresses, reached):
            more = (_official_report(person), f"/lich/{_feed(person)}.ics")
            yield Site((*addresses, *more), frozenset(reached))


def _addresses(person: User) -> Iterator[str]:
    """Whatever the table of rights lets an administrator read, what the sample has most of, and
    of each table in the administration the list and a row."""
    _villages_and_undone_imports(person)
    for line in LINES:
        if line.method == "GET" and line.answers[BY_ROLE] == "200" and line.name != ANY_ADMIN:
            yield address(line, by=person)
    for model in (Obstacle, Task, Decision, Indicator):
        yield from (row.get_absolute_url() for row in model.objects.order_by("-pk")[:4])
    yield from ("/tim/?q=lsd", "/tim/?q=alert&loai=kho-khan", "/kho-khan/?trang_thai=tat-ca")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if (row := model._default_manager.order_by("-pk").first()) is not None:
            yield reverse(f"{name}_change", args=[row.pk])


def _villages_and_undone_imports(person: User) -> None:
    """Rows with texts that none of the sample has."""
    new_area_class(kind=ClassKind.HARD_VILLAGE, village_name="Thôn").save()
    new_review(kind=ReviewKind.VILLAGE, village_name="Thôn", year=2020).save()
    done = {
        "state": BatchState.UNDONE,
        "sha256": "9" * 64,
        "uploaded_by": person,
        "applied_at": NOW,
        "applied_by": person,
        "undone_at": NOW,
        "undone_by": person,
        "undo_reason": "Nhầm",
    }
    new_batch(report=report_of("F1", "184"), **done).save()
    new_long_table(**done).save()
    new_programme_batch(area=district("184"), period=period("2024Q3"), **done).save()
    new_class_list(**done).save()


def _official_report(person: User) -> str:
    """A draft of what the rows say now."""
    asked = {"period": period("2024Q2"), "area": province()}
    data = report_data(**asked, today=timezone.localdate())
    report = start_report(**asked, data=data, by=person, now=timezone.now())
    return report.get_absolute_url()


def _feed(person: User) -> str:
    return create_feed(user=person, now=timezone.now())


@pytest.fixture(scope="module")
def opened(hostile: Site, site: str, browser: Browser, session_of: SessionOf) -> Opened:
    """Every address in one window, after the other, with what went wrong there."""
    context = browser.new_context(
        base_url=site, viewport={"width": 1366, "height": 768}, storage_state=session_of(BY)
    )
    context.add_init_script(WATCH)
    # The browser asks for it when it likes, also while it is already leaving the page.
    context.route("**/favicon.*", lambda route: route.fulfill(status=204))
    page = context.new_page()
    watched, dialogs = watch(page), []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    wrong, files, shown = {}, [], 0
    for path in dict.fromkeys(hostile.addresses):
        watched.complaints.clear()
        try:
            answer = page.goto(path, wait_until="load")
        except Error as stopped:
            if "Download is starting" not in str(stopped):
                raise
            files.append(path)
            continue
        if "text/html" not in answer.headers["content-type"]:
            files.append(path)
            continue
        found = [*page.evaluate(BROKEN_OUT), *watched.complaints, *dialogs]
        found += [] if answer.status == 200 else [f"answers {answer.status}"]
        if found:
            wrong[path] = found
        dialogs.clear()
        shown += "LSD" in page.inner_text("body")
    context.close()
    return Opened(wrong, tuple(files), shown)


def test_nothing_typed_runs_or_breaks_out_of_any_page(opened: Opened) -> None:
    assert opened.wrong == {}
    assert opened.shown > 80  # of the pages that show what was typed


def test_every_text_that_a_person_types_was_hostile(hostile: Site, opened: Opened) -> None:
    every = {
        f"{model.__name__}.{field.name}" for model in models() for field in typed_fields(model)
    }

    assert every - hostile.reached == set()
    assert len(every) > 90


def test_nothing_typed_runs_in_any_file(opened: Opened, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(User.objects.get(username=BY))
        answers = {path: client.get(path) for path in opened.files}
        contents = {path: answer.getvalue() for path, answer in answers.items()}
    kinds = [_look_at(path, content) for path, content in contents.items()]

    assert {"xlsx", "docx", "ics"} <= set(kinds)


def _look_at(path: str, content: bytes) -> str:
    """Fails where typed words are more than words; the kind of the file."""
    if content.startswith(b"BEGIN:VCALENDAR"):
        lines = content.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
        assert [line for line in lines if not line.startswith(LINES_OF_ICS)] == [], path
        assert content.count(b"BEGIN:VEVENT\r\n") == content.count(b"END:VEVENT\r\n") > 0
        assert not [line for line in lines if len(line.splitlines()) > 1], path
        return "ics"
    if not content.startswith(b"PK"):
        return "other"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                _look_at_part(f"{path} {name}", archive.read(name))
    return (
        "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else "zip"
    )


def _look_at_part(name: str, part: bytes) -> None:
    """No formula and no link holds what was typed, and nothing typed has become a tag."""
    for element in ET.fromstring(part).iter():  # noqa: S314 -- our own file
        tag = element.tag.rpartition("}")[2]
        assert tag not in {"script", "svg", "img"}, name
        if tag in {"f", "formula1", "formula2", "definedName", "instrText"}:
            assert "LSD" not in (element.text or ""), name
        if tag == "Relationship":
            target = element.get("Target", "")
            assert not target.startswith("javascript:"), name
            assert ELSEWHERE not in target, name


def test_missing_escape_would_be_seen(site: str, open_page: OpenPage) -> None:
    """So that the tests above cannot pass because nothing is seen."""
    page = open_page("/kho-khan/", by=BY)
    watched = watch(page)

    page.evaluate(
        "words => document.querySelector('main').insertAdjacentHTML('beforeend', words.join(''))",
        list(WORDS),
    )
    page.evaluate("document.querySelector('main').innerHTML += '<a href=\"javascript:1\">a</a>'")

    found = page.evaluate(BROKEN_OUT)
    assert {"IMG onerror", "img", "href javascript:1"} <= set(found)
    assert any("Content Security Policy" in one or "CSP" in one for one in watched.complaints)
