"""The rows of a capital report: projects, sub-projects, totals, and details that are left out."""

import re
from collections.abc import Iterator

from indicators.sheets.components import ComponentMatcher
from indicators.sheets.headers import is_number_heading, words
from indicators.sheets.matches import RowMatch
from indicators.sheets.rows import DataRow, RowSorter, Sorted, is_total_label
from indicators.sheets.spec import Component, Reason
from lsdash.lib.text import strip_marks

_TOTAL = re.compile(
    r"cong\b.*|tong\b.*|(?:chuong trinh|ctmtqg|ct mtqg)\b.*(?:dtts|dan toc thieu so|dan toc)\b.*"
)
_DETAIL = re.compile(
    r"(?:noi dung|hoat dong|nhiem vu|hang muc|cong trinh|trong do|von|nguon|ngan sach|nstw|nsdp|"
    r"dtpt|dau tu phat trien|su nghiep|ho tro|nuoc sinh hoat|xa|thi tran|ban quan ly|phong|"
    r"trung tam|ubnd)\b.*"
)
_OTHER_PROGRAMME = re.compile(r".*\b(?:giam ngheo ben vung|nong thon moi)\b.*")


class CapitalSorter(RowSorter):
    """Tells the rows of a table with a row per project apart; a part belongs to the one above."""

    _matcher: ComponentMatcher
    _project: str | None = None
    _is_other_programme = False

    def sort(self) -> Iterator[Sorted]:
        """Yield every row below the headings: a DataRow, or its number and why it is none."""
        for found, reason in super().sort():
            if reason == "hidden row" and isinstance(found, int):
                # A hidden project still heads the sub-projects below it.
                self._follow(self._data_row(found))
            yield found, reason

    def _by_label(self, row: int) -> Sorted:
        found = self._data_row(row)
        label = strip_marks(words(found.label))
        if _TOTAL.fullmatch(label) or (label and _OTHER_PROGRAMME.fullmatch(label)):
            self._is_other_programme = bool(_OTHER_PROGRAMME.fullmatch(label))
        if self._is_other_programme and self._has_figures(row):
            return row, "other form"
        self._follow(found)
        return super()._by_label(row)

    def _follow(self, found: DataRow) -> None:
        component = found.match.found
        if isinstance(component, Component):
            self._project = component.parent_code or component.code
        elif re.match(r"du an\b", strip_marks(words(found.label))):
            self._project = None

    def _reason_by_label(self, row: int, found: DataRow) -> Reason | None:
        label = strip_marks(words(found.label))
        labels = self._labels(row)
        if any(
            _TOTAL.fullmatch(strip_marks(words(text))) or is_total_label(text) for text in labels
        ):
            return "total row" if self._has_figures(row) else "group subtotal"
        if _DETAIL.fullmatch(label) and self._has_figures(row):
            return "detail row"
        return None if self._has_figures(row) else "notes and signature"

    def _match(self, row: int, label: str, code: str) -> RowMatch:
        numbers = [
            self._own_text(row, column.index)
            for column in self._layout.columns
            if is_number_heading(column.path)
        ]
        marker = next((text for text in numbers if text), "")
        return self._matcher.match(label, code, marker=marker, project=self._project)
