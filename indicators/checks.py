"""What must be right in the settings before the site starts."""

from datetime import timedelta

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .models import Role

SHORTEST_IDLE = timedelta(minutes=5)


@register
def totp_roles_exist(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A role misspelt would silently ask a second step of nobody."""
    unknown = sorted(settings.TOTP_ROLES - set(Role.values))
    if not unknown:
        return []
    known = ", ".join(Role.values)
    message = f"LSDASH_TOTP_ROLES có vai trò không tồn tại: {', '.join(unknown)}."
    return [Error(message, hint=f"Các vai trò: {known}.", id="lsdash.E001")]


@register
def idle_time_is_long_enough(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Activity is noted to the minute, so an idle time near a minute would end busy sessions."""
    if settings.IDLE_TIME >= SHORTEST_IDLE:
        return []
    minutes = int(SHORTEST_IDLE.total_seconds() // 60)
    return [Error(f"LSDASH_IDLE_MINUTES phải từ {minutes} phút trở lên.", id="lsdash.E002")]
