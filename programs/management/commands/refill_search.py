from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.services.search import check_search, refill_search


class Command(BaseCommand):
    help = "Dựng lại các mục mà trang Tìm kiếm tìm được; chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Chỉ kiểm tra; thiếu hoặc khác thì thoát 1"
        )

    def handle(self, *args: object, check: bool, **options: object) -> None:
        found = check_search() if check else refill_search()
        for one in filter(None, found):
            self.stdout.write(
                f"{one.kind}: thiếu {one.missing}, đã cũ {one.outdated}, thừa {one.orphaned}"
            )
        if not any(found):
            self.stdout.write("Tìm kiếm đủ, không mục nào thiếu hoặc khác.")
        elif check:
            raise CommandError("Hãy chạy lệnh này không có --check để dựng lại.")
        else:
            self.stdout.write("Đã dựng lại.")
