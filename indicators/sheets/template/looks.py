"""How a template looks: every cell's format, named by what the cell is for."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT = "Times New Roman"
INPUT, GREY, COMPUTED, HEAD = "#FFF7D6", "#F0F0F0", "#E8F1F8", "#DCE6EE"
EDGE = "#9AA5AE"

_CELL: dict[str, Any] = {"border": 1, "border_color": EDGE, "valign": "vcenter"}
_NUMBER: dict[str, Any] = {**_CELL, "align": "right"}
_TEXT: dict[str, Any] = {"valign": "vcenter", "text_wrap": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "body": {"font_size": 11, "bold": True, "align": "center", **_TEXT},
    "motto": {"font_size": 11, "bold": True, "align": "center", "underline": 1, **_TEXT},
    "title": {"font_size": 14, "bold": True, "align": "center", **_TEXT},
    "subtitle": {"font_size": 13, "bold": True, "align": "center", **_TEXT},
    "hint": {"font_size": 11, "italic": True, "valign": "vcenter"},
    "unit": {"font_size": 11, "italic": True, "align": "right", "valign": "vcenter"},
    "choice": {"font_size": 11, "bold": True, "locked": False, "bg_color": INPUT, **_CELL},
    "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": HEAD, **_CELL},
    "head_before": {
        "italic": True, "align": "center", "text_wrap": True, "bg_color": GREY, "font_size": 9,
        "font_color": "#555555", **_CELL,
    },
    "number": {"italic": True, "align": "center", "font_size": 9, **_CELL},
    "order": {"align": "center", **_CELL},
    "code": {"align": "center", "num_format": "@", **_CELL},
    "area": {**_CELL},
    "input": {"locked": False, "bg_color": INPUT, "align": "right", **_CELL},
    "tick": {"locked": False, "bg_color": INPUT, "align": "center", **_CELL},
    "words": {"locked": False, "bg_color": INPUT, "text_wrap": True, **_CELL, "valign": "top"},
    "computed": {"bg_color": COMPUTED, **_NUMBER},
    "before": {"bg_color": GREY, "font_size": 9, "font_color": "#555555", **_NUMBER},
    "before_tick": {
        "bg_color": GREY, "font_size": 9, "font_color": "#555555", **_CELL, "align": "center",
    },
    "plan": {
        "bg_color": GREY, "font_size": 8, "font_color": "#555555", "align": "center",
        "text_wrap": True, **_CELL,
    },
    "total": {"bold": True, **_NUMBER},
    "total_label": {"bold": True, **_CELL},
    "note": {"font_size": 10, "italic": True},
    "signature": {"font_size": 12, "bold": True, "align": "center"},
    "sign_here": {"locked": False, "font_size": 11, "align": "center", "text_wrap": True},
    "wrong": {"bg_color": "#F8C9C4", "font_color": "#9C1C12", "bold": True},
}  # fmt: skip


class Looks:
    """The formats of one workbook, made when they are first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Format] = {}

    def __call__(self, name: str, number_format: str = "") -> Format:
        key = (name, number_format)
        if key not in self._made:
            wanted = {"font_name": FONT, "font_size": 11} | _LOOKS[name]
            if name == "wrong":
                wanted = dict(_LOOKS[name])  # on top of the cell's own, so without a font
            if number_format:
                wanted["num_format"] = number_format
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]
