"""What a worker process does: take a file, judge it or take it apart, hand back the outcome; it is never trusted to survive."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from checker.assessment import Settings
from checker.batch.messages import TOO_MUCH_MEMORY, Key, More, Source, Stopped, Task, Terms, Unpacked
from checker.checker import Checker
from checker.learned import store
from checker.reading import archives, limits, load, patience, share
from checker.reading.errors import Unreadable

FAILED = "检查时程序出错，没有得出结论；请用 Word 或 WPS 另存为 .docx 后再试。"


def serve(hear: Callable[[], Any], say: Callable[[object], None]) -> None:
    """The life of a worker: it hears the terms, then of one (source, key, folder) after the other, and says what came of it."""
    terms: Terms = hear()
    store.use(terms.models)
    share.use_threads(terms.threads)
    patience.listen(lambda seconds: say(More(seconds)))
    worker = Worker(Checker(terms.settings or Settings()), terms.task)
    while True:
        source, key, folder = hear()
        say(More(limits.FILE_SECONDS))
        try:
            outcome = worker.handle(source, key, Path(folder))
        except OSError as error:
            outcome = Stopped(error.strerror or str(error))
        say(outcome)
        if not gc.isenabled():  # as it began: what is there after the first file is code and models, which stay
            gc.freeze()
            gc.enable()


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
