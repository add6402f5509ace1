"""Upload, preview, confirm, as the browser does it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import Figure, ImportBatch, Period, User
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import report_of
from tests.factories.rows import new_batch, saved
from tests.factories.times import NOW
from tests.indicators.views.examples import example, moved, province_parts, stored
from tests.indicators.views.upload import confirmed, text_of, uploaded

ROW = {
    "hh_total": 500,
    "poor_hh": 40,
    "road_paved": 1,
    "elec_hh": 499,
    "fac_total": 20,
    "fac_solid": 13,
}


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
    assert (page.table.created, page.table.changed, page.table.unchanged) == (170, 0, 0)
    assert page.table.rows[0].area == "Thị trấn Văn Quan"
    assert sum(cell is not None for row in page.table.rows for cell in row.cells) == 170
    assert "ghi chú và chữ ký" in {why for _, why in page.read.skipped}
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
    assert (page.table.created, page.table.changed, page.table.unchanged) == (0, 0, 170)
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
    households = next(row for row in page.table.rows if row.area == "Thị trấn Văn Quan").cells[0]
    assert households.before == "864"
    assert households.after.startswith("1.530")
    assert page.table.created == 0
    assert page.table.changed + page.table.unchanged == 170


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
