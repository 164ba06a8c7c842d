"""Presentations (.pptx, .pptm, .ppsx): the text of the slides as the audience reads it, slide by slide.

On a slide the title is read first, then the other shapes from top to bottom and, where they stand side by side, from left
to right; a group is read as one, a table cell by cell, a diagram (SmartArt) in the order of its points. A paragraph of a
title has level 1. Each distinct footer and date line is read once, slide numbers are not. Hidden slides and speaker notes
are left out and counted. Charts and embedded files are not read.

Positions. `Place.page` is the number of the slide as PowerPoint counts it, hidden ones included. `Place.block` is
``slide3/shape2/0``: on slide 3, in shape 2, paragraph (`a:p`) 0. Shapes that may hold text are counted from 0 in the order
of the file, those inside groups too, groups and pictures not. ``slide3/shape2/1/0/0`` is row 1, cell 0, paragraph 0 of a
table. A paragraph is cut at line breaks: ``slide3/shape2/0@35`` is the piece that begins 35 characters into it, every break
counted as one character. The label of an automatic number stands before `Place.start` and belongs to no place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from lxml.etree import _Element

from checker.reading import limits
from checker.reading.counting import Allowance, characters
from checker.reading.document import Document, Paragraph, Place, Story
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.hidden import ALTERNATIVE, Hoard, properties
from checker.reading.office import is_about, main_part, reworded, targets
from checker.reading.options import DEFAULT, Options
from checker.reading.packages import DAMAGED, Package, Relation
from checker.reading.slide.hiding import Below, Ground, Page, scheme
from checker.reading.slide.order import TITLES, P, Position, Shape, in_order, positions
from checker.reading.slide.text import Numbers, alignment, lines
from checker.reading.word.names import A, R
from checker.reading.wording import HIDDEN, first_pages, hidden_note, only_pictures, unseen

FORMAT, NAME = "pptx", "演示文稿"

_DAMAGED = "文件已损坏，无法打开；请用 PowerPoint 或 WPS 重新另存为 .pptx 后再报。"

_MAIN_PART = re.compile(r"ppt/presentation\.xml")
_MAIN_TYPE = re.compile(rb"(?:presentationml|ms-powerpoint)[\w.]*\.main\+xml")
_SLIDES, _SLIDE_NUMBER = f"{P}sldIdLst/{P}sldId", "sldNum"
_TREE = f"{P}cSld/{P}spTree"
_MARGINS: dict[str, Story] = {"hdr": "header", "ftr": "footer", "dt": "footer"}
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"


def accepts(data: bytes) -> bool:
    """Whether this is a presentation package, by its part names or content types; also one that is cut short."""
    found = is_about(data, _MAIN_PART, _MAIN_TYPE)
    return b"ppt/slides/" in data and b"word/document" not in data if found is None else found


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in a presentation; raises `Unreadable`."""
    try:
        with damaged_as(_DAMAGED):
            return _Reader(Package(data)).document()
    except Unreadable as error:
        raise reworded(error, "PowerPoint", ".pptx") from error.__cause__


