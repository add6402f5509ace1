"""Reading the XML of an .ods element by element, without ever holding the whole tree."""

from functools import lru_cache
from xml.parsers import expat

Attributes = dict[str, str]

_PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0": "number",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}


class Elements:
    """Something that takes in elements in the order of the document."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take in the start of "table:table-cell" and the like."""

    def end(self, name: str) -> None:
        """Take in the end of an element."""

    def text(self, text: str) -> None:
        """Take in characters."""


def walk(content: bytes, elements: Elements) -> None:
    """Hand every element of the XML to `elements`; raises expat.ExpatError when it is broken."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: elements.start(
        _short(name), {_short(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: elements.end(_short(name))
    parser.CharacterDataHandler = elements.text
    parser.Parse(content, True)


@lru_cache(maxsize=1024)
def _short(name: str) -> str:
    space, _, word = name.rpartition(" ")
    return f"{_PREFIXES.get(space, '?')}:{word}"
