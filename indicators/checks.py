"""What must be right in the settings before the site starts."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .models import Role


@register
def totp_roles_exist(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A role misspelt would silently ask a second step of nobody."""
    unknown = sorted(settings.TOTP_ROLES - set(Role.values))
    if not unknown:
        return []
    known = ", ".join(Role.values)
    message = f"LSDASH_TOTP_ROLES có vai trò không tồn tại: {', '.join(unknown)}."
    return [Error(message, hint=f"Các vai trò: {known}.", id="lsdash.E001")]
