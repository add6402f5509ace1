"""The one way in for reviews of communes and villages that strive to leave the list."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from indicators.models import Area, AreaKind, Decision, User
from indicators.permissions import WRITING_ROLES, access_of
from programs.models import (
    AreaReview,
    ReviewCriterion,
    ReviewEvidence,
    ReviewKind,
    ReviewState,
    ReviewUpdate,
)
from programs.permissions import keeps_capital
from programs.register import changes_between

from .leaving import end_classes, ended_classes, restore_classes
from .refusals import WorkRefused

FIELDS = (
    "area_id",
    "kind",
    "village_name",
    "year",
    "state",
    "proposal",
    "outcome",
    "decision_id",
    "decided_on",
)
OPEN = (ReviewState.STRIVING, ReviewState.PROPOSED)


class ReviewRefused(WorkRefused):
    """The review was left as it was."""


@transaction.atomic
def register_review(
    *,
    area: Area,
    year: int,
    by: User,
    now: datetime,
    village_name: str = "",
    is_sample: bool = False,
) -> AreaReview:
    """A commune, or with a name a village of it, strives to leave the list in a year. Raises
    ReviewRefused: no right there, no commune, one that does not exist in that year, or twice."""
    _check_area(by, area)
    if area.kind != AreaKind.COMMUNE:
        raise ReviewRefused("no_commune", "Hãy chọn một xã, phường hoặc thị trấn.", "area")
    if not any(area.is_valid_on(day) for day in (date(year, 1, 1), date(year, 12, 31))):
        message = f"{area.name} không phải là đơn vị hành chính trong năm {year}."
        raise ReviewRefused("area_gone", message, "area")
    review = AreaReview(
        area=area,
        kind=ReviewKind.VILLAGE if village_name.strip() else ReviewKind.COMMUNE,
        village_name=" ".join(village_name.split()),
        year=year,
        is_sample=is_sample,
    )
    _save(review, {}, "Đăng ký phấn đấu", by=by, now=now)
    return review


@transaction.atomic
def set_evidence(
    *,
    review: AreaReview,
    evidence: Mapping[ReviewCriterion, tuple[bool | None, str]],
    by: User,
    now: datetime,
    version: int | None = None,
) -> AreaReview:
    """How the unit stands on each criterion: met or not (None: not judged yet), and by what."""
    review = _held(review, version)
    _check_area(by, review.area)
    _check_open(review)
    before = _told(review)
    for criterion, (is_met, text) in evidence.items():
        if criterion.kind != review.kind:
            raise ReviewRefused("wrong_criterion", f"Tiêu chí “{criterion.name}” không áp dụng.")
        row, _ = ReviewEvidence.objects.get_or_create(review=review, criterion=criterion)
        row.is_met, row.text = is_met, text.strip()
        _cleaned(row)
        row.save()
    _save(review, before, "Ghi minh chứng", by=by, now=now)
    return review


@transaction.atomic
def propose_review(
    *, review: AreaReview, text: str, by: User, now: datetime, version: int | None = None
) -> AreaReview:
    """The unit's request to be taken off the list, with its grounds."""
    review = _held(review, version)
    _check_area(by, review.area)
    _check_open(review)
    if not text.strip():
        raise ReviewRefused("no_text", "Hãy ghi nội dung đề nghị.", "text")
    before = _told(review)
    review.state, review.proposal = ReviewState.PROPOSED, text.strip()
    _save(review, before, "Đề nghị ra khỏi danh sách", by=by, now=now, text=text)
    return review


