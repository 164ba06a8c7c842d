"""The papers that a material is compared with, kept on disk: whose they are, their text, and the index of their fingerprints."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

import msgspec
import numpy as np

from checker.peers.index import Builder, Index
from checker.peers.masking import Masked, mask
from checker.peers.prints import prints

Kind = Literal["round", "earlier", "upper"]
# Papers whose masked text is kept at hand: a county's pilots are often compared with the same few.
_AT_HAND = 64


class Paper(msgspec.Struct, frozen=True, array_like=True):
    """A paper. `kind` says whether it is of this round, of an earlier one, or upper-level wording (policy, the notice).

    `units` are whose it is, more than one for a compilation; `names` what they are called in it; `starts` the offsets in
    `text` at which its paragraphs begin; `sha256` is that of its file.
    """

    file: str
    sha256: str
    units: tuple[str, ...]
    names: tuple[str, ...]
    kind: Kind
    text: str
    starts: tuple[int, ...]

    def masked(self) -> Masked:
        """The text as it is compared."""
        return mask(self.text, self.names)

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds an offset of the text."""
        return max(0, bisect_right(self.starts, offset) - 1)


class Among(Protocol):
    """Papers by number, as a material is compared with them; `upper` are the numbers of those that anybody may repeat."""

    index: Index
    upper: AbstractSet[int]

    def __getitem__(self, number: int) -> Paper: ...

    def masked(self, number: int) -> Masked:
        """A paper's text as it is compared."""


class Few:
    """Some of many papers, under the numbers that they have among all; `index` tells at least of these."""

    def __init__(self, index: Index, papers: Mapping[int, Paper], upper: AbstractSet[int]) -> None:
        self.index, self.upper, self._papers = index, upper, papers
        self._masked = lru_cache(maxsize=_AT_HAND)(lambda number: self[number].masked())

    def __getitem__(self, number: int) -> Paper:
        return self._papers[number]

    def masked(self, number: int) -> Masked:
        """A paper's text as it is compared."""
        return self._masked(number)


class Papers:
    """Papers by number, read from a folder that `write` made; `upper` are the numbers of those that anybody may repeat."""

    def __init__(self, folder: Path) -> None:
        self.index = Index.load(folder)
        self._ends = np.load(folder / "ends.npy", mmap_mode="r", allow_pickle=False)
        self._path = folder / "papers.bin"
        self.upper: AbstractSet[int] = frozenset(np.load(folder / "upper.npy", allow_pickle=False).tolist())
        self._masked = lru_cache(maxsize=_AT_HAND)(lambda number: self[number].masked())

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> Paper:
        first = int(self._ends[number - 1]) if number else 0
        with self._path.open("rb") as file:
            file.seek(first)
            return msgspec.msgpack.decode(file.read(int(self._ends[number]) - first), type=Paper)

    def masked(self, number: int) -> Masked:
        """A paper's text as it is compared."""
        return self._masked(number)


def write(folder: Path, papers: Iterable[Paper]) -> None:
    """Keep papers, numbered in their order, in a folder; one is held in memory at a time, and a part of all fingerprints."""
    folder.mkdir(parents=True, exist_ok=True)
    ends: list[int] = []
    upper: list[int] = []
    with (folder / "papers.bin").open("wb") as file, Builder(folder) as builder:
        for number, paper in enumerate(papers):
            file.write(msgspec.msgpack.encode(paper))
            ends.append(file.tell())
            if paper.kind == "upper":
                upper.append(number)
            builder.add(prints(paper.masked().text), number)
    np.save(folder / "ends.npy", np.asarray(ends, dtype=np.int64), allow_pickle=False)
    np.save(folder / "upper.npy", np.asarray(upper, dtype=np.int64), allow_pickle=False)
