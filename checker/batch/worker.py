"""What a worker process does: take a file, judge it or take it apart, hand back the outcome; it is never trusted to survive."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Protocol

from checker.assessment import Assessment, Settings
from checker.checker import Checker, refused
from checker.learned import store
from checker.reading import archives, limits, load, ocr, patience
from checker.reading.errors import Unreadable

FAILED = "检查时程序出错，没有得出结论；请用 Word 或 WPS 另存为 .docx 后再试。"
TOO_MUCH_MEMORY = "读取时占用内存过多，已经停止；请用 Word 或 WPS 打开，删去无关内容后另存为 .docx 再报。"


class Source(NamedTuple):
    """A file to judge: `name` is what the assessment calls it, `content` where its bytes are, or the bytes themselves."""

    name: str
    content: str | bytes


Key = tuple[int, ...]


class Task(Protocol):
    """What is made of each file by the worker that has it: what comes back from a crew.

    `unpacks` says whether archives are taken apart; else the bytes are the task's own affair.
    """

    unpacks: ClassVar[bool]

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> Any:
        """What comes of a file. Raises Unreadable, and OSError where nothing can be written."""

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> Any:
        """What comes of a file that cannot be read, in whatever process that turned out."""


@dataclass(frozen=True)
class Unpacked:
    """What was in an archive: files to judge, now in a private folder, what could not be had, how many were passed over."""

    files: tuple[Source, ...]
    refused: tuple[Any, ...]
    passed_over: int


class Stopped(NamedTuple):
    """Nothing can be written any more: the disk is full or the folder is gone. That is no fault of the file at hand."""

    reason: str


class More(NamedTuple):
    """The file at hand may take so many seconds from now on."""

    seconds: float


class Judge:
    """The assessment of each file, and nothing more."""

    unpacks: ClassVar[bool] = True

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> Assessment:
        """Judge a file."""
        return checker.check_bytes(data, name)

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> Assessment:
        """Say why it cannot be judged."""
        return refused(name, data, error)


def serve(pipe: Connection, settings: Settings, task: Task, threads: int, models: str) -> None:
    """The life of a worker: one (source, key, folder) after the other comes through `pipe`, and its outcome goes back.

    Recognition of pictures may use so many `threads`; `models` is the set to judge by.
    """
    _detach()
    store.use(models)
    ocr.use_threads(threads)
    patience.listen(lambda seconds: pipe.send(More(seconds)))
    worker = Worker(Checker(settings), task)
    while True:
        try:
            source, key, folder = pipe.recv()
        except EOFError:
            return
        pipe.send(More(limits.FILE_SECONDS))
        try:
            pipe.send(worker.handle(source, key, Path(folder)))
        except OSError as error:
            pipe.send(Stopped(error.strerror or str(error)))


class Worker:
    """Takes one file after the other; whatever goes wrong is said of that file alone."""

    def __init__(self, checker: Checker, task: Task) -> None:
        self.checker = checker
        self.task = task

    def handle(self, source: Source, key: Key, folder: Path) -> Any:
        """What the task makes of a file, or Unpacked for an archive, whose members lie in `folder` then.

        Raises OSError where something cannot be written.
        """
        data = b""
        try:
            data = load(Path(source.content)) if isinstance(source.content, str) else source.content
            if self.task.unpacks and archives.accepts(data):
                patience.more(limits.ARCHIVE_SECONDS)
                return self._unpack(source.name, data, key, folder)
            return self.task.done(self.checker, data, source.name, key)
        except Unreadable as error:
            why = error
        except MemoryError:
            why = Unreadable("memory", TOO_MUCH_MEMORY)
        except OSError:
            raise
        except Exception:
            why = Unreadable("crashed", FAILED)
        return self.task.refused(source.name, data, key, why)

    def _unpack(self, name: str, data: bytes, key: Key, folder: Path) -> Unpacked:
        """Members go to disk under numbers: no name from an archive becomes a path."""
        folder.mkdir(exist_ok=True)
        files: list[Source] = []
        errors: list[tuple[str, bytes, Unreadable]] = []
        passed_over = 0
        for item in archives.unpack(data, self.checker.settings.reading):
            if isinstance(item, archives.Member):
                path = folder / f"{len(files)}.bin"
                path.write_bytes(item.data)
                files.append(Source(f"{name}!/{item.name}", str(path)))
            elif isinstance(item, archives.Refused):
                errors.append((f"{name}!/{item.name}", b"", item.error) if item.name else (name, data, item.error))
            else:
                passed_over += 1
        if not files and not errors:
            errors.append((name, data, Unreadable("unsupported", "压缩包里没有可检查的材料；请确认打包的是材料本身。")))
        rows = tuple(
            self.task.refused(called, own, (*key, len(files) + number), error)
            for number, (called, own, error) in enumerate(errors)
        )
        return Unpacked(tuple(files), rows, passed_over)


def _detach() -> None:
    """Keep a worker from speaking on our standard output, from taking our interrupts, and from outliving us."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
