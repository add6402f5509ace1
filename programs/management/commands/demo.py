from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from indicators.models import BatchState, Report
from indicators.selectors.reading import read_request
from indicators.services import cast as demo_cast
from indicators.services.imports import confirm_import, preview_import
from indicators.services.keeping import Upload
from indicators.services.reports import send_report
from indicators.services.sample import SampleRefused, check_no_real_data, load_sample
from programs.services.obstacle_sample import check_no_real_obstacles, load_obstacle_sample
from programs.services.reference import load_reference
from programs.services.sample import check_no_real_capital, load_capital_sample
from programs.services.work_sample import check_no_real_reviews, load_work_sample

PASSWORD = "langson-2025"  # noqa: S105 -- printed on the screen, for invented people only
EXAMPLE = settings.FIXTURES_ROOT / "examples" / "huu_lung_2024q3.xlsx"
EXAMPLE_AREA = "186"


class Command(BaseCommand):
    help = "Dựng bản minh họa: danh mục, số công bố, số liệu mẫu, một báo cáo huyện; rồi chạy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="Dựng xong thì dừng")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(
        self, *args: object, no_serve: bool, host: str, port: int, **options: object
    ) -> None:
        self._say("Tạo cơ sở dữ liệu …")
        call_command("migrate", verbosity=0)
        try:
            check_no_real_data()
            check_no_real_capital()
            check_no_real_obstacles()
            check_no_real_reviews()
        except SampleRefused as refused:
            raise CommandError(str(refused)) from refused
        self._say("Nạp danh mục, mục tiêu và số công bố …")
        load_reference(folder=settings.FIXTURES_ROOT)
        self._fill()
        call_command("collectstatic", interactive=False, verbosity=0)
        self._tell(f"http://{host}:{port}/")
        if not no_serve:
            self._serve(host, port)

    def _fill(self) -> None:
        self._say("Tạo số liệu minh họa 2021–2024 (khoảng 20 giây) …")
        with transaction.atomic():
            cast = demo_cast.create_cast(password=PASSWORD)
            fresh = load_sample(cast=cast, now=timezone.now())
        if not fresh:
            self._say("Số liệu minh họa đã có từ trước, giữ nguyên.")
        self._say("Tạo số liệu vốn minh họa 2022–2025 …")
        if not load_capital_sample(cast=cast):
            self._say("Số liệu vốn minh họa đã có từ trước, giữ nguyên.")
        if load_obstacle_sample(cast=cast):
            self._say("Tạo khó khăn, vướng mắc minh họa …")
        if load_work_sample(cast=cast):
            self._say("Tạo nhiệm vụ và rà soát xã, thôn minh họa …")
        self._import_example(cast)

    def _import_example(self, cast: demo_cast.Cast) -> None:
        """A district's own workbook by the way that every upload takes."""
        report = Report.objects.select_related("form", "area", "period").get(
            form__code="F1", area__code=EXAMPLE_AREA, period__code="2024Q3"
        )
        if report.batches.filter(state=BatchState.APPLIED).exists():
            return
        now, officer = timezone.now(), cast.officer_of(report.area)
        with EXAMPLE.open("rb") as content:
            batch = preview_import(
                report=report,
                upload=Upload(EXAMPLE.name, File(content)),
                request=read_request(form=report.form, area=report.area, period=report.period),
                by=officer,
                now=now,
            )
        batch = confirm_import(batch=batch, by=officer, now=now)
        send_report(report=batch.report, by=officer, now=now)
        self._say(f"Nhập báo cáo mẫu của {report.area.name}: {batch.message}")

    def _tell(self, address: str) -> None:
        self._say(f"\nĐịa chỉ: {address}\nMật khẩu chung của mọi tài khoản: {PASSWORD}")
        for person in demo_cast.PEOPLE:
            self._say(f"  {person.username:<10} {person.role.label}")

    def _serve(self, host: str, port: int) -> None:
        from waitress import serve

        from lsdash.wsgi import application

        self._say("\nĐang chạy; nhấn Ctrl+C để dừng.")
        serve(
            application,
            host=host,
            port=port,
            threads=8,
            connection_limit=800,
            asyncore_use_poll=True,
        )

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
