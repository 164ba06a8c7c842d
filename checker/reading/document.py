"""What a reader hands on: the text of one file as paragraphs, each knowing where it stands in the file.

Offsets are counted in `Document.text`, which is the paragraphs joined by line feeds. A `Place` leads from an
offset back to the Word paragraph or to the PDF page and box; nothing above this layer needs to know the format.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Story = Literal["body", "table", "textbox", "footnote", "header", "footer"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run of a paragraph's text stands in the file.

    `start` and `end` are offsets into the paragraph's text. For Word `block` is the path of the paragraph
    inside its story (``"12"``; ``"7/0/1/0"`` is table 7, row 0, cell 1, paragraph 0). For PDF `page` counts
    from 1 and `box` is (x0, top, x1, bottom) in points from the upper left corner of the page.
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
    by style or outline, 0 where it declares none. `cell` is (table, row, column) inside a table.
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


@dataclass(frozen=True)
class Document:
    """The text of one file. `notes` are remarks about the reading, in Chinese, for the report."""

    paragraphs: tuple[Paragraph, ...]
    format: str
    pages: int | None = None
    notes: tuple[str, ...] = field(default=())

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
