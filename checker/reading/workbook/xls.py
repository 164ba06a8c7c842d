"""An old Excel file (.xls, .et): its stream of records walked and counted, and put into a compound file of its own.

calamine follows chains of sectors without end and sets aside the rectangle that a sheet claims; the new file has one chain,
and the claims are struck out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

from checker.reading import limits
from checker.reading.errors import Unreadable
from checker.reading.packages import DAMAGED
from checker.reading.word.ole import MAGIC, Compound
from checker.reading.wording import ENCRYPTED
from checker.reading.workbook import TOO_LARGE, Extent, Hidden, Opened

_STREAMS = ("workbook", "book")
_END, _BEGINNING, _CONTINUED = 0x0A, 0x0809, 0x3C
_PASSWORD, _SHEET, _PICTURES, _TEXTS = 0x2F, 0x85, 0xEB, 0xFC
_DIMENSIONS, _ROW, _COLUMNS = 0x0200, 0x0208, 0x7D
# Formula, number, text, rich text, truth or error, short number, shared text: each begins with row and column.
_CELLS = frozenset({0x06, 0x0203, 0x0204, 0xD6, 0x0205, 0x027E, 0xFD})
_SHARED_TEXT = 0xFD
_SHORT_NUMBERS = 0xBD
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x20, 0x01
_LAST_COLUMN = 256
# A text goes on in as many records as its length needs; all texts of 50 MB in 6,000. calamine moves the rest for each.
_CONTINUATIONS = 20_000
# Lines and boxes need less; what is beyond are pictures.
_DRAWING_BYTES = 1_000

_IS_WIDE, _HAS_MORE, _HAS_RUNS = 0x01, 0x04, 0x08

_SECTOR, _NO_SECTOR, _CHAIN_END, _FAT_SECTOR = 4096, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_Record = tuple[int, int, int]


def is_workbook(compound: Compound) -> bool:
    """Whether a compound file is a workbook: a text that holds one keeps it in a folder of its own."""
    return "worddocument" not in compound.names and any(name in compound.names for name in _STREAMS)


def opened(data: bytes) -> Opened:
    """A copy of a workbook in which nothing is that was not counted; raises `Unreadable`."""
    compound = Compound(data)
    stream = next((found for name in _STREAMS if (found := compound.stream(name)) is not None), None)
    if stream is None:
        raise Unreadable("damaged", DAMAGED)
    walk = _Walk(bytearray(stream))
    hidden = [walk.sheet(offset) for offset in walk.sheets()]
    return Opened(_compound(bytes(walk.stream)), tuple(hidden), walk.pictures)


class _Walk:
    """The records of one stream."""

    def __init__(self, stream: bytearray) -> None:
        self.stream = stream
        self._extent = Extent()
        self._lengths: dict[int, int] = {}
        self._left = limits.SHEET_ITEMS
        self.pictures = False

    def sheets(self) -> list[int]:
        """Where in the stream the sheets begin, in their order."""
        offsets, texts, last = [], list[bytes](), 0
        for kind, start, end in self._records(0):
            if kind == _TEXTS or (kind == _CONTINUED and last == _TEXTS):
                texts.append(bytes(self.stream[start:end]))
            last = last if kind == _CONTINUED else kind
            if kind == _PASSWORD:
                raise Unreadable("encrypted", ENCRYPTED)
            self.pictures = self.pictures or (kind == _PICTURES and end - start > _DRAWING_BYTES)
            if len(texts) > _CONTINUATIONS:
                raise Unreadable("damaged", DAMAGED)
            if kind == _SHEET and end - start >= 4:
                offsets.append(int.from_bytes(self.stream[start : start + 4], "little"))
        self._lengths = _lengths(texts)
        return offsets

    def sheet(self, offset: int) -> Hidden:
        """Count the cells of a sheet, strike out what it says of its size, and find what is hidden in it."""
        self._extent.sheet()
        hidden = Hidden()
        for kind, start, end in self._records(offset):
            if kind in _CELLS and end - start >= 4:
                self._extent.add(*struct.unpack_from("<HH", self.stream, start))
                if kind == _SHARED_TEXT and end - start >= 10:
                    self._extent.write(self._lengths.get(struct.unpack_from("<I", self.stream, start + 6)[0], 0))
            elif kind == _SHORT_NUMBERS and end - start >= 6:
                row, column = struct.unpack_from("<HH", self.stream, start)
                self._extent.add(row, column, struct.unpack_from("<H", self.stream, end - 2)[0])
            elif kind == _DIMENSIONS:
                self.stream[start:end] = bytes(end - start)
            elif kind == _ROW and end - start >= 14:
                row, form = struct.unpack_from("<H10xH", self.stream, start)
                if form & _ROW_IS_HIDDEN:
                    hidden.rows.add(row)
            elif kind == _COLUMNS and end - start >= 10:
                first, last, form = struct.unpack_from("<HH4xH", self.stream, start)
                if form & _COLUMN_IS_HIDDEN:
                    hidden.columns.update(range(first, min(last + 1, _LAST_COLUMN)))
        return hidden

    def _records(self, offset: int) -> Iterator[_Record]:
        """Kind, start and end of the records from an offset to the end of its part; parts inside it are passed over."""
        depth = 0
        while offset + 4 <= len(self.stream):
            kind, length = struct.unpack_from("<HH", self.stream, offset)
            start, offset = offset + 4, offset + 4 + length
            self._left -= 1
            if self._left < 0:
                raise Unreadable("too_large", TOO_LARGE)
            if offset > len(self.stream):
                raise Unreadable("damaged", DAMAGED)
            depth += (kind == _BEGINNING) - (kind == _END)
            if kind == _END and depth <= 0:
                return
            if depth <= 1:
                yield kind, start, offset


def _lengths(chunks: list[bytes]) -> dict[int, int]:
    """How many letters each shared text has, as far as the table of them is sound. The table is cut into records anywhere."""
    found: dict[int, int] = {}
    rest, at = iter(chunks), 8
    with suppress(StopIteration, struct.error, IndexError):
        chunk = next(rest)
        while True:
            if at >= len(chunk):
                chunk, at = next(rest), at - len(chunk)
                continue
            letters, form = struct.unpack_from("<HB", chunk, at)
            at += 3
            found[len(found)] = letters
            runs = struct.unpack_from("<H", chunk, at)[0] if form & _HAS_RUNS else 0
            at += 2 if form & _HAS_RUNS else 0
            more = struct.unpack_from("<I", chunk, at)[0] if form & _HAS_MORE else 0
            at += 4 if form & _HAS_MORE else 0
            while letters > (fitting := max(0, len(chunk) - at) // (1 + (form & _IS_WIDE))):
                # Letters that go on in the next record have their width said again.
                chunk, at, letters = next(rest), 1, letters - fitting
                form = chunk[0]
            at += letters * (1 + (form & _IS_WIDE)) + 4 * runs + more
    return found


def _compound(stream: bytes) -> bytes:
    """A compound file with this one stream: a header, the table of sectors, the directory, the stream."""
    # Shorter streams would have to be kept in small sectors.
    stream = stream.ljust(_SECTOR, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    entries = _SECTOR // 4
    tables = 1
    while tables * entries < tables + 1 + sectors:
        tables += 1
    chain = [*range(tables + 2, tables + 1 + sectors), _CHAIN_END]
    table = [_FAT_SECTOR] * tables + [_CHAIN_END] + chain
    table += [_NO_SECTOR] * (tables * entries - len(table))
    header = MAGIC + struct.pack(
        "<16xHHHHH6x9I", 0x3E, 4, 0xFFFE, 12, 6, 1, tables, tables, 0, 4096, _CHAIN_END, 0, _CHAIN_END, 0
    )
    header += struct.pack("<109I", *range(tables), *[_NO_SECTOR] * (109 - tables))
    directory = _entry("Root Entry", 5, 1, 0, 0) + _entry("Workbook", 2, _NO_SECTOR, tables + 1, len(stream))
    parts = (header, struct.pack(f"<{len(table)}I", *table), directory, stream)
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    siblings = (_NO_SECTOR, _NO_SECTOR, child)
    return encoded.ljust(64, b"\0") + struct.pack("<HBB3I36xIQ", len(encoded), kind, 1, *siblings, start, size)
