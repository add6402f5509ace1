"""When Chromium shows the first chart of the overview, and when Plotly has taken over."""

import os
import shutil
from collections.abc import Mapping
from statistics import median

from playwright.sync_api import Browser, sync_playwright

RUNS, PATIENCE = 5, 15_000
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
# Looks at every frame for the picture that the server drew and for Plotly's.
WATCH = """
(() => {
  window.seen = {};
  const look = () => {
    const note = (name, where) => {
      if (!(name in window.seen) && document.querySelector(where)) {
        window.seen[name] = performance.now();
      }
    };
    note("drawn", ".chart-box svg");
    note("alive", ".chart-box .main-svg");
    if (!("alive" in window.seen)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


def first_chart(port: int, cookies: Mapping[str, str], path: str) -> tuple[float, float] | None:
    """Milliseconds after the navigation began, median with an empty cache; None: no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        found = [_visit(browser, port, cookies, path) for _ in range(RUNS)]
        browser.close()
    return median(drawn for drawn, _ in found), median(alive for _, alive in found)


def _visit(
    browser: Browser, port: int, cookies: Mapping[str, str], path: str
) -> tuple[float, float]:
    site = f"http://localhost:{port}"
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    pairs = (pair.split("=", 1) for pair in cookies["Cookie"].split("; "))
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in pairs])
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(site + path)
    page.locator("[data-chart]").first.scroll_into_view_if_needed()
    page.locator(".chart-box .main-svg").first.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(50)
    seen = page.evaluate("window.seen")
    context.close()
    return seen["drawn"], seen["alive"]
