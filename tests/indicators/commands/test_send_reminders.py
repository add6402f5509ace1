"""Reminders around the due date: whom, of what, once."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django.fixtures import Settings

from indicators.models import Period, Reminder, Report, Role, User
from indicators.services.periods import open_period
from indicators.services.reports import extend_report, return_report
from tests.factories.people import member
from tests.factories.reference import district, period, province, report_of
from tests.factories.reports import sent_report
from tests.factories.times import NOW, local_time

PICKY = "tests.factories.mail.PickyBackend"


def run(day: str) -> str:
    out = StringIO()
    call_command("send_reminders", "--date", day, stdout=out)
    return out.getvalue()


def receivers() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def letter_to(address: str, number: int = 0) -> mail.EmailMessage:
    return [message for message in mail.outbox if message.to == [address]][number]


def with_address(user: User, address: str) -> User:
    user.email = address
    user.save()
    return user


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_ADDRESS = "https://lsdash.langson.gov.vn/"
    settings.REMINDER_DAYS = (5, 1, -1, -5)


@pytest.fixture
def officer(open_quarter: Period, trang_dinh_officer: User) -> User:
    return with_address(trang_dinh_officer, "trangdinh@langson.gov.vn")


@pytest.fixture
def province_officer(provincial_officer: User) -> User:
    return with_address(provincial_officer, "tinh@langson.gov.vn")


@pytest.mark.parametrize("day", ["05/10/2024", "2024-10-09", "11/10/2024", "15/10/2024"])
def test_officer_is_reminded_on_the_chosen_days(day: str, officer: User) -> None:
    said = run(day)

    assert receivers() == ["trangdinh@langson.gov.vn"]
    assert "Đã gửi 1 thư nhắc." in said


@pytest.mark.parametrize("day", ["04/10/2024", "06/10/2024", "10/10/2024", "12/10/2024"])
def test_officer_is_left_alone_on_other_days(day: str, officer: User) -> None:
    assert "Đã gửi 0 thư nhắc." in run(day)
    assert mail.outbox == []


def test_letter_says_what_is_owed_until_when_and_where(officer: User) -> None:
    run("05/10/2024")

    letter = letter_to("trangdinh@langson.gov.vn")
    assert letter.subject == "LSDash: còn 1 báo cáo phải gửi"
    assert "Kính gửi Nông Văn Ví Dụ" in letter.body
    assert (
        "- Huyện Tràng Định, quý III năm 2024, biểu F1: hạn đến hết ngày 10/10/2024, còn 5 ngày\n"
        "  https://lsdash.langson.gov.vn/bao-cao/2024Q3/F1/180/" in letter.body
    )
    assert "Văn Quan" not in letter.body


def test_one_letter_lists_everything_that_a_person_owes(officer: User) -> None:
    open_period(period=period("2024Q2"), now=local_time(2024, 6, 16, 8))

    run("2024-10-09")

    letter = letter_to("trangdinh@langson.gov.vn")
    assert len(mail.outbox) == 1
    assert letter.subject == "LSDash: còn 2 báo cáo phải gửi, 1 đã quá hạn"
    assert "quá hạn 91 ngày" in letter.body
    assert "còn 1 ngày" in letter.body


def test_second_run_of_a_day_sends_nothing(officer: User) -> None:
    run("05/10/2024")

    said = run("05/10/2024")

    assert len(mail.outbox) == 1
    assert "Đã gửi 0 thư nhắc." in said
    assert Reminder.objects.count() == 1


def test_each_of_the_days_is_a_letter_of_its_own(officer: User) -> None:
    for day in ("05/10/2024", "09/10/2024", "11/10/2024", "15/10/2024"):
        run(day)

    days = Reminder.objects.order_by("pk").values_list("days_left", flat=True)
    assert list(days) == [5, 1, -1, -5]


def test_sent_report_is_not_reminded_of(officer: User) -> None:
    sent_report(report_of("F1", "180"), by=officer)

    run("09/10/2024")

    assert mail.outbox == []


def test_returned_report_is_owed_again_and_says_so(officer: User, provincial_officer: User) -> None:
    report = sent_report(report_of("F1", "180"), by=officer)
    return_report(report=report, by=provincial_officer, now=NOW, reason="Sai")

    run("09/10/2024")

    assert "biểu F1 (bị trả lại): hạn" in letter_to("trangdinh@langson.gov.vn").body


def test_extension_counts_as_due_date(officer: User, provincial_officer: User) -> None:
    report, until = report_of("F1", "180"), local_time(2024, 10, 20)
    extend_report(report=report, until=until, by=provincial_officer, now=NOW, reason="Bão")

    run("09/10/2024")
    assert mail.outbox == []
    run("14/10/2024")

    assert "hạn đến hết ngày 19/10/2024, còn 5 ngày" in mail.outbox[0].body


def test_extension_is_reminded_of_although_the_first_due_date_was(
    officer: User, provincial_officer: User
) -> None:
    run("09/10/2024")
    report, until = report_of("F1", "180"), local_time(2024, 10, 12)
    extend_report(report=report, until=until, by=provincial_officer, now=NOW, reason="Bão")

    run("10/10/2024")

    assert len(mail.outbox) == 2


@pytest.mark.parametrize("change", ["inactive", "no address", "leader", "administrator"])
def test_whoever_cannot_or_need_not_send_is_left_alone(
    change: str, officer: User, leader: User, administrator: User
) -> None:
    if change == "inactive":
        officer.is_active = False
    elif change == "no address":
        officer.email = ""
    else:
        with_address({"leader": leader, "administrator": administrator}[change], "x@langson.vn")
        officer.email = ""
    officer.save()

    run("09/10/2024")

    assert mail.outbox == []


def test_province_is_reminded_of_its_own_report_only_and_told_who_is_late(
    officer: User, province_officer: User
) -> None:
    run("09/10/2024")
    before = letter_to("tinh@langson.gov.vn")
    assert "Tỉnh Lạng Sơn, quý III năm 2024, biểu F2" in before.body
    assert "Tràng Định" not in before.body

    mail.outbox.clear()
    run("11/10/2024")

    own, late = (letter_to("tinh@langson.gov.vn", number) for number in (0, 1))
    assert own.subject == "LSDash: còn 1 báo cáo phải gửi, 1 đã quá hạn"
    assert late.subject == "LSDash: 12 báo cáo đã quá hạn gửi"
    assert "Huyện Tràng Định, quý III năm 2024, biểu F1: hạn đến hết ngày 10/10/2024" in late.body
    assert f"https://lsdash.langson.gov.vn/duyet/{report_of('F1', '180').pk}/" in late.body


def test_summary_goes_out_once_a_day(officer: User, province_officer: User) -> None:
    run("11/10/2024")
    count = len(mail.outbox)

    run("11/10/2024")

    assert len(mail.outbox) == count == 3


def test_summary_is_left_out_where_nobody_is_late(officer: User, province_officer: User) -> None:
    Report.objects.update(extended_until=local_time(2024, 11, 1))

    run("11/10/2024")

    assert mail.outbox == []


def test_one_failing_address_stops_no_other_and_is_tried_again(
    officer: User, van_quan_officer: User, settings: Settings
) -> None:
    with_address(officer, "ai@hong.vn")
    with_address(van_quan_officer, "vanquan@langson.gov.vn")
    settings.EMAIL_BACKEND = PICKY

    with pytest.raises(CommandError) as failed:
        run("09/10/2024")

    assert receivers() == ["vanquan@langson.gov.vn"]
    assert failed.value.returncode == 1
    assert "Không gửi được 1 thư" in str(failed.value)
    assert "ai@hong.vn" in str(failed.value)
    assert [row.to for row in Reminder.objects.all()] == [van_quan_officer]

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run("09/10/2024")
    assert receivers() == ["ai@hong.vn", "vanquan@langson.gov.vn"]


def test_two_officers_of_a_district_are_both_reminded(officer: User) -> None:
    other = member("trangdinh2", Role.DISTRICT_OFFICER, district("180"))
    with_address(other, "trangdinh2@langson.gov.vn")

    run("09/10/2024")

    assert receivers() == ["trangdinh2@langson.gov.vn", "trangdinh@langson.gov.vn"]


def test_person_with_two_districts_gets_one_letter(officer: User) -> None:
    member("trangdinh", Role.DISTRICT_OFFICER, district("184"))

    run("09/10/2024")

    assert len(mail.outbox) == 1
    assert mail.outbox[0].body.count("/bao-cao/2024Q3/F1/") == 2


def test_unreadable_date_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="không phải là ngày"):
        run("8 tháng 10")


def test_province_as_district_area_owes_nothing_of_the_districts(open_quarter: Period) -> None:
    keeper = member("tinh2", Role.PROVINCIAL_OFFICER, province())
    with_address(keeper, "tinh2@langson.gov.vn")

    run("09/10/2024")

    assert mail.outbox[0].body.count("/bao-cao/") == 1
