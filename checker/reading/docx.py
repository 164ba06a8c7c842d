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
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from lxml.etree import _Element

from checker.reading import limits, wording
from checker.reading.counting import FEWEST, Allowance, characters, declared_pages
from checker.reading.document import Document, LeftOut, Paragraph, Place, Story, distinct, in_box, in_table
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.hidden import FIELD, FLAT, Hoard, properties
from checker.reading.office import is_about, main_part
from checker.reading.options import DEFAULT, Options
from checker.reading.packages import DAMAGED, Package, Packed, first_name, inflated, parse
from checker.reading.word.hiding import SAYING, box_kind, said_beside
from checker.reading.word.lines import Line, finished, write_on
from checker.reading.word.names import VAL, WP, A, R, V, W, child, whole_number
from checker.reading.word.numbering import Numbering
from checker.reading.word.sheet import Sheet
from checker.reading.word.styles import Form, Styles
from checker.reading.word.visible import BOX, EMBEDDED, TABLE, P, T, Visible, blocks, flatten, one_line

FORMAT, NAME = "docx", "Word 文档"

_UNCLEAR = "文件里只有图片，从中没有识别出成篇的文字；请检查图片是否清楚，或改报可编辑的文字稿。"
_NOT_RECOGNISED = "文件里只有图片，要先做文字识别才能读；请改报可编辑的文字稿，或安装识别组件后重试："
_NO_TEXT_BUT_EMBEDDED = "正文是以嵌入文档的形式存放的，无法读取；请用 Word 或 WPS 打开并重新另存为 .docx 后再报。"
_EMBEDDED_NOTE = "文件中嵌有其他文档，其内容未读取。"
_RECOGNISED = "正文是图片，文字由识别而来（平均把握{:.0%}），请对照原件核对。"

_MAIN_PART = re.compile(r"word/document\d*\.xml")
_USUAL_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"customXml/")
_MAIN_TYPE = re.compile(rb"(?:wordprocessingml|ms-word)[\w.]*\.main\+xml")

