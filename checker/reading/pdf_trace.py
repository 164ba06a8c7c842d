"""Whether things can be taken off a PDF page without a trace: the page is drawn with them and without."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import byref, c_int, string_at
from typing import Any

from pypdfium2 import raw

from checker.reading import hidden
from checker.reading.document import Box

Matrix = tuple[float, float, float, float, float, float]

# How finely a page is drawn to see whether a text leaves a trace, and how large at most.
_DOTS_A_POINT, _LONGEST_SIDE = 1.5, 2_500


def without_trace(page: Any, to_page: Matrix, suspects: Mapping[int, tuple[Any, Box | None]]) -> list[int]:
    """Those of the suspects, each its handle and its box, that may be taken off the page without a change that is seen.

    What clips, masks and blends do to a text, only drawing the page can tell.
    """
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    scale = min(_DOTS_A_POINT, _LONGEST_SIDE / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    before = _drawn(page, size)
    for item, _ in suspects.values():
        raw.FPDFPageObj_SetIsActive(item, False)
    after = _drawn(page, size)
    back = _inverse(to_page)
    return [
        owner
        for owner, (_, box) in suspects.items()
        if box is not None and not _differ(before, after, size, _on_bitmap(page, placed(box, back), size))
    ]


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


def placed(box: Box, matrix: Matrix) -> Box:
    """A box under a matrix."""
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