class _Reader:
    """The slides of one file, one after the other."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._paragraphs: list[Paragraph] = []
        self._margins: dict[tuple[Story, str], Paragraph] = {}
        self._positions: dict[str, dict[str, Position]] = {"": {}}
        self._allowance = Allowance()
        self._tables = self._hidden = self._spoken = 0
        self._pictures = False
        self._unseen = Hoard()
        self._size = (0, 0)
        # How a run of a paragraph is hidden in the shape that is being read.
        self._kind: Callable[..., str]
        self._belows: dict[str, Below] = {}

    def document(self) -> Document:
        """Read all slides that are shown."""
        main = main_part(self._package, "ppt/presentation.xml")
        root = self._package.xml(main)
        if root is None:
            raise Unreadable("damaged", DAMAGED)
        known = targets(self._package, main)
        self._size = _slide_size(root)
        slides = [known.get(slide.get(R + "id", "")) for slide in root.iterfind(_SLIDES)]
        for number, slide in enumerate(slides[: limits.SLIDES], 1):
            if slide is not None:
                self._slide(slide.target, number)
        if not self._paragraphs and self._pictures:
            raise only_pictures("演示文稿里")
        margins = sorted(self._margins.values(), key=lambda paragraph: paragraph.story == "footer")
        properties(self._unseen, self._package, "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
        count = self._unseen.count
        notes = hidden_note(count) + first_pages(limits.SLIDES, len(slides))
        left_out = unseen({HIDDEN: count, "隐藏幻灯片": self._hidden, "演讲者备注": self._spoken})
        paragraphs = (*self._paragraphs, *margins)
        return Document(paragraphs, FORMAT, len(slides), notes, left_out, self._unseen.found(paragraphs))

    def _slide(self, part: str, number: int) -> None:
        root = self._package.xml(part)
        tree = None if root is None else root.find(_TREE)
        if root is None or tree is None:
            return
        known = targets(self._package, part)
        self._spoken += sum(_spoken(self._package.xml(other)) for other in _of_kind(known, "notesSlide"))
        if root.get("show") in ("0", "false"):
            self._hidden += _letters(root)
            return
        self._pictures = self._pictures or next(root.iter(A + "blip"), None) is not None
        ground = self._around(root, known)
        for picture in root.iter(P + "cNvPr"):
            self._unseen.aside(ALTERNATIVE, picture.get("descr"), len(self._paragraphs))
        for shape in in_order(tree, self._placed(_of_kind(known, "slideLayout"), "slideMaster")):
            if kind := ground.shape_kind(shape.element):
                self._unseen.add([(kind, "".join(text.text or "" for text in shape.element.iter(A + "t")))], self._last())
            elif shape.kind != _SLIDE_NUMBER:
                self._shape(shape, number, known, ground)

    def _last(self) -> int:
        return len(self._paragraphs) - 1

    def _around(self, root: _Element, known: dict[str, Relation]) -> Ground:
        """What a slide is drawn on."""
        layouts = _of_kind(known, "slideLayout")

        def below() -> Below:
            return self._below(layouts[0] if layouts else "")

        def image(id: str) -> bytes | None:
            return self._package.read(known[id].target) if id in known else None

        return Ground(Page(root), *self._size, below, image)

    def _below(self, layout: str) -> Below:
        if layout not in self._belows:
            masters = _of_kind(targets(self._package, layout), "slideMaster") if layout else []
            themes = _of_kind(targets(self._package, masters[0]), "theme") if masters else []
            parts = [self._package.xml(name) for name in (layout, *masters[:1]) if name]
            theme = self._package.xml(themes[0]) if themes else None
            pages = tuple(Page(part) for part in parts if part is not None)
            self._belows[layout] = Below(pages, scheme(theme, parts[-1] if masters else None))
        return self._belows[layout]

    def _placed(self, parts: list[str], above: str) -> dict[str, Position]:
        """Where the layout of a slide places what the slide itself does not, and the master what the layout does not."""
        part = parts[0] if parts else ""
        if part not in self._positions:
            known = targets(self._package, part)
            inherited = self._placed(_of_kind(known, above), "") if above else {}
            root = self._package.xml(part)
            tree = None if root is None else root.find(_TREE)
            self._positions[part] = {} if tree is None else positions(tree, inherited)
        return self._positions[part]

    def _shape(self, shape: Shape, number: int, known: dict[str, Relation], ground: Ground) -> None:
        block, element = f"slide{number}/shape{shape.number}", shape.element
        self._kind = partial(ground.run_kind, shape=element)
        if (table := next(element.iter(A + "tbl"), None)) is not None:
            self._table(table, block, number)
        elif (diagram := next(element.iter(_DIAGRAM + "relIds"), None)) is not None:
            target = known.get(diagram.get(R + "dm", ""))
            data = None if target is None else self._package.xml(target.target)
            if data is not None:
                self._body((item for text in data.iter(_DIAGRAM + "t") for item in text.iterchildren(A + "p")), block, number)
        elif shape.kind in _MARGINS:
            self._body(element.iterfind(f"{P}txBody/{A}p"), block, number, story=_MARGINS[shape.kind])
        else:
            self._body(element.iterfind(f"{P}txBody/{A}p"), block, number, level=int(shape.kind in TITLES))

    def _table(self, table: _Element, block: str, page: int) -> None:
        index = self._tables
        self._tables += 1
        for row_number, row in enumerate(table.iterchildren(A + "tr")):
            for column, cell in enumerate(row.iterchildren(A + "tc")):
                if {cell.get("hMerge"), cell.get("vMerge")}.isdisjoint({"1", "true"}):
                    inside, place = f"{block}/{row_number}/{column}", (index, row_number, column)
                    self._body(cell.iterfind(f"{A}txBody/{A}p"), inside, page, "table", cell=place)

    def _body(
        self,
        paragraphs: Iterable[_Element],
        block: str,
        page: int,
        story: Story = "body",
        level: int = 0,
        cell: tuple[int, int, int] | None = None,
    ) -> None:
        """Read the paragraphs of one text body."""
        numbers = Numbers()
        for index, element in enumerate(paragraphs):
            hidden: list[tuple[str, str]] = []
            found = lines(element, partial(self._kind, paragraph=element), hidden)
            if hidden:
                self._unseen.add(hidden, len(self._paragraphs) - (not found))
            label = numbers.label(element) if found else ""
            side = alignment(element)
            for line in found:
                self._allowance.spend(len(line.text))
                text = label + line.text
                path = f"{block}/{index}@{line.begun}" if line.begun else f"{block}/{index}"
                paragraph = Paragraph(
                    text,
                    story=story,
                    level=level,
                    centred=side == "ctr",
                    right_aligned=side == "r",
                    bold=line.bold,
                    size=line.size,
                    label_length=len(label),
                    cell=cell,
                    places=(Place(len(label), len(text), path, page),),
                )
                label = ""
                if story in ("header", "footer"):
                    self._margins.setdefault((story, text), paragraph)
                else:
                    self._paragraphs.append(paragraph)


def _of_kind(known: dict[str, Relation], kind: str) -> list[str]:
    return [relation.target for relation in known.values() if relation.kind == kind]


def _slide_size(root: _Element) -> tuple[int, int]:
    size = root.find(P + "sldSz")
    sides = ["" if size is None else size.get(side, "") for side in ("cx", "cy")]
    return (int(sides[0]), int(sides[1])) if all(side.isdecimal() and len(side) < 10 for side in sides) else (0, 0)


def _spoken(notes: _Element | None) -> int:
    """How many characters the speaker's notes of a slide have; the page also repeats the slide's number and date."""
    shapes = () if notes is None else notes.iter(P + "sp")
    return sum(_letters(shape) for shape in shapes if (ph := shape.find(f"*/{P}nvPr/{P}ph")) is None or ph.get("type") == "body")


def _letters(root: _Element) -> int:
    return sum(characters(text.text or "") for text in root.iter(A + "t"))
