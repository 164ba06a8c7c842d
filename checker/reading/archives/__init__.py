"""The door for containers: an archive or a mail -> the files in it, archives inside archives included.

Nothing is unpacked to disk and no name from an archive becomes a path; sizes are counted while inflating. Each
container format is one module with `accepts` and `files`, like the readers of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePosixPath
from types import ModuleType
from typing import NamedTuple

from checker.reading import limits
from checker.reading.archives.entries import DAMAGED, MEMBER_DAMAGED, TOO_LARGE, Budget, Entry, Exhausted
from checker.reading.archives.naming import UNNAMED, Names, harmless
from checker.reading.errors import Unreadable
from checker.reading.names import is_wanted
from checker.reading.options import DEFAULT, Options
from checker.reading.wording import EMPTY

# Which format to ask, by the first bytes: a module is imported only for what may be its own. An old tar has no mark, but
# three octal numbers where the first file's mode and owner are.
FORMATS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"PK[\x03\x05\x070]"), "zipped"),
    (re.compile(rb"7z\xbc\xaf"), "sevenz"),
    (re.compile(rb"Rar!"), "rar"),
    (re.compile(rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ|.{257}ustar|.{100}[0-7 \0]{24}", re.DOTALL), "tar"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,8}(?:From |[!-9;-~]{1,70}:)"), "mail"),
)
TOO_DEEP = f"压缩包套着压缩包，超过{limits.ARCHIVE_DEPTH + 1}层，里面的没有读；请减少层数后再报。"
TOO_MUCH_MEMORY = "解开时占用内存过多，已经停止；请改成普通的 .zip 再报。"


class Member(NamedTuple):
    """A file to judge. `name` is the path inside the archive, repaired (``一季度/甲厂.docx``, ``内层.zip!/乙厂.docx``)."""

    name: str
    data: bytes


class Refused(NamedTuple):
    """A file of the archive, or the whole of it (`name` empty), that cannot be had, and why."""

    name: str
    error: Unreadable


class PassedOver(NamedTuple):
    """A file that is none to judge: a shortcut, a lock, a thumbnail, a program, a link."""

    name: str


Unpacked = Member | Refused | PassedOver


def accepts(data: bytes) -> bool:
    """Whether this is a container by its content: an archive that is no office document, or a mail."""
    return _format(data) is not None


def unpack(data: bytes, options: Options = DEFAULT) -> Iterator[Unpacked]:
    """What is in a container that `accepts` knows, in its own order, nested containers where they stand.

    Whatever is wrong comes as Refused, never as an exception. A name that comes twice in one archive gets a number. Once
    the whole has cost what it may, one last Refused without a name says so.
    """
    try:
        yield from _walk(data, "", 0, options, Budget())
    except Exhausted as end:
        yield Refused("", end.error)


def _format(data: bytes) -> ModuleType | None:
    for hint, name in FORMATS:
        if hint.match(data):
            module = import_module(f"checker.reading.archives.{name}")
            return module if module.accepts(data) else None
    return None


def _walk(data: bytes, path: str, depth: int, options: Options, budget: Budget) -> Iterator[Unpacked]:
    """One container; `path` is its own name, empty for the outermost, `depth` how many are around it."""
    module, names = _format(data), Names()
    try:
        for entry in module.files(data, options, budget) if module else ():
            # A single compressed file often has no name but that of its container.
            own = harmless(entry.name) or PurePosixPath(path).stem
            name = names.unique(own or UNNAMED)
            wanted = entry.portions is not None and (is_wanted(name) or not own)
            shown = f"{path}!/{name}" if path else name
            yield from _opened(entry, shown, depth, options, budget) if wanted else [PassedOver(shown)]
    except Exhausted:
        raise
    except Exception as error:
        yield Refused(path, _reason(error, DAMAGED))


def _opened(entry: Entry, name: str, depth: int, options: Options, budget: Budget) -> Iterator[Unpacked]:
    """A file that is wanted: itself, or what is in it."""
    try:
        data = _whole(entry)
        nested = accepts(data)
        if nested and depth >= limits.ARCHIVE_DEPTH:
            raise Unreadable("too_large", TOO_DEEP)
    except Exhausted:
        raise
    except Exception as error:
        budget.file()
        yield Refused(name, _reason(error, MEMBER_DAMAGED))
        return
    if nested:
        yield from _walk(data, name, depth + 1, options, budget)
    else:
        budget.file()
        yield Member(name, data)


def _whole(entry: Entry) -> bytes:
    """All bytes of a file. Raises Unreadable, or whatever the format's library does over a damaged one."""
    portions, size = [], 0
    for portion in entry.portions or ():
        size += len(portion)
        if size > limits.FILE_BYTES:
            raise Unreadable("too_large", TOO_LARGE)
        portions.append(portion)
    if not size:
        raise Unreadable("empty_file", EMPTY)
    return b"".join(portions)


def _reason(error: Exception, otherwise: str) -> Unreadable:
    """What is said of an exception: its own words if it has any for people."""
    if isinstance(error, MemoryError):
        return Unreadable("memory", TOO_MUCH_MEMORY)
    return error if isinstance(error, Unreadable) else Unreadable("damaged", otherwise)
