"""The pages of obstacles, as the browser sends and shows them."""

import html
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indicators.models import User
from programs.models import Obstacle, ObstacleState
from programs.services.obstacles import merge_obstacles
from tests.factories.capital import decision
from tests.factories.reference import district, indicator
from tests.factories.times import NOW
from tests.factories.work import category, new_task, stored
from tests.programs.obstacle_rows import accepted, in_hand, many, raised

from .pages import words

RAISE = "/kho-khan/them/"
PDF = b"%PDF-1.7 bien ban"


@pytest.fixture
def van_quan(client: Client, van_quan_officer: User) -> Client:
    client.force_login(van_quan_officer)
    return client


def typed(**changed: object) -> dict[str, object]:
    values = {
        "area": district("184").pk,
        "raised_on": "01/07/2024",
        "content": "Thiếu quỹ đất ở cho hộ nghèo",
        "severity": "high",
    }
    return values | changed


def step(client: Client, obstacle: Obstacle, slug: str, **said: object):
    version = Obstacle.objects.get(pk=obstacle.pk).version
    return client.post(f"/kho-khan/{obstacle.pk}/buoc/{slug}/", {"version": version} | said)


def test_district_raises_an_obstacle(van_quan: Client) -> None:
    answer = van_quan.post(RAISE, typed(capital_stuck_million_vnd="1.234,5"))

    obstacle = Obstacle.objects.get()
    assert answer.headers["Location"] == obstacle.get_absolute_url()
    assert obstacle.capital_stuck_million_vnd * 10 == 12345
    assert "Thiếu quỹ đất ở cho hộ nghèo" in words(van_quan.get(obstacle.get_absolute_url()))


def test_what_is_wrong_is_told_and_what_was_typed_stays(van_quan: Client) -> None:
    answer = van_quan.post(
        RAISE, typed(due_on="01/06/2024", capital_stuck_million_vnd="-5", remedy="Giao đất rừng")
    )

    page = words(answer)
    assert answer.status_code == 422
    assert "Thời hạn 01/06/2024 trước ngày nêu 01/07/2024" in page
    assert "Vốn bị vướng không được âm" in page
    assert "Giao đất rừng" in page
    assert "Thiếu quỹ đất ở" in page


def test_district_that_was_no_more_on_that_day_is_told_of(van_quan: Client) -> None:
    answer = van_quan.post(RAISE, typed(raised_on="01/08/2025"))

    assert "không phải là đơn vị hành chính vào ngày 01/08/2025" in words(answer)
    assert not Obstacle.objects.exists()


def test_district_raises_nothing_for_another(van_quan: Client) -> None:
    answer = van_quan.post(RAISE, typed(area=district("180").pk))

    assert answer.status_code == 422
    assert not Obstacle.objects.exists()


def test_hostile_words_are_shown_as_typed(van_quan: Client) -> None:
    van_quan.post(RAISE, typed(content="<script>alert(1)</script>"))

    for address in ("/kho-khan/", "/kho-khan/in/", Obstacle.objects.get().get_absolute_url()):
        assert "<script>alert" not in van_quan.get(address).content.decode()


def test_district_does_not_find_what_others_raised(
    van_quan: Client, trang_dinh_officer: User
) -> None:
    other = raised(trang_dinh_officer, code="180")

    assert van_quan.get(other.get_absolute_url()).status_code == 404
    assert other.code not in words(van_quan.get("/kho-khan/"))


def test_page_offers_what_the_person_may_do_now(
    office: Client, provincial_officer: User, leader: User
) -> None:
    obstacle = raised(provincial_officer)

    page = words(office.get(obstacle.get_absolute_url()))
    assert "Tiếp nhận" in page
    assert "Sửa nội dung" in page
    assert "Mở lại" not in page

    office.force_login(leader)
    page = words(office.get(obstacle.get_absolute_url()))
    assert "Ý kiến chỉ đạo" in page
    assert "Sửa nội dung" not in page


def test_task_to_resolve_it_is_assigned_from_the_page(
    office: Client, provincial_officer: User, leader: User
) -> None:
    obstacle = raised(provincial_officer)
    task = stored(new_task(obstacle=obstacle))

    page = office.get(obstacle.get_absolute_url())
    assert f'href="/nhiem-vu/them/?kho-khan={obstacle.pk}"' in page.content.decode()
    assert f'href="{task.get_absolute_url()}"' in page.content.decode()

    office.force_login(leader)
    assert "Giao nhiệm vụ" not in words(office.get(obstacle.get_absolute_url()))


