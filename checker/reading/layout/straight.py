"""A page that was laid in askew or photographed from the side → coordinates in which its lines lie level and its edges upright.

The text itself tells how the page lay: the slope of its long lines, and how the beginnings and the ends of lines move from line
to line. Plain turning leaves both at right angles; a photograph does not, so slope and edges are measured by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checker.reading.document import Box

Points = NDArray[np.float64]

# Shorter lines, in shares of the width of the text, slope by chance.
LONG = 0.4
# With fewer long lines than this a change of slope or of an edge over the page is noise.
FEWEST = 6
# Beginnings of lines within this, in heights of a line, lie on one edge; a first-line indent is two.
ON_EDGE = 0.3
# Two points tell a direction only when they are this share of the height of the text apart.
FAR = 0.3
# An edge leans only if this many times more lines lie on it than on an upright one.
CLEARLY_MORE = 1.3
# So many lines tell enough; a picture full of specks can have a thousand.
ENOUGH = 80
# A handheld photo tapers less than this; edges that claim more are chance.
STEEPEST = 0.2
# Edges at right angles to the lines up to this are so by turning: over a page this is half a letter.
RIGHT_ANGLE = 0.012


@dataclass(frozen=True, slots=True)
class Straight:
    """How a page lay, about the point (`x`, `y`).

    A line that passes `y` + h falls by `slope` + `bend`·h for each step to the right; the edges of the text, at `x0` and `x1`,
    move by `left` and `right` for each step down.
    """

    x: float = 0.0
    y: float = 0.0
    slope: float = 0.0
    bend: float = 0.0
    x0: float = 0.0
    x1: float = 1.0
    left: float = 0.0
    right: float = 0.0

    def level(self, points: Points) -> Points:
        """Points of the page (n × 2) as they would be had it lain straight."""
        across = points[:, 0] - self.x
        y = (points[:, 1] - self.y - self.slope * across) / np.maximum(0.2, 1 + self.bend * across)
        x = (points[:, 0] - self.x0 - self.left * y) / self.width(y) + self.x0
        return np.column_stack((x, y + self.y))

    def width(self, y: Points) -> Points:
        """How wide a step across is at `y` below the middle, against one in the middle."""
        return np.maximum(0.2, 1 + (self.right - self.left) / (self.x1 - self.x0) * y)

    def askew(self, box: Box) -> Box:
        """The upright box on the page around what `level` put into `box`."""
        x, y = np.array([box[0], box[2], box[2], box[0]]), np.array([box[1], box[1], box[3], box[3]]) - self.y
        x = self.x0 + self.left * y + (x - self.x0) * self.width(y)
        y = self.y + y + (self.slope + self.bend * y) * (x - self.x)
        return (float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def straighten(lefts: Points, rights: Points, height: float) -> Straight:
    """How the page lay whose lines run from `lefts` to `rights` (n × 2) and are `height` high."""
    widths = rights[:, 0] - lefts[:, 0]
    long = widths >= LONG * (rights[:, 0].max() - lefts[:, 0].min())
    if not long.any() or height <= 0:
        return Straight()
    slopes = (rights[long, 1] - lefts[long, 1]) / widths[long]
    middles = (rights[long] + lefts[long]) / 2
    x, y = (float(np.median(axis)) for axis in middles.T)
    slope, bend = _trend(middles[:, 1] - y, slopes)
    x0, x1 = float(lefts[:, 0].min()), float(rights[:, 0].max())
    turned = Straight(x, y, slope, bend, x0, x1, -slope, -slope)
    if long.sum() < FEWEST:
        return turned
    # In the turned page an upright edge is upright: what is left is the taper.
    edges = [_edge(turned.level(points[long][:ENOUGH]), height) for points in (lefts, rights)]
    if all(abs(edge) < RIGHT_ANGLE for edge in edges):
        return turned
    return Straight(x, y, slope, bend, x0, x1, edges[0] - slope, edges[1] - slope)


def _trend(heights: Points, slopes: Points) -> tuple[float, float]:
    """Slope in the middle of the page, and its change with each step down."""
    usual = float(np.median(slopes))
    if len(slopes) < FEWEST:
        return usual, 0.0
    bend = _rise(heights, slopes)
    return float(np.median(slopes - bend * heights)), bend


def _rise(x: Points, y: Points) -> float:
    """The median rise over all pairs of points that are far apart (Theil and Sen): outliers do not move it."""
    i, j = np.triu_indices(len(x), 1)
    step = x[j] - x[i]
    far = np.abs(step) > FAR * (x.max() - x.min())
    return float(np.median((y[j] - y[i])[far] / step[far])) if far.any() else 0.0


def _edge(points: Points, height: float) -> float:
    """The direction in which most points lie on one line: steps to the right for each step down; 0 where none stands out."""
    spread = points[:, 1].max() - points[:, 1].min()
    best, most = 0.0, CLEARLY_MORE * max(_on_line(points, start, 0.0, height) for start in points)
    for index, start in enumerate(points):
        steps = points[index + 1 :] - start
        steps = steps[np.abs(steps[:, 1]) > FAR * spread]
        for direction in steps[:, 0] / steps[:, 1]:
            if abs(direction) < STEEPEST and (near := _on_line(points, start, direction, height)) > most:
                best, most = float(direction), near
    return best


def _on_line(points: Points, start: Points, direction: float, height: float) -> float:
    """How many points lie on the line, those beside it counted by how near they are."""
    off = np.abs(points[:, 0] - start[0] - direction * (points[:, 1] - start[1]))
    return float(np.maximum(0.0, 1 - off / (ON_EDGE * height)).sum())
