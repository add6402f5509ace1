"""One box for everything: the best of each kind, or all of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.permissions import access_of
from programs.selectors.search import KINDS, ON_ONE_PAGE, Asked, Group, asked, found

LONGEST = 200
BY_SLUG = {slug: kind for kind, (_, slug) in KINDS.items()}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    wanted, kind = asked(text), BY_SLUG.get(request.GET.get("loai", ""), "")
    context = {"section": "search", "text": text, "too_short": wanted.is_too_short}
    if wanted.is_too_short:
        groups = ()
    elif kind:
        number, groups = _page(request, wanted, kind)
        context |= {"label": KINDS[kind][0], "number": number}
        context["has_more"] = any(group.total > number * ON_ONE_PAGE for group in groups)
    else:
        groups = found(access_of(request.user), wanted)
    context |= {"groups": groups, "total": sum(group.total for group in groups)}
    return render(request, "programs/search.html", context)


def _page(request: HttpRequest, wanted: Asked, kind: str) -> tuple[int, tuple[Group, ...]]:
    """The page that the address names; the first where there is none such."""
    access, asked_for = access_of(request.user), request.GET.get("trang", "")
    number = int(asked_for) if asked_for.isdecimal() and 0 < len(asked_for) < 6 else 1
    groups = found(access, wanted, kind=kind, page=max(number, 1), of_each=ON_ONE_PAGE)
    if groups or number <= 1:
        return max(number, 1), groups
    return 1, found(access, wanted, kind=kind, of_each=ON_ONE_PAGE)
