"""A round from beginning to end: files -> rows, pages and marked copies, then the reports of the round."""

from __future__ import annotations

import gc
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from checker.assessment import Settings
from checker.batch import BatchError
from checker.batch.gathering import Gather, Spool
from checker.batch.journal import Journal
from checker.batch.local import Crew
from checker.batch.messages import Key, Source
from checker.batch.peers import earlier, keep
from checker.batch.products import Products, slot
from checker.batch.rounds import assemble, rows
from checker.notice import Notice
from checker.reading.names import find_materials
from checker.reports.as_json import versions
from checker.reports.circular import circular
from checker.reports.memo import memo
from checker.reports.round import Entry, Round
from checker.reports.round_html import index
from checker.reports.safe import file_name, write_whole
from checker.reports.workbook import workbook
from checker.roster import Roster

MEMOS, WORKBOOK, CIRCULAR, INDEX = "退改意见", "汇总.xlsx", "通报.docx", "index.html"
# What is of use to a run alone; gone when it is done.
SPOOL = ".ganhuo-round"

# Starting a process takes as long as writing so many memos.
FEW_MEMOS = 24
# So many for each worker are handed out at a time.
MANY_MEMOS = 10 * FEW_MEMOS
Progress = Callable[[int, int], None]
Advance = Callable[[str, int, int], None]
# The name and the sha256 of a file.
Read = tuple[str, str]
_LIGHT: dict[str, Any] = {"entries": (), "standings": (), "unmatched": (), "since": ()}


@dataclass(frozen=True)
class Order:
    """What is asked of a run. `previous` is the results.jsonl of an earlier round, `notice` the order that it answers.

    `upper` are files and folders of upper-level wording, which anybody may repeat: policies, and the order itself. `earlier`
    gives the rows of earlier rounds that materials are compared with, besides those of `previous`.
    `dated` says whether the files' own dates tell when they were handed in.
    """

    path: Path
    out: Path
    settings: Settings
    roster: Roster | None = None
    name: str | None = None
    workers: int = 1
    resume: bool = False
    previous: Path | None = None
    notice: Notice | None = None
    upper: tuple[Path, ...] = ()
    earlier: Callable[[], Iterable[Mapping[str, Any]]] | None = None
    dated: bool = True


def run(order: Order, advance: Advance) -> tuple[Round, int]:
    """Judge a folder, an archive or a file and write everything into `order.out`; also how many files were no materials.

    Every file is read first and then judged beside all the others. `advance` is told what is being done (``读取``, ``检查``),
    how many files are done and how many are known of. Raises BatchError.
    """
    sources, passed_over = _sources(order)
    if not sources:
        raise BatchError(f"文件夹里没有可检查的材料：{order.path}")
    settings = replace(order.settings, demanded=order.notice.wording) if order.notice else order.settings
    state = {"versions": versions(), "settings": _plain(settings), "roster": repr(order.roster), "path": str(order.path)}
    with Journal(order.out, state, order.resume) as journal:
        spool = Spool(order.out / SPOOL / "read")
        peers = order.out / SPOOL / "peers"
        digest, unpacked = _gather(order, spool, peers, sources, partial(advance, "读取"))
        journal.compared_with(digest)
        judge = Products(order.out, spool, peers, order.roster)
        _judge(order, settings, judge, sources, journal, partial(advance, "检查"))
        keys = journal.finish()
    dates = {source.name: day for source in sources if order.dated and (day := _date(source))}
    round = assemble(journal.path, keys, dates, order.roster, order.name, order.notice, order.previous)
    try:
        write_reports(round, order.out, order.workers)
    except OSError as error:
        which = Path(error.filename2 or error.filename or order.out).name
        raise BatchError(f"写不了 {which}（{error.strerror}）；如果正开着，请关闭后加 --resume 再来一次。") from error
    shutil.rmtree(order.out / SPOOL, ignore_errors=True)
    return round, passed_over + unpacked


def _gather(order: Order, spool: Spool, peers: Path, sources: Sequence[Source], advance: Progress) -> tuple[str, int]:
    """The first pass: lays out in `peers` what the round is compared with; its digest, and how many files were no materials."""
    read, unpacked = _read(order, Gather(spool, order.roster), sources, advance)
    upper, _ = _read(order, Gather(spool, kind="upper"), _upper(order), lambda done, total: None)
    kept = (kept for name, sha256 in (*read, *upper) if (kept := spool.get(name, sha256)))
    before = chain(rows(order.previous) if order.previous else (), order.earlier() if order.earlier else ())
    return keep(peers, kept, earlier(before)), unpacked


