"""What stands on one PDF page, through pdfium's C functions: parts of lines, ruled tables, how much of it is picture.

pypdfium2's own objects cost more than the reading itself, so letters and paths are fetched by bare calls.
Coordinates are turned so that the text stands upright and y grows downwards from the upper left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import addressof, byref, c_double, c_float, c_int, c_ushort, sizeof
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, degrees, hypot, isfinite
from typing import Any

from pypdfium2 import raw

from checker.reading.counting import characters
from checker.reading.hidden import FLAT, OUTSIDE
from checker.reading.layout.grids import PATHS, Rule, add_rule, cell_at, find_grids
from checker.reading.layout.pages import (
    ASKEW_DEGREES,
    FEW_LETTERS,
    GIBBERISH_SHARE,
    OUTLINES,
    SCAN_SHARE,
    SHADOW,
    PageContent,
    Unseen,
    take_out_dots,
)
from checker.reading.layout.rows import blank_between, on_base_line
from checker.reading.pdf_calls import (
    BOX,
    MATRIX,
    Floats,
    address,
    get_letter_box,
    get_letter_matrix,
    get_letter_origin,
    get_letter_size,
)
from checker.reading.pdf_hidden import Layers, without_unseen

Matrix = tuple[float, float, float, float, float, float]

# A path that takes more to draw is a letter's outline, a seal or a map; forms in forms are two deep.
SEGMENTS, FORM_DEPTH = 400, 3
# So many letters are asked for their direction: the rest of a page rarely disagrees.
DIRECTION_SAMPLE = 40
# A blank this wide, in letters, ends a part of a line: what follows may be another column.
COLUMN_GAP = 2.5
# Letters narrower than this, in sizes, are strokes: Han are as wide as they are high.
FLATTEST = 0.04
# No advance of a Latin letter is as wide as it is high; one Han letter decoded wrongly after the other is.
WIDE_LETTER, FEW_HAN = 0.95, 0.2

_SOUP = re.compile(r"[\x80-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u024f]")
_IMPOSSIBLE = re.compile(
    r"[^\t-\r -~\x80-\u024f\u02c6-\u02dd\u0370-\u04ff\u2000-\u2bff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f"
    r"\uff00-\uffef\U00020000-\U0003ffff\x02\xad]"
)
_BLANKS = frozenset("\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff\0") | {
    chr(c) for c in range(0x2000, 0x200B)
}
_HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Founder's typesetting puts Latin letters where these rare Han are.
_SHIFTED = re.compile(r"[\u7280-\u72ff]")
# What a matrix is before anything has been written into it.
_NO_MATRIX = (0.0,) * 6
_CID = re.compile(r"\(cid:\d+\)")


@dataclass(slots=True)
class _Drawing:
    """The rules of a page and the area of its images."""

    across: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    image_area: float = 0.0
    paths: int = 0
    layers: Layers = field(default_factory=Layers)


def read_page(page: Any, number: int) -> PageContent:
    """Reads page `number` (from 1). `page` is a handle of pdfium."""
    text_page = raw.FPDFText_LoadPage(page)
    try:
        return _read(page, text_page, number)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _read(page: Any, text_page: Any, number: int) -> PageContent:
    text = _text(text_page)
    turn = _turn(page, text_page, text)
    to_page, width, height = _upright(page, turn)
    content = PageContent(width, height)
    drawing = _Drawing()
    _look_at(drawing, _objects(page), to_page, 0, (width, height))
    content.paths = drawing.paths
    content.picture_share = drawing.image_area / (width * height) if width * height else 0.0
    if drawing.paths <= PATHS:
        content.grids = find_grids(drawing.across, drawing.upright)
    is_drawn = content.picture_share > SCAN_SHARE or drawing.paths >= OUTLINES
    text, content.unseen = without_unseen(drawing.layers, page, text_page, text, to_page, is_drawn)
    wide = _read_letters(content, text_page, text, to_page, turn, number)
    content.letters = characters(text)
    content.gibberish = is_gibberish(text, wide)
    take_out_dots(content)
    return content


def _text(text_page: Any) -> str:
    """One character for each of pdfium's characters, so that an index in one is an index in the other."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (c_ushort * (2 * count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * (written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd" for code in codes)


