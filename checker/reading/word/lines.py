"""From runs of visible text to finished paragraphs: a line ends at a break, and knows where in the file it began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checker.reading.document import Paragraph, Place, Story
from checker.reading.word.styles import Form, Look


@dataclass(slots=True)
class Line:
    """What stands between two breaks; `origins` says at which character which block of the file begins."""

    origins: list[tuple[int, str]] = field(default_factory=list)
    pieces: list[tuple[str, Look]] = field(default_factory=list)
    length: int = 0

    def begin(self, block: str) -> None:
        """What is added from now on comes from this block of the file."""
        self.origins.append((self.length, block))

    def add(self, text: str, look: Look) -> None:
        """Write text on."""
        self.pieces.append((text, look))
        self.length += len(text)

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(text for text, _ in self.pieces)


def write_on(lines: list[Line], pieces: Iterable[tuple[str, Look]], path: str) -> None:
    """Add the pieces of one paragraph of the file, which begin in the last line, with a new line at each line break.

    The first piece of the paragraph comes from block `path`, the one after 34 characters and a break from ``path@35``.
    """
    offset = 0
    lines[-1].begin(path)
    for text, look in pieces:
        offset += len(text)
        if text == "\n":
            lines.append(Line())
            lines[-1].begin(f"{path}@{offset}")
        else:
            lines[-1].add(text, look)


def finished(line: Line, label: str, form: Form, story: Story, cell: tuple[int, int, int] | None) -> Paragraph:
    """The paragraph that a line becomes; it has a character that is not blank."""
    shown = [(piece, look) for piece, look in line.pieces if not piece.isspace()]
    starts = [(len(label) + start, block) for start, block in line.origins]
    ends = [start for start, _ in starts[1:]] + [len(label) + line.length]
    return Paragraph(
        text=label + line.text,
        story=story,
        level=form.level,
        centred=form.alignment == "center",
        right_aligned=form.alignment in ("right", "end"),
        bold=all(look.bold for _, look in shown),
        size=usual_size((piece, look.size) for piece, look in shown),
        label_length=len(label),
        cell=cell,
        places=tuple(Place(start, end, block) for (start, block), end in zip(starts, ends, strict=True) if start < end),
    )


def usual_size(pieces: Iterable[tuple[str, float | None]]) -> float | None:
    """The size that most characters of some text have, of which each piece has its own."""
    sizes: dict[float | None, int] = {}
    for text, size in pieces:
        sizes[size] = sizes.get(size, 0) + len(text)
    return max(sizes, key=sizes.__getitem__)
