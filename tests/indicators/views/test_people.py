"""The administrator's pages: what is stored, what is refused, what is shown once."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import PersonEvent, Role, User
from indicators.views.people import A_PAGE
from tests.factories.people import PASSWORD, member
from tests.factories.reference import district, province
from tests.factories.rows import new_user, saved
from tests.indicators.views.codes import enrolled, sign_in
from tests.indicators.views.upload import text_of

PERSON = {
    "username": "hoang.mau",
    "last_name": "Hoàng Thị",
    "first_name": "Mẫu",
    "email": "hoang.mau@langson.gov.vn",
}


@pytest.fixture
def office(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"indicators:{name}", args=args)


def shown_password(page: str) -> str:
    return re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", page)[0]


def give(office: Client, username: str, role: str, area) -> str:
    answer = office.post(
        url("role_give", username), {"role": role, "area": getattr(area, "pk", area)}, follow=True
    )
    return text_of(answer)


def test_navigation_leads_administrators_to_people_and_nobody_else(
    office: Client, leader: User
) -> None:
    link = f'href="{url("person_list")}"'

    with_link = text_of(office.get("/"))
    office.force_login(leader)

    assert link in with_link
    assert link not in text_of(office.get("/"))


def test_new_person_signs_in_with_the_password_shown_once(office: Client) -> None:
    answer = office.post(url("person_create"), PERSON)
    password = shown_password(text_of(answer))

    assert "no-store" in answer.headers["Cache-Control"]
    assert password not in text_of(office.get(url("person_detail", "hoang.mau")))
    signed_in = sign_in(Client(), "hoang.mau", password)
    assert signed_in.status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"username": "quantri"}, "Tên đăng nhập “quantri” đã có người dùng."),
        ({"username": "Quản Trị"}, "Tên đăng nhập gồm 3–30 chữ thường không dấu"),
        ({"username": ""}, "Hãy nhập tên đăng nhập."),
        ({"last_name": " "}, "Hãy nhập họ và tên đệm."),
        ({"first_name": ""}, "Hãy nhập tên."),
        ({"email": "hoang.mau"}, "Địa chỉ thư điện tử chưa đúng."),
    ],
    ids=str,
)
def test_person_that_cannot_be_created_is_explained_and_what_was_typed_kept(
    fields: dict[str, str], sentence: str, office: Client
) -> None:
    typed = PERSON | fields

    answer = office.post(url("person_create"), typed)

    page = text_of(answer)
    assert answer.status_code == 422
    assert page.count(sentence) == 2  # in the summary and beside the field
    assert all(f'value="{value}"' in page for value in typed.values())
    assert User.objects.count() == 1


def test_name_with_markup_is_shown_as_text(office: Client) -> None:
    office.post(url("person_create"), PERSON | {"first_name": "<script>x</script>"})

    assert "<script>x" not in text_of(office.get(url("person_list")))


def test_name_and_mail_are_corrected(office: Client, leader: User) -> None:
    typed = {"last_name": "Vi Văn", "first_name": "Mới", "email": ""}

    page = text_of(office.post(url("person_edit", "lanhdao"), typed, follow=True))

    assert "Đã lưu họ tên và thư điện tử." in page
    assert "Vi Văn Thử → Vi Văn Mới" in page


def test_correction_without_a_name_is_refused_and_kept(office: Client, leader: User) -> None:
    typed = {"last_name": "", "first_name": "Mới", "email": ""}

    answer = office.post(url("person_edit", "lanhdao"), typed)

    assert answer.status_code == 422
    assert 'value="Mới"' in text_of(answer)
    assert User.objects.get(pk=leader.pk).first_name == "Thử"


def test_role_is_given_taken_and_told(office: Client, leader: User) -> None:
    given = give(office, "lanhdao", Role.DISTRICT_OFFICER, district("180"))
    held = leader.memberships.get(role=Role.DISTRICT_OFFICER)

    taken = text_of(office.post(url("role_take", "lanhdao", held.pk), follow=True))

    assert "Đã giao vai trò." in given
    assert "Đã thôi vai trò." in taken
    assert taken.count("Cán bộ huyện · Huyện Tràng Định") == 2  # given and taken, in the history
    assert not leader.memberships.filter(role=Role.DISTRICT_OFFICER).exists()


@pytest.mark.parametrize(
    ("role", "code", "sentence"),
    [
        ("leader", "180", "Vai trò Lãnh đạo được giao theo cả tỉnh."),
        ("district_officer", "20", "được giao theo huyện, thành phố hoặc xã."),
        ("king", "20", "Không có vai trò này. Hãy chọn lại."),
        ("", "20", "Hãy chọn vai trò."),
        ("leader", "0", "Không có địa bàn này. Hãy chọn lại."),
        ("leader", "", "Hãy chọn địa bàn."),
        ("leader", "20", "Người này đã có vai trò đó tại địa bàn đó."),
    ],
)
def test_role_that_cannot_be_given_is_explained(
    role: str, code: str, sentence: str, office: Client, leader: User
) -> None:
    area = {"20": province, "180": lambda: district("180")}.get(code, lambda: code)()

    page = give(office, "lanhdao", role, area)

    assert sentence in page
    assert leader.memberships.count() == 1
    assert not PersonEvent.objects.exists()


def test_chosen_role_and_place_stay_chosen_when_refused(office: Client, leader: User) -> None:
    page = give(office, "lanhdao", "provincial_officer", district("180"))

    assert '<option value="provincial_officer" selected>' in page
    assert f'<option value="{district("180").pk}" selected>' in page


def test_role_of_another_person_is_not_found(office: Client, leader: User) -> None:
    own = User.objects.get(username="quantri").memberships.get()

    assert office.post(url("role_take", "lanhdao", own.pk)).status_code == 404


@pytest.mark.parametrize("step", ["person_deactivate", "role_take"])
def test_administrator_does_not_lock_out_oneself(
    step: str, office: Client, administrator: User
) -> None:
    extra = [administrator.memberships.get().pk] if step == "role_take" else []

    page = text_of(office.post(url(step, "quantri", *extra), follow=True))

    assert "Hãy nhờ một người quản trị khác." in page
    assert office.get(url("person_list")).status_code == 200


def test_account_is_closed_and_opened_again(office: Client, leader: User) -> None:
    closed = text_of(office.post(url("person_deactivate", "lanhdao"), follow=True))
    stopped = sign_in(Client(), "lanhdao").status_code
    opened = text_of(office.post(url("person_reactivate", "lanhdao"), follow=True))

    assert ("Đã ngừng tài khoản." in closed, "Tài khoản đã hoạt động lại." in opened) == (True,) * 2
    assert (stopped, sign_in(Client(), "lanhdao").status_code) == (200, 302)


def test_new_password_ends_the_person_s_sessions(office: Client, leader: User) -> None:
    theirs = Client()
    theirs.force_login(leader)

    password = shown_password(text_of(office.post(url("person_password", "lanhdao"))))

    assert theirs.get("/").headers["Location"].startswith("/dang-nhap/")
    assert sign_in(Client(), "lanhdao", PASSWORD).status_code == 200
    assert sign_in(Client(), "lanhdao", password).status_code == 302


def test_locked_person_is_seen_and_unlocked(office: Client, leader: User) -> None:
    for _ in range(5):
        sign_in(Client(), "lanhdao", "sai")

    seen = text_of(office.get(url("person_detail", "lanhdao")))
    listed = text_of(office.get(url("person_list")))
    done = text_of(office.post(url("person_unlock", "lanhdao"), follow=True))

    assert "Mở khóa đăng nhập</button>" in seen
    assert "Tạm khóa đến" in listed
    assert "Mở khóa đăng nhập</button>" not in done
    assert sign_in(Client(), "lanhdao").status_code == 302


def test_lost_telephone_is_forgotten(office: Client, leader: User) -> None:
    enrolled(leader)

    done = text_of(office.post(url("person_reset_factor", "lanhdao"), follow=True))

    assert "Đã tắt xác thực hai bước của người này." in done
    assert sign_in(Client(), "lanhdao").headers["Location"] == "/"


def test_list_is_searched_and_narrowed(
    office: Client, leader: User, trang_dinh_officer: User
) -> None:
    page = text_of(
        office.get(url("person_list"), {"tim": "nong van", "vai_tro": "district_officer"})
    )

    assert "1 người phù hợp" in page
    assert url("person_detail", "trangdinh") in page
    assert url("person_detail", "lanhdao") not in page


@pytest.mark.parametrize(
    "query", [{"vai_tro": "vua"}, {"dia_ban": "x"}, {"trang": "99"}, {"trang_thai": "?"}], ids=str
)
def test_choice_that_makes_no_sense_narrows_nothing(
    query: dict[str, str], office: Client, leader: User
) -> None:
    page = text_of(office.get(url("person_list"), query))

    assert url("person_detail", "lanhdao") in page


def test_search_that_finds_nobody_says_what_to_do(office: Client) -> None:
    assert "Hãy bớt điều kiện lọc" in text_of(office.get(url("person_list"), {"tim": "không ai"}))


def test_long_list_has_pages_that_keep_the_filter(office: Client) -> None:
    for number in range(A_PAGE + 5):
        saved(new_user(username=f"nguoi-{number:02}"))

    first = text_of(office.get(url("person_list"), {"tim": "nguoi"}))
    second = text_of(office.get(url("person_list"), {"tim": "nguoi", "trang": "2"}))

    assert "tim=nguoi&amp;trang=2" in first
    assert "nguoi-54" not in first
    assert "nguoi-54" in second


def test_unknown_person_is_not_found(office: Client) -> None:
    assert office.get(url("person_detail", "khong-ai")).status_code == 404


def test_others_learn_not_even_whether_a_person_exists(
    leader: User, provincial_officer: User, client: Client
) -> None:
    client.force_login(provincial_officer)

    answers = [client.get(url("person_detail", name)) for name in ("lanhdao", "khong-ai")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Chỉ người có vai trò Quản trị" in text_of(answers[0])


def test_administrator_by_the_role_alone_keeps_people(client: Client, db: None) -> None:
    client.force_login(member("quantri3", Role.ADMINISTRATOR, province()))

    assert client.get(url("person_list")).status_code == 200
