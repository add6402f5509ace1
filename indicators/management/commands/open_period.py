from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from indicators.models import Period, Report
from indicators.services.periods import PeriodRefused, open_period, set_due_date

DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")


class Command(BaseCommand):
    help = (
        "Mở một kỳ báo cáo và tạo báo cáo phải nộp của từng địa bàn; mở lại chỉ bổ sung phần thiếu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("period", help="Mã kỳ, ví dụ 2024Q3")
        parser.add_argument("--due", help="Hạn gửi mới, ví dụ 31/12/2024 hoặc 2024-12-31")

    def handle(self, *args: object, period: str, due: str | None, **options: object) -> None:
        row = Period.objects.filter(code=period).first()
        if row is None:
            raise CommandError(f"Không có kỳ “{period}”. Mã kỳ có dạng 2024Q3, 2024H1 hoặc 2024.")
        day = None if due is None else read_day(due)
        try:
            reports = opened(row, day)
        except PeriodRefused as refused:
            raise CommandError(f"Chưa mở kỳ {row.code}: {refused}") from refused
        self.stdout.write(f"Kỳ {row.label} đã mở, có {len(reports)} báo cáo phải nộp.")


def read_day(text: str) -> date:
    """The day of "31/12/2024" or "2024-12-31"; the month is never first."""
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 -- a day, no moment
        except ValueError:
            continue
    raise CommandError(f"“{text}” không phải là ngày; hãy viết dạng 31/12/2024 hoặc 2024-12-31.")


@transaction.atomic
def opened(period: Period, due: date | None) -> list[Report]:
    """The reports owed; the new due date is kept only where the opening succeeds."""
    now = timezone.now()
    if due is not None:
        period = set_due_date(period=period, due_on=due, now=now)
    return open_period(period=period, now=now)
