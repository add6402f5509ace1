"""Long tables as the browser sends them, and the page that grows while one is stored."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Figure, LongTable, User
from tests.factories.long_tables import long_csv
from tests.indicators.views.upload import named, text_of

UPLOAD = reverse("indicators:long_table_upload")
GOOD = ("06001", "hh_total", "2023Q4", 750)
BAD = ("06001", "poor_hh", "2023Q4", "nhiều")


@pytest.fixture
def officer(client: Client, provincial_officer: User) -> Client:
    client.force_login(provincial_officer)
    return client


def sent(client: Client, *lines, name: str = "Số liệu cũ.csv"):
    return client.post(UPLOAD, {"file": named(long_csv(*lines), name)}, follow=True)


def confirmed(client: Client, **data: str):
    table = LongTable.objects.get()
    return client.post(reverse("indicators:long_table_confirm", args=[table.pk]), data)


def grown(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_upload_shows_what_would_be_stored(officer: Client) -> None:
    page = text_of(sent(officer, GOOD))

    assert "Đọc được 1 số liệu mới, 0 thay đổi, 0 giữ nguyên, không có lỗi" in page
    assert "2023Q4 (mở mới)" in page
    assert not Figure.objects.exists()


def test_confirming_shows_each_step_and_stores(officer: Client) -> None:
    sent(officer, GOOD)

    response = confirmed(officer)
    page = grown(response)

    assert response.headers["Content-Encoding"] == "identity"
    assert page.count("<progress") == 5
    assert "Tổng hợp Quý IV năm 2023" in page
    assert page.index("Đã lưu 1 số liệu mới") < page.index("Xem kết quả")
    assert Figure.objects.get().value == 750


def test_browser_that_leaves_does_not_stop_the_import(officer: Client) -> None:
    sent(officer, GOOD)

    response = confirmed(officer)
    next(response.streaming_content)
    response._iterator.close()  # as the server does, but without closing the test's connection

    assert Figure.objects.get().value == 750
    assert LongTable.objects.get().state == "applied"


def test_refused_lines_are_listed_and_must_be_accepted(officer: Client) -> None:
    page = text_of(sent(officer, GOOD, BAD))
    refused = confirmed(officer)
    answer = text_of(officer.get(refused.headers["Location"]))

    assert "Không phải là số (1 dòng)" in page
    assert "dòng 3" in page
    assert 'name="partial"' in page
    assert "Còn 1 dòng chưa nhận được" in answer
    assert not Figure.objects.exists()

    grown(confirmed(officer, partial="on"))

    assert Figure.objects.count() == 1


def test_page_of_a_stored_table_offers_nothing_to_confirm(officer: Client) -> None:
    sent(officer, GOOD)
    grown(confirmed(officer))

    page = text_of(officer.get(LongTable.objects.get().get_absolute_url()))
    again = confirmed(officer)

    assert "Xác nhận và lưu" not in page
    assert "Đã lưu 1 số liệu mới" in page
    assert again.status_code == 302


def test_file_that_is_no_table_is_answered_in_words(officer: Client) -> None:
    file = named(b"\x00\x01", "x.csv")

    page = officer.post(UPLOAD, {"file": file}, follow=True)

    assert page.status_code == 200
    assert 'role="alert"' in text_of(page)


def test_form_without_a_file_says_so(officer: Client) -> None:
    response = officer.post(UPLOAD, {"a": "b"})

    assert response.status_code == 422
    assert "Hãy chọn tệp cần nhập." in text_of(response)


def test_original_file_comes_back_as_it_was(officer: Client) -> None:
    sent(officer, GOOD)

    response = officer.get(reverse("indicators:long_table_file", args=[LongTable.objects.get().pk]))

    assert b"".join(response.streaming_content) == long_csv(GOOD)
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_list_of_imports_leads_the_province_here(officer: Client, trang_dinh_officer: User) -> None:
    page = text_of(officer.get("/nhap-lieu/"))
    officer.force_login(trang_dinh_officer)
    other = text_of(officer.get("/nhap-lieu/"))

    assert UPLOAD in page
    assert UPLOAD not in other
    assert reverse("indicators:template_list") in other


def undo(client: Client, **data: str):
    table = LongTable.objects.get()
    return client.post(reverse("indicators:long_table_undo", args=[table.pk]), data)


def test_stored_table_is_undone_from_its_page(officer: Client, provincial_officer: User) -> None:
    sent(officer, GOOD)
    offered = text_of(officer.get(LongTable.objects.get().get_absolute_url()))
    grown(confirmed(officer))
    page = text_of(officer.get(LongTable.objects.get().get_absolute_url()))

    response = undo(officer, reason="Nhầm tệp của năm khác.")
    steps = grown(response)
    after = text_of(officer.get(LongTable.objects.get().get_absolute_url()))

    assert "Hoàn tác bảng này" not in offered
    assert "Kỳ do bảng này mở vẫn để mở: 2023Q4" in page
    assert "Đang hoàn tác bảng dài" in steps
    assert steps.count("<progress") == 4
    assert not Figure.objects.exists()
    assert "Nhầm tệp của năm khác." in after
    assert f"{provincial_officer.get_full_name()} hoàn tác lúc" in after
    assert "Hoàn tác bảng này" not in after


def test_undoing_without_a_reason_says_so(officer: Client) -> None:
    sent(officer, GOOD)
    grown(confirmed(officer))

    answer = text_of(officer.get(undo(officer).headers["Location"]))

    assert "Hãy ghi lý do hoàn tác" in answer
    assert Figure.objects.exists()


def test_refusal_to_undo_names_what_came_later(officer: Client) -> None:
    sent(officer, GOOD)
    grown(confirmed(officer))
    later = LongTable.objects.get()
    sent(officer, ("06001", "hh_total", "2023Q4", 751))
    newest = LongTable.objects.first()
    grown(officer.post(reverse("indicators:long_table_confirm", args=[newest.pk])))

    url = reverse("indicators:long_table_undo", args=[later.pk])
    steps = grown(officer.post(url, {"reason": "Nhầm."}))

    assert "Xã Đoàn Kết, quý IV năm 2023" in steps
    assert Figure.objects.get().value == 751


def test_history_names_the_table_that_a_figure_came_from(officer: Client) -> None:
    sent(officer, GOOD)
    grown(confirmed(officer))

    page = text_of(officer.get(reverse("indicators:history")))

    assert LongTable.objects.get().get_absolute_url() in page
