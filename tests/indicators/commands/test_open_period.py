"""`manage.py open_period`: creates what every area owes."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Period, Report
from tests.factories.reference import period

pytestmark = pytest.mark.django_db


def opened(*arguments: str) -> str:
    out = StringIO()
    call_command("open_period", *arguments, stdout=out)
    return out.getvalue()


def test_quarter_is_opened_with_a_report_for_every_district_and_the_province() -> None:
    printed = opened("2024Q3")

    assert "Quý III năm 2024" in printed
    assert "12 báo cáo" in printed
    assert Report.objects.filter(period__code="2024Q3").count() == 12
    assert period("2024Q3").opened_at is not None


def test_opening_again_adds_only_what_is_missing() -> None:
    opened("2024Q3")
    moment = period("2024Q3").opened_at
    Report.objects.filter(area__code="180").delete()

    printed = opened("2024Q3")

    assert "12 báo cáo" in printed
    assert Report.objects.count() == 12
    assert period("2024Q3").opened_at == moment


def test_due_date_can_be_set_while_opening() -> None:
    opened("2024Q3", "--due", "2024-10-20")

    assert period("2024Q3").due_on == date(2024, 10, 20)


@pytest.mark.parametrize("code", ["2024Q5", "quy-3", "2019Q4"])
def test_unknown_period_is_refused_in_a_sentence(code: str) -> None:
    with pytest.raises(CommandError, match=f"Không có kỳ “{code}”"):
        opened(code)


def test_due_date_before_the_opening_is_refused_in_a_sentence() -> None:
    with pytest.raises(CommandError, match="Hạn gửi không được trước"):
        opened("2024Q3", "--due", "2024-01-01")

    assert not Report.objects.exists()
    assert Period.objects.get(code="2024Q3").due_on == date(2024, 10, 10)
