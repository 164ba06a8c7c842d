"""The text of a Word binary file (.doc): its header, its table of pieces, its stories.

Follows [MS-DOC]. A file is a row of characters, each with a number (CP), cut into stories: body, footnotes, headers … The
bytes of the characters lie in pieces anywhere in the main stream. Here they come together as one string in which an
index is a CP; a character that takes two places in the file is followed by `FILLER`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from checker.reading import limits
from checker.reading.counting import too_long
from checker.reading.errors import Unreadable
from checker.reading.packages import DAMAGED
from checker.reading.word.bits import i16, numbers, u16, u32
from checker.reading.word.ole import Compound
from checker.reading.wording import ENCRYPTED

FILLER = "\0"
STORIES = ("body", "footnote", "header", "macro", "comment", "endnote", "textbox", "headerbox")

# Word 6 wrote 101, Word 95 at most 105, Word 97 and all after it 193 and more.
_OLD_VERSIONS, _FIRST_VERSION = range(101, 106), 190
_ENCRYPTED, _ONE_TABLE, _WIDE = 0x0100, 0x0200, 0x1000
# Where the lengths of the stories and the pairs (offset, length) of other structures begin.
_LENGTHS, _OLD_LENGTHS, _PAIRS = 0x4C, 0x34, 0x9A
_OLD_PIECES = 0x160
_PIECES = 33
_NARROW_PIECE = 0x4000_0000
# Codes of fields, marks and what was deleted are characters too.
_PLACES = 2 * limits.CHARACTERS
# Files saved in a hurry many times have some thousand pieces.
_MOST_ENTRIES = 100_000
# Code pages of texts that are not Unicode, by language; others are Western.
_CODE_PAGES = {0x0804: "gb18030", 0x1004: "gb18030", 0x0404: "cp950", 0x0C04: "cp950", 0x0411: "cp932", 0x0412: "cp949"}
_CODE_PAGES |= {0x0405: "cp1250", 0x040E: "cp1250", 0x0415: "cp1250", 0x0419: "cp1251", 0x0408: "cp1253", 0x041F: "cp1254"}
_WESTERN, _MACINTOSH = "cp1252", 256
_BYTE_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]|[\x00-\xff]")
# What a piece says in one byte of modifier: the modifiers that matter here.
_SHORT_MODIFIERS = {0x05: 0x2403, 0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x55: 0x0835, 0x5C: 0x083C}


class Piece(NamedTuple):
    """Characters `start`…`end` lie from byte `offset` on, `width` bytes each; `modifiers` change the form of all of them."""

    start: int
    end: int
    offset: int
    width: int
    modifiers: bytes


@dataclass(frozen=True, slots=True)
class Binary:
    """A file opened: `text` with its `pieces`, the CPs of each story, and the streams that say what it looks like.

    `old` files (Word 6 and 95) have text alone here: their structures are others.
    """

    old: bool
    main: bytes
    table: bytes
    data: bytes
    text: str
    pieces: tuple[Piece, ...]
    stories: dict[str, range]

    def part(self, number: int) -> bytes:
        """A structure of the table stream by its number in the header; empty where there is none."""
        return b"" if self.old else _part(self.main, self.table, number)

    def after(self, number: int) -> bytes:
        """What of the table stream follows that structure."""
        start, length = _extent(self.main, number)
        return b"" if self.old else self.table[start + length :]


def opened(compound: Compound) -> Binary:
    """The Word file in a compound file; raises `Unreadable`."""
    main = compound.stream("WordDocument") or b""
    version, flags = u16(main, 2), u16(main, 0x0A)
    if version not in _OLD_VERSIONS and version < _FIRST_VERSION:
        raise Unreadable("damaged", DAMAGED)
    if flags & _ENCRYPTED:
        raise encrypted()
    old = version in _OLD_VERSIONS
    table = compound.stream("1Table" if flags & _ONE_TABLE else "0Table") or b""
    lengths = [u32(main, (_OLD_LENGTHS if old else _LENGTHS) + 4 * number) for number in range(len(STORIES))]
    pieces = tuple(_old_pieces(main, sum(lengths)) if old else _pieces(main, _part(main, table, _PIECES)))
    if not pieces:
        raise Unreadable("damaged", DAMAGED)
    code_page = _code_page(main) if old else _WESTERN
    text = "".join(_decoded(main, piece, code_page) for piece in pieces)
    data = b"" if old else compound.stream("Data") or b""
    return Binary(old, main, table, data, text, pieces, _stories(lengths, len(text)))


def _code_page(main: bytes) -> str:
    if u16(main, 0x14) == _MACINTOSH:
        return "mac_roman"
    return _CODE_PAGES.get(u16(main, 6), _WESTERN)


def encrypted() -> Unreadable:
    """The refusal of a file that wants a password."""
    return Unreadable("encrypted", ENCRYPTED)


def entries(plc: bytes, width: int) -> Iterator[tuple[int, int, bytes]]:
    """What a PLC says of ranges of positions: (start, end, `width` bytes on it)."""
    count = min(max(0, (len(plc) - 4) // (4 + width)), _MOST_ENTRIES)
    positions = numbers(plc[: 4 * (count + 1)])
    for index in range(count):
        at = 4 * (count + 1) + width * index
        yield positions[index], positions[index + 1], plc[at : at + width]


def _stories(lengths: list[int], end: int) -> dict[str, range]:
    stories, at = {}, 0
    for name, length in zip(STORIES, lengths, strict=True):
        stories[name] = range(min(at, end), min(at + length, end))
        at += length
    return stories


def _extent(main: bytes, number: int) -> tuple[int, int]:
    return u32(main, _PAIRS + 8 * number), u32(main, _PAIRS + 8 * number + 4)


def _part(main: bytes, table: bytes, number: int) -> bytes:
    start, length = _extent(main, number)
    return table[start : start + length]


def _old_pieces(main: bytes, length: int) -> Iterator[Piece]:
    width = 2 if u16(main, 0x0A) & _WIDE else 1
    start, size = u32(main, _OLD_PIECES), u32(main, _OLD_PIECES + 4)
    if size:
        yield from _pieces(main, main[start : start + size], width)
    else:
        yield from _checked(main, [Piece(0, length, u32(main, 0x18), width, b"")])


def _pieces(main: bytes, part: bytes, width: int | None = None) -> Iterator[Piece]:
    """The pieces that a table lists; `width` is for files in which it is the same for all."""
    at, modifiers = 0, []
    while at < len(part) and part[at] == 1:
        size = i16(part, at + 1)
        if size < 0:
            return
        modifiers.append(part[at + 3 : at + 3 + size])
        at += 3 + size
    if part[at : at + 1] != b"\2":
        return
    table = part[at + 5 : at + 5 + u32(part, at + 1)]
    yield from _checked(main, (_piece(start, end, entry, width, modifiers) for start, end, entry in entries(table, 8)))


def _piece(start: int, end: int, entry: bytes, width: int | None, modifiers: list[bytes]) -> Piece:
    offset, form = u32(entry, 2), u16(entry, 6)
    if width is None:
        width = 1 if offset & _NARROW_PIECE else 2
        offset = (offset & _NARROW_PIECE - 1) // (2 if width == 1 else 1)
    if form & 1:
        return Piece(start, end, offset, width, modifiers[form >> 1] if form >> 1 < len(modifiers) else b"")
    code = _SHORT_MODIFIERS.get(form >> 1 & 0x7F)
    return Piece(start, end, offset, width, b"" if code is None else code.to_bytes(2, "little") + bytes([form >> 8]))


def _checked(main: bytes, pieces: Iterator[Piece] | list[Piece]) -> Iterator[Piece]:
    """Pieces that follow each other; raises where they reach beyond the file or hold a book."""
    position = 0
    for piece in pieces:
        if piece.start != position or piece.end <= piece.start:
            raise Unreadable("damaged", DAMAGED)
        if piece.offset + (piece.end - piece.start) * piece.width > len(main):
            raise Unreadable("damaged", DAMAGED)
        if piece.end > _PLACES:
            raise too_long()
        position = piece.end
        yield piece


def _decoded(main: bytes, piece: Piece, code_page: str) -> str:
    """The characters of a piece, as many as it has places."""
    raw = main[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
    if piece.width == 2:
        text = raw.decode("utf-16-le", "replace")
        if len(text) == piece.end - piece.start:
            return text
        return "".join(character if character <= "\uffff" else character + FILLER for character in text)
    if code_page in ("gb18030", "cp932", "cp949", "cp950"):
        pairs = _BYTE_PAIR.findall(raw)
        return "".join(pair.decode(code_page, "replace").ljust(len(pair), FILLER) for pair in pairs)
    return raw.decode(code_page, "replace")
