"""Reports that wait for a command run today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.models import Report, User
from indicators.services.reports import extend_report
from tests.indicators.views.examples import opened


@pytest.fixture
def awaited(administrator: User) -> None:
    """Both quarters opened, and every report extended beyond today."""
    for code in ("2023Q4", "2024Q3"):
        opened(code)
    now = timezone.now()
    for report in Report.objects.all():
        extend_report(
            report=report,
            until=now + timedelta(days=1),
            by=administrator,
            now=now,
            reason="Nhập lại số liệu cũ.",
        )
