"""For every constraint of the tables of obstacles, tasks and reviews, a row that breaks it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import Model

from programs.models import ClassKind, ObstacleState, ObstacleStep, ReviewKind, ReviewState
from tests.factories import work
from tests.factories.class_lists import new_class_list
from tests.factories.rows import twice
from tests.factories.times import NOW

BEFORE = date(2019, 1, 1)

BAD_ROWS: dict[str, Callable[[], Model]] = {
    "area_class_end_has_decision": lambda: work.new_area_class(valid_to=date(2024, 1, 1)),
    "area_class_ended_by_list_has_day": lambda: work.new_area_class(
        ended_by_list=work.stored(new_class_list())
    ),
    "area_class_ends_after_start": lambda: work.new_area_class(
        valid_to=BEFORE, ended_by=work.decision()
    ),
    "area_class_unique": lambda: twice(work.new_area_class),
    "area_class_village_is_named": lambda: work.new_area_class(kind=ClassKind.HARD_VILLAGE),
    "area_review_left_has_decision": lambda: work.new_review(state=ReviewState.LEFT),
    "area_review_unique": lambda: twice(work.new_review),
    "area_review_village_is_named": lambda: work.new_review(kind=ReviewKind.VILLAGE),
    "calendar_feed_one_per_person": lambda: (
        work.stored(work.new_feed()),
        work.new_feed(token_sha256="1" * 64),
    )[1],
    "class_list_applied_at_and_by": lambda: new_class_list(state="applied", applied_at=NOW),
    "class_list_applied_state_and_time": lambda: new_class_list(state="applied"),
    "class_list_undone_at_and_by": lambda: new_class_list(undone_at=NOW),
    "class_list_undone_state_time_and_reason": lambda: new_class_list(
        undone_at=NOW, undone_by=work.writer()
    ),
    "class_list_whole_is_complete": lambda: new_class_list(
        state="applied", applied_at=NOW, applied_by=work.writer(), is_whole=True, refused_count=1
    ),
    "criterion_ends_after_start": lambda: work.new_criterion(valid_to=BEFORE),
    "criterion_limit_needs_indicator": lambda: work.new_criterion(at_least=Decimal(90)),
    "obstacle_accepted_is_classified": lambda: work.new_obstacle(state=ObstacleState.ACCEPTED),
    "obstacle_capital_not_negative": lambda: work.new_obstacle(
        capital_stuck_million_vnd=Decimal(-1)
    ),
    "obstacle_closed_has_its_day": lambda: work.new_obstacle(state=ObstacleState.REJECTED),
    "obstacle_due_after_raising": lambda: work.new_obstacle(due_on=BEFORE),
    "obstacle_escalation_has_document": lambda: work.new_obstacle_update(
        step=ObstacleStep.ESCALATED
    ),
    "obstacle_file_unique": lambda: twice(work.new_obstacle_file),
    "obstacle_merged_names_where": lambda: work.new_obstacle(
        state=ObstacleState.MERGED, closed_on=date(2024, 7, 2)
    ),
    "obstacle_step_says_why": lambda: work.new_obstacle_update(text=""),
    "obstacle_update_unique": lambda: twice(work.new_obstacle_update),
    "official_report_frozen_whole": lambda: work.new_official_report(frozen_at=NOW),
    "official_report_one_draft": work.second_draft,
    "official_report_unique": work.second_frozen,
    "report_paragraph_edited_at_and_by": lambda: work.new_paragraph(edited_at=NOW),
    "report_paragraph_unique": lambda: twice(work.new_paragraph),
    "published_class_count_unique": lambda: twice(work.new_class_count),
    "review_evidence_unique": lambda: twice(work.new_evidence),
    "review_update_unique": lambda: twice(work.new_review_update),
    "saved_view_has_name_and_filters": lambda: work.new_saved_view(query=""),
    "saved_view_unique": lambda: twice(work.new_saved_view),
    "task_done_has_result": lambda: work.new_task(completed_on=date(2024, 6, 1)),
    "task_due_after_start": lambda: work.new_task(due_on=BEFORE),
    "task_ends_once": lambda: work.new_task(
        completed_on=date(2024, 6, 1), result="Xong", cancelled_on=date(2024, 6, 2)
    ),
    "task_has_a_ground": work.groundless_task,
    "task_step_says_what": lambda: work.new_task_update(text=""),
    "task_update_unique": lambda: twice(work.new_task_update),
}
