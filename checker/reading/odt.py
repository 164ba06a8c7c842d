"""OpenDocument texts (.odt, .ott): a walk over content.xml and styles.xml that reads what a reader of the printed page would see.

Read: the body in order, table cells (merged cells once), text boxes and shapes right before the paragraph that holds their
anchor, then footnotes and endnotes, then each distinct header and footer. Automatic numbers are restored. Tracked insertions
are read; tracked deletions, annotations and hidden text are counted and not read. Of a field its shown text is read, of ruby
the base. Formulas and other embedded objects are not read.

Positions. `Place.block` is the path of the paragraph (`text:p` or `text:h`):

- ``12``: block 12 of the body. Paragraphs and tables (and shapes that hang on the page, and hidden sections) are counted
  together, from 0, in the order of `visible.blocks`, which looks through lists, sections and indexes.
- ``7/0/1/3``: block 7 is a table; row 0, cell 1 (as stored, covered cells counted), block 3 in it. Tables nest.
- ``12#0/3``: text box 0 anchored in paragraph 12, block 3 in it. A shape on the page is itself block 12, its text ``12/3``.
- ``footnote2/0``, ``endnote1/0``: block 0 of the second footnote, the first endnote; ``header1/0``: of the first header.

A paragraph is cut into several `Paragraph`s at line breaks. ``12@35`` is the piece that begins 35 characters into the visible
text of paragraph 12, every break counted as one character; the first piece has no ``@``. The label of an automatic number
stands before `Place.start` and belongs to no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from lxml.etree import _Element

from checker.reading import limits, wording
from checker.reading.counting import Allowance, declared_pages
from checker.reading.document import Document, LeftOut, Paragraph, Story, distinct, in_box, in_table
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.hidden import FLAT, OUTSIDE, PAPER, SWITCHED_OFF, Colour, Hoard, properties
from checker.reading.opendocument.lists import Item, Lists
from checker.reading.opendocument.names import (
    ANNOTATION,
    DRAW,
    FO,
    META,
    OFFICE,
    STYLE,
    SVG,
    TABLE,
    TEXT,
    characters_in,
    text_in,
    whole_number,
)
from checker.reading.opendocument.styles import Styles, measure
from checker.reading.opendocument.visible import GRID, PARAGRAPHS, Visible, blocks, is_closed, is_hidden
from checker.reading.options import DEFAULT, Options
from checker.reading.packages import DAMAGED, Package
from checker.reading.word.lines import Line, finished, write_on

FORMAT, NAME = "odt", "OpenDocument 文档"

_KIND = b"application/vnd.oasis.opendocument.text"
# Looked for as bytes: old manifests have a DOCTYPE, and nothing else of them is wanted.
_ENCRYPTION, _MANIFEST = b"encryption-data", "META-INF/manifest.xml"
_MANIFEST_KIND = re.compile(rb'media-type="(application/vnd\.oasis\.opendocument\.[a-z-]+)"')
# What a zip without its directory can tell of itself: the first entry is the kind, stored.
_BEGINNING = re.compile(rb"PK\x03\x04.{26}mimetype" + re.escape(_KIND), re.DOTALL)

# A box that begins so far before or after the corner of the text area stands beside the page, in points.
_BEFORE, _AFTER = -700.0, 1_250.0
_ROW, _CELL, _COVERED = TABLE + "table-row", TABLE + "table-cell", TABLE + "covered-table-cell"
_MARGINS: tuple[Story, ...] = ("header", "footer")
_Cell = tuple[int, int, int] | None


def accepts(data: bytes) -> bool:
    """Whether this is an OpenDocument package that holds a text, by what it says of itself; also one that is cut short."""
    if not data.startswith(b"PK"):
        return False
    try:
        package = Package(data)
        kind = package.read("mimetype")
        if kind is None:
            found = _MANIFEST_KIND.search(package.read(_MANIFEST) or b"")
            kind = found[1] if found else b""
        return kind.strip().startswith(_KIND)
    except Exception:
        return _BEGINNING.match(data) is not None


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in an OpenDocument text; raises `Unreadable`."""
    with damaged_as(DAMAGED):
        return _read(data)


