"""From runs of visible text to finished paragraphs: a line ends at a break, and knows where in the file it began."""

from __future__ import annotations

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
        size=_usual_size(shown),
        label_length=len(label),
        cell=cell,
        places=tuple(Place(start, end, block) for (start, block), end in zip(starts, ends, strict=True) if start < end),
    )


def _usual_size(pieces: list[tuple[str, Look]]) -> float | None:
    """The size of most characters."""
    sizes: dict[float | None, int] = {}
    for piece, look in pieces:
        sizes[look.size] = sizes.get(look.size, 0) + len(piece)
    return max(sizes, key=sizes.__getitem__)
