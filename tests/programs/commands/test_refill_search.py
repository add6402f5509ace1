"""`manage.py refill_search`: what the search finds, looked at and put right."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.models import SearchEntry

pytestmark = pytest.mark.django_db


def told(**options: bool) -> str:
    out = StringIO()
    call_command("refill_search", stdout=out, **options)
    return out.getvalue()


def test_check_fails_until_what_is_missing_was_put_right() -> None:
    SearchEntry.objects.of_kind("indicator").first().delete()

    with pytest.raises(CommandError, match="--check"):
        told(check=True)

    assert "indicator: thiếu 1, đã cũ 0, thừa 0" in told()
    assert "không mục nào thiếu" in told()
    assert "không mục nào thiếu" in told(check=True)
