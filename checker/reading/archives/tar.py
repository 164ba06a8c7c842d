"""Tar archives, plain or compressed with gzip, bzip2 or xz, and single files compressed so. Read once, from front to end."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from checker.reading.archives.entries import DAMAGED, HEADERS, Budget, Entry
from checker.reading.archives.naming import from_surrogates
from checker.reading.errors import Unreadable
from checker.reading.options import Options

GZIP, BZIP2, XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0"
BLOCK = tarfile.BLOCKSIZE
PORTION = 64 * 1024
# What stands between two files, at most: long names, dates, maps of gaps. tarfile reads it whole.
HEADER_BYTES = 4 * 2**20


class _Forward:
    """A stream as tarfile wants a file, but one that only goes on, is paid for, and gives no endless headers."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget
        self._position, self._headers = 0, 0
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        """Something of a header, or a portion of a file."""
        if not 0 <= size <= HEADER_BYTES - self._headers:
            raise Unreadable("too_large", HEADERS)
        self._headers += size
        self.last = self._take(size)
        return self.last

    def in_file(self) -> None:
        """What was read up to now was no header, or one that is done with."""
        self._headers = 0

    def seek(self, target: int) -> int:
        """Read on to `target`."""
        if target < self._position:
            raise tarfile.ReadError("an offset that goes back")
        while self._position < target and self._take(min(PORTION, target - self._position)):
            pass
        return self._position

    def tell(self) -> int:
        """How far the stream was read."""
        return self._position

    def _take(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        self._budget.spend(len(data))
        return data


def accepts(data: bytes) -> bool:
    """Whether this is a tar, by its first header's checksum, or compressed."""
    return data.startswith((GZIP, BZIP2, XZ)) or _is_header(data[:BLOCK])


def files(data: bytes, options: Options, budget: Budget) -> Iterator[Entry]:
    """The files in their order; a compressed file that is no tar is one file."""
    if _is_header(data[:BLOCK]):
        return _members(io.BytesIO(data), budget)
    if _is_header(_inflating(data).read(BLOCK)):
        return _members(_inflating(data), budget)
    budget.entry()
    stream = _inflating(data)
    return iter([Entry(_name_in_gzip(data), budget.counted(iter(lambda: stream.read(PORTION), b"")))])


def _inflating(data: bytes) -> BinaryIO:
    """`data` inflated, as much as is read."""
    file = io.BytesIO(data)
    if data.startswith(GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    return cast(BinaryIO, bz2.BZ2File(file) if data.startswith(BZIP2) else lzma.LZMAFile(file))


def _members(stream: BinaryIO, budget: Budget) -> Iterator[Entry]:
    forward = _Forward(stream, budget)
    with tarfile.open(fileobj=cast(BinaryIO, forward), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        while (member := archive.next()) is not None:
            budget.entry()
            forward.in_file()
            if not member.isdir():
                name = from_surrogates(member.name)
                yield Entry(name, _portions(archive, member, forward, budget) if member.isreg() else None)
                forward.in_file()
    # tarfile ends without a word at a header that is damaged or missing; the honest end is a block of zeros.
    if not forward.last or forward.last.strip(b"\0"):
        raise Unreadable("damaged", DAMAGED)


def _portions(archive: tarfile.TarFile, member: tarfile.TarInfo, forward: _Forward, budget: Budget) -> Iterator[bytes]:
    file = archive.extractfile(member)
    while file and (portion := file.read(PORTION)):
        forward.in_file()
        # The gaps of a sparse file come from nowhere, and nobody else has counted them.
        budget.spend(len(portion) if member.issparse() else 0)
        yield portion


def _is_header(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _name_in_gzip(data: bytes) -> str:
    """The name of the file that was compressed, which gzip may have kept."""
    extra, named = 0x04, 0x08
    if not data.startswith(GZIP) or len(data) < 12 or not data[3] & named:
        return ""
    start = 10 + (2 + int.from_bytes(data[10:12], "little") if data[3] & extra else 0)
    return from_surrogates(data[start : data.find(b"\0", start)].decode("utf-8", errors="surrogateescape"))
