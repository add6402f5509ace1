"""What headers say: who asks, and what is answered."""

from collections.abc import Mapping

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asks_for_json(headers: Mapping[str, str]) -> bool:
    """Whether a script asks, which could do nothing with a page: it names itself by
    `X-Requested-With` or accepts `application/json`."""
    return "X-Requested-With" in headers or "application/json" in headers.get("Accept", "")
