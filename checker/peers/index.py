"""Which papers hold which fingerprint: sorted columns on disk, shared by all processes, looked up without a pass over them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.peers.prints import Prints

# What stands in more papers than this is said by everyone: it tells nobody's text, and looking it up would cost a pass over all.
COMMON = 32
_COLUMNS = ("hashes", "papers", "positions")


class Hits(NamedTuple):
    """Shared fingerprints: in which paper, at which character of it, and at which of the text that was looked up."""

    papers: NDArray[np.uint32]
    theirs: NDArray[np.uint32]
    mine: NDArray[np.uint32]


class Index:
    """The fingerprints of many papers, which are numbered from 0; columns sorted by hash."""

    def __init__(self, hashes: NDArray[np.uint32], papers: NDArray[np.uint32], positions: NDArray[np.uint32]) -> None:
        self.hashes, self.papers, self.positions = hashes, papers, positions

    @classmethod
    def of(cls, papers: Iterable[Prints], first: int = 0) -> Index:
        """The index of papers, numbered from `first` in their order."""
        found = list(papers)
        numbers = np.repeat(np.arange(first, first + len(found), dtype=np.uint32), [len(one.hashes) for one in found])
        empty = np.zeros(0, dtype=np.uint32)
        hashes = np.concatenate([empty, *(one.hashes for one in found)])
        positions = np.concatenate([empty, *(one.positions for one in found)])
        order = np.argsort(hashes, kind="stable")
        return cls(hashes[order], numbers[order], positions[order])

    def grown(self, other: Index) -> Index:
        """Both together; the papers of `other` must have numbers of their own."""
        places = np.searchsorted(self.hashes, other.hashes, side="right")
        mine, theirs = (np.stack([one.hashes, one.papers, one.positions]) for one in (self, other))
        return Index(*np.insert(mine, places, theirs, axis=1))

    def part(self, hashes: NDArray[np.uint32]) -> Index:
        """What is known of some fingerprints."""
        wanted = np.unique(hashes)
        first = np.searchsorted(self.hashes, wanted, side="left")
        rows = spread(first, np.searchsorted(self.hashes, wanted, side="right") - first)
        return Index(self.hashes[rows], self.papers[rows], self.positions[rows])

    def save(self, folder: Path) -> None:
        """Write the columns as files of a folder."""
        for name in _COLUMNS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Index:
        """What `save` wrote, left on disk: pages come in as they are looked at, once for all processes."""
        return cls(*(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _COLUMNS))

    def counts(self, own: Prints) -> NDArray[np.int64]:
        """How often each fingerprint of a text stands in all papers."""
        return np.searchsorted(self.hashes, own.hashes, side="right") - np.searchsorted(self.hashes, own.hashes, side="left")

    def look_up(self, own: Prints) -> Hits:
        """Where the fingerprints of a text stand, those that everyone has left out."""
        first = np.searchsorted(self.hashes, own.hashes, side="left")
        counts = self.counts(own)
        telling = (counts > 0) & (counts <= COMMON)
        first, counts, mine = first[telling], counts[telling], own.positions[telling]
        rows = spread(first, counts)
        return Hits(self.papers[rows], self.positions[rows], np.repeat(mine, counts))


def spread(first: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of runs that begin at `first`, each of so many, one run after the other."""
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.asarray(np.repeat(first, counts) + within)
