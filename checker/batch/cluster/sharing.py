"""Who shares fingerprints with whom, found by range of their hash: no machine holds more than one range at a time.

A part of the index takes the fingerprints of one range from all shards, sorts them, and leaves for each shard an answer: where
else the fingerprints of its papers stand. Answers and its own fingerprints make a small index for each shard, which tells of
these papers all that the index of everything would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
from numpy.typing import NDArray

from checker.batch.cluster import sections, shards
from checker.batch.cluster.sections import Run
from checker.batch.cluster.shards import RANGES, ROW, WORK, Entry, Manifest, Rows, Voice
from checker.batch.cluster.store import Store
from checker.peers.background import Background, load_shipped
from checker.peers.index import COMMON, Index, spread
from checker.peers.papers import Paper
from checker.peers.prints import Prints
from checker.peers.searching import near

# So many fingerprints are in a part of the index: 12 bytes each, and some times that while they are sorted.
AT_ONCE = 4_000_000
# From so many shards things are fetched at a time.
SHARDS_AT_ONCE = 512
# In the place of a paper's number: what is said by everyone, wherever it stands.
EVERYONE = np.uint32(0xFFFFFFFF)


class Case(msgspec.Struct, frozen=True, array_like=True):
    """All that it takes to judge a file: what was read, the part of the index that tells of it, the papers that are near."""

    entry: Entry
    index: tuple[bytes, bytes, bytes]
    papers: dict[int, Paper]
    upper: frozenset[int]


def part_name(manifest: Manifest, number: int, what: str) -> str:
    """The name of a file of a part of the index."""
    return f"{WORK}/index-{manifest.digest}/{number:04}.{what}"


def make_part(store: Store, manifest: Manifest, number: int) -> None:
    """Make a part of the index, and count what the units of its range say. Raises OSError."""
    name = part_name(manifest, number, "answers")
    if store.get(part_name(manifest, number, "note")) is not None:
        return
    parts = manifest.parts(AT_ONCE)
    first, end = RANGES * number // parts, RANGES * (number + 1) // parts
    store.put(name, _answers(manifest, *_collected(store, manifest, first, end)))
    store.put(part_name(manifest, number, "background"), _as_bytes(_said(store, manifest, first, end)))
    store.put(part_name(manifest, number, "note"), b"")


def _collected(store: Store, manifest: Manifest, first: int, end: int) -> tuple[Rows, NDArray[np.uint32]]:
    """The fingerprints of some ranges, sorted by hash, in the order of the papers within one, and the shard of each."""
    found: list[Rows] = [np.empty(0, dtype=ROW)]
    where: list[NDArray[np.uint32]] = [np.empty(0, dtype=np.uint32)]
    for place, segments in _fetched(store, manifest, "prints", first, end):
        rows = np.frombuffer(b"".join(segments), dtype=ROW).copy()
        rows["paper"] += np.uint32(manifest.starts[place])
        found.append(rows)
        where.append(np.full(len(rows), place, dtype=np.uint32))
    rows, places = np.concatenate(found), np.concatenate(where)
    order = np.argsort(rows["hash"], kind="stable")
    return rows[order], places[order]


def _fetched(store: Store, manifest: Manifest, what: str, first: int, end: int) -> Iterator[tuple[int, list[bytes]]]:
    """Some ranges of all shards that have papers, with the places of these."""
    full = [place for place, shard in enumerate(manifest.shards) if shard.papers]
    for start in range(0, len(full), SHARDS_AT_ONCE):
        places = full[start : start + SHARDS_AT_ONCE]
        runs = [Run(manifest.shards[place].file(what), first, end) for place in places]
        yield from zip(places, sections.fetch(store, runs), strict=True)


def _answers(manifest: Manifest, rows: Rows, places: NDArray[np.uint32]) -> bytes:
    """For each shard the rows of others that have its hashes; of a hash that everyone has one row that says so."""
    if not len(rows):
        return sections.joined([b""] * len(manifest.shards))
    _, starts, which, counts = np.unique(rows["hash"], return_index=True, return_inverse=True, return_counts=True)
    # One row of each shard asks for it; a hash that one shard alone has raises no question.
    asks = np.ones(len(rows), dtype=bool)
    asks[1:] = (which[1:] != which[:-1]) | (places[1:] != places[:-1])
    common = counts[which] > COMMON
    shared = places[starts][which] != places[starts + counts - 1][which]
    asking = np.flatnonzero(asks & shared & ~common)
    lengths = counts[which[asking]]
    told = spread(starts[which[asking]], lengths)
    to = np.repeat(places[asking], lengths)
    others = places[told] != to
    everyone = np.flatnonzero(asks & common)
    said = rows[everyone].copy()
    said["paper"] = EVERYONE
    answers, to = np.concatenate([rows[told[others]], said]), np.concatenate([to[others], places[everyone]])
    order = np.argsort(to, kind="stable")
    answers, bounds = answers[order], np.searchsorted(to[order], np.arange(len(manifest.shards) + 1))
    return sections.joined(answers[a:b].tobytes() for a, b in pairwise(bounds.tolist()))


def _said(store: Store, manifest: Manifest, first: int, end: int) -> Background:
    """How many units of some ranges say what."""
    units: dict[tuple[str, ...], bytes] = {}
    for _, segments in _fetched(store, manifest, "voices", first, end):
        for segment in filter(None, segments):
            for voice in msgspec.msgpack.decode(segment, type=list[Voice]):
                units[voice.whose] = units.get(voice.whose, b"") + voice.terms
    background = Background()
    for terms in units.values():
        background.add(np.frombuffer(terms, dtype=np.uint32))
    return background


def merge(store: Store, names: Iterable[str], into: str, shipped: bool) -> None:
    """Add up what was counted, at last with what papers usually say. Raises OSError."""
    whole = load_shipped() if shipped else Background()
    with TemporaryDirectory() as folder:
        for name in names:
            data = store.get(name)
            if data is None:
                raise FileNotFoundError(name)
            path = Path(folder) / "one.npy"
            path.write_bytes(data)
            whole.merge(Background.load(path))
    store.put(into, _as_bytes(whole))


def _as_bytes(background: Background) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.npy"
        background.save(path)
        return path.read_bytes()


def cases(store: Store, manifest: Manifest, place: int) -> Iterator[Case]:
    """All files of a shard, each with what it takes to judge it. Raises OSError."""
    shard, start = manifest.shards[place], int(manifest.starts[place])
    entries = shards.read(store, shard)
    own = shards.own_rows(store, shard).copy()
    own["paper"] += np.uint32(start)
    index = _whole(own, _asked(store, manifest, place))
    known = np.unique(index.papers[index.papers != EVERYONE]).astype(np.int64)
    upper = frozenset(known[manifest.upper[manifest.shard_of(known)]].tolist())
    numbers = iter(range(start, start + shard.papers))
    numbered = [(entry, next(numbers) if entry.kept.paper else None) for entry in entries]
    marks = {number: _marks(own, number) for _, number in numbered if number is not None}
    wanted = {number: list(near(index, upper, own_marks)) for number, own_marks in marks.items()}
    papers = _papers(store, manifest, sorted({other for found in wanted.values() for other in found}))
    for entry, number in numbered:
        if number is None:
            yield Case(entry, (b"", b"", b""), {}, frozenset())
            continue
        some = index.part(marks[number].hashes)
        columns = (some.hashes.tobytes(), some.papers.tobytes(), some.positions.tobytes())
        close = wanted[number]
        yield Case(entry, columns, {other: papers[other] for other in close}, upper.intersection(close))


def _asked(store: Store, manifest: Manifest, place: int) -> Rows:
    parts = [part_name(manifest, number, "answers") for number in range(manifest.parts(AT_ONCE))]
    found = sections.fetch(store, [Run(name, place, place + 1) for name in parts])
    return np.frombuffer(b"".join(segment for segments in found for segment in segments), dtype=ROW)


def _whole(own: Rows, others: Rows) -> Index:
    """The index of a shard. What everyone says stands there often enough to be known as such."""
    said = others["paper"] == EVERYONE
    return shards.index_of(np.concatenate([own, others[~said], np.repeat(others[said], COMMON + 1)]))


def _marks(own: Rows, number: int) -> Prints:
    """The fingerprints of a paper in the order of its text."""
    rows = own[own["paper"] == number]
    rows = rows[np.argsort(rows["position"], kind="stable")]
    return Prints(np.ascontiguousarray(rows["hash"]), np.ascontiguousarray(rows["position"]))


def _papers(store: Store, manifest: Manifest, numbers: list[int]) -> Mapping[int, Paper]:
    """Papers by number."""
    runs = []
    for number, place in zip(numbers, manifest.shard_of(np.asarray(numbers, dtype=np.int64)).tolist(), strict=True):
        within = number - int(manifest.starts[place])
        runs.append(Run(manifest.shards[place].file("papers"), within, within + 1))
    found = sections.fetch(store, runs)
    return {number: msgspec.msgpack.decode(own[0], type=Paper) for number, own in zip(numbers, found, strict=True)}
