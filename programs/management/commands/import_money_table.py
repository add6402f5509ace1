import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.management.answering import answering_person
from indicators.models import BatchState, Route, User
from indicators.selectors.long_table import line_ranges
from indicators.services.keeping import Upload
from programs.models import ProgrammeBatch
from programs.selectors.money_table import MONEY_KINDS, money_request
from programs.services.money_tables import (
    MoneyTableRefused,
    confirm_steps,
    look_at_money_table,
    preview_money_table,
)

EXIT_STATUS = {"accepted": 0, "partial": 1, "rejected": 2}


class Command(BaseCommand):
    help = "Đọc một bảng dài về vốn giao hoặc giải ngân; không có --apply thì không lưu gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", required=True, choices=[str(kind) for kind in MONEY_KINDS])
        parser.add_argument("--apply", action="store_true", help="Lưu nếu không có lỗi")
        parser.add_argument(
            "--partial", action="store_true", help="Cùng --apply: bỏ qua các dòng bị từ chối"
        )
        parser.add_argument("--by", help="Tên đăng nhập của người chịu trách nhiệm")
        parser.add_argument("--json", action="store_true", help="In một đối tượng JSON")

    def handle(self, *args: object, file: Path, **options: Any) -> None:
        started = time.monotonic()
        if not file.is_file():
            raise CommandError(f"Không tìm thấy tệp {file}.")
        try:
            batch = self._run(file, _person(options["by"]), options)
        except MoneyTableRefused as refused:
            raise CommandError(str(refused)) from refused
        outcome = _outcome(batch, options["apply"])
        if options["json"]:
            answer = _as_json(batch, outcome, round(time.monotonic() - started, 3))
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self._tell(batch)
        sys.exit(EXIT_STATUS[outcome])

    def _run(self, file: Path, by: User, options: dict[str, Any]) -> ProgrammeBatch:
        request, now = money_request(options["kind"]), timezone.now()
        if not options["apply"]:
            return look_at_money_table(path=file, request=request, by=by, now=now)
        with file.open("rb") as content:
            upload = Upload(file.name, File(content))
            batch = preview_money_table(upload=upload, request=request, by=by, now=now)
        if batch.state != BatchState.PREVIEWED or (batch.refused_count and not options["partial"]):
            return batch
        steps = confirm_steps(
            batch=batch,
            request=request,
            by=by,
            now=timezone.now(),
            partial=options["partial"],
            route=Route.COMMAND,
        )
        for step in steps:
            if not options["json"]:
                self.stdout.write(f"[{step.done}/{step.total}] {step.text}")
        return ProgrammeBatch.objects.get(pk=batch.pk)

    def _tell(self, batch: ProgrammeBatch) -> None:
        for said in (batch.message, *batch.reading.get("notices", [])):
            self.stdout.write(said)
        for cause in batch.reading.get("causes", []):
            self.stdout.write(f"  {len(cause['lines'])} dòng: {line_ranges(cause['lines'])}")
            for sample in cause["samples"]:
                where = f"dòng {sample['line']}" if sample["line"] else "cả tệp"
                self.stdout.write(f"    {where}: {sample['message']}")


def _person(username: str | None) -> User:
    """Who answers for the table: the one named, or the only administrator there is."""
    person = answering_person(username)
    if person is None:
        raise CommandError(
            "Hãy nêu người chịu trách nhiệm bằng --by TÊN_ĐĂNG_NHẬP (đang hoạt động)."
        )
    return person


def _outcome(batch: ProgrammeBatch, apply: bool) -> str:
    """A table that was to be stored and was not is rejected, whatever could have been."""
    if batch.state == BatchState.REFUSED or (apply and batch.state != BatchState.APPLIED):
        return "rejected"
    return "partial" if batch.refused_count else "accepted"


def _as_json(batch: ProgrammeBatch, outcome: str, seconds: float) -> dict[str, Any]:
    reading = batch.reading
    return {
        "outcome": outcome,
        "message": batch.message,
        "seconds": seconds,
        "stored": batch.state == BatchState.APPLIED,
        "notices": reading.get("notices", []),
        "causes": [
            cause | {"count": len(cause["lines"]), "lines": line_ranges(cause["lines"])}
            for cause in reading.get("causes", [])
        ],
        "sums": reading.get("sums", []),
        "changes": {
            "new": batch.created_count,
            "changed": batch.changed_count,
            "unchanged": batch.unchanged_count,
            "refused": batch.refused_count,
            "blank": reading.get("blank", 0),
            "hidden": reading.get("hidden", 0),
        },
    }
