from django.http import HttpRequest

from .models import Report
from .permissions import access_of


def shell(request: HttpRequest) -> dict[str, object]:
    """What every page's frame shows: the person's rights, and the mark of sample figures."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "access": access_of(user),
        "sample_data_loaded": Report.objects.filter(is_sample=True).exists(),
    }
