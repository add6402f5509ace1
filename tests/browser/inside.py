"""Pages in the browser without a server: Django's test client makes them, in this transaction, so
that rows made for a test are on its page and are rolled back after it."""

from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Page, Route

SITE = "http://trong-tien-trinh"


def show(page: Page, path: str, response: HttpResponse) -> None:
    """The answer at its address, with its headers and the site's static files, and nothing else."""
    headers = {name: str(value) for name, value in response.headers.items()}

    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url).path
        is_static = asked.startswith("/static/")
        found = finders.find(asked.removeprefix("/static/")) if is_static else None
        if asked == urlsplit(path).path:
            route.fulfill(status=response.status_code, headers=headers, body=response.content)
        elif found:
            route.fulfill(path=found)
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto(f"{SITE}{path}")
