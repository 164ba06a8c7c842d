"""The first pass over a round: every file is read once, and what it says is kept until the round is judged.

No paper can be compared with others before all are read. What was read is kept beside the results, so that the second
pass need not read again, and so that a broken run goes on where it was.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, cast

import msgspec

from checker.batch.messages import Key, Source
from checker.checker import Checker
from checker.language.material import Material, prepare
from checker.peers.background import terms
from checker.peers.masking import names_of
from checker.peers.papers import Kind, Paper
from checker.reading import archives, read
from checker.reading.document import Document
from checker.reading.errors import Code, Unreadable
from checker.reports.safe import write_whole
from checker.roster import Roster


class Kept(msgspec.Struct, frozen=True):
    """What is kept of a file: its document and the paper that it is among others, or why it cannot be read."""

    document: Document | None
    paper: Paper | None
    # The hashes of the paper's terms (see `checker.peers.background`), as bytes.
    terms: bytes = b""
    error: tuple[str, str] | None = None

    def read(self) -> Document:
        """The document. Raises Unreadable where there is none."""
        if self.document is None:
            code, message = self.error or ("crashed", "")
            raise Unreadable(cast(Code, code), message)
        return self.document


@dataclass(frozen=True)
class Spool:
    """The folder in which that is kept, a file for each by its name and content."""

    folder: Path

    def path(self, name: str, sha256: str) -> Path:
        """Where a file's reading is kept."""
        return self.folder / hashlib.sha256(f"{sha256} {name}".encode("utf-8", "surrogatepass")).hexdigest()[:40]

    def put(self, name: str, sha256: str, kept: Kept) -> None:
        """Keep what was read. Raises OSError."""
        write_whole(self.path(name, sha256), msgspec.msgpack.encode(kept))

    def get(self, name: str, sha256: str) -> Kept | None:
        """What was kept, None where there is nothing or it is of no use."""
        try:
            return msgspec.msgpack.decode(self.path(name, sha256).read_bytes(), type=Kept)
        except (OSError, msgspec.MsgspecError):
            return None


@dataclass(frozen=True)
class Gather:
    """Reads each file and keeps it: what comes back is its name and its sha256. `kind` says what papers they are."""

    unpacks: ClassVar[bool] = True

    spool: Spool
    roster: Roster | None = None
    kind: Kind = "round"

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> tuple[str, str]:
        """Read a file. Raises Unreadable, and OSError where it cannot be kept."""
        document = read(data, name, checker.settings.reading)
        sha256 = hashlib.sha256(data).hexdigest()
        material = prepare(document)
        paper = self._paper(material, name, sha256)
        self.spool.put(name, sha256, Kept(document, paper, terms(material.sentences).tobytes()))
        return name, sha256

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> tuple[str, str]:
        """Keep why a file cannot be read."""
        sha256 = hashlib.sha256(data).hexdigest()
        self.spool.put(name, sha256, Kept(None, None, error=(error.code, error.message)))
        return name, sha256

    def _paper(self, material: Material, name: str, sha256: str) -> Paper:
        nobody: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        units, names = nobody if self.kind == "upper" else whose(self.roster, material, name)
        return Paper(name, sha256, units, names, self.kind, material.text, material.document.starts)

    def has(self, source: Source) -> str | None:
        """The sha256 of a file that was read before. An archive is opened again in any case: its members are asked for."""
        if isinstance(source.content, str):
            with suppress(OSError):
                data = Path(source.content).read_bytes()
                sha256 = hashlib.sha256(data).hexdigest()
                kept = None if archives.accepts(data) else self.spool.get(source.name, sha256)
                # What could not be read is tried again: a password or a component may be there by now.
                if kept and kept.document:
                    return sha256
        return None


def whose(roster: Roster | None, material: Material, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units that a material is from, and all that these are called: by the roster, else by what it says of itself."""
    found = [recognised.unit for recognised in roster.parts(material, name)] if roster else []
    if found:
        names = [form for unit in found for form in (*names_of(unit.name), *unit.short)]
        return tuple(unit.name for unit in found), tuple(dict.fromkeys(form for form in names if len(form) > 1))
    return ((material.unit,) if material.unit else ()), names_of(material.unit)
