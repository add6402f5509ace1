"""The saved views above a list."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from indicators.models import User
from indicators.permissions import access_of
from programs.models import SavedView


@dataclass(frozen=True)
class ViewLink:
    """`is_here`: the list is narrowed so at present."""

    view: SavedView
    is_own: bool
    may_change: bool
    is_here: bool


def readable_views(user: User) -> QuerySet[SavedView]:
    """One's own, and what is shared with all."""
    return SavedView.objects.filter(Q(user=user) | Q(is_shared=True))


def view_links(user: User, of: str, query: str) -> tuple[ViewLink, ...]:
    """By name; `query` is the present address's. One query."""
    rows = readable_views(user).filter(of=of).select_related("user")
    is_administrator = access_of(user).is_administrator
    return tuple(
        ViewLink(
            view=row,
            is_own=row.user_id == user.pk,
            may_change=row.user_id == user.pk or is_administrator,
            is_here=row.query == query,
        )
        for row in rows
    )
