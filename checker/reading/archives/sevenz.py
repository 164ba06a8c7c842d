"""7z archives, through py7zr (extra `archives`): each block is inflated once, from front to end, a portion at a time."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from checker.reading import limits
from checker.reading.archives.entries import ENCRYPTED, HEADERS, METHOD, Budget, Entry, Exhausted
from checker.reading.errors import Unreadable
from checker.reading.options import Options

if TYPE_CHECKING:
    from py7zr import SevenZipFile

MARK = b"7z\xbc\xaf\x27\x1c"
# Three numbers stand before the streams: where the header is, how long, its sum.
START_BYTES = 32
AES = b"\x06\xf1\x07\x01"
# How much is inflated at once, and from how much: py7zr inflates Deflate and Zstandard whole, and 1 KB of them may be 32 MB.
PORTION, SIP = 2**20, 1024
# Names, dates and sums of one file; 1 KB of header may inflate to 256 MB.
HEADER_BYTES_A_FILE = 1024
NEEDS_EXTRA = '读取 7z 压缩包要另装组件；请安装后重试：pip install "ganhuo[archives]"，或改成 .zip 再报。'


class _Sips(io.BytesIO):
    """The archive, of whose streams only a little is given at once."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._header = START_BYTES + int.from_bytes(data[12:20], "little")

    def read(self, size: int | None = -1, /) -> bytes:
        """As asked for in the headers, at most a sip elsewhere."""
        inside = START_BYTES <= self.tell() < self._header
        return super().read(min(size, SIP) if inside and size is not None and size >= 0 else size)


def accepts(data: bytes) -> bool:
    """Whether this is a 7z archive."""
    return data.startswith(MARK)


def files(data: bytes, options: Options, budget: Budget) -> Iterator[Entry]:
    """The files in their order. Raises Unreadable, or what py7zr does over a damaged header."""
    archive = _opened(data, options.passwords, budget)
    for file, portions in _files(archive, budget):
        budget.entry()
        if not file.is_directory:
            is_link = file.is_symlink or file.is_junction or file.is_socket
            yield Entry(file.filename, None if is_link else portions)


def _opened(data: bytes, passwords: tuple[str, ...], budget: Budget) -> SevenZipFile:
    """The archive with the password that fits, if it wants one and there is one."""
    try:
        from py7zr import SevenZipFile, archiveinfo
        from py7zr.exceptions import Bad7zFile, PasswordRequired
    except ImportError as error:
        raise Unreadable("needs_extra", NEEDS_EXTRA) from error
    # py7zr's own limits are for whole disks: a header of 1 KB could cost 2 GB of memory.
    archiveinfo.MAX_NUMFILES = archiveinfo.MAX_NUMFOLDERS = limits.ARCHIVE_ENTRIES
    archiveinfo.MAX_HEADER_SIZE = limits.ARCHIVE_ENTRIES * HEADER_BYTES_A_FILE
    archive: SevenZipFile | None = None
    with suppress(PasswordRequired):
        try:
            archive = SevenZipFile(_Sips(data))
        except Bad7zFile as error:
            raise Unreadable("too_large", HEADERS) if "exceeds limit" in str(error) else error from error
        if not archive.needs_password():
            return archive
    for password in passwords:
        try:
            candidate = SevenZipFile(_Sips(data), password=password)
            if archive is None or _fits(candidate, budget):
                return candidate
        except Exhausted:
            raise
        except Exception:  # noqa: S112 - a wrong password shows as any kind of damage
            continue
    if archive is None:
        raise Unreadable("encrypted", ENCRYPTED)
    # What is not encrypted can still be had.
    return archive


def _fits(archive: SevenZipFile, budget: Budget) -> bool:
    """Whether the first encrypted file comes out whole."""
    for file, portions in _files(archive, budget):
        if file.folder and any(coder["method"] == AES for coder in file.folder.coders) and file.uncompressed:
            for _ in portions:
                pass
            return True
    return True


def _files(archive: SevenZipFile, budget: Budget) -> Iterator[tuple[Any, Iterator[bytes]]]:
    """Each file of the directory with its bytes, which can be had until the next file is asked for."""
    streams = archive.header.main_streams
    folders = streams.unpackinfo.folders if streams else []
    firsts = dict(zip(map(id, folders), accumulate((len(folder.packed_indices) for folder in folders), initial=0), strict=False))
    block: _Block | None = None
    for file in archive.files:
        if file.folder is None:
            yield file, iter(())
            continue
        if block is None or block.folder is not file.folder:
            block = _Block(archive, file.folder, firsts[id(file.folder)], budget)
        yield file, block.portions(file.uncompressed, file.crc32)


class _Block:
    """What was compressed as one: its files can be had one after the other only."""

    def __init__(self, archive: SevenZipFile, folder: Any, stream: int, budget: Budget) -> None:
        self.folder = folder
        self._archive, self._stream, self._budget = archive, stream, budget
        self._decompressor: Any = None
        self._position, self._end = 0, 0

    def portions(self, size: int, checksum: int | None) -> Iterator[bytes]:
        """The bytes of the next file in the block."""
        start, self._end = self._end, self._end + max(0, size)
        return self._file(start, size, checksum)

    def _file(self, start: int, size: int, checksum: int | None) -> Iterator[bytes]:
        from py7zr.exceptions import Bad7zFile, PasswordRequired, UnsupportedCompressionMethodError

        try:
            for _ in self._inflated(start - self._position):
                pass
            found = 0
            for portion in self._inflated(size):
                found = zlib.crc32(portion, found)
                yield portion
        except UnsupportedCompressionMethodError as error:
            raise Unreadable("unsupported", METHOD) from error
        except PasswordRequired as error:
            raise Unreadable("encrypted", ENCRYPTED) from error
        if checksum is not None and found != checksum:
            raise Bad7zFile

    def _inflated(self, size: int) -> Iterator[bytes]:
        from py7zr.exceptions import Bad7zFile

        packed, source = self._archive.header.main_streams.packinfo, self._archive.fp
        if self._decompressor is None:
            source.seek(START_BYTES + packed.packpos + packed.packpositions[self._stream])
            self._decompressor = self.folder.get_decompressor(packed.packsizes[self._stream], reset=True)
        while size > 0:
            before = source.tell()
            portion = self._decompressor.decompress(source, min(size, PORTION))
            if not portion and source.tell() == before:
                raise Bad7zFile
            size -= len(portion)
            self._position += len(portion)
            self._budget.spend(len(portion))
            yield bytes(portion)
