"""The styles of a Word file: what a paragraph or run looks like once `basedOn` is followed and direct form laid over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, NamedTuple

from lxml.etree import _Element

from checker.reading import hidden
from checker.reading.word.names import VAL, W14, W14_VAL, W, child, switched_on, whole_number
from checker.reading.word.numbering import level_index
from checker.reading.word.sheet import Sheet

PPR, RPR = W + "pPr", W + "rPr"
REMOVED = frozenset({W + "del", W + "moveFrom"})
_STYLE, _RUN_STYLE, _ALIGNMENT, _OUTLINE, _NUMBERING = W + "pStyle", W + "rStyle", W + "jc", W + "outlineLvl", W + "numPr"
_BOLD, _SIZE, _HIDDEN = W + "b", W + "sz", W + "vanish"
_COLOUR, _SHADING, _HIGHLIGHT, _WIDTH = W + "color", W + "shd", W + "highlight", W + "w"
_FILLED, _SEPARATOR, _SPACING, _INDENT, _FRAME = W14 + "textFill", W + "specVanish", W + "spacing", W + "ind", W + "framePr"
_PLACING = frozenset({_SPACING, _INDENT, _FRAME})
_RULE, _LINE, _LEFT, _START = W + "lineRule", W + "line", W + "left", W + "start"
# With an outline, a shadow or a relief letters are seen on a ground of their own colour, too.
_EFFECTS = tuple(W + name for name in ("outline", "shadow", "emboss", "imprint")) + tuple(
    W14 + name for name in ("textOutline", "shadow", "glow", "reflection")
)
_OF_RUNS = frozenset({_SIZE, _BOLD, _HIDDEN, _RUN_STYLE, _COLOUR, _SHADING, _HIGHLIGHT, _WIDTH, _FILLED, _SEPARATOR, *_EFFECTS})

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,9}")
# Chains of styles are a few long; loops exist in real files.
_STYLE_CHAIN = 20
# Word writes "body text" as the outline level after the last one.
_NO_OUTLINE = 9
# Word's own limit, in points; also keeps out "nan" and "inf".
_LARGEST = 1638
# Letters set this narrow, in per cent, are strokes; lines of this height and less, in twentieths of a point, show no letters.
NARROWEST, LOWEST = 5, 40
# Beyond this, in twentieths of a point, a line begins beside the page: no page is wider than 22 inches, A4 is half of that.
BESIDE = range(-4_000, 11_500)
_HIGHLIGHTS = {
    **{"black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000"},
    **{"yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000"},
    **{"darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0"},
}
# The ground is there, but of no one colour.
UNKNOWN = "?"


class Look(NamedTuple):
    """What of a run's form matters here.

    `colour` is ``FFFFFF`` or empty where the file leaves it to the program, `ground` what the run or its paragraph is shaded or
    highlighted with (`UNKNOWN`: a pattern), `effect` whether its letters have an outline or the like. `away` says how all of
    the paragraph is kept from being seen, empty where it is not; `narrow` and `separator` (of styles) go without saying.
    """

    bold: bool = False
    size: float | None = None
    hidden: bool = False
    colour: str = ""
    ground: str = ""
    effect: bool = False
    narrow: bool = False
    separator: bool = False
    away: str = ""


class Form(NamedTuple):
    """What of a paragraph's form matters here, its styles followed. `mark` is about the paragraph's end mark."""

    look: Look
    style: str | None
    level: int = 0
    alignment: str = ""
    num_id: str | None = None
    num_level: int | None = None
    mark_removed: bool = False
    mark_hidden: bool = False


class Styles:
    """The styles of one file, each followed along `basedOn` once."""

    def __init__(self, part: Sheet | _Element | None) -> None:
        self._sheet = part if isinstance(part, Sheet) else Sheet(part)
        default = None if self._sheet.defaults is None else self._sheet.defaults.find(f"{W}rPrDefault/{RPR}")
        self._plain = Look() if default is None else self.look(Look(), default)
        self._forms: dict[str | None, Form] = {}
        self._looks: dict[tuple[str | None, Look], Look] = {}
        # Whether a picture may lie behind every page: asked only where white words are found.
        self.backdrop: Callable[[], bool] = lambda: False

    def for_another(self) -> Styles:
        """The same styles for another file that has them."""
        own = copy(self)
        own._looks = {}
        return own

    def shades(self, table: str | None) -> bool:
        """Whether a style of tables shades cells, all or some: which ones is a matter of bands and corners."""
        return any(shading(item) for style in self._chain(table) for item in style.iter(_SHADING))

    def form(self, paragraph: _Element) -> Form:
        """The form of a `w:p`."""
        for properties in paragraph:
            if properties.tag == PPR:
                break
        else:
            return self._styled(None)
        said = [(item.tag, item) for item in properties]
        style = next((item.get(VAL) for tag, item in said if tag == _STYLE), None)
        return _formed(self._styled(style), said)

    def look(self, look: Look, properties: _Element) -> Look:
        """A look with `w:rPr` laid over it."""
        changed: dict[str, Any] = {}
        for item in properties:
            tag = item.tag
            if tag not in _OF_RUNS:
                continue
            if tag == _SIZE:
                changed["size"] = _half_points(item.get(VAL, ""), look.size)
            elif tag == _BOLD:
                changed["bold"] = switched_on(item)
            elif tag == _COLOUR:
                changed["colour"] = _colour(item)
            elif tag == _RUN_STYLE:
                look, changed = self._with_style(look._replace(**changed), item.get(VAL)), {}
            else:
                changed.update(_seldom(item))
        return look._replace(**changed) if changed else look

    def _with_style(self, look: Look, style: str | None) -> Look:
        key = (style, look)
        if key not in self._looks:
            # Set first, so that a style which names itself comes to an end.
            self._looks[key] = look
            for element in self._chain(style):
                if (properties := element.find(RPR)) is not None:
                    look = self.look(look, properties)
            self._looks[key] = look
        return self._looks[key]

    def _styled(self, style: str | None) -> Form:
        style = style if style in self._sheet else self._sheet.usual
        if style not in self._forms:
            form = Form(self._with_style(self._plain, style), style)
            for element in self._chain(style):
                form = _declared(form, element)
            self._forms[style] = form
        return self._forms[style]

    def _chain(self, style: str | None) -> list[_Element]:
        """The style and what it is based on, the root first."""
        chain: list[_Element] = []
        while style is not None and (element := self._sheet.get(style)) is not None and len(chain) < _STYLE_CHAIN:
            chain.append(element)
            parent = element.find(W + "basedOn")
            style = None if parent is None else parent.get(VAL)
        return chain[::-1]


def _colour(item: _Element) -> str:
    value = item.get(VAL, "")
    return "" if hidden.colour(value) is None else value.upper()


def _seldom(item: _Element) -> dict[str, Any]:
    """What a property says that few runs have."""
    tag, value = item.tag, item.get(VAL, "")
    if tag == _HIDDEN:
        return {"hidden": switched_on(item)}
    if tag == _SEPARATOR:
        return {"separator": switched_on(item)}
    if tag == _SHADING:
        return {"ground": shading(item)}
    if tag == _HIGHLIGHT:
        return {"ground": _HIGHLIGHTS.get(value, "")}
    if tag == _WIDTH:
        return {"narrow": value.isdecimal() and int(value[:6]) <= NARROWEST}
    if tag == _FILLED:
        return _filled(item)
    return {"effect": item.find(W14 + "noFill") is None and value not in ("0", "false", "off")}


def _filled(item: _Element) -> dict[str, Any]:
    """The newer way to give letters a colour, which counts where both are given."""
    solid = item.find(W14 + "solidFill")
    if item.find(W14 + "noFill") is not None:
        return {"away": hidden.CLEAR}
    plain = None if solid is None else solid.find(W14 + "srgbClr")
    if plain is None:
        scheme = None if solid is None else solid.find(W14 + "schemeClr")
        return {"colour": "FFFFFF" if scheme is not None and scheme.get(W14_VAL) == "bg1" and not len(scheme) else ""}
    alpha = plain.find(W14 + "alpha")
    # Said is how clear it is, not how dense.
    if alpha is not None and alpha.get(W14_VAL) == "100000":
        return {"away": hidden.CLEAR}
    value = plain.get(W14_VAL, "")
    return {"colour": value.upper() if hidden.colour(value) and not len(plain) else ""}


def shading(item: _Element) -> str:
    """The colour of a `w:shd`: empty where it has none, `UNKNOWN` where it is a pattern."""
    kind, fill, front = item.get(VAL, "clear"), item.get(W + "fill", "auto"), item.get(W + "color", "auto")
    if kind == "solid":
        return front.upper() if hidden.colour(front) else "000000"
    if kind not in ("clear", "nil"):
        return UNKNOWN
    if fill == "auto":
        return UNKNOWN if item.get(W + "themeFill") not in (None, "background1") else ""
    return fill.upper() if hidden.colour(fill) else UNKNOWN


def _half_points(value: str, default: float | None) -> float | None:
    try:
        size = float(value) / 2
    except ValueError:
        return default
    return size if 0 < size <= _LARGEST else default


def _declared(form: Form, style: _Element) -> Form:
    """The form that a style makes of the one that it is based on."""
    name = style.find(W + "name")
    heading = None if name is None else _HEADING_NAME.fullmatch(name.get(VAL, "").strip())
    if heading is not None:
        form = form._replace(level=int(heading[1]))
    properties = style.find(PPR)
    return form if properties is None else _formed(form, [(item.tag, item) for item in properties])


def _formed(form: Form, properties: Iterable[tuple[str, _Element]]) -> Form:
    """A form with what stands in a `w:pPr` laid over it."""
    look, style, level, alignment, num_id, num_level, removed, unseen = form
    for tag, item in properties:
        if tag == _ALIGNMENT:
            alignment = item.get(VAL, "")
        elif tag in _PLACING:
            if (away := _away(item, tag)) and away != look.away:
                look = look._replace(away=away)
        elif tag == RPR:
            removed, unseen = _marked(item)
        elif tag == _OUTLINE:
            outline = whole_number(item, _NO_OUTLINE) or 0
            level = outline + 1 if 0 <= outline < _NO_OUTLINE else 0
        elif tag == _NUMBERING:
            num_id, num_level = _numbered(item, num_id, num_level)
        elif tag == _SHADING:
            look = look._replace(ground=shading(item))
    return Form(look, style, level, alignment, num_id, num_level, removed, unseen)


def _numbered(item: _Element, num_id: str | None, num_level: int | None) -> tuple[str | None, int | None]:
    """What a `w:numPr` makes of a paragraph's list and level: another list begins at its own level."""
    number, level = child(item, W + "numId"), child(item, W + "ilvl")
    if number is not None:
        num_id, num_level = number.get(VAL), None
    return num_id, num_level if level is None else level_index(level, VAL)