@transaction.atomic
def conclude_review(
    *,
    review: AreaReview,
    state: str,
    text: str,
    by: User,
    now: datetime,
    decision: Decision | None = None,
    decided_on: date | None = None,
    ends_class: bool = False,
    version: int | None = None,
) -> AreaReview:
    """Left the list (by a decision), not yet, or withdrawn; where it left and `ends_class`, the
    unit's rows in the list of classes end on the day by the same decision. Raises ReviewRefused
    for a criterion that is not met, no decision, a day to come."""
    review = _held(review, version)
    if not keeps_capital(access_of(by)):
        raise ReviewRefused("not_yours", "Chỉ cán bộ tỉnh ghi kết luận rà soát.")
    _check_open(review)
    if state not in (ReviewState.LEFT, ReviewState.NOT_YET, ReviewState.WITHDRAWN):
        raise ReviewRefused("no_state", "Hãy chọn kết luận.", "state")
    if not text.strip():
        raise ReviewRefused("no_text", "Hãy ghi kết luận.", "text")
    day = decided_on or localdate(now)
    if day > localdate(now):
        raise ReviewRefused("future", f"Ngày {day:%d/%m/%Y} chưa đến.", "decided_on")
    if state == ReviewState.LEFT:
        _check_leaving(review, decision)
    before = _told(review)
    review.state, review.outcome, review.decided_on = state, text.strip(), day
    review.decision = decision
    if state == ReviewState.LEFT and ends_class:
        end_classes(review, decision=decision, day=day)
    _save(review, before, "Kết luận", by=by, now=now, text=text)
    return review


@transaction.atomic
def reopen_review(
    *, review: AreaReview, text: str, by: User, now: datetime, version: int | None = None
) -> AreaReview:
    """A conclusion taken back, with the reason; the rows of classes that it ended stand again."""
    review = _held(review, version)
    if not keeps_capital(access_of(by)):
        raise ReviewRefused("not_yours", "Chỉ cán bộ tỉnh mở lại rà soát.")
    if review.state in OPEN:
        raise ReviewRefused("wrong_state", "Rà soát chưa kết luận nên không cần mở lại.")
    if not text.strip():
        raise ReviewRefused("no_text", "Hãy ghi lý do mở lại.", "text")
    before = _told(review)
    restore_classes(review)
    review.state, review.decision, review.decided_on = ReviewState.STRIVING, None, None
    review.outcome = ""
    _save(review, before, "Mở lại", by=by, now=now, text=text)
    return review


def _check_leaving(review: AreaReview, decision: Decision | None) -> None:
    if decision is None:
        message = "Hãy chọn văn bản công nhận ra khỏi danh sách."
        raise ReviewRefused("no_decision", message, "decision")
    failed = review.evidence.filter(is_met=False).select_related("criterion")
    if names := [row.criterion.name for row in failed]:
        raise ReviewRefused(
            "not_met",
            f"Còn tiêu chí chưa đạt: {'; '.join(names)}. Hãy sửa minh chứng hoặc kết luận khác.",
            "state",
        )


def _check_area(by: User, area: Area) -> None:
    if not access_of(by).covers(area, WRITING_ROLES):
        raise ReviewRefused("not_yours", f"Bạn không được giao rà soát {area.name}.")


def _check_open(review: AreaReview) -> None:
    if review.state not in OPEN:
        raise ReviewRefused(
            "wrong_state", f"Rà soát đã kết luận “{review.get_state_display()}”. Hãy mở lại trước."
        )


def _held(review: AreaReview, version: int | None) -> AreaReview:
    rows = AreaReview.objects.select_for_update(of=("self",))
    review = rows.select_related("area__parent__parent__parent", "decision").get(pk=review.pk)
    if version is not None and version != review.version:
        raise ReviewRefused(
            "overtaken",
            "Người khác vừa cập nhật rà soát này sau khi bạn mở trang. Hãy xem lại rồi thực hiện.",
        )
    return review


def _told(review: AreaReview) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(review, name) for name in FIELDS}
    told["classes_ended"] = ended_classes(review) if review.pk else []
    for row in review.evidence.select_related("criterion"):
        told[f"evidence:{row.criterion.code}"] = f"{row.is_met} {row.text}".strip()
    return told


def _cleaned(row: AreaReview | ReviewEvidence) -> None:
    try:
        row.full_clean()
    except ValidationError as wrong:
        raise ReviewRefused.of(wrong) from wrong


def _save(
    review: AreaReview,
    before: dict[str, object],
    what: str,
    *,
    by: User,
    now: datetime,
    text: str = "",
) -> None:
    review.version += 1
    _cleaned(review)
    review.save()
    update = ReviewUpdate(
        review=review,
        what=what,
        at=now,
        by=by,
        text=text.strip(),
        changes=changes_between(before, _told(review)),
        version=review.version,
    )
    update.full_clean()
    update.save()
