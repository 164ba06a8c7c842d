"""What the characters and paragraphs of a Word binary file look like.

Forms are lists of modifiers (`sprm`: a code and its operand) laid over a style. They hang on byte offsets in the main
stream, in pages of 512 bytes ("FKP"), characters and paragraphs apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from checker.reading.word.binary import Binary, Piece
from checker.reading.word.binary_styles import StyleSheet, formed, looked, modifiers, shading
from checker.reading.word.bits import i16, numbers, u16, u32
from checker.reading.word.styles import Form, Look

_CHARACTER_PAGES, _PARAGRAPH_PAGES, _STYLES = 12, 13, 1
_PAGE, _PAGE_NUMBER = 512, 0x3F_FFFF
# Bytes that a page has for each paragraph: an offset and a cached height.
_PARAGRAPH_ENTRY, _CHARACTER_ENTRY = 13, 1
_REMOVED, _SYMBOL = 0x0800, 0x6A09
_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL_END, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
_ROW = 0xD608
# Shadings of the cells of a row; there are three of a kind, each for so many cells.
_CELL_SHADINGS, _OLD_CELL_SHADINGS = (0xD612, 0xD616, 0xD60C), 0xD609
# A long list of modifiers is kept in the data stream.
_ELSEWHERE = (0x6645, 0x6646)
# Word nests tables a few deep; one more for each level would be built.
_DEEPEST = 16


class RunForm(NamedTuple):
    """What of a run's form matters here; a `symbol` is a character of a font of pictures."""

    look: Look
    removed: bool = False
    symbol: bool = False


class Standing(NamedTuple):
    """Where a paragraph stands in tables: how deep, whether a cell or a row ends with it, the edges of the row's cells.

    `shaded` says whether a cell of the row is.
    """

    depth: int = 0
    cell_end: bool = False
    row_end: bool = False
    edges: tuple[int, ...] = ()
    shaded: bool = False


