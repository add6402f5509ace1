"""The one way in for saved views: whose they are, who may share, change and delete them."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import User
from indicators.permissions import REVIEWING_ROLES, access_of
from programs.models import SavedView

from .refusals import WorkRefused

MOST = 30  # of one person above one list


class SavedViewRefused(WorkRefused):
    """The view was left as it was."""


def may_share(by: User) -> bool:
    """What all see above the list is the province's to choose."""
    return any(m.role in REVIEWING_ROLES for m in access_of(by).memberships)


def may_change(by: User, view: SavedView) -> bool:
    """One's own; what is shared also by an administrator."""
    return view.user_id == by.pk or (view.is_shared and access_of(by).is_administrator)


@transaction.atomic
def save_view(
    *,
    of: str,
    name: str,
    filters: Mapping[str, str],
    by: User,
    now: datetime,
    is_shared: bool = False,
) -> SavedView:
    """A new one of this person. Raises SavedViewRefused: nothing is narrowed, the name is taken,
    there are too many, or no right to share."""
    if not filters:
        message = "Danh sách chưa lọc gì nên không có gì để lưu. Hãy chọn điều kiện trước."
        raise SavedViewRefused("no_filters", message)
    User.objects.select_for_update().get(pk=by.pk)  # two tabs at once do not pass the most
    if SavedView.objects.filter(user=by, of=of).count() >= MOST:
        message = f"Bạn đã lưu {MOST} bộ lọc. Hãy xóa bớt bộ lọc không dùng nữa."
        raise SavedViewRefused("too_many", message)
    view = SavedView(user=by, of=of, query=urlencode(filters), saved_at=now)
    return _store(view, name, is_shared, by)


@transaction.atomic
def change_view(*, view: SavedView, name: str, is_shared: bool, by: User) -> SavedView:
    """Another name, or shared from now on, or no longer."""
    view = _held(view, by)
    return _store(view, name, is_shared, by)


@transaction.atomic
def delete_view(*, view: SavedView, by: User) -> None:
    _held(view, by).delete()


def _held(view: SavedView, by: User) -> SavedView:
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    if not may_change(by, view):
        message = "Bộ lọc này do người khác lưu, nên bạn chỉ dùng được, không sửa được."
        raise SavedViewRefused("not_yours", message)
    return view


def _store(view: SavedView, name: str, is_shared: bool, by: User) -> SavedView:
    if is_shared and not view.is_shared and not may_share(by):
        raise SavedViewRefused("not_yours", "Chỉ cán bộ tỉnh chia sẻ bộ lọc cho mọi người.")
    view.name, view.is_shared = " ".join(name.split()), is_shared
    try:
        view.full_clean()
    except ValidationError as wrong:
        refused = SavedViewRefused.of(wrong)
        raise SavedViewRefused(refused.code, str(refused), refused.field or "name") from wrong
    view.save()
    return view
