"""Which reports may be chosen for an upload, by whom and when."""

import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import ImportBatch, Period, Report, User
from tests.factories.reference import report_of
from tests.factories.reports import sent_report
from tests.indicators.views.examples import example
from tests.indicators.views.upload import UPLOAD, named, text_of, uploaded


def choices(client: Client) -> set[int]:
    """The reports that the page offers."""
    reports = client.get(UPLOAD).context["form"].fields["report"].queryset
    return set(reports.values_list("pk", flat=True))


@pytest.mark.parametrize("missing", ["report", "file"])
def test_form_without_a_choice_says_what_to_choose(
    missing: str, extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    data = {"report": report_of("F1", "184").pk, "file": named(b"x")}
    del data[missing]

    answer = client.post(UPLOAD, data)

    assert answer.status_code == 422
    assert answer.context["form"].errors[missing][0].startswith("Hãy chọn ")
    assert not ImportBatch.objects.exists()


def test_district_officer_is_offered_own_report_only(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)

    assert choices(client) == {report_of("F1", "184").pk}


def test_provincial_officer_is_offered_every_report(
    extended_quarter: Period, provincial_officer: User, client: Client
) -> None:
    client.force_login(provincial_officer)

    assert choices(client) == set(Report.objects.values_list("pk", flat=True))


def test_report_named_in_the_address_is_chosen_already(
    extended_quarter: Period, provincial_officer: User, client: Client
) -> None:
    client.force_login(provincial_officer)
    report = report_of("F1", "184")

    page = text_of(client.get(UPLOAD, {"bao-cao": report.pk}))

    assert f'value="{report.pk}" selected' in page


def test_overdue_report_is_not_offered(
    open_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)

    assert choices(client) == set()
    assert "Không có báo cáo nào đang nhận số liệu" in text_of(client.get(UPLOAD))


def test_overdue_report_is_refused_when_posted_all_the_same(
    open_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)

    answer = uploaded(client, report_of("F1", "184"), example("R01").content)

    assert answer.status_code == 422
    assert not ImportBatch.objects.exists()


def test_extended_report_of_a_closed_period_is_offered(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    Period.objects.filter(pk=extended_quarter.pk).update(closed_at=timezone.now())
    client.force_login(van_quan_officer)

    assert choices(client) == {report_of("F1", "184").pk}


def test_sent_report_is_not_offered(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    sent_report(report_of("F1", "184"), by=van_quan_officer)
    client.force_login(van_quan_officer)

    assert choices(client) == set()


def test_upload_for_another_district_is_refused(
    extended_quarter: Period, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    answer = uploaded(client, report_of("F1", "184"), example("R01").content)

    assert answer.status_code == 422
    assert not ImportBatch.objects.exists()


def test_upload_without_the_form_s_token_is_refused(
    extended_quarter: Period, van_quan_officer: User
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(van_quan_officer)

    answer = uploaded(client, report_of("F1", "184"), example("R01").content)

    assert answer.status_code == 403
    assert not ImportBatch.objects.exists()
