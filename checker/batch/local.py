"""The engine of one machine: a crew of worker processes, each with its own pipes, a clock and a scale.

A worker that hangs, grows or dies costs its own file alone: it is killed, the file gets a row that says so, and another
worker takes its place. A file over which a worker died is tried again first, because the worker may have been the victim.
No queue or lock is shared, so that a worker killed at any moment can leave nothing locked.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any

import psutil

from checker.batch import BatchError
from checker.batch.hiring import hand, understood
from checker.batch.messages import TOO_MUCH_MEMORY, Key, More, Source, Stopped, Task, Terms, Unpacked
from checker.batch.telling import Assessments
from checker.learned import store
from checker.reading import limits
from checker.reading.errors import Code, Unreadable

if TYPE_CHECKING:
    from checker.assessment import Settings

# How often the clock and the scale are looked at, in seconds: memory can grow by some 200 MB meanwhile.
TICK = 0.05
# So long may a worker take to start on a busy machine.
START_SECONDS = 60.0
# A file over which workers died so often is set aside.
ATTEMPTS = 3
# A worker that holds this much after a file is replaced: what libraries keep would add up.
WORN_OUT = 1024 * 2**20

TOO_SLOW = "读取时间过长，已经停止；请用 Word 或 WPS 打开，删去无关内容后另存为 .docx 再报。"
DIED = "读取时程序意外中断，文件可能已损坏；请用 Word 或 WPS 重新另存为 .docx 后再报。"

# Of the private folder in which archives are unpacked.
PREFIX = ".ganhuo-unpacked-"

Skip = Callable[[Key, Source], bool]


@dataclass
class _Job:
    """A file to judge; `key` orders it among all files: members of an archive come after it."""

    key: Key
    source: Source
    attempts: int = 0


class _Worker:
    """One process and the job that it has; what it says goes to `post`, with itself before it."""

    def __init__(self, terms: Terms, post: Post) -> None:
        self._hand = hand()
        self._hand.work(terms, lambda said: post.put((self, said)))
        self.process = self._hand.process
        self.job: _Job | None = None
        self.deadline = 0.0

    def begin(self, job: _Job, folder: Path) -> None:
        """Hand over a job; `folder` is where an archive may be taken apart."""
        self.job = job
        job.attempts += 1
        self.deadline = time.monotonic() + START_SECONDS
        self._hand.tell((job.source, job.key, str(folder)))

    def weight(self) -> int:
        """Bytes of memory that the process holds, 0 where it is gone."""
        with suppress(psutil.Error):
            return int(psutil.Process(self.process.pid).memory_info().rss)
        return 0

    def end(self) -> None:
        """Kill the process and wait for it."""
        self._hand.end()


Post = SimpleQueue[tuple[_Worker, bytes | None]]


class Crew:
    """So many worker processes: a context, at whose end they and what they unpacked are gone.

    What comes back for each file is what `task` makes of it (None: its assessment), in the worker where there is one. Without
    `settings` they are the usual ones. `passed_over` counts what was in archives and is no material. Archives are unpacked in
    `home`, if it is given, so that a killed run leaves nothing elsewhere.
    """

    def __init__(self, settings: Settings | None, count: int, task: Task | None = None, home: Path | None = None) -> None:
        self.passed_over = 0
        self._terms = Terms(settings, task or Assessments(), max(1, (os.cpu_count() or 1) // max(1, count)), store.in_use())
        self._post: Post = SimpleQueue()
        self._workers = [self._hire() for _ in range(count)]
        for left in home.glob(f"{PREFIX}*") if home else ():
            shutil.rmtree(left, ignore_errors=True)
        self._folder = TemporaryDirectory(prefix=PREFIX, dir=home, ignore_cleanup_errors=True)
        self._waiting: deque[_Job] = deque()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()
        self._folder.cleanup()

    def judge(
        self, sources: Iterable[Source], skip: Skip = lambda key, source: False, meanwhile: Callable[[], None] | None = None
    ) -> Iterator[tuple[Key, Any]]:
        """Judge files, and what archives hold, as they get done; keys sort them into the order of the files.

        `skip` is asked of every file, with where it lies, and says which need not be judged again; `meanwhile` is done once
        the first files are handed out. Raises BatchError where nothing can be written any more.
        """
        fresh = (_Job((number,), source) for number, source in enumerate(sources) if not skip((number,), source))
        while True:
            for worker in self._workers:
                if worker.job is None and (job := self._waiting.popleft() if self._waiting else next(fresh, None)):
                    worker.begin(job, Path(self._folder.name) / "-".join(map(str, job.key)))
            if meanwhile:
                meanwhile()
                meanwhile = None
            busy = [(worker, worker.job) for worker in self._workers if worker.job]
            if not busy:
                return
            yield from self._listen(skip)
            for worker, job in busy:
                if worker.job is job:
                    yield from self._watch(worker, job)

    def _listen(self, skip: Skip) -> Iterator[tuple[Key, Any]]:
        """Wait a moment for what a worker has to say."""
        try:
            worker, message = self._post.get(timeout=TICK)
        except Empty:
            return
        if worker not in self._workers:
            return
        job = worker.job
        said = None if message is None else understood(message)
        if isinstance(said, Stopped):
            raise BatchError(f"结果写不进去（{said.reason}），已经停下；腾出磁盘空间后加 --resume 可以接着做。")
        if isinstance(said, More):
            worker.deadline = time.monotonic() + said.seconds
        elif message is None:
            yield from self._lost(worker, job)
        elif job:
            yield from self._done(worker, job, said, skip)

    def _lost(self, worker: _Worker, job: _Job | None) -> Iterator[tuple[Key, Any]]:
        """A worker is gone: another takes its place, and its job is tried again."""
        if job and job.attempts >= ATTEMPTS:
            yield self._set_aside(worker, job, "crashed", DIED)
            return
        self._replace(worker)
        if job:
            self._waiting.appendleft(job)

    def _watch(self, worker: _Worker, job: _Job) -> Iterator[tuple[Key, Any]]:
        """See that a busy worker keeps to its time and memory."""
        if worker.weight() > limits.FILE_MEMORY:
            yield self._set_aside(worker, job, "memory", TOO_MUCH_MEMORY)
        elif time.monotonic() > worker.deadline:
            yield self._set_aside(worker, job, "timeout", TOO_SLOW)

    def _done(self, worker: _Worker, job: _Job, outcome: Any, skip: Skip) -> Iterator[tuple[Key, Any]]:
        worker.job = None
        if worker.weight() > WORN_OUT:
            self._replace(worker)
        if not isinstance(outcome, Unpacked):
            _forget(job)
            yield job.key, outcome
            return
        self.passed_over += outcome.passed_over
        members = (_Job((*job.key, number), source) for number, source in enumerate(outcome.files))
        self._waiting.extend(member for member in members if not skip(member.key, member.source))
        yield from (((*job.key, len(outcome.files) + number), row) for number, row in enumerate(outcome.refused))

    def _set_aside(self, worker: _Worker, job: _Job, code: Code, message: str) -> tuple[Key, Any]:
        """A row for the file that a worker was lost over, and a new worker."""
        self._replace(worker)
        data = b""
        with suppress(OSError):
            data = Path(job.source.content).read_bytes() if isinstance(job.source.content, str) else job.source.content
        _forget(job)
        return job.key, self._terms.task.refused(job.source.name, data, job.key, Unreadable(code, message))

    def _hire(self) -> _Worker:
        return _Worker(self._terms, self._post)

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        self._workers[self._workers.index(worker)] = self._hire()


def _forget(job: _Job) -> None:
    """A file that came out of an archive is not needed twice."""
    if len(job.key) > 1 and isinstance(job.source.content, str):
        Path(job.source.content).unlink(missing_ok=True)
