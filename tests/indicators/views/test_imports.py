"""Upload, preview, confirm, as the browser does it."""

from io import BytesIO

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from indicators.models import BatchState, Figure, ImportBatch, Period, Report, User
from indicators.services.reports import send_report
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import district, report_of
from tests.factories.rows import new_batch, saved
from tests.factories.times import NOW
from tests.indicators.views.examples import example, moved, province_parts, stored

UPLOAD = reverse("indicators:batch_upload")
ROW = {
    "hh_total": 500,
    "poor_hh": 40,
    "road_paved": 1,
    "elec_hh": 499,
    "fac_total": 20,
    "fac_solid": 13,
}


def named(content: bytes, name: str = "Biểu 01 quý III.xlsx") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def uploaded(client: Client, report: Report, content: bytes, follow: bool = True) -> HttpResponse:
    return client.post(UPLOAD, {"report": report.pk, "file": named(content)}, follow=follow)


def confirmed(client: Client, batch: ImportBatch) -> HttpResponse:
    return client.post(reverse("indicators:batch_confirm", args=[batch.pk]), follow=True)


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def choices(client: Client) -> set[int]:
    """The reports that the page offers."""
    reports = client.get(UPLOAD).context["form"].fields["report"].queryset
    return set(reports.values_list("pk", flat=True))


@pytest.mark.parametrize("name", ["R01", "R07"])
def test_upload_preview_and_confirm_store_the_example_exactly(
    name: str, extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    chosen = example(name)
    client.force_login(van_quan_officer)

    preview = uploaded(client, chosen.report, chosen.content)
    before = stored(chosen.report)
    done = confirmed(client, ImportBatch.objects.get())

    assert preview.redirect_chain == [(ImportBatch.objects.get().get_absolute_url(), 302)]
    assert "Đọc được 170 số liệu, không có lỗi" in text_of(preview)
    assert before == {}
    assert stored(chosen.report) == chosen.figures
    assert "Đã lưu 170 số liệu mới" in text_of(done)


@pytest.mark.parametrize("name", ["R01", "R07"])
def test_confirmed_upload_moves_the_province_by_exactly_that_report(
    name: str,
    extended_quarter: Period,
    van_quan_officer: User,
    provincial_officer: User,
    client: Client,
) -> None:
    chosen = example(name)
    write_cells(report_of("F1", "186"), all_rows("186", **ROW), by=provincial_officer, now=NOW)
    before = province_parts("2024Q3")
    client.force_login(van_quan_officer)

    uploaded(client, chosen.report, chosen.content)
    confirmed(client, ImportBatch.objects.get())

    assert moved(before, province_parts("2024Q3")) == chosen.parts()


def test_preview_names_every_new_figure_and_what_was_left_out(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)

    preview = uploaded(client, example("R07").report, example("R07").content)

    page = preview.context["page"]
    assert (page.created, page.changed, page.unchanged) == (170, 0, 0)
    assert page.rows[0].area == "Thị trấn Văn Quan"
    assert sum(cell is not None for row in page.rows for cell in row.cells) == 170
    assert "ghi chú và chữ ký" in {why for _, why in page.skipped}
    assert "Trang “Biểu 01”, dòng 28: dòng tổng cộng" in text_of(preview)
    assert "Huyện Văn Quan" in text_of(preview)


def test_same_file_again_shows_no_change(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    chosen = example("R01")
    client.force_login(van_quan_officer)
    uploaded(client, chosen.report, chosen.content)
    confirmed(client, ImportBatch.objects.get())

    preview = uploaded(client, chosen.report, chosen.content)
    done = confirmed(client, ImportBatch.objects.first())

    page = preview.context["page"]
    assert (page.created, page.changed, page.unchanged) == (0, 0, 170)
    assert "Không có thay đổi" in text_of(done)
    assert ImportBatch.objects.count() == 2


def test_changed_file_shows_before_and_after(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    uploaded(client, example("R01").report, example("R01").content)
    confirmed(client, ImportBatch.objects.get())

    preview = uploaded(client, example("R07").report, example("R07").content)

    page = preview.context["page"]
    households = next(row for row in page.rows if row.area == "Thị trấn Văn Quan").cells[0]
    assert households.before == "864"
    assert households.after.startswith("1.530")
    assert page.created == 0
    assert page.changed + page.unchanged == 170


def test_confirming_twice_is_confirming_once(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    uploaded(client, example("R01").report, example("R01").content)
    batch = ImportBatch.objects.get()
    confirmed(client, batch)
    figures = set(Figure.objects.values_list())

    again = confirmed(client, batch)

    assert again.status_code == 200
    assert set(Figure.objects.values_list()) == figures
    assert "Đã lưu 170 số liệu mới" in text_of(again)


def test_stale_preview_is_refused_and_offers_no_confirmation(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    uploaded(client, example("R07").report, example("R07").content)
    stale = ImportBatch.objects.get()
    uploaded(client, example("R01").report, example("R01").content)
    confirmed(client, ImportBatch.objects.first())

    refused = confirmed(client, stale)

    assert "đã thay đổi sau khi" in text_of(refused)
    assert "tải tệp lên lại" in text_of(refused)
    assert not refused.context["page"].can_confirm
    assert reverse("indicators:batch_confirm", args=[stale.pk]) not in text_of(refused)
    assert stored(example("R01").report) == example("R01").figures


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


def test_file_comes_back_as_an_attachment_with_the_same_bytes(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    uploaded(client, example("R01").report, example("R01").content)

    answer = client.get(reverse("indicators:batch_file", args=[ImportBatch.objects.get().pk]))

    assert b"".join(answer.streaming_content) == example("R01").content
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


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


def test_report_of_a_closed_period_is_not_offered(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    Period.objects.filter(pk=extended_quarter.pk).update(closed_at=timezone.now())
    client.force_login(van_quan_officer)

    assert choices(client) == set()


def test_sent_report_is_not_offered(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    send_report(report=report_of("F1", "184"), by=van_quan_officer, now=NOW)
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


def test_list_shows_the_newest_first_and_own_ones_only(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    report, foreign = report_of("F1", "184"), report_of("F1", "180")
    fields = {"uploaded_by": van_quan_officer}
    saved(new_batch(report=report, file_name="cũ.xlsx", uploaded_at=NOW, **fields))
    saved(new_batch(report=report, file_name="mới.xlsx", uploaded_at=timezone.now(), **fields))
    saved(new_batch(report=foreign, file_name="huyện khác.xlsx", **fields))
    client.force_login(van_quan_officer)

    listed = text_of(client.get(reverse("indicators:batch_list")))

    assert "huyện khác.xlsx" not in listed
    assert 0 < listed.index("mới.xlsx") < listed.index("cũ.xlsx")


def test_name_of_the_file_is_never_markup(
    extended_quarter: Period, van_quan_officer: User, client: Client
) -> None:
    client.force_login(van_quan_officer)
    file = named(b"", "<b>Biểu<script>.xlsx")

    answer = client.post(UPLOAD, {"report": report_of("F1", "184").pk, "file": file}, follow=True)

    assert "<script>.xlsx" not in text_of(answer)
    assert district("184").name in text_of(answer)
