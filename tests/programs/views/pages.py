"""What a page says."""

import html
import re

from django.http import HttpResponse


def words(answer: HttpResponse) -> str:
    """The text of the page, without its tags, with single blanks."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).split())
