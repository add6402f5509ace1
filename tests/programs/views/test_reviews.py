"""The pages of reviews and classes, as the browser sends and shows them."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from programs.models import AreaReview, ReviewState
from programs.services.reviews import propose_review
from tests.factories.capital import decision
from tests.factories.reference import communes, district
from tests.factories.times import NOW
from tests.factories.work import new_area_class, new_criterion, new_review, stored
from tests.programs.services.test_reviews import registered

from .pages import words

LIST, CREATE, CLASSES = "/ra-soat/", "/ra-soat/dang-ky/", "/ra-soat/phan-dinh/"
HOSTILE = "=1+1<script>alert(1)</script>"


def page_of(review: AreaReview, name: str) -> str:
    return reverse(f"programs:review_{name}", args=[review.pk])


@pytest.fixture
def huyen(client: Client, van_quan_officer: User) -> Client:
    """The browser of Văn Quan's officer."""
    client.force_login(van_quan_officer)
    return client


def test_village_is_registered_by_its_district(huyen: Client) -> None:
    area = communes(district("184"))[0]

    answer = huyen.post(CREATE, {"area": area.pk, "village_name": " Bản  Làn ", "year": "2024"})

    review = AreaReview.objects.get()
    assert answer.headers["Location"] == review.get_absolute_url()
    assert (review.kind, review.village_name) == ("village", "Bản Làn")


def test_commune_of_another_district_is_not_offered(huyen: Client) -> None:
    area = communes(district("180"))[0]

    answer = huyen.post(CREATE, {"area": area.pk, "year": "2024", "village_name": "Bản Làn"})

    assert answer.status_code == 422
    assert "Hãy chọn một xã" in words(answer)
    assert 'value="Bản Làn"' in answer.content.decode()


def test_unit_is_registered_once_a_year(huyen: Client, van_quan_officer: User) -> None:
    review = registered(van_quan_officer)

    answer = huyen.post(CREATE, {"area": review.area_id, "year": "2024"})

    assert "Địa bàn này đã đăng ký trong năm" in words(answer)


def test_evidence_is_kept_and_shown(huyen: Client, van_quan_officer: User) -> None:
    review, one = registered(van_quan_officer), stored(new_criterion())

    huyen.post(
        page_of(review, "evidence"),
        {f"met_{one.pk}": "0", f"text_{one.pk}": "Còn 12 hộ", "version": 1},
    )

    shown = words(huyen.get(review.get_absolute_url()))
    assert "Chưa đạt Còn 12 hộ" in shown
    assert 'value="Còn 12 hộ"' in huyen.get(page_of(review, "evidence")).content.decode()


def test_unit_with_a_criterion_not_met_does_not_leave(
    office: Client, provincial_officer: User
) -> None:
    review, one = registered(provincial_officer), stored(new_criterion())
    office.post(page_of(review, "evidence"), {f"met_{one.pk}": "0"})

    answer = office.post(
        page_of(review, "conclude"),
        {"state": "left", "text": "Đủ điều kiện", "decision": decision().pk},
    )

    assert "Còn tiêu chí chưa đạt: Tiêu chí thử nghiệm" in words(answer)
    assert "Đủ điều kiện" in words(answer)


def test_unit_is_proposed_concluded_and_reopened(office: Client, provincial_officer: User) -> None:
    review = registered(provincial_officer)
    office.post(page_of(review, "propose"), {"text": "Đề nghị công nhận"})

    without = office.post(page_of(review, "conclude"), {"state": "left", "text": "Đạt"})
    office.post(
        page_of(review, "conclude"),
        {"state": "left", "text": "Đạt", "decision": decision().pk, "decided_on": "01/02/2024"},
    )
    review.refresh_from_db()
    assert "Hãy chọn văn bản công nhận" in words(without)
    assert review.state == ReviewState.LEFT
    assert "Xã 1 47" in words(office.get(LIST))

    office.post(page_of(review, "reopen"), {"text": "Nhập nhầm"})
    review.refresh_from_db()
    assert review.state == ReviewState.STRIVING


def test_overtaken_step_is_refused_and_keeps_what_was_typed(
    office: Client, provincial_officer: User
) -> None:
    review = registered(provincial_officer)
    propose_review(review=review, text="Lần đầu", by=provincial_officer, now=NOW)

    answer = office.post(page_of(review, "propose"), {"text": "Lần hai", "version": "1"})

    assert "Người khác vừa cập nhật" in words(answer)
    assert "Lần hai" in words(answer)
    assert 'name="version" value="2"' in answer.content.decode()


