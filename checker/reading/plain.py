"""Plain text and Markdown, in the encodings that Chinese desktops write; lines that a conversion broke are joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from checker.reading.document import Document, Paragraph, Place
from checker.reading.errors import Unreadable
from checker.reading.hanzi import COMMON
from checker.reading.options import DEFAULT, Options

FORMAT, NAME = "text", "纯文本"

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# A longer run of stars or lines is no mark but a place to fill in: ****公司, ____名.
MARKDOWN = re.compile(r"(?:#{1,6}\s+|[-*+]\s+|>\s?)|((?<!\*)\*\*(?!\*)|(?<!_)__(?!_)|`)")
BOLD = re.compile(r"(?<!\*)\*\*(?!\*)[^*]+\*\*(?!\*)")
HEADING_MARK = re.compile(r"(#{1,6})\s+(?=\S)")
NEW_PARAGRAPH = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|第[一二三四五六七八九十]{1,3}[章节節条條，、]"
    r"|[一二三四五六七八九十]{1,2}是|附件|抄送|抄[报報]|[—\-－]\s?\d+\s?[—\-－])"
)
# Text that is UTF-16 has at least this share of common characters once it is decoded so; anything else has next to none.
UTF16_COMMON = 0.2
PAGE_NUMBER = re.compile(r"[—\-－–]{1,2}\s?\d{1,3}\s?[—\-－–]{1,2}|第\s?\d{1,3}\s?页(?:\s?共\s?\d{1,3}\s?页)?")
# What text without a mark is written in. GB18030 and Big5 use the same bytes: nearly any text of the one can be decoded as the
# other, but into rare characters. Hong Kong's Big5 holds Taiwan's and the numbers in circles that Windows has no code for.
ENCODINGS = ("gb18030", "utf-8", "big5hkscs")
# Where Windows and Hong Kong disagree, Windows wrote the file.
WINDOWS_MARKS = str.maketrans("•､∼¥", "‧﹑～￥")
# How many bytes tell the encoding; ASCII before them tells nothing.
SAMPLE, ASCII = 65536, bytes(range(128))
# From this many characters outside ASCII on a text must hold a share of common ones, or it was never text.
FEW, READABLE = 30, 0.12
ENDS = tuple("。！？!?：:；;”")
# A body line of official layout has 28 characters; narrower columns than this are lists and tables.
NARROWEST = 14
# A full line may fall short by a mark that must not begin the next line, or by a number or word that was not broken.
SLACK = 2.5
# From this share of full-width lines on a text counts as broken by its layout.
FULL_SHARE = 0.3


def accepts(data: bytes) -> bool:
    """Whether `data` can be text: no NUL bytes, unless they are UTF-16's."""
    head = data[:SAMPLE]
    return any(head.startswith(bom) for bom, _ in BOMS) or b"\0" not in head or _utf16(head) is not None


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """Decode `data` and give its paragraphs. Raises Unreadable where no encoding fits."""
    return parse(decode(data))


def parse(text: str) -> Document:
    """The paragraphs of a text that is already decoded."""
    lines = [line.rstrip() for line in re.split(r"\r\n|[\n\r\x0b\x0c\u2028\u2029\x85]", text.replace("\0", ""))]
    width = _broken_at(lines)
    joined = _join(lines, width) if width else [(line.strip(), number) for number, line in enumerate(lines) if line.strip()]
    paragraphs = (_paragraph(line, number) for line, number in joined if line)
    return Document(tuple(paragraph for paragraph in paragraphs if paragraph.text.strip()), FORMAT)


