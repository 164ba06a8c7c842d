"""Ruled tables: from straight lines on a page to the cells between them. Coordinates as in `lines`."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from checker.reading import limits

Rule = tuple[float, float, float]  # a straight line: its place across, its start and its end along

# Rules that are nearer than this are one: Word draws a double line as two, and a dashed one as many.
SNAP = 3.0
# No page has so many lines; squared paper has.
TABLE_ROWS = 500
# A page drawn with more paths than this is a map or a picture, and looking for tables in it would take seconds.
PATHS = 5_000
# Points a millimetre.
POINTS = 72 / 25.4


@dataclass(slots=True)
class Grid:
    """A ruled table: the cell of each slot between neighbouring rules, as (row, column) of the cell's upper left slot."""

    xs: list[float]
    ys: list[float]
    cells: dict[tuple[int, int], tuple[int, int]]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell that holds a point, if any."""
        return self.cells.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def add_rule(
    across: list[Rule], upright: list[Rule], x0: float, top: float, x1: float, bottom: float, thickest: float = SNAP
) -> None:
    """Sorts a straight stroke, or a strip thin enough to be one, by its direction; anything else is no rule."""
    width, height = x1 - x0, bottom - top
    if height <= thickest < width:
        across.append(((top + bottom) / 2, x0, x1))
    elif width <= thickest < height:
        upright.append(((x0 + x1) / 2, top, bottom))


def find_grids(across: list[Rule], upright: list[Rule]) -> list[Grid]:
    """The ruled tables from the top down. What has one column only is a frame round a text, not a table."""
    across, upright = _connected(across), _connected(upright)
    grids = []
    for top, bottom in _bands(upright):
        walls = [rule for rule in upright if top <= rule[1] and rule[2] <= bottom]
        floors = [rule for rule in across if top - SNAP <= rule[0] <= bottom + SNAP]
        xs, ys = _snapped([rule[0] for rule in walls]), _snapped([rule[0] for rule in floors])
        if 3 <= len(xs) <= limits.TABLE_COLUMNS + 1 and 2 <= len(ys) <= TABLE_ROWS + 1:
            cells = _cells(_painted(walls, xs, ys), _painted(floors, ys, xs), len(xs) - 1, len(ys) - 1)
            if len({column for _, column in cells.values()}) > 1:
                grids.append(Grid(xs, ys, cells))
    return grids


def cell_at(grids: list[Grid], x: float, y: float) -> tuple[int, int, int] | None:
    """The cell that a point is in, as (grid, row, column)."""
    for index, grid in enumerate(grids):
        found = grid.cell_at(x, y)
        if found:
            return (index, *found)
    return None


def _connected(rules: list[Rule]) -> list[Rule]:
    """Joins pieces of one rule: the border of each cell is drawn by itself, and dashes are many."""
    places = _snapped([rule[0] for rule in rules])
    merged: list[Rule] = []
    for place, start, end in sorted((_nearest(places, at), start, end) for at, start, end in rules):
        if merged and merged[-1][0] == place and start <= merged[-1][2] + SNAP:
            merged[-1] = (place, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((place, start, end))
    return merged


def _snapped(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SNAP:
            kept.append(value)
    return kept


def _nearest(places: list[float], value: float) -> float:
    return places[max(0, bisect_right(places, value) - 1)]


def _bands(upright: list[Rule]) -> list[tuple[float, float]]:
    """The stretches of the page's height in which upright rules stand: each may hold a table."""
    bands: list[tuple[float, float]] = []
    for start, end in sorted((start, end) for _, start, end in upright):
        if bands and start <= bands[-1][1] + SNAP:
            bands[-1] = (bands[-1][0], max(end, bands[-1][1]))
        else:
            bands.append((start, end))
    return bands


def _painted(rules: list[Rule], places: list[float], crossings: list[float]) -> set[tuple[int, int]]:
    """The sides of slots that are ruled, as (index among places, index of the slot along the rule)."""
    painted = set()
    for at, start, end in rules:
        place = bisect_right(places, at) - 1
        for slot in range(max(0, bisect_right(crossings, start + SNAP) - 1), len(crossings) - 1):
            if crossings[slot + 1] > end + SNAP:
                break
            if crossings[slot] >= start - SNAP:
                painted.add((place, slot))
    return painted


def _cells(
    walls: set[tuple[int, int]], floors: set[tuple[int, int]], columns: int, rows: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """The cell of each slot: from its upper left slot a cell grows to the next wall on the right and the next floor below."""
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in cells or (column, row) not in walls or (row, column) not in floors:
                continue
            right = next((k for k in range(column + 1, columns + 1) if (k, row) in walls), None)
            below = next((k for k in range(row + 1, rows + 1) if (k, column) in floors), None)
            if right is not None and below is not None:
                slots = ((y, x) for y in range(row, below) for x in range(column, right))
                cells.update((slot, (row, column)) for slot in slots if slot not in cells)
    return cells
