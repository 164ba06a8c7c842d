"""The names of OpenDocument, and how its simple properties are read."""

from __future__ import annotations

from lxml.etree import _Element

from checker.reading.counting import characters

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE = (f"{_ODF}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style"))
META = f"{_ODF}meta:1.0}}"
FO, SVG = f"{_ODF}xsl-fo-compatible:1.0}}", f"{_ODF}svg-compatible:1.0}}"

P, H, LIST, ITEM, LIST_HEADER = (TEXT + name for name in ("p", "h", "list", "list-item", "list-header"))
NUMBERED, NOTE, CHANGES = TEXT + "numbered-paragraph", TEXT + "note", TEXT + "tracked-changes"
ANNOTATION, STYLE_NAME = OFFICE + "annotation", TEXT + "style-name"


def whole_number(element: _Element, name: str, default: int, most: int) -> int:
    """The count in an attribute, kept between 0 and `most`; `default` where there is none."""
    value = element.get(name, "")
    return min(int(value), most) if value.isdecimal() and len(value) < 10 else default


def text_in(element: _Element) -> str:
    """All that stands anywhere in an element."""
    return "".join(map(str, element.itertext()))


def characters_in(element: _Element) -> int:
    """How many characters stand anywhere in an element, blanks not counted."""
    return characters(text_in(element))
