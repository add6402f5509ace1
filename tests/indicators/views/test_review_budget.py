"""The largest report there is, 200 communes by 12 measures, is reviewed at a fixed price."""

import gzip
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import (
    AreaKind,
    Figure,
    FormMeasure,
    Measure,
    MeasureKind,
    Period,
    Report,
    Route,
    User,
)
from indicators.selectors.review import LISTED
from tests.factories.reference import communes, period, province
from tests.factories.rows import new_measure, new_report_form, saved
from tests.factories.times import NOW

DETAIL_QUERIES = 12  # session, user, rights, banner; the report; seven of the page
QUEUE_QUERIES = 11  # session, user, rights, banner; seven of the queue
COMPLETENESS_QUERIES = 9  # session, user, rights, banner, version; four of the page
BYTES = 900_000
COMPRESSED_BYTES = 50_000
ROWS, COLUMNS = 200, 12
NOTE = "Rà soát cuối kỳ theo quyết định của huyện."


def bytes_and_queries(client: Client, url: str) -> tuple[bytes, int]:
    with CaptureQueriesContext(connection) as context:
        answer = client.get(url)
    assert answer.status_code == 200
    return answer.content, len(context)


@pytest.fixture
def reviewer(provincial_officer: User, client: Client) -> Client:
    client.force_login(provincial_officer)
    return client


@pytest.fixture
def largest(open_quarter: Period, provincial_officer: User) -> Report:
    """A form of the province with a row for every commune, filled this quarter and the last."""
    measures = [*Measure.objects.filter(kind=MeasureKind.COUNT).order_by("pk")]
    while len(measures) < COLUMNS:
        measures.append(saved(new_measure(code=f"them-{len(measures)}", kind=MeasureKind.COUNT)))
    form = saved(new_report_form(code="F9", owed_by=AreaKind.PROVINCE, row_kind=AreaKind.COMMUNE))
    FormMeasure.objects.bulk_create(
        FormMeasure(form=form, measure=measure, position=place, header=f"Nhóm|{measure.name}")
        for place, measure in enumerate(measures[:COLUMNS])
    )
    past = period("2024Q2")
    for quarter, factor in ((past, 1), (open_quarter, 2)):
        report = saved(Report(form=form, area=province(), period=quarter))
        Figure.objects.bulk_create(
            Figure(
                measure=measure,
                area=area,
                period=quarter,
                report=report,
                value=Decimal(100 + place) * factor,
                note=NOTE,
                route=Route.IMPORT,
            )
            for measure in measures[:COLUMNS]
            for place, area in enumerate(communes(province(), date(2024, 6, 30)))
        )
    Report.objects.filter(pk=report.pk).update(
        state="sent", sent_at=NOW, sent_by=provincial_officer
    )
    return report


def test_largest_report_opens_in_twelve_queries(largest: Report, reviewer: Client) -> None:
    page, queries = bytes_and_queries(reviewer, f"/duyet/{largest.pk}/")

    assert page.count(b'<th scope="row" id="d') == ROWS
    assert page.count(b'name="o"') == ROWS * COLUMNS
    assert queries <= DETAIL_QUERIES


def test_largest_report_is_bounded_in_bytes(largest: Report, reviewer: Client) -> None:
    page, _ = bytes_and_queries(reviewer, f"/duyet/{largest.pk}/")

    assert len(page) <= BYTES
    assert len(gzip.compress(page)) <= COMPRESSED_BYTES


def test_report_full_of_warnings_sends_fewer_fields_than_django_takes(
    largest: Report, reviewer: Client
) -> None:
    page, _ = bytes_and_queries(reviewer, f"/duyet/{largest.pk}/")

    assert page.count(b'name="t-') == LISTED
    assert page.count(b'name="o"') == ROWS * COLUMNS
    assert "Còn 2.300 số cần xem nữa" in page.decode()
    assert page.decode().count(f"<small>“{NOTE}”</small>") == ROWS * COLUMNS - LISTED


def test_queue_and_completeness_keep_to_their_queries(largest: Report, reviewer: Client) -> None:
    page, queries = bytes_and_queries(reviewer, "/duyet/")

    assert f"/duyet/{largest.pk}/" in page.decode()
    assert queries <= QUEUE_QUERIES
    assert bytes_and_queries(reviewer, "/tien-do/")[1] <= COMPLETENESS_QUERIES
