"""The styles of an OpenDocument text: what a paragraph or a run looks like once its parents are followed.

Han have their own weight and size beside those of Latin letters, in every style.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.etree import _Element

from checker.reading import hidden
from checker.reading.hidden import Colour
from checker.reading.opendocument.names import DRAW, FO, STYLE, STYLE_NAME, TEXT, H, whole_number
from checker.reading.word.styles import NARROWEST, UNKNOWN, Form, Look

# Chains of styles are a few long; loops exist in real files.
_STYLE_CHAIN = 20
_LEVELS = 9
_BOLD_FROM = 600
# Word's own limit, in points; also keeps out what is no size.
_LARGEST = 1638
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(pt|pc|in|cm|mm|px|%)")
_POINTS = {"pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}
_EFFECTS = (STYLE + "text-outline", FO + "text-shadow", STYLE + "font-relief")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


class Looks(NamedTuple):
    """What of a run's form matters here, for Latin letters and for Han; `colour`, `ground` and `narrow` as in a `Look`."""

    bold: bool = False
    size: float | None = None
    han_bold: bool = False
    han_size: float | None = None
    hidden: bool = False
    colour: str = ""
    ground: str = ""
    effect: bool = False
    narrow: bool = False

    def of(self, text: str) -> Look:
        """How this text looks."""
        return Look(self.han_bold, self.han_size) if _HAN.search(text) else Look(self.bold, self.size)

    def kind(self, text: str, paper: Colour | None) -> str:
        """How this text is hidden on a ground of the colour `paper` (None: unknown), empty where it is seen."""
        if self.hidden:
            return hidden.SWITCHED_OFF
        if self.narrow:
            return hidden.FLAT
        size = self.of(text).size
        if size is not None and size <= hidden.TINIEST:
            return hidden.TINY
        letters = hidden.colour(self.colour)
        if letters is None or self.effect:
            return ""
        return hidden.by_colour(letters, hidden.colour(self.ground) if self.ground else paper)


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

    def block_ground(self, family: str, name: str | None, paper: Colour | None) -> Colour | None:
        """The ground in a table, row, cell or shape of this style that lies on `paper`; None where nobody can tell."""
        for element in reversed(self._chain(family, name)):
            for properties in element:
                filled = properties.get(DRAW + "fill", "solid")
                found = _ground(properties, "") if filled in ("solid", "none") else UNKNOWN
                if filled == "solid":
                    found = properties.get(DRAW + "fill-color", found)
                if found:
                    return hidden.colour(found)
        return paper

    def is_behind(self, drawing: _Element) -> bool:
        """Whether a drawing lies behind the text."""
        chain = self._chain("graphic", drawing.get(DRAW + "style-name"))
        return any(properties.get(STYLE + "run-through") == "background" for element in chain for properties in element)

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
            _letters(properties, looks.colour),
            _ground(properties, looks.ground),
            looks.effect or any(properties.get(name, "none") not in ("none", "false") for name in _EFFECTS),
            _is_narrow(properties.get(STYLE + "text-scale"), looks.narrow),
        )
    alignment = appearance.alignment
    for properties in style.iterchildren(STYLE + "paragraph-properties"):
        alignment = properties.get(FO + "text-align", alignment)
        looks = looks._replace(ground=_ground(properties, looks.ground))
    return Appearance(looks, alignment, style.get(STYLE + "list-style-name", appearance.list_style))


def _letters(properties: _Element, inherited: str) -> str:
    if properties.get(STYLE + "use-window-font-color") == "true":
        return ""
    return properties.get(FO + "color", inherited)


def _ground(properties: _Element, inherited: str) -> str:
    """The colour behind letters or a block, empty where it is what lies below, `UNKNOWN` where it is a picture."""
    if properties.find(STYLE + "background-image/[@{http://www.w3.org/1999/xlink}href]") is not None:
        return UNKNOWN
    value = properties.get(FO + "background-color", inherited)
    return "" if value == "transparent" else value


def _is_narrow(scale: str | None, inherited: bool) -> bool:
    match = _LENGTH.fullmatch(scale or "")
    return inherited if match is None else float(match[1]) <= NARROWEST


def _weight(value: str | None, inherited: bool) -> bool:
    if value is None:
        return inherited
    return int(value) >= _BOLD_FROM if value.isdecimal() and len(value) < 5 else value == "bold"


def measure(value: str | None) -> float | None:
    """A length in points, None where there is none."""
    sign, number = (-1.0, value[1:]) if value and value.startswith("-") else (1.0, value or "")
    match = _LENGTH.fullmatch(number)
    return None if match is None or match[2] == "%" else sign * float(match[1]) * _POINTS[match[2]]


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
