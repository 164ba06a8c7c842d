"""Styles and modifiers of a Word binary file: what a paragraph or run looks like once `istdBase` is followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.reading.hidden import FLAT, OUTSIDE
from checker.reading.word.bits import i16, u16
from checker.reading.word.styles import BESIDE, LOWEST, NARROWEST, UNKNOWN, Form, Look

# The size of what says nothing of its size, in points.
_DEFAULT_SIZE = 10.0
_LARGEST_HALF_POINTS = 3276
_PARAGRAPH, _CHARACTER = 1, 2
# Chains of styles are a few long; loops exist in real files.
_LONGEST_CHAIN = 20
# Built-in styles 1–9 are the headings.
_HEADINGS = range(1, 10)
_NO_OUTLINE = 9

# Modifiers of paragraphs and of characters.
_ALIGNMENTS, _OUTLINE, _LIST, _LIST_LEVEL = (0x2403, 0x2461), 0x2640, 0x460B, 0x260A
_BOLD, _HIDDEN, _SIZE, _STYLE, _PLAIN = 0x0835, 0x083C, 0x4A43, 0x4A30, 0x2A33
_SHORT_COLOUR, _COLOUR, _HIGHLIGHT, _WIDTH, _SEPARATOR = 0x2A42, 0x6870, 0x2A0C, 0x4852, 0x0818
_EFFECTS = frozenset({0x0838, 0x0839, 0x0854, 0x0858})
_SHADINGS, _LINE_HEIGHT, _LEFT = (0xCA71, 0xC64D, 0x4866, 0x442D), 0x6412, (0x840F, 0x845E)
# The sixteen colours that older files know by number.
_COLOURS = (
    *("", "000000", "0000FF", "00FFFF", "00FF00", "FF00FF", "FF0000", "FFFF00", "FFFFFF"),
    *("000080", "008080", "008000", "800080", "800000", "808000", "808080", "C0C0C0"),
)
_ALIGNMENT_NAMES = {1: "center", 2: "right"}
# "As the style has it" and "the opposite of the style".
_AS_STYLE, _UNLIKE_STYLE = 0x80, 0x81
# Bytes of an operand by the upper three bits of the code; the seventh kind says its own length.
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
_OWN_LENGTH = 6
_ROWS, _TABS, _LONG_TABS = (0xD606, 0xD608), 0xC615, 0xFF


def modifiers(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """The codes and operands in a list of modifiers."""
    at = 0
    while at + 2 < len(properties):
        code = u16(properties, at)
        at += 2
        size = _OPERANDS[code >> 13]
        if code in _ROWS:
            at, size = at + 2, max(0, u16(properties, at) - 1)
        elif code >> 13 == _OWN_LENGTH:
            at, size = at + 1, properties[at]
            if code == _TABS and size == _LONG_TABS:
                size = _length_of_tabs(properties[at:])
        yield code, properties[at : at + size]
        at += size


def _length_of_tabs(operand: bytes) -> int:
    removed = 1 + 4 * operand[0] if operand else 0
    return removed + 1 + 3 * operand[removed] if removed < len(operand) else len(operand)


class _Style(NamedTuple):
    number: int
    kind: int
    base: int
    paragraph: bytes
    characters: bytes


class StyleSheet:
    """The styles of one file, each followed along its bases once; a broken sheet has no styles."""

    def __init__(self, sheet: bytes) -> None:
        self._styles = _styles(sheet)
        self._forms: dict[int, Form] = {}

    def form(self, index: int) -> Form:
        """The form of a paragraph that has this style and nothing else."""
        if index not in self._forms:
            form = Form(Look(size=_DEFAULT_SIZE if self._styles else None), str(index))
            for style in self._chain(index, _PARAGRAPH):
                if style.number in _HEADINGS:
                    form = form._replace(level=style.number)
                form = formed(form, style.paragraph)._replace(look=looked(form.look, style.characters, self))
            self._forms[index] = form
        return self._forms[index]

    def look(self, look: Look, index: int) -> Look:
        """A look with a style of characters laid over it."""
        for style in self._chain(index, _CHARACTER):
            look = looked(look, style.characters, None)
        return look

    def _chain(self, index: int, kind: int) -> list[_Style]:
        """The style and what it is based on, the root first."""
        chain: list[_Style] = []
        while (style := self._styles.get(index)) is not None and style.kind == kind and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            index = style.base
        return chain[::-1]


def _styles(sheet: bytes) -> dict[int, _Style]:
    header = u16(sheet, 0)
    count, base_size = u16(sheet, 2), u16(sheet, 4)
    found: dict[int, _Style] = {}
    at = 2 + header
    for index in range(count):
        if at + 2 > len(sheet):
            break
        size = u16(sheet, at)
        if size:
            found[index] = _style(sheet[at + 2 : at + 2 + size], base_size)
        at += 2 + size + size % 2
    return found


def _style(entry: bytes, base_size: int) -> _Style:
    kind, base = u16(entry, 2) & 0xF, u16(entry, 2) >> 4
    at = base_size + 2 * u16(entry, base_size) + 4
    lists = []
    for _ in range(min(u16(entry, 4) & 0xF, 3)):
        size = u16(entry, at)
        lists.append(entry[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    lists += [b""] * 2
    paragraph, characters = (lists[0][2:], lists[1]) if kind == _PARAGRAPH else (b"", lists[0])
    return _Style(u16(entry, 0) & 0xFFF, kind, base, paragraph, characters)


def formed(form: Form, properties: bytes) -> Form:
    """A form with modifiers of the paragraph laid over it."""
    for code, operand in modifiers(properties):
        value = operand[0] if operand else 0
        if code in _ALIGNMENTS:
            form = form._replace(alignment=_ALIGNMENT_NAMES.get(value, ""))
        elif code == _OUTLINE:
            form = form._replace(level=value + 1 if value < _NO_OUTLINE else 0)
        elif code == _LIST:
            # Negative: a list that the paragraph was taken out of.
            form = form._replace(num_id=str(max(i16(operand, 0), 0)), num_level=form.num_level)
        elif code == _LIST_LEVEL:
            form = form._replace(num_level=min(value, 8))
        elif code in _SHADINGS:
            form = form._replace(look=form.look._replace(ground=shading(operand)))
        elif code == _LINE_HEIGHT and -LOWEST <= i16(operand, 0) < 0:
            form = form._replace(look=form.look._replace(away=FLAT))
        elif code in _LEFT and i16(operand, 0) not in BESIDE:
            form = form._replace(look=form.look._replace(away=OUTSIDE))
    return form


def looked(look: Look, properties: bytes, styles: StyleSheet | None) -> Look:
    """A look with modifiers of characters laid over it; `styles` serve those that name a style of characters."""
    plain = look
    for code, operand in modifiers(properties):
        value = operand[0] if operand else 0
        if code == _BOLD:
            look = look._replace(bold=_switched(value, plain.bold))
        elif code == _HIDDEN:
            look = look._replace(hidden=_switched(value, plain.hidden))
        elif code == _SIZE and 0 < u16(operand, 0) <= _LARGEST_HALF_POINTS:
            look = look._replace(size=u16(operand, 0) / 2)
        elif code == _STYLE and styles is not None:
            look = styles.look(look, u16(operand, 0))
        elif code == _PLAIN:
            look = plain
        else:
            look = _coloured(look, code, operand)
    return look


def _coloured(look: Look, code: int, operand: bytes) -> Look:
    """A look with what few runs say."""
    value = operand[0] if operand else 0
    if code == _SHORT_COLOUR:
        return look._replace(colour=_COLOURS[value] if value < len(_COLOURS) else "")
    if code == _COLOUR:
        return look._replace(colour=_hex(operand))
    if code == _HIGHLIGHT:
        return look._replace(ground=_COLOURS[value] if value < len(_COLOURS) else UNKNOWN)
    if code in _SHADINGS:
        return look._replace(ground=shading(operand))
    if code == _WIDTH:
        return look._replace(narrow=u16(operand, 0) <= NARROWEST)
    if code == _SEPARATOR:
        return look._replace(separator=bool(value))
    return look._replace(effect=bool(value)) if code in _EFFECTS else look


def shading(operand: bytes) -> str:
    """The colour of a shading, ten bytes or in older words two: empty where it has none, unknown where it is a pattern."""
    if len(operand) >= 10:
        front, ground, pattern = _hex(operand[:4]), _hex(operand[4:8]), u16(operand, 8)
    else:
        packed = u16(operand, 0)
        front, ground, pattern = _indexed(packed & 0x1F), _indexed(packed >> 5 & 0x1F), packed >> 10
    return {0: ground, 1: front or "000000", 0xFFFF: ""}.get(pattern, UNKNOWN)


def _indexed(number: int) -> str:
    return _COLOURS[number] if number < len(_COLOURS) else ""


def _hex(colour: bytes) -> str:
    """A colour of four bytes, empty where the program chooses one."""
    return colour[:3].hex().upper() if len(colour) == 4 and not colour[3] else ""


def _switched(value: int, style: bool) -> bool:
    if value == _UNLIKE_STYLE:
        return not style
    return style if value == _AS_STYLE else bool(value)
