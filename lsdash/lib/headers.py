"""What a request's headers say about who asks."""

from collections.abc import Mapping


def asks_for_json(headers: Mapping[str, str]) -> bool:
    """Whether a script asks, which could do nothing with a page: it names itself by
    `X-Requested-With` or accepts `application/json`."""
    return "X-Requested-With" in headers or "application/json" in headers.get("Accept", "")
