from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.models import Area
from indicators.services.people import PeopleRefused, appoint_administrator


class Command(BaseCommand):
    help = (
        "Tạo người quản trị đầu tiên, hoặc cứu khi không còn ai đăng nhập được: tài khoản đã có "
        "được mở lại, cấp mật khẩu mới và giao vai trò Quản trị."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="Tên đăng nhập, ví dụ trieu.nghiem")
        parser.add_argument("--last-name", default="", help="Họ và tên đệm")
        parser.add_argument("--first-name", default="", help="Tên")

    def handle(
        self, *args: object, username: str, last_name: str, first_name: str, **options: object
    ) -> None:
        try:
            issued = appoint_administrator(
                username=username, last_name=last_name, first_name=first_name, now=timezone.now()
            )
        except PeopleRefused as refused:
            raise CommandError(f"Chưa tạo được: {refused}") from refused
        except Area.DoesNotExist as missing:
            raise CommandError(
                "Chưa có danh mục địa bàn. Hãy chạy load_reference trước."
            ) from missing
        self.stdout.write(
            f"Tài khoản: {issued.person.username}\n"
            f"Mật khẩu dùng lần đầu (chỉ hiện một lần): {issued.password}"
        )
