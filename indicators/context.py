from django.http import HttpRequest

from .choice import only_official
from .permissions import access_of


def shell(request: HttpRequest) -> dict[str, object]:
    """What every page's frame shows: the person's rights, and the choice of figures that its links
    keep."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "access": access_of(user),
        "only_official": only_official(request.GET),
    }
