"""The styles of an .ods: which font a cell has, whether it is shown as per cent or scaled."""

from dataclasses import dataclass, field

from indicators.sheets.files.ods_xml import Attributes, Elements

_PERCENT, _GENERAL = "0%", "General"


@dataclass
class Style:
    """What one style says itself; empty where it leaves the word to its parent."""

    parent: str = ""
    data_style: str = ""
    font: str = ""
    is_shown: bool = True


@dataclass
class Styles:
    """All styles of a document by name, gathered from both of its parts."""

    by_name: dict[str, Style] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)

    def font(self, name: str) -> str:
        """Return the font of a cell with that style, "" when none is named."""
        font = self._first(name, "font")
        return self.faces.get(font, font).strip("'\" ")

    def number_format(self, name: str) -> str:
        """Return the number format, as Excel writes it, reduced to what changes a value."""
        return self.formats.get(self._first(name, "data_style"), _GENERAL)

    def is_shown(self, name: str) -> bool:
        """Whether a table with that style is visible."""
        return name not in self.by_name or self.by_name[name].is_shown

    def _first(self, name: str, what: str) -> str:
        seen = set()
        while name in self.by_name and name not in seen:
            seen.add(name)
            style = self.by_name[name]
            if getattr(style, what):
                return str(getattr(style, what))
            name = style.parent
        return ""


class StyleReader(Elements):
    """Adds the styles that it meets in one XML part to `styles`."""

    def __init__(self, styles: Styles):
        super().__init__()
        self._styles = styles
        self._style = Style()
        self._format = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take in one element."""
        kind, _, word = name.partition(":")
        if kind == "number":
            self._start_format(word, attributes)
        elif name == "style:style":
            self._style = Style(
                attributes.get("style:parent-style-name", ""),
                attributes.get("style:data-style-name", ""),
            )
            self._styles.by_name[attributes.get("style:name", "")] = self._style
        elif name == "style:font-face":
            family = attributes.get("svg:font-family", "")
            self._styles.faces[attributes.get("style:name", "")] = family
        elif name == "style:text-properties":
            font = attributes.get("style:font-name") or attributes.get("fo:font-family", "")
            self._style.font = self._style.font or font
        elif name == "style:table-properties":
            self._style.is_shown = attributes.get("table:display") != "false"

    def _start_format(self, word: str, attributes: Attributes) -> None:
        if word.endswith("-style"):
            self._format = attributes.get("style:name", "")
            percent = _PERCENT if word == "percentage-style" else _GENERAL
            self._styles.formats[self._format] = percent
        factor = attributes.get("number:display-factor", "1")
        if word == "number" and factor != "1" and self._format in self._styles.formats:
            self._styles.formats[self._format] = "0,"
