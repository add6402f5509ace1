"""What the conclusion of a review does to the list of classes: with it a unit leaves the list, and
taking it back puts the unit in again."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from indicators.models import Decision
from programs.models import AreaClass, AreaReview, ReviewState, hard_kinds


def end_classes(review: AreaReview, *, decision: Decision, day: date) -> None:
    """The unit's rows that are in force and have no end yet are ended on the day."""
    for row in _rows(review).filter(valid_from__lt=day, valid_to=None).select_for_update():
        row.valid_to, row.ended_by = day, decision
        row.full_clean()
        row.save()


def restore_classes(review: AreaReview) -> None:
    """The rows that its conclusion ended are in force again, but where the unit was put into the
    same class anew meanwhile."""
    anew = AreaClass.objects.filter(
        area=OuterRef("area"),
        village_name=OuterRef("village_name"),
        kind=OuterRef("kind"),
        valid_from__gte=OuterRef("valid_to"),
    )
    keys = list(_ended(review).exclude(Exists(anew)).values_list("pk", flat=True))
    AreaClass.objects.filter(pk__in=keys).update(valid_to=None, ended_by=None)


def ended_classes(review: AreaReview) -> list[int]:
    """The keys of those rows, as the review's steps tell of them."""
    return sorted(_ended(review).values_list("pk", flat=True))


def _ended(review: AreaReview) -> QuerySet[AreaClass]:
    """By its decision on its day; what an official list ended is no doing of the review."""
    if review.state != ReviewState.LEFT:
        return AreaClass.objects.none()
    return _rows(review).filter(
        valid_to=review.decided_on, ended_by=review.decision, ended_by_list=None
    )


def _rows(review: AreaReview) -> QuerySet[AreaClass]:
    unit = Q(area=review.area, village_name=review.village_name)
    return AreaClass.objects.filter(unit, kind__in=hard_kinds(review.kind)).order_by("pk")
