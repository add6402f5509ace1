from django.http import HttpRequest

from indicators.models import Report

from .models import Agency


def sample_mark(request: HttpRequest) -> dict[str, object]:
    """For the banner of every page: whether invented reports or capital are loaded."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"sample_data_loaded": has_sample()}


def has_sample() -> bool:
    """The capital of the sample is told by its holders, a short table, not by its lines."""
    reports = Report.objects.filter(is_sample=True).order_by().values("is_sample")
    holders = Agency.objects.filter(is_sample=True).order_by().values("is_sample")
    return reports.union(holders).exists()
