"""A quarter that takes reports on the day of the test, since pages look at the clock themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.models import Period, Report, User
from indicators.services.reports import extend_report


@pytest.fixture
def extended_quarter(open_quarter: Period, provincial_officer: User) -> Period:
    """2024 Q3, long overdue, with every report given another day."""
    now = timezone.now()
    for report in Report.objects.of_period(open_quarter):
        extend_report(
            report=report,
            until=now + timedelta(days=1),
            by=provincial_officer,
            now=now,
            reason="Huyện đề nghị gia hạn.",
        )
    return open_quarter
