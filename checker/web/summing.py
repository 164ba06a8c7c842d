"""A whole round at once, from what the inbox has of it: every paper beside all others, the roster's units, and the reports.

It is the same run as `ganhuo batch`, in a process of its own that ends with the server; a run that was broken off goes on with
the next start. What it found goes into the ledger, where the materials are known again by their bytes and names.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from sqlalchemy import select

from checker.assessment import Settings
from checker.batch import BatchError
from checker.batch.journal import RESULTS
from checker.batch.recording import digest
from checker.batch.rounds import rows
from checker.batch.run import CIRCULAR, WORKBOOK, Order, run
from checker.ledger import Facts, LedgerError, open_ledger, write_round
from checker.ledger import tables as t
from checker.ledger.plain import clean
from checker.ledger.rounds import round_named
from checker.ledger.units import Directory
from checker.reports.safe import file_name, write_whole
from checker.roster import Roster, Unit
from checker.web.errors import WebError
from checker.web.judging import Row, light
from checker.web.opened import Ledgers
from checker.web.settings import WebSettings
from checker.web.store import Store, moment

log = logging.getLogger("ganhuo")

ROUNDS, STATE, IN, OUT, ALL = "rounds", "state.json", "in", "out", "全部结果.zip"
PRODUCTS = {"workbook": WORKBOOK, "circular": CIRCULAR, "all": ALL}
TICK = 0.5
FAILED = "没有办成：中间出了错，或者磁盘满了、台账用不了。请稍后再办一次，仍不行请告诉管理员。"
NOTHING = "这个批次还没有从网页上传的材料，没有可办的。"


@dataclass(frozen=True)
class State:
    """How far a round is: ``waiting``, ``running``, ``done`` or ``failed``."""

    round: str
    who: str
    state: str
    told: str
    at: str


@dataclass(frozen=True)
class Task:
    """What the process is given. `names` leads from the names of the files in `folder` to what people call them."""

    folder: Path
    round: str
    who: str
    names: Mapping[str, str]
    roster: Roster | None
    ledger: str | None
    judging: Settings
    workers: int
    resume: bool


class Rounds:
    """The rounds of one server, one after the other."""

    def __init__(self, store: Store, ledgers: Ledgers, settings: WebSettings) -> None:
        self._store, self._ledgers, self._settings = store, ledgers, settings
        self._queue: Queue[tuple[str, str, bool]] = Queue()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Take up what was broken off."""
        for file in sorted((self._store.home / ROUNDS).glob(f"*/{STATE}")):
            state = _read(file)
            if state and state.state in ("waiting", "running"):
                self._queue.put((state.round, state.who, True))
        self._thread.start()

    def stop(self) -> None:
        """End; what is running goes on with the next start."""
        self._stopping.set()
        self._thread.join(10 * TICK)

    def ask(self, round: str, who: str) -> None:
        """Have a round done, unless it is being done. Raises WebError."""
        with self._lock:
            before = self.state(round)
            if before and before.state in ("waiting", "running"):
                return
            if not self._files(round):
                raise WebError(422, "nothing", NOTHING)
            self._say(round, who, "waiting", "")
        self._queue.put((round, who, False))

    def state(self, round: str) -> State | None:
        """How far a round is, None where nobody asked for it."""
        return _read(self._folder(round) / STATE)

    def product(self, round: str, which: str) -> Path | None:
        """A file that a round came to."""
        state, name = self.state(round), PRODUCTS.get(which)
        path = self._folder(round) / (OUT if which != "all" else "") / (name or "")
        return path if name and state and state.state == "done" and path.is_file() else None

    def forget(self, round: str) -> None:
        """Delete what a round came to."""
        shutil.rmtree(self._folder(round), ignore_errors=True)

    def _folder(self, round: str) -> Path:
        return self._store.home / ROUNDS / sha256(round.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _say(self, round: str, who: str, state: str, told: str) -> None:
        said = {"round": round, "who": who, "state": state, "told": told, "at": moment()}
        write_whole(self._folder(round) / STATE, json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                round, who, resume = self._queue.get(timeout=TICK)
            except Empty:
                continue
            try:
                self._one(round, who, resume)
            except Exception:
                log.exception("round")
                with suppress(OSError):
                    self._say(round, who, "failed", FAILED)

    def _one(self, round: str, who: str, resume: bool) -> None:
        self._say(round, who, "running", "准备")
        task = self._task(round, who, resume)
        ours, theirs = get_context("spawn").Pipe(duplex=False)
        process = get_context("spawn").Process(target=work, args=(theirs, task))
        process.start()
        theirs.close()
        told = ("failed", FAILED)
        try:
            while told[0] != "done":
                if self._stopping.is_set():
                    return
                if ours.poll(TICK):
                    told = ours.recv()
                    if told[0] == "running":
                        self._say(round, who, *told)
        except EOFError:
            told = ("failed", FAILED)
        finally:
            process.kill() if told[0] != "done" else process.join()
            process.join()
            ours.close()
        if told[0] == "done":
            self._refresh(task)
        self._say(round, who, *told)

    def _files(self, round: str) -> list[tuple[str, str]]:
        """The files of a round: where they lie, and what people call them; the same file twice is one, as in the ledger."""
        asked = (
            "SELECT file, name, sha256 FROM uploads WHERE state = 'done' AND"
            " (round = ?1 OR EXISTS (SELECT 1 FROM results WHERE upload = uploads.id AND results.round = ?1)) ORDER BY id"
        )
        found = self._store.ask(asked, (round,))
        return list({(row["sha256"], _last(row["name"])): (row["file"], row["name"]) for row in found}.values())

    def _task(self, round: str, who: str, resume: bool) -> Task:
        folder = self._folder(round)
        if not resume:
            shutil.rmtree(folder / OUT, ignore_errors=True)
        shutil.rmtree(folder / IN, ignore_errors=True)
        names: dict[str, str] = {}
        for stored, called in self._files(round):
            path = _free(folder / IN, called)
            path.parent.mkdir(parents=True, exist_ok=True)
            _link(self._store.home / "files" / stored, path)
            names[path.relative_to(folder / IN).as_posix()] = called
        settings = self._settings
        return Task(folder, round, who, names, self._roster(round), settings.ledger, settings.judging, settings.workers, resume)

    def _roster(self, name: str) -> Roster | None:
        """The list of a round, each unit with the other names that the ledger has of it and with its deadline."""
        with self._ledgers.reading() as session:
            due = round_named(session, name).due
            directory = Directory(session)
            lines = session.scalars(
                select(t.Listed).join(t.Round).where(t.Round.name == clean(name)).order_by(t.Listed.position)
            ).all()
            units = [
                Unit(
                    name=line.name,
                    short=tuple(other for other in directory.aliases(line.unit_id) if other != line.name),
                    category=line.category,
                    county=line.county,
                    due=line.due or due,
                    contact=line.contact,
                    phone=line.phone,
                )
                for line in lines
            ]
        return Roster(units) if units else None

    def _refresh(self, task: Task) -> None:
        """The table of uploads shows what is known now, unless a person said otherwise."""
        for row in _renamed(task):
            with self._store.writing() as db:
                db.execute(
                    "UPDATE results SET light = ? WHERE sha256 = ? AND name = ? AND round = ?"
                    " AND json_extract(light, '$.person') IS NULL",
                    (json.dumps(light(row), ensure_ascii=False), row["sha256"], row["file"], task.round),
                )


def work(pipe: Connection, task: Task) -> None:
    """The life of the process: judge the round, write its reports, put it into the ledger."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _judge(pipe, task)
        pipe.send(("running", "记入台账"))
        _record(task)
        pipe.send(("running", "打包"))
        _pack(task.folder)
    except (BatchError, LedgerError, OSError) as error:
        log.warning("round: %s", error)
        pipe.send(("failed", FAILED))
    else:
        pipe.send(("done", ""))
    pipe.close()


def _judge(pipe: Connection, task: Task) -> None:
    order = Order(
        path=task.folder / IN,
        out=task.folder / OUT,
        settings=task.judging,
        roster=task.roster,
        name=task.round,
        workers=task.workers,
        resume=task.resume,
        dated=False,
    )

    def advance(what: str, done: int, total: int) -> None:
        pipe.send(("running", f"{what} {done} / {total}"))

    try:
        run(order, advance)
    except BatchError:
        if not task.resume:
            raise
        # What was broken off was done under another list or by another version: it is done anew.
        shutil.rmtree(order.out, ignore_errors=True)
        run(replace(order, resume=False), advance)


def _record(task: Task) -> None:
    facts = Facts(units=task.roster.units if task.roster else (), settings=digest(task.judging))
    with open_ledger(task.ledger) as ledger, ledger.writing() as session:
        write_round(session, task.round, _renamed(task), task.who, facts)


def _renamed(task: Task) -> Iterator[Row]:
    """The rows of the run, with files called as people call them."""

    def called(name: Any) -> Any:
        own, archive, inner = str(name).partition("!/")
        return task.names.get(own, own) + archive + inner if name is not None else None

    for row in rows(task.folder / OUT / RESULTS):
        row["file"] = called(row["file"])
        for source in row["reuse"] or ():
            source["file"] = called(source["file"])
        for finding in row["findings"] or ():
            if finding["related"]:
                finding["related"]["file"] = called(finding["related"]["file"])
        yield row


def _pack(folder: Path) -> None:
    """All that the run made, as one file to take away."""
    temporary = folder / f".{ALL}.part"
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in sorted((folder / OUT).rglob("*")):
            inside = path.relative_to(folder / OUT)
            if path.is_file() and not inside.parts[0].startswith("."):
                archive.write(path, inside.as_posix())
    temporary.replace(folder / ALL)


def _free(folder: Path, called: str) -> Path:
    """A harmless path for a file, as like its name as may be; files of one name lie in folders of their own."""
    last = _last(called)
    stem, dot, suffix = last.rpartition(".")
    safe = f"{file_name(stem if dot else last)}.{file_name(suffix)}" if dot else file_name(last)
    number, path = 1, folder / safe
    while path.exists():
        number += 1
        path = folder / str(number) / safe
    return path


def _last(called: str) -> str:
    """The name of a file without its folders."""
    return called.replace("\\", "/").rpartition("/")[2]


def _link(source: Path, path: Path) -> None:
    """The file under another name, without a copy where the disk can do that."""
    try:
        os.link(source, path)
    except OSError:
        shutil.copyfile(source, path)


def _read(file: Path) -> State | None:
    try:
        return State(**json.loads(file.read_bytes().decode("utf-8", "surrogatepass")))
    except (OSError, ValueError, TypeError):
        return None


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
