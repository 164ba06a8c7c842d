"""The paragraphs of one text inside a rich text file, with the tables that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from checker.reading.document import Paragraph, Place, Story, in_table
from checker.reading.hidden import Hoard
from checker.reading.richtext.codes import State
from checker.reading.word.lines import usual_size

# Tables in tables deeper than this are a mistake or a bomb.
_DEEPEST_TABLE = 20


@dataclass(slots=True)
class Flow:
    """A text with paragraphs of its own: the body, a header, a note, a box, a comment.

    `pieces` are what stands in the paragraph so far, each (text, bold, size), from character `begun` of paragraph `number`
    on, `unseen` what is hidden there, each (how, text); `tables` are the open ones, the outermost first, each (number, row,
    column). `found` takes the finished paragraphs, `hoard` what is hidden, beside those of the `body`.
    """

    story: Story | Literal["comment"]
    found: list[Paragraph]
    body: list[Paragraph]
    hoard: Hoard
    numbers: Iterator[int]
    table_numbers: Iterator[int]
    styles: dict[int, int]
    number: int = 0
    begun: int = 0
    label: str = ""
    pieces: list[tuple[str, bool, float]] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    tables: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.number = next(self.numbers)

    def end_paragraph(self, state: State, depth: int) -> None:
        """A paragraph that stands in so many tables ends."""
        self.end_line(state, depth)
        self.label, self.begun, self.number = "", 0, next(self.numbers)

    def end_cell(self, state: State, depth: int) -> None:
        """A cell of the table at this depth ends, and the paragraph in it."""
        self.end_paragraph(state, depth)
        if self.tables:
            table, row, column = self.tables[-1]
            self.tables[-1] = (table, row, column + 1)

    def end_row(self, depth: int) -> None:
        """A row of the table at this depth ends."""
        del self.tables[depth:]
        if len(self.tables) == depth:
            table, row, _ = self.tables[-1]
            self.tables[-1] = (table, row + 1, 0)

    def end_line(self, state: State, depth: int) -> None:
        """What stands between two breaks becomes a paragraph, unless it is blank."""
        cell = self._cell(depth)
        text = "".join(text for text, _, _ in self.pieces)
        if self.unseen:
            self.hoard.add(self.unseen, len(self.body) - (self.found is not self.body or not text.strip()))
            self.unseen.clear()
        if text.strip() and self.story != "comment":
            self.found.append(self._finished(_whole(text), state, cell, self.story))
            self.label = ""
        self.begun += len(text) + 1
        self.pieces.clear()

    def _cell(self, depth: int) -> tuple[int, int, int] | None:
        """The cell that a paragraph so deep in tables stands in; tables that it is not in are over."""
        depth = min(depth, _DEEPEST_TABLE)
        del self.tables[depth:]
        while len(self.tables) < depth:
            self.tables.append((next(self.table_numbers), 0, 0))
        return self.tables[-1] if depth else None

    def _finished(self, text: str, state: State, cell: tuple[int, int, int] | None, story: Story) -> Paragraph:
        label = _label(self.label)
        shown = [piece for piece in self.pieces if not piece[0].isspace()]
        block = f"{self.number}@{self.begun}" if self.begun else str(self.number)
        return Paragraph(
            text=label + text,
            story=in_table(story) if cell else story,
            level=self.styles.get(state.style, 0) if state.level is None else state.level,
            centred=state.alignment == "qc",
            right_aligned=state.alignment == "qr",
            bold=all(bold for _, bold, _ in shown),
            size=usual_size((piece, size) for piece, _, size in shown),
            label_length=len(label),
            cell=cell,
            places=(Place(len(label), len(label) + len(text), block),),
        )


def _label(written: str) -> str:
    """An automatic number as it is shown, empty for bullets."""
    label = written.replace("□", "").strip()
    if label == "o" or not any(character.isalnum() for character in label):
        return ""
    return label + " " if label[-1].isascii() and written[-1].isspace() else label


def _whole(text: str) -> str:
    """Letters beyond the first 65,536 are written as two halves; a half alone is no letter."""
    text = text.replace("\0", " ")
    if any("\ud800" <= character <= "\udfff" for character in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
