"""RAR archives, of version 4 and 5, through unrar2-cffi (extra `archives`), which wants a file on disk: one of our own name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, NamedTuple

from checker.reading import limits
from checker.reading.archives.entries import (
    DAMAGED,
    ENCRYPTED,
    MEMBER_DAMAGED,
    METHOD,
    TOO_LARGE,
    VOLUME,
    Budget,
    Entry,
    Exhausted,
)
from checker.reading.archives.naming import decoded
from checker.reading.errors import Unreadable
from checker.reading.options import Options

MARK_4, MARK_5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
NEEDS_EXTRA = '读取 RAR 压缩包要另装组件；请安装后重试：pip install "ganhuo[archives]"，或改成 .zip 再报。'
# Numbers of the unRAR library that the wrapper has no names for.
END_OF_ARCHIVE, SKIP = 10, 0
GO_ON, STOP = 1, -1
SPLIT, IS_ENCRYPTED = 0x01 | 0x02, 0x04
# A file that is stored once and stands in several places: in these there is nothing to read.
COPY = 5
# In a name that it could not decode unRAR leaves this mark.
NOT_UNICODE = "\ufffe"
# After a file that fails the archive is opened anew and read up to there, which is not for ever.
FAILURES = 50


class _Kind(NamedTuple):
    """What the main header says: one of several volumes; one stream from the first file to the last."""

    volume: bool
    solid: bool


def accepts(data: bytes) -> bool:
    """Whether this is a RAR archive."""
    return data.startswith((MARK_4, MARK_5))


def files(data: bytes, options: Options, budget: Budget) -> Iterator[Entry]:
    """The files in their order. Raises Unreadable, or what the wrapper does over a damaged header."""
    kind = _kind(data)
    if kind.volume:
        # unRAR would ask for the others again and again.
        raise Unreadable("unsupported", VOLUME)
    try:
        from unrar.cffi import unrarlib
    except ImportError as error:
        raise Unreadable("needs_extra", NEEDS_EXTRA) from error
    with TemporaryDirectory(prefix="ganhuo-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "archive.rar"
        path.write_bytes(data)
        password = _fitting(unrarlib, path, options.passwords, kind, budget)
        with _Archive(unrarlib, path, password, kind, budget) as archive:
            yield from _entries(archive, budget)


def _entries(archive: _Archive, budget: Budget) -> Iterator[Entry]:
    for header in archive.headers():
        budget.entry()
        if not header.Flags & archive.library.FLAGS_RHDF_DIRECTORY:
            yield Entry(archive.name(header), None if header.RedirType not in (0, COPY) else archive.portions(header))


def _fitting(library: ModuleType, path: Path, passwords: tuple[str, ...], kind: _Kind, budget: Budget) -> str | None:
    """The password under which the first encrypted file comes out whole, if there is one; None if none does."""
    for password in passwords:
        try:
            with _Archive(library, path, password, kind, budget) as archive:
                # Of a solid archive only the first is tried: to pass it over would cost as much as to read it.
                for header in islice(archive.headers(), 1 if kind.solid else None):
                    if header.Flags & IS_ENCRYPTED:
                        archive.contents(header, keep=False)
                        break
            return password
        except (Unreadable, library.BadRarFile, UnicodeEncodeError):
            continue
    return None


class _Archive:
    """One archive opened with one password; its headers come one by one, and the file of each can be read in between."""

    def __init__(self, library: ModuleType, path: Path, password: str | None, kind: _Kind, budget: Budget) -> None:
        self.library = library
        self._path, self._password, self._solid, self._budget = path, password, kind.solid, budget
        self._unread, self._failed, self._failures, self._failed_at = False, False, 0, 0
        # Why nothing more can be read but the names.
        self._end: Unreadable | None = None
        self._archive = self._opened(library.RarArchive.open_for_processing)

    def __enter__(self) -> _Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.library.RARCloseArchive(self._archive.handle)

    def headers(self) -> Iterator[Any]:
        """The headers of all files, links and directories."""
        count = 0
        while (header := self._next()) is not None:
            if header.Flags & SPLIT:
                raise Unreadable("unsupported", VOLUME)
            count += 1
            self._unread = True
            yield header
            if self._unread:
                self._pass_over(header)
            if self._failed:
                self._reopen(count)
        if self._failures and count == self._failed_at:
            raise Unreadable("damaged", DAMAGED)

    def name(self, header: Any) -> str:
        """The name in a header."""
        name: str = self.library.ffi.string(header.FileNameW)
        return decoded([self.library.ffi.string(header.FileName)])[0] if NOT_UNICODE in name else name

    def portions(self, header: Any) -> Iterator[bytes]:
        """The bytes of the file at hand."""
        yield from self.contents(header)

    def contents(self, header: Any, keep: bool = True) -> list[bytes]:
        """Inflate the file at hand. The library gives out all of it before it comes back, so that here is what is kept."""
        if self._end is not None:
            raise self._end
        if header.RedirType == COPY:
            raise Unreadable("unsupported", METHOD)
        if header.Flags & IS_ENCRYPTED and self._password is None:
            raise Unreadable("encrypted", ENCRYPTED)
        sink = _Sink(self.library, self._budget, keep)
        code = self._process(self.library.C_RAR_TEST, sink.take)
        if sink.exhausted is not None:
            raise sink.exhausted
        if code != self.library.FLAGS_SUCCESS:
            self._failed = True
            raise Unreadable("damaged", MEMBER_DAMAGED)
        if sink.size > limits.FILE_BYTES:
            raise Unreadable("too_large", TOO_LARGE)
        return sink.portions

    def _next(self) -> Any:
        """The next header, None at the end."""
        header = self.library.RARHeaderDataEx()
        code = self.library.RARReadHeaderEx(self._archive.handle, header)
        if code in (self.library.FLAGS_MISSING_PASSWORD, self.library.FLAGS_BAD_PASSWORD):
            raise Unreadable("encrypted", ENCRYPTED)
        if code not in (self.library.FLAGS_SUCCESS, END_OF_ARCHIVE):
            raise Unreadable("damaged", DAMAGED)
        return None if code == END_OF_ARCHIVE else header

    def _pass_over(self, header: Any) -> None:
        """Go on to the next header; in a solid archive the way leads through the file."""
        if not self._solid or self._end is not None or header.RedirType:
            self._process(SKIP, lambda *_: STOP)
            return
        try:
            self.contents(header, keep=False)
        except Unreadable as error:
            self._end, self._failed = error, True

    def _reopen(self, count: int) -> None:
        """After a failure the library is lost: begin anew, behind the file that failed."""
        self._failed, self._failed_at = False, count
        self._failures += 1
        if self._end is None and (self._solid or self._failures > FAILURES):
            self._end = Unreadable("damaged", MEMBER_DAMAGED)
        self.library.RARCloseArchive(self._archive.handle)
        kind = self.library.RarArchive
        self._archive = self._opened(kind.open_for_metadata if self._end else kind.open_for_processing)
        for _ in range(count):
            self._next()
            self._process(SKIP, lambda *_: STOP)

    def _opened(self, how: Callable[..., Any]) -> Any:
        try:
            return how(self._path, pwd=self._password)
        except self.library.BadRarPassword as error:
            raise Unreadable("encrypted", ENCRYPTED) from error

    def _process(self, what: int, take: Callable[[int, int, int], int]) -> int:
        library, handle, null = self.library, self._archive.handle, self.library.ffi.NULL
        alive = library.ffi.new_handle(take)
        self._unread = False
        library.RARSetCallbackPtr(handle, library.PyUNRARCALLBACKStub, alive)
        code: int = library.RARProcessFileW(handle, what, null, null)
        library.RARSetCallbackPtr(handle, null, null)
        return code


class _Sink:
    """Takes what the library inflates; no exception may leave `take`."""

    def __init__(self, library: ModuleType, budget: Budget, keep: bool) -> None:
        self.portions: list[bytes] = []
        self.size = 0
        self.exhausted: Exhausted | None = None
        self._library, self._budget, self._keep = library, budget, keep

    def take(self, message: int, address: int, count: int) -> int:
        """What the library has to say: mostly a portion, of which it is told whether to go on."""
        if message != self._library.UCM_PROCESSDATA:
            # It asks for a password, another volume, or gigabytes of memory.
            return STOP
        self.size += count
        try:
            self._budget.spend(count)
        except Exhausted as error:
            self.exhausted = error
            return STOP
        if self._keep and self.size <= limits.FILE_BYTES:
            self.portions.append(bytes(self._library.ffi.buffer(self._library.ffi.cast("char *", address), count)))
        return GO_ON


def _kind(data: bytes) -> _Kind:
    """What the main header says, if it can be read without a password; a header that cannot be read may be of anything solid."""
    if data.startswith(MARK_4):
        flags = int.from_bytes(data[len(MARK_4) + 3 : len(MARK_4) + 5], "little")
        return _Kind(bool(flags & 0x1), bool(flags & 0x8 or flags & 0x80))
    numbers = _numbers(data[len(MARK_5) + 4 : len(MARK_5) + 64])
    _, what, flags = next(numbers, 0), next(numbers, 0), next(numbers, 0)
    if what != 1:
        return _Kind(volume=False, solid=True)
    for _ in range((flags & 0x1) + (flags >> 1 & 0x1)):
        next(numbers, 0)
    archive = next(numbers, 0)
    return _Kind(bool(archive & 0x1), bool(archive & 0x4))


def _numbers(data: bytes) -> Iterator[int]:
    """The numbers of RAR 5: seven bits a byte, the lowest first, as long as the eighth bit is set."""
    number, shift = 0, 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number, shift = 0, 0