def test_obstacle_goes_through_its_steps_by_the_pages(
    office: Client, provincial_officer: User
) -> None:
    obstacle = raised(provincial_officer)

    step(office, obstacle, "tiep-nhan", category=category().pk, authority="province")
    wrong = step(office, obstacle, "bat-dau")
    assert "đơn vị chủ trì" in words(wrong)
    assert wrong.status_code == 422

    Obstacle.objects.update(agency_text="Sở Xây dựng", due_on=date(2024, 12, 31))
    step(office, obstacle, "bat-dau")
    step(office, obstacle, "chuyen-cap", to="ministry", decision=decision().pk)
    step(office, obstacle, "ghi-tien-do", text="Đã có công văn")
    step(office, obstacle, "giai-quyet", text="Đã nâng mức hỗ trợ", resolved_on="01/10/2024")

    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.level) == (ObstacleState.RESOLVED, "ministry")
    assert obstacle.closed_on == date(2024, 10, 1)


@pytest.mark.parametrize("slug", ["khong-tiep-nhan", "ghi-tien-do", "giai-quyet", "chuyen-cap"])
def test_step_without_its_words_is_refused_beside_the_box(
    office: Client, provincial_officer: User, slug: str
) -> None:
    obstacle = in_hand(raised(provincial_officer), provincial_officer)

    answer = step(office, obstacle, slug)

    assert answer.status_code == 422
    assert "_error" in answer.content.decode()


def test_step_out_of_order_is_refused_with_the_state(
    office: Client, provincial_officer: User
) -> None:
    answer = step(office, raised(provincial_officer), "giai-quyet", text="Xong")

    assert "đang ở trạng thái “Mới nêu”" in words(answer)


def test_who_was_overtaken_sees_it_and_keeps_what_was_typed(
    office: Client, provincial_officer: User
) -> None:
    obstacle = raised(provincial_officer)
    accepted(obstacle, provincial_officer)

    late = step(office, obstacle, "ghi-tien-do", text="Đã họp", version=1)
    again = step(office, obstacle, "ghi-tien-do", text="Đã họp", version=2)

    assert "Người khác vừa cập nhật" in words(late)
    assert "Đã họp" in words(late)
    assert 'name="version" value="2"' in late.content.decode()
    assert again.status_code == 302


def test_rejected_unsorted_one_is_sorted_when_reopened(
    office: Client, provincial_officer: User
) -> None:
    obstacle = raised(provincial_officer)
    step(office, obstacle, "khong-tiep-nhan", text="Chưa rõ")

    wrong = step(office, obstacle, "mo-lai", text="Nêu lại")
    step(office, obstacle, "mo-lai", text="Nêu lại", category=category().pk, authority="province")

    obstacle.refresh_from_db()
    assert "Khó khăn này chưa phân nhóm" in words(wrong)
    assert obstacle.state == ObstacleState.ACCEPTED


def test_similar_ones_are_merged_by_choice_or_by_code(
    office: Client, provincial_officer: User, trang_dinh_officer: User
) -> None:
    into = raised(provincial_officer)
    first, second = (raised(trang_dinh_officer, code="180") for _ in range(2))

    offered = html.unescape(office.get(f"/kho-khan/{first.pk}/buoc/gop/").content.decode())
    step(office, first, "gop", into=into.pk)
    step(office, second, "gop", code=into.code.lower())
    unknown = step(office, into, "gop", code="KK-9999999")

    assert into.code in offered
    assert {row.merged_into for row in Obstacle.objects.filter(state="merged")} == {into}
    assert into.raisings.count() == 3
    assert "Không có khó khăn mang mã" in words(unknown)


def test_edit_keeps_the_words_in_which_it_was_raised(
    office: Client, van_quan_officer: User
) -> None:
    obstacle = raised(van_quan_officer)
    address = f"/kho-khan/{obstacle.pk}/sua/"
    assert 'value="1"' in office.get(address).content.decode()

    office.post(
        address,
        {
            "content": "Mức hỗ trợ nhà ở thấp",
            "severity": "low",
            "areas": [district("184").pk, district("180").pk],
            "version": obstacle.version,
        },
    )

    page = words(office.get(obstacle.get_absolute_url()))
    assert "Mức hỗ trợ nhà ở thấp" in page
    assert "Định mức hỗ trợ nhà ở thấp" in page
    assert "Huyện Tràng Định" in page


