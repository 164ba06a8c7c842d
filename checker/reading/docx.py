"""Word files (.docx, .docm, .dotx): a walk over the XML parts that reads what a reader of the printed page would see.

Read: the body in order, table cells (merged cells once), text boxes and WordArt right before the paragraph that holds
their anchor, then footnotes and endnotes, SmartArt, then each distinct header and footer. Tracked insertions are read,
deletions and comments are not, nor is hidden text: these are counted. Field results are read, field codes are not. A
paragraph whose mark was deleted runs on into the next one, whose form the whole then has. Where there is hardly any text
but there are pictures, the pictures are scans, and are recognised.

Positions. `Place.block` is the path of the Word paragraph (`w:p`):

- ``12``: block 12 of the body. Paragraphs and tables (and embedded foreign documents) are counted together, from 0, in the
  order of `blocks`, which looks through content controls and other wrappers.
- ``7/0/1/3``: block 7 is a table; row 0, cell 1 (as stored, merged cells counted), block 3 in it. Tables nest: ``7/0/1/3/0/0/0``.
- ``12#0/3``: text box 0 anchored in paragraph 12, block 3 in it; ``12#0`` is WordArt.
- ``diagram0/3``: paragraph 3 of the first SmartArt; ``picture0``: in the first picture, with a box in pixels.
- ``footnote2/0``, ``endnote2/0`` (number: the note's id), ``header1/0`` (the part's name): block 0 in those.

A Word paragraph is cut into several `Paragraph`s at line and page breaks. ``12@35`` is the piece that begins 35 characters
into the visible text of paragraph 12, every break counted as one character; the first piece has no ``@``. The
characters `Place.start`…`Place.end` are those of the visible text from there on. The label of an automatic number stands
before them and belongs to no place.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from lxml.etree import _Element

from checker.reading import limits
from checker.reading.document import Document, LeftOut, Paragraph, Place, Story
from checker.reading.errors import Unreadable
from checker.reading.options import DEFAULT, Options
from checker.reading.packages import DAMAGED, Package
from checker.reading.word.lines import Line, finished
from checker.reading.word.names import VAL, A, R, V, W, whole_number
from checker.reading.word.numbering import Numbering
from checker.reading.word.styles import Form, Look, Styles
from checker.reading.word.visible import BOX, EMBEDDED, TABLE, P, T, Visible, blocks, flatten, one_line

FORMAT, NAME = "docx", "Word 文档"

_NO_TEXT_BUT_EMBEDDED = "正文是以嵌入文档的形式存放的，无法读取；请用 Word 或 WPS 打开并重新另存为 .docx 后再报。"
_TOO_LONG = f"文件正文超过{limits.CHARACTERS // 10_000}万字，无法处理；请拆分后分别上报。"
_EMBEDDED_NOTE = "文件中嵌有其他文档，其内容未读取"

_MAIN_PART = re.compile(r"word/document\d*\.xml")
_USUAL_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"customXml/")
_MAIN_TYPE = re.compile(rb"(?:wordprocessingml|ms-word)[\w.]*\.main\+xml")

_Cell = tuple[int, int, int] | None
# A title and a date; a text beside pictures is longer.
_FEW_CHARACTERS = 80
_NOT_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def accepts(data: bytes) -> bool:
    """Whether this is a Word package, by its part names or content types; also one that is cut short."""
    if not data.startswith(b"PK"):
        return False
    try:
        package = Package(data)
        if any(_MAIN_PART.fullmatch(name) for name in package.names()):
            return True
        return _MAIN_TYPE.search(package.read("[Content_Types].xml") or b"") is not None
    except Exception:
        return _first_name(data).startswith(_USUAL_FIRST) and b"word/document" in data


def _first_name(data: bytes) -> bytes:
    """Name of the first entry, as its own header has it: all that a zip without its directory can tell of itself."""
    return data[30 : 30 + int.from_bytes(data[26:28], "little")]


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in a Word file; raises `Unreadable`."""
    try:
        return _read(data)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("damaged", DAMAGED) from error


