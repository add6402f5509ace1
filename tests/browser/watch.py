"""What a page does behind the picture: where it asks, what it complains of, what it moves."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

# Runs before the page's own scripts. A violation also becomes a line of the console.
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
document.addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP', event.violatedDirective, event.blockedURI);
});
"""
INSIDE = {"data", "blob"}  # addresses that name their own content


@dataclass
class Watched:
    """All requests and complaints of a page from the moment on which it is watched."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def elsewhere(self, site: str) -> list[str]:
        """The requests that leave the site."""
        host = urlsplit(site).netloc
        parts = [(address, urlsplit(address)) for address in self.requests]
        return [
            address
            for address, part in parts
            if part.scheme not in INSIDE and (part.scheme, part.netloc) != ("http", host)
        ]


def watch(page: Page) -> Watched:
    watched = Watched()

    def asked(request: Request) -> None:
        watched.requests.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            watched.complaints.append(f"{message.type}: {message.text}")

    def failed(request: Request) -> None:
        watched.complaints.append(f"not loaded: {request.url}")

    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("console", said)
    page.on("pageerror", lambda error: watched.complaints.append(f"error: {error}"))
    return watched


def shift_of(page: Page) -> float:
    """How much of the page moved by itself until now (cumulative layout shift)."""
    return page.evaluate("window.shifted")
