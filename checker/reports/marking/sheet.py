"""One PDF page as its reader saw it: from boxes counted on the upright page back to the page's own coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from checker.reading import pdf as reader
from checker.reading.document import Box

Point = tuple[float, float]
# So many lines tell which way up a page was read.
SAMPLE = 6
# A page whose words are under their boxes to this share was read that way up; a scan has no words, and was read as shown.
UNDER = 0.5


class Letter(NamedTuple):
    """A letter of the page and its box (x0, y0, x1, y1) in the page's own coordinates, where y grows upwards."""

    letter: str
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its visible box (left, bottom, right, top) in its own coordinates.

    `shown` and `read` are the quarter turns clockwise by which it is shown, and by which it was turned to be read.
    """

    box: Box
    shown: int
    read: int
    letters: Sequence[Letter]

    def corners(self, box: Box, turn: int) -> tuple[Point, Point, Point, Point]:
        """Upper left, upper right, lower left and lower right corner of a box of the page after `turn` quarter turns."""
        x0, top, x1, bottom = box
        return (self._own(x0, top, turn), self._own(x1, top, turn), self._own(x0, bottom, turn), self._own(x1, bottom, turn))

    def inside(self, box: Box) -> list[Letter]:
        """The letters whose middle lies in a box of the page as it was read, from left to right; their boxes are such boxes."""
        (x0, x1), (y0, y1) = (sorted((min(axis), max(axis))) for axis in zip(*self.corners(box, self.read), strict=True))
        found = [
            letter
            for letter in self.letters
            if x0 <= (letter.box[0] + letter.box[2]) / 2 <= x1 and y0 <= (letter.box[1] + letter.box[3]) / 2 <= y1
        ]
        return sorted((Letter(letter, self._upright(own)) for letter, own in found), key=lambda letter: letter.box[0])

    def _own(self, x: float, y: float, turn: int) -> Point:
        left, bottom, right, top = self.box
        return ((x + left, top - y), (y + left, x + bottom), (right - x, y + bottom), (right - y, top - x))[turn]

    def _upright(self, own: Box) -> Box:
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = own
        return (
            (x0 - left, top - y1, x1 - left, top - y0),
            (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            (right - x1, y0 - bottom, right - x0, y1 - bottom),
            (top - y1, right - x1, top - y0, right - x0),
        )[self.read]


@contextmanager
def sheets(data: bytes) -> Iterator[Sheets]:
    """The pages of a PDF. pdfium is held meanwhile: two threads must not enter it."""
    with reader.PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            yield Sheets(document)
        finally:
            document.close()


class Sheets:
    """The pages of an open PDF by number, from 1."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def sheet(self, number: int, lines: Sequence[tuple[Box, str]]) -> Sheet:
        """A page; `lines` are boxes of its lines, each with the text in it, and tell which way up it was read."""
        page = self._document[number - 1]
        bounds = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, bounds)
        box = (bounds.left, bounds.bottom, bounds.right, bounds.top)
        shown = raw.FPDFPage_GetRotation(page) % 4
        letters = list(_letters(page))
        page.close()
        turns = [shown, *(turn for turn in range(4) if turn != shown)]
        tried = (Sheet(box, shown, turn, letters) for turn in turns)
        return next((sheet for sheet in tried if _under(sheet, lines) >= UNDER), Sheet(box, shown, shown, letters))


def _letters(page: Any) -> Iterator[Letter]:
    text_page = raw.FPDFText_LoadPage(page)
    try:
        bounds = raw.FS_RECTF()
        for index in range(raw.FPDFText_CountChars(text_page)):
            code = raw.FPDFText_GetUnicode(text_page, index)
            if code > 0x20 and raw.FPDFText_GetLooseCharBox(text_page, index, bounds):
                yield Letter(chr(min(code, 0x10FFFF)), (bounds.left, bounds.bottom, bounds.right, bounds.top))
    finally:
        raw.FPDFText_ClosePage(text_page)


def _under(sheet: Sheet, lines: Sequence[tuple[Box, str]]) -> float:
    """The share of the letters of some lines that are in their boxes if the page was read that way up."""
    there = wanted = 0
    for box, text in lines[:SAMPLE]:
        letters = set("".join(text.split()))
        there += len(letters & {letter.letter for letter in sheet.inside(box)})
        wanted += len(letters)
    return there / wanted if wanted else 0.0
