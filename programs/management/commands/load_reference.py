from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.services.reference import ReferenceRefused, load_reference


class Command(BaseCommand):
    help = "Nạp danh mục, chỉ tiêu giao và số công bố từ thư mục fixtures; nạp lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.FIXTURES_ROOT,
            help="Thư mục chứa các tệp CSV; mặc định là fixtures",
        )

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        try:
            counts = load_reference(folder=folder)
        except ReferenceRefused as refused:
            raise CommandError(f"Chưa nạp gì vì:\n{refused}") from refused
        for count in counts:
            self.stdout.write(
                f"{count.file}: {count.created} mới, {count.updated} thay đổi, "
                f"{count.unchanged} giữ nguyên"
            )
