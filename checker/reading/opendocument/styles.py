"""The styles of an OpenDocument text: what a paragraph or a run looks like once its parents are followed.

Han have their own weight and size beside those of Latin letters, in every style.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.etree import _Element

from checker.reading.opendocument.names import FO, STYLE, STYLE_NAME, TEXT, H, whole_number
from checker.reading.word.styles import Form, Look

# Chains of styles are a few long; loops exist in real files.
_STYLE_CHAIN = 20
_LEVELS = 9
_BOLD_FROM = 600
# Word's own limit, in points; also keeps out what is no size.
_LARGEST = 1638
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(pt|pc|in|cm|mm|px|%)")
_POINTS = {"pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


class Looks(NamedTuple):
    """What of a run's form matters here, for Latin letters and for Han."""

    bold: bool = False
    size: float | None = None
    han_bold: bool = False
    han_size: float | None = None
    hidden: bool = False

    def of(self, text: str) -> Look:
        """How this text looks."""
        return Look(self.han_bold, self.han_size) if _HAN.search(text) else Look(self.bold, self.size)


class Appearance(NamedTuple):
    """What of a paragraph's form matters here. `list_style` is None where its styles name none, empty where they forbid one."""

    looks: Looks
    alignment: str = ""
    list_style: str | None = None

    def form(self, paragraph: _Element) -> Form:
        """The same as Word's vocabulary has it."""
        level = max(1, whole_number(paragraph, TEXT + "outline-level", 1, _LEVELS)) if paragraph.tag == H else 0
        return Form(Look(), None, level, self.alignment)


class Styles:
    """The styles that one part of a file may use, from the elements that hold them: the common ones and its own."""

    def __init__(self, *holders: _Element | None) -> None:
        self._elements: dict[tuple[str, str], _Element] = {}
        self._default: _Element | None = None
        for holder in (holder for holder in holders if holder is not None):
            for element in holder.iterchildren(STYLE + "style"):
                self._elements[element.get(STYLE + "family", ""), element.get(STYLE + "name", "")] = element
            for element in holder.iterchildren(STYLE + "default-style"):
                if element.get(STYLE + "family") == "paragraph":
                    self._default = element
        self._appearances: dict[str, Appearance] = {}
        self._looks: dict[tuple[str, Looks], Looks] = {}

    def appearance(self, paragraph: _Element) -> Appearance:
        """How the styles say that a paragraph looks."""
        name = paragraph.get(STYLE_NAME, "")
        if name not in self._appearances:
            chain = self._chain("paragraph", name)
            appearance = Appearance(Looks())
            for element in chain if self._default is None else [self._default, *chain]:
                appearance = _laid_over(appearance, element)
            self._appearances[name] = appearance
        return self._appearances[name]

    def looks(self, looks: Looks, span: _Element) -> Looks:
        """Looks with the style of a `text:span` laid over them."""
        key = (span.get(STYLE_NAME, ""), looks)
        if key not in self._looks:
            for element in self._chain("text", key[0]):
                looks = _laid_over(Appearance(looks), element).looks
            self._looks[key] = looks
        return self._looks[key]

    def _chain(self, family: str, name: str | None) -> list[_Element]:
        """The style and its parents, the root first."""
        chain: list[_Element] = []
        while name and (element := self._elements.get((family, name))) is not None and len(chain) < _STYLE_CHAIN:
            chain.append(element)
            name = element.get(STYLE + "parent-style-name")
        return chain[::-1]


def _laid_over(appearance: Appearance, style: _Element) -> Appearance:
    looks = appearance.looks
    for properties in style.iterchildren(STYLE + "text-properties"):
        looks = Looks(
            _weight(properties.get(FO + "font-weight"), looks.bold),
            _size(properties.get(FO + "font-size"), looks.size),
            _weight(properties.get(STYLE + "font-weight-asian"), looks.han_bold),
            _size(properties.get(STYLE + "font-size-asian"), looks.han_size),
            properties.get(TEXT + "display", "none" if looks.hidden else "true") == "none",
        )
    alignment = appearance.alignment
    for properties in style.iterchildren(STYLE + "paragraph-properties"):
        alignment = properties.get(FO + "text-align", alignment)
    return Appearance(looks, alignment, style.get(STYLE + "list-style-name", appearance.list_style))


def _weight(value: str | None, inherited: bool) -> bool:
    if value is None:
        return inherited
    return int(value) >= _BOLD_FROM if value.isdecimal() and len(value) < 5 else value == "bold"


def _size(value: str | None, inherited: float | None) -> float | None:
    """A size in points; a share is one of the size that is inherited."""
    match = _LENGTH.fullmatch(value or "")
    if match is None:
        return inherited
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return None if inherited is None else min(inherited * number / 100, _LARGEST)
    size = number * _POINTS[unit]
    return round(size, 2) if 0 < size <= _LARGEST else inherited
