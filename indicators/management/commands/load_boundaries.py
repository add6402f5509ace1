from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.management.answering import answering_person
from indicators.outlines import MOST_BYTES, OutlinesRefused
from indicators.services.boundaries import Loaded, load_boundaries

SHOWN = 20  # refused features that are told one by one


class Command(BaseCommand):
    help = "Nạp ranh giới huyện hoặc xã từ một tệp GeoJSON (độ, WGS 84), thay bộ cũ của cấp đó."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            help="Ngày (NĂM-THÁNG-NGÀY) mà các mã trong tệp có hiệu lực; "
            "mặc định là ngày gần nhất mà mọi mã đều có",
        )
        parser.add_argument("--source", help="Nguồn và giấy phép, ghi dưới bản đồ")
        parser.add_argument("--by", help="Tên đăng nhập của người chịu trách nhiệm")

    def handle(
        self,
        *args: object,
        file: Path,
        on: date | None,
        source: str | None,
        by: str | None,
        **options: object,
    ) -> None:
        person = answering_person(by)
        if by is not None and person is None:
            raise CommandError(f"Không có người dùng “{by}” đang hoạt động.")
        try:
            loaded = load_boundaries(
                content=_content(file),
                source=source or f"tệp {file.name[:200]}",
                by=person,
                now=timezone.localtime(),
                on=on,
            )
        except OutlinesRefused as refused:
            raise CommandError(_refusal(refused)) from refused
        self._tell(loaded)

    def _tell(self, loaded: Loaded) -> None:
        self.stdout.write(
            f"Đã nạp {loaded.count} ranh giới {loaded.boundary_set.get_kind_display().lower()}, "
            f"địa giới ngày {loaded.boundary_set.on:%d/%m/%Y}; giản lược từ {loaded.points_read} "
            f"còn {loaded.points_kept} điểm."
        )
        if loaded.missing:
            names = ", ".join(area.name for area in loaded.missing[:SHOWN])
            more = "…" if len(loaded.missing) > SHOWN else ""
            self.stdout.write(f"Tệp không có {len(loaded.missing)} đơn vị: {names}{more}")


def _content(file: Path) -> bytes:
    """At most one byte more than is taken, so that a huge file is not read."""
    try:
        with file.open("rb") as content:
            return content.read(MOST_BYTES + 1)
    except OSError as missing:
        raise CommandError(f"Không mở được tệp {file}.") from missing


def _refusal(refused: OutlinesRefused) -> str:
    lines = [str(problem) for problem in refused.problems[:SHOWN]]
    if len(refused.problems) > SHOWN:
        lines.append(f"… và {len(refused.problems) - SHOWN} đối tượng khác.")
    return "Chưa nạp gì, bản đồ cũ giữ nguyên:\n" + "\n".join(lines)
