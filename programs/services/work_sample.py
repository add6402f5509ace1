"""Loads the invented tasks and reviews through the real services, on the days on which each step
would have been taken."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from indicators.models import (
    Area,
    AreaKind,
    Decision,
    Figure,
    UnitType,
    User,
)
from indicators.services.cast import Cast
from indicators.services.sample import SampleRefused
from programs.models import Agency, AreaReview, ReviewKind, ReviewState, Task
from programs.sample.work import OTHERS, OUTCOMES, PROPOSAL, TASKS, VILLAGES, SampleTask

from . import reviews, tasks
from .sample_decisions import ISSUER, sample_decision

IN_FORCE = date(2024, 1, 1)
LEAVING_YEARS = (2022, 2023)


def work_sample_is_loaded() -> bool:
    return AreaReview.objects.filter(is_sample=True).exists()


def check_no_real_reviews() -> None:
    """Raises SampleRefused where somebody works with real reviews; beside the sample, what its
    visitors register is not taken for real. Tasks that were published stand beside the invented."""
    if not work_sample_is_loaded() and AreaReview.objects.exists():
        raise SampleRefused(
            "Cơ sở dữ liệu này có rà soát xã, thôn thật, nên không nạp số liệu minh họa. "
            "Hãy dùng một cơ sở dữ liệu trống."
        )


@transaction.atomic
def load_work_sample(*, cast: Cast) -> bool:
    """True if it loaded them, False if they were there already; SampleRefused beside real ones."""
    check_no_real_reviews()
    if work_sample_is_loaded():
        return False
    ground = _decision("01/QĐ-NV-MH", "giao nhiệm vụ", date(2024, 1, 31))
    for told in TASKS:
        _task(told, ground, by=cast.provincial_officer)
    communes = _communes()
    for year, taken in _leaving():
        for code, number in taken.items():
            for area in _next(communes, code, number):
                _review(area, year, ReviewState.LEFT, cast)
    names = iter(VILLAGES)
    for kind, year, state, number in OTHERS:
        for area in _spread(communes, number):
            village = next(names) if kind == ReviewKind.VILLAGE else ""
            _review(area, year, state, cast, village)
    return True


def _task(told: SampleTask, ground: Decision, *, by: User) -> None:
    assignment = tasks.Assignment(
        title=told.title,
        year=told.starts_on.year,
        lead=Agency.objects.get(code=told.lead),
        starts_on=told.starts_on,
        due_on=told.due_on,
        decision=ground,
        expected=told.expected,
        steps=tuple(tasks.Step(title, due_on) for title, due_on in told.steps),
    )
    task = tasks.assign_task(
        assignment=assignment, by=by, now=_at(told.starts_on, 9), is_sample=True
    )
    for (day, text), step in zip(told.told, _milestones(task, len(told.told)), strict=True):
        task = tasks.report_progress(
            task=task, text=text, done=step, done_on=day if step else None, by=by, now=_at(day, 15)
        )
    if told.result:
        last = told.told[-1][0]
        tasks.complete_task(
            task=task, result=told.result, completed_on=last, by=by, now=_at(last, 16)
        )


def _milestones(task: Task, number: int) -> list[list]:
    """One milestone is reached with each report, as far as there are any."""
    found = [[one] for one in task.milestones.order_by("position")]
    return (found + [[]] * number)[:number]


def _leaving() -> Iterator[tuple[int, dict[str, int]]]:
    """For each year how many communes of each district left in it, as the invented reports say."""
    before: dict[str, int] = {}
    for year in LEAVING_YEARS:
        rows = Figure.objects.filter(
            measure__code="communes_left",
            area__kind=AreaKind.DISTRICT,
            period__code=f"{year}Q4",
            value__isnull=False,
        ).order_by("area__code")
        until = {code: int(value) for code, value in rows.values_list("area__code", "value")}
        yield year, {code: count - before.get(code, 0) for code, count in until.items()}
        before = until


def _communes() -> dict[str, list[Area]]:
    """Those of each district that could strive: xã, by code."""
    found: dict[str, list[Area]] = {}
    rows = Area.objects.of_kind(AreaKind.COMMUNE).valid_on(IN_FORCE)
    rows = rows.filter(unit_type=UnitType.XA).select_related("parent").order_by("code")
    for area in rows:
        found.setdefault(area.parent.code, []).append(area)
    return found


def _next(communes: dict[str, list[Area]], code: str, number: int) -> list[Area]:
    """The first so many, which then are there no more."""
    taken, communes[code] = communes[code][:number], communes[code][number:]
    return taken


def _spread(communes: dict[str, list[Area]], number: int) -> Iterator[Area]:
    """From the districts with most left to choose from, one each."""
    for _ in range(number):
        code = max(communes, key=lambda one: (len(communes[one]), one))
        yield from _next(communes, code, 1)


def _review(area: Area, year: int, state: str, cast: Cast, village: str = "") -> None:
    officer, office = cast.officer_of(area.parent), cast.provincial_officer
    review = reviews.register_review(
        area=area,
        year=year,
        village_name=village,
        by=officer,
        now=_at(date(year, 2, 15), 9),
        is_sample=True,
    )
    if state == ReviewState.STRIVING:
        return
    review = reviews.propose_review(
        review=review, text=PROPOSAL, by=officer, now=_at(date(year, 9, 20), 10)
    )
    if state == ReviewState.PROPOSED:
        return
    day = date(year, 12, 20)
    reviews.conclude_review(
        review=review,
        state=state,
        text=OUTCOMES[state],
        decision=_decision(f"{year}/QĐ-RS-MH", f"công nhận ra khỏi danh sách năm {year}", day)
        if state == ReviewState.LEFT
        else None,
        decided_on=day,
        by=office,
        now=_at(day, 14),
    )


def _decision(number: str, title: str, day: date) -> Decision:
    known = Decision.objects.filter(number=number, issuer=ISSUER).first()
    return known or sample_decision(number, title, day)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
