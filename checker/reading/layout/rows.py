"""Parts of lines, as a PDF, an OFD or an OCR engine gives them → whole lines in reading order.

All measures are relative to the size of the letters, so points, millimetres and pixels do alike. y grows downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from checker.reading.document import Box

# What reaches above and below the base line, in sizes: the boxes of letters hug the ink, but a line is as high as its font.
ASCENT, DESCENT = 0.88, 0.12
# A gap this wide, in letters, is a blank that the author wanted; a narrower one between Han and digits is layout.
WIDE_BLANK = 1.0
# Two columns: a gutter between 30 % and 70 % of the width, lines of at least nine letters and five lines on both sides.
GUTTER_ZONE, COLUMN_WIDTH, COLUMN_LINES = (0.3, 0.7), 9.0, 5
# Where so many pairs of neighbouring Han letters have a blank between them, the line was spaced out by its designer.
SPACED_OUT = 0.6

_HAN = "\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_WIDE = re.compile(f"[{_HAN}“”‘’—…·]")
_SPACED_PAIR = re.compile(f"(?<=[{_HAN}…]) (?=[{_HAN}…])")
_PAIR = re.compile(f"[{_HAN}…] ?(?=[{_HAN}…])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a part of one.

    `size` is the height of its letters; `column` is 0 outside columns, else 1 or 2; `confidence` is that of `Paragraph`.
    """

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    column: int = 0
    confidence: float | None = None

    @property
    def box(self) -> Box:
        """Where it stands, as a place has it."""
        return rounded((self.x0, self.top, self.x1, self.bottom))


def on_base_line(text: str, page: int, x0: float, x1: float, base_line: float, size: float) -> Line:
    """A line of which is known on which height its letters stand."""
    return Line(text, page, x0, base_line - ASCENT * size, x1, base_line + DESCENT * size, size)


def rounded(box: Box) -> Box:
    """Hundredths are as fine as a place need be."""
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def blank_between(left: str, right: str, gap: float, typed: str) -> str:
    """The blank that belongs between two neighbouring letters `gap` letters apart; `typed` is what the file has there."""
    if gap >= WIDE_BLANK:
        return "\u3000" if typed == "\u3000" else " "
    wide = bool(_WIDE.match(left)) + bool(_WIDE.match(right))
    return " " if typed and wide != 1 else ""


def confidence_of(lines: Iterable[Line]) -> float | None:
    """How sure the recognition is of lines together, by their lengths; None where none was recognised."""
    sure = [(line.confidence, len(line.text)) for line in lines if line.confidence is not None]
    return sum(share * length for share, length in sure) / max(1, sum(length for _, length in sure)) if sure else None


def assemble(fragments: Sequence[Line], width: float) -> list[Line]:
    """Puts the parts of lines together and the lines into reading order, two columns one after the other."""
    gutter = _gutter(fragments, width)
    if gutter is None:
        return _rows(fragments)
    sides: dict[int, list[Line]] = {0: [], 1: [], 2: []}
    for fragment in fragments:
        column = 1 if fragment.x1 <= gutter else 2 if fragment.x0 >= gutter else 0
        sides[column].append(replace(fragment, column=column))
    ordered: list[Line] = []
    left, right = _rows(sides[1]), _rows(sides[2])
    for across in _rows(sides[0]):
        for column_lines in (left, right):
            above = [line for line in column_lines if line.top < across.top]
            ordered += above
            del column_lines[: len(above)]
        ordered.append(across)
    return ordered + left + right


def _rows(fragments: Iterable[Line]) -> list[Line]:
    rows: list[list[Line]] = []
    for fragment in sorted(fragments, key=lambda line: line.bottom):
        # Letters of two sizes share a base line, not a top.
        if rows and fragment.bottom - rows[-1][0].bottom < 0.35 * min(fragment.size, rows[-1][0].size):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [_merged(sorted(row, key=lambda line: line.x0)) for row in rows]


def _merged(row: list[Line]) -> Line:
    kept = row[0]
    if len(row) == 1:
        return replace(kept, text=_closed_up(kept.text))
    text, x1, size, last = kept.text, kept.x1, kept.size, kept
    for part in row[1:]:
        if part.x0 < last.x1 - 0.5 * part.size and part.text in last.text:
            continue  # printed twice to look bold
        text += blank_between(text[-1], part.text[0], (part.x0 - x1) / part.size, " ") + part.text
        x1, last = max(x1, part.x1), part
        if len(part.text) > len(kept.text):
            size = part.size
    top, bottom = min(part.top for part in row), max(part.bottom for part in row)
    return replace(kept, text=_closed_up(text), x1=x1, size=size, top=top, bottom=bottom, confidence=confidence_of(row))


def _closed_up(text: str) -> str:
    """情 况 汇 报 → 情况汇报, but 目 录 and 张 三 stay: two letters are too few to tell."""
    spaced = len(_SPACED_PAIR.findall(text)) if " " in text else 0
    return _SPACED_PAIR.sub("", text) if spaced > 2 and spaced >= SPACED_OUT * len(_PAIR.findall(text)) else text


def _gutter(fragments: Sequence[Line], width: float) -> float | None:
    """The middle of the empty strip between two columns; None on an ordinary page."""
    bins = 100
    covered = [0] * (bins + 2)
    for line in fragments:
        covered[min(max(0, int(line.x0 / width * bins)), bins)] += 1
        covered[min(max(0, int(line.x1 / width * bins)), bins) + 1] -= 1
    for index in range(1, bins + 2):
        covered[index] += covered[index - 1]
    low, high = (int(share * bins) for share in GUTTER_ZONE)
    best = min(range(low, high), key=lambda index: (covered[index], abs(index - bins // 2)))
    gutter = (best + 0.5) * width / bins
    left = [line for line in fragments if line.x1 <= gutter]
    right = [line for line in fragments if line.x0 >= gutter]
    if min(len(left), len(right)) < max(COLUMN_LINES, 0.3 * len(fragments)):
        return None
    wide = all(median_low((line.x1 - line.x0) / line.size for line in side) >= COLUMN_WIDTH for side in (left, right))
    return gutter if wide else None
