"""Shared fingerprints -> passages: hits in one line are a seed, which alignment confirms, extends and trims."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq

from checker.peers.index import Hits
from checker.peers.prints import RUN

# Hits belong to one passage where they follow within so many characters and are shifted against each other by no more.
GAP, SHIFT = 40, 12
# A seed has so many hits and reaches so far: fewer are a phrase.
SEED_HITS, SEED_REACH = 2, 12
# An alignment looks so far beyond its seed.
MARGIN = 48
# A passage ends where so many more characters differ than agree: the drop of local alignment (Altschul et al. 1990, BLAST).
DROP = 20
_EQUAL = "equal"


class Seed(NamedTuple):
    """Hits in one line: which paper, and the characters of mine and theirs that they reach over."""

    paper: int
    mine: tuple[int, int]
    theirs: tuple[int, int]


class Aligned(NamedTuple):
    """Two runs of masked text that are alike; `blocks` are the equal pieces as (mine, theirs, length)."""

    mine: tuple[int, int]
    theirs: tuple[int, int]
    blocks: tuple[tuple[int, int, int], ...]

    @property
    def similarity(self) -> float:
        """The share of characters that agree, of the longer run."""
        longer = max(self.mine[1] - self.mine[0], self.theirs[1] - self.theirs[0])
        return sum(length for _, _, length in self.blocks) / longer


def seeds(hits: Hits) -> Iterator[Seed]:
    """The seeds among the hits of one text, paper by paper."""
    shift = hits.theirs.astype(np.int64) - hits.mine.astype(np.int64)
    # Within a paper by coarse shift first, so that a phrase that recurs elsewhere does not break a line.
    order = np.lexsort((hits.mine, shift // (4 * SHIFT), hits.papers))
    papers, mine, shift = hits.papers[order], hits.mine[order].astype(np.int64), shift[order]
    if not len(papers):
        return
    breaks = (np.diff(papers) != 0) | (np.abs(np.diff(mine)) > GAP) | (np.abs(np.diff(shift)) > SHIFT)
    bounds = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(papers)]
    for first, last in pairwise(bounds):
        reach = int(mine[last - 1] - mine[first]) + RUN
        if last - first >= SEED_HITS and reach >= SEED_REACH:
            theirs = mine[first:last] + shift[first:last]
            yield Seed(
                int(papers[first]), (int(mine[first]), int(mine[last - 1]) + RUN), (int(theirs.min()), int(theirs.max()) + RUN)
            )


def joined(found: list[Seed]) -> Iterator[Seed]:
    """Seeds of one paper, in the order of my text, those that run on in both texts as one."""
    held: Seed | None = None
    for seed in sorted(found, key=lambda seed: seed.mine):
        if held and _runs_on(held.mine, seed.mine) and _runs_on(held.theirs, seed.theirs):
            held = Seed(held.paper, _both(held.mine, seed.mine), _both(held.theirs, seed.theirs))
            continue
        if held:
            yield held
        held = seed
    if held:
        yield held


def _runs_on(before: tuple[int, int], after: tuple[int, int]) -> bool:
    return -GAP <= after[0] - before[1] <= GAP


def _both(before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int]:
    return min(before[0], after[0]), max(before[1], after[1])


def align(mine: str, theirs: str, seed: Seed) -> Iterator[Aligned]:
    """The runs around a seed that are alike: more than one where something else stands between."""
    left, right = max(0, seed.mine[0] - MARGIN), max(0, seed.theirs[0] - MARGIN)
    operations = LCSseq.opcodes(mine[left : seed.mine[1] + MARGIN], theirs[right : seed.theirs[1] + MARGIN])
    blocks: list[tuple[int, int, int]] = []
    score, best, kept = 0, 0, 0
    for operation in operations:
        length = operation.src_end - operation.src_start
        if operation.tag == _EQUAL:
            blocks.append((left + operation.src_start, right + operation.dest_start, length))
            score += length
            if score >= best:
                best, kept = score, len(blocks)
            continue
        score -= max(length, operation.dest_end - operation.dest_start)
        if score <= 0 or score < best - DROP:
            yield from _aligned(blocks[:kept])
            blocks, score, best, kept = [], 0, 0, 0
    yield from _aligned(blocks[:kept])


def _aligned(blocks: list[tuple[int, int, int]]) -> Iterator[Aligned]:
    if blocks:
        (mine, theirs, _), (last, their_last, length) = blocks[0], blocks[-1]
        yield Aligned((mine, last + length), (theirs, their_last + length), tuple(blocks))
