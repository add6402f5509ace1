from datetime import date, datetime, time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.letters import body_of, subject_of
from indicators.selectors.reminders import letters_for
from indicators.services.reminders import LetterFailed, send_letter

from .open_period import read_day


class Command(BaseCommand):
    help = (
        "Gửi thư nhắc người còn nợ báo cáo và báo cho tỉnh ai đã trễ hạn; chạy mỗi ngày, chạy lại "
        "trong ngày không gửi thư lần nữa."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", help="Gửi như thể hôm nay là ngày này, ví dụ 08/10/2024")

    def handle(self, *args: object, date: str | None, **options: object) -> None:
        now = timezone.now()
        moment = now if date is None else morning_of(read_day(date))
        sent, failed = 0, []
        for letter in letters_for(now=moment, days=settings.REMINDER_DAYS):
            try:
                went = send_letter(
                    to=letter.to,
                    subject=subject_of(letter),
                    body=body_of(letter, site=settings.SITE_ADDRESS),
                    reminders=letter.reminders,
                    now=now,
                )
            except LetterFailed as why:
                failed.append(f"{letter.to.email}: {why}")
            else:
                sent += went
        self.stdout.write(f"Đã gửi {sent} thư nhắc.")
        if failed:
            raise CommandError(
                f"Không gửi được {len(failed)} thư, lần chạy sau sẽ gửi lại:\n" + "\n".join(failed)
            )


def morning_of(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=timezone.get_default_timezone())