def _read(data: bytes) -> Document:
    package = Package(data)
    roots = (relation.target for relation in package.relations("") if relation.kind == "officeDocument")
    main = next(roots, "word/document.xml")
    root = package.xml(main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise Unreadable("damaged", DAMAGED)
    relations = package.relations(main)
    parts: dict[str, list[str]] = {}
    for relation in relations:
        parts.setdefault(relation.kind, []).append(relation.target)

    def first(kind: str) -> _Element | None:
        return package.xml(parts[kind][0]) if kind in parts else None

    walker = _Walker(Styles(first("styles")), Numbering(first("numbering")))
    walker.blocks(body, "body", "")
    for kind in ("footnote", "endnote"):
        walker.notes(first(kind + "s"), kind)
    for number, name in enumerate(parts.get("diagramData", ())):
        walker.diagram(package.xml(name), f"diagram{number}/")
    pictures = _pictures(body, {relation.id: relation.target for relation in relations if relation.kind == "image"})
    if _is_scan(walker, pictures) and (recognised := _recognised(package, pictures, needed=not walker.paragraphs)):
        walker.paragraphs += recognised
        pictures = []
    _refuse_unread(walker)
    stories: tuple[Story, ...] = ("header", "footer")
    for story in stories:
        seen: set[str] = set()
        for name in parts.get(story, ()):
            walker.margin(package.xml(name), story, posixpath.basename(name).partition(".")[0], seen)
    left_out = _left_out(walker, body, first("comments"), pictures)
    return Document(tuple(walker.paragraphs), FORMAT, _pages(package), walker.notes_for_the_report(), left_out)


def _left_out(walker: _Walker, body: _Element, comments: _Element | None, pictures: list[str]) -> tuple[LeftOut, ...]:
    """What the file holds and the document does not."""
    deleted = _length(body.iter(W + "delText")) + sum(_length(moved.iter(T)) for moved in body.iter(W + "moveFrom"))
    counted = {
        "隐藏文字": walker.hidden,
        "修订中删除的文字": deleted,
        "批注": 0 if comments is None else _length(comments.iter(T)),
    }
    unknown = (LeftOut(f"图片{len(pictures)}张", None, seen=True),) if pictures else ()
    embedded = (LeftOut("嵌入的其他文档", None, seen=True),) if walker.embedded else ()
    return tuple(LeftOut(what, count) for what, count in counted.items() if count) + unknown + embedded


def _length(texts: Iterator[_Element]) -> int:
    return sum(len("".join((text.text or "").split())) for text in texts)


def _pictures(body: _Element, targets: dict[str, str]) -> list[str]:
    """Names of the parts with the pictures of the body, in order."""
    ids = [element.get(R + "embed") or element.get(R + "id") for element in body.iter(A + "blip", V + "imagedata")]
    return [targets.get(id or "", "") for id in ids]


def _is_scan(walker: _Walker, pictures: list[str]) -> bool:
    """Whether the pictures are the paper: beside them stands no more than a title."""
    return bool(pictures) and sum(len(paragraph.text) for paragraph in walker.paragraphs) < _FEW_CHARACTERS


def _recognised(package: Package, pictures: list[str], needed: bool) -> list[Paragraph]:
    """The text of scans that were put into a Word file. Raises Unreadable where there is none and it is `needed`."""
    from checker.reading import picture

    paragraphs: list[Paragraph] = []
    refusal = Unreadable("scanned", picture.NOTHING)
    for number, name in enumerate(pictures[: limits.OCR_PAGES]):
        data = package.read(name)
        try:
            found = picture.recognise_bytes(data) if data else ()
        except Unreadable as error:
            refusal = Unreadable("scanned", error.message)
            continue
        for paragraph in found:
            places = tuple(replace(place, block=f"picture{number}") for place in paragraph.places)
            paragraphs.append(replace(paragraph, places=places))
    if needed and not paragraphs:
        raise refusal
    return paragraphs


def _refuse_unread(walker: _Walker) -> None:
    """No text at all is something else than text that is there but cannot be read."""
    if not walker.paragraphs and walker.embedded:
        raise Unreadable("unsupported", _NO_TEXT_BUT_EMBEDDED)


def _pages(package: Package) -> int | None:
    """The page count that the writing program left behind; a broken one must not cost the text."""
    with suppress(Unreadable, ValueError):
        root = package.xml("docProps/app.xml")
        return (int(root.findtext("{*}Pages") or 0) or None) if root is not None else None
    return None


def _cut(lines: list[Line], pieces: list[tuple[str, Look]], path: str) -> None:
    """Write pieces on, beginning a new line at each line break."""
    offset = 0
    lines[-1].begin(path)
    for text, look in pieces:
        if text == "\n":
            lines.append(Line())
            lines[-1].begin(f"{path}@{offset + 1}")
        else:
            lines[-1].add(text, look)
        offset += len(text)


class _Walker:
    """Collects the paragraphs of all stories of one file."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.paragraphs: list[Paragraph] = []
        self.embedded = False
        self.hidden = 0
        self._characters = 0
        self._tables = 0
        self._styles, self._numbering = styles, numbering

    def blocks(self, container: _Element, story: Story, prefix: str, cell: _Cell = None) -> None:
        """Read what stands in a body, cell, text box or note."""
        joined: list[tuple[_Element, str, Form]] = []
        for index, block in enumerate(blocks(container)):
            path = f"{prefix}{index}"
            if block.tag == P:
                form = self._styles.form(block)
                joined.append((block, path, form))
                if form.mark_removed:
                    continue
            if joined:
                self._paragraph(joined, story, cell)
                joined = []
            if block.tag == TABLE:
                self._table(block, story, path)
            elif block.tag == EMBEDDED:
                self.embedded = True
        if joined:
            self._paragraph(joined, story, cell)

    def notes(self, root: _Element | None, kind: str) -> None:
        """Read the footnotes or endnotes, without the lines that separate them from the text."""
        for note in () if root is None else root.iterchildren(W + kind):
            if note.get(W + "type") not in _NOT_NOTES:
                self.blocks(note, "footnote", f"{kind}{note.get(W + 'id')}/")

    def diagram(self, root: _Element | None, prefix: str) -> None:
        """Read the boxes of a SmartArt."""
        for number, paragraph in enumerate(() if root is None else root.iter(A + "p")):
            text = "".join(one_line(part.text) for part in paragraph.iter(A + "t")).strip()
            if text:
                self._count(text)
                self.paragraphs.append(Paragraph(text, "textbox", places=(Place(0, len(text), f"{prefix}{number}"),)))

    def margin(self, root: _Element | None, story: Story, name: str, seen: set[str]) -> None:
        """Read a header or footer, without what `seen` has already."""
        if root is None:
            return
        before = len(self.paragraphs)
        self.blocks(root, story, f"{name}/")
        new = self.paragraphs[before:]
        del self.paragraphs[before:]
        for paragraph in new:
            if paragraph.text not in seen:
                seen.add(paragraph.text)
                self.paragraphs.append(paragraph)

    def notes_for_the_report(self) -> tuple[str, ...]:
        """Remarks on what was there and is not in the text."""
        hidden = (f"存在隐藏文字{self.hidden}字，未计入",) if self.hidden else ()
        return hidden + ((_EMBEDDED_NOTE,) if self.embedded else ())

    def _table(self, table: _Element, story: Story, path: str) -> None:
        inside: Story = "table" if story in ("body", "textbox") else story
        number = self._tables
        self._tables += 1
        open_merges: set[int] = set()
        for row_index, row in enumerate(flatten(table, frozenset({W + "tr"}))):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            column = _span(properties, "gridBefore", least=0)
            for cell_index, cell in enumerate(flatten(row, frozenset({W + "tc"}))):
                properties = cell.find(W + "tcPr")
                if not _continues(properties, column, open_merges):
                    place = (number, row_index, column)
                    self.blocks(cell, inside, f"{path}/{row_index}/{cell_index}/", place)
                column += _span(properties, "gridSpan", least=1)

    def _box(self, box: _Element, story: Story, path: str) -> None:
        inside: Story = "textbox" if story in ("body", "table") else story
        if box.tag == BOX:
            self.blocks(box, inside, f"{path}/")
        elif string := one_line(box.get("string")).strip():
            self.paragraphs.append(Paragraph(string, inside, places=(Place(0, len(string), path),)))

    def _paragraph(self, joined: list[tuple[_Element, str, Form]], story: Story, cell: _Cell) -> None:
        lines = [Line()]
        for element, path, form in joined:
            visible = Visible(element, form.look, self._styles)
            self.hidden += visible.hidden
            for index, box in enumerate(visible.boxes):
                self._box(box, story, f"{path}#{index}")
            _cut(lines, visible.pieces, path)
        form = joined[-1][2]
        label = "" if form.mark_hidden and not any(line.length for line in lines) else self._label(form)
        for line in lines:
            if line.text.strip():
                self._count(line.text)
                self.paragraphs.append(finished(line, label, form, story, cell))
                label = ""

    def _count(self, text: str) -> None:
        """Stop early: millions of characters would take the time and memory of a bomb."""
        self._characters += len(text)
        if self._characters > limits.CHARACTERS:
            raise Unreadable("too_large", _TOO_LONG)

    def _label(self, form: Form) -> str:
        if form.num_id is None:
            return ""
        level = form.num_level
        if level is None:
            level = self._numbering.linked_level(form.num_id, form.style)
        return self._numbering.label(form.num_id, level or 0)


def _span(properties: _Element | None, name: str, least: int) -> int:
    """How many columns a cell or a gap spans."""
    span = whole_number(None if properties is None else properties.find(W + name), least)
    return min(max(span or least, least), limits.TABLE_COLUMNS)


def _continues(properties: _Element | None, column: int, open_merges: set[int]) -> bool:
    """Whether a cell is the hidden rest of a merged one; `open_merges` are the columns in which a merge runs."""
    across = None if properties is None else properties.find(W + "hMerge")
    if across is not None and across.get(VAL) != "restart":
        return True
    down = None if properties is None else properties.find(W + "vMerge")
    running = column in open_merges
    if down is None:
        open_merges.discard(column)
        return False
    open_merges.add(column)
    return running and down.get(VAL) != "restart"
