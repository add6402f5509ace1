"""What people have answered for a sender's layout, applied; and by what a layout is known again."""

import hashlib
import re
from collections.abc import Iterable

from indicators.sheets.spec import Taught

_YEAR = re.compile(r"\b20\d\d\b")


def fingerprint(direction: str, headings: Iterable[str]) -> str:
    """Return a short hash of the folded headings in their order.

    Years do not count, so next year's sheet is the same layout.
    """
    lines = "\n".join([direction, *(_YEAR.sub("", heading) for heading in headings if heading)])
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


class Lessons:
    """The answers that were given, for look-up by folded heading or label."""

    def __bool__(self) -> bool:
        return bool(self._taught)

    def __init__(self, taught: Iterable[Taught], rows: Iterable[str], columns: Iterable[str]):
        """`rows` and `columns` are what rows and columns may mean now; the rest is passed over."""
        self._taught = tuple(taught)
        self._meanings = {"row": frozenset(rows), "column": frozenset(columns)}

    def column(self, text: str, layout: str | None) -> Taught | None:
        """Return what a column with that heading means in a sheet of that fingerprint.

        Without a fingerprint (while the heading is still looked for) any layout's answer counts.
        """
        return self._find("column", text, layout)

    def row(self, text: str, layout: str) -> Taught | None:
        """Return what a row with that label means in a sheet of that fingerprint."""
        return self._find("row", text, layout)

    def _find(self, what: str, text: str, layout: str | None) -> Taught | None:
        fitting = (
            lesson
            for lesson in self._taught
            if (lesson.what, lesson.text) == (what, text)
            and (layout is None or lesson.fingerprint in (None, layout))
            and (lesson.means is None or lesson.means in self._meanings[what])
        )
        return next(fitting, None)
