"""Judges what the inbox holds: a few threads, each with one worker process that may die without losing another's file.

What was accepted and not judged when a server ended, however it ended, is taken up by the next. An archive whose files were
partly judged goes on with the others.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, PriorityQueue

from checker.assessment import Settings
from checker.batch import BatchError
from checker.batch.local import Crew
from checker.batch.messages import Key, Source
from checker.batch.products import slot
from checker.checker import refused
from checker.reading.errors import Unreadable
from checker.reports.safe import write_whole
from checker.web.errors import StoreError
from checker.web.judging import Judge, Outcome, light, pack
from checker.web.store import MARKED, WORK, Store, Upload, is_container

log = logging.getLogger("ganhuo")

# A file over which we ourselves failed so often is set aside; the worker has attempts of its own.
ATTEMPTS = 3
# So long is waited before what could not be written is tried again, in seconds.
PATIENCE = 5.0
TICK = 0.5
GIVEN_UP = "检查时程序出错，没有得出结论；请用 Word 或 WPS 另存为 .docx 后再试。"
# Small files go before archives, and each kind in the order in which it came.
Place = tuple[bool, int]


class Jobs:
    """The threads of one server. `judged` is called after each upload that is done."""

    def __init__(self, store: Store, settings: Settings, count: int, judged: Callable[[], None]) -> None:
        self._store, self._settings, self._judged = store, settings, judged
        self._queue: PriorityQueue[Place] = PriorityQueue()
        self._stopping = threading.Event()
        self._waiters: dict[int, Future[None]] = {}
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, args=(number,), daemon=True) for number in range(count)]

    def start(self) -> None:
        """Take up what was left, and begin."""
        for upload in self._store.waiting():
            self._queue.put((is_container(upload.name), upload.id))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Begin nothing new. What is at hand is taken up by the next start if it does not end at once."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(2 * TICK)

    @property
    def waiting(self) -> int:
        """About how many uploads nobody has begun with."""
        return self._queue.qsize()

    def submit(self, id: int, name: str) -> Future[None]:
        """Have an accepted upload judged; what comes back is done when it is."""
        with self._lock:
            waiter = self._waiters[id] = Future()
        self._queue.put((is_container(name), id))
        return waiter

    def _run(self, number: int) -> None:
        """The life of a thread: a crew that cannot go on is replaced."""
        home = self._store.home / WORK / str(number)
        while not self._stopping.is_set():
            try:
                home.mkdir(parents=True, exist_ok=True)
                with Crew(self._settings, 1, Judge(), home) as crew:
                    self._serve(crew)
            except Exception:
                log.exception("judging")
                self._stopping.wait(PATIENCE)

    def _serve(self, crew: Crew) -> None:
        while not self._stopping.is_set():
            try:
                place = self._queue.get(timeout=TICK)
            except Empty:
                continue
            try:
                self._judge(crew, place[1])
            except (BatchError, StoreError, OSError):
                # Nothing can be written: that is no fault of the file.
                self._queue.put(place)
                raise
            except Exception:
                self._failed(place)
                raise

    def _judge(self, crew: Crew, id: int) -> None:
        upload = self._store.upload(id)
        if upload is not None and upload.state == "waiting":
            self._store.begun(id)
            known = {result.slot for result in self._store.results([id])}
            source = Source(upload.name, str(self._store.path(upload)))
            for key, outcome in crew.judge([source], lambda key, source: slot(key) in known):
                self._keep(upload, key, outcome)
            self._store.finished(id)
            self._judged()
        self._done(id)

    def _keep(self, upload: Upload, key: Key, outcome: Outcome) -> None:
        marked = None
        if outcome.marked is not None:
            marked = f"{upload.id}-{slot(key)}{outcome.suffix}"
            write_whole(self._store.home / MARKED / marked, outcome.marked)
        self._store.keep(upload, slot(key), outcome.name, outcome.sha256, outcome.light, outcome.row, marked)

    def _failed(self, place: Place) -> None:
        """We failed over a file: it is tried again a few times, and then gets a row that says so."""
        upload = self._store.upload(place[1])
        if upload is None or upload.attempts < ATTEMPTS:
            self._queue.put(place)
            return
        from checker.reports.as_json import as_dict

        row = as_dict(refused(upload.name, b"", Unreadable("crashed", GIVEN_UP)))
        row |= {"sha256": upload.sha256, "units": [], "signed": None, "page": {"why": [], "reading": ""}, "text": None}
        self._store.keep(upload, slot((0,)), upload.name, upload.sha256, light(row), pack(row), None)
        self._store.finished(upload.id)
        self._done(upload.id)

    def _done(self, id: int) -> None:
        with self._lock:
            waiter = self._waiters.pop(id, None)
        if waiter and not waiter.done():
            waiter.set_result(None)


def marked_path(store: Store, name: str) -> Path:
    """Where a marked copy lies."""
    return store.home / MARKED / name
