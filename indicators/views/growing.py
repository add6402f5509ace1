"""A page that grows while work is done, a line for each step."""

from collections.abc import Iterator
from typing import Protocol

from django.http import StreamingHttpResponse
from django.template.loader import render_to_string


class Step(Protocol):
    """How far the work is; the last step has `done` equal to `total`."""

    text: str
    done: int
    total: int


def growing_response(
    page: str, first: Step, steps: Iterator[Step], refusal: type[Exception]
) -> StreamingHttpResponse:
    """The page cut where its list of steps ends; a `refusal` in between becomes its last line."""
    response = StreamingHttpResponse(_growing(page, first, steps, refusal))
    # Compression and proxies would hold the lines back until the end.
    response.headers["Content-Encoding"] = "identity"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _growing(
    page: str, first: Step, steps: Iterator[Step], refusal: type[Exception]
) -> Iterator[str]:
    """Whoever closes the browser meanwhile does not stop the work."""
    head, _, tail = page.partition("<!--steps-->")
    try:
        yield head + _line(first)
        for step in steps:
            yield _line(step)
    except GeneratorExit:
        for _ in steps:
            pass
        return
    except refusal as refused:
        yield render_to_string("indicators/_long_table_step.html", {"refusal": str(refused)})
    yield tail


def _line(step: Step) -> str:
    return render_to_string("indicators/_long_table_step.html", {"step": step})
