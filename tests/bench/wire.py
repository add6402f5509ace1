"""What a first and a second visit of the overview cost on the wire, headers and all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .serving import Wire, fetched

# What a page names; Plotly and its locale come later, when the drawn charts are seen already.
_AT_ONCE = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_LATER = re.compile(r'data-(?:plotly|locale)="(/static/[^"]+)"')


@dataclass(frozen=True)
class Visit:
    """Bytes until the page with its charts is there, bytes in all, and of the visit after it."""

    seen: int
    whole: int
    again: int
    again_status: int


def visited(port: int, cookies: Mapping[str, str], path: str = "/") -> Visit:
    page = fetched(port, path, cookies)
    plain = fetched(port, path, dict(cookies) | {"Accept-Encoding": "identity"})
    text = plain.raw.decode("utf-8", "replace")
    later = set(_LATER.findall(text))
    at_once = set(_AT_ONCE.findall(text)) - later
    seen = len(page.raw) + sum(len(_static(port, name).raw) for name in at_once)
    whole = seen + sum(len(_static(port, name).raw) for name in later)
    again = fetched(port, path, dict(cookies) | {"If-None-Match": page.headers["etag"]})
    return Visit(seen, whole, len(again.raw), again.status)


def _static(port: int, name: str) -> Wire:
    answer = fetched(port, name)
    if answer.status != 200 or "immutable" not in answer.headers.get("cache-control", ""):
        raise RuntimeError(f"{name}: {answer.status}, {answer.headers}")
    return answer
