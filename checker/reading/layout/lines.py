"""Lines with geometry → paragraphs, for every format that knows where a line stands and not where a paragraph ends.

All measures are relative to the size of the letters, so points, millimetres and pixels do alike. y grows downwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from statistics import median_low
from typing import Literal

from checker.reading.document import Paragraph, Place, Story
from checker.reading.layout.rows import Line, confidence_of

Side = Literal["", "centred", "right"]

# GB/T 9704 starts the text at 12.5 % and puts the page number at 90 % of the height.
HEAD_ZONE, FOOT_ZONE = 0.12, 0.85
# First pages go without a running head and odd and even ones may differ, so half of the pages is too many to ask.
RUNNING_SHARE = 0.4
# A line shorter than this says nothing about where the right edge is.
LONG = 12.0
# An edge counts when this share of the lines touches it: hanging punctuation and outliers do not.
EDGE_SHARE, EDGE_TOLERANCE = 0.2, 0.6
# A full line may lack one letter and a bit, because punctuation must not begin the next one.
SLACK = 1.6
# Where paragraphs are indented, a line at the left edge goes on anyway; narrow quotes leave ragged lines this short.
INDENTED_SLACK = 3.5
# Justified full lines end within this of the edge; the last line of a paragraph hardly ever does by chance.
JUSTIFIED = 0.4
# First-line indents are two letters; what is under one is a shaky left edge, what is over four is no indent.
INDENT, DEEP_INDENT = 0.8, 4.5
# Titles are 22 pt over 16 pt; bold or another font makes no more than 10 % difference.
LARGER, TITLE, SAME_SIZE = 1.1, 1.3, 0.12
# A gap between two lines that is wider than this, in leadings, parts paragraphs.
WIDE_GAP = 1.3
# Footnotes are 9–10.5 pt under 12–16 pt.
FOOTNOTE_SIZE = 0.87

STOPS = "。！？；：.!?;:…”’）"
_DASHES = "-—–－─―·•~～"
_NUMBER = r"[一二三四五六七八九十百〇\d]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"[{_DASHES}\s]*\d{{1,4}}[{_DASHES}\s]*|第?\s*\d{{1,4}}\s*(页|/)\s*[,，]?\s*(共\s*)?\d{{0,4}}\s*页?|[Pp]age\s*\d+(\s*of\s*\d+)?"
)
_LABEL = re.compile(
    rf"{_NUMBER}、|[（(]{_NUMBER}[）)]|\d{{1,2}}[.．](?!\d)|第{_NUMBER}[章节条部，、]|[①-⑳⑴-⒇㈠-㈩●■◆▪•]|附件\d*[:：]"
)
_FOOTNOTE = re.compile(r"[①-⑳*]|[\[［【〔(（]?\d{1,2}[\]］】〕)）]?\D")
_LEADER = re.compile(r"[.…·]{4,}\s*\d*$")  # a line of a table of contents
# A letter and the marks after it that must not begin a line: 赛，  人”。
_TIED = re.compile(r"\S[，。、；：！？”’）》」』…]+")
_WORD = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its lines, and between them ready paragraphs (a table), in reading order."""

    number: int
    width: float
    height: float
    items: tuple[Line | tuple[Paragraph, ...], ...]

    @property
    def lines(self) -> list[Line]:
        """The lines of text on the page, tables left out."""
        return [item for item in self.items if isinstance(item, Line)]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text of a page, or of a column, begins and ends, how large it is and how far its lines are apart."""

    left: float
    right: float
    size: float
    leading: float
    justified: bool


def to_paragraphs(sheets: Sequence[Sheet]) -> list[Paragraph]:
    """Body and tables in reading order, then footnotes, then each running head and foot once."""
    sheets, running = _without_running(sheets)
    body_size = _body_size(line for sheet in sheets for line in sheet.lines)
    sheets, footnotes = _without_footnotes(sheets, body_size)
    return _Joiner(sheets).body() + [_paragraph(group, "footnote") for group in footnotes] + running


def joined(lines: Sequence[Line]) -> tuple[str, tuple[Place, ...]]:
    """The text of several lines as one, and the place of each."""
    text = ""
    places: list[Place] = []
    for line in lines:
        if text.endswith(("\x02", "\xad")):  # a word divided at the end of the line
            text = text[:-1]
            places[-1] = replace(places[-1], end=len(text))
        elif text:
            text += _blank_at_break(text[-1], line.text[0])
        start = len(text)
        text += line.text
        places.append(Place(start, len(text), page=line.page, box=line.box))
    return text.replace("\x02", "-"), tuple(place for place in places if place.start < place.end)


def _blank_at_break(left: str, right: str) -> str:
    return " " if left.isascii() and right.isascii() and left not in "-/(" and not (left.isdigit() and right.isdigit()) else ""


def _without_running(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Paragraph]]:
    """Takes page numbers and running heads and feet out, and gives each once."""
    zones: list[list[tuple[Line, Story, str]]] = []
    for sheet in sheets:
        zone = []
        for line in sheet.lines:
            story: Story = "header" if line.bottom <= HEAD_ZONE * sheet.height else "footer"
            if story == "header" or line.top >= FOOT_ZONE * sheet.height:
                zone.append((line, story, re.sub(r"\d+", "#", line.text.replace(" ", ""))))
        zones.append(zone)
    seen = Counter(key for zone in zones for key in {(story, digits) for _, story, digits in zone})
    needed = max(2, RUNNING_SHARE * len(sheets))
    running: dict[tuple[Story, str], Paragraph] = {}
    rest = []
    for sheet, zone in zip(sheets, zones, strict=True):
        dropped = set()
        for line, story, key in zone:
            if _PAGE_NUMBER.fullmatch(line.text) or seen[story, key] >= needed:
                dropped.add(line)
                running.setdefault((story, key), _paragraph([line], story))
        rest.append(replace(sheet, items=tuple(i for i in sheet.items if not (isinstance(i, Line) and i in dropped))))
    return rest, sorted(running.values(), key=lambda paragraph: paragraph.story == "footer")


def _without_footnotes(sheets: Sequence[Sheet], body_size: float) -> tuple[list[Sheet], list[list[Line]]]:
    """Takes the small print at the end of a page out of the flow, so that a sentence can go on over the page."""
    footnotes: list[list[Line]] = []
    rest = []
    for sheet in sheets:
        items = list(sheet.items)
        small: list[Line] = []
        while items and isinstance(item := items[-1], Line) and item.size <= FOOTNOTE_SIZE * body_size:
            small.insert(0, item)
            items.pop()
        if not small or not items or not _FOOTNOTE.match(small[0].text):
            rest.append(sheet)
            continue
        rest.append(replace(sheet, items=tuple(items)))
        for line in small:
            if _FOOTNOTE.match(line.text):
                footnotes.append([])
            footnotes[-1].append(line)
    return rest, footnotes


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _paragraph(lines: Sequence[Line], story: Story, side: Side = "") -> Paragraph:
    text, places = joined(lines)
    size = round(lines[0].size * 2) / 2
    centred, right_aligned, confidence = side == "centred", side == "right", confidence_of(lines)
    return Paragraph(text, story, 0, centred, right_aligned, size=size, places=places, confidence=confidence)


def _common_edge(values: list[float], tolerance: float) -> float:
    """The smallest value that a fair share of the others lies close behind."""
    values = sorted(values)
    needed = max(1, ceil(EDGE_SHARE * len(values)))
    for index, value in enumerate(values):
        if bisect_right(values, value + tolerance) - index >= needed:
            return value
    return values[0]


class _Joiner:
    """Decides for each two neighbouring lines whether they are one paragraph."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.frames = self._frames()
        self.indented = False
        self.indented = self._is_indented()

    def body(self) -> list[Paragraph]:
        paragraphs: list[Paragraph] = []
        group: list[Line] = []

        def close() -> None:
            if group:
                paragraphs.append(_paragraph(group, "body", self._side(group[0])))
                group.clear()

        for sheet in self.sheets:
            for item in sheet.items:
                if not isinstance(item, Line):
                    close()
                    paragraphs += item
                    continue
                if group and not self._continues(group, item):
                    close()
                group.append(item)
        close()
        return paragraphs

    def _frames(self) -> dict[tuple[int, int], Frame]:
        """A frame for each page and column; pages with too few long lines take that of all pages as wide."""
        own: dict[tuple[int, int], list[Line]] = defaultdict(list)
        alike: dict[tuple[int, int], list[Line]] = defaultdict(list)
        width = {sheet.number: round(sheet.width) for sheet in self.sheets}
        for sheet in self.sheets:
            for line in sheet.lines:
                own[sheet.number, line.column].append(line)
                alike[width[sheet.number], line.column].append(line)
        shared = {key: self._frame(lines) for key, lines in alike.items()}
        frames = {}
        for (page, column), lines in own.items():
            enough = sum(self._is_long(line) for line in lines) >= 4
            frames[page, column] = self._frame(lines) if enough else shared[width[page], column]
        return frames

    def _frame(self, lines: list[Line]) -> Frame:
        em = _body_size(lines)
        plain = [line for line in lines if self._same_size(line.size, em)] or lines
        long = [line for line in plain if self._is_long(line)] or plain
        left = _common_edge([line.x0 for line in plain], EDGE_TOLERANCE * em)
        right = -_common_edge([-line.x1 for line in long], EDGE_TOLERANCE * em)
        pitches = [b.top - a.top for a, b in pairwise(plain) if 0 < b.top - a.top < 4 * em]
        at_edge = sum(abs(line.x1 - right) <= JUSTIFIED * em for line in long)
        return Frame(left, right, em, median_low(pitches) if pitches else 1.5 * em, at_edge >= 0.6 * len(long))

    def _is_indented(self) -> bool:
        """Whether paragraphs of this text begin with an indent: seen on the lines after a line that is not full."""
        starts = []
        for sheet in self.sheets:
            lines = sheet.lines
            for previous, line in pairwise(lines):
                if not (self._side(previous) or self._side(line) or self._is_full(previous, line)):
                    starts.append(INDENT < self._indent(line) < DEEP_INDENT)
        return sum(starts) * 2 >= len(starts)

    def _continues(self, group: list[Line], line: Line) -> bool:
        previous = group[-1]
        if not self._same_size(previous.size, line.size):
            return False
        together = previous.page == line.page and previous.column == line.column
        if together and line.top - previous.top > WIDE_GAP * max(self._frame_of(line).leading, 1.25 * line.size):
            return False
        sides = self._side(previous), self._side(line)
        if sides[0] or (sides[1] and not self._starts_flush(group, line)):
            larger = self._is_larger(line)
            return sides == ("centred", "centred") and larger and together and not line.text.startswith(("—", "-"))
        if not self._is_full(previous, line) or not self._starts_flush(group, line):
            return False
        return not self._opens(previous, line)

    def _opens(self, previous: Line, line: Line) -> bool:
        """Whether a line without an indent is the start of a heading, of an item or, after a tight stop, of a paragraph."""
        stopped = previous.text.endswith(tuple(STOPS))
        if _LABEL.match(line.text):
            return stopped or not self.indented
        frame = self._frame_of(previous)
        loose = frame.justified and previous.x1 < frame.right - JUSTIFIED * previous.size
        return stopped and loose and not self.indented

    def _starts_flush(self, group: list[Line], line: Line) -> bool:
        if self._indent(line) <= INDENT:
            return True
        if group[-1].page != line.page:
            return False
        # A block that is indented as a whole goes on at its own edge, or left of its first line.
        step = (line.x0 - group[-1].x0) / line.size
        if step < -INDENT or (abs(step) < EDGE_TOLERANCE and (len(group) > 1 or not self.indented)):
            return True
        # "1. …" whose further lines hang under the first word
        hang = (line.x0 - group[0].x0) / line.size
        return len(group) == 1 and bool(_LABEL.match(group[0].text)) and INDENT < hang < DEEP_INDENT

    def _is_full(self, line: Line, following: Line) -> bool:
        """Whether the beginning of the following line had no more room on this one."""
        if _LEADER.search(line.text):
            return False
        room = INDENTED_SLACK if self.indented else SLACK
        if (word := _WORD.match(following.text)) or (word := _TIED.match(following.text)):
            room = max(room, 0.6 + sum(0.55 if character.isascii() else 1.0 for character in word.group()))
        return line.x1 >= self._frame_of(line).right - room * line.size

    def _side(self, line: Line) -> Side:
        frame = self._frame_of(line)
        before, after = (line.x0 - frame.left) / line.size, (frame.right - line.x1) / line.size
        larger = self._is_larger(line)
        # A line of a heading that happens to be full is as far from both edges as a centred one; only a title is trusted there.
        far = 3.0 if not larger else 0.5 if line.size < TITLE * frame.size else -1.0
        if abs(before - after) <= 1.2 and before >= far:
            return "centred"
        if not larger and before * line.size >= 0.4 * (frame.right - frame.left) and after <= 5.5:
            return "right"
        return ""

    def _is_larger(self, line: Line) -> bool:
        return line.size > LARGER * self._frame_of(line).size

    def _indent(self, line: Line) -> float:
        return (line.x0 - self._frame_of(line).left) / line.size

    def _frame_of(self, line: Line) -> Frame:
        return self.frames[line.page, line.column]

    def _is_long(self, line: Line) -> bool:
        return line.x1 - line.x0 > LONG * line.size

    def _same_size(self, one: float, other: float) -> bool:
        return abs(one - other) <= SAME_SIZE * max(one, other)
