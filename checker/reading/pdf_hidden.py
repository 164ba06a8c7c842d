"""Letters of a PDF page that are drawn and not seen: invisible or clear, of the colour of what is below, or covered afterwards.

A scan that can be searched has its text, invisible or below its picture, as letters: that is the page, and stays. Everything is
asked of whole text objects, and of letters only on pages where one of these is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import CFUNCTYPE, addressof, byref, c_float, c_int, c_uint, c_void_p, cast, sizeof
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from checker.reading import hidden
from checker.reading.counting import characters
from checker.reading.document import Box
from checker.reading.hidden import Colour
from checker.reading.layout.pages import OUTLINES, SCAN_SHARE, Unseen

_UNPAINTED = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_FILLED = frozenset({raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP})
# Paint of 5 % is not seen; what is less than 95 % dense lets see what it covers.
_CLEAR, _DENSE = 13, 242
# Beside more visible letters than these, invisible ones are no text layer of a scan: scanners and offices stamp a line.
STAMP_LETTERS = 40
# Fillings narrower than this, in points, are rules; letters may reach out of what covers them by as much.
_NARROW, _OUTREACH = 4.0, 1.0
# So many texts of one page are asked about one by one.
_MOST_TEXTS = 20_000
_SAMPLES = 16
# Stands for a pattern.
_SEEN = (0, 0, 0)
# Bare addresses as arguments: a page has hundreds of texts, and checked pointers would take longer than the answer.
_get_paint = CFUNCTYPE(c_int, *[c_void_p] * 5)(cast(raw.FPDFPageObj_GetFillColor, c_void_p).value or 0)
_get_mode = raw.FPDFTextObj_GetTextRenderMode


class Text(NamedTuple):
    """A text object: how many covers are drawn before it, its handle, how it is painted, and the matrix to the page."""

    before: int
    item: Any
    mode: int
    colour: Colour
    alpha: int
    matrix: Any


class Cover(NamedTuple):
    """A filled path or an image: its box, its colour (None: several), whether it is seen through, its handle."""

    box: Box
    colour: Colour | None
    clear: bool
    image: Any = None


@dataclass(slots=True)
class Layers:
    """What a page draws, in order. Texts are gone through twice: nearly all pages show at a quick look that nothing is hidden."""

    texts: list[tuple[int, Any, Any]] = field(default_factory=list)
    paints: set[tuple[int, bytes]] = field(default_factory=set)
    covers: list[Cover] = field(default_factory=list)
    # Red, green, blue and density of what was asked for last, and where in memory each of them is.
    _paint: Any = field(default_factory=c_uint * 4)
    _parts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self._parts = tuple(addressof(self._paint) + sizeof(c_uint) * index for index in range(4))

    def text(self, item: Any, matrix: Any) -> None:
        """A text object is drawn."""
        # A pattern is seen, so that the paint of the text before does for it.
        _get_paint(item, *self._parts)
        self.paints.add((_get_mode(item), bytes(self._paint)))
        self.texts.append((len(self.covers), item, matrix))

    def image(self, item: Any, box: Box) -> None:
        """An image is drawn."""
        clear = bool(raw.FPDFPageObj_HasTransparency(item))
        self.covers.append(Cover(box, None, clear, item))

    def shading(self, box: Box) -> None:
        """Something of many colours is drawn."""
        self.covers.append(Cover(box, None, clear=True))

    def filling(self, item: Any, points: Sequence[tuple[float, float]]) -> None:
        """A path is filled; what is not a box covers nothing for sure."""
        xs, ys = zip(*points, strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        if box[2] - box[0] < _NARROW or box[3] - box[1] < _NARROW:
            return
        is_box = len({round(x) for x in xs}) <= 2 and len({round(y) for y in ys}) <= 2
        paint = self.paint(item)
        dense = paint is not None and paint[1] >= _DENSE and is_box and not raw.FPDFPageObj_HasTransparency(item)
        self.covers.append(Cover(box, paint[0] if paint is not None and dense else None, clear=not dense))

    def paint(self, item: Any) -> tuple[Colour, int] | None:
        """The colour that something is filled with and how dense it is (0–255), None for a pattern."""
        if not _get_paint(item, *self._parts):
            return None
        red, green, blue, alpha = self._paint
        return (red, green, blue), alpha

    def is_plain(self) -> bool:
        """Whether nothing here can be hidden, at a quick look."""
        if not self.texts:
            return True
        grounds = {cover.colour for cover in self.covers if cover.colour} | {hidden.PAPER}
        for mode, paint in self.paints:
            red, green, blue, alpha = type(self._paint).from_buffer_copy(paint)
            if mode in _UNPAINTED or alpha < _CLEAR or any(hidden.same((red, green, blue), ground) for ground in grounds):
                return False
        return all(cover.clear for cover in self.covers[self.texts[0][0] :])

    def in_full(self) -> Iterator[Text]:
        """The texts with how they are painted."""
        for before, item, matrix in self.texts[:_MOST_TEXTS]:
            colour, alpha = self.paint(item) or (_SEEN, 255)
            yield Text(before, item, _get_mode(item), colour, alpha, matrix)


def without_unseen(
    layers: Layers, handles: tuple[Any, Any, Any], text: str, to_page: Any, picture_share: float, paths: int
) -> tuple[str, list[Unseen]]:
    """The text of a page with blanks for the letters that are not seen, and these; `handles` are file, page and text page."""
    if layers.is_plain():
        return text, []
    kinds = {address(item.item): kind for item in layers.in_full() if (kind := _kind(item, layers, handles))}
    if not kinds:
        return text, []
    letters = list(text)
    runs: list[tuple[str, list[int]]] = []
    for index, letter in enumerate(text):
        if letter.isspace():
            continue
        kind = kinds.get(address(raw.FPDFText_GetTextObject(handles[2], index)), "")
        if kind:
            letters[index] = " "
            if not runs or runs[-1][0] != kind or index - runs[-1][1][-1] > 3:
                runs.append((kind, []))
            runs[-1][1].append(index)
    is_drawn = picture_share > SCAN_SHARE or paths >= OUTLINES
    if is_drawn and characters("".join(letters)) <= STAMP_LETTERS:
        return text, []
    return "".join(letters), [_found(kind, indices, text, handles[2], to_page) for kind, indices in runs]


def _found(kind: str, indices: list[int], text: str, text_page: Any, to_page: Any) -> Unseen:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, indices[0], byref(box))
    top = to_page[1] * box.left + to_page[3] * box.top + to_page[5]
    return Unseen(kind, "".join(text[indices[0] : indices[-1] + 1].split()), top)


def address(item: Any) -> int:
    """What tells one handle from another."""
    return cast(item, c_void_p).value or 0 if item else 0


def _kind(text: Text, layers: Layers, handles: tuple[Any, Any, Any]) -> str:
    """How a text is hidden, empty where it is seen."""
    if text.mode in _UNPAINTED or (text.mode in _FILLED and text.alpha < _CLEAR):
        return hidden.CLEAR
    box = _bounds(text)
    if box is None:
        return ""
    if text.mode in _FILLED and text.alpha >= _DENSE:
        below = [cover for cover in layers.covers[: text.before] if _meets(cover.box, box)]
        ground = below[-1].colour if below else hidden.PAPER
        # On the edge of a box a part of the letters stands on something else.
        if below and not _holds(below[-1].box, box):
            ground = None
        if kind := hidden.by_colour(text.colour, ground):
            return kind
    covering = (cover for cover in layers.covers[text.before :] if not cover.clear and _holds(cover.box, box))
    return hidden.COVERED if any(cover.image is None or _is_dense(cover.image, handles) for cover in covering) else ""


def _bounds(text: Text) -> Box | None:
    """The box of a text on the upright page."""
    sides = [c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(text.item, *map(byref, sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return placed((left, bottom, right, top), text.matrix)


def placed(box: Box, matrix: Any) -> Box:
    """A box under a matrix."""
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _meets(cover: Box, box: Box) -> bool:
    return cover[0] < box[2] and box[0] < cover[2] and cover[1] < box[3] and box[1] < cover[3]


def _holds(cover: Box, box: Box) -> bool:
    reach = _OUTREACH
    return cover[0] - reach <= box[0] and cover[1] - reach <= box[1] and box[2] <= cover[2] + reach and box[3] <= cover[3] + reach


def _is_dense(image: Any, handles: tuple[Any, Any, Any]) -> bool:
    """Whether nothing is seen through an image: seals are cut out of their ground."""
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(handles[0], handles[1], image)
    if not bitmap:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) not in (raw.FPDFBitmap_BGRA, raw.FPDFBitmap_BGRA_Premul):
            return True
        return all(alpha >= _DENSE for alpha in _alphas(bitmap))
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _alphas(bitmap: Any) -> Iterator[int]:
    """How dense some points of an image are."""
    width, height, stride = (get(bitmap) for get in (raw.FPDFBitmap_GetWidth, raw.FPDFBitmap_GetHeight, raw.FPDFBitmap_GetStride))
    buffer = cast(raw.FPDFBitmap_GetBuffer(bitmap), c_void_p).value
    if not buffer:
        return
    for row in range(_SAMPLES):
        for column in range(_SAMPLES):
            x, y = (width - 1) * column // (_SAMPLES - 1), (height - 1) * row // (_SAMPLES - 1)
            yield c_uint.from_address(buffer + y * stride + 4 * x).value >> 24
