"""Web pages, and what Word, WPS and LibreOffice save as one: read as a browser shows them.

Read: the text of the body in its own order, blanks collapsed as in a browser; block elements and `<br>` begin a new paragraph.
Numbers of `<ol>`, which are not in the text, are restored as labels; those that Word writes into the text (`mso-list:Ignore`)
are taken as labels too. Left out and counted: hidden elements, deletions, in Word's pages struck text. A table of one column,
or with tables in it, is layout: its text is read as body. Of styles those of the elements themselves count; what the page's
own style sheets say counts only for what is hidden (`html_hiding`).

Positions. `Place.block` is the number of the block in the page, from 0, blocks without text not counted. A block with
`<br>` in it is several paragraphs: ``12@35`` is the piece that begins 35 characters into the visible text of block 12, every
break counted as one. The label of an automatic number stands before the piece and belongs to no place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, cast

from lxml import etree

from checker.reading import limits, plain
from checker.reading.counting import Allowance, characters
from checker.reading.document import Document, Paragraph, Place
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.hidden import ALTERNATIVE, REMARK, Hoard
from checker.reading.html_hiding import Sheet
from checker.reading.html_looks import BLOCKS, Look, inherited
from checker.reading.options import DEFAULT, Options
from checker.reading.word.lines import usual_size
from checker.reading.word.numbering import LABEL_CHARACTERS, formatted
from checker.reading.wording import HIDDEN, hidden_note, only_pictures, unseen

FORMAT, NAME = "html", "网页"

_DAMAGED = "网页文件已损坏，无法打开；请用 Word 打开并另存为 .docx 后再报。"
_TOO_LARGE = "网页文件过大，无法处理；请用 Word 打开并另存为 .docx 后再报。"
_NO_TEXT_BUT_FRAMES = "网页的正文在另外的文件里，这个文件只是外框；请用 Word 打开并另存为 .docx 后再报。"

# A page by its first element, after blanks and comments; XML has elements of the same names.
_BEFORE = r"(?:\s|<!--(?:(?!-->).)*-->)*"
_ROOT = r"!doctype\s+html|html"
_PAGE = re.compile(
    rf"{_BEFORE}(?:<\?xml[^>]*>{_BEFORE}<(?:{_ROOT})|<(?:{_ROOT}|head|body|meta|title|link|style|script|p|div|table|h[1-6]"
    r"|span|font|center|section|article|main|br|hr|ul|ol|dl))(?=[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
# Many a page in UTF-8 was made from one that was not, and still says what that said.
_ENCODINGS = (("gb", ("utf-8", "gb18030")), ("big5", ("utf-8", "big5hkscs")), ("utf", ("utf-8",)))

_LIST_STYLE = re.compile(r"list-style(?:-type)?:([a-z-]{1,40})")
_WHOLE = re.compile(r"\s*(\d{1,9})")

_NUMBERS = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"},
    **{"lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter"},
    **{"lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal": "decimal", "decimal-leading-zero": "decimalZero"},
    **{"cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital"},
    **{"trad-chinese-informal": "chineseCounting", "simp-chinese-formal": "chineseLegalSimplified"},
    **{"cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac"},
}
_BLANKS, _TOKENS = " \t\n\r\f", re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
# Word fills the number up with blanks.
_LONGEST_LABEL = 2 * LABEL_CHARACTERS
# So many looks of a page are remembered.
_MOST_LOOKS = 2_000
# A rowspan of 65,534 is allowed; no table has so many rows.
_ROWS = 1_000


def accepts(data: bytes) -> bool:
    """Whether this begins as a page does."""
    head = data[:_HEAD_BYTES]
    return _PAGE.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")) is not None


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in a page; raises `Unreadable`."""
    if len(data) > limits.XML_PART_BYTES:
        raise Unreadable("too_large", _TOO_LARGE)
    text = _decode(data).replace("\0", "")
    page = _Page()
    parser = etree.HTMLParser(target=cast(Any, page), encoding="utf-8", huge_tree=False, no_network=True)
    with damaged_as(_DAMAGED):
        etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    # A part of the page that is too long ends the reading without a word.
    if len(parser.error_log.filter_from_fatals()):
        raise Unreadable("too_large", _TOO_LARGE)
    return page.document()


def _decode(data: bytes) -> str:
    """What a page says of its encoding counts where the bytes allow for it."""
    for mark, name in _WIDE:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    charset = _CHARSET.search(data[:_HEAD_BYTES])
    said = charset[1].decode("ascii").lower() if charset else ""
    if data.startswith(tuple(bom for bom, _ in plain.BOMS)):
        return plain.decode(data)
    for name in next((names for family, names in _ENCODINGS if family in said), ()):
        with suppress(UnicodeDecodeError):
            return data.decode(name)
    return plain.decode(data)