def _turn(page: Any, text_page: Any, text: str) -> int:
    """Quarter turns clockwise that put most of the text upright."""
    matrix = raw.FS_MATRIX()
    turns: Counter[int] = Counter()
    for index in range(0, len(text), max(1, len(text) // DIRECTION_SAMPLE)):
        if not text[index].isspace() and raw.FPDFText_GetMatrix(text_page, index, byref(matrix)):
            turns[round(degrees(atan2(matrix.b, matrix.a)) / 90) % 4] += 1
    return turns.most_common(1)[0][0] if turns else raw.FPDFPage_GetRotation(page) % 4


def _upright(page: Any, turn: int) -> tuple[Matrix, float, float]:
    """The matrix from the page's own coordinates to ours, and the size of the upright page."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, byref(box))
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    matrices: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )
    width, height = right - left, top - bottom
    return matrices[turn], *((width, height) if turn % 2 == 0 else (height, width))


def _read_letters(content: PageContent, text_page: Any, text: str, to_page: Matrix, turn: int, number: int) -> int:
    """Fills `content.parts`; returns how many letters that are not Han are as wide as Han."""
    a, b, c, d, e, f = to_page
    letters = _Letters(text_page)
    part: _Part | None = None
    typed, wide = "", 0
    for index, letter in enumerate(text):
        if letter in _BLANKS:
            typed = "\u3000" if letter == "\u3000" else typed or " "
            continue
        left, top, right, bottom = letters.box(index)
        if turn:
            x0, x1 = sorted((a * left + c * bottom + e, a * right + c * top + e))
            high, low = sorted((b * left + d * bottom + f, b * right + d * top + f))
        else:  # nearly always, so without the detour
            x0, x1, high, low = left + e, right + e, f - top, f - bottom
        cell = cell_at(content.grids, (x0 + x1) / 2, (low + high) / 2) if content.grids else None
        if part is None or not part.takes(index, letter, x0, x1, low, cell, typed):
            if part is not None:
                _finish(content, letters, part, number)
            part = _new_part(letters, index, to_page, turn, cell, x0, low)
            part.takes(index, letter, x0, x1, low, cell, "")
        wide += letter < "\u2000" and x1 - x0 > WIDE_LETTER * part.size
        typed = ""
    if part is not None:
        _finish(content, letters, part, number)
    return wide


class _Letters:
    """What pdfium says of the letters of a page, by their numbers."""

    def __init__(self, text_page: Any) -> None:
        self._page, self._box, self._matrix, self._point = address(text_page), Floats(), Floats(), (c_double * 2)()
        self._box_at, self._matrix_at, self._x = (addressof(values) for values in (self._box, self._matrix, self._point))

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom; those of the letter before where a letter has none."""
        get_letter_box(self._page, index, self._box_at)
        return BOX.unpack_from(self._box)

    def origin(self, index: int) -> tuple[float, float]:
        """Where a letter stands on its line."""
        self._point[0] = self._point[1] = 0.0
        get_letter_origin(self._page, index, self._x, self._x + sizeof(c_double))
        return self._point[0], self._point[1]

    def size_and_direction(self, index: int) -> tuple[float, float]:
        """How large a letter is, and its direction in degrees."""
        found = get_letter_matrix(self._page, index, self._matrix_at)
        a, b, c, d, _, _ = MATRIX.unpack_from(self._matrix) if found else _NO_MATRIX
        size = get_letter_size(self._page, index) * hypot(c, d)
        return size if isfinite(size) and size > 0 else 1.0, degrees(atan2(b, a))


@dataclass(slots=True)
class _Part:
    """Letters of one line as they come. `low` is the lower edge of the first one's box, `last_x0` where the last one begins."""

    cell: tuple[int, int, int] | None
    low: float
    x0: float
    x1: float
    last_x0: float
    baseline: float
    size: float
    upright: bool
    letters: list[str] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)

    def takes(
        self, index: int, letter: str, x0: float, x1: float, low: float, cell: tuple[int, int, int] | None, typed: str
    ) -> bool:
        """Add a letter, unless one there does not go on with this part."""
        size, letters = self.size, self.letters
        if letters:
            if not -0.5 * size < low - self.low < 0.5 * size or cell != self.cell:
                return False
            if not self.last_x0 - 0.1 * size <= x0 < self.x1 + COLUMN_GAP * size:
                return False
            last = letters[-1]
            if letter == last and x0 - self.last_x0 < SHADOW * (x1 - x0) and letter not in "—…":
                return True  # printed twice to look bold
            if typed or x0 - self.x1 >= size:
                letters.append(blank_between(last, letter, (x0 - self.x1) / size, typed))
        letters.append(letter)
        self.indices.append(index)
        self.last_x0 = x0
        if x1 > self.x1:
            self.x1 = x1
        return True


def _new_part(
    letters: _Letters, index: int, to_page: Matrix, turn: int, cell: tuple[int, int, int] | None, x0: float, low: float
) -> _Part:
    size, direction = letters.size_and_direction(index)
    askew = (direction - 90 * turn + 180) % 360 - 180
    baseline = _apply(to_page, *letters.origin(index))[1]
    return _Part(cell, low, x0, x0, x0, baseline, size, abs(askew) <= ASKEW_DEGREES)


def _finish(content: PageContent, letters: _Letters, part: _Part, number: int) -> None:
    if not part.upright:
        return
    if kind := _beside(content, part):
        text = "".join(part.letters)
        content.unseen.append(Unseen(kind, text, part.low))
        content.letters -= characters(text)
        return
    # The first letter may be a bullet or a number of another size: the middle one speaks for the line.
    size, _ = letters.size_and_direction(part.indices[len(part.indices) // 2])
    content.parts.append((part.cell, on_base_line("".join(part.letters), number, part.x0, part.x1, part.baseline, size)))


def _beside(content: PageContent, part: _Part) -> str:
    """How a part of a line is kept from being seen by its place or width, empty where it is not."""
    if part.x1 < 0 or part.x0 > content.width or part.baseline < 0 or part.baseline - part.size > content.height:
        return OUTSIDE
    narrow = len(part.letters) > 1 and part.x1 - part.x0 < FLATTEST * part.size * len(part.letters)
    return FLAT if narrow and _HAN.search("".join(part.letters)) else ""


def is_gibberish(text: str, wide: int = 0) -> bool:
    """Whether hardly a letter means what it says. `wide` letters are not Han and yet as wide as Han."""
    letters = characters(text)
    if letters < FEW_LETTERS:
        return False
    shifted = len(_SHIFTED.findall(text))
    bad = shifted + len(_IMPOSSIBLE.findall(text)) + sum(len(cid) for cid in _CID.findall(text))
    if len(_HAN.findall(text)) - shifted < FEW_HAN * letters:
        bad += wide
    return max(bad, len(_SOUP.findall(text))) > GIBBERISH_SHARE * letters


def _objects(page: Any) -> Iterator[Any]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield raw.FPDFPage_GetObject(page, index)


def _form_objects(form: Any) -> Iterator[Any]:
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, index)


def _look_at(drawing: _Drawing, objects: Iterator[Any], matrix: Matrix, depth: int, page: tuple[float, float]) -> None:
    """Collects rules and images, also those inside forms."""
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            drawing.layers.text(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            drawing.paths += 1
            if drawing.paths <= PATHS:
                _add_rules(drawing, item, _times(_matrix_of(item), matrix))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            # An image is the unit square under its matrix.
            corners = [_apply(_times(_matrix_of(item), matrix), x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            sides = [
                (max(0.0, min(axis)), min(limit, max(axis))) for axis, limit in zip(zip(*corners, strict=True), page, strict=True)
            ]
            drawing.image_area += max(0.0, sides[0][1] - sides[0][0]) * max(0.0, sides[1][1] - sides[1][0])
            drawing.layers.image(item, (sides[0][0], sides[1][0], sides[0][1], sides[1][1]))
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            drawing.layers.shading((0.0, 0.0, *page))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            _look_at(drawing, _form_objects(item), _times(_matrix_of(item), matrix), depth + 1, page)


def _matrix_of(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, byref(matrix)):
        return (1, 0, 0, 1, 0, 0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    return (*_apply(then, a, b, 0), *_apply(then, c, d, 0), *_apply(then, e, f))


def _apply(matrix: Matrix, x: float, y: float, shift: int = 1) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + shift * e, b * x + d * y + shift * f


def _add_rules(drawing: _Drawing, path: Any, matrix: Matrix) -> None:
    """Stroked straight lines, and filled strips thin enough to be one. Shading is no rule."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    count = raw.FPDFPath_CountSegments(path)
    if not (fill.value or stroke.value) or not 0 < count <= SEGMENTS:
        return
    for points in _outlines(path, count, matrix):
        if fill.value:
            drawing.layers.filling(path, points)
        if stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                add_rule(drawing.across, drawing.upright, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        else:
            xs, ys = zip(*points, strict=True)
            add_rule(drawing.across, drawing.upright, min(xs), min(ys), max(xs), max(ys))


def _outlines(path: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The separate outlines of a path as their corners."""
    x, y = c_float(), c_float()
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_apply(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield points
