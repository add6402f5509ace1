"""Letters to those who owe a report, each at most once."""

import logging
from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import IntegrityError, transaction

from indicators.models import Reminder, User

log = logging.getLogger(__name__)


class LetterFailed(Exception):
    """The letter did not go out, so that the next run tries again; the text says why."""


def send_letter(
    *, to: User, subject: str, body: str, reminders: Sequence[Reminder], now: datetime
) -> bool:
    """Sends one letter and keeps its `reminders`; False where another run has sent it already.

    The rows are stored first and outside the sending, so that two runs at one time send once and
    no table is held while a mail server thinks. Raises LetterFailed, and takes the rows back.
    """
    stored = _claimed(reminders, now)
    if not stored:
        return False
    try:
        send_mail(subject, body, None, [to.email])
    except (SMTPException, OSError, ValueError) as failed:  # ValueError: no address at all
        Reminder.objects.filter(pk__in=[row.pk for row in stored]).delete()
        log.warning("A reminder to %s failed: %s", to.email, failed)
        raise LetterFailed(str(failed)) from failed
    return True


def _claimed(reminders: Sequence[Reminder], now: datetime) -> list[Reminder]:
    for row in reminders:
        row.sent_at = now
    try:
        with transaction.atomic():
            return Reminder.objects.bulk_create(reminders)
    except IntegrityError:
        return []
