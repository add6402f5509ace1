"""Tasks: found, assigned, worked on, ended."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.models import Role
from indicators.permissions import access_of, found_or_404
from indicators.revalidation import revalidated
from indicators.views.charts import render_with_charts
from lsdash.lib.headers import XLSX
from programs.charts.tasks import timeline
from programs.exports.tasks import tasks_workbook
from programs.models import Obstacle, Task, ViewOf
from programs.permissions import keeps_capital, readable_tasks, writable_agencies
from programs.selectors.sample import has_sample
from programs.selectors.tasks import (
    Found,
    TaskPage,
    TaskRow,
    TaskSearch,
    counts_of,
    found_tasks,
    open_milestones,
    task_choices,
    task_page,
    task_rows,
)
from programs.selectors.tasks_then import found_tasks_then, task_rows_then
from programs.services.tasks import (
    assign_task,
    cancel_task,
    complete_task,
    edit_task,
    instruct_task,
    reopen_task,
    report_progress,
)
from programs.task_forms import (
    CompleteForm,
    EditForm,
    InstructForm,
    ProgressForm,
    TaskForm,
    TaskSearchForm,
    WhyForm,
)
from programs.taskstate import OPEN

from .keeping import answer, links_above, read_or_write
from .past_day import past_day, today_href

ON_ONE_PAGE = 20  # as many as a chart shows at a readable height
INSTRUCTING = (Role.LEADER, Role.ADMINISTRATOR)


def _task(request: HttpRequest, pk: int) -> Task:
    rows = readable_tasks(access_of(request.user))
    return found_or_404(rows.select_related("lead", "decision", "obstacle"), pk=pk)


def _require_keeper(request: HttpRequest) -> None:
    if not keeps_capital(access_of(request.user)):
        raise PermissionDenied("Chỉ cán bộ tỉnh giao, sửa, thôi và mở lại nhiệm vụ.")


def _may_work(request: HttpRequest, task: Task) -> bool:
    concerned = {task.lead_id, *task.cooperating.values_list("pk", flat=True)}
    return writable_agencies(access_of(request.user)).filter(pk__in=concerned).exists()


def _require_worker(request: HttpRequest, task: Task) -> None:
    if not _may_work(request, task):
        raise PermissionDenied(
            f"Nhiệm vụ này giao cho {task.lead.name}; chỉ đơn vị chủ trì, phối hợp và cán bộ tỉnh "
            "cập nhật."
        )


def _may_instruct(request: HttpRequest) -> bool:
    return any(one.role in INSTRUCTING for one in access_of(request.user).memberships)


@require_safe
@revalidated
def task_list(request: HttpRequest) -> HttpResponse:
    """As they are, or as they were at the end of the day that the address names."""
    day, tasks = past_day(request, localdate()), readable_tasks(access_of(request.user))
    form = TaskSearchForm(request.GET, choices=task_choices(tasks))
    today = day or localdate()
    found, rows_of = _found(tasks, form.search, day)
    page = Paginator(found, ON_ONE_PAGE).get_page(request.GET.get("trang"))
    rows = rows_of(page.object_list)
    query = request.GET.copy()
    query.pop("trang", None)
    chart = timeline(rows, today, is_past=day is not None)
    context = {
        "section": "tasks",
        "form": form,
        "page": page,
        "rows": rows,
        "counts": counts_of(found, today),
        "chart": chart,
        "query": query.urlencode(),
        "keeps": keeps_capital(access_of(request.user)),
        "today": today,
        "view_links": links_above(request, ViewOf.TASKS, form),
        "view_slug": "nhiem-vu",
        "past_day": day,
        "today_href": today_href(request),
    }
    return render_with_charts(
        request, "programs/task_list.html", context, charts=(chart,), has_sample=has_sample
    )


def _found(
    tasks: QuerySet[Task], search: TaskSearch, day: date | None
) -> tuple[Sequence[Found], Callable[[Sequence[Found]], tuple[TaskRow, ...]]]:
    """Those that fit, and what makes rows of some of them; on a past day as they were then."""
    if day is None:
        return found_tasks(tasks, search, localdate()), task_rows
    then = found_tasks_then(tasks, search, day)
    return then.found, lambda shown: task_rows_then(shown, then)


@require_safe
def task_export(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, all of it."""
    day, tasks = past_day(request, localdate()), readable_tasks(access_of(request.user))
    form = TaskSearchForm(request.GET, choices=task_choices(tasks))
    today = day or localdate()
    found, rows_of = _found(tasks, form.search, day)
    rows = rows_of(found)
    name = f"nhiem-vu-{today:%Y-%m-%d}.xlsx"
    return HttpResponse(
        tasks_workbook(rows, said=form.said, today=today),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    page = task_page(task, localdate())
    context = {
        "section": "tasks",
        "page": page,
        "actions": _actions(request, page),
        "today": localdate(),
        "sees_everything": access_of(request.user).sees_everything,
    }
    return render(request, "programs/task_detail.html", context)


def _actions(request: HttpRequest, page: TaskPage) -> list[tuple[str, str]]:
    """What this person may do now: the address's name and the button's words."""
    is_open, keeps = page.row.state in OPEN, keeps_capital(access_of(request.user))
    works = is_open and _may_work(request, page.row.task)
    offered = [
        (works, "programs:task_progress", "Báo cáo tiến độ"),
        (works, "programs:task_complete", "Hoàn thành"),
        (_may_instruct(request), "programs:task_instruct", "Ý kiến chỉ đạo"),
        (is_open and keeps, "programs:task_edit", "Sửa"),
        (is_open and keeps, "programs:task_cancel", "Thôi thực hiện"),
        (not is_open and keeps, "programs:task_reopen", "Mở lại"),
    ]
    return [(name, words) for may, name, words in offered if may]


@read_or_write
def task_create(request: HttpRequest) -> HttpResponse:
    _require_keeper(request)
    obstacle = _named_obstacle(request)
    initial = TaskForm.values_from(obstacle, localdate()) if obstacle else {}
    form = TaskForm(request.POST or None, initial=initial)
    return _answer(
        request,
        form,
        {"title": "Giao nhiệm vụ", "button": "Giao nhiệm vụ", "done": "Đã giao nhiệm vụ."},
        lambda: assign_task(assignment=form.assignment, by=request.user, now=timezone.now()),
        obstacle=obstacle,
    )


def _named_obstacle(request: HttpRequest) -> Obstacle | None:
    """The obstacle that the address names: a task is to resolve it."""
    key = request.GET.get("kho-khan", "")
    return found_or_404(Obstacle.objects.all(), pk=int(key)) if key.isdecimal() else None


@read_or_write
def task_edit(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    _require_keeper(request)
    initial = EditForm.values_of(task, list(open_milestones(task)))
    form = EditForm(request.POST or None, initial=initial)
    return _answer(
        request,
        form,
        {
            "title": "Sửa nhiệm vụ",
            "lead": "Mốc đã xong giữ nguyên; các mốc chưa xong được thay bằng những dòng dưới đây.",
            "button": "Lưu",
            "done": "Đã lưu nhiệm vụ.",
        },
        lambda: edit_task(
            task=task,
            assignment=form.assignment,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            by=request.user,
            now=timezone.now(),
        ),
        task=task,
    )


@read_or_write
def task_progress(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    _require_worker(request, task)
    form = ProgressForm(request.POST or None, milestones=open_milestones(task))
    return _step(request, form, task, report_progress, "Báo cáo tiến độ", "Đã ghi tiến độ.")


@read_or_write
def task_complete(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    _require_worker(request, task)
    form = CompleteForm(request.POST or None, initial={"completed_on": localdate()})
    return _step(request, form, task, complete_task, "Hoàn thành", "Đã ghi nhiệm vụ hoàn thành.")


@read_or_write
def task_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    _require_keeper(request)
    form = WhyForm(request.POST or None)
    return _step(request, form, task, cancel_task, "Thôi thực hiện", "Đã thôi thực hiện nhiệm vụ.")


@read_or_write
def task_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    _require_keeper(request)
    form = WhyForm(request.POST or None)
    return _step(request, form, task, reopen_task, "Mở lại", "Đã mở lại nhiệm vụ.")


@read_or_write
def task_instruct(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    if not _may_instruct(request):
        raise PermissionDenied("Chỉ lãnh đạo ghi ý kiến chỉ đạo.")
    form = InstructForm(request.POST or None)
    words = {"title": "Ý kiến chỉ đạo", "button": "Ghi ý kiến", "done": "Đã ghi ý kiến chỉ đạo."}
    return _answer(
        request,
        form,
        words,
        lambda: instruct_task(
            task=task, text=form.cleaned_data["text"], by=request.user, now=timezone.now()
        ),
        task=task,
    )


def _step(
    request: HttpRequest,
    form: forms.Form,
    task: Task,
    service: Callable[..., Task],
    title: str,
    done: str,
) -> HttpResponse:
    """A step whose form has the very names that the service takes."""
    words = {"title": title, "button": title, "done": done}
    return _answer(
        request,
        form,
        words,
        lambda: service(task=task, by=request.user, now=timezone.now(), **form.cleaned_data),
        task=task,
    )


def _answer(
    request: HttpRequest,
    form: forms.Form,
    words: Mapping[str, str],
    store: Callable[[], Task],
    *,
    task: Task | None = None,
    obstacle: Obstacle | None = None,
) -> HttpResponse:
    return answer(
        request,
        "programs/task_step.html",
        form,
        store,
        done=words["done"],
        context={"section": "tasks", "task": task, "obstacle": obstacle, "words": words},
        row=task,
    )
