"""A file that cannot be taken: kept, told in a sentence, and nothing stored."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from indicators.models import BatchState, Figure, ImportBatch, Period, User
from tests.factories.reference import district, report_of
from tests.indicators.views.examples import example
from tests.indicators.views.upload import UPLOAD, named, text_of, uploaded

BAD_FILES = {
    "another district's": lambda: example("R02").content,
    "another period's": lambda: example("R01").spoilt(
        A1="Biểu 01/DT-H - Huyện Văn Quan - Quý II năm 2024"
    ),
    "another form": lambda: example("R03").content,
    "no spreadsheet": lambda: b"<html><body>Not found</body></html>",
    "broken": lambda: example("R01").content[:5000],
    "empty": lambda: b"",
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_refused_file_stays_with_its_sentence(
    kind: str, extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    content = BAD_FILES[kind]()
    client.force_login(van_quan_officer)

    answer = uploaded(client, report_of("F1", "184"), content)

    batch = ImportBatch.objects.get()
    assert batch.state == BatchState.REFUSED
    assert answer.status_code == 200
    assert escape(batch.message) in text_of(answer)
    assert batch.message.endswith(".")
    assert reverse("indicators:batch_confirm", args=[batch.pk]) not in text_of(answer)
    assert batch.file.size == len(content)
    assert not Figure.objects.exists()


def test_sentences_name_what_is_wrong_with_the_file(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    for make in BAD_FILES.values():
        uploaded(client, report_of("F1", "184"), make())

    messages = [batch.message for batch in ImportBatch.objects.order_by("pk")]

    district_s, period_s, form_s, no_sheet, broken, empty = messages
    assert "Huyện Tràng Định" in district_s
    assert "Quý II năm 2024" in period_s
    assert "F2" in form_s
    assert "Excel" in no_sheet
    assert "Excel" in broken
    assert "trống" in empty or "rỗng" in empty


def test_refused_file_is_listed_with_its_state_and_sentence(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    uploaded(client, report_of("F1", "184"), b"")

    listed = client.get(reverse("indicators:batch_list"))

    batch = ImportBatch.objects.get()
    assert batch.message[:60] in text_of(listed)
    assert "từ chối" in text_of(listed).lower()


def test_refused_cell_is_shown_with_its_place_and_value(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)

    answer = uploaded(client, report_of("F1", "184"), example("R01").spoilt(E4="12,5"))

    assert "ô E4" in text_of(answer)
    assert "“12,5”" in text_of(answer)
    assert not Figure.objects.exists()


def test_refused_file_comes_back_too(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    uploaded(client, report_of("F1", "184"), b"khong phai bang tinh")

    answer = client.get(reverse("indicators:batch_file", args=[ImportBatch.objects.get().pk]))

    assert b"".join(answer.streaming_content) == b"khong phai bang tinh"


def test_file_over_the_limit_is_refused_before_it_is_kept(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    content = b"0" * (settings.REPORT_FILE_MAX_BYTES + 1)

    answer = uploaded(client, report_of("F1", "184"), content)

    assert answer.status_code == 422
    assert "quá giới hạn 10 MB" in text_of(answer)
    assert not ImportBatch.objects.exists()


def test_name_of_the_file_is_never_markup(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    file = named(b"", "<b>Biểu<script>.xlsx")

    answer = client.post(UPLOAD, {"report": report_of("F1", "184").pk, "file": file}, follow=True)

    assert "<script>.xlsx" not in text_of(answer)
    assert district("184").name in text_of(answer)