def _read(order: Order, gather: Gather, sources: Sequence[Source], advance: Progress) -> tuple[list[Read], int]:
    """The name and sha256 of every file, in the order of the files, and how many in archives are no materials."""
    found: dict[Key, Read] = {}

    def skip(key: Key, source: Source) -> bool:
        if sha256 := gather.has(source):
            found[key] = source.name, sha256
        return key in found

    with Crew(order.settings, min(order.workers, len(sources)), gather, order.out) as crew:
        for key, read in crew.judge(sources, skip):
            found[key] = read
            advance(len(found), max(len(sources), len(found)))
        return [found[key] for key in sorted(found)], crew.passed_over


def _judge(
    order: Order, settings: Settings, task: Products, sources: Sequence[Source], journal: Journal, advance: Progress
) -> None:
    """The second pass: a row for every file, what it judged before the run broke off left as it is."""
    known = {source.name for source in sources}
    done = 0

    def skip(key: Key, source: Source) -> bool:
        nonlocal done
        known.add(source.name)
        seen = journal.has(key, source)
        done += seen
        return seen

    with Crew(settings, order.workers, task, order.out) as crew:
        for key, (name, line) in crew.judge(sources, skip):
            journal.append(key, name, line)
            done += 1
            advance(done, max(len(known), done))


def write_reports(round: Round, out: Path, workers: int) -> None:
    """The reports of a round; each is written whole or not at all."""
    _write_memos(round, out, workers)
    write_whole(out / WORKBOOK, workbook(round))
    gc.collect()  # a workbook holds itself, as large as the round
    write_whole(out / CIRCULAR, circular(round))
    write_whole(out / INDEX, (piece.encode() for piece in index(round)))


def _write_memos(round: Round, out: Path, workers: int) -> None:
    """A memo takes longer than judging a material, so the workers share them; each is sent only what it needs of the round."""
    changes = {change.after.key: (change,) for change in round.revised}
    tasks = (
        (
            out / MEMOS / f"{slot(entry.key)} {file_name(entry.name)}.docx",
            entry,
            replace(round, **_LIGHT, revised=changes.get(entry.key, ())),
        )
        for entry in _needing_a_memo(round)
    )
    first = [*islice(tasks, FEW_MEMOS)]
    if len(first) < FEW_MEMOS:
        for task in first:
            _write_memo(task)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        # The pool takes all that it is given at once, however much that is.
        some = first
        while some:
            deque(pool.map(_write_memo, some, chunksize=FEW_MEMOS), maxlen=0)
            some = [*islice(tasks, workers * MANY_MEMOS)]


def _write_memo(task: tuple[Path, Entry, Round]) -> None:
    path, entry, round = task
    write_whole(path, memo(entry, round))


def _needing_a_memo(round: Round) -> Iterator[Entry]:
    """Materials that go back, the latest of each unit: a first submission that was replaced needs no answer any more."""
    replaced = {entry.key for standing in round.standings for entry in standing.files[:-1]}
    yield from (entry for entry in round.entries if entry.verdict != "pass" and entry.key not in replaced)


def _sources(order: Order) -> tuple[Sequence[Source], int]:
    """The files to judge, called by their path inside the folder, and how many of those found are no materials."""
    out, home = order.out.resolve(), order.path if order.path.is_dir() else order.path.parent
    found = [(file, wanted) for file, wanted in find_materials(order.path) if out not in file.resolve().parents]
    wanted = [Source(file.relative_to(home).as_posix(), str(file)) for file, is_material in found if is_material]
    return wanted, len(found) - len(wanted)


def _upper(order: Order) -> list[Source]:
    """The files of upper-level wording."""
    found = [file for path in order.upper for file, wanted in find_materials(path) if wanted]
    return [Source(str(file), str(file)) for file in found]


def _date(source: Source) -> date | None:
    """The day on which a file was last written, which is evidence of nothing but lateness."""
    try:
        return date.fromtimestamp(Path(source.content).stat().st_mtime) if isinstance(source.content, str) else None
    except OSError:
        return None


def _plain(settings: Settings) -> Mapping[str, Any]:
    """The settings as data that can be compared; passwords change no judgement and are written nowhere."""
    checks = {name: dict(options) for name, options in settings.checks.items()}
    return {"thresholds": asdict(settings.thresholds), "checks": checks, "demanded": sorted(settings.demanded)}
