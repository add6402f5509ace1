from django.http import HttpRequest

from .selectors.sample import has_sample


def sample_mark(request: HttpRequest) -> dict[str, object]:
    """For the banner of every page: whether invented reports or capital are loaded."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"sample_data_loaded": has_sample()}