def test_attached_file_comes_back_as_it_was(van_quan: Client, van_quan_officer: User) -> None:
    obstacle = raised(van_quan_officer)
    address = f"/kho-khan/{obstacle.pk}/tep/"

    van_quan.post(address, {"file": SimpleUploadedFile("bien-ban.doc", PDF)})
    again = van_quan.post(address, {"file": SimpleUploadedFile("khac.pdf", PDF)})
    wrong = van_quan.post(address, {"file": SimpleUploadedFile("bien-ban.pdf", b"MZ khong phai")})

    kept = obstacle.files.get()
    answer = van_quan.get(f"{address}{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert kept.file_name == "bien-ban.pdf"
    assert "đã được đính kèm" in words(again)
    assert "có nội dung không phải" in words(wrong)
    assert obstacle.updates.filter(step="attached").count() == 1


def test_filters_stay_in_the_address_of_print_and_next_page(
    office: Client, provincial_officer: User
) -> None:
    many(60, of=provincial_officer, due_on=date(2024, 9, 1))

    page = html.unescape(office.get("/kho-khan/?qua_han=on&dia_ban=184").content.decode())

    assert 'href="/kho-khan/in/?qua_han=on&dia_ban=184"' in page
    assert "?qua_han=on&dia_ban=184&sau=2024-" in page


@pytest.mark.parametrize("address", ["/kho-khan/", "/kho-khan/in/", "/kho-khan/?tu=kho"])
def test_pages_of_many_take_at_most_twelve_queries(
    office: Client,
    provincial_officer: User,
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    many(300, of=provincial_officer)

    with django_assert_max_num_queries(12):
        assert office.get(address).status_code == 200


def test_filters_that_make_no_sense_narrow_nothing(
    office: Client, provincial_officer: User
) -> None:
    obstacle = raised(provincial_officer)

    for query in ("trang_thai=x", "nhom=x", "sau=x.y", "sau=2024-01-01.x", "cap='"):
        assert obstacle.code in words(office.get(f"/kho-khan/?{query}"))


def test_indicator_page_lists_what_holds_it_back_and_leads_there(
    client: Client, van_quan_officer: User, trang_dinh_officer: User
) -> None:
    poverty = indicator("ho-ngheo")
    obstacle = raised(van_quan_officer, "Hộ <b>nghèo</b> thiếu đất", indicator=poverty)
    client.force_login(van_quan_officer)
    page = client.get(poverty.get_absolute_url()).content.decode()
    client.force_login(trang_dinh_officer)
    other = client.get(poverty.get_absolute_url()).content.decode()

    assert "Khó khăn, vướng mắc đang cản chỉ tiêu này" in page
    assert obstacle.get_absolute_url() in page
    assert "Hộ &lt;b&gt;nghèo&lt;/b&gt; thiếu đất" in page
    assert obstacle.get_absolute_url() not in other
    assert "Chưa có khó khăn, vướng mắc nào" in other


def test_obstacle_page_leads_to_the_indicator_that_it_holds_back(
    client: Client, van_quan_officer: User
) -> None:
    poverty = indicator("ho-ngheo")
    obstacle = raised(van_quan_officer, indicator=poverty)
    client.force_login(van_quan_officer)

    page = client.get(obstacle.get_absolute_url()).content.decode()

    assert "Đang cản việc gì" in page
    assert poverty.get_absolute_url() in page


def test_link_to_a_merged_obstacle_is_only_for_who_may_read_it(
    client: Client, van_quan_officer: User, trang_dinh_officer: User, provincial_officer: User
) -> None:
    into = raised(van_quan_officer)
    other = raised(trang_dinh_officer, code="180")
    merge_obstacles(obstacle=other, into=into, by=provincial_officer, now=NOW)

    def links(reader: User, page: Obstacle, to: Obstacle) -> bool:
        client.force_login(reader)
        shown = client.get(page.get_absolute_url()).content.decode()
        assert to.code in shown
        return f'href="{to.get_absolute_url()}"' in shown

    assert links(provincial_officer, into, other)
    assert not links(van_quan_officer, into, other)
    assert links(trang_dinh_officer, into, other)


def test_merged_obstacle_does_not_lead_where_its_reader_may_not_go(
    client: Client, van_quan_officer: User, provincial_officer: User
) -> None:
    """The other may have been told of other places since."""
    other = raised(van_quan_officer)
    into = raised(provincial_officer, code="180")
    merge_obstacles(obstacle=other, into=into, by=provincial_officer, now=NOW)
    into.raisings.filter(area=district("184")).delete()
    into.areas.set([district("180")])
    client.force_login(van_quan_officer)

    page = client.get(other.get_absolute_url()).content.decode()

    assert into.code in page
    assert into.get_absolute_url() not in page
