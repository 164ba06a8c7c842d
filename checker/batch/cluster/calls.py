"""What workers of the cluster are called to do.

Each call leaves files named by what it was called with, its note last: one that was done is not done again, and one that is
done twice leaves the same.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

import msgspec
import numpy as np

from checker.assessment import Assessment, Settings
from checker.batch import BatchError
from checker.batch.cluster import shards, sharing
from checker.batch.cluster.crews import at_work
from checker.batch.cluster.listing import File
from checker.batch.cluster.shards import WORK, Entry, Manifest, Note
from checker.batch.cluster.sharing import Case
from checker.batch.cluster.store import Store, filesystem, is_local
from checker.batch.gathering import Gather, Kept, Spool
from checker.batch.judging import Judged, judge, not_read
from checker.batch.local import DIED
from checker.batch.messages import Key, Source
from checker.checker import Checker
from checker.ledger import Facts, Written, add_rows, open_ledger
from checker.peers.background import Background
from checker.peers.index import Index
from checker.peers.papers import Among, Few
from checker.reading import limits
from checker.reading.errors import Unreadable
from checker.reports.as_json import versions
from checker.roster import Roster

OTHER_VERSION = "集群里有的工作进程装的干货版本或模型与这里不同，结果不能混在一起；请装成同一版本再来。"
# So many files are fetched together.
FETCHED = 16
RESULTS = "results"
# As `Crew.judge` does.
Judging = Callable[[Iterable[Source]], Iterator[tuple[Key, Any]]]


@dataclass(frozen=True)
class Job:
    """What all calls of a run share: where shards are kept, how files are judged, by which versions; `token` digests it."""

    url: str
    settings: Settings
    roster: Roster | None
    versions: Mapping[str, str]
    token: str


@dataclass(frozen=True)
class Book:
    """Where rows are recorded besides: the address of a ledger, the name of the round in it, what else is known of it."""

    address: str
    round: str
    facts: Facts


class Told(msgspec.Struct, frozen=True):
    """What a call of `judge_shard` comes to: of which shard, where the rows are, how many of each verdict (empty: unreadable)."""

    place: int
    name: str
    verdicts: dict[str, int]


def begin(job: Job) -> None:
    """See whether a worker can work at all. Raises OSError, BatchError."""
    _store(job)


def read_chunk(job: Job, key: Key, files: Sequence[File], aside: bool) -> Note:
    """Read files into a shard; `aside` says that workers died of them, so that nobody tries again. Raises OSError, BatchError."""
    store, id = _store(job), shard_id(job, key, files)
    if done := shards.note(store, id):
        return done
    passed_over = 0
    if aside:
        entries = [Entry(file.name, _sha256(file), Kept(None, None, error=("crashed", DIED))) for file in files]
    else:
        with at_work(f"read {job.token}", job.settings, partial(_gather, job.roster), _home()) as hand:
            before = hand.crew.passed_over
            entries = list(_read(hand.crew.judge, files, hand.folder))
            passed_over = hand.crew.passed_over - before
    days = {file.name: file.day for file in files if file.day}
    store.put(f"{WORK}/read/{id}.days", json.dumps(days, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return shards.write(store, key, id, "round", entries, passed_over)


def shard_id(job: Job, key: Key, files: Sequence[File]) -> str:
    """The name of a shard: its place among all, and a digest of what it comes of."""
    known = hashlib.sha256(job.token.encode())
    for file in files:
        known.update(f"{file.name}\0{file.url}\0{file.mark}\n".encode("utf-8", "surrogatepass"))
    return f"{numbered(key)}.{known.hexdigest()[:16]}"


def numbered(key: Key) -> str:
    """A place as a name that sorts as the place does."""
    return "-".join(f"{part:08}" for part in key)


def make_part(job: Job, digest: str, number: int) -> None:
    """Make a part of the index. Raises OSError, BatchError."""
    sharing.make_part(_store(job), _manifest(job.url, digest), number)


def merge(job: Job, names: Sequence[str], into: str, shipped: bool) -> None:
    """Add up counts of terms. Raises OSError, BatchError."""
    store = _store(job)
    if store.get(into) is None:
        sharing.merge(store, names, into, shipped)


def compare_alone(job: Job, manifest: Manifest) -> None:
    """The index, in one part, and how common words are, where one machine does it all. Raises OSError."""
    store = _store(job)
    sharing.make_part(store, manifest, 0)
    sharing.merge(store, [sharing.part_name(manifest, 0, "background")], background_name(manifest.digest), shipped=True)


def judge_shard(job: Job, digest: str, place: int, span: tuple[int, int], aside: bool) -> Told:
    """Judge some files of a shard and keep their rows; `aside` as in `read_chunk`. Raises OSError, BatchError."""
    store, manifest = _store(job), _manifest(job.url, digest)
    name = f"{RESULTS}/{numbered(manifest.shards[place].key)}.{span[0]:06}-{span[1]:06}.{digest}.jsonl"
    if done := store.get(name):
        return Told(place, name, _counted(json.loads(line)["verdict"] for line in done.splitlines()))
    if aside:
        entries = shards.read(store, manifest.shards[place])[slice(*span)]
        judged = [not_read(_refused(entry, Unreadable("crashed", DIED)), job.roster) for entry in entries]
        outcomes = [(one.assessment.verdict, one.line()) for one in judged]
    else:
        with at_work(f"judge {job.token} {digest}", job.settings, partial(_cases, job, digest), _home()) as hand:
            found = islice(sharing.cases(store, manifest, place), *span)
            sources = (Source(case.entry.name, msgspec.msgpack.encode(case)) for case in found)
            outcomes = [outcome for _, outcome in sorted(hand.crew.judge(sources), key=lambda pair: pair[0])]
    store.put(name, b"".join(line.encode() + b"\n" for _, line in outcomes))
    return Told(place, name, _counted(verdict for verdict, _ in outcomes))


def record(job: Job, digest: str, place: int, name: str, book: Book) -> Written:
    """Add the rows of a shard to a round in the ledger; those that it has are the same again. Raises OSError, LedgerError."""
    store = _store(job)
    done = f"{WORK}/recorded-{digest}/{name}"
    if noted := store.get(done):
        return Written(**json.loads(noted))
    facts = replace(book.facts, handed_in=days(job, _manifest(job.url, digest), place))
    lines = (json.loads(line) for line in (store.get(name) or b"").splitlines())
    with open_ledger(book.address) as ledger, ledger.writing() as session:
        written = add_rows(session, book.round, lines, facts)
    store.put(done, json.dumps(vars(written)).encode())
    return written


def days(job: Job, manifest: Manifest, place: int) -> dict[str, date]:
    """When the files of a shard were last written, by name. Raises OSError."""
    noted = json.loads(_store(job).get(manifest.shards[place].file("days")) or b"{}")
    return {file: date.fromisoformat(day) for file, day in noted.items()}


def _counted(verdicts: Iterator[str | None]) -> dict[str, int]:
    return dict(Counter(verdict or "" for verdict in verdicts))


def background_name(digest: str) -> str:
    """Where it is kept what all papers say."""
    return f"{WORK}/index-{digest}/background"


@dataclass(frozen=True)
class Cases:
    """The second pass, of one file after the other: what comes back is its verdict and its row."""

    unpacks: ClassVar[bool] = False

    background: Path
    roster: Roster | None

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> tuple[str | None, str]:
        """Judge a file. Raises Unreadable where it was not read."""
        case = msgspec.msgpack.decode(data, type=Case)
        columns = (np.frombuffer(column, dtype=np.uint32) for column in case.index)
        among: Among = Few(Index(*columns), case.papers, case.upper)
        return _outcome(
            judge(checker, case.entry.kept, name, case.entry.sha256, self.roster, lambda: (among, _background(self.background)))
        )

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> tuple[str | None, str]:
        """Say why it cannot be judged."""
        return _outcome(not_read(_refused(msgspec.msgpack.decode(data, type=Case).entry, error), self.roster))


def _outcome(judged: Judged) -> tuple[str | None, str]:
    return judged.assessment.verdict, judged.line()


def _refused(entry: Entry, error: Unreadable) -> Assessment:
    return Assessment(file=entry.name, sha256=entry.sha256, status="unreadable", error=(error.code, error.message))


@lru_cache(maxsize=1)
def _background(path: Path) -> Background:
    return Background.load(path)


def _gather(roster: Roster | None, folder: Path) -> Gather:
    return Gather(Spool(folder / "read"), roster)


def _cases(job: Job, digest: str, folder: Path) -> Cases:
    data = _store(job).get(background_name(digest))
    if data is None:
        raise FileNotFoundError(background_name(digest))
    path = folder / "background.npy"
    path.write_bytes(data)
    return Cases(path, job.roster)


def _read(judge: Judging, files: Sequence[File], folder: Path) -> Iterator[Entry]:
    """What the crew reads of files, archives taken apart, in their order."""
    spool = Spool(folder / "read")
    found = {}
    for key, read in judge(_sources(files, folder / "in")):
        found[key] = read
        if len(key) == 1:
            _here(folder / "in", key[0], files[key[0]]).unlink(missing_ok=True)
    for key in sorted(found):
        name, sha256 = found[key]
        kept = spool.get(name, sha256)
        if kept is None:
            raise OSError("读取的中间结果不见了")
        spool.path(name, sha256).unlink()
        yield Entry(name, sha256, kept)


def _sources(files: Sequence[File], folder: Path) -> Iterator[Source]:
    """Files with a path on this machine, fetched some at a time where they lie elsewhere."""
    for start in range(0, len(files), FETCHED):
        some = dict(enumerate(files[start : start + FETCHED], start))
        fs, _ = filesystem(files[start].url)
        if is_local(fs):
            yield from (Source(file.name, file.url) for file in some.values())
            continue
        folder.mkdir(exist_ok=True)
        with ThreadPoolExecutor(FETCHED) as pool:
            paths = [_here(folder, number, file) for number, file in some.items()]
            list(pool.map(_fetch, some.values(), paths))
        yield from (Source(file.name, str(path)) for file, path in zip(some.values(), paths, strict=True))


def _here(folder: Path, number: int, file: File) -> Path:
    """Where a file from elsewhere is put; its ending says how large it may be, and no more of its name is used."""
    suffix = PurePosixPath(file.url).suffix.lower()
    return folder / f"{number}{suffix if suffix[1:].isalnum() and suffix.isascii() else ''}"


def _fetch(file: File, path: Path) -> None:
    """A file that is gone is not there, and one that is too large is as large as that and empty: whoever reads it says so."""
    if file.size > limits.ARCHIVE_FILE_BYTES:
        path.touch()
        os.truncate(path, file.size)
        return
    fs, there = filesystem(file.url)
    with suppress(FileNotFoundError):
        fs.get_file(there, str(path))


def _sha256(file: File) -> str:
    known = hashlib.sha256()
    with suppress(OSError):
        fs, path = filesystem(file.url)
        with fs.open(path, "rb") as opened:
            while portion := opened.read(2**20):
                known.update(portion)
    return known.hexdigest()


@lru_cache(maxsize=4)
def _manifest(url: str, digest: str) -> Manifest:
    return Manifest.load(Store(url), digest)


def _store(job: Job) -> Store:
    if dict(job.versions) != versions():
        raise BatchError(OTHER_VERSION)
    return Store(job.url)


def _home() -> str | None:
    """Where a worker of Dask may put files; it tidies up after one that was killed."""
    try:
        from distributed import get_worker

        return str(get_worker().local_directory)
    except (ImportError, ValueError):
        return None
