"""Communes and villages that strive to leave the list, and the classes of places."""

from collections.abc import Callable, Mapping

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.models import Area, AreaKind
from indicators.permissions import WRITING_ROLES, access_of, found_or_404, writable_areas
from indicators.revalidation import revalidated
from programs.exports.reviews import reviews_workbook
from programs.models import AreaReview, ReviewKind
from programs.permissions import keeps_capital, readable_reviews
from programs.review_forms import (
    ClassForm,
    ConcludeForm,
    EvidenceForm,
    ProposeForm,
    RegisterReviewForm,
    ReopenForm,
    ReviewSearchForm,
)
from programs.selectors.review_map import review_map
from programs.selectors.reviews import (
    against_targets,
    class_page,
    classes_of,
    criteria_of,
    found_reviews,
    review_choices,
    review_page,
    review_rows,
    years_of,
)
from programs.services.reviews import (
    OPEN,
    conclude_review,
    propose_review,
    register_review,
    reopen_review,
    set_evidence,
)

from .keeping import answer, read_or_write
from .tasks import XLSX

ON_ONE_PAGE = 50


def _review(request: HttpRequest, pk: int) -> AreaReview:
    rows = readable_reviews(access_of(request.user))
    return found_or_404(rows.select_related("area__parent__parent__parent", "decision"), pk=pk)


def _may_write(request: HttpRequest, review: AreaReview) -> bool:
    return access_of(request.user).covers(review.area, WRITING_ROLES)


def _require_writer(request: HttpRequest, review: AreaReview) -> None:
    if not _may_write(request, review):
        raise PermissionDenied(f"Bạn không được giao rà soát {review.area.name}.")


def _require_keeper(request: HttpRequest) -> None:
    if not keeps_capital(access_of(request.user)):
        raise PermissionDenied("Chỉ cán bộ tỉnh kết luận và mở lại rà soát.")


def _own_communes(request: HttpRequest) -> QuerySet[Area]:
    """Where the person may register, units of today and of the past."""
    areas = writable_areas(access_of(request.user)).filter(kind=AreaKind.COMMUNE)
    return areas.select_related("parent").order_by("parent__name", "name", "valid_from")


@require_safe
@revalidated
def review_list(request: HttpRequest) -> HttpResponse:
    reviews = readable_reviews(access_of(request.user))
    years = years_of(reviews)
    form = ReviewSearchForm(request.GET, choices=review_choices(reviews, years))
    found = found_reviews(reviews, form.search)
    page = Paginator(found, ON_ONE_PAGE).get_page(request.GET.get("trang"))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "section": "reviews",
        "form": form,
        "page": page,
        "rows": review_rows(page.object_list),
        "against": against_targets(reviews),
        "years": years,
        "query": query.urlencode(),
        "may_register": access_of(request.user).can_import,
        "sees_everything": access_of(request.user).sees_everything,
    }
    return render(request, "programs/review_list.html", context)


@require_safe
def review_export(request: HttpRequest) -> HttpResponse:
    """The register as it is narrowed, all of it."""
    reviews = readable_reviews(access_of(request.user))
    form = ReviewSearchForm(request.GET, choices=review_choices(reviews, years_of(reviews)))
    found = found_reviews(reviews, form.search)
    name = f"ra-soat-{localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(
        reviews_workbook(review_rows(found), years_of(found)),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def review_map_page(request: HttpRequest) -> HttpResponse:
    """Narrowed as the register is; a district reads the table of its own."""
    access = access_of(request.user)
    reviews = readable_reviews(access)
    form = ReviewSearchForm(request.GET, choices=review_choices(reviews, years_of(reviews)))
    found = review_map(reviews, year=form.search.year, kind=form.search.kind or ReviewKind.COMMUNE)
    elsewhere = (found.elsewhere,) if found.elsewhere else ()
    own = (*(tile for tile in found.tiles if access.sees_everything or tile.registered), *elsewhere)
    context = {
        "section": "reviews",
        "map": found,
        "shown": (*own, found.total) if access.sees_everything else own,
        "kinds": ReviewKind.choices,
        "sees_everything": access.sees_everything,
    }
    return render(request, "programs/review_map.html", context)


