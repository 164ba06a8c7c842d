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
        return self.pieces[0][0] if len(self.pieces) == 1 else "".join([text for text, _ in self.pieces])

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it is seen."""
        return not self.text.strip()


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
    shift, end = len(label), len(label) + line.length
    if len(line.pieces) == 1:
        look = line.pieces[0][1]
        bold, size = look.bold, look.size
    else:
        shown = [(piece, look) for piece, look in line.pieces if not piece.isspace()]
        bold, size = all(look.bold for _, look in shown), usual_size((piece, look.size) for piece, look in shown)
    if len(line.origins) == 1:
        start, block = line.origins[0]
        places: tuple[Place, ...] = (Place(shift + start, end, block),)
    else:
        ends = [shift + start for start, _ in line.origins[1:]] + [end]
        starts = ((shift + start, block) for start, block in line.origins)
        places = tuple(Place(start, end, block) for (start, block), end in zip(starts, ends, strict=True) if start < end)
    return Paragraph(
        text=label + line.text,
        story=story,
        level=form.level,
        centred=form.alignment == "center",
        right_aligned=form.alignment in ("right", "end"),
        bold=bold,
        size=size,
        label_length=shift,
        cell=cell,
        places=places,
    )


def usual_size(pieces: Iterable[tuple[str, float | None]]) -> float | None:
    """The size that most characters of some text have, of which each piece has its own."""
    sizes: dict[float | None, int] = {}
    for text, size in pieces:
        sizes[size] = sizes.get(size, 0) + len(text)
    return max(sizes, key=sizes.__getitem__)