# In twentieths of a point and in EMU.
_LOWEST_ROW, _HALF_A_PAGE = 40, 5_000_000
# The bytes of the styles that are kept: most programs write some ten thousand.
_USUAL_STYLES = 2**20
_Cell = tuple[int, int, int] | None
_NOT_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def accepts(data: bytes) -> bool:
    """Whether this is a Word package, by its part names or content types; also one that is cut short."""
    found = is_about(data, _MAIN_PART, _MAIN_TYPE)
    return first_name(data).startswith(_USUAL_FIRST) and b"word/document" in data if found is None else found


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in a Word file; raises `Unreadable`."""
    with damaged_as(DAMAGED):
        return _read(data)


def _read(data: bytes) -> Document:
    package = Package(data)
    main = main_part(package, "word/document.xml")
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

    styles = _styles(package, parts["styles"][0]) if "styles" in parts else Styles(None)
    styles.backdrop = lambda: any(_is_backdrop(package.xml(name)) for name in parts.get("header", ()))
    walker = _Walker(styles, Numbering(lambda: first("numbering")))
    walker.blocks(body, "body", "")
    for kind in ("footnote", "endnote"):
        walker.notes(first(kind + "s"), kind)
    for number, name in enumerate(parts.get("diagramData", ())):
        walker.diagram(package.xml(name), f"diagram{number}/")
    pictures = _pictures(body, {relation.id: relation.target for relation in relations if relation.kind == "image"})
    if _is_scan(walker, pictures) and (recognised := _recognised(package, pictures, needed=not walker.paragraphs)):
        walker.paragraphs += recognised
        pictures = pictures[limits.OCR_PAGES :]
    _refuse_unread(walker)
    stories: tuple[Story, ...] = ("header", "footer")
    for story in stories:
        margins = ((package.xml(name), posixpath.basename(name).partition(".")[0]) for name in parts.get(story, ()))
        walker.margins(margins, story)
    walker.asides(body, package)
    left_out = _left_out(walker, body, first("comments"), pictures)
    hidden = walker.hidden.found(walker.paragraphs)
    return Document(tuple(walker.paragraphs), FORMAT, _pages(package), walker.notes_for_the_report(), left_out, hidden)


def _styles(package: Package, name: str) -> Styles:
    """The styles of a file, which are those of its neighbours where one program wrote them."""
    packed = package.packed(name)
    if packed is None or packed.size > _USUAL_STYLES:
        return Styles(Sheet(package.read(name)))
    return _kept_styles(packed).for_another()


@lru_cache(maxsize=8)
def _kept_styles(packed: Packed) -> Styles:
    return Styles(Sheet(inflated(packed)))


def _left_out(walker: _Walker, body: _Element, comments: _Element | None, pictures: list[str]) -> tuple[LeftOut, ...]:
    """What the file holds and the document does not."""
    deleted = _length(body.iter(W + "delText")) + sum(_length(moved.iter(T)) for moved in body.iter(W + "moveFrom"))
    said = 0 if comments is None else _length(comments.iter(T))
    unseen = wording.unseen({wording.HIDDEN: walker.hidden.count, wording.DELETED: deleted, wording.COMMENTS: said})
    embedded = (LeftOut("嵌入的其他文档", None, seen=True),) if walker.embedded else ()
    return unseen + wording.unread_pictures(len(pictures)) + embedded


def _length(texts: Iterable[_Element]) -> int:
    return sum(characters(text.text or "") for text in texts)


def _pictures(body: _Element, targets: dict[str, str]) -> list[str]:
    """Names of the parts with the pictures of the body, in order."""
    ids = [element.get(R + "embed") or element.get(R + "id") for element in body.iter(A + "blip", V + "imagedata")]
    return [targets.get(id or "", "") for id in ids]


def _is_scan(walker: _Walker, pictures: list[str]) -> bool:
    """Whether the pictures are the paper: beside them stands no more than a title."""
    return bool(pictures) and sum(characters(paragraph.text) for paragraph in walker.paragraphs) < FEWEST


def _recognised(package: Package, pictures: list[str], needed: bool) -> list[Paragraph]:
    """The text of scans that were put into a Word file. Raises Unreadable where there is none and it is `needed`."""
    from checker.reading import ocr, picture

    paragraphs: list[Paragraph] = []
    for number, name in enumerate(pictures[: limits.OCR_PAGES]):
        data = package.read(name)
        try:
            found = picture.recognise_bytes(data) if data else ()
        except Unreadable as error:
            if needed and error.code == "needs_extra":
                raise
            continue
        for paragraph in found:
            places = tuple(replace(place, block=f"picture{number}") for place in paragraph.places)
            paragraphs.append(replace(paragraph, places=places))
    if needed and not paragraphs:
        raise Unreadable("scanned", _UNCLEAR if ocr.is_installed() else _NOT_RECOGNISED + ocr.INSTALL + "。")
    return paragraphs


def _refuse_unread(walker: _Walker) -> None:
    """No text at all is something else than text that is there but cannot be read."""
    if not walker.paragraphs and walker.embedded:
        raise Unreadable("unsupported", _NO_TEXT_BUT_EMBEDDED)


def _pages(package: Package) -> int | None:
    """The page count that the writing program left behind; a broken one must not cost the text."""
    with suppress(Unreadable, ValueError):
        raw = package.read("docProps/app.xml") or b""
        return declared_pages(int(parse(raw).findtext("{*}Pages") or 0)) if b"Pages" in raw else None
    return None


class _Walker:
    """Collects the paragraphs of all stories of one file."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.paragraphs: list[Paragraph] = []
        self.embedded = False
        self.hidden = Hoard()
        self._allowance = Allowance()
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
                self._allowance.spend(len(text))
                self.paragraphs.append(Paragraph(text, "textbox", places=(Place(0, len(text), f"{prefix}{number}"),)))

    def margins(self, roots: Iterable[tuple[_Element | None, str]], story: Story) -> None:
        """Read all headers, or all footers, each with the name of its part, and each text once."""
        before = len(self.paragraphs)
        for root, name in roots:
            if root is not None:
                self.blocks(root, story, f"{name}/")
        self.paragraphs[before:] = distinct(self.paragraphs[before:])

    def asides(self, body: _Element, package: Package) -> None:
        """Keep what is said of pictures and of the file and stands on no page."""
        for element in body.iter(*SAYING):
            for kind, words in said_beside(element):
                self.hidden.aside(kind, words, self._near(element))
        properties(self.hidden, package, "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")

    def _near(self, picture: _Element) -> int:
        """The paragraph that a picture hangs on, as far as the order of blocks tells."""
        around = [picture, *picture.iterancestors()]
        outer = around[max(0, [element.tag for element in around].index(W + "body") - 1)]
        index = sum(1 for _ in outer.itersiblings(preceding=True))
        own = [n for n, p in enumerate(self.paragraphs) if p.places and _first_number(p.places[0]) <= index]
        return own[-1] if own else 0

    def notes_for_the_report(self) -> tuple[str, ...]:
        """Remarks on what was there and is not in the text."""
        sure = [paragraph.confidence for paragraph in self.paragraphs if paragraph.confidence is not None]
        recognised = (_RECOGNISED.format(sum(sure) / len(sure)),) if sure else ()
        return wording.hidden_note(self.hidden.count) + recognised + ((_EMBEDDED_NOTE,) if self.embedded else ())

    def _table(self, table: _Element, story: Story, path: str) -> None:
        number = self._tables
        self._tables += 1
        open_merges: set[int] = set()
        for row_index, row in enumerate(flatten(table, frozenset({W + "tr"}))):
            properties = child(row, W + "trPr")
            if child(properties, W + "del") is not None:
                continue
            if _is_flat(properties):
                self._unseen(FLAT, row)
                continue
            column = _span(properties, "gridBefore", least=0)
            for cell_index, cell in enumerate(flatten(row, frozenset({W + "tc"}))):
                properties = child(cell, W + "tcPr")
                if not _continues(properties, column, open_merges):
                    place = (number, row_index, column)
                    self.blocks(cell, in_table(story), f"{path}/{row_index}/{cell_index}/", place)
                column += _span(properties, "gridSpan", least=1)

    def _unseen(self, kind: str, holder: _Element) -> None:
        """Keep all that stands in what is not seen as a whole."""
        self.hidden.add([(kind, "".join(one_line(text.text) for text in holder.iter(T)))], len(self.paragraphs) - 1)

    def _box(self, box: _Element, story: Story, path: str) -> None:
        if kind := box_kind(box):
            self._unseen(kind, box)
        elif box.tag == BOX:
            self.blocks(box, in_box(story), f"{path}/")
        elif string := one_line(box.get("string")).strip():
            self._allowance.spend(len(string))
            self.paragraphs.append(Paragraph(string, in_box(story), places=(Place(0, len(string), path),)))

    def _paragraph(self, joined: list[tuple[_Element, str, Form]], story: Story, cell: _Cell) -> None:
        lines = [Line()]
        unseen: list[tuple[str, str]] = []
        for element, path, form in joined:
            visible = Visible(element, form.look, self._styles)
            unseen += visible.hidden
            if visible.codes:
                self.hidden.aside(FIELD, "".join(visible.codes), len(self.paragraphs))
            for index, box in enumerate(visible.boxes):
                self._box(box, story, f"{path}#{index}")
            write_on(lines, visible.pieces, path)
        form = joined[-1][2]
        is_unseen = form.mark_hidden and not any(line.length for line in lines)
        label = "" if is_unseen or form.num_id is None else self._numbering.label(form.num_id, form.num_level, form.style)
        filled = [line for line in lines if not line.is_blank]
        if unseen:
            self.hidden.add(unseen, len(self.paragraphs) - (not filled))
        for line in filled:
            self._allowance.spend(line.length)
            self.paragraphs.append(finished(line, label, form, story, cell))
            label = ""


