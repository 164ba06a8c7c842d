"""Opening an OLE compound file that may be hostile: a small file system of named streams, which older Word writes into.

olefile bounds most loops by what the header and the directory claim; those claims are checked here against the file's size.
"""

from __future__ import annotations

import io

import olefile

from checker.reading.errors import Unreadable
from checker.reading.packages import DAMAGED
from checker.reading.word.bits import u16, u32

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES = 512
# Powers of two: the two sizes of a sector that exist, and the one of a small sector.
_SECTOR_SHIFTS, _SMALL_SECTOR_SHIFT = (9, 12), 6
# So many parts of the table of sectors the header itself lists; some programs write more of them than the file needs.
_LISTED_IN_HEADER = 109
# In a stream of properties: where the first section begins, the number of the wanted property, its type.
_SECTION_AT, _PAGE_COUNT, _WHOLE_NUMBER = 44, 14, 3


class Compound:
    """The streams in the root of one compound file, by name without regard to case."""

    def __init__(self, data: bytes) -> None:
        _check_header(data)
        self._size = len(data)
        # As a file: bytes that are few would be taken for the name of one.
        self._file = olefile.OleFileIO(io.BytesIO(data))
        if self._file.root.size > self._size:
            raise Unreadable("damaged", DAMAGED)
        self.names = frozenset(entry.name.lower() for entry in self._file.root.kids if entry.entry_type == olefile.STGTY_STREAM)

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream, None if there is no such stream."""
        if name.lower() not in self.names:
            return None
        # No chain of sectors is longer than the file.
        if self._file.get_size(name) > self._size:
            raise Unreadable("damaged", DAMAGED)
        content: bytes = self._file.openstream(name).read()
        return content

    def pages(self) -> int | None:
        """The page count that the writing program left behind, None where it left none."""
        summary = self.stream("\x05SummaryInformation") or b""
        # olefile reads these properties too, but believes the lengths in them: one list of nothing can take minutes.
        section = summary[u32(summary, _SECTION_AT) :]
        for at in range(8, min(8 + 8 * u32(section, 4), len(section)), 8):
            value = u32(section, at + 4)
            if u32(section, at) == _PAGE_COUNT and u32(section, value) == _WHOLE_NUMBER:
                return u32(section, value + 4) or None
        return None


def _check_header(data: bytes) -> None:
    """Refuse tables of sectors that are larger than the file could need, before they are built in memory."""
    sector_shift, small_shift = u16(data, 0x1E), u16(data, 0x20)
    if not data.startswith(MAGIC) or len(data) < _HEADER_BYTES:
        raise Unreadable("damaged", DAMAGED)
    if sector_shift not in _SECTOR_SHIFTS or small_shift != _SMALL_SECTOR_SHIFT:
        raise Unreadable("damaged", DAMAGED)
    sectors, entries = len(data) >> sector_shift, 1 << sector_shift - 2
    table_sectors, small_table_sectors = u32(data, 0x2C), u32(data, 0x40)
    if table_sectors > sectors // entries + _LISTED_IN_HEADER or small_table_sectors > sectors:
        raise Unreadable("damaged", DAMAGED)
