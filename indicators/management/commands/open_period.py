from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.models import Period
from indicators.services.reports import open_period


class Command(BaseCommand):
    help = (
        "Mở một kỳ báo cáo và tạo báo cáo phải nộp của từng địa bàn; mở lại chỉ bổ sung phần thiếu."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("period", help="Mã kỳ, ví dụ 2024Q3")
        parser.add_argument(
            "--due", type=date.fromisoformat, help="Hạn gửi mới, dạng năm-tháng-ngày"
        )

    def handle(self, *args: object, period: str, due: date | None, **options: object) -> None:
        row = Period.objects.filter(code=period).first()
        if row is None:
            raise CommandError(f"Không có kỳ “{period}”. Mã kỳ có dạng 2024Q3, 2024H1 hoặc 2024.")
        if due is not None:
            row.due_on = due
            row.full_clean()
            row.save(update_fields=["due_on"])
        reports = open_period(period=row, now=timezone.now())
        self.stdout.write(f"Kỳ {row.label} đã mở, có {len(reports)} báo cáo phải nộp.")
