from django.http import HttpRequest

from indicators.models import Report

from .models import Agency


def sample_mark(request: HttpRequest) -> dict[str, object]:
    """For the banner of every page: whether invented reports or capital are loaded. The capital of
    the sample is told by its holders, a short table, not by its lines."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    reports = Report.objects.filter(is_sample=True).order_by().values("is_sample")
    holders = Agency.objects.filter(is_sample=True).order_by().values("is_sample")
    return {"sample_data_loaded": reports.union(holders).exists()}
