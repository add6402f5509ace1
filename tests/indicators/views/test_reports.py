"""A district's reports on the screen: the list, the grid, the cells, sending."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from indicators.models import Area, Figure, Period, Report, ReportState, User
from indicators.services.periods import close_period, open_period
from indicators.services.reports import Remark, return_report
from tests.factories.grid import type_cells
from tests.factories.reference import measure, period, report_of
from tests.factories.reports import filled, sent_report
from tests.factories.wide import wide_report

from .upload import text_of

pytestmark = pytest.mark.django_db
# The service's own, and session, user, rights, report; on PostgreSQL the results of the places come
# through a table of their own, made and dropped.
SAVE_QUERIES = 16 + 4 + (1 if connection.vendor == "postgresql" else 0)
AGENT = {"headers": {"accept": "application/json"}}


@pytest.fixture
def report(extended_quarter: Period) -> Report:
    return report_of("F1", "184")


@pytest.fixture
def officer(van_quan_officer: User, client: Client) -> User:
    client.force_login(van_quan_officer)
    return van_quan_officer


@pytest.fixture
def place(report: Report) -> Area:
    return report.area.children.valid_on(report.period.ends_on).order_by("code").first()


def name(area: Area, key: str = "hh_total") -> str:
    return f"{area.pk}-{measure(key).pk}"


def sent_cells(client: Client, report: Report, *cells: dict):
    address = f"{report.get_absolute_url()}luu/"
    return client.post(address, json.dumps({"cells": cells}), "application/json", **AGENT)


def cell(area: Area, text: str, key: str = "hh_total", version: int = 0, **more: object) -> dict:
    return {"id": name(area, key), "text": text, "note": None, "version": version} | more


def test_list_says_what_is_owed_by_when_and_what_to_do(
    officer: User, report: Report, client: Client
) -> None:
    page = text_of(client.get("/bao-cao/"))

    assert "Quý III năm 2024" in page
    assert "Huyện Văn Quan, biểu F1" in page
    assert "Chưa gửi" in page
    assert "còn trống 118 ô" in page
    assert "Nhập số liệu." in page
    assert "Huyện Tràng Định" not in page


def test_list_says_how_late_a_report_is_and_whom_to_ask(
    officer: User, report: Report, client: Client
) -> None:
    Report.objects.update(extended_until=None)

    page = text_of(client.get("/bao-cao/"))

    assert "Quá hạn" in page
    assert "Đề nghị cán bộ tỉnh gia hạn." in page


def test_list_says_why_a_report_came_back(
    officer: User, report: Report, provincial_officer: User, client: Client
) -> None:
    now = timezone.now()
    sent_report(report, by=officer, now=now)
    return_report(report=report, by=provincial_officer, now=now, reason="Thiếu xã Hữu Lễ")

    page = text_of(client.get("/bao-cao/"))

    assert "Bị trả lại" in page
    assert "Tỉnh trả lại: Thiếu xã Hữu Lễ" in page


def test_list_costs_the_same_for_one_report_and_for_all(
    report: Report,
    officer: User,
    provincial_officer: User,
    client: Client,
    django_assert_max_num_queries,
) -> None:
    for person in (officer, provincial_officer):
        client.force_login(person)
        with django_assert_max_num_queries(8):
            client.get("/bao-cao/")


def test_grid_has_an_input_for_every_cell_with_its_stored_text(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    type_cells(report, {place.code: {"hh_total": "1.234"}}, by=officer)

    page = client.get(report.get_absolute_url()).content.decode()

    assert page.count('<input id="o-') == 17 * 10
    assert f'name="o-{name(place)}" value="1.234"' in page


def test_grid_costs_at_most_twelve_queries_whatever_it_holds(
    officer: User, report: Report, client: Client, django_assert_max_num_queries
) -> None:
    address = report.get_absolute_url()
    with django_assert_max_num_queries(12):
        client.get(address)
    filled(report, by=officer, now=timezone.now())
    with django_assert_max_num_queries(12):
        client.get(address)


def test_grid_of_another_district_is_not_found(
    extended_quarter: Period, officer: User, client: Client
) -> None:
    assert client.get(report_of("F1", "180").get_absolute_url()).status_code == 404


def test_leader_sees_the_figures_and_no_input(
    report: Report, place: Area, van_quan_officer: User, leader: User, client: Client
) -> None:
    type_cells(report, {place.code: {"hh_total": "1.234"}}, by=van_quan_officer)
    client.force_login(leader)

    page = client.get(report.get_absolute_url()).content.decode()

    assert "1.234</span>" in page
    assert '<input id="o-' not in page


def test_closed_period_says_why_nothing_can_be_typed(
    officer: User, report: Report, provincial_officer: User, client: Client
) -> None:
    Report.objects.update(extended_until=None)
    now = timezone.now()
    close_period(period=report.period, by=provincial_officer, now=now, reason="Đã tổng hợp")

    page = text_of(client.get(report.get_absolute_url()))

    assert "chưa mở hoặc đã đóng" in page
    assert "Kiểm tra và gửi" not in page


def test_sent_report_says_that_it_waits(officer: User, report: Report, client: Client) -> None:
    sent_report(report, by=officer, now=timezone.now())

    assert "đang chờ tỉnh duyệt" in text_of(client.get(report.get_absolute_url()))


def test_remarks_of_the_last_return_are_shown_with_their_cells(
    officer: User, report: Report, place: Area, provincial_officer: User, client: Client
) -> None:
    now = timezone.now()
    sent_report(report, by=officer, now=now)
    remark = Remark((measure("hh_total").pk, place.pk), "Giảm bất thường")
    return_report(report=report, by=provincial_officer, now=now, reason="Xem lại", remarks=[remark])

    page = client.get(report.get_absolute_url()).content.decode()

    assert f'<a href="#o-{name(place)}">{place.name}, Tổng số hộ</a>: Giảm bất thường' in page


def test_cell_is_stored_and_comes_back_as_it_is_written_here(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    answer = sent_cells(client, report, cell(place, " 1234 "))

    assert answer.json()["cells"] == {name(place): {"state": "saved", "text": "1.234", "note": ""}}
    assert answer.json()["version"] == 1


def test_refused_cell_says_why_and_the_other_is_stored(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    answer = sent_cells(
        client, report, cell(place, "750"), cell(place, "tám", key="poor_hh")
    ).json()

    refused = answer["cells"][name(place, "poor_hh")]
    assert refused["state"] == "refused"
    assert "không phải là số" in refused["message"]
    assert answer["cells"][name(place)]["state"] == "saved"


def test_conflict_names_the_other_and_both_values(
    officer: User, report: Report, place: Area, provincial_officer: User, client: Client
) -> None:
    type_cells(report, {place.code: {"hh_total": "750"}}, by=provincial_officer)

    conflict = sent_cells(client, report, cell(place, "760")).json()["cells"][name(place)]

    assert conflict["state"] == "conflict"
    assert conflict["stored"] == "750"
    assert "Lý Thị Minh Họa vừa sửa ô này" in conflict["message"]


def test_closed_report_answers_the_script_with_its_sentence(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    sent_report(report, by=officer, now=timezone.now())

    answer = sent_cells(client, report, cell(place, "760"))

    assert (answer.status_code, answer.json()["code"]) == (409, "sent")
    assert "đã gửi" in answer.json()["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"cells": 1}',
        b'{"cells": [{"id": "1-2"}]}',
        b'{"cells": [{"id": "x", "text": "1", "version": 1}]}',
        b'{"cells": [{"id": "1-2", "text": 5, "version": 1}]}',
        b'{"cells": [{"id": "1-2", "text": "5", "version": "1"}]}',
    ],
)
def test_request_that_no_script_of_ours_sends_is_a_bad_request(
    body: bytes, officer: User, report: Report, client: Client
) -> None:
    answer = client.post(f"{report.get_absolute_url()}luu/", body, "application/json")

    assert answer.status_code == 400


def test_plain_form_stores_all_and_says_how_many(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    sent = {"phien-ban": "0", f"o-{name(place)}": "750", f"o-{name(place, 'poor_hh')}": "60"}

    page = text_of(client.post(report.get_absolute_url(), sent, follow=True))

    assert "Đã lưu 2 ô." in page
    assert Figure.objects.count() == 2


def test_plain_form_keeps_what_was_typed_beside_what_is_wrong(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    sent = {"phien-ban": "0", f"o-{name(place)}": "750", f"o-{name(place, 'poor_hh')}": "sáu mươi"}

    answer = client.post(report.get_absolute_url(), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="sáu mươi"' in page
    assert f'name="o-{name(place)}" value="750"' in page
    assert f'<a href="#o-{name(place, "poor_hh")}">' in page
    assert not Figure.objects.exists()


def test_plain_form_of_two_hundred_communes_is_taken(
    officer: User, report: Report, client: Client
) -> None:
    """More fields than the thousand that Django takes by default."""
    strangers = {f"o-{area}-999": "1" for area in range(100_000, 102_400)}

    answer = client.post(report.get_absolute_url(), {"phien-ban": "0"} | strangers)

    assert answer.status_code == 422
    assert not Figure.objects.exists()


def test_sending_lists_what_is_in_the_way(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    type_cells(
        report, {place.code: {"hh_total": "750", "poor_hh": "75", "poor_rate": "20"}}, by=officer
    )

    page = text_of(client.get(f"{report.get_absolute_url()}gui/"))

    assert "1 ô mâu thuẫn, phải sửa trước khi gửi" in page
    assert "16 đơn vị chưa có số liệu nào" in page
    assert "Gửi lên tỉnh" not in page


def test_sending_with_the_blanks_confirmed(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    type_cells(report, {place.code: {"hh_total": "750"}}, by=officer)
    address = f"{report.get_absolute_url()}gui/"

    unconfirmed = client.post(address)
    assert unconfirmed.status_code == 422
    assert "117 ô chưa có số liệu" in text_of(unconfirmed)

    client.post(address, {"o-trong": "117"})

    report.refresh_from_db()
    assert report.state == ReportState.SENT
    assert report.events.latest("pk").reason == "Xác nhận 117 ô chưa có số liệu."


def test_sending_twice_is_sending_once(officer: User, report: Report, client: Client) -> None:
    filled(report, by=officer, now=timezone.now())
    address = f"{report.get_absolute_url()}gui/"

    for _ in range(2):
        assert client.post(address).status_code == 302

    assert report.events.filter(to_state=ReportState.SENT).count() == 1


def test_account_that_was_disabled_stores_nothing(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)

    sent_cells(client, report, cell(place, "750"))

    assert not Figure.objects.exists()


def test_blank_form_shows_rows_and_room_to_write(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    page = text_of(client.get(f"{report.get_absolute_url()}bieu-trong/"))

    assert place.name in page
    assert "Người lập biểu" in page


def test_largest_grid_keeps_to_its_number_of_queries(
    extended_quarter: Period,
    provincial_officer: User,
    client: Client,
    django_assert_max_num_queries,
) -> None:
    """200 communes × 12 figures, and 2,400 cells saved at once."""
    report = wide_report(until=timezone.now() + timedelta(days=1))
    client.force_login(provincial_officer)
    address = report.get_absolute_url()
    communes = Area.objects.of_kind("commune").valid_on(report.period.ends_on)
    measures = report.form.measures.values_list("pk", flat=True)
    cells = [
        {"id": f"{area}-{key}", "text": "7", "note": None, "version": 0}
        for area in communes.values_list("pk", flat=True)
        for key in measures
    ]

    with django_assert_max_num_queries(SAVE_QUERIES):
        answer = sent_cells(client, report, *cells)
    with django_assert_max_num_queries(12):
        page = client.get(address)

    assert {one["state"] for one in answer.json()["cells"].values()} == {"saved"}
    assert Figure.objects.filter(report=report).count() == 2_400
    assert page.content.count(b'<input id="o-') == 2_400


def test_one_reason_explains_the_cells_that_were_listed(
    officer: User, report: Report, place: Area, client: Client
) -> None:
    open_period(period=period("2024Q2"), now=timezone.now())
    earlier = report_of("F1", "184", "2024Q2")
    Report.objects.filter(pk=earlier.pk).update(extended_until=report.extended_until)
    type_cells(earlier, {place.code: {"hh_total": "400"}}, by=officer, now=timezone.now())
    type_cells(report, {place.code: {"hh_total": "750"}}, by=officer)
    address = f"{report.get_absolute_url()}giai-trinh/"

    wrong = client.post(address, {"so-o": "2", "ly-do": "Nhập hai thôn"})
    right = client.post(address, {"so-o": "1", "ly-do": "Nhập hai thôn"}, follow=True)

    assert wrong.status_code == 422
    assert "Nhập hai thôn</textarea>" in text_of(wrong)
    assert "Đã ghi lý do cho 1 ô." in text_of(right)
    assert Figure.objects.get(report=report).note == "Nhập hai thôn"
