"""One letter, at most once, whoever sends it."""

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from indicators.models import Reminder
from indicators.selectors.reminders import letters_for
from indicators.services.reminders import LetterFailed, send_letter
from tests.factories.rows import new_reminder, new_user, saved
from tests.factories.times import NOW


def letter(*reminders: Reminder) -> dict:
    words = {"subject": "LSDash: còn 1 báo cáo phải gửi", "body": "Kính gửi"}
    return words | {"to": reminders[0].to, "reminders": reminders, "now": NOW}


@pytest.fixture
def reminder(db: None) -> Reminder:
    return new_reminder(to=saved(new_user(email="x@langson.gov.vn")))


def test_send_letter_keeps_what_it_was_about(reminder: Reminder) -> None:
    assert send_letter(**letter(reminder))

    assert [message.to for message in mail.outbox] == [["x@langson.gov.vn"]]
    assert Reminder.objects.get().sent_at == NOW


def test_letter_that_another_run_has_sent_is_not_sent_again(reminder: Reminder) -> None:
    send_letter(**letter(reminder))
    same = new_reminder(to=reminder.to, report=reminder.report)

    assert not send_letter(**letter(same))

    assert len(mail.outbox) == 1


def test_failed_letter_leaves_no_row(reminder: Reminder, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.factories.mail.PickyBackend"
    reminder.to.email = "x@hong.vn"

    with pytest.raises(LetterFailed, match="no such user"):
        send_letter(**letter(reminder))

    assert not Reminder.objects.exists()


def test_address_that_is_none_fails_as_a_letter(reminder: Reminder) -> None:
    reminder.to.email = "x@langson.gov.vn\nBcc: y@langson.gov.vn"

    with pytest.raises(LetterFailed):
        send_letter(**letter(reminder))

    assert mail.outbox == []


def test_letters_cost_three_queries(
    open_quarter: None, trang_dinh_officer, provincial_officer, django_assert_num_queries
) -> None:
    for user in (trang_dinh_officer, provincial_officer):
        user.email = f"{user.username}@langson.gov.vn"
        user.save()

    with django_assert_num_queries(3):
        letters = letters_for(now=NOW, days=(5,))

    assert [one.to for one in letters] == [provincial_officer, trang_dinh_officer]
