"""Pictures: fields of the header (sizes first), pieces removed and repeated, the file cut short."""

from __future__ import annotations

import struct
import zlib

from fuzz.mutate import Mixer, raw

MARKS = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"BM")
SIZES = (0, 1, 2, 63, 64, 65, 4000, 7071, 7072, 30_000, 65_535, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
HEADER = 64


def picture(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """One field or piece broken."""
    rng = mixer.rng
    if rng.random() < 0.15:
        return data[: rng.randrange(4, len(data) + 1)]
    if rng.random() < 0.1 or len(data) < HEADER:
        return raw(data, other, mixer)
    if data.startswith(b"\x89PNG"):
        return _png(data, mixer)
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data, mixer)
    if data.startswith(b"BM"):
        return _number(data, rng.choice((2, 10, 14, 18, 22, 26, 28, 30, 34, 46)), rng.choice((2, 4)), "<", mixer)
    return _tiff(data, mixer)


def _number(data: bytes, where: int, width: int, order: str, mixer: Mixer) -> bytes:
    value = mixer.rng.choice((*SIZES, mixer.rng.getrandbits(16))) & ((1 << 8 * width) - 1)
    return data[:where] + value.to_bytes(width, "little" if order == "<" else "big") + data[where + width :]


def _png(data: bytes, mixer: Mixer) -> bytes:
    """A chunk changed with its sum mended, removed or repeated."""
    rng, at = mixer.rng, 8
    chunks: list[tuple[bytes, bytes]] = []
    while at + 12 <= len(data) and len(chunks) < 1000:
        length = struct.unpack_from(">I", data, at)[0]
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    if not chunks:
        return raw(data, data, mixer)
    index = 0 if rng.random() < 0.5 else rng.randrange(len(chunks))
    kind, body = chunks[index]
    match rng.randrange(5):
        case 0:
            del chunks[index]
        case 1:
            chunks[index:index] = [chunks[index]] * mixer.count()
        case 2 if kind == b"IHDR" and len(body) == 13:
            chunks[index] = (kind, body[:8] + bytes(rng.choice((0, 1, 2, 3, 4, 6, 8, 16, 255)) for _ in range(5)))
        case 3:
            chunks[index] = (rng.choice((b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"zTXt", b"pHYs", b"acTL", b"eXIf")), body)
        case _:
            where = rng.choice((0, 4)) if kind == b"IHDR" else rng.randrange(max(1, len(body) - 4))
            chunks[index] = (kind, _number(body, where, 4, ">", mixer))
    packed = (struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks)
    return data[:8] + b"".join(packed)


def _jpeg(data: bytes, mixer: Mixer) -> bytes:
    """A segment's length or fields changed, the segment removed or repeated."""
    rng, segments, at = mixer.rng, [], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        segments.append((at, end))
        at = end
    if not segments:
        return raw(data, data, mixer)
    frames = [segment for segment in segments if data[segment[0] + 1] in (0xC0, 0xC1, 0xC2)]
    start, end = rng.choice(frames if frames and rng.random() < 0.5 else segments)
    match rng.randrange(4):
        case 0:
            return data[:start] + data[end:]
        case 1:
            return data[:start] + data[start:end] * mixer.count() + data[end:]
        case 2:
            return _number(data, start + rng.choice((2, 5, 7)), 2, ">", mixer)
        case _:
            return _number(data, rng.randrange(start + 1, max(start + 2, end)), 1, ">", mixer)


def _tiff(data: bytes, mixer: Mixer) -> bytes:
    """A field of a directory changed: its tag, type, count or value; or the way to the next directory (loops)."""
    rng, order = mixer.rng, "<" if data.startswith(b"II") else ">"
    start = struct.unpack_from(order + "I", data, 4)[0]
    if start + 2 > len(data) or rng.random() < 0.1:
        return _number(data, 4, 4, order, mixer)
    count = min(struct.unpack_from(order + "H", data, start)[0], 60)
    if rng.random() < 0.15:
        after = start + 2 + 12 * count
        return data[:after] + struct.pack(order + "I", rng.choice((start, 8, 0, len(data)))) + data[after + 4 :]
    field = start + 2 + 12 * rng.randrange(max(1, count))
    where, width = rng.choice(((0, 2), (2, 2), (4, 4), (8, 2), (8, 4)))
    return _number(data, min(field + where, len(data) - 4), width, order, mixer)
