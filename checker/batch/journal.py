"""results.jsonl: grows by a line with each file judged, in the order of the files once all are; a broken run goes on with it.

Beside it lies a note of the versions and settings, so that two kinds of judgement never mix in one folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from checker.batch import BatchError
from checker.batch.messages import Key, Source
from checker.reading import archives
from checker.reports.safe import write_whole

RESULTS, STATE = "results.jsonl", ".ganhuo-run.json"

Row = dict[str, Any]


class Journal:
    """The rows of one run: a context. `state` is what must be the same for a broken run to go on. Raises BatchError."""

    def __init__(self, out: Path, state: Row, resume: bool) -> None:
        self.path = out / RESULTS
        # By the name of a file: where its row begins, its hash if the broken run judged it, its place in the order.
        self._offsets: dict[str, int] = {}
        self._hashes: dict[str, str] = {}
        self._keys: dict[str, Key] = {}
        self._state = state
        try:
            out.mkdir(parents=True, exist_ok=True)
            if self.path.exists():
                if not resume:
                    raise BatchError(f"{out} 里已有上次的结果；接着做请加 --resume，重做请换一个文件夹。")
                if {**(_noted(out / STATE) or {}), "compared": None} != {**state, "compared": None}:
                    raise BatchError("上次用的程序版本或设置与这次不同，结果不能混在一起；请换一个输出文件夹重做。")
                self._take_over()
            else:
                write_whole(out / STATE, json.dumps(state | {"compared": None}, ensure_ascii=False).encode())
            self._file = self.path.open("ab")
        except OSError as error:
            raise BatchError(f"输出文件夹写不进去：{out}（{error.strerror}）") from error

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def _take_over(self) -> None:
        """The rows of the run before, as far as they are whole; what was being written when it broke off is cut away."""
        whole = 0
        with self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                row = json.loads(line)
                self._offsets[row["file"]] = whole
                # What could not be read is tried again: a password or a component may be there by now.
                self._hashes[row["file"]] = row["sha256"] if row["status"] == "ok" else ""
                whole += len(line)
        os.truncate(self.path, whole)

    def compared_with(self, digest: str) -> None:
        """Say what the round is compared with. Rows that came of another comparison are judged again: nothing of them is kept.

        Raises BatchError.
        """
        note = self.path.with_name(STATE)
        if self._state | {"compared": digest} != _noted(note):
            self._offsets.clear()
            self._hashes.clear()
            self._file.truncate(0)
            self._file.seek(0)
        try:
            write_whole(note, json.dumps(self._state | {"compared": digest}, ensure_ascii=False).encode())
        except OSError as error:
            raise BatchError(f"输出文件夹写不进去：{note.parent}（{error.strerror}）") from error

    def has(self, key: Key, source: Source) -> bool:
        """Whether this very file was judged before. An archive is opened again in any case: its members are asked for."""
        self._keys[source.name] = key
        known = self._hashes.get(source.name)
        if known is None or isinstance(source.content, bytes):
            return False
        with suppress(OSError):
            data = Path(source.content).read_bytes()
            return hashlib.sha256(data).hexdigest() == known and not archives.accepts(data)
        return False

    def append(self, key: Key, name: str, line: str) -> None:
        """Write the row of a file down. One that changed since the broken run has two until the end; the later one counts."""
        self._keys[name], self._offsets[name] = key, self._file.tell()
        self._file.write(line.encode() + b"\n")
        self._file.flush()

    def finish(self) -> dict[str, Key]:
        """Put the rows into the order of the files, each once; gives the place of each in that order."""
        self._file.close()
        ordered = sorted((name for name in self._offsets if name in self._keys), key=lambda name: (self._keys[name], name))
        new = self.path.with_suffix(".new")
        with self.path.open("rb") as old, new.open("wb") as file:
            for name in ordered:
                old.seek(self._offsets[name])
                file.write(old.readline())
        new.replace(self.path)
        places = {name: self._keys[name] for name in ordered}
        for found in (self._offsets, self._hashes, self._keys):
            found.clear()
        return places


def _noted(note: Path) -> Row | None:
    """What the run before noted of itself."""
    try:
        noted: Row = json.loads(note.read_bytes())
    except (OSError, ValueError):
        return None
    return noted