@require_safe
@revalidated
def class_list(request: HttpRequest) -> HttpResponse:
    """Classes are public decisions: whoever signs in may read them."""
    form = ClassForm(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("ngay") or localdate()
    kind = form.cleaned_data.get("loai", "")
    page = class_page(day, kind)
    shown = Paginator(page.rows, 200).get_page(request.GET.get("trang"))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "section": "reviews",
        "form": form,
        "day": day,
        "classes": page,
        "page": shown,
        "query": query.urlencode(),
        "may_import": keeps_capital(access_of(request.user)),
    }
    return render(request, "programs/class_list.html", context)


@read_or_write
def review_create(request: HttpRequest) -> HttpResponse:
    if not access_of(request.user).can_import:
        raise PermissionDenied("Chỉ cán bộ huyện và cán bộ tỉnh đăng ký rà soát.")
    form = RegisterReviewForm(
        request.POST or None, areas=_own_communes(request), initial={"year": localdate().year}
    )
    return _answer(
        request,
        form,
        {"title": "Đăng ký phấn đấu", "button": "Đăng ký", "done": "Đã đăng ký."},
        lambda: register_review(by=request.user, now=timezone.now(), **form.cleaned_data),
    )


@require_safe
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(request, pk)
    is_open = review.state in OPEN
    context = {
        "section": "reviews",
        "page": review_page(review),
        "may_write": is_open and _may_write(request, review),
        "may_conclude": is_open and keeps_capital(access_of(request.user)),
        "may_reopen": not is_open and keeps_capital(access_of(request.user)),
    }
    return render(request, "programs/review_detail.html", context)


@read_or_write
def review_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(request, pk)
    _require_writer(request, review)
    page = review_page(review)
    criteria = criteria_of(review)
    rows = [line.evidence for line in page.lines if line.evidence]
    form = EvidenceForm(
        request.POST or None, criteria=criteria, initial=EvidenceForm.values_of(rows)
    )
    return _answer(
        request,
        form,
        {"title": "Minh chứng theo tiêu chí", "button": "Lưu", "done": "Đã lưu minh chứng."},
        lambda: set_evidence(
            review=review,
            evidence=form.evidence,
            version=form.cleaned_data["version"],
            by=request.user,
            now=timezone.now(),
        ),
        review=review,
    )


@read_or_write
def review_propose(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(request, pk)
    _require_writer(request, review)
    form = ProposeForm(request.POST or None, initial={"text": review.proposal})
    words = {"title": "Đề nghị ra khỏi danh sách", "button": "Đề nghị", "done": "Đã đề nghị."}
    return _step(request, form, words, review, propose_review)


@read_or_write
def review_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(request, pk)
    _require_keeper(request)
    in_force = [one for one in classes_of(review) if one.valid_to is None]
    form = ConcludeForm(request.POST or None, classes=in_force)
    words = {"title": "Kết luận rà soát", "button": "Kết luận", "done": "Đã ghi kết luận."}
    return _step(request, form, words, review, conclude_review)


@read_or_write
def review_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(request, pk)
    _require_keeper(request)
    form = ReopenForm(request.POST or None)
    words = {"title": "Mở lại rà soát", "button": "Mở lại", "done": "Đã mở lại rà soát."}
    return _step(request, form, words, review, reopen_review)


def _step(
    request: HttpRequest,
    form: forms.Form,
    words: Mapping[str, str],
    review: AreaReview,
    service: Callable[..., AreaReview],
) -> HttpResponse:
    """A step whose form has the very names that the service takes."""
    return _answer(
        request,
        form,
        words,
        lambda: service(review=review, by=request.user, now=timezone.now(), **form.cleaned_data),
        review=review,
    )


def _answer(
    request: HttpRequest,
    form: forms.Form,
    words: Mapping[str, str],
    store: Callable[[], AreaReview],
    *,
    review: AreaReview | None = None,
) -> HttpResponse:
    return answer(
        request,
        "programs/review_step.html",
        form,
        store,
        done=words["done"],
        context={"section": "reviews", "review": review, "words": words},
        row=review,
    )
