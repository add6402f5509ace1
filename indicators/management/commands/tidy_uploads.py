from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.services.uploads import Leftover, leftovers, remove_leftover
from lsdash.lib.numbers import format_number


class Command(BaseCommand):
    help = (
        "Liệt kê các tệp đã tải lên hơn một ngày mà không lượt nhập hay bảng dài nào dùng đến "
        "(còn lại khi máy chủ dừng đột ngột); thêm --remove để xóa."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="Xóa hẳn các tệp ấy")

    def handle(self, *args: object, remove: bool, **options: object) -> None:
        found = leftovers(now=timezone.now())
        if not found:
            self.stdout.write("Không có tệp nào bị bỏ lại.")
        elif remove:
            self._remove(found)
        else:
            self._list(found)
            self.stdout.write(f"Có {_size(found)} bị bỏ lại. Thêm --remove để xóa.")

    def _list(self, found: list[Leftover]) -> None:
        for file in found:
            kept_at = timezone.localtime(file.kept_at)
            size = format_number(file.size_bytes)
            self.stdout.write(f"{file.name}: {size} byte, tải lên lúc {kept_at:%H:%M %d/%m/%Y}")

    def _remove(self, found: list[Leftover]) -> None:
        removed = []
        for file in found:
            try:
                remove_leftover(file)
            except OSError as why:
                self.stderr.write(f"{file.name}: không xóa được ({why.strerror}).")
            else:
                removed.append(file)
        self._list(removed)
        self.stdout.write(f"Đã xóa {_size(removed)}.")
        if len(removed) < len(found):
            raise CommandError(f"Còn {len(found) - len(removed)} tệp không xóa được.")


def _size(files: list[Leftover]) -> str:
    total = sum(file.size_bytes for file in files)
    return f"{format_number(len(files))} tệp ({format_number(total)} byte)"
