"""Tasks along the time: a bar from start to due day, its milestones, today."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from indicators.charts.shared import plain
from lsdash.lib import theme
from lsdash.lib.theme import Cell, Chart, Column, Table
from programs.selectors.tasks import TaskRow
from programs.task_words import STATE_WORDS, day_text, due_text
from programs.taskstate import OPEN, TaskState

COLOURS = {
    TaskState.OVERDUE: theme.LIGHTS["worse"].colour,
    TaskState.BEHIND: theme.LIGHTS["late"].colour,
    TaskState.DUE_SOON: theme.LIGHTS["slightly_late"].colour,
    TaskState.RUNNING: theme.LIGHTS["on_course"].colour,
    TaskState.NOT_STARTED: theme.LIGHTS["no_data"].colour,
    TaskState.DONE: theme.LIGHTS["met"].colour,
    TaskState.DONE_LATE: theme.LIGHTS["met"].colour,
    TaskState.CANCELLED: theme.LIGHTS["not_applicable"].colour,
}
# Told apart without colour too.
PATTERNS = {TaskState.OVERDUE: "x", TaskState.BEHIND: "/", TaskState.DONE_LATE: "/"}
LINE_LENGTH = 22
DAY_MS = 86_400_000


def timeline(rows: Sequence[TaskRow], today: date, *, is_past: bool = False) -> Chart | None:
    """The tasks in the order of the list, the first at the top; None where there are none.
    `is_past` where `today` is a day that is looked back at."""
    if not rows:
        return None
    labels = [_label(number, row) for number, row in enumerate(rows, start=1)]
    bars = [_bars(state, rows, labels) for state in STATE_WORDS if _has(rows, state)]
    return Chart(
        slug="nhiem-vu",
        title="Nhiệm vụ theo thời gian",
        subtitle=f"Mỗi vạch từ ngày bắt đầu đến thời hạn; ◆ mốc đã xong, ◇ mốc chưa xong; "
        f"vạch đứt: {'ngày' if is_past else 'hôm nay'} {day_text(today)}.",
        figure={
            "data": [*bars, *_milestones(rows, labels)],
            "layout": theme.layout(
                barmode="overlay",
                xaxis={"type": "date", "tickformat": "%m/%Y", "showgrid": True, "nticks": 8},
                yaxis=theme.category_axis(
                    autorange="reversed",
                    categoryorder="array",
                    categoryarray=labels,
                    tickfont={"size": 12},
                ),
                shapes=[_today_line(today)],
                showlegend=True,
            ),
        },
        table=timeline_table(rows, today),
        alt=_alt(rows, today),
        source="Văn bản giao nhiệm vụ và báo cáo tiến độ",
        height=140 + 34 * len(rows),
    )


def _has(rows: Sequence[TaskRow], state: TaskState) -> bool:
    return any(row.state == state for row in rows)


def _label(number: int, row: TaskRow) -> str:
    """Told apart by its number, as two tasks may begin with the same words; at most two short
    lines, so that the bars have room on a phone."""
    lines = wrap(f"{number}. {row.task.title}", LINE_LENGTH, max_lines=2, placeholder="…")
    return "<br>".join(plain(line) for line in lines)


def _bars(state: TaskState, rows: Sequence[TaskRow], labels: Sequence[str]) -> dict[str, Any]:
    chosen = [(row, label) for row, label in zip(rows, labels, strict=True) if row.state == state]
    return {
        "type": "bar",
        "orientation": "h",
        "name": STATE_WORDS[state],
        "y": [label for _, label in chosen],
        "base": [row.task.starts_on.isoformat() for row, _ in chosen],
        # the due day counts whole
        "x": [((row.task.due_on - row.task.starts_on).days + 1) * DAY_MS for row, _ in chosen],
        "text": [
            f"{day_text(row.task.starts_on)} – {day_text(row.task.due_on)}" for row, _ in chosen
        ],
        "textposition": "none",
        "hovertemplate": f"%{{y}}<br>%{{text}}: {STATE_WORDS[state]}<extra></extra>",
        "customdata": [row.task.get_absolute_url() for row, _ in chosen],
        "marker": {"color": COLOURS[state], "pattern": {"shape": PATTERNS.get(state, "")}},
    }


def _milestones(rows: Sequence[TaskRow], labels: Sequence[str]) -> list[dict[str, Any]]:
    points = [
        (one, row, label) for row, label in zip(rows, labels, strict=True) for one in row.milestones
    ]
    traces = []
    for is_done, name, symbol in (
        (True, "Mốc đã xong", "diamond"),
        (False, "Mốc chưa xong", "diamond-open"),
    ):
        some = [point for point in points if (point[0].done_on is not None) == is_done]
        if some:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": name,
                    "x": [one.due_on.isoformat() for one, _, _ in some],
                    "y": [label for _, _, label in some],
                    "text": [plain(str(one)) for one, _, _ in some],
                    "hovertemplate": "%{text}<extra></extra>",
                    "customdata": [row.task.get_absolute_url() for _, row, _ in some],
                    "marker": {
                        "symbol": symbol,
                        "size": 12,
                        "color": theme.TEXT,
                        "line": {"color": theme.PAPER if is_done else theme.TEXT, "width": 2},
                    },
                }
            )
    return traces


def _today_line(today: date) -> dict[str, Any]:
    day = today.isoformat()
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": theme.target_line(),
    }


def _alt(rows: Sequence[TaskRow], today: date) -> str:
    late = sum(row.state == TaskState.OVERDUE for row in rows)
    running = [row.task.due_on for row in rows if row.state in OPEN and row.task.due_on >= today]
    next_due = f" Hạn gần nhất {day_text(min(running))}." if running else ""
    return f"{len(rows)} nhiệm vụ, {late} quá hạn.{next_due} Chi tiết trong bảng bên dưới."


def timeline_table(rows: Sequence[TaskRow], today: date) -> Table:
    headings = ("Nhiệm vụ", "Chủ trì", "Bắt đầu", "Thời hạn", "Trạng thái", "Mốc")
    return Table(
        caption="Nhiệm vụ theo thời gian",
        columns=tuple(Column(label) for label in headings),
        rows=tuple(_cells(number, row, today) for number, row in enumerate(rows, start=1)),
        empty="Không có nhiệm vụ nào.",
    )


def _cells(number: int, row: TaskRow, today: date) -> tuple[Cell, ...]:
    task = row.task
    note = due_text(task.due_on, today) if row.state in OPEN else ""
    steps = "; ".join(
        f"{day_text(one.due_on)} {one.title}"
        + (f" (xong {day_text(one.done_on)})" if one.done_on else "")
        for one in row.milestones
    )
    return (
        Cell(f"{number}. {task.title}", href=task.get_absolute_url()),
        Cell(task.lead.name),
        Cell(day_text(task.starts_on)),
        Cell(day_text(task.due_on), note=note),
        Cell(STATE_WORDS[row.state]),
        Cell(steps or "—"),
    )
