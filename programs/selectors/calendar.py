"""What is due when: reports, tasks with their milestones, obstacles."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localtime

from indicators.models import APPROVED_STATES, Period, ReportState
from indicators.permissions import Access, readable_reports
from lsdash.lib.text import lower_first
from programs.models import Milestone, Task
from programs.permissions import readable_obstacles, readable_tasks

SENT = (ReportState.SENT, *APPROVED_STATES)
KIND_WORDS = {
    "report": "Báo cáo",
    "extension": "Gia hạn",
    "task": "Nhiệm vụ",
    "milestone": "Mốc",
    "obstacle": "Khó khăn",
}


@dataclass(frozen=True)
class Due:
    """One thing on its day. `key` is its own for ever; `href` is a path, or "" without a page."""

    day: date
    kind: str  # of KIND_WORDS
    key: str
    title: str
    detail: str
    href: str
    is_done: bool

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]

    def is_overdue(self, today: date) -> bool:
        return not self.is_done and self.day < today


def due_between(access: Access, first: date, until: date) -> tuple[Due, ...]:
    """What the person may see that is due from `first` to the day before `until`, by day; six
    queries however much there is. Cancelled tasks and ended obstacles are left out."""
    found = [
        *_reports(access, first, until),
        *_extensions(access, first, until),
        *_tasks(access, first, until),
        *_milestones(access, first, until),
        *_obstacles(access, first, until),
    ]
    return tuple(
        sorted(found, key=lambda one: (one.day, tuple(KIND_WORDS).index(one.kind), one.key))
    )


def _reports(access: Access, first: date, until: date) -> list[Due]:
    """A period's reports of one form together: "3/11 đã gửi"."""
    rows = (
        readable_reports(access)
        .filter(period__due_on__gte=first, period__due_on__lt=until)
        .order_by()
        .values("period", "period__code", "period__due_on", "form__code")
        .annotate(owed=Count("pk"), sent=Count("pk", filter=Q(state__in=SENT)))
    )
    periods = Period.objects.in_bulk({row["period"] for row in rows})
    return [
        Due(
            day=row["period__due_on"],
            kind="report",
            key=f"report-{row['period__code']}-{row['form__code']}",
            title=f"Biểu {row['form__code']}, {lower_first(periods[row['period']].label)}",
            detail=f"{row['sent']}/{row['owed']} báo cáo đã gửi",
            href=reverse("indicators:report_list"),
            is_done=row["sent"] == row["owed"],
        )
        for row in rows
    ]


def _extensions(access: Access, first: date, until: date) -> list[Due]:
    """Reports with a later day of their own."""
    rows = readable_reports(access).filter(
        extended_until__date__gte=first, extended_until__date__lte=until
    )
    rows = rows.select_related("form", "area", "period")
    found = []
    for report in rows:
        day = _last_day(report.extended_until)
        if first <= day < until:
            found.append(
                Due(
                    day=day,
                    kind="extension",
                    key=f"extension-{report.pk}",
                    title=f"Biểu {report.form.code}, {lower_first(report.period.label)}: "
                    f"{report.area.name}",
                    detail=report.get_state_display(),
                    href=report.get_absolute_url(),
                    is_done=report.state in SENT,
                )
            )
    return found


def _last_day(moment: datetime) -> date:
    """The day whose end the moment is: midnight belongs to the day before."""
    return localtime(moment - timedelta(microseconds=1)).date()


def _tasks(access: Access, first: date, until: date) -> list[Due]:
    rows = readable_tasks(access).filter(due_on__gte=first, due_on__lt=until, cancelled_on=None)
    return [_task_due(task) for task in rows.select_related("lead")]


def _task_due(task: Task) -> Due:
    return Due(
        day=task.due_on,
        kind="task",
        key=f"task-{task.pk}",
        title=task.title,
        detail=f"Chủ trì: {task.lead.name}",
        href=task.get_absolute_url(),
        is_done=task.completed_on is not None,
    )


def _milestones(access: Access, first: date, until: date) -> list[Due]:
    """Those of tasks that still run, and those that were reached."""
    rows = Milestone.objects.filter(
        due_on__gte=first,
        due_on__lt=until,
        task__in=readable_tasks(access).filter(cancelled_on=None).values("pk"),
    )
    return [
        Due(
            day=one.due_on,
            kind="milestone",
            key=f"milestone-{one.pk}",
            title=one.title,
            detail=one.task.title,
            href=one.task.get_absolute_url(),
            is_done=one.done_on is not None or one.task.completed_on is not None,
        )
        for one in rows.select_related("task")
    ]


def _obstacles(access: Access, first: date, until: date) -> list[Due]:
    rows = readable_obstacles(access).open().filter(due_on__gte=first, due_on__lt=until)
    return [
        Due(
            day=one.due_on,
            kind="obstacle",
            key=f"obstacle-{one.pk}",
            title=f"{one.code}: {' '.join(one.content.split())[:200]}",
            detail=one.get_state_display(),
            href=one.get_absolute_url(),
            is_done=False,
        )
        for one in rows
    ]
