"""The shapes of a slide in the order in which people read them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from checker.reading.office import branch
from checker.reading.word.names import MC, A

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_GROUP, _SHAPES = P + "grpSp", frozenset({P + "sp", P + "graphicFrame"})
TITLES = frozenset({"title", "ctrTitle"})
# A placeholder that a layout does not place stands where the master places the one of its kind.
_MASTER_KINDS = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}

# Shapes whose tops differ by less stand side by side: a quarter of an inch, less than a line of text, in EMU.
_SIDE_BY_SIDE = 228_600
# Nobody nests groups so deep; each level costs a call.
_DEEPEST_GROUP = 60
# Top and left; what is placed nowhere comes last.
Position = tuple[int, int]
_NOWHERE: Position = (2**62, 2**62)


class Shape(NamedTuple):
    """A shape that may hold text; `number` is its place in the file, `kind` that of its placeholder, empty where it is none."""

    number: int
    element: _Element
    kind: str


def in_order(tree: _Element, inherited: dict[str, Position]) -> list[Shape]:
    """The shapes of a slide: the title, then from top to bottom, side by side from left to right, groups as one."""
    shapes = _ordered(tree, inherited, itertools.count(), _DEEPEST_GROUP)
    return sorted(shapes, key=lambda shape: shape.kind not in TITLES)


def positions(tree: _Element, inherited: dict[str, Position]) -> dict[str, Position]:
    """Where a layout or master places its placeholders, by number and by kind."""
    found = dict(inherited)
    for shape in tree.iter(*_SHAPES):
        kind, number = _placeholder(shape)
        position = _position(shape) or inherited.get(_MASTER_KINDS.get(kind, kind))
        if number and position:
            found[number] = found[kind] = position
    return found


def _ordered(parent: _Element, inherited: dict[str, Position], numbers: Iterator[int], depth: int) -> list[Shape]:
    found: list[tuple[Position, list[Shape]]] = []
    for element in _children(parent):
        if element.tag == _GROUP:
            inside = _ordered(element, inherited, numbers, depth - 1) if depth else []
            found.append((_position(element) or _NOWHERE, inside))
        else:
            kind, number = _placeholder(element)
            position = _position(element) or inherited.get(number) or inherited.get(kind) or _NOWHERE
            found.append((position, [Shape(next(numbers), element, kind)]))
    rows: list[list[tuple[Position, list[Shape]]]] = []
    for item in sorted(found, key=lambda item: item[0]):
        if rows and item[0][0] - rows[-1][0][0][0] < _SIDE_BY_SIDE:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [shape for row in rows for _, shapes in sorted(row, key=lambda item: item[0][1]) for shape in shapes]


def _children(parent: _Element) -> Iterator[_Element]:
    for child in parent:
        if child.tag == MC + "AlternateContent":
            yield from (inner for inner in branch(child) if inner.tag in _SHAPES or inner.tag == _GROUP)
        elif child.tag in _SHAPES or child.tag == _GROUP:
            yield child


def _placeholder(shape: _Element) -> tuple[str, str]:
    """Kind and number of the placeholder that a shape fills, both empty where it fills none."""
    holder = shape.find(f"*/{P}nvPr/{P}ph")
    return ("", "") if holder is None else (holder.get("type", ""), "number " + holder.get("idx", "0"))


def _position(shape: _Element) -> Position | None:
    place = shape.find(f"*/{A}xfrm/{A}off")
    if place is None:
        place = shape.find(f"{P}xfrm/{A}off")
    try:
        return None if place is None else (int(place.get("y", "")), int(place.get("x", "")))
    except ValueError:
        return None
