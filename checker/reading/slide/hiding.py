"""Whether text on a slide is seen: its colour and what it stands on, its size, and whether its shape is on the slide at all.

What lies below a text may come from the slide, its layout or its master; where more than a plain filling is there, nobody here
knows what the letters stand on, and they count as seen. So do covered ones on slides where things move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from lxml.etree import _Element

from checker.reading import hidden
from checker.reading.document import Box
from checker.reading.hidden import Colour
from checker.reading.office import branch
from checker.reading.slide.order import P
from checker.reading.word.names import MC, A, R

_FILLS = frozenset(A + name for name in ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "noFill"))
_SHAPE, _PICTURE, _FRAME, _GROUP, _LINE = (P + name for name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))
# Styles of tables that fill no cell.
_PLAIN_TABLES = frozenset({"{5940675A-B579-460E-94D1-54222C63F5DA}", "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"})
# In thousandths of a per cent; the list of fillings that backgrounds name begins after this number with a plain one.
_CLEAR, _BACKGROUNDS = 5_000, 1_001
# Kinds of a PNG's pixels that cannot be clear.
_PNG, _DENSE_PIXELS = b"\x89PNG", (0, 2)

# Of a slide, in EMU.
_USUAL_HEIGHT = 6_858_000

UNKNOWN: Colour | None = None


class Page(NamedTuple):
    """A part that is drawn: a slide, its layout, its master."""

    root: _Element

    @property
    def drawn(self) -> Iterator[_Element]:
        """What is drawn, the lowest first."""
        tree = self.root.find(f"{P}cSld/{P}spTree")
        for child in () if tree is None else tree:
            yield from branch(child) if child.tag == MC + "AlternateContent" else (child,)


class Below(NamedTuple):
    """What a slide lies on: its layout and its master, as far as there are, and their colours by name."""

    pages: tuple[Page, ...] = ()
    scheme: Mapping[str, Colour] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known around the texts of one `slide` of this size in EMU, 0 where it is not told.

    `below` is asked only for slides with pale letters, `image` gives the bytes of a picture by its number.
    """

    slide: Page
    width: int
    height: int
    below: Callable[[], Below]
    image: Callable[[str], bytes | None]

    def shape_kind(self, shape: _Element) -> str:
        """How a shape is hidden with all that is in it, empty where it is seen."""
        properties = shape.find(f"*/{P}cNvPr")
        if properties is not None and properties.get("hidden") in ("1", "true"):
            return hidden.SWITCHED_OFF
        box = _box(shape)
        if box is None or _is_grouped(shape):
            return ""
        if self.width and (box[2] <= 0 or box[3] <= 0 or box[0] >= self.width or box[1] >= self.height):
            moves = next(self.slide.root.iter(P + "animMotion"), None) is not None
            return "" if moves else hidden.OUTSIDE
        return hidden.COVERED if self._is_covered(shape, box) else ""

    def run_kind(self, run: _Element, paragraph: _Element, shape: _Element) -> str:
        """How a run of text is hidden, empty where it is seen."""
        form = run.find(A + "rPr")
        if form is None:
            form = paragraph.find(f"{A}pPr/{A}defRPr")
        if form is None:
            return ""
        size = form.get("sz", "")
        # A slide as small as a stamp is shown as large as any other.
        scale = min(1.0, self.height / _USUAL_HEIGHT) if self.height else 1.0
        if size.isdecimal() and len(size) < 7 and 0 < int(size) <= 100 * hidden.TINIEST * scale:
            return hidden.TINY
        if form.find(A + "ln") is not None or form.find(A + "effectLst") is not None:
            return ""
        if form.find(A + "noFill") is not None:
            return hidden.CLEAR
        solid = form.find(A + "solidFill")
        if solid is None:
            return ""
        alpha = next(solid.iter(A + "alpha"), None)
        if alpha is not None:
            value = alpha.get("val", "")
            return hidden.CLEAR if value.isdecimal() and int(value[:9]) <= _CLEAR else ""
        letters = self._colour(solid)
        return "" if letters is None else hidden.by_colour(letters, self._below(letters, paragraph, shape))

    def _below(self, letters: Colour, paragraph: _Element, shape: _Element) -> Colour | None:
        """What a paragraph stands on. Asked only where it matters: on any other ground the letters are seen."""
        cell = next(paragraph.iterancestors(A + "tc"), None)
        if cell is not None:
            return self._in_table(cell, shape)
        if shape.tag == _FRAME:
            # The shapes of a diagram are drawn by the program.
            return UNKNOWN
        filling = _filling(shape.find(P + "spPr"))
        if filling is not None and filling.tag != A + "noFill":
            return self._colour(filling) if filling.tag == A + "solidFill" else UNKNOWN
        named = shape.find(f"{P}style/{A}fillRef")
        if filling is None and named is not None and named.get("idx") != "0":
            return UNKNOWN
        return UNKNOWN if _is_grouped(shape) else self._behind(shape)

    def _in_table(self, cell: _Element, shape: _Element) -> Colour | None:
        filling = _filling(cell.find(A + "tcPr"))
        if filling is not None and filling.tag != A + "noFill":
            return self._colour(filling) if filling.tag == A + "solidFill" else UNKNOWN
        table = next(cell.iterancestors(A + "tbl"), None)
        style = None if table is None else table.findtext(f"{A}tblPr/{A}tableStyleId")
        if filling is None and style not in (None, *_PLAIN_TABLES):
            return UNKNOWN
        return self._behind(shape)

    def _behind(self, shape: _Element) -> Colour | None:
        """What is below a shape that is not filled."""
        box = _box(shape)
        lower: list[_Element] = []
        for page in reversed(self.below().pages):
            lower += [item for item in page.drawn if item.find(f"*/{P}nvPr/{P}ph") is None]
        for item in self.slide.drawn:
            if item is shape:
                break
            lower.append(item)
        if any(_is_filled(item) and _may_meet(item, box) for item in lower):
            return UNKNOWN
        return self._background()

    def _background(self) -> Colour | None:
        for page in (self.slide, *self.below().pages):
            background = page.root.find(f"{P}cSld/{P}bg")
            if background is None:
                continue
            filling = _filling(background.find(P + "bgPr"))
            if filling is not None:
                return self._colour(filling) if filling.tag == A + "solidFill" else UNKNOWN
            named = background.find(P + "bgRef")
            plain = named is not None and named.get("idx") == str(_BACKGROUNDS)
            return self._colour(named) if plain and named is not None else UNKNOWN
        return hidden.PAPER

    def _is_covered(self, shape: _Element, box: Box) -> bool:
        later = False
        for item in self.slide.drawn:
            if item is shape:
                later = True
            elif later and self._is_dense(item) and (other := _box(item)) is not None and _holds(other, box):
                return self.slide.root.find(P + "timing") is None
        return False

    def _is_dense(self, item: _Element) -> bool:
        """Whether nothing is seen through a picture or a filled rectangle."""
        if item.tag == _PICTURE:
            blip = item.find(f"{P}blipFill/{A}blip")
            data = None if blip is None or len(blip) else self.image(blip.get(R + "embed", ""))
            if data is None:
                return False
            return data[25] in _DENSE_PIXELS and b"tRNS" not in data[:1024] if data.startswith(_PNG) else data[:2] == b"\xff\xd8"
        form = item.find(P + "spPr")
        shape = None if form is None else form.find(A + "prstGeom")
        filling = _filling(form)
        is_box = item.tag == _SHAPE and shape is not None and shape.get("prst") == "rect"
        return is_box and filling is not None and filling.tag == A + "solidFill" and next(filling.iter(A + "alpha"), None) is None

    def _colour(self, holder: _Element) -> Colour | None:
        """The colour in a filling; one that is changed by lightening and the like is unknown."""
        for item in holder:
            if len(item):
                return UNKNOWN
            if item.tag == A + "srgbClr":
                return hidden.colour(item.get("val"))
            if item.tag == A + "sysClr":
                return hidden.colour(item.get("lastClr"))
            if item.tag == A + "prstClr":
                return {"white": hidden.PAPER, "black": (0, 0, 0)}.get(item.get("val", ""))
            # Other names are those of dark colours, for letters.
            pale = item.tag == A + "schemeClr" and item.get("val", "").startswith(("bg", "lt"))
            return self.below().scheme.get(item.get("val", "")) if pale else UNKNOWN
        return UNKNOWN


