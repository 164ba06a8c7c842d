"""PDF: objects as text (numbers, names, objects removed, repeated, exchanged), streams unpacked and broken, bytes flipped."""

from __future__ import annotations

import re
import zlib

from fuzz.mutate import Mixer, numbers, raw

OBJECT = re.compile(rb"\d+ \d+ obj\b.*?endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
NAME = re.compile(rb"/[A-Za-z][\w.+-]*")
OPERATOR = re.compile(rb"[^\s\[\]()<>]+|[\[\]]|\([^()]*\)|<[0-9A-Fa-f]*>|\s+")
NAMES = (
    b"/Type",
    b"/Pages",
    b"/Kids",
    b"/Rotate",
    b"/MediaBox",
    b"/Font",
    b"/ToUnicode",
    b"/Image",
    b"/Encrypt",
    b"/Form",
    b"/Count",
    b"/Prev",
)
# What draws text and lines; in front of any number of operands.
OPERATORS = (
    b"Tj",
    b"TJ",
    b"Tm",
    b"Td",
    b"Tf",
    b"Tr",
    b"Ts",
    b"Tz",
    b"Tw",
    b"cm",
    b"q",
    b"Q",
    b"re",
    b"l",
    b"m",
    b"S",
    b"f",
    b"BT",
    b"ET",
    b"Do",
    b"rg",
)
ENTRIES = (
    b"/Rotate %b",
    b"/MediaBox [0 0 %b 842]",
    b"/CropBox [%b 0 595 842]",
    b"/UserUnit %b",
    b"/Count %b",
    b"/FirstChar %b",
    b"/Length %b",
)
INFLATED = 2_000_000


def pdf(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """One object or stream broken. The cross-reference is left wrong: readers find the objects by themselves."""
    rng, objects = mixer.rng, list(OBJECT.finditer(data))
    if not objects or rng.random() < 0.1:
        return raw(data, other, mixer)
    chosen, second = rng.choice(objects), rng.choice(objects)
    body = chosen[0]
    packed = STREAM.search(body)
    match rng.randrange(10):
        case 0:
            body = b""
        case 1:
            body = b"\n".join([body] * min(mixer.count(), 300_000 // len(body) + 1))
        case 2:
            body = body.partition(b"obj")[0] + second[0][second[0].find(b"obj") :]
        case 3:
            donor = rng.choice(list(OBJECT.finditer(other)) or objects)[0]
            body = body.partition(b"obj")[0] + donor[donor.find(b"obj") :]
        case 4 | 5 if packed is None:
            body = _dictionary(body, mixer)
        case 4 | 5 | 6 | 7 if packed is not None:
            body = _stream(body, packed, mixer)
        case 8:
            page = [found for found in objects if b"/Page" in found[0] or b"/Font" in found[0]]
            chosen = rng.choice(page or objects)
            body = _dictionary(chosen[0], mixer)
        case _:
            body = numbers(body[:2000], mixer) + body[2000:]
    return data[: chosen.start()] + body + data[chosen.end() :]


def _dictionary(body: bytes, mixer: Mixer) -> bytes:
    rng, names = mixer.rng, list(NAME.finditer(body))
    match rng.randrange(4):
        case 0:
            return numbers(body, mixer)
        case 1 if names:
            name = rng.choice(names)
            return body[: name.start()] + rng.choice((*NAMES, rng.choice(names)[0])) + body[name.end() :]
        case 2:
            return body.replace(b"<<", b"<<" + rng.choice(ENTRIES) % mixer.number().encode(), 1)
        case _:
            depth = rng.choice((10, 60, 600, 5000))
            return body.replace(b"<<", b"<</X " + b"[" * depth + b"]" * depth, 1)


def _stream(body: bytes, packed: re.Match[bytes], mixer: Mixer) -> bytes:
    """The stream unpacked, some of its operators broken, and stored as it then is."""
    try:
        content = zlib.decompressobj().decompress(packed[1], INFLATED) if b"/FlateDecode" in body[: packed.start()] else packed[1]
    except zlib.error:
        content = packed[1]
    parts = OPERATOR.findall(content) if b" Tf" in content or b" re" in content or b"begincmap" in content else []
    changed = _operators(parts, mixer) if parts else raw(content or b"\0", content or b"\0", mixer)
    head = body[: packed.start()].replace(b"/Filter/FlateDecode", b"").replace(b"/Filter /FlateDecode", b"")
    head = re.sub(rb"/Length \d+(?: \d+ R)?", b"/Length %d" % len(changed), head)
    return head + b"stream\n" + changed + b"\nendstream" + body[packed.end() :]


def _operators(parts: list[bytes], mixer: Mixer) -> bytes:
    rng = mixer.rng
    for _ in range(rng.choice((1, 2, 5))):
        index = rng.randrange(len(parts))
        end = index + rng.choice((1, 5, 20))
        match rng.randrange(6):
            case 0:
                del parts[index:end]
            case 1:
                parts[index:end] = parts[index:end] * mixer.count()
            case 2:
                parts[index] = rng.choice(OPERATORS)
            case 3 | 4:
                spots = [spot for spot in range(index, min(index + 40, len(parts))) if parts[spot].strip(b"-.").isdigit()]
                parts[rng.choice(spots or [index])] = mixer.number().encode()
            case _:
                parts[index] = raw(parts[index], parts[index], mixer)
        parts = parts or [b" "]
    return b"".join(parts)
