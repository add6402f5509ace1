"""Pages stay light: a fixed number of queries, and HTML that a slow line carries."""

import csv

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators import unchanged
from indicators.models import Area, AreaKind, Result, User
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import district, period, province, report_of
from tests.factories.rows import new_batch, saved
from tests.factories.times import NOW
from tests.indicators.views.examples import example, previewed

OVERVIEW_QUERIES = 29  # seven for the money, seven for obstacles and tasks, two for the version
SLIDES_QUERIES = 32
INDICATOR_QUERIES = 21  # two of them for the units that others were made of
LIST_QUERIES = 12
AREA_QUERIES = 31  # of them up to sixteen for its money, obstacles and tasks
WITHOUT_WORK = 5  # so many fewer where no obstacle and no task is listed
BATCH_LIST_QUERIES = 9
BYTES = 60_000
INDICATOR_BYTES = 110_000  # with a picture of each district; a quarter of it goes over the wire

with (settings.FIXTURES_ROOT / "indicators.csv").open(encoding="utf-8-sig") as lines:
    CODES = [row["code"] for row in csv.DictReader(lines)]
PAGES = {
    "/": OVERVIEW_QUERIES,
    "/trinh-chieu/": SLIDES_QUERIES,
    "/chi-tieu/": LIST_QUERIES,
    **{f"/chi-tieu/{code}/": INDICATOR_QUERIES for code in CODES},
}
ROW = {"hh_total": 500, "poor_hh": 40, "elec_hh": 499}
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(
    leader: User, sample_loaded: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """In a process that has not answered anybody yet."""
    monkeypatch.setattr(unchanged, "_kept", unchanged._Kept())
    client.force_login(leader)
    return client


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as context:
        response = client.get(url)
    assert response.status_code == 200
    return len(context)


@pytest.mark.parametrize("url", PAGES)
def test_page_keeps_to_its_number_of_queries(url: str, reader: Client) -> None:
    assert queries_of(reader, url) <= PAGES[url]


@pytest.mark.parametrize("url", ["/", "/chi-tieu/", "/chi-tieu/dien/", "/chi-tieu/ho-ngheo/"])
def test_one_period_costs_as_many_queries_as_all(url: str, reader: Client) -> None:
    everything = queries_of(reader, url)

    Result.objects.exclude(period=period("2024Q2")).delete()

    assert queries_of(reader, url) == everything


@pytest.mark.parametrize("url", ["/", "/chi-tieu/", "/chi-tieu/dien/"])
def test_one_district_costs_as_many_queries_as_eleven(url: str, reader: Client) -> None:
    everything = queries_of(reader, url)

    Result.objects.filter(area__kind=AreaKind.DISTRICT).exclude(area=district("180")).delete()

    assert queries_of(reader, url) == everything


@pytest.mark.parametrize("url", ["/", "/chi-tieu/dien/", "/chi-tieu/ho-ngheo/"])
def test_partial_newer_period_costs_no_query(
    url: str, reader: Client, trang_dinh_officer: User
) -> None:
    before = queries_of(reader, url)

    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)

    assert queries_of(reader, url) == before


def test_district_officer_s_pages_keep_to_the_same_number(
    reader: Client, trang_dinh_officer: User
) -> None:
    reader.force_login(trang_dinh_officer)

    assert queries_of(reader, "/") <= OVERVIEW_QUERIES
    assert queries_of(reader, "/chi-tieu/dien/") <= INDICATOR_QUERIES


@pytest.mark.parametrize("codes", [("178", "186"), ("06001", "06253")])
def test_place_costs_the_same_whatever_its_size(codes: tuple[str, str], reader: Client) -> None:
    urls = [
        Area.objects.get(code=code, valid_from="2020-01-01").get_absolute_url() for code in codes
    ]

    smaller, larger = (queries_of(reader, url) for url in urls)

    assert abs(smaller - larger) <= WITHOUT_WORK
    assert max(smaller, larger) <= AREA_QUERIES


def test_province_keeps_to_the_number_of_queries_of_a_place(reader: Client) -> None:
    assert queries_of(reader, province().get_absolute_url()) <= AREA_QUERIES


def test_new_unit_keeps_to_the_number_of_queries_of_a_place(reader: Client) -> None:
    new = Area.objects.filter(precedents__isnull=False, valid_to__isnull=True).first()

    assert queries_of(reader, new.get_absolute_url()) <= AREA_QUERIES


def test_list_of_imports_costs_the_same_with_one_and_with_many(
    reader: Client, provincial_officer: User
) -> None:
    """Session, user, rights, the mark of the sample, three lists to filter by, the number of
    uploads, the uploads of the page."""

    def upload(number: int) -> None:
        report = report_of("F1", "180")
        name = f"{number}.xlsx"
        saved(new_batch(report=report, file_name=name, uploaded_by=provincial_officer))

    upload(0)
    with_one = queries_of(reader, "/nhap-lieu/")
    for number in range(1, 6):
        upload(number)

    assert queries_of(reader, "/nhap-lieu/") == with_one == BATCH_LIST_QUERIES


@pytest.mark.parametrize("url", PAGES)
def test_page_stays_within_its_bytes(url: str, reader: Client) -> None:
    most = INDICATOR_BYTES if url.startswith("/chi-tieu/") and url != "/chi-tieu/" else BYTES

    assert len(reader.get(url).content) <= most


@pytest.mark.parametrize("code", ["20", "180"])
def test_place_is_at_most_sixty_kilobytes(code: str, reader: Client) -> None:
    area = Area.objects.get(code=code, valid_from="2020-01-01")

    assert len(reader.get(area.get_absolute_url()).content) <= BYTES


def test_preview_of_a_whole_district_is_at_most_sixty_kilobytes(
    reader: Client, provincial_officer: User
) -> None:
    reader.force_login(provincial_officer)
    chosen = example("R08")
    batch = previewed(chosen.report, chosen.content, by=provincial_officer, now=NOW)

    assert len(reader.get(batch.get_absolute_url()).content) <= BYTES
