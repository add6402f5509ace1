"""An official list as the browser sends, answers, confirms and takes it back."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators.models import User
from programs.models import AreaClass, ClassList
from programs.services.class_lists import place_key
from tests.factories.class_lists import listed, official
from tests.factories.reference import commune
from tests.indicators.views.upload import named, text_of

pytestmark = pytest.mark.django_db
UPLOAD = reverse("programs:class_upload")
FIRST = (1, "Huyện Tràng Định", "Xã Đại Đồng", "III")


@pytest.fixture
def officer(client: Client, provincial_officer: User) -> Client:
    client.force_login(provincial_officer)
    return client


def sent(client: Client, data: bytes, **fields: object) -> HttpResponse:
    given = {"kind": "regions", "decision": official().pk, "file": named(data, "QĐ 861.xlsx")}
    return client.post(UPLOAD, given | fields, follow=True)


def at(step: str) -> str:
    return reverse(f"programs:class_{step}", args=[ClassList.objects.get().pk])


def test_list_is_shown_confirmed_and_found_under_its_classes(officer: Client) -> None:
    page = text_of(sent(officer, listed(FIRST)))
    assert "Đọc được cả danh sách: 1 dòng sẽ ghi" in page
    assert "Xác nhận và lưu" in page

    stored = text_of(officer.post(at("confirm"), follow=True))
    classes = text_of(officer.get(reverse("programs:class_list")))

    assert "Đã ghi 1 dòng" in stored
    assert "Xã Đại Đồng" in text_of(
        officer.get(reverse("programs:class_list"), {"ngay": "01/01/2024"})
    )
    assert "Nạp danh sách" in classes


def test_question_is_asked_before_anything_can_be_confirmed(officer: Client) -> None:
    data = listed((1, "Xã Hòa Bình", "III"), headings=("TT", "Xã", "Khu vực"))
    page = text_of(sent(officer, data))
    assert "“Xã Hòa Bình” có thể là nhiều đơn vị" in page
    assert "Xã Hòa Bình, Huyện Hữu Lũng" in page
    assert "Xác nhận và lưu" not in page

    chosen = {place_key(0): commune("06397").pk}
    page = text_of(officer.post(at("answer"), chosen, follow=True))

    assert "Xác nhận và lưu" in page
    officer.post(at("confirm"))
    assert AreaClass.objects.get().area == commune("06397")


def test_refused_place_is_shown_with_sheet_cell_and_reason_and_harmless(officer: Client) -> None:
    wrong = (2, "Huyện Tràng Định", "Xã <script>alert(1)</script>", "III")

    response = sent(officer, listed(FIRST, wrong))

    assert "DS, ô C4" in text_of(response)
    assert "Không có xã, phường, thị trấn" in text_of(response)
    assert "<script>alert" not in response.content.decode()


def test_day_before_the_decision_keeps_what_was_chosen(officer: Client) -> None:
    response = sent(officer, listed(FIRST), valid_from="01/01/2020")

    assert response.status_code == 422
    assert "ký ngày 04/06/2021" in text_of(response)
    assert 'value="01/01/2020"' in response.content.decode()


def test_undo_asks_for_a_reason(officer: Client) -> None:
    sent(officer, listed(FIRST))
    officer.post(at("confirm"))

    assert "Hãy ghi lý do" in text_of(officer.post(at("undo"), follow=True))
    page = text_of(officer.post(at("undo"), {"reason": "Nhầm tệp"}, follow=True))

    assert "hoàn tác lúc" in page
    assert not AreaClass.objects.exists()


def test_leader_reads_a_list_and_is_offered_nothing_to_do(
    officer: Client, client: Client, leader: User
) -> None:
    sent(officer, listed(FIRST))
    client.force_login(leader)

    page = text_of(client.get(at("import")))

    assert "Xác nhận và lưu" not in page
    assert "1 dòng sẽ ghi" in page
