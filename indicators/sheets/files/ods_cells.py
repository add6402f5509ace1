"""One cell of an .ods: what its attributes and its text say it holds."""

from indicators.sheets.files.content import Content, is_error_text, number_content
from indicators.sheets.files.ods_xml import Attributes

_NUMBERS = ("float", "percentage", "currency")


def cell_content(attributes: Attributes, text: str) -> Content | None:
    """Return (kind, text, value) of a cell, None for a blank one.

    An error is told by its text: older programs store it as the number 0. A formula without any
    stored result has no value type. Raises ValueError for a number that is none.
    """
    kind = attributes.get("office:value-type", "")
    is_formula = "table:formula" in attributes
    if attributes.get("calcext:value-type") == "error" or is_error_text(text):
        return "error", text or "#N/A", None
    if kind in _NUMBERS:
        return number_content(float(attributes["office:value"]))
    if kind == "boolean":
        is_true = attributes.get("office:boolean-value") == "true"
        return "bool", "TRUE" if is_true else "FALSE", is_true
    if kind in ("date", "time"):
        return "date", text or attributes.get(f"office:{kind}-value", ""), None
    if is_formula and kind in ("", "void") and not text:
        return "no_result", attributes["table:formula"], None
    written = attributes.get("office:string-value", "") or text
    return ("text", written, written) if written.strip() else None
