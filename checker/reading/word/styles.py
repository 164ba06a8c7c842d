"""The styles of a Word file: what a paragraph or run looks like once `basedOn` is followed and direct form laid over it."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.etree import _Element

from checker.reading.word.names import VAL, W, switched_on, whole_number
from checker.reading.word.numbering import level_index

PPR, RPR = W + "pPr", W + "rPr"
REMOVED = frozenset({W + "del", W + "moveFrom"})
_STYLE, _RUN_STYLE, _ALIGNMENT, _OUTLINE, _NUMBERING = W + "pStyle", W + "rStyle", W + "jc", W + "outlineLvl", W + "numPr"
_BOLD, _SIZE, _HIDDEN = W + "b", W + "sz", W + "vanish"

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
# Chains of styles are a few long; loops exist in real files.
_STYLE_CHAIN = 20
# Word writes "body text" as the outline level after the last one.
_NO_OUTLINE = 9
# Word's own limit, in points; also keeps out "nan" and "inf".
_LARGEST = 1638


class Look(NamedTuple):
    """What of a run's form matters here."""

    bold: bool = False
    size: float | None = None
    hidden: bool = False


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

    def __init__(self, root: _Element | None) -> None:
        elements = [] if root is None else root.findall(W + "style")
        self._elements = {element.get(W + "styleId", ""): element for element in elements}
        self._default = next((element.get(W + "styleId") for element in elements if _is_default(element)), None)
        default = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}")
        self._plain = Look() if default is None else self.look(Look(), default)
        self._forms: dict[str | None, Form] = {}
        self._looks: dict[tuple[str | None, Look], Look] = {}

    def form(self, paragraph: _Element) -> Form:
        """The form of a `w:p`."""
        properties = paragraph.find(PPR)
        if properties is None:
            return self._styled(None)
        style = properties.find(_STYLE)
        return _formed(self._styled(None if style is None else style.get(VAL)), properties)

    def look(self, look: Look, properties: _Element) -> Look:
        """A look with `w:rPr` laid over it."""
        bold, size, hidden = look
        for item in properties.iterchildren(_SIZE, _BOLD, _HIDDEN, _RUN_STYLE):
            tag = item.tag
            if tag == _SIZE:
                size = _half_points(item.get(VAL, ""), size)
            elif tag == _BOLD:
                bold = switched_on(item)
            elif tag == _HIDDEN:
                hidden = switched_on(item)
            elif tag == _RUN_STYLE:
                bold, size, hidden = self._with_style(Look(bold, size, hidden), item.get(VAL))
        return Look(bold, size, hidden)

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
        style = style if style in self._elements else self._default
        if style not in self._forms:
            form = Form(self._with_style(self._plain, style), style)
            for element in self._chain(style):
                form = _declared(form, element)
            self._forms[style] = form
        return self._forms[style]

    def _chain(self, style: str | None) -> list[_Element]:
        """The style and what it is based on, the root first."""
        chain: list[_Element] = []
        while style is not None and (element := self._elements.get(style)) is not None and len(chain) < _STYLE_CHAIN:
            chain.append(element)
            parent = element.find(W + "basedOn")
            style = None if parent is None else parent.get(VAL)
        return chain[::-1]


def _half_points(value: str, default: float | None) -> float | None:
    try:
        size = float(value) / 2
    except ValueError:
        return default
    return size if 0 < size <= _LARGEST else default


def _is_default(style: _Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")


def _declared(form: Form, style: _Element) -> Form:
    """The form that a style makes of the one that it is based on."""
    name = style.find(W + "name")
    heading = None if name is None else _HEADING_NAME.fullmatch(name.get(VAL, "").strip())
    if heading is not None:
        form = form._replace(level=int(heading[1]))
    properties = style.find(PPR)
    return form if properties is None else _formed(form, properties)


def _formed(form: Form, properties: _Element) -> Form:
    """A form with `w:pPr` laid over it."""
    for item in properties:
        tag = item.tag
        if tag == _ALIGNMENT:
            form = form._replace(alignment=item.get(VAL, ""))
        elif tag == _OUTLINE:
            level = whole_number(item, _NO_OUTLINE) or 0
            form = form._replace(level=level + 1 if 0 <= level < _NO_OUTLINE else 0)
        elif tag == _NUMBERING:
            num_id, level_item = item.find(W + "numId"), item.find(W + "ilvl")
            if num_id is not None:
                form = form._replace(num_id=num_id.get(VAL), num_level=None)
            if level_item is not None:
                form = form._replace(num_level=level_index(level_item, VAL))
        elif tag == RPR:
            form = form._replace(
                mark_removed=any(item.find(removal) is not None for removal in REMOVED),
                mark_hidden=(hidden := item.find(_HIDDEN)) is not None and switched_on(hidden),
            )
    return form