def test_district_concludes_nothing_and_finds_only_its_own(
    huyen: Client, van_quan_officer: User
) -> None:
    own = registered(van_quan_officer)
    other = stored(new_review(area=communes(district("180"))[0]))

    assert huyen.get(page_of(own, "conclude")).status_code == 403
    assert huyen.get(other.get_absolute_url()).status_code == 404
    assert "1 lượt đăng ký" in words(huyen.get(LIST))


def test_list_costs_the_same_however_long_it_is(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for area in communes(district("184")):
        stored(new_review(area=area))

    with django_assert_max_num_queries(13):
        office.get(LIST)


def test_published_counts_stand_with_their_source(office: Client) -> None:
    said = words(office.get(CLASSES))

    assert "Xã khu vực III 88 toàn tỉnh 861/QĐ-TTg , 04/06/2021" in said
    assert "Thôn đặc biệt khó khăn 94" in said
    assert "Chưa có danh sách từng xã, thôn" in said


def test_classes_are_listed_by_day(office: Client) -> None:
    stored(new_area_class())

    assert "Xã khu vực III: 1" in words(office.get(CLASSES, {"ngay": "01/01/2024"}))
    assert "Chưa có danh sách" in words(office.get(CLASSES, {"ngay": "01/01/2020"}))
    assert office.get(CLASSES, {"ngay": "hôm qua", "loai": "'"}).status_code == 200


def test_hostile_words_stay_words(office: Client, provincial_officer: User) -> None:
    review = registered(provincial_officer, village_name=HOSTILE)
    propose_review(review=review, text=HOSTILE, by=provincial_officer, now=NOW)

    for address in (LIST, review.get_absolute_url(), page_of(review, "propose")):
        assert "<script>alert" not in office.get(address).content.decode()
    answer = office.get("/ra-soat/tai-ve/")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert (sheet["D4"].value, sheet["D4"].data_type) == (HOSTILE, "s")


def test_map_says_in_words_what_each_district_did_and_leads_to_its_list(
    client: Client, leader: User, van_quan_officer: User
) -> None:
    stored(new_review(area=communes(district("184"))[0], year=2024))
    client.force_login(leader)
    page = client.get(reverse("programs:review_map")).content.decode()
    client.force_login(van_quan_officer)
    own = client.get(reverse("programs:review_map")).content.decode()

    assert "1 phấn đấu" in page
    assert f"huyen={district('184').pk}" in page
    assert page.count("không đăng ký</span></td>") == 10
    assert 'class="tiles"' not in own
    assert "chỉ gồm địa bàn bạn" in own
    assert "Tràng Định" not in own


def conclusion(**fields: object) -> dict[str, object]:
    left = {"state": "left", "text": "Đủ tiêu chí", "decision": decision().pk, "version": 1}
    return left | {"decided_on": "01/08/2024"} | fields


def test_conclusion_offers_to_end_the_class_with_its_decision(
    office: Client, provincial_officer: User
) -> None:
    review = registered(provincial_officer)
    row = stored(new_area_class(area=review.area))
    offered = words(office.get(page_of(review, "conclude")))

    office.post(page_of(review, "conclude"), conclusion(ends_class="on"))

    assert "Đưa ra khỏi danh sách phân định" in offered
    assert "Dòng đang hiệu lực: Xã khu vực III từ 04/06/2021" in offered
    row.refresh_from_db()
    assert (str(row.valid_to), row.ended_by) == ("2024-08-01", decision())
    page = words(office.get(review.get_absolute_url()))
    assert "ra khỏi danh sách từ 01/08/2024" in page
    assert "còn dòng đang hiệu lực" not in page


def test_unit_that_left_and_is_still_listed_is_told_of(
    office: Client, provincial_officer: User
) -> None:
    review = registered(provincial_officer)
    stored(new_area_class(area=review.area))

    office.post(page_of(review, "conclude"), conclusion())

    assert "còn dòng đang hiệu lực" in words(office.get(review.get_absolute_url()))


def test_unit_without_a_class_is_not_asked_about_it(
    office: Client, provincial_officer: User
) -> None:
    review = registered(provincial_officer)

    assert "phân định từ ngày" not in words(office.get(page_of(review, "conclude")))
    assert office.post(page_of(review, "conclude"), conclusion()).status_code == 302
    assert "Không có dòng nào của đơn vị này" in words(office.get(review.get_absolute_url()))
