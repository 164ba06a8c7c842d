"""Lines of a page that lay askew or was photographed come to lie level, with upright edges, and their boxes lead back."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest

from checker.reading.layout.straight import Points, straighten

HEIGHT, LEFT, RIGHT = 44.0, 250.0, 1450.0
# Every third line begins a paragraph, every third is a short last one: the others reach from edge to edge.
STARTS = np.array([LEFT + 88 * (row % 3 == 0) for row in range(24)])
ENDS = np.array([RIGHT - (500 + 31 * row) * (row % 3 == 2 and row < 21) for row in range(24)])
ROWS = np.array([220 + 74.0 * row for row in range(24)])
STRAIGHT = np.column_stack((STARTS, ROWS)), np.column_stack((ENDS, ROWS))


def turned(points: Points, degrees: float) -> Points:
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (points - (850, 1100)) @ np.array([[c, s], [-s, c]]) + (850, 1100)


def photographed(points: Points) -> Points:
    """Seen from below and the right: the far end of the page is narrower, and nothing is parallel."""
    x, y = points[:, 0] - 850, points[:, 1] - 1100
    depth = 1 + 0.00002 * x - 0.00006 * y
    return np.column_stack((850 + (x + 0.02 * y) / depth, 1100 + (y - 0.015 * x) / depth))


SEEN = {"lies straight": lambda p: p, "turned": lambda p: turned(p, 1.2), "photographed": photographed}


@pytest.mark.parametrize("kind", SEEN)
def test_lines_come_to_lie_level_and_edges_upright(kind: str) -> None:
    lefts, rights = (SEEN[kind](points) for points in STRAIGHT)
    straight = straighten(lefts, rights, HEIGHT)
    left, right = straight.level(lefts), straight.level(rights)
    assert np.abs(left[:, 1] - right[:, 1]).max() < 0.1 * HEIGHT
    for edge in (left[STARTS == LEFT, 0], right[ENDS == RIGHT, 0]):
        assert np.ptp(edge) < 0.3 * HEIGHT
    indents = left[STARTS > LEFT, 0] - np.median(left[STARTS == LEFT, 0])
    assert indents.min() > 1.5 * HEIGHT and indents.max() < 2.5 * HEIGHT


@pytest.mark.parametrize("kind", SEEN)
def test_a_box_of_the_straight_page_leads_back_around_its_line(kind: str) -> None:
    lefts, rights = (SEEN[kind](points) for points in STRAIGHT)
    straight = straighten(lefts, rights, HEIGHT)
    for start, end in zip(lefts, rights, strict=True):
        (x0, y0), (x1, y1) = straight.level(np.array([start, end]))
        left, top, right, bottom = straight.askew((x0, min(y0, y1), x1, max(y0, y1)))
        assert (left, right) == pytest.approx((start[0], end[0]), abs=0.1 * HEIGHT)
        assert (top, bottom) == pytest.approx(sorted((start[1], end[1])), abs=0.15 * HEIGHT)


def test_a_ragged_right_edge_is_not_taken_for_a_photo() -> None:
    lefts, rights = STRAIGHT
    ragged = rights - np.column_stack((np.random.default_rng(3).uniform(0, 88, 24), np.zeros(24)))
    straight = straighten(lefts, ragged, HEIGHT)
    assert (straight.slope, straight.bend, straight.left, straight.right) == (0, 0, 0, 0)


def test_a_few_words_on_a_page_tell_only_how_it_was_turned() -> None:
    lefts, rights = np.array([[100.0, 100.0]]), np.array([[300.0, 104.0]])
    straight = straighten(lefts, rights, HEIGHT)
    assert (straight.slope, straight.left, straight.right) == pytest.approx((0.02, -0.02, -0.02))
