"""The straight lines that an OFD page draws: what its tables are ruled with. All measures are millimetres."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml.etree import _Element

from checker.reading.layout.grids import POINTS, SNAP, Rule, add_rule

# A path that takes more to say is a letter's outline, a seal or a map.
_LONGEST_PATH = 4_000
_COMMAND = re.compile("([MSLQBAC])([^MSLQBAC]*)")

Point = tuple[float, float]


def numbers(value: str | None) -> list[float]:
    """The numbers of an array attribute, none where it is no such thing."""
    try:
        return [float(number) for number in (value or "")[:_LONGEST_PATH].split()]
    except ValueError:
        return []


def rules(path: _Element) -> tuple[list[Rule], list[Rule]]:
    """The rules across and the upright ones of a PathObject: its straight strokes, and filled strips thin enough to be one."""
    across: list[Rule] = []
    upright: list[Rule] = []
    box, matrix = numbers(path.get("Boundary")), numbers(path.get("CTM")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    data = path.findtext("{*}AbbreviatedData") or ""
    if len(box) != 4 or len(matrix) != 6 or len(data) > _LONGEST_PATH:
        return across, upright
    stroked, filled = path.get("Stroke") != "false", path.get("Fill") == "true"
    for outline in _outlines(data):
        points = [_placed(point, matrix, box) for point in outline]
        for corners in pairwise(points) if stroked else [points] if filled else []:
            xs, ys = zip(*corners, strict=True)
            add_rule(across, upright, min(xs), min(ys), max(xs), max(ys), SNAP / POINTS)
    return across, upright


def _placed(point: Point, matrix: list[float], box: list[float]) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e + box[0], b * x + d * y + f + box[1]


def _outlines(data: str) -> Iterator[list[Point]]:
    """The polygons of a path; curves are left out, as if the pen had been lifted."""
    points: list[Point] = []
    for command, arguments in _COMMAND.findall(data):
        values = numbers(arguments)
        if command in "LM" and len(values) != 2:
            return
        if command == "L":
            points.append((values[0], values[1]))
        elif command == "C" and points:
            points.append(points[0])
        else:
            if len(points) > 1:
                yield points
            points = [(values[-2], values[-1])] if len(values) >= 2 else []
    if len(points) > 1:
        yield points
