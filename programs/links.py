"""Addresses of the capital pages that keep what the reader asked."""

from urllib.parse import urlencode

from django.urls import reverse

from programs.selectors.narrowing import Narrowing
from programs.selectors.question import Question


def page_link(name: str, asked: Question, **more: str) -> str:
    """“/von/ma-tran/?nam=2025&ngay=31/08/2025&…”."""
    return f"{reverse(f'programs:{name}')}?{_query(asked.parameters | more)}"


def lines_link(asked: Question, narrowing: Narrowing) -> str:
    """The lines that a number on a page adds up."""
    parameters = asked.parameters | narrowing.parameters
    return f"{reverse('programs:capital_lines')}?{_query(parameters)}"


def decision_link(pk: int) -> str:
    return reverse("programs:decision_detail", kwargs={"pk": pk})


def _query(parameters: dict[str, str]) -> str:
    return urlencode(parameters, safe="/:")