def scheme(theme: _Element | None, master: _Element | None) -> dict[str, Colour]:
    """The colours of a theme by the names that slides use, which the master maps to those of the theme."""
    found: dict[str, Colour] = {}
    for item in () if theme is None else theme.iterfind(f"{A}themeElements/{A}clrScheme/*"):
        for inner in item:
            colour = hidden.colour(inner.get("val")) or hidden.colour(inner.get("lastClr"))
            if colour is not None:
                found[item.tag.rpartition("}")[2]] = colour
    mapped = None if master is None else master.find(P + "clrMap")
    names = [] if mapped is None else [(str(name), str(to)) for name, to in mapped.attrib.items()]
    return found | {name: found[to] for name, to in names if to in found}


def _filling(properties: _Element | None) -> _Element | None:
    return next((child for child in (() if properties is None else properties) if child.tag in _FILLS), None)


def _is_filled(item: _Element) -> bool:
    """Whether something may be drawn over the whole of its box."""
    if item.tag in (_PICTURE, _GROUP, _FRAME):
        return True
    if item.tag != _SHAPE:
        return False
    filling = _filling(item.find(P + "spPr"))
    if filling is None:
        named = item.find(f"{P}style/{A}fillRef")
        return named is not None and named.get("idx") != "0"
    return filling.tag != A + "noFill"


def _box(item: _Element) -> Box | None:
    """The box of a shape in EMU, None where the slide does not say where it is."""
    form = item.find(f"*/{A}xfrm")
    form = item.find(P + "xfrm") if form is None else form
    place, size = (None, None) if form is None else (form.find(A + "off"), form.find(A + "ext"))
    if place is None or size is None:
        return None
    try:
        x, y, width, height = (int(e.get(n, "")) for e, n in ((place, "x"), (place, "y"), (size, "cx"), (size, "cy")))
    except ValueError:
        return None
    return x, y, x + width, y + height


def _may_meet(item: _Element, box: Box | None) -> bool:
    other = _box(item)
    if other is None or box is None:
        return True
    return other[0] < box[2] and box[0] < other[2] and other[1] < box[3] and box[1] < other[3]


def _holds(cover: Box, box: Box) -> bool:
    return cover[0] <= box[0] and cover[1] <= box[1] and box[2] <= cover[2] and box[3] <= cover[3]


def _is_grouped(shape: _Element) -> bool:
    parent = shape.getparent()
    return parent is not None and parent.tag == _GROUP
