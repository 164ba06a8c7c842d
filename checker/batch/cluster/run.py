"""A round on a cluster, from URLs to shards of rows: the two passes, and between them who shares what with whom."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checker.assessment import Settings
from checker.batch import BatchError
from checker.batch.cluster import calls, shards
from checker.batch.cluster.calls import Book, Job, Told
from checker.batch.cluster.driving import Call, Driver
from checker.batch.cluster.listing import File, chunks, files
from checker.batch.cluster.recording import facts_of, record
from checker.batch.cluster.shards import WORK, Entry, Manifest, Note
from checker.batch.cluster.sharing import AT_ONCE, part_name
from checker.batch.cluster.store import Store
from checker.batch.gathering import Gather, Kept, Spool
from checker.batch.journal import STATE
from checker.batch.local import Crew
from checker.batch.messages import Key, Source
from checker.batch.peers import earlier
from checker.ledger import Written
from checker.notice import Notice
from checker.peers.papers import Kind, Paper
from checker.reading.names import find_materials
from checker.reports.as_json import versions
from checker.roster import Roster

Advance = Callable[[str, int, int], None]
# Counts are added up so many at a time.
MERGED = 16
# So many papers of earlier rounds are in a shard.
EARLIER = 256
COMPARED = "对照"
# Over which workers die is taken apart into so many pieces: a file is found that kills some dozen of them.
PIECES = 8


@dataclass(frozen=True)
class ClusterOrder:
    """What is asked of a run on a cluster; `path` and `out` are URLs that workers reach, otherwise as `checker.batch.run.Order`.

    `upper` are files of this machine. Rows go into the database
    `ledger` under the round's name, in the name of `who`.
    """

    path: str
    out: str
    scheduler: str
    settings: Settings
    roster: Roster | None = None
    resume: bool = False
    notice: Notice | None = None
    upper: tuple[Path, ...] = ()
    earlier: Callable[[], Iterable[Mapping[str, Any]]] | None = None
    name: str | None = None
    ledger: str | None = None
    who: str = ""


@dataclass
class Outcome:
    """What a run came to: shards of rows in the order of the files, how many rows of each verdict (empty: unreadable)."""

    told: list[Told] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    passed_over: int = 0
    written: Written | None = None

    @property
    def results(self) -> list[str]:
        """The names of the shards."""
        return [told.name for told in self.told]


def run(order: ClusterOrder, advance: Advance) -> Outcome:
    """Judge everything under a URL; `advance` as for a run on one machine. Raises BatchError."""
    settings = replace(order.settings, demanded=order.notice.wording) if order.notice else order.settings
    try:
        store = Store(order.out)
    except (OSError, ValueError, ImportError) as error:
        raise BatchError(f"结果不能放在这里：{order.out}（{error}）。") from error
    try:
        job = _job(order, settings, store.url)
        _take_over(store, order, job)
        with Driver(order.scheduler) as driver:
            for _ in driver.results([Call(calls.begin, (job,))]):
                pass
            manifest, passed_over = _read(store, job, driver, order, partial(advance, "读取"))
            _compare(job, driver, manifest, partial(advance, COMPARED))
            outcome = _judge(job, driver, manifest, partial(advance, "检查"))
            if order.ledger and order.name:
                book = Book(order.ledger, order.name, facts_of(job, order.roster, order.notice))
                outcome.written = record(job, book, order.who, driver, manifest, outcome.told, partial(advance, "记入台账"))
    except OSError as error:
        raise BatchError(f"结果所在的位置读写不了：{order.out}（{error}）；排除以后加 --resume 接着做。") from error
    _tidy(store, outcome.results)
    return replace(outcome, passed_over=passed_over)


def _job(order: ClusterOrder, settings: Settings, url: str) -> Job:
    # Passwords change no judgement and are written nowhere.
    plain = repr(replace(settings, reading=replace(settings.reading, passwords=()), demanded=frozenset()))
    known = f"{versions()} {plain} {sorted(settings.demanded)} {order.roster!r}"
    return Job(url, settings, order.roster, versions(), hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()[:16])


def _take_over(store: Store, order: ClusterOrder, job: Job) -> None:
    """See that results of another kind never lie in one place."""
    state = json.dumps({"versions": dict(job.versions), "token": job.token, "path": order.path}, ensure_ascii=False).encode()
    noted = store.get(STATE)
    if noted is None:
        store.put(STATE, state)
    elif not order.resume:
        raise BatchError(f"{order.out} 里已有上次的结果；接着做请加 --resume，重做请换一个文件夹。")
    elif noted != state:
        raise BatchError("上次用的程序版本或设置与这次不同，结果不能混在一起；请换一个输出文件夹重做。")


def _read(
    store: Store, job: Job, driver: Driver, order: ClusterOrder, advance: Callable[[int, int], None]
) -> tuple[Manifest, int]:
    """The first pass: all shards, and how many files were no materials."""
    passed_over = 0

    def wanted() -> Iterator[File]:
        nonlocal passed_over
        for file in files(order.path, order.out):
            passed_over += file is None
            if file:
                yield file

    made = (_reading(job, (number,), chunk) for number, chunk in enumerate(chunks(wanted())))
    found: list[Note] = []
    done = 0
    for note in driver.results(made):
        found.append(note)
        done += note.files
        advance(done, done)
    if not found:
        raise BatchError(f"文件夹里没有可检查的材料：{order.path}")
    found.sort(key=lambda note: note.key)
    manifest = Manifest((*found, *_others(store, order, found[-1].key[0] + 1)))
    manifest.save(store)
    return manifest, passed_over + sum(note.passed_over for note in found)


def _reading(job: Job, key: Key, chunk: tuple[File, ...], aside: bool = False) -> Call:
    return Call(
        calls.read_chunk,
        (job, key, chunk, aside),
        partial(_pieces_of_reading, job, key, chunk, aside),
        len(chunk) == 1 and not aside,
    )


def _pieces_of_reading(job: Job, key: Key, chunk: tuple[File, ...], aside: bool) -> list[Call]:
    """A file of which workers die is set aside; so much must work."""
    if len(chunk) > 1:
        size = -(-len(chunk) // PIECES)
        parts = (chunk[start : start + size] for start in range(0, len(chunk), size))
        return [_reading(job, (*key, number), part) for number, part in enumerate(parts)]
    return [] if aside else [_reading(job, key, chunk, aside=True)]


def _others(store: Store, order: ClusterOrder, first: int) -> Iterator[Note]:
    """What the round is compared with besides itself: upper-level wording and earlier rounds, as shards of no files."""
    papers: dict[Kind, Iterator[Paper]] = {
        "upper": _upper(order),
        "earlier": earlier(order.earlier() if order.earlier else ()),
    }
    numbers = count(first)
    for kind, found in papers.items():
        while some := list(islice(found, EARLIER)):
            known = hashlib.sha256("\n".join(f"{p.kind} {p.sha256} {p.file}" for p in some).encode("utf-8", "surrogatepass"))
            key = (next(numbers),)
            id = f"{calls.numbered(key)}.{known.hexdigest()[:16]}"
            entries = [Entry(paper.file, paper.sha256, Kept(None, paper)) for paper in some]
            yield shards.note(store, id) or shards.write(store, key, id, kind, entries)


def _upper(order: ClusterOrder) -> Iterator[Paper]:
    """Upper-level wording, read here."""
    found = [file for path in order.upper for file, wanted in find_materials(path) if wanted]
    if not found:
        return
    with TemporaryDirectory() as folder:
        spool = Spool(Path(folder))
        with Crew(order.settings, 1, Gather(spool, kind="upper")) as crew:
            read = dict(crew.judge(Source(str(file), str(file)) for file in found))
        for _, (name, sha256) in sorted(read.items()):
            kept = spool.get(name, sha256)
            if kept and kept.paper:
                yield kept.paper


def _compare(job: Job, driver: Driver, manifest: Manifest, advance: Callable[[int, int], None]) -> None:
    """The parts of the index, and how common words are: counts are added up as a tree."""
    parts = manifest.parts(AT_ONCE)
    made = (Call(calls.make_part, (job, manifest.digest, number)) for number in range(parts))
    for done, _ in enumerate(driver.results(made), 1):
        advance(done, parts)
    names = [part_name(manifest, number, "background") for number in range(parts)]
    whole = calls.background_name(manifest.digest)
    for level in count():
        groups = [names[start : start + MERGED] for start in range(0, len(names), MERGED)]
        into = [f"{whole}-{level}-{number}" for number in range(len(groups))] if len(groups) > 1 else [whole]
        merging = (Call(calls.merge, (job, group, name, name == whole)) for group, name in zip(groups, into, strict=True))
        for _ in driver.results(merging):
            pass
        if into == [whole]:
            return
        names = into


def _judge(job: Job, driver: Driver, manifest: Manifest, advance: Callable[[int, int], None]) -> Outcome:
    """The second pass."""
    wanted = [(place, shard.files) for place, shard in enumerate(manifest.shards) if shard.kind == "round"]
    total = sum(size for _, size in wanted)
    outcome = Outcome()
    made = (_judging(job, manifest.digest, place, (0, size)) for place, size in wanted)
    told: Told
    for told in driver.results(made):
        outcome.told.append(told)
        outcome.verdicts.update(told.verdicts)
        advance(outcome.verdicts.total(), total)
    outcome.told.sort(key=lambda told: told.name)
    return outcome


def _judging(job: Job, digest: str, place: int, span: tuple[int, int], aside: bool = False) -> Call:
    arguments = (job, digest, place, span, aside)
    return Call(calls.judge_shard, arguments, partial(_pieces_of_judging, *arguments), span[1] - span[0] == 1 and not aside)


def _pieces_of_judging(job: Job, digest: str, place: int, span: tuple[int, int], aside: bool) -> list[Call]:
    first, end = span
    if end - first > 1:
        size = -(-(end - first) // PIECES)
        return [_judging(job, digest, place, (start, min(end, start + size))) for start in range(first, end, size)]
    return [] if aside else [_judging(job, digest, place, span, aside=True)]


def _tidy(store: Store, results: list[str]) -> None:
    """Leave the rows, and nothing that was of use to the run alone."""
    for name in set(store.names(calls.RESULTS)) - set(results):
        store.remove(name)
    store.remove(WORK)
