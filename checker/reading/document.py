"""What a reader hands on: the text of one file as paragraphs, each knowing where it stands in the file.

Offsets are counted in `Document.text`, which is the paragraphs joined by line feeds. A `Place` leads from an
offset back to the Word paragraph, the page and box or the cell; nothing above this layer needs to know the format.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from checker.reading.counting import characters

Story = Literal["body", "table", "textbox", "footnote", "picture", "header", "footer"]
Box = tuple[float, float, float, float]


def in_table(story: Story) -> Story:
    """The story of what stands in the cells of a table that is in this story."""
    return "table" if story in ("body", "textbox") else story


def in_box(story: Story) -> Story:
    """The story of what stands in a text box that hangs in this story."""
    return "textbox" if story in ("body", "table") else story


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run of a paragraph's text stands in the file.

    `start` and `end` are offsets into the paragraph's text. For Word `block` is the path of the paragraph
    inside its story (``"12"``; ``"7/0/1/0"`` is table 7, row 0, cell 1, paragraph 0); for a sheet it is the cell
    (``"台账!B7"``); each reader's docstring says how its own paths count. For formats with pages `page` counts from 1 and `box`
    is (x0, top, x1, bottom) from the upper left corner of the page, in points (PDF), millimetres (OFD) or pixels (pictures).
    """

    start: int
    end: int
    block: str | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader of the file would see it.

    The first `label_length` characters of `text` are an automatic number (``一、``) that the program which wrote
    the file shows but does not store as text. `level` is the heading level (1–9) that the file itself declares
    by style or outline, 0 where it declares none. `cell` is (table, row, column) inside a table. `confidence` (0–1) is
    how sure the recognition is of the letters, None where they were read as letters.
    """

    text: str
    story: Story = "body"
    level: int = 0
    centred: bool = False
    right_aligned: bool = False
    bold: bool = False
    size: float | None = None
    label_length: int = 0
    cell: tuple[int, int, int] | None = None
    places: tuple[Place, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of the file that is not in the document: `what` it is, in Chinese (``隐藏文字``), and how many characters it has.

    `characters` is None where nobody knows: a picture that was not recognised. `seen` says whether a person who opens
    the file sees it: an unread scan, but not what was deleted or hidden.
    """

    what: str
    characters: int | None = None
    seen: bool = False


class HiddenText(NamedTuple):
    """Text in the file that its reader never sees: `kind` says how it is kept from that, in Chinese (see `reading.hidden`).

    `text` is its beginning, `characters` how many it has, blanks not counted; it stands in or after the paragraph with the index
    `paragraph`.
    """

    kind: str
    text: str
    characters: int
    paragraph: int


@dataclass(frozen=True)
class Document:
    """The text of one file, and an account of what of the file is not in it.

    `notes` are remarks about the reading, in Chinese, for the report. `hidden` is what was put there and is not seen: it counts
    for nothing, and is told.
    """

    paragraphs: tuple[Paragraph, ...]
    format: str
    pages: int | None = None
    notes: tuple[str, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = field(default=())
    hidden: tuple[HiddenText, ...] = field(default=())

    @cached_property
    def text(self) -> str:
        """All paragraphs joined by line feeds: the text that offsets of findings and sentences count in."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Offset in `text` at which each paragraph begins."""
        starts, position = [], 0
        for paragraph in self.paragraphs:
            starts.append(position)
            position += len(paragraph.text) + 1
        return tuple(starts)

    @cached_property
    def sources(self) -> dict[Story, int]:
        """How many characters, blanks not counted, come from where in the file."""
        counts: dict[Story, int] = {}
        for paragraph in self.paragraphs:
            counts[paragraph.story] = counts.get(paragraph.story, 0) + characters(paragraph.text)
        return counts

    @property
    def share_read(self) -> float:
        """The share (0–1) of the text that a person sees in the file that is in the document, as far as it can be counted."""
        unread = sum(left.characters or 0 for left in self.left_out if left.seen)
        if not unread:
            return 1.0
        read = sum(self.sources.values())
        return read / (read + unread)

    @property
    def confidence(self) -> float | None:
        """How sure (0–1) the recognition is of the text as a whole; None where nothing was recognised from a picture."""
        if all(paragraph.confidence is None for paragraph in self.paragraphs):
            return None
        sure = sum(len(p.text) * (1.0 if p.confidence is None else p.confidence) for p in self.paragraphs)
        return sure / max(1, sum(len(p.text) for p in self.paragraphs))

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds `offset` of `text`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def places(self, start: int, end: int) -> list[Place]:
        """The places in the file that the characters `start`…`end` of `text` come from."""
        found = []
        for index in range(self.paragraph_at(start), len(self.paragraphs)):
            base = self.starts[index]
            if base >= end:
                break
            found += [place for place in self.paragraphs[index].places if place.start + base < end and place.end + base > start]
        return found


def distinct(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The first paragraph of each text: headers are repeated for every section and kind of page."""
    found: dict[str, Paragraph] = {}
    for paragraph in paragraphs:
        found.setdefault(paragraph.text, paragraph)
    return list(found.values())
