"""The inbox: what was handed in, kept until it is judged and after, in a folder with a small database beside the files.

A file is accepted when its bytes are on the disk and its line is in the database, in this order; a killed server finds both
or neither. Nothing here needs the ledger, so that files are taken in while that is busy or gone.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

from checker.reading.names import CONTAINERS
from checker.web.errors import StoreError

# `state`: waiting, done. `round` is the round that a file or a result is for; `material` its number in the ledger.
SCHEMA = """
CREATE TABLE IF NOT EXISTS uploads (
  id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  who TEXT NOT NULL, round TEXT, at TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS uploads_state ON uploads (state);
CREATE TABLE IF NOT EXISTS results (
  id INTEGER PRIMARY KEY AUTOINCREMENT, upload INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE, slot TEXT NOT NULL,
  name TEXT NOT NULL, sha256 TEXT NOT NULL, light TEXT NOT NULL, row BLOB NOT NULL, marked TEXT, round TEXT, material INTEGER,
  trouble TEXT, UNIQUE (upload, slot));
CREATE INDEX IF NOT EXISTS results_round ON results (round) WHERE material IS NULL;
CREATE INDEX IF NOT EXISTS results_material ON results (material);
CREATE TABLE IF NOT EXISTS sessions (digest TEXT PRIMARY KEY, user TEXT NOT NULL, made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS looks (
  id INTEGER PRIMARY KEY AUTOINCREMENT, material INTEGER NOT NULL, sha256 TEXT NOT NULL, who TEXT NOT NULL,
  verdict TEXT NOT NULL, machine TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, details TEXT NOT NULL);
"""
DATABASE, LOCK = "收件.db", "在用.db"
FILES, INCOMING, MARKED, WORK = "files", "incoming", "marked", "work"
# SQLite's numbers go no further.
LARGEST = 2**63 - 1
# A database that another program holds is waited for so long, in seconds.
BUSY_SECONDS = 5.0


@dataclass(frozen=True)
class Upload:
    """A file handed in. `file` is what it is called on the disk, `name` what people call it: data, never a path."""

    id: int
    file: str
    name: str
    sha256: str
    size: int
    who: str
    round: str | None
    at: str
    state: str
    attempts: int


@dataclass(frozen=True)
class Result:
    """What came of an upload, or of one file in it. `light` is what a table shows; the whole row is asked for by itself."""

    id: int
    upload: int
    slot: str
    name: str
    sha256: str
    light: dict[str, Any]
    marked: str | None
    round: str | None
    material: int | None
    trouble: str | None


@dataclass(frozen=True)
class Arrived:
    """A file on the disk that is not accepted yet."""

    path: Path
    name: str
    sha256: str
    size: int


UPLOAD = "id, file, name, sha256, size, who, round, at, state, attempts"
RESULT = "id, upload, slot, name, sha256, light, marked, round, material, trouble"


class InUse(Exception):
    """Another server has this inbox."""


class Store:
    """The inbox in a folder, made where there is none, for one server. Raises InUse, and StoreError where it can't be written."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._lock = threading.RLock()
        try:
            for part in (FILES, INCOMING, MARKED, WORK):
                (home / part).mkdir(parents=True, exist_ok=True)
            if os.name != "nt":
                home.chmod(0o700)
            self._alone = _alone(home)
            self._db = sqlite3.connect(home / DATABASE, check_same_thread=False, isolation_level=None, timeout=BUSY_SECONDS)
            self._db.row_factory = sqlite3.Row
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise StoreError from error
        self._tidy()

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._db.close()
            self._alone.close()

    def _tidy(self) -> None:
        """What a killed server left half done: files that never became an upload were never accepted."""
        for left in (self.home / INCOMING).iterdir():
            left.unlink(missing_ok=True)
        known = {row["file"] for row in self.ask("SELECT file FROM uploads")}
        for file in (self.home / FILES).iterdir():
            if file.name not in known:
                file.unlink(missing_ok=True)
        for folder in (self.home / WORK).iterdir():
            shutil.rmtree(folder, ignore_errors=True)

    def ask(self, question: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The answer of the database. Raises StoreError."""
        with self._lock, _as_store_error():
            return self._db.execute(question, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: on the disk when the block ends well, else nothing of it is. Raises StoreError."""
        with self._lock, _as_store_error():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    # — uploads

    def arriving(self) -> Path:
        """Where a file may be written while it comes in."""
        return self.home / INCOMING / f"{uuid4().hex}.part"

    def accept(self, files: Sequence[Arrived], who: str, round: str | None) -> list[int]:
        """Take files in for good, all of them or none; gives their numbers. Raises StoreError."""
        moved: list[Path] = []
        try:
            for file in files:
                moved.append(_settled(file.path, self.home / FILES / f"{uuid4().hex}{_suffix(file.name)}"))
            _settle_folder(self.home / FILES)
            with self.writing() as db:
                return [
                    int(
                        db.execute(
                            "INSERT INTO uploads (file, name, sha256, size, who, round, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                            (path.name, file.name, file.sha256, file.size, who, round, moment()),
                        ).lastrowid
                        or 0
                    )
                    for path, file in zip(moved, files, strict=True)
                ]
        except (OSError, StoreError) as error:
            for path in (*moved, *(file.path for file in files)):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
            raise StoreError from error

    def path(self, upload: Upload) -> Path:
        """Where the bytes of an upload lie."""
        return self.home / FILES / upload.file

    def upload(self, id: int) -> Upload | None:
        """An upload by its number."""
        if not 0 < id <= LARGEST:
            return None
        return next((Upload(*row) for row in self.ask(f"SELECT {UPLOAD} FROM uploads WHERE id = ?", (id,))), None)  # noqa: S608

    def uploads(self, who: str | None, most: int, before: int | None = None) -> list[Upload]:
        """The latest uploads, the newest first: of one person, or of all."""
        wanted = "WHERE (?1 IS NULL OR who = ?1) AND (?2 IS NULL OR id < ?2)"
        found = self.ask(f"SELECT {UPLOAD} FROM uploads {wanted} ORDER BY id DESC LIMIT ?3", (who, before, most))  # noqa: S608
        return [Upload(*row) for row in found]

    def waiting(self) -> list[Upload]:
        """What was accepted and is not judged, in the order in which it came."""
        return [Upload(*row) for row in self.ask(f"SELECT {UPLOAD} FROM uploads WHERE state = 'waiting' ORDER BY id")]  # noqa: S608

    def begun(self, id: int) -> None:
        """Count one more attempt at an upload."""
        with self.writing() as db:
            db.execute("UPDATE uploads SET attempts = attempts + 1 WHERE id = ?", (id,))

    def finished(self, id: int) -> None:
        """An upload is judged."""
        with self.writing() as db:
            db.execute("UPDATE uploads SET state = 'done' WHERE id = ?", (id,))

    def remove(self, upload: Upload) -> None:
        """Take an upload out with all that came of it."""
        marked = [result.marked for result in self.results([upload.id]) if result.marked]
        with self.writing() as db:
            db.execute("DELETE FROM uploads WHERE id = ?", (upload.id,))
        for path in (self.path(upload), *(self.home / MARKED / name for name in marked)):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def settle(self) -> None:
        """Leave nothing of what was deleted in the log beside the database."""
        self.ask("PRAGMA wal_checkpoint(TRUNCATE)")

    def old(self, days: int) -> list[Upload]:
        """Uploads older than so many days that are in no round."""
        day = datetime.fromtimestamp(time.time() - 86_400 * days, timezone.utc).isoformat(timespec="seconds")
        question = f"SELECT {UPLOAD} FROM uploads WHERE state = 'done' AND at < ? AND NOT EXISTS "  # noqa: S608
        kept = "(SELECT 1 FROM results WHERE upload = uploads.id AND round IS NOT NULL)"
        return [Upload(*row) for row in self.ask(question + kept, (day,))]

    # — results

    def keep(
        self, upload: Upload, slot: str, name: str, sha256: str, light: dict[str, Any], row: bytes, marked: str | None
    ) -> int:
        """Keep what came of an upload, or of one file in it; a later answer for the same place counts."""
        values = (upload.id, slot, name, sha256, json.dumps(light, ensure_ascii=False), row, marked, upload.round)
        with self.writing() as db:
            return int(
                db.execute(
                    "INSERT OR REPLACE INTO results (upload, slot, name, sha256, light, row, marked, round)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    values,
                ).lastrowid
                or 0
            )

    def results(self, uploads: Sequence[int]) -> list[Result]:
        """What came of uploads, in their order."""
        marks = ",".join("?" * len(uploads))
        return self._results(f"WHERE upload IN ({marks}) ORDER BY upload, slot", uploads)

    def result(self, id: int) -> Result | None:
        """A result by its number."""
        if not 0 < id <= LARGEST:
            return None
        return next(iter(self._results("WHERE id = ?", (id,))), None)

    def of_materials(self, materials: Sequence[int]) -> dict[int, Result]:
        """Results by the number of their material in the ledger; the latest of each."""
        marks = ",".join("?" * len(materials))
        return {result.material or 0: result for result in self._results(f"WHERE material IN ({marks}) ORDER BY id", materials)}

    def unrecorded(self, most: int) -> list[Result]:
        """Results for a round that are not in the ledger yet."""
        return self._results("WHERE round IS NOT NULL AND material IS NULL AND trouble IS NULL ORDER BY id LIMIT ?", (most,))

    def relight(self, material: int, **changes: Any) -> None:
        """What the table shows of a material changed."""
        with self.writing() as db:
            found = db.execute("SELECT id, light FROM results WHERE material = ?", (material,)).fetchall()
            for row in found:
                told = json.dumps({**json.loads(row["light"]), **changes}, ensure_ascii=False)
                db.execute("UPDATE results SET light = ? WHERE id = ?", (told, row["id"]))

    def row(self, id: int) -> bytes:
        """The whole row of a result, as it was kept."""
        return bytes(next(iter(self.ask("SELECT row FROM results WHERE id = ?", (id,))))["row"])

    def _results(self, wanted: str, values: Sequence[Any]) -> list[Result]:
        found = self.ask(f"SELECT {RESULT} FROM results {wanted}", values)  # noqa: S608 - made of constants above
        return [Result(**{**dict(row), "light": json.loads(row["light"])}) for row in found]

    # — the record

    def note(self, who: str, action: str, **details: Any) -> None:
        """Write down who did what. Nothing here names a unit, a file or a text."""
        with self.writing() as db:
            values = (moment(), who, action, json.dumps(details, ensure_ascii=False))
            db.execute("INSERT INTO events (at, who, action, details) VALUES (?, ?, ?, ?)", values)


def moment() -> str:
    """The present moment as text, in UTC."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


@contextmanager
def _as_store_error() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError from error


def _alone(home: Path) -> sqlite3.Connection:
    """A lock that ends with the process, however that ends. Raises InUse."""
    lock = sqlite3.connect(home / LOCK, check_same_thread=False, isolation_level=None, timeout=0)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        raise InUse from error
    return lock


def _suffix(name: str) -> str:
    """Of a name only this is used, and only if it is one of ours: a container may be larger than a file."""
    return next((suffix for suffix in CONTAINERS if name.lower().endswith(suffix)), ".bin")


def is_container(name: str) -> bool:
    """Whether a file's name promises an archive or a mail."""
    return _suffix(name) != ".bin"


def _settled(path: Path, home: Path) -> Path:
    """Move a file to its place once its bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return path.replace(home)


def _settle_folder(folder: Path) -> None:
    """The names in a folder are on the disk, too; Windows does that by itself."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
