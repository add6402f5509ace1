from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.services.totals import check_results, repair_results


class Command(BaseCommand):
    help = "Tính lại mọi kết quả tổng hợp từ số liệu gốc và liệt kê chỗ khác; có khác thì thoát 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="Dựng lại các kết quả trước khi kiểm tra"
        )

    def handle(self, *args: object, repair: bool, **options: object) -> None:
        if repair:
            self.stdout.write(f"Đã dựng lại kết quả của {repair_results()} kỳ.")
        checked, differences = check_results()
        for difference in differences:
            self.stdout.write(str(difference))
        if differences:
            raise CommandError(f"{len(differences)} kết quả khác, trong {checked} đã tính lại.")
        self.stdout.write(f"Đã tính lại {checked} kết quả, không có chênh lệch.")
