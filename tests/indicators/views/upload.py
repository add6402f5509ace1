"""What a browser sends while a report is uploaded, and what it reads."""

from io import BytesIO

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators.models import ImportBatch, Report

UPLOAD = reverse("indicators:batch_upload")


def named(content: bytes, name: str = "Biểu 01 quý III.xlsx") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def uploaded(client: Client, report: Report, content: bytes, follow: bool = True) -> HttpResponse:
    return client.post(UPLOAD, {"report": report.pk, "file": named(content)}, follow=follow)


def confirmed(client: Client, batch: ImportBatch, seen: int = 0) -> HttpResponse:
    """Of the reading that the page showed; how many refused places the person ticked as seen."""
    return client.post(
        reverse("indicators:batch_confirm", args=[batch.pk]),
        {"revision": batch.revision, "seen": seen},
        follow=True,
    )


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
