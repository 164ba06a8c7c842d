"""Which papers hold which fingerprint: sorted columns on disk, shared by all processes, looked up without a pass over them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
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


class Builder:
    """Makes the index of many papers in a folder: a context, at whose end it is there.

    Fingerprints go to disk by range of their hash and are sorted range by range, so that one range is held in memory.
    """

    RANGES = 64

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = [TemporaryFile(dir=folder) for _ in range(self.RANGES)]  # noqa: SIM115 — closed by `__exit__`

    def __enter__(self) -> Builder:
        return self

    def add(self, own: Prints, number: int) -> None:
        """A paper, under a number that is higher than those before."""
        rows = np.stack([own.hashes, np.full_like(own.hashes, number), own.positions], axis=1)
        rows = rows[np.argsort(own.hashes, kind="stable")]
        bounds = np.searchsorted(rows[:, 0].astype(np.uint64) * self.RANGES >> np.uint64(32), np.arange(self.RANGES + 1))
        for file, first, end in zip(self._files, bounds.tolist(), bounds[1:].tolist(), strict=False):
            if first < end:
                file.write(rows[first:end].tobytes())

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._finish()
        for file in self._files:
            file.close()

    def _finish(self) -> None:
        size = sum(file.tell() for file in self._files) // 12
        columns = [self._column(name, size) for name in _COLUMNS]
        done = 0
        for file in self._files:
            file.seek(0)
            rows = np.frombuffer(file.read(), dtype=np.uint32).reshape(-1, 3)
            rows = rows[np.argsort(rows[:, 0], kind="stable")]
            for number, column in enumerate(columns):
                column[done : done + len(rows)] = rows[:, number]
            done += len(rows)
        for column in columns:
            if isinstance(column, np.memmap):
                column.flush()

    def _column(self, name: str, size: int) -> NDArray[np.uint32]:
        path = self._folder / f"{name}.npy"
        if not size:  # nothing cannot be mapped
            np.save(path, np.zeros(0, dtype=np.uint32), allow_pickle=False)
            return np.zeros(0, dtype=np.uint32)
        made: NDArray[np.uint32] = np.lib.format.open_memmap(path, mode="w+", dtype=np.uint32, shape=(size,))
        return made


def spread(first: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of runs that begin at `first`, each of so many, one run after the other."""
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.asarray(np.repeat(first, counts) + within)
