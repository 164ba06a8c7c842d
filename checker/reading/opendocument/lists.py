"""Automatic numbers of OpenDocument lists and headings: ``一、``, ``（二）``, ``1.1``, as the program that wrote them shows them.

A list has its levels nested in each other; a list that was interrupted says that it goes on, and its levels go on counting as
if nothing had been between. An item without a paragraph of its own counts for nothing: it only holds what is deeper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from checker.reading.opendocument.names import ITEM, STYLE, STYLE_NAME, TEXT, H, whole_number
from checker.reading.word.numbering import as_label, formatted

LEVELS = 10
_LARGEST = 100_000
_REFERENCE = re.compile(r"%(\d{1,2})%")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
# A format is written as the first numbers of its row (``一, 二, 三, ...``); what Word calls the row, by the first of them.
_FORMS = {
    "": "none",
    "1": "decimal",
    "01": "decimalZero",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
    "㊀": "ideographEnclosedCircle",
    "１": "decimalFullWidth",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str
    spaced: bool


_Counts = list[int | None]
_BULLETS = frozenset({TEXT + "list-level-style-bullet", TEXT + "list-level-style-image"})


@dataclass(slots=True)
class Item:
    """A place in a list: the `style` and `counts` of the list, the level from 0; `pending` until its first paragraph has come."""

    style: str
    counts: _Counts
    level: int
    start: int | None = None
    pending: bool = False


class Lists:
    """The list styles of one part of a file, and its lists with their counters; to be asked in reading order."""

    def __init__(self, *holders: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._outline: _Element | None = None
        for holder in (holder for holder in holders if holder is not None):
            for element in holder.iterchildren(TEXT + "list-style"):
                self._elements[element.get(STYLE + "name", "")] = element
            for element in holder.iterchildren(TEXT + "outline-style"):
                self._outline = self._elements[element.get(STYLE + "name", "")] = element
        self._levels: dict[str | None, dict[int, _Level]] = {}
        self._by_id: dict[str | None, _Counts] = {}
        self._headings: dict[str | None, _Counts] = {}
        self._last: tuple[str, _Counts] = ("", _fresh())

    def entered(self, element: _Element, outer: Item | None) -> Item:
        """The place that a `text:list` opens; `outer` is the item that it is nested in."""
        if outer is not None:
            style = element.get(STYLE_NAME) or outer.style
            return Item(style, outer.counts, min(outer.level + 1, LEVELS - 1))
        style = element.get(STYLE_NAME, "")
        continued = self._by_id.get(element.get(TEXT + "continue-list"))
        if continued is not None:
            counts = continued
        elif element.get(TEXT + "continue-numbering") == "true" and self._last[0] == style:
            counts = self._last[1]
        else:
            counts = _fresh()
        self._last = (style, counts)
        if (name := element.get(_ID)) is not None:
            self._by_id[name] = counts
        return Item(style, counts, 0)

    def numbered(self, element: _Element) -> Item:
        """The place of a `text:numbered-paragraph`, which names its list by an id of its own."""
        counts = self._by_id.setdefault(element.get(TEXT + "list-id"), _fresh())
        level = max(1, whole_number(element, TEXT + "level", 1, LEVELS)) - 1
        return Item(element.get(STYLE_NAME, ""), counts, level, _start(element), True)

    def item(self, element: _Element, place: Item) -> Item:
        """The place of one `text:list-item` of a list; a `text:list-header` has no number."""
        style = element.get(TEXT + "style-override") or place.style
        return Item(style, place.counts, place.level, _start(element), element.tag == ITEM)

    def label(self, paragraph: _Element, item: Item | None, list_style: str | None) -> str:
        """Count one paragraph and give its label, empty for bullets and what is no item; `list_style` is named by its style."""
        if item is not None:
            if not item.pending:
                return ""
            item.pending = False
            levels = self._of(item.style or list_style or "")
            return _label(levels, item.counts, item.level, item.start)
        if paragraph.tag != H or list_style == "" or paragraph.get(TEXT + "is-list-header") == "true":
            return ""
        level = max(1, whole_number(paragraph, TEXT + "outline-level", 1, LEVELS)) - 1
        counts = self._headings.setdefault(list_style, _fresh())
        start = _start(paragraph) if paragraph.get(TEXT + "restart-numbering") == "true" else None
        return _label(self._of(list_style), counts, level, start)

    def _of(self, style: str | None) -> dict[int, _Level]:
        """The levels of a list style, those of the headings for None."""
        if style not in self._levels:
            element = self._outline if style is None else self._elements.get(style)
            found = [] if element is None else [child for child in element if isinstance(child.tag, str)]
            self._levels[style] = dict(_level(child) for child in found)
        return self._levels[style]


def _fresh() -> _Counts:
    return [None] * LEVELS


def _start(element: _Element) -> int | None:
    return whole_number(element, TEXT + "start-value", -1, _LARGEST) if TEXT + "start-value" in element.attrib else None


def _level(element: _Element) -> tuple[int, _Level]:
    index = max(1, whole_number(element, TEXT + "level", 1, LEVELS))
    followed_by = (child.get(TEXT + "label-followed-by") for child in element.iter(STYLE + "list-level-label-alignment"))
    level = _Level(
        start=whole_number(element, TEXT + "start-value", 1, _LARGEST),
        form=_form(element.get(STYLE + "num-format", "")),
        pattern="" if element.tag in _BULLETS else _pattern(element, index),
        spaced=next(followed_by, "listtab") != "nothing",
    )
    return index - 1, level


def _form(written: str) -> str:
    first = written.partition(",")[0].strip()
    return _FORMS.get(first, "decimal")


def _pattern(element: _Element, index: int) -> str:
    """The label with its numbers as ``%1%``, ``%2%``: newer files have it so, older ones say how many levels are shown."""
    for name, value in element.attrib.items():
        if str(name).endswith("}num-list-format"):
            return str(value)
    shown = max(1, whole_number(element, TEXT + "display-levels", 1, index))
    numbers = ".".join(f"%{number}%" for number in range(index - shown + 1, index + 1))
    return element.get(STYLE + "num-prefix", "") + numbers + element.get(STYLE + "num-suffix", "")


def _label(levels: dict[int, _Level], counts: _Counts, index: int, start: int | None) -> str:
    level = levels.get(index)
    if level is None:
        return ""
    count = counts[index]
    counts[index] = start if start is not None else level.start if count is None else count + 1
    counts[index + 1 :] = [None] * (LEVELS - index - 1)

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in levels:
            return ""
        count = counts[place]
        return formatted(levels[place].start if count is None else count, levels[place].form)

    return "" if level.form == "none" else as_label(_REFERENCE.sub(number, level.pattern), level.spaced)