def _read(data: bytes) -> Document:
    package = Package(data)
    if _ENCRYPTION in (package.read(_MANIFEST) or b"") or "encrypted-package" in package.names():
        raise Unreadable("encrypted", wording.ENCRYPTED)
    root, common = package.xml("content.xml"), package.xml("styles.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if root is None or body is None:
        raise Unreadable("damaged", DAMAGED)
    walker = _Walker()
    # Both parts name their automatic styles P1, P2 …, and mean others.
    own = None if common is None else common.find(OFFICE + "styles")
    automatic = root.find(OFFICE + "automatic-styles")
    walker.part(Styles(own, automatic), Lists(own, automatic))
    walker.paper = _paper(body, walker.styles, common)
    walker.blocks(body, "body", "")
    walker.footnotes()
    pictures = _pictures(body)
    if pictures and not walker.paragraphs:
        raise wording.only_pictures("文件里")
    if common is not None:
        automatic = common.find(OFFICE + "automatic-styles")
        walker.part(Styles(own, automatic), Lists(own, automatic))
        walker.margins(common)
    properties(walker.hidden, package, "meta.xml")
    left_out = _left_out(walker.hidden.count, pictures, [body] if common is None else [body, common])
    notes, hidden = wording.hidden_note(walker.hidden.count), walker.hidden.found(walker.paragraphs)
    return Document(tuple(walker.paragraphs), FORMAT, _pages(package), notes, left_out, hidden)


def _paper(body: _Element, styles: Styles, common: _Element | None) -> Colour | None:
    """What colour the pages are, None where they are coloured or a picture lies behind the text."""
    for layout in () if common is None else common.iter(STYLE + "page-layout-properties"):
        ground = layout.get(FO + "background-color", "transparent")
        if ground not in ("transparent", "#ffffff") or layout.get(DRAW + "fill", "none") not in ("none", "solid"):
            return None
    behind = any(styles.is_behind(frame) for frame in body.iter(DRAW + "frame") if frame.find(DRAW + "image") is not None)
    return None if behind else PAPER


def _left_out(hidden: int, pictures: int, parts: list[_Element]) -> tuple[LeftOut, ...]:
    """What the file holds and the document does not."""
    deleted = (deletion for part in parts for deletion in part.iter(TEXT + "deletion"))
    annotations = (annotation for part in parts for annotation in part.iter(ANNOTATION))
    counts = {wording.HIDDEN: hidden, wording.DELETED: _said(deleted), wording.COMMENTS: _said(annotations)}
    return wording.unseen(counts) + wording.unread_pictures(pictures)


def _pictures(body: _Element) -> int:
    """How many pictures there are; a formula or a chart has one of itself beside it, which does not count."""
    frames = (frame for frame in body.iter(DRAW + "frame") if frame.find(DRAW + "object") is None)
    return sum(frame.find(DRAW + "image") is not None for frame in frames)


def _said(elements: Iterable[_Element]) -> int:
    """Letters in the paragraphs and tables of deletions or annotations; who wrote them and when stands beside these."""
    return sum(characters_in(child) for element in elements for child in element if str(child.tag).startswith((TEXT, TABLE)))


def _pages(package: Package) -> int | None:
    """The page count that the writing program left behind; a broken one must not cost the text."""
    with suppress(Unreadable):
        root = package.xml("meta.xml")
        for statistic in () if root is None else root.iter("{*}document-statistic"):
            return declared_pages(whole_number(statistic, META + "page-count", 0, 10**6))
    return None


class _Walker:
    """Collects the paragraphs of all stories of one file."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.hidden = Hoard()
        self.paper: Colour | None = PAPER
        self._allowance = Allowance()
        self._tables = 0
        self._notes: list[_Element] = []

    def part(self, styles: Styles, lists: Lists) -> None:
        """What follows belongs to the part that has these styles."""
        self.styles, self._lists = styles, lists

    def blocks(self, container: _Element, story: Story, prefix: str, cell: _Cell = None) -> None:
        """Read what stands in a body, cell, text box, note, header or footer."""
        for index, (block, item) in enumerate(blocks(container, self._lists)):
            path = f"{prefix}{index}"
            if is_hidden(block):
                self.hidden.add([(SWITCHED_OFF, text_in(block))], len(self.paragraphs) - 1)
            elif block.tag in PARAGRAPHS:
                self._paragraph(block, item, story, path, cell)
            elif block.tag == GRID:
                self._table(block, story, path)
            else:
                self._box(block, story, path)

    def footnotes(self) -> None:
        """Read the footnotes and then the endnotes that were met so far."""
        notes, self._notes = self._notes, []
        for kind in ("footnote", "endnote"):
            for number, note in enumerate((note for note in notes if note.get(TEXT + "note-class") == kind), 1):
                for body in note.iterchildren(TEXT + "note-body"):
                    self.blocks(body, "footnote", f"{kind}{number}/")

    def margins(self, root: _Element) -> None:
        """Read the headers of all pages and then their footers, each text once."""
        found = [child for page in root.iter(STYLE + "master-page") for child in page if child.get(STYLE + "display") != "false"]
        for story in _MARGINS:
            before = len(self.paragraphs)
            for number, margin in enumerate((child for child in found if _margin(child) == story), 1):
                self.blocks(margin, story, f"{story}{number}/")
            self.paragraphs[before:] = distinct(self.paragraphs[before:])

    def _table(self, table: _Element, story: Story, path: str) -> None:
        number, paper = self._tables, self.paper
        self._tables += 1
        row_number = 0
        for row_index, row in enumerate(_flat(table, frozenset({_ROW}))):
            column = 0
            for cell_index, cell in enumerate(_flat(row, frozenset({_CELL, _COVERED}))):
                if cell.tag == _CELL:
                    self.paper = self._ground(table, row, cell, paper)
                    self.blocks(cell, in_table(story), f"{path}/{row_index}/{cell_index}/", (number, row_number, column))
                column += _repeated(cell, "columns")
            row_number += _repeated(row, "rows")
        self.paper = paper

    def _ground(self, table: _Element, row: _Element, cell: _Element, paper: Colour | None) -> Colour | None:
        """The colour that a cell stands on."""
        for family, element in (("table", table), ("table-row", row), ("table-cell", cell)):
            paper = self.styles.block_ground(family, element.get(TABLE + "style-name"), paper)
        return paper

    def _box(self, box: _Element, story: Story, path: str) -> None:
        if kind := _box_kind(box):
            self.hidden.add([(kind, text_in(box))], len(self.paragraphs) - 1)
            return
        paper = self.paper
        for drawing in (box.getparent(), box):
            if drawing is not None and drawing.get(DRAW + "style-name"):
                self.paper = self.styles.block_ground("graphic", drawing.get(DRAW + "style-name"), self.paper)
        self.blocks(box, in_box(story), f"{path}/")
        self.paper = paper

    def _paragraph(self, paragraph: _Element, item: Item | None, story: Story, path: str, cell: _Cell) -> None:
        appearance = self.styles.appearance(paragraph)
        visible = Visible(paragraph, appearance.looks, self.styles, self.paper)
        self._notes += visible.notes
        for index, box in enumerate(visible.boxes):
            self._box(box, story, f"{path}#{index}")
        is_unseen = visible.hidden and not visible.pieces
        label = "" if is_unseen else self._lists.label(paragraph, item, appearance.list_style)
        form = appearance.form(paragraph)
        lines = [Line()]
        write_on(lines, visible.pieces, path)
        if visible.hidden:
            self.hidden.add(visible.hidden, len(self.paragraphs) - (not any(line.text.strip() for line in lines)))
        for line in lines:
            if line.text.strip():
                self._allowance.spend(line.length)
                self.paragraphs.append(finished(line, label, form, story, cell))
                label = ""


def _box_kind(box: _Element) -> str:
    """How a text box as a whole is hidden, empty where it is seen."""
    for drawing in (box, box.getparent()):
        if drawing is None or not str(drawing.tag).startswith(DRAW):
            continue
        for side, start in (("width", "x"), ("height", "y")):
            length, at = (measure(drawing.get(SVG + name)) for name in (side, start))
            if length is not None and length <= 1.0:
                return FLAT
            if at is not None and not _BEFORE < at < _AFTER:
                return OUTSIDE
    return ""


def _margin(element: _Element) -> str:
    """Whether a child of a master page is a header or a footer; first and left pages may have their own."""
    name = str(element.tag).rpartition("}")[2]
    return name.removesuffix("-first").removesuffix("-left")


def _flat(parent: _Element, wanted: frozenset[str]) -> Iterator[_Element]:
    """The rows or cells of a table, under the groups that they may be in."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif not is_closed(child) and str(child.tag).startswith(TABLE):
            yield from _flat(child, wanted)


def _repeated(element: _Element, what: str) -> int:
    return max(1, whole_number(element, f"{TABLE}number-{what}-repeated", 1, limits.TABLE_COLUMNS))