_Words = list[tuple[str, Look]]
_BREAK = ("\n", Look(kept=True))


@dataclass(slots=True)
class _List:
    """An open list: the number format, None for one without numbers, and the next number."""

    form: str | None
    number: int


@dataclass(slots=True)
class _Table:
    """An open table: where it is at, up to which row each column is taken, and which paragraphs stand in its cells."""

    number: int
    row: int = -1
    column: int = 0
    cells: int = 0
    widest: int = 0
    cell: tuple[int, int, int] | None = None
    taken: dict[int, int] = field(default_factory=dict)
    paragraphs: list[int] = field(default_factory=list)
    nested: bool = False

    def next_row(self) -> None:
        """A row begins."""
        self.row, self.column, self.cells = self.row + 1, 0, 0

    def next_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell begins, right of those that reach down from above."""
        self.row = max(0, self.row)
        while self.taken.get(self.column, 0) > self.row:
            self.column += 1
        self.cell = (self.number, self.row, self.column)
        across = min(_number(attributes.get("colspan"), 1) or 1, limits.TABLE_COLUMNS)
        down = min(_number(attributes.get("rowspan"), 1), _ROWS)
        for column in range(self.column, min(self.column + across, limits.TABLE_COLUMNS)):
            self.taken[column] = self.row + down
        self.column += across
        self.cells += 1
        self.widest = max(self.widest, self.cells)


class _Page:
    """Takes what the parser finds, in the order of the page: no tree is built, so that depth and number cost little."""

    def __init__(self) -> None:
        self._paragraphs: list[Paragraph] = []
        self._looks: list[Look] = [Look()]
        self._known: dict[tuple[Look, str, tuple[tuple[str, str], ...]], Look] = {}
        self._pieces: _Words = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._allowance = Allowance()
        self._all_tables, self._blocks, self._elements = 0, 0, 0
        self._label = ""
        self._left_out: dict[str, int] = {}
        self._of_word, self._pictures, self._frames = False, False, False
        self._hidden, self._sheet, self._in_sheet = Hoard(), Sheet(), False
        # What was hidden in the open block, each (how, text).
        self._unseen: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._elements += 1
        if self._elements > limits.HTML_ELEMENTS:
            raise Unreadable("too_large", _TOO_LARGE)
        if tag in BLOCKS:
            self._finish()
        elif tag == "br":
            self._pieces.append(_BREAK)
        look = self._look(tag, attributes)
        self._looks.append(look)
        self._in_sheet = tag == "style"
        self._open(tag, attributes, look)

    def _look(self, tag: str, attributes: Mapping[str, str]) -> Look:
        """The look of an element here; what Word and WPS write repeats the same few attributes without end."""
        around = self._looks[-1]
        key = (around, tag, tuple(attributes.items()))
        look = self._known.get(key)
        if look is None:
            look = inherited(around, tag, attributes, self._of_word, self._sheet.style(tag, attributes))
            if len(self._known) < _MOST_LOOKS:
                self._known[key] = look
        return look

    def end(self, tag: str) -> None:
        """An element ends; the parser ends each that has begun, in order."""
        if tag in BLOCKS:
            self._finish()
        self._looks.pop()
        if tag == "table":
            self._end_table()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].cell = None
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._label = ""

    def data(self, text: str) -> None:
        """Some text, not always all that stands together."""
        look = self._looks[-1]
        kind = look.faint if look.out is None else look.how if look.out == HIDDEN else ""
        if kind:
            self._unseen.append((kind, text))
        elif look.out is None:
            self._pieces.append((text, look))
            self._allowance.spend(characters(text))
        elif self._in_sheet:
            self._sheet.read(text)
        elif look.out:
            self._left_out[look.out] = self._left_out.get(look.out, 0) + characters(text)

    def comment(self, text: str) -> None:
        """A remark of who wrote the page; Word's are parts of the page for its own eyes."""
        if "<" not in text and not text.startswith("["):
            self._hidden.aside(REMARK, text, len(self._paragraphs) - 1)

    def close(self) -> None:
        """The page ends."""
        self._finish()

    def document(self) -> Document:
        """All that was read."""
        if not self._paragraphs and self._frames:
            raise Unreadable("unsupported", _NO_TEXT_BUT_FRAMES)
        if not self._paragraphs and self._pictures:
            raise only_pictures("网页里")
        count = self._hidden.count
        left_out = unseen({HIDDEN: count} | self._left_out)
        return Document(tuple(self._paragraphs), FORMAT, None, hidden_note(count), left_out, self._hidden.found(self._paragraphs))

    def _open(self, tag: str, attributes: Mapping[str, str], look: Look) -> None:
        if tag == "html":
            self._of_word |= any(name.startswith(("xmlns:w", "xmlns:o")) for name in attributes)
        elif tag in ("img", "v:imagedata"):
            self._pictures |= look.out is None
            self._hidden.aside(ALTERNATIVE, attributes.get("alt"), len(self._paragraphs) - 1)
        elif tag == "link" and "stylesheet" in attributes.get("rel", "").lower():
            # What it says of the ground nobody here knows.
            self._looks = [replace(look, shade=look.shade._replace(ground=None), faint="") for look in self._looks]
        elif tag in ("frame", "iframe"):
            self._frames = True
        elif tag == "table":
            self._tables.append(_Table(self._all_tables))
            self._all_tables += 1
        elif tag == "tr" and self._tables:
            self._tables[-1].next_row()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].next_cell(attributes)
        elif tag in ("ol", "ul"):
            self._lists.append(_List(_number_format(tag, attributes), _number(attributes.get("start"), 1)))
        elif tag == "li" and self._lists and look.out is None:
            self._label = _numbered(self._lists[-1], attributes)

    def _end_table(self) -> None:
        """Layout is no table; a table that is in another makes layout of that."""
        if not self._tables:
            return
        table = self._tables.pop()
        if table.widest <= 1 or table.nested:
            for index in table.paragraphs:
                self._paragraphs[index] = replace(self._paragraphs[index], story="body", cell=None)
        if self._tables:
            self._tables[-1].nested = True

    def _finish(self) -> None:
        """A block is over: its lines become paragraphs."""
        pieces, self._pieces = self._pieces, []
        label, offset, shown, before = "", 0, False, len(self._paragraphs)
        for words in _lines(pieces):
            marks = "".join(text for text, look in words if look.label)
            if marks and len(marks) <= _LONGEST_LABEL:
                label += marks
                words = [(text, look) for text, look in words if not look.label]
            words = _stripped(words)
            text = "".join(text for text, _ in words)
            if text:
                self._label, number = "", _word_label(label) or self._label
                self._add(text, words, number, f"{self._blocks}@{offset}" if offset else str(self._blocks))
                label, shown = "", True
            offset += len(text) + 1
        self._blocks += shown
        if self._unseen:
            self._hidden.add(self._unseen, before - (not shown))
            self._unseen.clear()

    def _add(self, text: str, words: _Words, label: str, block: str) -> None:
        look = words[0][1]
        cell = self._tables[-1].cell if self._tables else None
        if cell is not None:
            self._tables[-1].paragraphs.append(len(self._paragraphs))
        self._paragraphs.append(
            Paragraph(
                label + text,
                "body" if cell is None else "table",
                look.level,
                centred=look.aligned == "center",
                right_aligned=look.aligned in ("right", "end"),
                bold=all(look.bold for _, look in words),
                size=usual_size((text, look.size) for text, look in words),
                label_length=len(label),
                cell=cell,
                places=(Place(len(label), len(label) + len(text), block),),
            )
        )


