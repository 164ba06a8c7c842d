"""A page's letters in parts of lines, in tables or outside -> the lines and tables of a sheet in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from checker.reading.counting import characters
from checker.reading.document import Paragraph
from checker.reading.hidden import TINIEST, TINY, Hoard
from checker.reading.layout.grids import Grid
from checker.reading.layout.lines import Sheet, joined, to_paragraphs
from checker.reading.layout.rows import Line, assemble

# Under so many letters a page counts as empty.
FEW_LETTERS = 20
# An image over half of the page is a scan; so many paths without text are letters turned into outlines.
SCAN_SHARE, OUTLINES = 0.5, 200
# Watermarks stand askew; text at right angles is that of a table or of a turned page, and a straightened scan with a text
# layer does not reach this.
ASKEW_DEGREES = 8.0
# From this share of letters that cannot be meant on a page is unreadable.
GIBBERISH_SHARE = 0.3
# A letter that begins before this share of the same letter before it has passed is printed twice, to look bold.
SHADOW = 0.4
# A page of which so much is set in dots was made smaller as a whole.
DOTS_SHARE = 0.8
# A cell this wide, in letters, holds a text of its own rather than an entry.
WIDE_CELL = 14.0
# A line of a cell that ends this much before the longest one was ended on purpose.
CELL_SLACK = 2.0


class Unseen(NamedTuple):
    """Hidden letters that stand together: how, the text, and how far down the page they begin."""

    kind: str
    text: str
    top: float


@dataclass(slots=True)
class PageContent:
    """The text of a page in parts of lines, each outside of all tables (None) or in a cell (table, row, column).

    `unseen` is text that is there and is not seen.
    """

    width: float
    height: float
    grids: list[Grid] = field(default_factory=list)
    parts: list[tuple[tuple[int, int, int] | None, Line]] = field(default_factory=list)
    letters: int = 0
    gibberish: bool = False
    picture_share: float = 0.0
    paths: int = 0
    unseen: list[Unseen] = field(default_factory=list)

    @property
    def is_scan(self) -> bool:
        """Whether the page has to be read as a picture."""
        drawn = self.picture_share > SCAN_SHARE or self.paths >= OUTLINES
        return self.gibberish or (self.letters < FEW_LETTERS and drawn)


def to_sheets(contents: dict[int, PageContent]) -> list[Sheet]:
    """The pages by their number as lines in reading order, with the tables among them as paragraphs."""
    sheets = []
    tables = 0
    for number, content in contents.items():
        flow = assemble([line for cell, line in content.parts if cell is None], content.width)
        cells: dict[tuple[int, int, int], list[Line]] = defaultdict(list)
        for cell, line in content.parts:
            if cell is not None:
                cells[cell].append(line)
        items: list[Line | tuple[Paragraph, ...]] = list(flow)
        for index, grid in enumerate(content.grids):
            inside = {cell: lines for cell, lines in sorted(cells.items()) if cell[0] == index}
            if inside:
                table = [part for cell, lines in inside.items() for part in _cell_paragraphs(lines, (tables, *cell[1:]), content)]
                items.insert(_position(items, grid.ys[0]), tuple(table))
                tables += 1
        sheets.append(Sheet(number, content.width, content.height, tuple(items)))
    return sheets


def take_out_dots(content: PageContent) -> None:
    """Lines too small to be seen are hidden; where all of a page is that small, it is a plan that people enlarge."""
    dots = [line for _, line in content.parts if line.size <= TINIEST]
    if dots and sum(len(line.text) for line in dots) < DOTS_SHARE * sum(len(line.text) for _, line in content.parts):
        content.unseen += [Unseen(TINY, line.text, line.top) for line in dots]
        content.letters -= sum(characters(line.text) for line in dots)
        content.parts = [(cell, line) for cell, line in content.parts if line.size > TINIEST]


def hidden_texts(contents: dict[int, PageContent], paragraphs: Sequence[Paragraph], hoard: Hoard) -> None:
    """Keep what is not seen on the pages, each text beside the paragraph above it."""
    if not any(content.unseen for content in contents.values()):
        return
    starts = [
        (place.page or 0, place.box[1] if place.box else 0.0, index)
        for index, paragraph in enumerate(paragraphs)
        for place in paragraph.places[:1]
        if paragraph.story in ("body", "table")
    ]
    for number, content in contents.items():
        for kind, text, top in content.unseen:
            above = [(page, y, index) for page, y, index in starts if (page, y) <= (number, top)]
            hoard.add([(kind, text)], max(above)[2] if above else 0)


def _position(items: Sequence[Line | tuple[Paragraph, ...]], top: float) -> int:
    """Where in the flow a table that begins at `top` belongs."""
    return next((index for index, item in enumerate(items) if isinstance(item, Line) and item.top > top), len(items))


def _cell_paragraphs(parts: list[Line], cell: tuple[int, int, int], content: PageContent) -> list[Paragraph]:
    """A paragraph for a cell; a wide cell with a text in it gives the paragraphs of that text."""
    lines = assemble(parts, content.width)
    width = (max(line.x1 for line in lines) - min(line.x0 for line in lines)) / lines[0].size
    if width >= WIDE_CELL and len(lines) > 1:
        sheet = Sheet(lines[0].page, content.width, content.height, tuple(lines))
        return [replace(part, story="table", cell=cell) for part in to_paragraphs([sheet])]
    edge = max(line.x1 for line in lines)
    spaced = [replace(line, text=line.text + " ") if line.x1 < edge - CELL_SLACK * line.size else line for line in lines[:-1]]
    text, places = joined([*spaced, lines[-1]])
    return [Paragraph(text, "table", size=round(lines[0].size * 2) / 2, cell=cell, places=places)]
