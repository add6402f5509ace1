"""Valid rows of the tables of obstacles, tasks and reviews, not yet stored; any field can be
given."""

from datetime import date

from django.db.models import Model

from programs.models import (
    AreaClass,
    AreaReview,
    Authority,
    CalendarFeed,
    ClassKind,
    ClassList,
    Milestone,
    Obstacle,
    ObstacleCategory,
    ObstacleFile,
    ObstacleRaising,
    ObstacleStep,
    ObstacleUpdate,
    OfficialReport,
    OfficialReportEvent,
    PublishedClassCount,
    ReportParagraph,
    ReviewCriterion,
    ReviewEvidence,
    ReviewKind,
    ReviewUpdate,
    SavedView,
    Task,
    TaskStep,
    TaskUpdate,
    ViewOf,
)

from .capital import decision, department, writer
from .class_lists import new_class_list
from .reference import commune, district, period, province
from .times import NOW


def stored(row: Model) -> Model:
    row.save()
    return row


def new_category(**fields: object) -> ObstacleCategory:
    return ObstacleCategory(**{"code": "THU", "name": "Nhóm thử nghiệm"} | fields)


def category() -> ObstacleCategory:
    found = ObstacleCategory.objects.filter(code="THU").first()
    return found or stored(new_category())


def new_obstacle(**fields: object) -> Obstacle:
    values = {
        "content": "Chưa bố trí được quỹ đất ở cho hộ nghèo",
        "raised_on": date(2024, 7, 1),
        "level": Authority.DISTRICT,
    }
    return Obstacle(**values | fields)


def new_raising(**fields: object) -> ObstacleRaising:
    values = {
        "obstacle": fields.get("obstacle") or stored(new_obstacle()),
        "area": district("184"),
        "raised_on": date(2024, 7, 1),
        "text": "Chưa bố trí được quỹ đất ở",
        "at": NOW,
        "by": fields.get("by") or writer(),
    }
    return ObstacleRaising(**values | fields)


def new_obstacle_update(**fields: object) -> ObstacleUpdate:
    values = {
        "obstacle": fields.get("obstacle") or stored(new_obstacle()),
        "step": ObstacleStep.NOTED,
        "at": NOW,
        "by": fields.get("by") or writer(),
        "text": "Đã làm việc với sở",
        "version": 1,
    }
    return ObstacleUpdate(**values | fields)


def new_obstacle_file(**fields: object) -> ObstacleFile:
    values = {
        "obstacle": fields.get("obstacle") or stored(new_obstacle()),
        "file": "obstacles/thu",
        "file_name": "bien-ban.pdf",
        "size_bytes": 1000,
        "sha256": "0" * 64,
        "uploaded_at": NOW,
        "uploaded_by": fields.get("uploaded_by") or writer(),
    }
    return ObstacleFile(**values | fields)


def new_task(**fields: object) -> Task:
    values = {
        "title": "Rà soát khó khăn, vướng mắc",
        "year": 2024,
        "decision": fields.get("decision") or decision(),
        "lead": fields.get("lead") or department(),
        "starts_on": date(2024, 1, 20),
        "due_on": date(2024, 12, 31),
    }
    return Task(**values | fields)


def groundless_task() -> Task:
    task = new_task()
    task.decision = None
    return task


def new_milestone(**fields: object) -> Milestone:
    values = {
        "task": fields.get("task") or stored(new_task()),
        "title": "Tổng hợp đợt 1",
        "due_on": date(2024, 6, 30),
    }
    return Milestone(**values | fields)


def new_task_update(**fields: object) -> TaskUpdate:
    values = {
        "task": fields.get("task") or stored(new_task()),
        "step": TaskStep.PROGRESS,
        "at": NOW,
        "by": fields.get("by") or writer(),
        "text": "Đã tổng hợp",
        "version": 1,
    }
    return TaskUpdate(**values | fields)


def new_area_class(**fields: object) -> AreaClass:
    values = {
        "area": commune("06001"),
        "kind": ClassKind.REGION_3,
        "decision": fields.get("decision") or decision(),
        "valid_from": date(2021, 6, 4),
    }
    return AreaClass(**values | fields)


