"""What on a page keeps somebody out: as lines that say where and what."""

import os
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
MISSING = "axe-core is not installed: npm ci"

# WCAG 2.2 A and AA. A target's size is left out by axe itself unless it is asked for.
RUN = """async () => {
  const asked = {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  };
  const found = await axe.run(document, asked);
  const why = (node) => (node.failureSummary.split('\\n')[1] || '').trim();
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} at ${node.target.join(' ')}: ${why(node)}`));
}"""

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return Array.from(document.body.querySelectorAll('*'))
    .filter((element) => element.getBoundingClientRect().right > width + 1
      && !element.parentElement.closest('.table-region'))
    .map((element) => `too wide at ${width}: ${element.tagName}.${element.className}`).slice(0, 3)
    .concat(`too wide at ${width}: page of ${document.documentElement.scrollWidth}`);
}"""

# Everything a person would click is reached by Tab, and shows that it was.
UNREACHED = """() => {
  const named = (element) => element.outerHTML.slice(0, 120);
  const wanted = 'a[href], button, input, select, textarea, summary';
  const all = Array.from(document.querySelectorAll(wanted)).filter((element) =>
    element.type !== 'hidden' && !element.disabled && element.checkVisibility());
  const found = [];
  for (const element of all) {
    element.focus();
    if (document.activeElement !== element || element.tabIndex < 0) {
      found.push(`not reached by keyboard: ${named(element)}`);
      continue;
    }
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    if (!outlined && style.boxShadow === 'none') found.push(`focus not seen: ${named(element)}`);
  }
  return found;
}"""
FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.outerHTML"
STEPS = 12  # of Tab, from the top


@cache
def axe() -> str:
    if not AXE.is_file():
        (pytest.fail if os.environ.get("CI_BROWSER_REQUIRED") == "1" else pytest.skip)(MISSING)
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Of WCAG 2.2 A and AA, as axe-core finds them."""
    page.evaluate(axe())
    return page.evaluate(RUN)


def too_wide(page: Page, *widths: int) -> list[str]:
    """What makes the page scroll sideways in windows of these widths."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 640})
        found += page.evaluate(TOO_WIDE)
    return found


def unreachable(page: Page) -> list[str]:
    """What the keyboard cannot get to, does not show, or cannot leave."""
    found = []
    before = None
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now and now == before:
            found.append(f"keyboard is caught at {now[:120]}")
        before = now
    return found + page.evaluate(UNREACHED)
