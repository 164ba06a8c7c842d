r"""Rich text (.rtf), read by a tokenizer of our own: one pass over the bytes with a stack of states, never recursive.

striprtf gives one string: headers and footnotes fall out of it, deleted, hidden and commented text stays in, and raw GBK
letters whose second byte is a brace or a backslash break its groups. All that is a matter of groups and their state,
which only a tokenizer sees.

Read: paragraphs with their automatic numbers, table cells, text boxes and WordArt right before the paragraph that
holds their anchor; then footnotes and endnotes; then each distinct header and footer. Left out and counted: tracked
deletions, hidden text, comments.

Positions. `Place.block` is the number of the paragraph in the file, from 0, counted where paragraphs begin, empty ones and
all stories included. A paragraph is cut at line and page breaks: ``12@35`` is the piece that begins 35 characters into
paragraph 12, every break counted as one character.
"""

from __future__ import annotations

import itertools
import re
from typing import Literal

from checker.reading import limits
from checker.reading.counting import Allowance, characters, declared_pages
from checker.reading.document import Document, Paragraph, Story, distinct
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.hidden import FIELD, FLAT, LONGEST_TEXT, PAPER, SWITCHED_OFF, TINIEST, TINY, Colour, Hoard, by_colour
from checker.reading.options import DEFAULT, Options
from checker.reading.richtext.codes import (
    CHARSETS,
    DEFAULT_CODEC,
    DOUBLE_BYTE,
    FLOWS,
    FORMS,
    KNOWN_STARRED,
    PICTOGRAMS,
    PLACES,
    SIGNS,
    SKIPPED,
    SYMBOLS,
    WHOLE_FILE,
    State,
    codec_of,
    decode,
    raw_codec,
)
from checker.reading.richtext.flow import Flow
from checker.reading.wording import COMMENTS, DELETED, HIDDEN, hidden_note, only_pictures, unread_pictures, unseen

FORMAT, NAME = "rtf", "RTF 文档"

_START = re.compile(rb"\s{0,16}(?=\{\\rtf)")
_WORD = rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?"
_COMMON = _WORD + rb"|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|[\r\n]+|"
_TOKEN = re.compile(_COMMON + rb"([^\\{}\r\n]+)", re.DOTALL)
_WIDE_TOKEN = re.compile(_COMMON + rb"((?:[\x81-\xfe][\x30-\xfe]|[^\\{}\r\n])+)", re.DOTALL)
_TO_SKIP = rb"\\bin([0-9]{1,10}) ?|\\.|[{}]"
_SKIP = re.compile(_TO_SKIP, re.DOTALL)
_WIDE_SKIP = re.compile(rb"[\x81-\xfe][\x30-\xfe]|" + _TO_SKIP, re.DOTALL)
_FALLBACK = re.compile(rb"[\r\n]*(?:\\'[0-9A-Fa-f]{2}|\\[A-Za-z]{1,32}(?:-?[0-9]{1,10})? ?|\\.|[^\\{}])", re.DOTALL)
_HEADING_NAME = re.compile(r"\s*(?:heading|标题)\s*([1-9])\b", re.IGNORECASE)

# Names of styles, automatic numbers, the words of WordArt: all are short.
_LONGEST_NAME = 200
_WORD_ART = "gtextUNICODE"
# Breaks inside a paragraph, and its ends.
_BREAKS = frozenset({"line", "lbr", "page", "column"})
_CELLS, _ROWS = {"cell": 1, "nestcell": 2}, {"row": 1, "nestrow": 2}
_ENDS = frozenset({"par", "sect", *_CELLS, *_ROWS})

_PARTS_OF_COLOURS = ("red", "green", "blue")
_MOST_COLOURS = 1_000
_SHADES = frozenset({"trowd", "clcbpat", "clcbpatraw", "clcfpat", "clshdng", "trcbpat", "trcfpat", "trshdng"})

