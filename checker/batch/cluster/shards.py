"""What is kept of a chunk of files between the passes, and the list of all chunks.

A shard is some files whose names begin with its own: what was read (``kept``), the papers that others may be compared with
(``papers``), their fingerprints by range of hash (``prints``), what they say by unit (``voices``), and last its note.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from checker.batch.cluster import sections
from checker.batch.cluster.store import Store
from checker.batch.gathering import Kept
from checker.peers.index import Index
from checker.peers.papers import Kind, Paper
from checker.peers.prints import prints

WORK = "work"
# So many ranges of hashes there are; a part of the index takes one or more of them.
RANGES = 1024
_SHIFT = np.uint32(32 - 10)
ROW = np.dtype([("hash", "<u4"), ("paper", "<u4"), ("position", "<u4")])
Rows = NDArray[np.void]


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A file that was read; its paper lies elsewhere."""

    name: str
    sha256: str
    kept: Kept


class Voice(msgspec.Struct, frozen=True, array_like=True):
    """The terms that a paper says, and whose it is: several papers of one unit are one voice."""

    whose: tuple[str, ...]
    terms: bytes


class Note(msgspec.Struct, frozen=True):
    """A shard: `key` is its place among all, `id` begins the names of its files; how much is in it.

    `files` were read, `papers` are those of them that have a text, with so many fingerprints; `passed_over` are no materials.
    """

    key: tuple[int, ...]
    id: str
    kind: Kind
    files: int
    papers: int
    prints: int
    passed_over: int = 0

    def file(self, what: str) -> str:
        """The name of one of its files."""
        return f"{WORK}/read/{self.id}.{what}"


def note(store: Store, id: str) -> Note | None:
    """The note of a shard, None where it is not whole. Raises OSError."""
    data = store.get(f"{WORK}/read/{id}.note")
    return msgspec.msgpack.decode(data, type=Note) if data else None


def write(store: Store, key: tuple[int, ...], id: str, kind: Kind, entries: Sequence[Entry], passed_over: int = 0) -> Note:
    """Keep a shard; its note comes last. Raises OSError."""
    papers = [entry.kept.paper for entry in entries if entry.kept.paper]
    index = Index.of(prints(paper.masked().text) for paper in papers)
    found = Note(key, id, kind, len(entries), len(papers), len(index.hashes), passed_over)
    store.put(found.file("kept"), sections.joined(map(_bare, entries)))
    store.put(found.file("papers"), sections.joined(map(msgspec.msgpack.encode, papers)))
    store.put(found.file("prints"), _by_range(rows_of(index)))
    store.put(found.file("voices"), _voices([entry.kept for entry in entries if kind == "round"]))
    store.put(found.file("note"), msgspec.msgpack.encode(found))
    return found


def _bare(entry: Entry) -> bytes:
    bare = msgspec.structs.replace(entry.kept, paper=None, terms=b"")
    return msgspec.msgpack.encode(msgspec.structs.replace(entry, kept=bare))


def read(store: Store, shard: Note) -> list[Entry]:
    """The files of a shard, each with its paper. Raises OSError."""
    kept = [msgspec.msgpack.decode(data, type=Entry) for data in _whole(store, shard.file("kept"))]
    papers = (msgspec.msgpack.decode(data, type=Paper) for data in _whole(store, shard.file("papers")))
    return [
        msgspec.structs.replace(entry, kept=msgspec.structs.replace(entry.kept, paper=next(papers)))
        if entry.kept.document
        else entry
        for entry in kept
    ]


def own_rows(store: Store, shard: Note) -> Rows:
    """The fingerprints of a shard, sorted; its papers are numbered from 0. Raises OSError."""
    return np.frombuffer(b"".join(_whole(store, shard.file("prints"))), dtype=ROW)


def _whole(store: Store, name: str) -> list[bytes]:
    data = store.get(name)
    if data is None:
        raise FileNotFoundError(name)
    return sections.split(data)


def rows_of(index: Index) -> Rows:
    """An index as rows."""
    rows = np.empty(len(index.hashes), dtype=ROW)
    rows["hash"], rows["paper"], rows["position"] = index.hashes, index.papers, index.positions
    return rows


def index_of(rows: Rows) -> Index:
    """Rows as an index: by hash, within one by paper, within one by place."""
    order = np.lexsort((rows["position"], rows["paper"], rows["hash"]))
    hashes, papers, positions = (np.ascontiguousarray(rows[name][order]) for name in ("hash", "paper", "position"))
    return Index(hashes, papers, positions)


def _by_range(rows: Rows) -> bytes:
    bounds = np.searchsorted(rows["hash"] >> _SHIFT, np.arange(RANGES + 1))
    return sections.joined(rows[start:end].tobytes() for start, end in pairwise(bounds.tolist()))


def _voices(kept: Iterable[Kept]) -> bytes:
    by_range: list[list[Voice]] = [[] for _ in range(RANGES)]
    for one in kept:
        if one.paper:
            whose = one.paper.units or (one.paper.file,)
            by_range[crc32("\n".join(whose).encode("utf-8", "surrogatepass")) % RANGES].append(Voice(whose, one.terms))
    return sections.joined(msgspec.msgpack.encode(voices) if voices else b"" for voices in by_range)


@dataclass(frozen=True)
class Manifest:
    """All shards in their order: the papers in them are numbered from 0 through all of them."""

    shards: tuple[Note, ...]

    @cached_property
    def digest(self) -> str:
        """What all that follows hangs on: shards are named by their content."""
        return hashlib.sha256(" ".join(shard.id for shard in self.shards).encode()).hexdigest()[:16]

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """The number of the first paper of each shard, and that after the last paper."""
        return np.fromiter(accumulate((shard.papers for shard in self.shards), initial=0), dtype=np.int64)

    @cached_property
    def upper(self) -> NDArray[np.bool_]:
        """Which shards are upper-level wording."""
        return np.array([shard.kind == "upper" for shard in self.shards], dtype=bool)

    def parts(self, at_once: int) -> int:
        """In how many parts the index is made, where so many fingerprints are held at once."""
        return min(RANGES, 1 + sum(shard.prints for shard in self.shards) // at_once)

    def shard_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The place of the shard that each paper lies in."""
        return np.asarray(np.searchsorted(self.starts, numbers, side="right") - 1)

    def save(self, store: Store) -> None:
        """Keep it. Raises OSError."""
        store.put(f"{WORK}/manifest-{self.digest}", msgspec.msgpack.encode(self.shards))

    @classmethod
    def load(cls, store: Store, digest: str) -> Manifest:
        """The manifest of a digest. Raises OSError."""
        data = store.get(f"{WORK}/manifest-{digest}")
        if data is None:
            raise FileNotFoundError(digest)
        return cls(tuple(msgspec.msgpack.decode(data, type=list[Note])))
