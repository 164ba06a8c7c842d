"""Letters of a PDF page that are drawn and not seen: invisible or clear, of the colour of what is below, or covered afterwards.

A scan that can be searched has its text, invisible or below its picture, as letters: that is the page, and stays. Everything is
asked of whole text objects, and of letters only on pages where one of these may be unseen; such pages are drawn twice, with the
texts in doubt and without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import (
    POINTER,
    addressof,
    byref,
    c_float,
    c_int,
    c_uint,
    c_ulong,
    c_ushort,
    c_void_p,
    cast,
    create_string_buffer,
    sizeof,
)
from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple

from pypdfium2 import raw

from checker.reading import hidden
from checker.reading.document import Box
from checker.reading.hidden import Colour
from checker.reading.layout.pages import Unseen
from checker.reading.pdf_calls import bare
from checker.reading.pdf_trace import Matrix, placed, without_trace

_UNPAINTED = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_STROKED = frozenset({raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP})
_BOTH = frozenset({raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP})
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
# Stands for a pattern.
_SEEN = (0, 0, 0)
_get_paint = bare(raw.FPDFPageObj_GetFillColor, c_int, *[c_void_p] * 5)
_get_stroke = bare(raw.FPDFPageObj_GetStrokeColor, c_int, *[c_void_p] * 5)
_get_mode = raw.FPDFTextObj_GetTextRenderMode
_count_marks = bare(raw.FPDFPageObj_CountMarks, c_int, c_void_p)
_get_clip = bare(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_count_clips = bare(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
_count_points = bare(raw.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
_get_point = bare(raw.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
# So many paths may cut one text, of so many points; what they leave is nothing if it is narrower than this, in points.
_MOST_CUTS, _MOST_POINTS, _SLIT = 8, 40, 1.0
# What is drawn in a layer that can be switched off is marked so.
_LAYER = "OC".encode("utf-16-le")
# The same words a little aside are a shadow, in points.
_ASIDE, _MOST_SHADOWS = 4.0, 8


class Text(NamedTuple):
    """A text object: how many covers are drawn before it, its handle, how it is painted, and the matrix to the page.

    `in_layer` is one that can be switched off, `cut` one that is cut to what lies beside it or to nothing.
    """

    before: int
    item: Any
    mode: int
    colour: Colour
    alpha: int
    matrix: Matrix
    in_layer: bool
    cut: bool


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
    layered: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    # The boxes of paths that cut, by where their first points are in memory: texts share them.
    _cuts: dict[int, Box] = field(default_factory=dict)
    # Red, green, blue and density of what was asked for last, and where in memory each of them is.
    _paint: Any = field(default_factory=c_uint * 4)
    _parts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self._parts = tuple(addressof(self._paint) + sizeof(c_uint) * index for index in range(4))

    def text(self, item: Any, matrix: Matrix) -> None:
        """A text object is drawn."""
        # A pattern is seen, so that the paint of the text before does for it.
        mode = _get_mode(item)
        (_get_stroke if mode in _STROKED else _get_paint)(item, *self._parts)
        self.paints.add((mode, bytes(self._paint)))
        if (marks := _count_marks(item)) > 0 and any(_is_layer(item, index) for index in range(marks)):
            self.layered.add(len(self.texts))
        clip = _get_clip(item)
        if clip and 0 < (paths := _count_clips(clip)) <= _MOST_CUTS and self._is_cut(item, clip, paths):
            self.cut.add(len(self.texts))
        self.texts.append((len(self.covers), item, matrix))

    def _is_cut(self, item: Any, clip: int, paths: int) -> bool:
        """Whether a path leaves nothing of a text, as far as boxes tell."""
        for path in range(paths):
            first = _get_point(clip, path, 0)
            if first and first not in self._cuts:
                self._cuts[first] = _box_of_clip(clip, path)
            box = self._cuts.get(first or 0)
            if box is not None and (min(box[2] - box[0], box[3] - box[1]) < _SLIT or not _is_near(item, box)):
                return True
        return False

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
        return self._asked(_get_paint, item)

    def _asked(self, get: Any, item: Any) -> tuple[Colour, int] | None:
        if not get(item, *self._parts):
            return None
        red, green, blue, alpha = self._paint
        return (red, green, blue), alpha

    def is_plain(self) -> bool:
        """Whether nothing here can be hidden, at a quick look."""
        if not self.texts:
            return True
        if self.layered or self.cut:
            return False
        grounds = {cover.colour for cover in self.covers if cover.colour} | {hidden.PAPER}
        for mode, paint in self.paints:
            red, green, blue, alpha = type(self._paint).from_buffer_copy(paint)
            if mode in _UNPAINTED or alpha < _CLEAR or any(hidden.same((red, green, blue), ground) for ground in grounds):
                return False
        return all(cover.clear for cover in self.covers[self.texts[0][0] :])

    def in_full(self) -> Iterator[Text]:
        """The texts with how they are painted."""
        for index, (before, item, matrix) in enumerate(self.texts[:_MOST_TEXTS]):
            mode = _get_mode(item)
            colour, alpha = self._letters(item, mode) or (_SEEN, 255)
            yield Text(before, item, mode, colour, alpha, matrix, index in self.layered, index in self.cut)

    def _letters(self, item: Any, mode: int) -> tuple[Colour, int] | None:
        """What letters are painted with; None for a pattern, and for two colours."""
        if mode in _STROKED:
            return self._asked(_get_stroke, item)
        if mode in _BOTH and self._asked(_get_stroke, item) != self.paint(item):
            return None
        return self.paint(item)


def without_unseen(
    layers: Layers, page: Any, text_page: Any, text: str, to_page: Matrix, is_drawn: bool
) -> tuple[str, list[Unseen]]:
    """The text of a page with blanks for the letters that are not seen, and these; `is_drawn` is a page that may be a scan."""
    if layers.is_plain():
        return text, []
    texts = list(layers.in_full())
    suspects = {address(item.item): (item, kind) for item in texts if (kind := _kind(item, layers))}
    if suspects:
        seen = _corners(item for item in texts if address(item.item) not in suspects)
        suspects = {owner: found for owner, found in suspects.items() if not _is_shadow(found[0], seen)}
    if not suspects:
        return text, []
    owners = [0 if letter.isspace() else address(raw.FPDFText_GetTextObject(text_page, i)) for i, letter in enumerate(text)]
    if is_drawn and sum(owner not in suspects for owner in owners if owner) <= STAMP_LETTERS:
        return text, []
    boxes = {owner: (text.item, _bounds(text)) for owner, (text, _) in suspects.items()}
    unseen = {owner: suspects[owner][1] for owner in without_trace(page, to_page, boxes)}
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
    box = _bounds(text)
    if text.mode == raw.FPDF_TEXTRENDERMODE_CLIP and any(
        box and _meets(cover.box, box) for cover in layers.covers[text.before :]
    ):
        # What is painted through the letters shows them.
        return ""
    if text.mode in _UNPAINTED or text.alpha < _CLEAR:
        return hidden.CLEAR
    if text.in_layer:
        return hidden.SWITCHED_OFF
    if text.cut:
        return hidden.FLAT
    if box is None:
        return ""
    if text.alpha >= _DENSE:
        below = [cover for cover in layers.covers[: text.before] if _meets(cover.box, box)]
        ground = below[-1].colour if below else hidden.PAPER
        # On the edge of a box a part of the letters stands on something else.
        if below and not _holds(below[-1].box, box):
            ground = None
        if kind := hidden.by_colour(text.colour, ground):
            return kind
    covered = any(not cover.clear and _holds(cover.box, box) for cover in layers.covers[text.before :])
    return hidden.COVERED if covered else ""


def _is_layer(item: Any, index: int) -> bool:
    name, length = create_string_buffer(8), c_ulong()
    mark = raw.FPDFPageObj_GetMark(item, index)
    # The buffers of other names are too small, and stay empty.
    raw.FPDFPageObjMark_GetName(mark, cast(name, POINTER(c_ushort)), 8, byref(length))
    return name.raw[:4] == _LAYER and length.value == 6


def _box_of_clip(clip: int, path: int) -> Box:
    """The box of a path that cuts; of one with many points, all the plane."""
    count = _count_points(clip, path)
    if not 0 < count <= _MOST_POINTS:
        return (-inf, -inf, inf, inf)
    x, y = c_float(), c_float()
    points = []
    for index in range(count):
        segment = cast(_get_point(clip, path, index), raw.FPDF_PATHSEGMENT)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append((x.value, y.value))
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_near(item: Any, box: Box) -> bool:
    sides = [c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *map(byref, sides)):
        return True
    left, bottom, right, top = (side.value for side in sides)
    return _meets(box, (left, bottom, right, top))


def _corners(texts: Iterable[Text]) -> dict[tuple[int, int], list[Box]]:
    """The boxes of texts by where they begin, in steps of a shadow."""
    found: dict[tuple[int, int], list[Box]] = {}
    for text in texts:
        if (box := _bounds(text)) is not None:
            at = found.setdefault((int(box[0] // _ASIDE), int(box[1] // _ASIDE)), [])
            at += [box] if len(at) < _MOST_SHADOWS else []
    return found


def _is_shadow(text: Text, seen: Mapping[tuple[int, int], Sequence[Box]]) -> bool:
    """Whether letters that are seen stand on these, a little aside."""
    box = _bounds(text)
    if box is None:
        return True
    x, y = int(box[0] // _ASIDE), int(box[1] // _ASIDE)
    near = [other for i in (x - 1, x, x + 1) for j in (y - 1, y, y + 1) for other in seen.get((i, j), ())]
    return any(all(abs(one - side) <= _ASIDE for one, side in zip(box, other, strict=True)) for other in near)


def _bounds(text: Text) -> Box | None:
    """The box of a text on the upright page."""
    sides = [c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(text.item, *map(byref, sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return placed((left, bottom, right, top), text.matrix)


def _meets(cover: Box, box: Box) -> bool:
    return cover[0] < box[2] and box[0] < cover[2] and cover[1] < box[3] and box[1] < cover[3]


def _holds(cover: Box, box: Box) -> bool:
    reach = _OUTREACH
    return cover[0] - reach <= box[0] and cover[1] - reach <= box[1] and box[2] <= cover[2] + reach and box[3] <= cover[3] + reach