_DAMAGED = "文件已损坏，无法打开；请用 Word 或 WPS 另存为 .docx 后再报。"
_BROKEN = "文件结构不完整，可能没有存完，有的内容没有读到。"


def accepts(data: bytes) -> bool:
    """Whether the mark of rich text stands at its beginning."""
    return _START.match(data) is not None


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in a rich text file; raises `Unreadable`."""
    with damaged_as(_DAMAGED):
        return _Reader(data).document()


class _Reader:
    """One pass over the tokens of a file."""

    def __init__(self, data: bytes) -> None:
        start = _START.match(data)
        if start is None:
            raise Unreadable("damaged", _DAMAGED)
        self._data, self._position = data, start.end()
        self._ansi, self._bare = DEFAULT_CODEC, raw_codec(data)
        self._state, self._stack = State(), list[State]()
        self._starred = False
        self._letters = bytearray()
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, int] = {}
        self._numbers, self._table_numbers = itertools.count(), itertools.count()
        self._stories: dict[str, list[Paragraph]] = {"body": [], "footnote": [], "header": [], "footer": [], "comment": []}
        self._hidden = Hoard()
        self._flows = [self._flow("body", self._stories["body"])]
        self._word, self._named, self._code = "", "", ""
        self._allowance = Allowance()
        self._colours: list[Colour | None] = []
        self._mixed: dict[str, int] = {}
        # Of the row of a table: whether any of its cells is shaded, which is said before them.
        self._shaded = False
        self._deleted = self._commented = self._pictures = 0
        self._pages: int | None = None

    def document(self) -> Document:
        """Read to the end of the outermost group."""
        self._run()
        self._flush()
        self._close(-1, self._state)
        stories = self._stories
        paragraphs = stories["body"] + stories["footnote"] + distinct(stories["header"]) + distinct(stories["footer"])
        # Groups left open, or closed before the text is over.
        broken = bool(self._stack) or b"\\par" in self._data[self._position :]
        if not paragraphs and broken:
            raise Unreadable("damaged", _DAMAGED)
        if not paragraphs and self._pictures:
            raise only_pictures("文件里")
        notes = hidden_note(self._hidden.count) + ((_BROKEN,) if broken else ())
        counts = {HIDDEN: self._hidden.count, DELETED: self._deleted, COMMENTS: self._commented}
        left_out = unseen(counts) + unread_pictures(self._pictures)
        return Document(tuple(paragraphs), FORMAT, self._pages, notes, left_out, self._hidden.found(paragraphs))

    def _run(self) -> None:
        data, end = self._data, len(self._data)
        while self._position < end:
            wide = self._codec() in DOUBLE_BYTE
            token = (_WIDE_TOKEN if wide else _TOKEN).match(data, self._position)
            if token is None:
                # A lone backslash at the end, or a first byte of a letter whose second is missing.
                self._position += 1
                continue
            self._position = token.end()
            word, number, code, sign, brace, letters = token.groups()
            if letters is not None:
                self._letters += letters.replace(b"\0", b"")
            elif code is not None:
                self._letters.append(int(code, 16))
            elif word is not None:
                self._flush()
                self._control(word.decode("ascii"), None if number is None else int(number))
            elif brace is not None:
                self._flush()
                if not self._group(brace):
                    return
            elif sign is not None:
                self._sign(sign)

    def _group(self, brace: bytes) -> bool:
        """Open or close a group; false when the outermost one is closed."""
        self._starred = False
        if brace == b"{":
            if len(self._stack) >= limits.RTF_GROUPS:
                raise Unreadable("damaged", _DAMAGED)
            self._stack.append(self._state)
            return True
        ended = self._state
        self._state = self._stack.pop()
        if ended.place == "styles":
            heading = _HEADING_NAME.match(self._word)
            self._styles[ended.style] = (int(heading[1]) if heading else 0) if ended.level is None else ended.level
            self._word = ""
        elif ended.place == "property" != self._state.place:
            self._named, self._word = self._word, ""
        elif ended.place == "value" != self._state.place:
            self._word_art()
        elif ended.place == "code" != self._state.place:
            self._hidden.aside(FIELD, self._code, len(self._stories["body"]))
            self._code = ""
        self._close(self._state.flow, ended)
        return bool(self._stack)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            # Only right at the beginning is the group one to skip; old programs write it elsewhere, too.
            self._starred = self._data[max(0, self._position - 8) : self._position - 2].rstrip(b"\r\n")[-1:] == b"{"
        elif sign in b"\\{}":
            # May be the second byte of a letter.
            self._letters += sign
        else:
            self._flush()
            if sign in b"\r\n":
                self._end("par")
            self._add(SIGNS.get(sign, ""))

    def _control(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if form := FORMS.get(word):
            if starred and word not in KNOWN_STARRED:
                self._skip_group()
            else:
                self._state = form(self._state, number)
        elif word == "u":
            self._unicode(number or 0)
        elif word in _ENDS or word in _BREAKS:
            self._end(word)
        elif word in SYMBOLS:
            self._add(SYMBOLS[word])
        elif word == "bin":
            self._position += max(0, number or 0)
        elif word in SKIPPED or (starred and word not in KNOWN_STARRED):
            self._pictures += word == "pict"
            self._skip_group()
        elif word in FLOWS:
            self._open(FLOWS[word])
        elif word in PLACES:
            self._state = self._state._replace(place=PLACES[word])
        else:
            self._declaration(word, number)

    def _declaration(self, word: str, number: int | None) -> None:
        """What is said of the file or a font as a whole."""
        if word == "ansicpg":
            self._ansi = codec_of(number)
        elif word in WHOLE_FILE:
            self._ansi = WHOLE_FILE[word]
        elif word == "nofpages":
            self._pages = declared_pages(number)
        elif word in _PARTS_OF_COLOURS:
            self._mixed[word] = number or 0
        elif word in _SHADES:
            # Of cells it is said which one of the row they are only by their order; a pattern is a colour of its own.
            self._shaded = word != "trowd" and (self._shaded or bool(number))
        elif self._state.place == "fonts" and word == "fcharset":
            self._fonts[self._state.font] = CHARSETS.get(number or 0, "")
        elif self._state.place == "fonts" and word == "cpg":
            self._fonts[self._state.font] = codec_of(number)

    def _codec(self) -> str:
        state = self._state
        if state.east and (codec := self._fonts.get(state.east_font, "")) in DOUBLE_BYTE:
            return codec
        return self._fonts.get(state.font, "") or (self._ansi if self._ansi in DOUBLE_BYTE else self._bare or self._ansi)

    def _flush(self) -> None:
        if self._letters:
            codec = self._codec()
            # Numbers are not written in pictograms, bullets are.
            if codec != PICTOGRAMS or self._state.place != "label":
                self._add(decode(bytes(self._letters), codec))
            self._letters.clear()

    def _unicode(self, number: int) -> None:
        number &= 0xFFFF if number < 0 else 0x1FFFFF
        if 32 <= number <= 0x10FFFF:
            self._add("□" if 0xF000 <= number <= 0xF0FF else chr(number))
        for _ in range(self._state.fallback):
            unit = _FALLBACK.match(self._data, self._position)
            if unit is None:
                return
            self._position = unit.end()

    def _add(self, text: str) -> None:
        """Give letters to the place where they belong."""
        state = self._state
        flow = self._flows[-1]
        if not text or state.place in ("nowhere", "fonts"):
            return
        if state.place == "colours":
            self._next_colours(text)
            return
        if state.place in ("styles", "property", "value"):
            self._word += text[: _LONGEST_NAME - len(self._word)]
        elif state.place == "code":
            self._code += text[: LONGEST_TEXT - len(self._code)]
        elif flow.story == "comment":
            self._commented += characters(text)
        elif state.deleted:
            self._deleted += characters(text)
        elif kind := self._kind(state):
            flow.unseen.append((kind, text))
        else:
            self._allowance.spend(len(text))
            if state.place == "label":
                flow.label += text[: _LONGEST_NAME - len(flow.label)]
            else:
                flow.pieces.append((text, state.bold, state.size))

    def _next_colours(self, text: str) -> None:
        """Entries of the table of colours end with a semicolon; the first one mostly is empty."""
        for _ in range(min(text.count(";"), _MOST_COLOURS - len(self._colours))):
            mixed = [self._mixed.get(part) for part in _PARTS_OF_COLOURS]
            self._colours.append(None if None in mixed else tuple(mixed))  # type: ignore[arg-type]
            self._mixed.clear()

    def _kind(self, state: State) -> str:
        """How letters are hidden, empty where they are seen."""
        if state.hidden:
            return SWITCHED_OFF
        if state.away or state.narrow:
            return state.away or FLAT
        if state.size <= TINIEST:
            return TINY
        letters = self._colour(state.colour)
        if letters is None or state.effect:
            return ""
        ground = self._colour(state.ground) or self._colour(state.plate)
        in_box = self._flows[-1].story not in ("body", "footnote") or self._flows[-1] is not self._flows[0]
        return by_colour(letters, ground or (None if in_box or (state.table and self._shaded) else PAPER))

    def _colour(self, index: int) -> Colour | None:
        return self._colours[index] if 0 < index < len(self._colours) else None

    def _flow(self, story: Story | Literal["comment"], found: list[Paragraph]) -> Flow:
        return Flow(story, found, self._stories["body"], self._hidden, self._numbers, self._table_numbers, self._styles)

    def _open(self, story: Story | Literal["comment"]) -> None:
        """A group with paragraphs of its own; a box is where its anchor is, in the body before the paragraph."""
        found = self._stories.get(story)
        if found is None:
            host = self._flows[-1]
            story, found = (story if host.story == "body" else host.story), host.found
        self._flows.append(self._flow(story, found))
        self._state = self._state._replace(place="text", flow=len(self._flows) - 1, alignment="", style=0, level=None, table=0)

    def _close(self, flow: int, ended: State) -> None:
        """End the flows that were opened since `flow` was the last one."""
        while len(self._flows) - 1 > flow:
            self._flows.pop().end_paragraph(ended, ended.table)

    def _word_art(self) -> None:
        """Letters drawn as a picture are kept in a property of the shape."""
        text, around = " ".join(self._word.split()), self._state
        if self._named == _WORD_ART and text:
            self._open("textbox")
            self._add(text)
            self._close(around.flow, self._state)
            self._state = around
        self._named = self._word = ""

    def _end(self, word: str) -> None:
        """A break in a paragraph, its end, or the end of a row."""
        state, flow = self._state, self._flows[-1]
        if state.place != "text" or flow.story == "comment":
            return
        if word in _ROWS:
            flow.end_row(max(_ROWS[word], state.table if word == "nestrow" else 1))
        elif word in _CELLS:
            flow.end_cell(state, max(_CELLS[word], state.table if word == "nestcell" else 1))
        # A paragraph whose mark was deleted runs on into the next one.
        elif state.deleted:
            return
        elif word not in _BREAKS:
            flow.end_paragraph(state, state.table)
        elif not state.hidden:
            flow.end_line(state, state.table)

    def _skip_group(self) -> None:
        """Go to the end of the group, looking only at what may end it."""
        data, depth = self._data, 0
        skip = _WIDE_SKIP if self._codec() in DOUBLE_BYTE else _SKIP
        while token := skip.search(data, self._position):
            if token[0] == b"{":
                depth += 1
            elif token[0] == b"}":
                if not depth:
                    self._position = token.start()
                    return
                depth -= 1
            self._position = token.end() + int(token[1] or 0)
        self._position = len(data)
