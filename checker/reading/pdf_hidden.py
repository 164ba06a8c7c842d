"""Letters of a PDF page that are drawn and not seen: invisible or clear, of the colour of what is below, or covered afterwards.

A scan that can be searched has its text, invisible or below its picture, as letters: that is the page, and stays. Everything is
asked of whole text objects, and of letters only on pages where one of these may be unseen; such pages are drawn twice, with the
texts in doubt and without.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import CFUNCTYPE, addressof, byref, c_float, c_int, c_uint, c_void_p, cast, sizeof, string_at
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from checker.reading import hidden
from checker.reading.document import Box
from checker.reading.hidden import Colour
from checker.reading.layout.pages import Unseen

Matrix = tuple[float, float, float, float, float, float]

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
# Letters of one run may have so many blanks between them.
_GAP = 3
# How finely a page is drawn to see whether a text leaves a trace, and how large at most.
_DOTS_A_POINT, _LONGEST_SIDE = 1.5, 2_500
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
    matrix: Matrix


class Cover(NamedTuple):
    """A filled path or an image: its box, its colour (None: several), whether it is seen through."""

    box: Box
    colour: Colour | None
    clear: bool


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

    def text(self, item: Any, matrix: Matrix) -> None:
        """A text object is drawn."""
        # A pattern is seen, so that the paint of the text before does for it.
        _get_paint(item, *self._parts)
        self.paints.add((_get_mode(item), bytes(self._paint)))
        self.texts.append((len(self.covers), item, matrix))

    def image(self, item: Any, box: Box) -> None:
        """An image is drawn."""
        clear = bool(raw.FPDFPageObj_HasTransparency(item))
        self.covers.append(Cover(box, None, clear))

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
    layers: Layers, page: Any, text_page: Any, text: str, to_page: Matrix, is_drawn: bool
) -> tuple[str, list[Unseen]]:
    """The text of a page with blanks for the letters that are not seen, and these; `is_drawn` is a page that may be a scan."""
    if layers.is_plain():
        return text, []
    suspects = {address(item.item): (item, kind) for item in layers.in_full() if (kind := _kind(item, layers))}
    if not suspects:
        return text, []
    owners = [0 if letter.isspace() else address(raw.FPDFText_GetTextObject(text_page, i)) for i, letter in enumerate(text)]
    if is_drawn and sum(owner not in suspects for owner in owners if owner) <= STAMP_LETTERS:
        return text, []
    unseen = _without_trace(page, to_page, suspects)
    letters = list(text)
    runs: list[tuple[str, list[int]]] = []
    for index, owner in enumerate(owners):
        kind = unseen.get(owner, "")
        if kind:
            letters[index] = " "
            if not runs or runs[-1][0] != kind or index - runs[-1][1][-1] > _GAP:
                runs.append((kind, []))
            runs[-1][1].append(index)
    return "".join(letters), [_found(kind, indices, text, text_page, to_page) for kind, indices in runs]


def _without_trace(page: Any, to_page: Matrix, suspects: dict[int, tuple[Text, str]]) -> dict[int, str]:
    """Those of the suspects that may be taken off the page without a change that is seen, each with how it is hidden.

    What clips, masks and blends do to a text, only drawing the page can tell.
    """
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    scale = min(_DOTS_A_POINT, _LONGEST_SIDE / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    before = _drawn(page, size)
    for text, _ in suspects.values():
        raw.FPDFPageObj_SetIsActive(text.item, False)
    after = _drawn(page, size)
    back = _inverse(to_page)
    found = {}
    for owner, (text, kind) in suspects.items():
        box = _bounds(text)
        if box is not None and not _differ(before, after, size, _on_bitmap(page, placed(box, back), size)):
            found[owner] = kind
    return found


def _drawn(page: Any, size: tuple[int, int]) -> bytes:
    """The page in four bytes a dot, row by row."""
    bitmap = raw.FPDFBitmap_CreateEx(*size, raw.FPDFBitmap_BGRx, None, 4 * size[0])
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, 0)
        return string_at(raw.FPDFBitmap_GetBuffer(bitmap), 4 * size[0] * size[1])
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _on_bitmap(page: Any, box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The dots of a box of the page, one more on all sides."""
    x, y = c_int(), c_int()
    xs, ys = [], []
    for corner in ((box[0], box[1]), (box[2], box[3])):
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *corner, byref(x), byref(y))
        xs.append(min(max(x.value, 0), size[0]))
        ys.append(min(max(y.value, 0), size[1]))
    return max(0, min(xs) - 1), max(0, min(ys) - 1), min(size[0], max(xs) + 2), min(size[1], max(ys) + 2)


def _differ(before: bytes, after: bytes, size: tuple[int, int], dots: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = dots
    for row in range(top, bottom):
        start, end = 4 * (row * size[0] + left), 4 * (row * size[0] + right)
        one, other = before[start:end], after[start:end]
        if one != other and any(abs(a - b) > hidden.SAME_COLOUR for a, b in zip(one, other, strict=True)):
            return True
    return False


def _inverse(matrix: Matrix) -> Matrix:
    """The way back from the upright page; it is turned and moved, and not stretched."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area


def _found(kind: str, indices: list[int], text: str, text_page: Any, to_page: Matrix) -> Unseen:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, indices[0], byref(box))
    top = to_page[1] * box.left + to_page[3] * box.top + to_page[5]
    return Unseen(kind, "".join(text[indices[0] : indices[-1] + 1].split()), top)


def address(item: Any) -> int:
    """What tells one handle from another."""
    return cast(item, c_void_p).value or 0 if item else 0


def _kind(text: Text, layers: Layers) -> str:
    """How a text is hidden, as far as the order and the colours of what is drawn tell; empty where it is seen."""
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
    covered = any(not cover.clear and _holds(cover.box, box) for cover in layers.covers[text.before :])
    return hidden.COVERED if covered else ""


def _bounds(text: Text) -> Box | None:
    """The box of a text on the upright page."""
    sides = [c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(text.item, *map(byref, sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return placed((left, bottom, right, top), text.matrix)


def placed(box: Box, matrix: Matrix) -> Box:
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
