"""One broken file from a good one. The content decides which kind of break; every kind is `(data, other, mixer) -> data`."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

# Numbers at the edges of what programs hold, and just enough to be slow.
EXTREMES = (
    *(0, 1, -1, 2, 3, 7, 9, 63, 64, 65, 127, 128, 255, 256, 999, 4095, 4096, 32767, 32768, 65535, 65536, 100_000, 10**7),
    *(2**31 - 1, 2**31, -(2**31), 2**32 - 1, 2**32, 2**63 - 1, 2**64, -(2**63), 10**30, 10**400),
)
ODD_NUMBERS = (
    "",
    "NaN",
    "inf",
    "-0",
    "1e309",
    "1e-400",
    "0x41",
    "٣",
    "１２",
    "二",
    "1.5.2",
    "+",
    "-",
    "1_000",
    "100%",
    " 7 ",
    "auto",
)
ODD_TEXTS = (
    *("\0", "\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\u200b", "\u202e", "\ufeff", "\ufffe", "\ufffd", "\ud800"),
    *(
        "\U0001f477\u200d",
        "\U00020000",
        "e\u0301" * 40,
        "\u3000" * 30,
        "　",
        "……",
        "<![CDATA[",
        "]]>",
        "&#0;",
        "&#xD800;",
        "&amp;",
    ),
    *("%s%n", "../../x", "\\", "一、", "（一）", "1." * 30, "**", "# ", "|", "---", "产业工人" * 200),
)
# No mutation may outgrow this: the limits on sizes have tests of their own.
LARGEST = 4_000_000
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
TOKENS = {
    "rtf": re.compile(rb"\\[a-zA-Z]+-?\d* ?|\\'[0-9a-fA-F]{2}|\\.|[{}]|[^\\{}]+", re.DOTALL),
    "html": re.compile(rb"<[^<>]*>|&[#\w]+;|[^<>&]+|[<>&]"),
    "mail": re.compile(rb"[^\r\n]*\r?\n"),
    "plain": re.compile(rb"[^\n]*\n|[^\n]+"),
}


@dataclass
class Mixer:
    """The dice, and the words that the reader knows."""

    rng: Random
    words: list[str] = field(default_factory=list)

    def word(self) -> str:
        """A word that the readers compare with, or something odd."""
        return self.rng.choice(self.words) if self.words and self.rng.random() < 0.7 else self.rng.choice(ODD_TEXTS)

    def number(self) -> str:
        """An extreme number, sometimes a thing that only looks like one."""
        return self.rng.choice(ODD_NUMBERS) if self.rng.random() < 0.2 else str(self.rng.choice(EXTREMES))

    def count(self) -> int:
        """How often to repeat something: mostly little, rarely so often that a slow loop shows."""
        return self.rng.choice((2, 2, 2, 3, 3, 10, 10, 60, 250)) if self.rng.random() < 0.98 else 5000


Kind = Callable[[bytes, bytes, Mixer], bytes]


def mutate(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """`data` broken in one to four places; `other` is a second good file to take parts of."""
    for _ in range(mixer.rng.choice((1, 1, 1, 2, 2, 3, 4))):
        kind = raw if mixer.rng.random() < 0.07 else kind_of(data)
        data = kind(data, other, mixer)[:LARGEST] or b"\0"
    return data


def kind_of(data: bytes) -> Kind:
    """The kind of break that fits the content."""
    from fuzz import mutate_ole, mutate_pdf, mutate_picture, mutate_zip

    if data.startswith(b"PK"):
        return mutate_zip.package
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return mutate_ole.ole
    if b"%PDF-" in data[:1024]:
        return mutate_pdf.pdf
    if data.startswith(mutate_picture.MARKS):
        return mutate_picture.picture
    if data.startswith(b"\x1f\x8b"):
        return gzipped
    if data.lstrip()[:5] == b"{\\rtf":
        return lambda data, other, mixer: tokens(data, other, mixer, "rtf")
    if b"\nContent-Type:" in data[:5000] or b"\nSubject:" in data[:5000]:
        return lambda data, other, mixer: tokens(data, other, mixer, "mail")
    if b"<" in data[:200]:
        return lambda data, other, mixer: tokens(data, other, mixer, "html")
    return plain if b"\0" not in data[:1000] else raw


def raw(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """Bytes flipped, cut, repeated, spliced, whatever the format."""
    rng = mixer.rng
    where, length = rng.randrange(len(data)), min(rng.choice((1, 2, 4, 16, 100, 1000)), len(data))
    match rng.randrange(7):
        case 0:
            changed = bytearray(data)
            for _ in range(rng.choice((1, 2, 8, 50))):
                changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
            return bytes(changed)
        case 1:
            return data[:where] + rng.randbytes(length) + data[where + length :]
        case 2:
            return data[:where]
        case 3:
            return data[:where] + data[where + length :]
        case 4:
            return data[:where] + data[where : where + length] * mixer.count() + data[where + length :]
        case 5:
            return data[:where] + other[rng.randrange(len(other)) :][: rng.choice((10, 1000, len(other)))] + data[where:]
        case _:
            return data[:where] + mixer.word().encode("utf-8", "surrogatepass") + data[where:]


def tokens(data: bytes, other: bytes, mixer: Mixer, language: str) -> bytes:
    """A text of tokens: some removed, repeated, exchanged, nested, taken from `other`, their numbers made extreme."""
    rng, parts = mixer.rng, TOKENS[language].findall(data)
    if not parts:
        return raw(data, other, mixer)
    index = rng.randrange(len(parts))
    end = min(len(parts), index + rng.choice((1, 1, 2, 5, 30)))
    match rng.randrange(9):
        case 0:
            del parts[index:end]
        case 1:
            parts[index:end] = parts[index:end] * mixer.count()
        case 2:
            second = rng.randrange(len(parts))
            parts[index], parts[second] = parts[second], parts[index]
        case 3 | 4:
            parts[index] = _spoken(parts[index], mixer, language)
        case 5:
            donor = TOKENS[language].findall(other) or [b""]
            start = rng.randrange(len(donor))
            parts[index:index] = donor[start : start + rng.choice((1, 5, 50))]
        case 6:
            parts[index:index] = _nest(parts[index], mixer, language)
        case 7:
            return numbers(data, mixer)
        case _:
            parts[index] = raw(parts[index], other, mixer)
    return b"".join(parts)


def _spoken(part: bytes, mixer: Mixer, language: str) -> bytes:
    """The token beside or instead of a word that the reader knows."""
    word = mixer.word().encode("utf-8", "surrogatepass")
    if language == "rtf":
        word = mixer.rng.choice((b"\\%b %b", b"{\\*\\%b %b}", b"{\\%b%b ", b"\\u%b %b?")) % (
            word.lstrip(b"\\"),
            mixer.number().encode(),
        )
    elif language == "html":
        name, value = word.strip(b"<>/"), mixer.number().encode("utf-8", "surrogatepass")
        word = mixer.rng.choice((b"<%b %b>", b"</%b %b>", b"<%b style='%b'>", b"&%b%b;", b"<!%b %b", b"<td rowspan='%b%b'>")) % (
            name,
            value,
        )
    elif language == "mail":
        word += mixer.rng.choice((b"\n", b": =?gb18030?B?%b?=\n" % word, b'; name*0="%b"\n' % word))
    return mixer.rng.choice((word, part + word, word + part))


def _nest(part: bytes, mixer: Mixer, language: str) -> list[bytes]:
    depth = mixer.rng.choice((20, 100, 300, 1200, 20_000))
    opening = {"rtf": b"{", "html": mixer.rng.choice((b"<div>", b"<table><tr><td>", b"<b>", part)), "mail": b"--"}.get(
        language, part
    )
    return [opening[:200]] * depth


def numbers(data: bytes, mixer: Mixer) -> bytes:
    """One to three numbers replaced by extreme ones."""
    found = list(NUMBER.finditer(data))
    for match in sorted(mixer.rng.sample(found, min(len(found), mixer.rng.randint(1, 3))), key=lambda m: -m.start()):
        data = data[: match.start()] + mixer.number().encode("utf-8") + data[match.end() :]
    return data


def plain(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """A text in a mixture of encodings, with marks in the middle, endless lines, odd line ends, broken characters."""
    rng = mixer.rng
    text = data.decode("utf-8", "replace")
    names = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "big5", "utf-32", "latin-1", "shift_jis")
    cut = rng.randrange(len(text) + 1)
    match rng.randrange(9):
        case 0:
            return text.encode(rng.choice(names), "ignore") or data
        case 1:
            return text[:cut].encode(rng.choice(names), "ignore") + text[cut:].encode(rng.choice(names), "ignore")
        case 2:
            return rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"+/v8", b"BM", b"\0")) + data
        case 3:
            end = rng.choice(("\r", "\r\n", "\n\n", "\x0b", "\x0c", "\u2028", "\x85", " ", ""))
            return text.replace("\n", end).encode("utf-8", "surrogatepass")
        case 4:
            return (text[:cut] + mixer.word() * rng.choice((1, 1, 3, 500)) + text[cut:]).encode("utf-8", "surrogatepass")
        case 5:
            width = rng.choice((1, 2, 14, 20, 28, 40))
            return "\n".join(text[i : i + width] for i in range(0, len(text), width)).encode("utf-8", "surrogatepass")
        case 6:
            return numbers(data, mixer)
        case 7:
            return raw(data, other, mixer)
        case _:
            return tokens(data, other, mixer, "plain")


def gzipped(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """What is inside a gzip broken (the 512-byte headers of a tar mostly), and packed again."""
    try:
        inside = zlib.decompressobj(31).decompress(data, LARGEST)
    except zlib.error:
        return raw(data, other, mixer)
    if not inside or mixer.rng.random() < 0.15:
        return raw(data, other, mixer)
    changed = bytearray(inside)
    block = mixer.rng.randrange(len(changed) // 512 + 1) if mixer.rng.random() < 0.3 else 0
    for _ in range(mixer.rng.choice((1, 1, 2, 5))):
        where = min(block * 512 + mixer.rng.choice((0, 50, 100, 124, 128, 135, 148, 156, 157, 257, 345)), len(changed) - 1)
        changed[where] = mixer.rng.choice(b"\0\x80\xff07159LKSxg/.\\")
    if mixer.rng.random() < 0.6:
        _mend_sum(changed, block * 512)
    return gzip.compress(bytes(changed) * (mixer.count() if mixer.rng.random() < 0.05 else 1), 1)


def _mend_sum(tape: bytearray, start: int) -> None:
    """Write the header's sum anew, so that the change is believed."""
    if start + 512 <= len(tape):
        tape[start + 148 : start + 156] = b" " * 8
        tape[start + 148 : start + 156] = b"%06o\0 " % sum(tape[start : start + 512])
