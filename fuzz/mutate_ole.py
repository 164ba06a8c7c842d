"""OLE files (.doc, .xls): header, tables of sectors, directory, the beginning of streams, Word's pieces, Excel's records."""

from __future__ import annotations

import struct

from fuzz.mutate import Mixer, raw

VALUES = (
    0,
    1,
    2,
    3,
    8,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x7FFF,
    0xFFFF,
    0x10000,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFE,
    0xFFFFFFFF,
    0xFFFFFFFA,
)
# Offsets in Word's information block (MS-DOC): flags, lengths of the stories, and the pairs for styles, characters, paragraphs,
# pieces, lists.
FIB = (
    0x02,
    0x0A,
    0x0B,
    0x18,
    0x1C,
    *range(0x4C, 0x6C, 4),
    *(0x9A + 8 * index + 4 * half for index in (1, 12, 13, 33, 73, 74) for half in (0, 1)),
)
CLX = 0x9A + 8 * 33


def ole(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """One to six numbers changed where they matter."""
    rng = mixer.rng
    if len(data) < 1024 or rng.random() < 0.1:
        return raw(data, other, mixer)
    changed = bytearray(data)
    spots = _spots(data)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        where = min(rng.choice(rng.choice(spots)), len(changed) - 4)
        if rng.random() < 0.15:
            changed[where] ^= 1 << rng.randrange(8)
            continue
        width = rng.choice((1, 2, 4))
        old = int.from_bytes(changed[where : where + width], "little")
        value = rng.choice((*VALUES, old + 1, old - 1, old * 2, len(data), len(data) // 512, rng.randrange(200)))
        changed[where : where + width] = (value & (256**width - 1)).to_bytes(width, "little")
    return bytes(changed)


def _spots(data: bytes) -> list[list[int]]:
    """Offsets worth changing, in groups that are equally likely."""
    size = 1 << min(struct.unpack_from("<H", data, 0x1E)[0], 12)
    spots = [[*range(0x18, 0x4C, 2), *range(0x4C, 0x60, 4)]]
    table = (struct.unpack_from("<I", data, 0x4C)[0] + 1) * size
    spots.append([table + 4 * index for index in range(size // 4)])
    start = (struct.unpack_from("<I", data, 0x30)[0] + 1) * size
    entries = [start + 128 * index for index in range(min(size // 128 * 4, 32)) if start + 128 * index + 128 <= len(data)]
    spots.append([entry + field for entry in entries for field in (0, 2, 64, 66, 67, 68, 72, 76, 116, 120)])
    streams = {
        name: (first + 1) * size for name, first in (_entry(data, entry) for entry in entries) if (first + 1) * size < len(data)
    }
    if word := streams.get("WordDocument"):
        spots += [[word + offset for offset in FIB]] * 2
        for name in ("1Table", "0Table"):
            if name in streams and word + CLX + 8 <= len(data):
                pieces = streams[name] + struct.unpack_from("<I", data, word + CLX)[0]
                spots += [list(range(pieces, pieces + 60))] * 2
                spots.append([streams[name] + offset for offset in range(3000)])
    for name in ("Workbook", "Book"):
        if name in streams:
            records = list(_records(data, streams[name]))
            spots += [[at + field for at in records for field in (0, 2, 4, 6, 8, 10)]] * 3
    spots.append(list(range(512, len(data), 7)))
    return [[spot for spot in group if 0 <= spot < len(data)] or [0] for group in spots]


def _entry(data: bytes, at: int) -> tuple[str, int]:
    return data[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0], struct.unpack_from("<I", data, at + 116)[0]


def _records(data: bytes, at: int) -> list[int]:
    """Where Excel's records begin, as far as the stream lies in one piece."""
    found: list[int] = []
    while at + 4 <= len(data) and len(found) < 400:
        found.append(at)
        at += 4 + struct.unpack_from("<H", data, at + 2)[0]
    return found
