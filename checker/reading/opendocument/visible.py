"""What of an OpenDocument text is seen: blocks under their wrappers, the visible text of a paragraph, what is anchored in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from checker.reading.hidden import PAPER, SWITCHED_OFF, Colour
from checker.reading.opendocument.lists import Item, Lists
from checker.reading.opendocument.names import (
    ANNOTATION,
    CHANGES,
    DRAW,
    ITEM,
    LIST,
    LIST_HEADER,
    NOTE,
    NUMBERED,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    H,
    P,
    text_in,
    whole_number,
)
from checker.reading.opendocument.styles import Looks, Styles
from checker.reading.word.styles import Look

GRID = TABLE + "table"
PARAGRAPHS = frozenset({P, H})
_SPACE, _SPAN, _RUBY, _HIDDEN_TEXT = TEXT + "s", TEXT + "span", TEXT + "ruby", TEXT + "hidden-text"
_MARKS = {TEXT + "tab": "\t", TEXT + "line-break": "\n", TEXT + "soft-hyphen": "", TEXT + "non-breaking-hyphen": "-"}
_TEXT_BOX = DRAW + "text-box"
_SHAPES = frozenset(
    DRAW + name
    for name in (
        "custom-shape",
        "rect",
        "ellipse",
        "circle",
        "line",
        "polyline",
        "polygon",
        "regular-polygon",
        "path",
        "connector",
        "caption",
        "measure",
    )
)
_WORDS = frozenset({P, H, LIST})
# Not looked into: what was deleted, what is said about the text, and templates of tables of contents.
_CLOSED = frozenset(
    {CHANGES, ANNOTATION, OFFICE + "forms", OFFICE + "event-listeners", SVG + "title", SVG + "desc", TEXT + "script"}
)
_SOURCE = re.compile(r"-source$|-decls$")
# Blanks that fill up a line; a count of a million would be a million letters.
_MOST_SPACES = 200
_BLANKS = re.compile("[ \t\r\n]+")


def is_hidden(element: _Element) -> bool:
    """Whether an element says of itself that it is not shown: a section, a field, a hidden text."""
    return element.get(TEXT + "display") == "none" or element.get(TEXT + "is-hidden") == "true"


def is_closed(element: _Element) -> bool:
    """Whether nothing in an element is part of the text."""
    tag = element.tag
    return not isinstance(tag, str) or tag in _CLOSED or _SOURCE.search(tag) is not None


def blocks(container: _Element, lists: Lists, item: Item | None = None) -> Iterator[tuple[_Element, Item | None]]:
    """What paths count, each with its place in a list: paragraphs, tables, shapes that hang on the page, hidden sections."""
    for child in container:
        tag = child.tag
        if is_closed(child):
            continue
        if is_hidden(child) or tag in PARAGRAPHS or tag == GRID:
            yield child, item
        elif str(tag).startswith(DRAW):
            yield from ((box, None) for box in boxes(child))
        elif tag == LIST:
            place = lists.entered(child, item)
            for member in child.iterchildren(ITEM, LIST_HEADER):
                yield from blocks(member, lists, lists.item(member, place))
        elif tag == NUMBERED:
            yield from blocks(child, lists, lists.numbered(child))
        else:
            yield from blocks(child, lists, item)


def boxes(drawing: _Element) -> Iterator[_Element]:
    """The text boxes and the shapes with text in them of a drawing, which may be a group."""
    if drawing.tag == _TEXT_BOX or (drawing.tag in _SHAPES and any(child.tag in _WORDS for child in drawing)):
        yield drawing
        return
    for child in drawing:
        if not is_closed(child):
            yield from boxes(child)


class Visible:
    """The visible text of one paragraph as `pieces` of one look each, a line break being one by itself, and what hangs in it.

    `hidden` are the texts that are not shown, each (how, text); `paper` is the colour of what the paragraph stands on.
    """

    def __init__(self, paragraph: _Element, looks: Looks, styles: Styles, paper: Colour | None = PAPER) -> None:
        self.pieces: list[tuple[str, Look]] = []
        self.boxes: list[_Element] = []
        self.notes: list[_Element] = []
        self.hidden: list[tuple[str, str]] = []
        self._styles, self._paper = styles, paper
        # Blanks of the XML are one blank, and none at the beginning.
        self._after_blank = True
        if any(map(is_hidden, paragraph.iter(TEXT + "hidden-paragraph"))):
            self.hidden.append((SWITCHED_OFF, text_in(paragraph)))
            return
        self._inside(paragraph, looks)
        if self._after_blank and self.pieces:
            text, look = self.pieces[-1]
            self.pieces[-1] = (text.removesuffix(" "), look)

    def _inside(self, element: _Element, looks: Looks) -> None:
        self._typed(element.text, looks)
        for child in element:
            if not is_closed(child):
                self._element(child, looks)
            self._typed(child.tail, looks)

    def _element(self, element: _Element, looks: Looks) -> None:
        tag = element.tag
        if is_hidden(element):
            self.hidden.append((SWITCHED_OFF, text_in(element) or element.get(TEXT + "string-value", "")))
        elif tag == _SPAN:
            self._inside(element, self._styles.looks(looks, element))
        elif tag == _SPACE:
            self._add(" " * whole_number(element, TEXT + "c", 1, _MOST_SPACES), looks)
        elif tag in _MARKS:
            self._add(_MARKS[tag], looks)
        elif tag == NOTE:
            self.notes += [] if looks.hidden else [element]
        elif tag == _RUBY:
            for base in element.iterchildren(TEXT + "ruby-base"):
                self._inside(base, looks)
        elif str(tag).startswith(DRAW):
            self.boxes += [] if looks.hidden else boxes(element)
        else:
            self._inside(element, looks)

    def _typed(self, text: str | None, looks: Looks) -> None:
        if text:
            text = _BLANKS.sub(" ", text)
            text = text.removeprefix(" ") if self._after_blank else text
            if text:
                self._add(text, looks)
                self._after_blank = text.endswith(" ")

    def _add(self, text: str, looks: Looks) -> None:
        self._after_blank = False
        if kind := looks.kind(text, self._paper):
            self.hidden.append((kind, text))
        elif text:
            self.pieces.append((text, looks.of(text)))
