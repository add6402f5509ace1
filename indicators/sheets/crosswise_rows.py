"""Tables with a row per indicator: which measure, or which place, each row is about."""

import re
from dataclasses import dataclass, field

from indicators.sheets.headers import LabelIndex, is_number_heading, words
from indicators.sheets.layout import Layout, is_number_row
from indicators.sheets.places import PlaceMatcher, has_unit_type
from indicators.sheets.spec import FormSpec, Reason
from indicators.sheets.teaching import Lessons
from indicators.sheets.values import is_figure
from indicators.sheets.workbook import Sheet

_MARKS = (
    (re.compile(r"[IVX]{1,5}[.)]?"), 1),
    (re.compile(r"[A-HĐ][.)]?"), 0),
    (re.compile(r"\d{1,2}[.)]?"), 2),
    (re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?"), 3),
    (re.compile(r"[a-hđ][.)]?"), 4),
    (re.compile(r"[-–—+•*]+"), 5),
)
_LEAD = re.compile(
    r"^\s*((?:[IVX]{1,5}|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*|[a-hđ])[.)]|[-–—+•*]+)\s*(?=\w)"
)
_PART_OF = re.compile(r"\s*trong đó\b", re.IGNORECASE)
_DEEPEST = 6


@dataclass(frozen=True)
class IndicatorRow:
    """A row with figures: the measure it means (None: not matched) for one place.

    `place` is the place's code where the table has a block of rows per place.
    """

    number: int
    label: str
    key: str | None
    place: str | None
    without_marks: bool = False


@dataclass
class IndicatorRows:
    """The rows of one table by what they are."""

    data: list[IndicatorRow] = field(default_factory=list)
    left_out: list[tuple[int, Reason]] = field(default_factory=list)

    @property
    def matched_keys(self) -> frozenset[str]:
        """The measures that the rows mean."""
        return frozenset(row.key for row in self.data if row.key)

    @property
    def notes(self) -> tuple[int, ...]:
        """The rows of words below the figures."""
        return tuple(row for row, reason in self.left_out if reason == "notes and signature")


def sort_indicators(
    sheet: Sheet,
    layout: Layout,
    form: FormSpec,
    index: LabelIndex,
    matcher: PlaceMatcher,
    lessons: Lessons,
) -> IndicatorRows:
    """Return every non-empty row below the headings, sorted by what it is."""
    sorter = _Sorter(sheet, layout, form, index, matcher, lessons)
    for row in sheet.rows:
        if row >= layout.first_data_row:
            sorter.take(row)
    return sorter.finished()


class _Sorter:
    def __init__(self, sheet, layout, form, index, matcher, lessons):
        self._sheet, self._layout, self._form = sheet, layout, form
        self._index, self._matcher, self._lessons = index, matcher, lessons
        self._label = layout.having("indicator")[0].index
        self._figures = [
            column.index
            for column in layout.columns
            if column.role not in ("indicator", "unit", "ignored", "code", "hidden")
        ]
        self._numbers = [
            column.index for column in layout.columns if is_number_heading(column.path)
        ]
        self._above: list[tuple[int, str, str | None]] = []
        self._place: str | None = None
        self._rows = IndicatorRows()
        self._words: list[int] = []

    def take(self, row: int) -> None:
        label = self._sheet.text_at(row, self._label)
        if row in self._sheet.hidden_rows:
            self._rows.left_out.append((row, "hidden row"))
        elif is_number_row(self._sheet, row):
            self._rows.left_out.append((row, "column-number row"))
        elif self._begins_block(label, row):
            self._rows.left_out.append((row, "group subtotal"))
        elif self._lessons.row(words(label), self._layout.fingerprint):
            self._take_taught(row, label)
        elif self._has_figures(row) or self._is_answered(row, label):
            self._take_figures(row, label)
        else:
            self._take_words(row, label)

    def finished(self) -> IndicatorRows:
        last = max((row.number for row in self._rows.data), default=0)
        for row in self._words:
            reason: Reason = "group subtotal" if row < last else "notes and signature"
            self._rows.left_out.append((row, reason))
        return self._rows

    def _begins_block(self, label: str, row: int) -> bool:
        plain = _LEAD.sub("", label)
        if not has_unit_type(plain) or self._has_figures(row):
            return False
        found = self._matcher.by_name(plain).found
        if found:
            self._place, self._above = found.code, []
        return bool(found)

    def _take_taught(self, row: int, label: str) -> None:
        lesson = self._lessons.row(words(label), self._layout.fingerprint)
        if lesson is None or lesson.means is None:
            self._rows.left_out.append((row, "left out by the sender's choice"))
        else:
            self._rows.data.append(IndicatorRow(row, label, lesson.means, self._place))

    def _take_figures(self, row: int, label: str) -> None:
        level = self._level(row, label)
        plain = _LEAD.sub("", label)
        self._above = [entry for entry in self._above if entry[0] < level]
        key, without_marks = self._key(plain)
        self._above.append((level, plain, key))
        self._rows.data.append(IndicatorRow(row, label, key, self._place, without_marks))

    def _take_words(self, row: int, label: str) -> None:
        level = min(self._level(row, label), _DEEPEST - 1)
        self._above = [entry for entry in self._above if entry[0] < level]
        if label:
            self._above.append((level, _LEAD.sub("", label), None))
        self._words.append(row)

    def _key(self, label: str) -> tuple[str | None, bool]:
        # A row without a label means nothing, whatever stands above it.
        for path in self._paths(label) if label else ():
            match = self._index.match(path)
            if match:
                return match.key, match.without_marks
        return None, False

    def _paths(self, label: str) -> list[tuple[str, ...]]:
        """The label below what stands above it, then the label alone."""
        paths: list[tuple[str, ...]] = []
        for _, above, key in reversed(self._above):
            group = self._form.column(key).header.partition("|")[0] if key else above
            paths += [(above, label), (group, label)]
        return [*paths, (label,)]

    def _level(self, row: int, label: str) -> int:
        marks = [self._sheet.text_at(row, index) for index in self._numbers]
        lead = _LEAD.match(label)
        for mark in (*marks, lead.group(1) if lead else ""):
            for pattern, level in _MARKS:
                if pattern.fullmatch(mark):
                    return level
        return _DEEPEST + bool(_PART_OF.match(label))

    def _is_answered(self, row: int, label: str) -> bool:
        """Whether words stand where a measure's figure should, or nothing where that is "no"."""
        level = self._level(row, label)
        above = self._above
        self._above = [entry for entry in above if entry[0] < level]
        key, _ = self._key(_LEAD.sub("", label))
        self._above = above
        if key is None:
            return False
        has_words = any((row, column) in self._sheet.cells for column in self._figures)
        return has_words or self._form.column(key).kind == "yes_no"

    def _has_figures(self, row: int) -> bool:
        cells = [self._sheet.cells.get((row, column)) for column in self._figures]
        return any(cell is not None and is_figure(cell) for cell in cells)