def new_criterion(**fields: object) -> ReviewCriterion:
    values = {
        "code": "thu",
        "kind": ReviewKind.COMMUNE,
        "name": "Tiêu chí thử nghiệm",
        "valid_from": date(2021, 1, 1),
    }
    return ReviewCriterion(**values | fields)


def new_review(**fields: object) -> AreaReview:
    values = {"area": commune("06001"), "kind": ReviewKind.COMMUNE, "year": 2024}
    return AreaReview(**values | fields)


def new_evidence(**fields: object) -> ReviewEvidence:
    values = {
        "review": fields.get("review") or stored(new_review()),
        "criterion": fields.get("criterion") or stored(new_criterion()),
        "is_met": True,
    }
    return ReviewEvidence(**values | fields)


def new_review_update(**fields: object) -> ReviewUpdate:
    values = {
        "review": fields.get("review") or stored(new_review()),
        "what": "Đăng ký phấn đấu",
        "at": NOW,
        "by": fields.get("by") or writer(),
        "version": 1,
    }
    return ReviewUpdate(**values | fields)


def new_official_report(**fields: object) -> OfficialReport:
    values = {
        "period": period("2024Q2"),
        "area": province(),
        "composed_at": NOW,
        "created_at": NOW,
        "created_by": fields.get("created_by") or writer(),
    }
    return OfficialReport(**values | fields)


def second_draft() -> OfficialReport:
    stored(new_official_report())
    return new_official_report(number=2)


def second_frozen() -> OfficialReport:
    """Another frozen one of the same number."""
    who = writer()
    frozen = {"frozen_at": NOW, "frozen_by": who, "document": {}, "created_by": who}
    stored(new_official_report(**frozen))
    return new_official_report(**frozen)


def new_paragraph(**fields: object) -> ReportParagraph:
    values = {
        "report": fields.get("report") or stored(new_official_report()),
        "key": "von.tong",
        "section": "von",
        "position": 1,
        "composed": "Chưa có số liệu về vốn.",
    }
    return ReportParagraph(**values | fields)


def new_official_report_event(**fields: object) -> OfficialReportEvent:
    values = {
        "report": fields.get("report") or stored(new_official_report()),
        "what": "Lập bản nháp",
        "at": NOW,
        "by": fields.get("by") or writer(),
    }
    return OfficialReportEvent(**values | fields)


def new_class_count(**fields: object) -> PublishedClassCount:
    values = {
        "kind": ClassKind.REGION_3,
        "count": 88,
        "decision": fields.get("decision") or decision(),
        "source": "Báo Lạng Sơn",
    }
    return PublishedClassCount(**values | fields)


def new_feed(**fields: object) -> CalendarFeed:
    values = {
        "user": fields.get("user") or writer(),
        "token_sha256": "0" * 64,
        "created_at": NOW,
    }
    return CalendarFeed(**values | fields)


def new_saved_view(**fields: object) -> SavedView:
    values = {
        "user": fields.get("user") or writer(),
        "of": ViewOf.OBSTACLES,
        "name": "Quá hạn",
        "query": "qua_han=on",
        "saved_at": NOW,
    }
    return SavedView(**values | fields)


FACTORIES = {
    SavedView: new_saved_view,
    CalendarFeed: new_feed,
    PublishedClassCount: new_class_count,
    OfficialReport: new_official_report,
    OfficialReportEvent: new_official_report_event,
    ReportParagraph: new_paragraph,
    AreaClass: new_area_class,
    AreaReview: new_review,
    ClassList: new_class_list,
    Milestone: new_milestone,
    Obstacle: new_obstacle,
    ObstacleCategory: new_category,
    ObstacleFile: new_obstacle_file,
    ObstacleRaising: new_raising,
    ObstacleUpdate: new_obstacle_update,
    ReviewCriterion: new_criterion,
    ReviewEvidence: new_evidence,
    ReviewUpdate: new_review_update,
    Task: new_task,
    TaskUpdate: new_task_update,
}
