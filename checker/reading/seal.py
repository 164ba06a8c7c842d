"""Seals over text, taken out of a picture before its letters are recognised: what lies under a seal is not even found as a line.

In colour a seal is known by its red. In grey all that is known is that its ink is paler than toner; taking all pale things out
costs pale text as well, so that is for pictures in which something stood in the way.
"""

from __future__ import annotations

from importlib import import_module

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

# Ink of seals is redder by this than it is green or blue; paper, skin and wood are not.
RED = 60
# Around its letters the ink is paler, with JPEG's halo.
FRINGE = 18
# The share of the ink, in percent, that is darker than ink alone: where it covers toner.
FAINTEST = 30
# Seals are looked for in a picture this much smaller.
COARSE = 4
# Seals measure 38–50 mm on a page of 210, in photos of a part of the page more; a red head is one long row of letters, and stays.
SMALLEST, LARGEST, LONGEST = 0.12, 0.5, 2.2
# Toner makes some percent of a page and paper most of it; the ink of a seal in grey lies beyond this share of the way between.
DARKEST, PAPER, DARK = 1, 60, 0.4
# Letters and ring of a seal are this near to each other, in shares of the width of the page.
NEAR = 0.008


def without_seals(pixels: Pixels) -> Pixels:
    """The picture (height × width × RGB) with its red seals turned to paper; the same array where it has none."""
    coarse = _red(pixels[::COARSE, ::COARSE])
    if coarse.mean() < 0.0005:
        return pixels
    cleaned = pixels
    for top, left, bottom, right in _seals(coarse):
        if cleaned is pixels:
            cleaned = pixels.copy()
        part = cleaned[COARSE * top : COARSE * bottom, COARSE * left : COARSE * right]
        ink, bright = _red(part, FRINGE), part[..., 0].astype(float)
        if ink.all():
            continue
        # Through a red glass the ink is as bright as paper, and toner under it as dark as ever.
        paper = np.median(part[~ink], axis=0)
        plain = bright[ink] / max(1.0, float(np.percentile(bright[_red(part)], FAINTEST)))
        part[ink] = np.minimum(1.0, plain)[:, None] * paper
    return cleaned


def _red(pixels: Pixels, least: int = RED) -> NDArray[np.bool_]:
    signed = pixels.astype(np.int16)
    red: NDArray[np.bool_] = signed[..., 0] - np.maximum(signed[..., 1], signed[..., 2]) > least
    return red


def _seals(red: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Top, left, bottom and right of what is red, hangs together and is about as wide as it is high."""
    cv2 = import_module("cv2")  # comes with the engine, and only with it
    width = red.shape[1]
    reach = 2 * max(1, round(NEAR * width)) + 1
    near = cv2.dilate(red.astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(near)
    found = []
    for left, top, wide, high, _ in boxes[1:].tolist():
        sides = sorted((wide, high))
        if SMALLEST * width <= sides[0] and sides[1] <= min(LARGEST * width, LONGEST * sides[0]):
            found.append((top, left, top + high, left + wide))
    return found


def dark_only(pixels: Pixels) -> Pixels:
    """The picture in grey, with everything turned to paper that is not nearly as dark as its darkest letters."""
    grey = (pixels.sum(axis=2, dtype=np.uint16) // 3).astype(np.uint8)
    ink, paper = np.percentile(grey[::COARSE, ::COARSE], (DARKEST, PAPER))
    spread = np.clip((np.arange(256) - ink) / max(1.0, DARK * (paper - ink)), 0, 1) * 255
    return np.repeat(spread.astype(np.uint8)[grey][..., None], 3, axis=2)
