"""Small OLE files and Word binary files written by hand, so that a test shows the very structures it is about."""

from __future__ import annotations

import re
from struct import pack

SECTOR = 512
END, FREE, TABLE_SECTOR = 0xFFFF_FFFE, 0xFFFF_FFFF, 0xFFFF_FFFD
STORIES = ("body", "footnote", "header", "macro", "comment", "endnote", "textbox", "headerbox")
# Stands behind a character that takes two places, while places are counted.
SECOND_HALF = "\uffff"
# Where the text begins in the main stream that is written here.
TEXT_AT = 0x800
CHARACTER_PAGES, PARAGRAPH_PAGES, PIECES = 12, 13, 33


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams in its root; short ones get zeros at the end, so that there are no small sectors."""
    contents = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    entries = [_entry("Root Entry", 5, END, 0, child=1 if contents else FREE)]
    chains: list[int] = []
    stored = bytearray()
    for number, (name, data) in enumerate(contents.items(), 1):
        entries.append(_entry(name, 2, len(chains), len(data), after=number + 1 if number < len(contents) else FREE))
        stored += data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0")
        chains += _chain(len(chains), len(stored) // SECTOR)
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    first = len(chains)
    chains += _chain(first, first + len(directory) // SECTOR)
    table_sectors = 1
    while table_sectors * 128 < len(chains) + table_sectors:
        table_sectors += 1
    table = [*chains, *[TABLE_SECTOR] * table_sectors]
    table += [FREE] * (table_sectors * 128 - len(table))
    listed = list(range(len(chains), len(chains) + table_sectors)) + [FREE] * (109 - table_sectors)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<5H6x4x", 0x3E, 3, 0xFFFE, 9, 6)
    header += pack("<3L", table_sectors, first, 0) + pack("<5L", 0x1000, END, 0, END, 0) + pack("<109L", *listed)
    return header + bytes(stored) + directory + pack(f"<{len(table)}L", *table)


def _chain(start: int, end: int) -> list[int]:
    return [*range(start + 1, end), END] if end > start else []


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, after: int = FREE) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + pack("<HBB3L36xLQ", len(raw), kind, 1, FREE, after, child, start, size)


def sprm(code: int, operand: int | bytes) -> bytes:
    """A modifier; a number becomes as many bytes as the code asks for."""
    size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
    return pack("<H", code) + (operand if isinstance(operand, bytes) else (operand & 256**size - 1).to_bytes(size, "little"))


BOLD, HIDDEN, DELETED = sprm(0x0835, 1), sprm(0x083C, 1), sprm(0x0800, 1)
IN_TABLE, ROW_END = sprm(0x2416, 1), sprm(0x2416, 1) + sprm(0x2417, 1)


def size(points: float) -> bytes:
    return sprm(0x4A43, int(points * 2))


def edges(*positions: int) -> bytes:
    """The end of a row whose cells have these edges."""
    operand = pack(f"<B{len(positions)}h", len(positions) - 1, *positions)
    return ROW_END + sprm(0xD608, pack("<H", len(operand) + 1) + operand)


def listed(number: int, level: int = 0) -> bytes:
    return sprm(0x260A, level) + sprm(0x460B, number)


def plc(positions: list[int], entries: list[bytes]) -> bytes:
    return pack(f"<{len(positions)}L", *positions) + b"".join(entries)


def style_sheet(*styles: tuple[int, int, int, bytes, bytes]) -> bytes:
    """Each style is (kind, base, built-in number, modifiers of paragraphs, of characters)."""
    sheet = pack("<HHH", 18, len(styles), 10) + bytes(14)
    for index, (kind, base, number, paragraph, characters) in enumerate(styles):
        lists = [pack("<H", index) + paragraph, characters] if kind == 1 else [characters]
        entry = pack("<5H", number, base << 4 | kind, len(lists), 0, 0) + pack("<H", 1) + "名".encode("utf-16-le") + b"\0\0"
        for item in lists:
            entry += pack("<H", len(item)) + item + b"\0" * (len(item) % 2)
        sheet += pack("<H", len(entry)) + entry + b"\0" * (len(entry) % 2)
    return sheet


def level(code: int, pattern: str, start: int = 1, flags: int = 0, follows: int = 0) -> bytes:
    """A level of a list: number format, and text in which ``\\x00`` is the number of the first level."""
    return pack("<LBB9xB8xBBBB", start, code, flags, follows, 0, 0, 0, 0) + pack("<H", len(pattern)) + pattern.encode("utf-16-le")


def lists(*levels: bytes, uses: tuple[bytes, ...] = (b"",)) -> dict[int, bytes | tuple[bytes, bytes]]:
    """One list of nine levels (the last given one repeated); each use is what it changes, as the bytes of its overrides."""
    all_levels = [*levels, *[levels[-1]] * (9 - len(levels))]
    definition = pack("<HL", 1, 77) + bytes(4) + b"\xff\x0f" * 9 + bytes(2)
    references = pack("<L", len(uses)) + b"".join(pack("<L8xB3x", 77, bool(use)) for use in uses)
    return {73: (definition, b"".join(all_levels)), 74: references + b"".join(FREE.to_bytes(4, "little") + use for use in uses)}


def _pages(ranges: list[tuple[int, int, bytes]], entry_bytes: int, most: int) -> list[tuple[int, int, bytes]]:
    """Pages of forms as (first byte, byte after the last, page)."""
    pages = []
    for first in range(0, len(ranges), most):
        part = ranges[first : first + most]
        page = bytearray(512)
        page[: 4 * len(part) + 4] = pack(f"<{len(part) + 1}L", *(start for start, _, _ in part), part[-1][1])
        page[511] = len(part)
        free, written = 510, dict[bytes, int]()
        for index, (_, _, properties) in enumerate(part):
            if properties and properties not in written:
                free = written[properties] = (free - len(properties)) & ~1
                page[free : free + len(properties)] = properties
            page[4 * len(part) + 4 + entry_bytes * index] = written.get(properties, 0) // 2
        assert free > 4 * len(part) + 4 + entry_bytes * len(part)
        pages.append((part[0][0], part[-1][1], bytes(page)))
    return pages


def binary(
    body: str,
    *,
    stories: dict[str, str] | None = None,
    runs: tuple[tuple[str, bytes], ...] = (),
    forms: dict[int, bytes] | None = None,
    styles: dict[int, int] | None = None,
    parts: dict[int, bytes | tuple[bytes, bytes]] | None = None,
    flags: int = 0,
    streams: dict[str, bytes] | None = None,
) -> bytes:
    r"""A Word file with this body, in which ``\r`` ends a paragraph and ``\a`` a cell.

    `runs` give modifiers to the first place where a text stands; `forms` and `styles` give modifiers and styles to paragraphs
    by their number; `parts` are structures of the table stream, a pair being one and what follows it.
    """
    texts = {"body": body, **(stories or {})}
    texts = {name: re.sub("([\U00010000-\U0010ffff])", "\\1" + SECOND_HALF, content) for name, content in texts.items()}
    text = "".join(texts.get(name, "") for name in STORIES)
    raw = text.replace(SECOND_HALF, "").encode("utf-16-le")
    places = sorted((text.index(part), text.index(part) + len(part), form) for part, form in runs)
    marks = [match.end() for match in re.finditer("[\r\a\f]|.$", text, re.DOTALL)]
    character_ranges, paragraph_ranges, at = [], [], 0
    for start, end, form in places:
        character_ranges += [(at, start, b"")] if at < start else []
        character_ranges.append((start, end, bytes([len(form)]) + form))
        at = end
    character_ranges.append((at, max(len(text), at + 1), b""))
    at = 0
    for number, end in enumerate(marks):
        form = pack("<H", (styles or {}).get(number, 0)) + (forms or {}).get(number, b"")
        paragraph_ranges.append((at, end, bytes([0, -(-len(form) // 2)]) + form + b"\0" * (len(form) % 2)))
        at = end
    main, table = bytearray(TEXT_AT) + raw, bytearray(8)
    pairs: dict[int, tuple[int, int]] = {}
    for part, ranges, entry, most in ((CHARACTER_PAGES, character_ranges, 1, 20), (PARAGRAPH_PAGES, paragraph_ranges, 13, 12)):
        pages = _pages([(TEXT_AT + 2 * start, TEXT_AT + 2 * end, form) for start, end, form in ranges], entry, most)
        main += b"\0" * (-len(main) % 512)
        index = plc(
            [start for start, _, _ in pages] + [pages[-1][1]], [pack("<L", len(main) // 512 + n) for n in range(len(pages))]
        )
        main += b"".join(page for _, _, page in pages)
        pairs[part] = (len(table), len(index))
        table += index
    pieces = plc([0, len(text)], [pack("<HLH", 0, TEXT_AT, 0)])
    for number, content in {PIECES: b"\2" + pack("<L", len(pieces)) + pieces, **(parts or {})}.items():
        content, following = content if isinstance(content, tuple) else (content, b"")
        pairs[number] = (len(table), len(content))
        table += content + following
    main[0:12] = pack("<HH2xH2xH", 0xA5EC, 0xC1, 0x0804, 0x0200 | flags)
    main[0x4C:0x6C] = pack("<8L", *(len(texts.get(name, "")) for name in STORIES))
    for number, pair in pairs.items():
        main[0x9A + 8 * number : 0xA2 + 8 * number] = pack("<2L", *pair)
    return ole({"WordDocument": bytes(main), "1Table": bytes(table), **(streams or {})})


def old_binary(body: bytes, language: int = 0x0804, flags: int = 0, letters: int = 0) -> bytes:
    """A file of Word 95, whose text is bytes of a code page; `letters` is 256 on a Macintosh."""
    main = bytearray(TEXT_AT) + body
    main[0:12] = pack("<HH2xH2xH", 0xA5DC, 104, language, flags)
    main[0x14:0x1C] = pack("<H2xL", letters, TEXT_AT)
    main[0x34:0x38] = pack("<L", len(body) // (2 if flags & 0x1000 else 1))
    return ole({"WordDocument": bytes(main)})
