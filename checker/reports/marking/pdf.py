"""PDF: highlights over the very sentences, each with its remark, and the verdict as a note at the top of the first page."""

from __future__ import annotations

import io
import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Popup, Text
from pypdf.constants import AnnotationFlag
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from checker.assessment import Assessment
from checker.checks.finding import Severity
from checker.reading.document import Box, Document
from checker.reports.marking import remarks
from checker.reports.marking.remarks import AUTHOR, Marked, Note
from checker.reports.marking.sheet import Letter, Point, Sheet, Sheets, sheets

# What pypdf mends in a file it tells the log, which would end up on the terminal.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# Light enough that black letters stay easy to read when printed without colour.
COLOURS: dict[Severity, str] = {"high": "ffb3b0", "medium": "ffdf8a", "low": "fff7b0"}
# Where the verdict's sign stands on the first page, and how large windows of remarks open, in points.
SIGN: Box = (18.0, 18.0, 38.0, 38.0)
WINDOW = (220.0, 120.0)
SHOWN = AnnotationFlag.PRINT
UPRIGHT = AnnotationFlag.PRINT | AnnotationFlag.NO_ZOOM | AnnotationFlag.NO_ROTATE
# Han and full-width marks are as wide as they are high, Latin letters and digits about half as wide.
NARROW = 0.5


class Strip(NamedTuple):
    """A part of a line: the page and box of the line, its text, and which characters of it."""

    page: int
    box: Box
    text: str
    first: int
    last: int


def mark(assessment: Assessment, data: bytes) -> Marked:
    """The PDF `data` with highlights. Raises many kinds of errors where it cannot be written to."""
    if assessment.material is None:
        raise ValueError("an unreadable file cannot be marked")
    read = assessment.material.document
    original = PdfReader(io.BytesIO(data))
    # Written back it would be open to all: its owner did not want that.
    if original.is_encrypted or len(original.pages) != read.pages:
        raise ValueError("encrypted or broken")
    writer = PdfWriter(clone_from=original)
    elsewhere: list[str] = []
    more: list[str] = []
    notes = remarks.notes(assessment)
    with sheets(data) as pages:
        known = _Known(read, pages)
        for note in notes:
            if not _highlight(writer, known, note, list(_strips(read, note.start, note.end))):
                elsewhere += note.ids
                more.append(remarks.moved(assessment, note))
        _sign(writer, known.sheet(1), remarks.overall(assessment, *more))
    out = io.BytesIO()
    writer.write(out)
    return remarks.result(".pdf", out.getvalue(), notes, elsewhere)


class _Known:
    """The sheets that were asked for already."""

    def __init__(self, read: Document, pages: Sheets) -> None:
        self._pages = pages
        self._sheets: dict[int, Sheet] = {}
        self._lines: dict[int, list[tuple[Box, str]]] = defaultdict(list)
        for paragraph in read.paragraphs:
            for place in paragraph.places:
                if place.page is not None and place.box is not None:
                    self._lines[place.page].append((place.box, paragraph.text[place.start : place.end]))

    def sheet(self, number: int) -> Sheet:
        """Page `number`, from 1."""
        if number not in self._sheets:
            self._sheets[number] = self._pages.sheet(number, self._lines[number])
        return self._sheets[number]


def _strips(read: Document, start: int, end: int) -> Iterator[Strip]:
    """The parts of lines that hold the characters `start`…`end` of the text."""
    for index in range(read.paragraph_at(start), len(read.paragraphs)):
        base, text = read.starts[index], read.paragraphs[index].text
        if base >= end:
            return
        for place in read.paragraphs[index].places:
            first, last = max(start - base, place.start), min(end - base, place.end)
            if first < last and place.page is not None and place.box is not None:
                own = text[place.start : place.end]
                yield Strip(place.page, place.box, own, first - place.start, last - place.start)


def _part(sheet: Sheet, strip: Strip) -> Box:
    """The box of the characters of a line that a strip is about."""
    x0, top, x1, bottom = strip.box
    if strip.last - strip.first == len(strip.text):
        return strip.box
    if letters := _found(sheet, strip):
        return (letters[0].box[0], top, letters[-1].box[2], bottom)
    whole = _width(strip.text) or 1.0
    before, until = _width(strip.text[: strip.first]), _width(strip.text[: strip.last])
    return (x0 + (x1 - x0) * before / whole, top, x0 + (x1 - x0) * until / whole, bottom)


def _found(sheet: Sheet, strip: Strip) -> list[Letter]:
    """The letters of a strip on the page; none where the line is not found letter for letter, as on a scan.

    A letter that is not expected next is one printed twice to look bold.
    """
    wanted = [index for index, letter in enumerate(strip.text) if not letter.isspace()]
    own: list[Letter] = []
    position = 0
    for letter in sheet.inside(strip.box):
        if position < len(wanted) and strip.text[wanted[position]] == letter.letter:
            if strip.first <= wanted[position] < strip.last:
                own.append(letter)
            position += 1
    return own if position == len(wanted) else []


def _width(text: str) -> float:
    return sum(NARROW if character.isascii() else 1.0 for character in text)


def _highlight(writer: PdfWriter, known: _Known, note: Note, strips: list[Strip]) -> bool:
    """Mark a note at its lines, on every page that they are on; whether there were any."""
    by_page: dict[int, list[Strip]] = defaultdict(list)
    for strip in strips:
        by_page[strip.page].append(strip)
    for number, parts in by_page.items():
        sheet = known.sheet(number)
        quads = [sheet.corners(_part(sheet, part), sheet.read) for part in parts]
        points = [point for quad in quads for point in quad]
        area = _around(points)
        numbers = ArrayObject(FloatObject(round(value, 2)) for point in points for value in point)
        mark = Highlight(rect=area, quad_points=numbers, highlight_color=COLOURS[note.severity])
        _attach(writer, number, mark, note.text, SHOWN, area)
    return bool(by_page)


def _sign(writer: PdfWriter, sheet: Sheet, text: str) -> None:
    area = _around(sheet.corners(SIGN, sheet.shown))
    _attach(writer, 1, Text(rect=area, text="", open=False), text, UPRIGHT, area)


def _attach(writer: PdfWriter, number: int, mark: DictionaryObject, text: str, flags: AnnotationFlag, area: Box) -> None:
    """Put a mark on a page, with its remark in a window beside it."""
    mark[NameObject("/Contents")] = TextStringObject(text)
    mark[NameObject("/T")] = TextStringObject(AUTHOR)
    mark[NameObject("/F")] = NumberObject(int(flags))
    parent = writer.add_annotation(number - 1, mark)
    width, height = WINDOW
    window = Popup(rect=(area[2], area[3] - height, area[2] + width, area[3]), parent=parent)
    popup = writer.add_annotation(number - 1, window)
    reference = popup.indirect_reference
    if reference is not None:
        parent[NameObject("/Popup")] = reference


def _around(points: tuple[Point, ...] | list[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return (round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))