class Forms:
    """The forms of one file, by CP."""

    def __init__(self, binary: Binary) -> None:
        self._binary = binary
        self._styles = StyleSheet(binary.part(_STYLES))
        self._characters = _Pages(binary.main, binary.part(_CHARACTER_PAGES), _CHARACTER_ENTRY)
        self._paragraphs = _Pages(binary.main, binary.part(_PARAGRAPH_PAGES), _PARAGRAPH_ENTRY)
        self._starts = [piece.start for piece in binary.pieces]
        self._forms: dict[tuple[bytes, bytes], tuple[Form, Standing]] = {}
        self._looks: dict[tuple[Look, bytes], RunForm] = {}

    def paragraph(self, mark: int) -> tuple[Form, Standing]:
        """Form and standing of the paragraph that ends with the mark at this CP."""
        piece = self._piece(mark)
        properties = self._paragraphs.at(_offset(piece, mark)).properties
        key = (properties, piece.modifiers)
        if key not in self._forms:
            self._forms[key] = self._laid_out(*key)
        form, standing = self._forms[key]
        run = self._run(form.look, mark)
        return form._replace(mark_removed=run.removed, mark_hidden=run.look.hidden), standing

    def ends_paragraph(self, place: int) -> bool:
        """Whether a page or section break at this CP is the end of a paragraph."""
        piece = self._piece(place)
        offset = _offset(piece, place)
        return self._paragraphs.at(offset).end <= offset + piece.width

    def runs(self, start: int, end: int, look: Look) -> Iterator[tuple[int, int, RunForm]]:
        """Cut the characters `start`…`end` of a paragraph with this look into runs."""
        while start < end:
            piece = self._piece(start)
            offset = _offset(piece, start)
            stop = start + max(1, (self._characters.at(offset).end - offset) // piece.width)
            stop = max(start + 1, min(stop, piece.end, end))
            yield start, stop, self._run(look, start)
            start = stop

    def _piece(self, place: int) -> Piece:
        return self._binary.pieces[max(0, bisect_right(self._starts, place) - 1)]

    def _run(self, look: Look, place: int) -> RunForm:
        piece = self._piece(place)
        key = (look, self._characters.at(_offset(piece, place)).properties + piece.modifiers)
        if key not in self._looks:
            codes = dict(modifiers(key[1]))
            removed = bool(codes.get(_REMOVED, b"\0")[:1].strip(b"\0"))
            self._looks[key] = RunForm(looked(look, key[1], self._styles), removed, _SYMBOL in codes)
        return self._looks[key]

    def _laid_out(self, properties: bytes, more: bytes) -> tuple[Form, Standing]:
        form = self._styles.form(u16(properties, 0) if len(properties) > 1 else 0)
        listed = self._gathered(properties[2:] + more)
        return formed(form, listed), _standing(listed)

    def _gathered(self, properties: bytes) -> bytes:
        """Modifiers together with those that they say are kept elsewhere."""
        for code, operand in modifiers(properties):
            if code in _ELSEWHERE:
                at = u32(operand, 0)
                properties += self._binary.data[at + 2 : at + 2 + u16(self._binary.data, at)]
                break
        return properties


class _Kept(NamedTuple):
    """What a page says of the bytes up to `end`."""

    end: int
    properties: bytes


class _Pages:
    """The pages of characters or of paragraphs, each opened when one of its bytes is asked for."""

    def __init__(self, main: bytes, index: bytes, entry: int) -> None:
        count = max(0, (len(index) - 4) // 8)
        words = numbers(index[: 8 * count + 4])
        self._starts, self._numbers = words[:count], words[count + 1 :]
        self._end = words[count] if count else 0
        self._main, self._entry = main, entry
        self._opened: dict[int, tuple[list[int], list[bytes]]] = {}

    def at(self, offset: int) -> _Kept:
        """What is known of the byte at `offset`; no properties where nothing is."""
        index = bisect_right(self._starts, offset) - 1
        following = self._starts[index + 1] if index + 1 < len(self._starts) else self._end
        if index < 0:
            return _Kept(following, b"")
        ends, properties = self._page(self._numbers[index] & _PAGE_NUMBER)
        inside = bisect_right(ends, offset) - 1
        if 0 <= inside < min(len(properties), len(ends) - 1):
            return _Kept(ends[inside + 1], properties[inside])
        return _Kept(ends[0] if inside < 0 and ends else following, b"")

    def _page(self, number: int) -> tuple[list[int], list[bytes]]:
        if number not in self._opened:
            page = self._main[number * _PAGE : (number + 1) * _PAGE]
            count = page[-1] if len(page) == _PAGE else 0
            first = 4 * (count + 1)
            places = [page[at] if at < _PAGE else 0 for at in range(first, first + self._entry * count, self._entry)]
            cut = _paragraph_properties if self._entry == _PARAGRAPH_ENTRY else _character_properties
            self._opened[number] = ([*numbers(page[:first])] if count else [], [cut(page, 2 * place) for place in places])
        return self._opened[number]


def _character_properties(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]] if at else b""


def _paragraph_properties(page: bytes, at: int) -> bytes:
    """The number of a style, then modifiers."""
    if not at:
        return b""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < len(page) else b""


def _offset(piece: Piece, place: int) -> int:
    return piece.offset + (place - piece.start) * piece.width


def _standing(properties: bytes) -> Standing:
    codes = dict(modifiers(properties))

    def switched_on(code: int) -> bool:
        return codes.get(code, b"")[:1] not in (b"", b"\0")

    depth = u32(codes.get(_DEPTH, b""), 0) or int(switched_on(_IN_TABLE))
    row = codes.get(_ROW, b"")
    edges = tuple(i16(row, at) for at in range(1, min(len(row) - 1, 2 * row[0] + 3), 2)) if row else ()
    return Standing(
        depth=min(depth, _DEEPEST),
        cell_end=switched_on(_INNER_CELL_END),
        row_end=switched_on(_ROW_END) or switched_on(_INNER_ROW_END),
        edges=edges,
        shaded=_is_shaded(codes),
    )


def _is_shaded(codes: dict[int, bytes]) -> bool:
    cells = [shading(codes[code][at : at + 10]) for code in _CELL_SHADINGS for at in range(0, len(codes.get(code, b"")), 10)]
    old = codes.get(_OLD_CELL_SHADINGS, b"")
    return any(cells) or any(shading(old[at : at + 2]) for at in range(0, len(old), 2))