def decode(data: bytes) -> str:
    """Bytes as text: byte order mark, then UTF-16 by its zero bytes, strict UTF-8, else what reads best."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if name := _utf16(data[:SAMPLE]):
        return data.decode(name, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        name = _likeliest(data)
        text = data.decode(name, errors="replace")
        text = text.translate(WINDOWS_MARKS) if name == "big5hkscs" else text
    foreign = [character for character in text if not character.isascii()]
    if len(foreign) >= FEW and (_commonness(foreign) < READABLE or text.count("\ufffd") > len(text) / 20):
        raise Unreadable("damaged", "文字编码无法识别，打开后是乱码；请用 Word 或记事本另存为 UTF-8 文本后再报。")
    return text


def _likeliest(data: bytes) -> str:
    """The encoding in which `data` has the greatest share of common characters: one broken byte must not lose a whole paper."""
    start = len(data) - len(data.lstrip(ASCII))
    head = data[start : start + SAMPLE]
    return max(ENCODINGS, key=lambda name: _commonness(head.decode(name, errors="replace")))


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: ASCII leaves zero bytes on one side, and common Han appear once decoded."""
    # Han characters hold few zero bytes, but line feeds, digits and blanks each hold one.
    if len(head) < 4 or b"\0" not in head:
        return None
    scores = {name: _commonness(head[: len(head) & ~1].decode(name, errors="replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > UTF16_COMMON else None


def _commonness(text: Sequence[str]) -> float:
    return sum(character in COMMON for character in text) / max(1, len(text))


def _width(line: str) -> float:
    """Width in Han characters, as a printed page has it."""
    text = line.strip()
    return len(text) - 0.5 * len(text.encode("ascii", errors="ignore"))


def _broken_at(lines: list[str]) -> float | None:
    """The width at which a conversion broke the lines, or None where each line is a paragraph.

    Broken lines are nearly all equally wide, and many of the widest end in the middle of a sentence.
    """
    widths = [(_width(line), line) for line in lines if line.strip()]
    long = Counter(round(width) for width, _ in widths if width >= NARROWEST)
    if len(widths) < 4 or not long:
        return None
    commonest = max(long, key=lambda width: (long[width - 1] + long[width] + long[width + 1], width))
    full = [line for width, line in widths if abs(width - commonest) <= SLACK]
    open_ended = [line for line in full if not line.endswith(ENDS)]
    wider = sum(width > commonest + 2 * SLACK for width, _ in widths)
    if (
        len(full) >= FULL_SHARE * len(widths)
        and len(open_ended) >= 0.5 * len(full)
        and len(full) >= 3
        and wider <= 0.1 * len(widths)
    ):
        return float(commonest)
    return None


def _join(lines: list[str], width: float) -> list[tuple[str, int]]:
    """Lines back to paragraphs, each with the number of its first line; page numbers, which cut sentences, go to the end."""
    indented = sum(line.startswith(("　　", "    ")) for line in lines) >= 3
    paragraphs: list[tuple[str, int]] = []
    numbers: list[tuple[str, int]] = []
    previous = ""
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if PAGE_NUMBER.fullmatch(text):
            numbers.append((text, number))
            continue
        if paragraphs and _continues(previous, line, width, indented):
            before, first = paragraphs[-1]
            gap = " " if before[-1:].isascii() and before[-1:].isalpha() and text[0].isascii() and text[0].isalpha() else ""
            paragraphs[-1] = (before + gap + text, first)
        else:
            paragraphs.append((text, number))
        previous = line
    return paragraphs + numbers


def _continues(previous: str, line: str, width: float, indented: bool) -> bool:
    if indented and line.startswith(("　　", "    ")):
        return False
    if _width(previous) < width - SLACK:
        # Only a line that ends a sentence, or a heading, is short by itself; numbers and long words break early.
        return False
    return not (NEW_PARAGRAPH.match(line.strip()) and (previous.endswith(ENDS) or _is_heading(previous)))


def _is_heading(line: str) -> bool:
    return bool(NEW_PARAGRAPH.match(line.strip())) and not line.rstrip().endswith(("，", "、"))


def _paragraph(line: str, number: int) -> Paragraph:
    heading = HEADING_MARK.match(line)
    starred = "**" in line
    text = MARKDOWN.sub("", line) if heading or starred or line.startswith(("> ", "- ", "* ")) else line
    return Paragraph(
        text,
        level=len(heading[1]) if heading else 0,
        bold=starred and BOLD.search(line) is not None,
        places=(Place(0, len(text), block=str(number + 1)),),
    )
