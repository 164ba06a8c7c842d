"""What a worker process does: take a file, judge it or take it apart, hand back the outcome; it is never trusted to survive."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from checker.assessment import Assessment, Settings
from checker.checker import Checker, refused
from checker.reading import archives, limits, load, patience
from checker.reading.errors import Unreadable

FAILED = "检查时程序出错，没有得出结论；请用 Word 或 WPS 另存为 .docx 后再试。"
TOO_MUCH_MEMORY = "读取时占用内存过多，已经停止；请用 Word 或 WPS 打开，删去无关内容后另存为 .docx 再报。"


class Source(NamedTuple):
    """A file to judge: `name` is what the assessment calls it, `content` where its bytes are, or the bytes themselves."""

    name: str
    content: str | bytes


@dataclass(frozen=True)
class Unpacked:
    """What was in an archive: files to judge, now in a private folder, what could not be had, how many were passed over."""

    files: tuple[Source, ...]
    refused: tuple[Assessment, ...]
    passed_over: int


class More(NamedTuple):
    """The file at hand may take so many seconds from now on."""

    seconds: float


Outcome = Assessment | Unpacked


def serve(pipe: Connection, settings: Settings) -> None:
    """The life of a worker: one (source, folder) after the other comes through `pipe`, and its outcome goes back."""
    _detach()
    patience.listen(lambda seconds: pipe.send(More(seconds)))
    checker = Checker(settings)
    while True:
        try:
            source, folder = pipe.recv()
        except EOFError:
            return
        pipe.send(More(limits.FILE_SECONDS))
        pipe.send(handle(checker, source, folder))


def handle(checker: Checker, source: Source, folder: str) -> Outcome:
    """Judge a file, or take an archive apart into `folder`. Whatever goes wrong is said of this file alone."""
    data = b""
    try:
        data = load(Path(source.content)) if isinstance(source.content, str) else source.content
        if archives.accepts(data):
            patience.more(limits.ARCHIVE_SECONDS)
            return _unpack(checker, source.name, data, folder)
        return checker.check_bytes(data, source.name)
    except Unreadable as error:
        return refused(source.name, data, error)
    except MemoryError:
        return refused(source.name, data, Unreadable("memory", TOO_MUCH_MEMORY))
    except Exception:
        return refused(
            source.name, data, Unreadable("crashed", "检查时程序出错，没有得出结论；请用 Word 或 WPS 另存为 .docx 后再试。")
        )


def _unpack(checker: Checker, name: str, data: bytes, folder: str) -> Unpacked:
    """Members go to disk under numbers: no name from an archive becomes a path."""
    files: list[Source] = []
    errors: list[Assessment] = []
    passed_over = 0
    for item in archives.unpack(data, checker.settings.reading):
        if isinstance(item, archives.Member):
            Path(folder).mkdir(exist_ok=True)
            path = Path(folder) / f"{len(files)}.bin"
            path.write_bytes(item.data)
            files.append(Source(f"{name}!/{item.name}", str(path)))
        elif isinstance(item, archives.Refused):
            errors.append(refused(f"{name}!/{item.name}" if item.name else name, b"" if item.name else data, item.error))
        else:
            passed_over += 1
    if not files and not errors:
        errors.append(refused(name, data, Unreadable("unsupported", "压缩包里没有可检查的材料；请确认打包的是材料本身。")))
    return Unpacked(tuple(files), tuple(errors), passed_over)


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
