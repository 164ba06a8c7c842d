"""The lists of a Word binary file, written as the `w:numbering` part that a .docx would have, so that one module counts both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from checker.reading.word.binary import Binary
from checker.reading.word.bits import u16, u32
from checker.reading.word.names import VAL, W
from checker.reading.word.numbering import LABEL_CHARACTERS, LEVELS, Numbering

_LISTS, _OVERRIDES = 73, 74
_LIST_BYTES, _LEVEL_BYTES, _REFERENCE_BYTES, _OVERRIDE_BYTES = 28, 28, 16, 8
# Paragraphs cannot name a list beyond this number.
_LAST_REFERENCE = 0x7FE
_NO_STYLE = 0xFFF
_SIMPLE, _LEGAL, _OWN_RESTART = 0x01, 0x04, 0x08
_OWN_START, _OWN_LEVEL = 0x10, 0x20
_NOTHING_FOLLOWS = 2
# The number formats in the order of their codes, by the names that .docx has for them.
_FORMATS = (
    *("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText", "hex"),
    *("chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth", "decimalHalfWidth"),
    *("japaneseLegal", "japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2", "aiueoFullWidth"),
    *("irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung", "decimalEnclosedFullstop", "decimalEnclosedParen"),
    *("decimalEnclosedCircleChinese", "ideographEnclosedCircle", "ideographTraditional", "ideographZodiac"),
    *("ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional", "taiwaneseCountingThousand"),
    *("taiwaneseDigital", "chineseCounting", "chineseLegalSimplified", "chineseCountingThousand"),
)
_NO_NUMBER = 0xFF
# More is no label, whatever stands in it.
_LONGEST = LABEL_CHARACTERS + 1


class _Level(NamedTuple):
    start: int
    format: str
    pattern: str
    legal: bool
    spaced: bool
    restart: int | None
    length: int


def numbering(binary: Binary) -> Numbering:
    """The lists of a file with their counters; the number of a list is its place in the table of overrides, from 1."""
    references = binary.part(_OVERRIDES)
    count = min(u32(references, 0), _LAST_REFERENCE, max(0, len(references) - 4) // _REFERENCE_BYTES)
    own = 4 + count * _REFERENCE_BYTES
    used = [references[at : at + _REFERENCE_BYTES] for at in range(4, own, _REFERENCE_BYTES)]
    root = etree.Element(W + "numbering")
    _add_lists(root, binary, {u32(reference, 0) for reference in used})
    for number, reference in enumerate(used, 1):
        element = etree.SubElement(root, W + "num", {W + "numId": str(number)})
        etree.SubElement(element, W + "abstractNumId", {VAL: str(u32(reference, 0))})
        own = _add_overrides(element, references, own, reference[12])
    return Numbering(lambda: root)


def _add_lists(root: etree._Element, binary: Binary, wanted: set[int]) -> None:
    lists, levels = binary.part(_LISTS), binary.after(_LISTS)
    at = 0
    for index in range(min(u16(lists, 0), max(0, len(lists) - 2) // _LIST_BYTES)):
        entry = lists[2 + index * _LIST_BYTES : 2 + (index + 1) * _LIST_BYTES]
        element = etree.Element(W + "abstractNum", {W + "abstractNumId": str(u32(entry, 0))})
        for number in range(1 if entry[26] & _SIMPLE else LEVELS):
            level = _level(levels, at)
            at += level.length
            if u32(entry, 0) in wanted:
                _add_level(element, number, level, u16(entry, 8 + 2 * number))
        if len(element):
            root.append(element)


def _add_overrides(element: etree._Element, own: bytes, at: int, count: int) -> int:
    """Write how one use of a list differs from it, which stands from `at` on; gives where the next one stands."""
    at += 4
    for _ in range(count if at < len(own) else 0):
        start, flags = u32(own, at), u32(own, at + 4)
        at += _OVERRIDE_BYTES
        override = etree.SubElement(element, W + "lvlOverride", {W + "ilvl": str(flags & 0xF)})
        if flags & _OWN_LEVEL:
            level = _level(own, at)
            at += level.length
            start = level.start
            _add_level(override, flags & 0xF, level, _NO_STYLE)
        if flags & _OWN_START:
            etree.SubElement(override, W + "startOverride", {VAL: str(start)})
    return at


def _level(data: bytes, at: int) -> _Level:
    form, switches = (data[at + 4], data[at + 5]) if at + 5 < len(data) else (_NO_NUMBER, 0)
    properties = sum(data[at + 24 : at + 26])
    text = at + _LEVEL_BYTES + properties
    length = u16(data, text)
    return _Level(
        start=u32(data, at),
        format="none" if form == _NO_NUMBER else _FORMATS[form] if form < len(_FORMATS) else "decimal",
        pattern="".join(_pattern(data[text + 2 : text + 2 + 2 * min(length, _LONGEST)].decode("utf-16-le", "replace"))),
        legal=bool(switches & _LEGAL),
        spaced=data[at + 15 : at + 16] != bytes([_NOTHING_FOLLOWS]),
        restart=sum(data[at + 26 : at + 27]) if switches & _OWN_RESTART else None,
        length=_LEVEL_BYTES + properties + 2 + 2 * length,
    )


def _pattern(text: str) -> Iterator[str]:
    """The text of a level, in which a character below 9 stands for the number of that level."""
    for character in text:
        if ord(character) < LEVELS:
            yield f"%{ord(character) + 1}"
        elif character.isprintable():
            yield character


def _add_level(parent: etree._Element, number: int, level: _Level, style: int) -> None:
    element = etree.SubElement(parent, W + "lvl", {W + "ilvl": str(number)})

    def say(name: str, value: object) -> None:
        etree.SubElement(element, W + name, {VAL: str(value)})

    say("start", level.start)
    say("numFmt", level.format)
    say("lvlText", level.pattern)
    say("isLgl", int(level.legal))
    say("suff", "tab" if level.spaced else "nothing")
    if level.restart is not None:
        say("lvlRestart", level.restart)
    if style != _NO_STYLE:
        say("pStyle", style)
