from indicators.models import Report
from programs.models import Agency


def has_sample() -> bool:
    """Whether invented reports or capital are loaded; one query. The capital of the sample is told
    by its holders, a short table, not by its lines."""
    reports = Report.objects.filter(is_sample=True).order_by().values("is_sample")
    holders = Agency.objects.filter(is_sample=True).order_by().values("is_sample")
    return reports.union(holders).exists()
