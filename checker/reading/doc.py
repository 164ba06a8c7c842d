"""Older Word files (.doc, .dot; .wps of Kingsoft, which is the same): the text that a reader of the printed page would see.

Read: the body in order, the cells of tables, text boxes and WordArt right before the paragraph that holds their anchor (those
without a known anchor after the body), then footnotes and endnotes, then each distinct header and footer. Tracked insertions
are read, deletions and comments are not; field results are read, field codes are not. Hidden text is left out. What was
left out is counted. A paragraph whose mark was deleted runs on into the next one, whose form the whole then has.
Files of Word 6 and 95 are read as plain text: without forms, numbers and text boxes, deletions and hidden text included.

Positions. `Place.block` is the name of a story and a number: ``body1234``, ``footnote0``, ``endnote12``, ``header7`` (also of
footers), ``textbox40``, ``headerbox3``. Word numbers the characters of each story from 0 (CP), with all marks, codes and
deleted text; ``body1234`` is the paragraph, or the line after a break within one, that begins at CP 1234 of the body, and the
characters `Place.start`…`Place.end` are those of the visible text from there on. WordArt has the CP of its anchor. The label of
an automatic number stands before them and belongs to no place.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from checker.reading.counting import declared_pages
from checker.reading.document import Document, LeftOut
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.options import DEFAULT, Options
from checker.reading.packages import DAMAGED
from checker.reading.word.binary import Binary, encrypted, opened
from checker.reading.word.binary_text import Walker, visible_length
from checker.reading.word.ole import MAGIC, Compound
from checker.reading.wording import COMMENTS, DELETED, HIDDEN, hidden_note, only_pictures, unread_pictures, unseen

FORMAT, NAME = "doc", "旧版 Word 文档"

_WORKS = "这是微软 Works 的文件（扩展名同为 .wps，但不是金山 WPS 文档），无法读取；请用原软件打开并另存为 .docx 后再报。"
_PLAIN_NOTE = "文件的格式信息已损坏，只读取了文字，自动编号和修订、隐藏的标记未能识别。"

_WORD = "worddocument"
_LOCKED = frozenset({"encryptedpackage", "encryptioninfo", "\tdrmcontent"})
_WORKS_STREAMS, _WORKS_TEXT, _WORKS_MAGIC = frozenset({"mn0", "matost"}), "contents", b"CHNK"
# What a file that is cut short tells of itself: a name in its directory, or the sector with which Word's stream begins.
_WORD_NAME = "WordDocument".encode("utf-16-le")
_SECTOR, _BEGINNING = 512, re.compile(rb"\xec\xa5.[\0\1]", re.DOTALL)


def accepts(data: bytes) -> bool:
    """Whether this is an older Word file; also one with a password, one of Works, and one that is cut short."""
    if not data.startswith(MAGIC):
        return False
    try:
        compound = Compound(data)
        return _WORD in compound.names or bool(_LOCKED & compound.names) or _is_works(compound)
    except Exception:
        return _WORD_NAME in data or any(_BEGINNING.match(data, at) for at in range(_SECTOR, len(data), _SECTOR))


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in an older Word file; raises `Unreadable`."""
    with damaged_as(DAMAGED):
        return _read(Compound(data))


def _is_works(compound: Compound) -> bool:
    if _WORKS_STREAMS & compound.names:
        return True
    return _WORKS_TEXT in compound.names and (compound.stream(_WORKS_TEXT) or b"").startswith(_WORKS_MAGIC)


def _read(compound: Compound) -> Document:
    if _LOCKED & compound.names:
        raise encrypted()
    if _WORD not in compound.names and _is_works(compound):
        raise Unreadable("unsupported", _WORKS)
    binary, notes = opened(compound), list[str]()
    try:
        walker = _walked(binary)
    except (ValueError, LookupError, TypeError):
        # Broken structures must not cost the text: without the table stream, all of it is plain.
        walker = _walked(replace(binary, table=b""))
        notes.append(_PLAIN_NOTE)
    hidden = walker.hidden.found(walker.paragraphs)
    notes += hidden_note(walker.hidden.count)
    return Document(tuple(walker.paragraphs), FORMAT, _pages(compound), tuple(notes), _left_out(binary, walker), hidden)


def _left_out(binary: Binary, walker: Walker) -> tuple[LeftOut, ...]:
    """What the file holds and the document does not."""
    comments = binary.stories["comment"]
    counts = {
        HIDDEN: walker.hidden.count,
        DELETED: walker.removed,
        COMMENTS: visible_length(binary.text[comments.start : comments.stop]),
    }
    return unseen(counts) + unread_pictures(walker.pictures)


def _walked(binary: Binary) -> Walker:
    walker = Walker(binary)
    walker.body()
    walker.notes()
    # No text at all is something else than text that is there but cannot be read.
    if not walker.paragraphs and walker.pictures:
        raise only_pictures("文件里")
    walker.margins()
    return walker


def _pages(compound: Compound) -> int | None:
    """The page count that the writing program left behind; a broken one must not cost the text."""
    with suppress(Exception):
        return declared_pages(compound.pages())
    return None
