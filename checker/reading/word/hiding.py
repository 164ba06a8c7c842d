"""Whether words of a Word file are seen: what colour they stand on, and how else they may be kept from the eye."""

from __future__ import annotations

import re

from lxml.etree import _Element

from checker.reading import hidden
from checker.reading.word.names import VAL, WP, WPS, A, V, W
from checker.reading.word.styles import UNKNOWN, Look, Styles, shading

_P, _TABLE, _BODY, _BOX = W + "p", W + "tbl", W + "body", W + "txbxContent"
# Where a table, its rows and its cells say what they are shaded with.
_PROPERTIES = {W + "tc": W + "tcPr", W + "tr": W + "tblPrEx", _TABLE: W + "tblPr"}
_SHADING, _STYLE = W + "shd", W + "tblStyle"
SHAPES = frozenset(V + name for name in ("shape", "rect", "roundrect", "oval", "line", "polyline"))
_PICTURES = (A + "blip", V + "imagedata", V + "fill", A + "gradFill")
# A picture behind the text reaches over the paragraphs around its anchor; a page has about so many.
_A_PAGE = 25
# A box that ends so far left of or above the text area, or begins so far right of or below it, stands beside the page, whose
# margins are narrower (in EMU; 4 cm and 42 cm, the long side of A3). What has no size: a point.
_BEFORE, _AFTER, _NO_SIZE = -1_440_000, 15_120_000, 12_700
_EMU_A_POINT = 12_700
_MEASURE = re.compile(
    r"(?:^|;)\s*(margin-left|margin-top|left|top|width|height)\s*:\s*(-?\d{1,9}(?:\.\d{1,6})?)(pt|in|cm|mm|px|)"
)
_OF_PROGRAMS = re.compile(
    r"\s*(?:ADDIN|MACROBUTTON|EQ|HYPERLINK|TOC|PAGEREF|REF|INCLUDE\w*|LINK|EMBED|DDE\w*|FORM\w+|MERGE\w*|SEQ|STYLEREF)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"-?\d{1,12}")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 0.75}


def quoted(codes: str) -> str:
    """What field codes hold beside the words that programs need; those of references and of forms show, or are no text."""
    return "" if _OF_PROGRAMS.match(codes) else codes


def kind(look: Look, paragraph: _Element, styles: Styles) -> str:
    """How words of this look are hidden in a `w:p`, empty where they are seen."""
    if look.hidden:
        return hidden.SWITCHED_OFF
    if look.away:
        return look.away
    if look.narrow:
        return hidden.FLAT
    if look.size is not None and look.size <= hidden.TINIEST:
        return hidden.TINY
    letters = hidden.colour(look.colour)
    if letters is None or look.effect:
        return ""
    return hidden.by_colour(letters, _ground(look, paragraph, styles))


def box_kind(box: _Element) -> str:
    """How a text box as a whole is hidden: set beside the page, made so small that nothing of it shows, or switched off."""
    for around in box.iterancestors(WP + "anchor", WP + "inline", *SHAPES, _P):
        if around.tag == _P:
            break
        kind = _shape_kind(around.get("style", "").replace(" ", "")) if around.tag in SHAPES else _anchor_kind(around)
        if kind or around.tag not in SHAPES:
            return kind
    return ""


def _shape_kind(style: str) -> str:
    sizes = {name: float(number) * _POINTS[unit] * _EMU_A_POINT for name, number, unit in _MEASURE.findall(style)}
    across = sizes.get("margin-left", 0.0) + sizes.get("left", 0.0), sizes.get("width", 0.0)
    down = sizes.get("margin-top", 0.0) + sizes.get("top", 0.0), sizes.get("height", 0.0)
    if any(start + length < _BEFORE or start > _AFTER for start, length in (across, down)):
        return hidden.OUTSIDE
    if any(sizes.get(side, _AFTER) <= _NO_SIZE for side in ("width", "height")):
        return hidden.FLAT
    return hidden.SWITCHED_OFF if "visibility:hidden" in style else ""


def _anchor_kind(anchor: _Element) -> str:
    extent, named = anchor.find(WP + "extent"), anchor.find(WP + "docPr")
    for side, axis in (("cx", "positionH"), ("cy", "positionV")):
        length = _emu(None if extent is None else extent.get(side), _AFTER)
        start = _emu(anchor.findtext(f"{WP}{axis}/{WP}posOffset"), 0)
        if length <= _NO_SIZE:
            return hidden.FLAT
        if start + length < _BEFORE or start > _AFTER:
            return hidden.OUTSIDE
    return hidden.SWITCHED_OFF if named is not None and named.get("hidden") in ("1", "true") else ""


def _emu(value: str | None, default: int) -> int:
    text = (value or "").strip()
    return int(text) if _WHOLE.fullmatch(text) else default


def _ground(look: Look, paragraph: _Element, styles: Styles) -> hidden.Colour | None:
    """What colour the words stand on, None where nobody can tell."""
    if look.ground:
        return hidden.colour(look.ground)
    for around in paragraph.iterancestors():
        tag = around.tag
        if tag in _PROPERTIES:
            found = _of_table(around, styles)
        elif tag == _BOX:
            return _of_box(around)
        elif tag == W + "document":
            background = around.find(W + "background")
            found = "" if background is None else background.get(W + "color", UNKNOWN)
        elif tag in (W + "hdr", W + "ftr"):
            # A letterhead is often a picture.
            found = UNKNOWN if next(around.iter(*_PICTURES), None) is not None else ""
        else:
            found = ""
        if found:
            return hidden.colour(found)
    # What lies behind the paragraph is looked for only where the letters are as pale as paper.
    pale = hidden.same(hidden.colour(look.colour) or hidden.PAPER, hidden.PAPER)
    return None if not pale or _is_over_picture(paragraph) or styles.backdrop() else hidden.PAPER


def _of_table(around: _Element, styles: Styles) -> str:
    properties = around.find(_PROPERTIES[around.tag])
    if properties is None:
        return ""
    own = properties.find(_SHADING)
    if own is not None and (found := shading(own)):
        return found
    named = properties.find(_STYLE)
    return UNKNOWN if named is not None and styles.shades(named.get(VAL)) else ""


def _of_box(box: _Element) -> hidden.Colour | None:
    """What a text box is filled with; on one that is not, the picture or shape below it may be dark."""
    for around in box.iterancestors(WPS + "wsp", *SHAPES, _P):
        if around.tag == WPS + "wsp":
            return _of_shape(around, box)
        if around.tag in SHAPES:
            if around.get("filled") in ("f", "false"):
                return _behind(box)
            if around.find(V + "fill") is not None:
                return None
            return hidden.colour(around.get("fillcolor", "#ffffff").partition(" ")[0])
        break
    return _behind(box)


def _of_shape(shape: _Element, box: _Element) -> hidden.Colour | None:
    properties = shape.find(WPS + "spPr")
    for child in () if properties is None else properties:
        if child.tag == A + "solidFill":
            plain, scheme = child.find(A + "srgbClr"), child.find(A + "schemeClr")
            if plain is not None and not len(plain):
                return hidden.colour(plain.get("val"))
            white = scheme is not None and scheme.get("val") in ("bg1", "lt1") and not len(scheme)
            return hidden.PAPER if white else None
        if child.tag == A + "noFill":
            return _behind(box)
        if child.tag in (A + "gradFill", A + "blipFill", A + "pattFill", A + "grpFill"):
            return None
    style = shape.find(f"{WPS}style/{A}fillRef")
    return None if style is not None and style.get("idx") != "0" else _behind(box)


def _behind(box: _Element) -> hidden.Colour | None:
    """The ground of a box that is not filled: paper, unless something is drawn in the file that may lie below."""
    root = box.getroottree().getroot()
    shapes = sum(1 for _ in root.iter(WPS + "wsp"))
    drawn = next(root.iter(*_PICTURES), None) is not None or shapes > 1
    return None if drawn else hidden.PAPER


def _is_over_picture(paragraph: _Element) -> bool:
    """Whether something is drawn behind the text near a paragraph."""
    outer = paragraph
    for around in paragraph.iterancestors():
        if around.tag == _BODY:
            break
        outer = around
    near = [outer, *(sibling for _, sibling in zip(range(_A_PAGE), outer.itersiblings(preceding=True), strict=False))]
    for block in near:
        for anchor in block.iter(WP + "anchor"):
            if anchor.get("behindDoc") in ("1", "true"):
                return True
        for shape in block.iter(*SHAPES):
            if "z-index:-" in shape.get("style", "").replace(" ", ""):
                return True
    return False