def _number(text: str | None, otherwise: int) -> int:
    match = _WHOLE.match(text or "")
    return int(match[1]) if match else otherwise


def _number_format(tag: str, attributes: Mapping[str, str]) -> str | None:
    style = _LIST_STYLE.search("".join(attributes.get("style", "").split()).lower())
    return _NUMBERS.get(style[1] if style else attributes.get("type", "1" if tag == "ol" else ""))


def _numbered(items: _List, attributes: Mapping[str, str]) -> str:
    """The label of the next item."""
    number = _number(attributes.get("value"), items.number)
    items.number = number + 1
    label = formatted(number, items.form) if items.form else ""
    return label and label + (". " if label.isascii() else "、")


def _word_label(text: str) -> str:
    """A number that Word has written into the text; bullets, which are letters of a sign font, are none."""
    label = " ".join(text.split())
    if len(label) < 2 and not label.isnumeric():
        return ""
    return label + " " if label.isascii() else label


def _lines(pieces: _Words) -> list[_Words]:
    """What stands between the line breaks of a block, blanks collapsed."""
    lines: list[_Words] = [[]]
    blank = ""
    for text, look in pieces:
        if look.kept:
            first, *others = text.replace("\r", "").split("\n")
            lines[-1].append((first, look))
            lines += [[(line, look)] for line in others]
            blank = ""
            continue
        for token in _TOKENS.findall(text):
            if token[0] in _BLANKS:
                blank = " "
            else:
                lines[-1].append((blank + token.replace("\xa0", " "), look))
                blank = ""
    return lines


def _stripped(words: _Words) -> _Words:
    """A line without the blanks at its ends, where Chinese pages have their indents."""
    shown = [index for index, (text, _) in enumerate(words) if text.strip()]
    if not shown:
        return []
    line = words[shown[0] : shown[-1] + 1]
    line[0] = (line[0][0].lstrip(), line[0][1])
    line[-1] = (line[-1][0].rstrip(), line[-1][1])
    return line
