"""The secret address of a person's calendar: made, replaced, revoked."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from indicators.models import User
from programs.models import CalendarFeed


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def create_feed(*, user: User, now: datetime) -> str:
    """The secret of a new address, told once and kept only as a hash; the one before ends."""
    revoke_feed(user=user, now=now)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(user=user, token_sha256=hash_of(token), created_at=now)
    feed.full_clean()
    feed.save()
    return token


@transaction.atomic
def revoke_feed(*, user: User, now: datetime) -> int:
    """Ends the person's address, for ever; how many ended."""
    User.objects.select_for_update().get(pk=user.pk)  # two clicks at once make one address
    return CalendarFeed.objects.filter(user=user, revoked_at=None).update(revoked_at=now)


def owner_of(token: str) -> User | None:
    """Whose calendar an address shows; None once it was revoked or the account closed."""
    feeds = CalendarFeed.objects.filter(revoked_at=None, user__is_active=True)
    feed = feeds.select_related("user").filter(token_sha256=hash_of(token)).first()
    return feed.user if feed else None
