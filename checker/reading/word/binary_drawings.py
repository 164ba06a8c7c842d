"""The text boxes and WordArt of a Word binary file, by the character that anchors them.

A shape has a number. One structure says which shape is anchored at which CP, one which part of the story of boxes is
whose text, and the drawings themselves (OfficeArt, a tree of records) say which shape lies in which group and what is
written as WordArt.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from checker.reading.word.binary import Binary, entries
from checker.reading.word.bits import u16, u32

_DRAWINGS = 50
# For the body and for headers: the numbers of the structures with the anchors and the boxes, the story with their text.
BODY, HEADER = (40, 56, "textbox"), (41, 58, "headerbox")
_ANCHOR_BYTES, _BOX_BYTES = 26, 22
_SPARE, _SHAPE = 8, 14
# Records of OfficeArt, and properties of shapes.
_GROUP, _ONE_SHAPE, _SHAPE_RECORD, _PROPERTIES = 0xF003, 0xF004, 0xF00A, 0xF00B
_PICTURE, _ART, _PROPERTY, _LONG_VALUE = 0x104, 0xC0, 0x3FFF, 0x8000
# Groups in groups are a few deep; a drawing of thousands of shapes is a plan, not a paper.
_DEEPEST, _MOST_SHAPES = 16, 5_000


class Drawn(NamedTuple):
    """What hangs on an anchor: a text box (its CPs in the story of boxes), the text of WordArt, or a picture."""

    box: range = range(0)
    art: str = ""
    picture: bool = False


class Drawings:
    """What hangs on the anchors of one story; what is taken is gone."""

    def __init__(self, binary: Binary, parts: tuple[int, int, str]) -> None:
        anchors, boxes = (binary.part(number) for number in parts[:2])
        self._boxes: dict[int, list[range]] = {}
        for start, end, entry in entries(boxes, _BOX_BYTES):
            if not u16(entry, _SPARE) and start < end:
                self._boxes.setdefault(u32(entry, _SHAPE), []).append(range(start, end))
        if not boxes:
            self._boxes[0] = [range(len(binary.stories[parts[2]]))]
        self._anchors = {start: u32(entry, 0) for start, _, entry in entries(anchors, _ANCHOR_BYTES)}
        self._shapes: dict[int, list[_Shape]] = {}
        for shape in islice(_shapes(binary.part(_DRAWINGS)), _MOST_SHAPES) if self._anchors else ():
            self._shapes.setdefault(shape.top, []).append(shape)
        # Whether a picture hangs on an anchor: it may lie under the text.
        self.pictures = any(shape.picture for shapes in self._shapes.values() for shape in shapes)

    def take(self, place: int) -> list[Drawn]:
        """What hangs on the anchor at this place of the story, in the order of the drawing."""
        top = self._anchors.pop(place, 0)
        taken = []
        for shape in self._shapes.pop(top, [_Shape(top, top)]):
            taken += [Drawn(art=shape.art, picture=shape.picture)] if shape.art or shape.picture else []
            taken += [Drawn(box) for box in self._boxes.pop(shape.number, ())]
        return taken

    def rest(self) -> list[Drawn]:
        """The text boxes whose anchors were not found, or all of their story as one where it is not told how it is cut."""
        return [Drawn(box) for box in sorted((box for boxes in self._boxes.values() for box in boxes), key=lambda box: box.start)]


class _Shape(NamedTuple):
    """A shape; `top` is the one that is anchored, itself or the group around it."""

    top: int
    number: int
    art: str = ""
    picture: bool = False


def _records(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The records in a stretch: (type, first byte of the content, byte after it)."""
    end = min(end, len(data))
    while start + 8 <= end:
        kind, length = u16(data, start + 2), u32(data, start + 4)
        yield kind, start + 8, min(start + 8 + length, end)
        start += 8 + length


def _shapes(data: bytes) -> Iterator[_Shape]:
    """All shapes of a file."""
    at = 8 + u32(data, 4)
    while at < len(data):
        # Before each drawing stands a byte that says whether it is the body's or the headers'.
        end = at + 9 + u32(data, at + 5)
        for kind, start, stop in _records(data, at + 9, end):
            if kind == _GROUP:
                yield from _group(data, start, stop, None, _DEEPEST)
        at = end


def _group(data: bytes, start: int, end: int, top: int | None, depth: int) -> Iterator[_Shape]:
    for kind, at, stop in _records(data, start, end):
        if kind == _ONE_SHAPE:
            yield _shape(data, at, stop, top)
        elif kind == _GROUP and depth:
            # The first shape of a group is the group itself.
            inner = (
                _shape(data, first, last, None).number for kind, first, last in _records(data, at, stop) if kind == _ONE_SHAPE
            )
            yield from _group(data, at, stop, next(inner, 0) if top is None else top, depth - 1)


def _shape(data: bytes, start: int, end: int, top: int | None) -> _Shape:
    number, art, picture = 0, "", False
    for kind, at, stop in _records(data, start, end):
        if kind == _SHAPE_RECORD:
            number = u32(data, at)
        elif kind == _PROPERTIES:
            art, picture = _properties(data[at:stop], u16(data, at - 8) >> 4)
    return _Shape(number if top is None else top, number, art, picture)


def _properties(data: bytes, count: int) -> tuple[str, bool]:
    """The text of WordArt, and whether there is a picture. Long values stand behind the list of all, in order."""
    behind, art, picture = 6 * count, "", False
    for at in range(0, min(behind, len(data) - 5), 6):
        code, value = u16(data, at), u32(data, at + 2)
        long = bool(code & _LONG_VALUE)
        if code & _PROPERTY == _ART and long:
            art = data[behind : behind + value].decode("utf-16-le", "replace").rstrip("\0")
        elif code & _PROPERTY == _PICTURE:
            picture = value > 0
        behind += value if long else 0
    return art, picture
