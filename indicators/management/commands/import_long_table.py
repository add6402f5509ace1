import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.management.answering import answering_person
from indicators.models import BatchState, LongTable, User
from indicators.selectors.long_table import line_ranges, long_request
from indicators.services.keeping import Upload
from indicators.services.long_tables import (
    LongTableRefused,
    confirm_steps,
    look_at_long_table,
    preview_long_table,
)

EXIT_STATUS = {"accepted": 0, "partial": 1, "rejected": 2}


class Command(BaseCommand):
    help = "Đọc một bảng dài (địa bàn, số liệu, kỳ, giá trị); không có --apply thì không lưu gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="Lưu nếu không có lỗi")
        parser.add_argument(
            "--partial", action="store_true", help="Cùng --apply: bỏ qua các dòng bị từ chối"
        )
        parser.add_argument("--by", help="Tên đăng nhập của cán bộ tỉnh chịu trách nhiệm")
        parser.add_argument("--json", action="store_true", help="In một đối tượng JSON")

    def handle(self, *args: object, file: Path, **options: Any) -> None:
        started = time.monotonic()
        if not file.is_file():
            raise CommandError(f"Không tìm thấy tệp {file}.")
        try:
            table = self._run(file, _person(options["by"]), options)
        except LongTableRefused as refused:
            raise CommandError(str(refused)) from refused
        outcome = _outcome(table, options["apply"])
        if options["json"]:
            answer = _as_json(table, outcome, round(time.monotonic() - started, 3))
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self._tell(table)
        sys.exit(EXIT_STATUS[outcome])

    def _run(self, file: Path, by: User, options: dict[str, Any]) -> LongTable:
        request, now = long_request(), timezone.now()
        if not options["apply"]:
            return look_at_long_table(path=file, request=request, by=by, now=now)
        with file.open("rb") as content:
            upload = Upload(file.name, File(content))
            table = preview_long_table(upload=upload, request=request, by=by, now=now)
        if not table.can_confirm or (table.refused_count and not options["partial"]):
            return table
        steps = confirm_steps(
            table=table, request=request, by=by, now=timezone.now(), partial=options["partial"]
        )
        for step in steps:
            if not options["json"]:
                self.stdout.write(f"[{step.done}/{step.total}] {step.text}")
        return LongTable.objects.get(pk=table.pk)

    def _tell(self, table: LongTable) -> None:
        self.stdout.write(table.message)
        for cause in table.causes:
            self.stdout.write(f"  {len(cause['lines'])} dòng: {line_ranges(cause['lines'])}")
            for sample in cause["samples"]:
                where = f"dòng {sample['line']}" if sample["line"] else "cả tệp"
                self.stdout.write(f"    {where}: {sample['message']}")


def _person(username: str | None) -> User:
    """Who answers for the table: the one named, or the only administrator there is."""
    person = answering_person(username)
    if person is None:
        raise CommandError(
            "Hãy nêu cán bộ tỉnh chịu trách nhiệm bằng --by TÊN_ĐĂNG_NHẬP (đang hoạt động)."
        )
    return person


def _outcome(table: LongTable, apply: bool) -> str:
    """A table that was to be stored and was not is rejected, whatever could have been."""
    if table.state == BatchState.REFUSED or (apply and table.state != BatchState.APPLIED):
        return "rejected"
    return "partial" if table.refused_count else "accepted"


def _as_json(table: LongTable, outcome: str, seconds: float) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "message": table.message,
        "seconds": seconds,
        "stored": table.state == BatchState.APPLIED,
        "causes": [
            cause | {"count": len(cause["lines"]), "lines": line_ranges(cause["lines"])}
            for cause in table.causes
        ],
        "changes": {
            "new": table.created_count,
            "changed": table.changed_count,
            "unchanged": table.unchanged_count,
            "refused": table.refused_count,
            "blank": table.blank_count,
            "hidden": table.hidden_count,
        },
    }
