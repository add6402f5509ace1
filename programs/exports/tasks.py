"""Tasks as a workbook."""

from collections.abc import Sequence
from datetime import date

from programs.documents import DataTable, tables_workbook
from programs.selectors.tasks import TaskRow
from programs.task_words import STATE_WORDS, day_text

HEADERS = (
    "TT",
    "Nhiệm vụ",
    "Năm",
    "Văn bản giao",
    "Khó khăn",
    "Chủ trì",
    "Phối hợp",
    "Bắt đầu",
    "Thời hạn",
    "Trạng thái",
    "Mốc",
    "Hoàn thành ngày",
    "Kết quả",
    "Nguồn",
)


def tasks_workbook(rows: Sequence[TaskRow], *, said: str, today: date) -> bytes:
    """The .xlsx of these tasks in their order; `said` tells what they were narrowed to."""
    narrowed = f"Lọc theo {said}. " if said else ""
    table = DataTable(
        caption="Nhiệm vụ được giao",
        headers=HEADERS,
        rows=tuple(_row(number, row) for number, row in enumerate(rows, start=1)),
        decimals=(0, None, *(None,) * (len(HEADERS) - 2)),
        note=f"{narrowed}Trạng thái tính đến ngày {day_text(today)}.",
        empty="Không có nhiệm vụ nào.",
    )
    return tables_workbook([table], title=table.caption)


def _row(number: int, row: TaskRow) -> tuple[str | int, ...]:
    task = row.task
    steps = "\n".join(
        f"{day_text(one.due_on)} {one.title}"
        + (f" (xong {day_text(one.done_on)})" if one.done_on else "")
        for one in row.milestones
    )
    source = f"{task.source} (dòng minh họa)" if task.is_sample else task.source
    return (
        number,
        task.title,
        str(task.year),
        str(task.decision or ""),
        task.obstacle.code if task.obstacle else "",
        task.lead.name,
        "; ".join(agency.name for agency in row.cooperating),
        day_text(task.starts_on),
        day_text(task.due_on),
        STATE_WORDS[row.state],
        steps,
        day_text(task.completed_on),
        task.result,
        source,
    )
