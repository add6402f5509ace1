from django.core.management.base import BaseCommand, CommandError

from indicators.services.totals import check_results


class Command(BaseCommand):
    help = "Tính lại mọi kết quả tổng hợp từ số liệu gốc và liệt kê chỗ khác; có khác thì thoát 1."

    def handle(self, *args: object, **options: object) -> None:
        checked, differences = check_results()
        for difference in differences:
            self.stdout.write(str(difference))
        if differences:
            raise CommandError(f"{len(differences)} kết quả khác, trong {checked} đã tính lại.")
        self.stdout.write(f"Đã tính lại {checked} kết quả, không có chênh lệch.")
