"""A walk over the stories of a Word binary file: from characters, marks and forms to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from checker.reading.counting import Allowance, characters
from checker.reading.document import Paragraph, Place, Story, distinct, in_box, in_table
from checker.reading.hidden import FLAT, PAPER, SWITCHED_OFF, TINIEST, TINY, Colour, Hoard, by_colour, colour
from checker.reading.word.binary import Binary, entries
from checker.reading.word.binary_drawings import BODY, HEADER, Drawings, Drawn
from checker.reading.word.binary_forms import Forms, Standing
from checker.reading.word.binary_lists import numbering
from checker.reading.word.binary_tables import Cell, cells
from checker.reading.word.lines import Line, finished
from checker.reading.word.styles import Form, Look

_HEADERS = 11
# Of a section: headers of even and odd pages, their footers, header and footer of the first page. Before all sections
# come as many texts that separate footnotes from the body.
_HEADER_KINDS: tuple[Story, ...] = ("header", "header", "footer", "footer", "header", "footer")

_PARAGRAPH, _CELL, _PAGE = "\r", "\a", "\f"
_MARK = re.compile(f"[{_PARAGRAPH}{_CELL}{_PAGE}]")
_CONTROL = re.compile("([\0-\b\n-\x1f])")
_PICTURE, _ANCHOR, _FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x01", "\b", "\x13", "\x14", "\x15"
_SYMBOL, _SHOWN, _REMOVED = "□", "shown", "removed"
_ON_PAPER = frozenset({"body", "footnote", "endnote"})
# Line, page and column breaks; a hyphen that does not break. Other characters below the blank do not show.
_VISIBLE = {"\v": "\n", _PAGE: "\n", "\x0e": "\n", "\n": " ", "\x1e": "-"}


class _Block(NamedTuple):
    """A Word paragraph: the CPs of its first character and of its mark."""

    start: int
    mark: int
    form: Form
    standing: Standing


class _Visible:
    """Collects the visible text of Word paragraphs that run on into each other."""

    def __init__(self, binary: Binary, forms: Forms, story: str) -> None:
        self.lines = [Line()]
        # The anchors of drawings: their places in the story, and what became of the text there.
        self.anchors: list[tuple[int, str]] = []
        self.hidden: list[tuple[str, str]] = []
        self.removed = self.pictures = 0
        self._text, self._forms, self._story = binary.text, forms, story
        self._first = binary.stories[story].start
        # One entry for each open field, true while its code is still running. A field left open ends with its paragraph:
        # otherwise one stray mark would swallow the rest of the file.
        self._fields: list[bool] = []

    def add(self, start: int, end: int, look: Look, plain_ground: bool) -> None:
        """Write on with the characters `start`…`end` of a paragraph that has this look.

        On a `plain_ground` stands what is on paper, but for its own shading.
        """
        self._fields = []
        paper = PAPER if plain_ground else None
        self._begin(start)
        for at, stop, run in self._forms.runs(start, end, look):
            fate = _REMOVED if run.removed else _kind(run.look, paper) or _SHOWN
            for piece in _CONTROL.split(self._text[at:stop]):
                if _CONTROL.match(piece):
                    self._control(piece, at, run.look, fate)
                elif piece and True not in self._fields:
                    self._write(_SYMBOL if run.symbol and piece == "(" else piece, run.look, fate)
                at += len(piece)

    def _begin(self, place: int) -> None:
        self.lines[-1].begin(f"{self._story}{place - self._first}")

    def _control(self, control: str, place: int, look: Look, fate: str) -> None:
        if control == _FIELD_BEGIN:
            self._fields.append(True)
        elif control == _FIELD_RESULT and self._fields:
            self._fields[-1] = False
        elif control == _FIELD_END and self._fields:
            self._fields.pop()
        elif True in self._fields:
            return
        elif control == _ANCHOR:
            self.anchors.append((place - self._first, fate))
        elif control == _PICTURE:
            self.pictures += fate == _SHOWN
        elif (text := _VISIBLE.get(control, "")) != "\n":
            self._write(text, look, fate)
        elif fate == _SHOWN:
            self.lines.append(Line())
            self._begin(place + 1)

    def _write(self, text: str, look: Look, fate: str) -> None:
        if fate == _SHOWN:
            self.lines[-1].add(text, look)
        elif fate == _REMOVED:
            self.removed += visible_length(text)
        elif not look.separator:
            self.hidden.append((fate, _CONTROL.sub("", text)))


def _kind(look: Look, paper: Colour | None) -> str:
    """How words of this look are hidden, empty where they are seen."""
    if look.hidden:
        return SWITCHED_OFF
    if look.away or look.narrow:
        return look.away or FLAT
    if look.size is not None and look.size <= TINIEST:
        return TINY
    letters = colour(look.colour)
    if letters is None or look.effect:
        return ""
    return by_colour(letters, colour(look.ground) if look.ground else paper)


class Walker:
    """Collects the paragraphs of all stories of one file and the hidden text, counts characters `removed`, and pictures."""

    def __init__(self, binary: Binary) -> None:
        self.paragraphs: list[Paragraph] = []
        self.hidden = Hoard()
        self.removed = self.pictures = 0
        # Whether the table that is being read shades a cell: which one is not worth knowing.
        self._shaded = False
        self._binary, self._forms = binary, Forms(binary)
        self._numbering = numbering(binary)
        self._tables = count()
        self._allowance = Allowance()
        # No story overlaps another; where structures claim so, what was read is not read again and again.
        self._unread = len(binary.text)

    def body(self) -> None:
        """Read the body; text boxes without a known anchor come after it."""
        drawings = Drawings(self._binary, BODY)
        self._read("body", self._binary.stories["body"], "body", drawings)
        for drawn in drawings.rest():
            self._drawn(drawn, "body", "body", 0)

    def notes(self) -> None:
        """Read the footnotes and endnotes."""
        for name in ("footnote", "endnote"):
            self._read(name, self._binary.stories[name], "footnote")

    def margins(self) -> None:
        """Read each distinct paragraph of headers, then of footers."""
        whole = self._binary.stories["header"]
        drawings = Drawings(self._binary, HEADER)
        parts = [(start, end) for start, end, _ in entries(self._binary.part(_HEADERS), 0)]
        for story in ("header", "footer"):
            before = len(self.paragraphs)
            for index, (start, end) in enumerate(parts):
                if index >= len(_HEADER_KINDS) and _HEADER_KINDS[index % len(_HEADER_KINDS)] == story:
                    self._read("header", _within(whole, start, end), story, drawings)
            if story == "header" and not parts:
                self._read("header", whole, "header")
            self.paragraphs[before:] = distinct(self.paragraphs[before:])

    def _read(self, name: str, places: range, story: Story, drawings: Drawings | None = None) -> None:
        if len(places) > self._unread:
            return
        self._unread -= len(places)
        blocks = list(self._blocks(places))
        self._shaded = any(block.standing.shaded for block in blocks)
        joined: list[_Block] = []
        for block, cell in zip(blocks, cells((block.standing for block in blocks), self._tables), strict=True):
            joined.append(block)
            if block.form.mark_removed and self._binary.text[block.mark : block.mark + 1] == _PARAGRAPH:
                continue
            if not block.standing.row_end or joined[0].start < block.mark:
                self._paragraph(name, joined, story, cell, drawings)
            joined = []
        if joined:
            self._paragraph(name, joined, story, None, drawings)

    def _blocks(self, places: range) -> Iterator[_Block]:
        """The Word paragraphs of a story, and what ends the rows of tables."""
        start = places.start
        while start < places.stop:
            mark = self._mark(start, places.stop)
            form, standing = self._forms.paragraph(min(mark, places.stop - 1))
            if self._binary.text[mark : mark + 1] == _CELL:
                standing = standing._replace(depth=max(standing.depth, 1), cell_end=True)
            yield _Block(start, mark, form, standing)
            start = mark + 1

    def _mark(self, start: int, end: int) -> int:
        """Where the paragraph ends that begins at `start`."""
        for match in _MARK.finditer(self._binary.text, start, end):
            if match[0] != _PAGE or self._forms.ends_paragraph(match.start()):
                return match.start()
        return end

    def _paragraph(self, name: str, joined: list[_Block], story: Story, cell: Cell | None, drawings: Drawings | None) -> None:
        visible = _Visible(self._binary, self._forms, name)
        for block in joined:
            # Of boxes and of what floating pictures lie under nothing is known.
            plain = name in _ON_PAPER and not (block.standing.depth and self._shaded) and not (drawings and drawings.pictures)
            visible.add(block.start, block.mark, block.form.look, plain)
        self.removed += visible.removed
        self.pictures += visible.pictures
        for place, fate in visible.anchors:
            for drawn in () if drawings is None else drawings.take(place):
                self._drawn(drawn, name, story, place, fate)
        form = joined[-1].form
        lines = [line for line in visible.lines if line.text.strip()]
        if visible.hidden:
            self.hidden.add(visible.hidden, len(self.paragraphs) - (not lines))
        is_unseen = form.mark_hidden and not any(line.length for line in visible.lines)
        label = "" if is_unseen else self._numbering.label(form.num_id, form.num_level, form.style)
        if joined[-1].standing.depth:
            story = in_table(story)
        for line in lines:
            self._allowance.spend(line.length)
            self.paragraphs.append(finished(line, label, form, story, None if self._binary.old else cell))
            label = ""

    def _drawn(self, drawn: Drawn, name: str, story: Story, place: int, fate: str = _SHOWN) -> None:
        """Read what hangs on an anchor, or count it where the anchor does not show."""
        boxes = "textbox" if name == "body" else "headerbox"
        box = _within(self._binary.stories[boxes], drawn.box.start, drawn.box.stop)
        if fate != _SHOWN:
            text = drawn.art + _CONTROL.sub("", self._binary.text[box.start : box.stop])
            if fate == _REMOVED:
                self.removed += characters(text)
            else:
                self.hidden.add([(fate, text)], len(self.paragraphs) - 1)
            return
        self.pictures += drawn.picture
        self._read(boxes, box, in_box(story))
        if art := _CONTROL.sub(" ", drawn.art).strip():
            self._allowance.spend(len(art))
            self.paragraphs.append(Paragraph(art, in_box(story), places=(Place(0, len(art), f"{name}{place}"),)))


def visible_length(text: str) -> int:
    """How many characters of a stretch of a file show, blanks not counted."""
    return characters(_CONTROL.sub("", text))


def _within(story: range, start: int, end: int) -> range:
    """The CPs of a part of a story, of which it says where it begins and ends."""
    return range(min(story.start + start, story.stop), min(story.start + end, story.stop))