def _first_number(place: Place) -> int:
    """The block of the body that a place is in; what is not in the body comes after it."""
    number = re.match(r"\d{1,9}", place.block or "")
    return int(number[0]) if number else 2**31


def _is_flat(properties: _Element | None) -> bool:
    """Whether a row of a table is so low that nothing of it shows."""
    height = child(properties, W + "trHeight")
    return height is not None and height.get(W + "hRule") == "exact" and (whole_number(height, 240) or 0) <= _LOWEST_ROW


def _is_backdrop(header: _Element | None) -> bool:
    """Whether a header draws a picture behind the whole page."""
    anchors = () if header is None else header.iter(WP + "anchor")
    heights = [extent.get("cy", "") for anchor in anchors for extent in anchor.iterchildren(WP + "extent")]
    return any(height.isdecimal() and int(height[:12]) >= _HALF_A_PAGE for height in heights)


def _span(properties: _Element | None, name: str, least: int) -> int:
    """How many columns a cell or a gap spans."""
    span = whole_number(child(properties, W + name), least)
    return min(max(span or least, least), limits.TABLE_COLUMNS)


def _continues(properties: _Element | None, column: int, open_merges: set[int]) -> bool:
    """Whether a cell is the hidden rest of a merged one; `open_merges` are the columns in which a merge runs."""
    across = child(properties, W + "hMerge")
    if across is not None and across.get(VAL) != "restart":
        return True
    down = child(properties, W + "vMerge")
    running = column in open_merges
    if down is None:
        open_merges.discard(column)
        return False
    open_merges.add(column)
    return running and down.get(VAL) != "restart"