def _marked(mark: _Element) -> tuple[bool, bool]:
    """Whether a paragraph's end mark is deleted, and whether it is hidden, as its `w:rPr` says."""
    switch = child(mark, _HIDDEN)
    return any(item.tag in REMOVED for item in mark), switch is not None and switched_on(switch)


def _away(item: _Element, tag: str) -> str:
    """How a paragraph is kept from being seen by its spacing, indent or frame."""
    if tag == _SPACING:
        exact = item.get(_RULE) == "exact" and _number(item, _LINE, 240) <= LOWEST
        return hidden.FLAT if exact else ""
    if tag == _INDENT:
        left, start = item.get(_LEFT), item.get(_START)
        if _is_small(left) and _is_small(start):
            return ""
        return hidden.OUTSIDE if _whole(left, _whole(start, 0)) not in BESIDE else ""
    beside = item.get(W + "hAnchor") == "page" and _number(item, W + "x", 0) not in BESIDE
    return hidden.OUTSIDE if beside or abs(_number(item, W + "y", 0)) > 2 * BESIDE.stop else ""


def _is_small(value: str | None) -> bool:
    """Whether a number is missing or has so few digits that no page ends before it: nearly all are so."""
    return value is None or (len(value) < 5 and value.isdecimal())


def _number(item: _Element, name: str, default: int) -> int:
    return _whole(item.get(name), default)


def _whole(value: str | None, default: int) -> int:
    match = _WHOLE.fullmatch(value) if value else None
    return default if match is None else int(match[0])
