import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ._answers import EXIT_STATUS, Answer, ChoiceRefused, as_json, refused_answer
from ._imports import Choice, answer_of


class Command(BaseCommand):
    help = "Đọc một báo cáo Excel của huyện; không có --apply thì chỉ xem trước, không lưu gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--form", required=True, help="Mã biểu: F1, F2, F3 hoặc F4")
        parser.add_argument("--area", required=True, help="Mã đơn vị báo cáo, ví dụ 186")
        parser.add_argument("--period", required=True, help="Mã kỳ, ví dụ 2024Q3")
        parser.add_argument("--apply", action="store_true", help="Lưu nếu không có lỗi")
        parser.add_argument(
            "--accept-refused",
            type=int,
            default=0,
            metavar="N",
            help="Cùng --apply: đã xem N chỗ bị từ chối và chỉ nhập phần còn lại",
        )
        parser.add_argument("--by", help="Tên đăng nhập của người chịu trách nhiệm lượt nhập")
        parser.add_argument(
            "--note",
            default="",
            help="Cùng --apply, biểu F3: lý do chung cho các số giải ngân cần giải trình",
        )
        parser.add_argument("--json", action="store_true", help="In một đối tượng JSON")

    def handle(self, *args: object, file: Path, **options: Any) -> None:
        started = time.monotonic()
        choice = Choice(
            file=file,
            form=options["form"],
            area=options["area"],
            period=options["period"],
            apply=options["apply"],
            refused_seen=options["accept_refused"],
            by=options["by"],
            note=options["note"],
        )
        try:
            answer = answer_of(choice)
        except ChoiceRefused as refused:
            answer = refused_answer(refused.code, str(refused))
        if options["json"]:
            printed = as_json(answer, seconds=round(time.monotonic() - started, 3))
            self.stdout.write(json.dumps(printed, ensure_ascii=False, indent=1))
        else:
            self._tell(answer)
        sys.exit(EXIT_STATUS[answer.outcome])

    def _tell(self, answer: Answer) -> None:
        self.stdout.write(answer.message)
        for problem in answer.reading.problems:
            place = " ".join(filter(None, [problem.sheet, problem.cell]))
            told = problem.message
            if told != answer.message:
                self.stdout.write(f"  {place}: {told}" if place else f"  {told}")
        counts = answer.changes
        self.stdout.write(
            f"{counts['new']} mới, {counts['changed']} thay đổi, {counts['unchanged']} giữ nguyên"
        )
