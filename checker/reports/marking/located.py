"""The paragraphs of an open Word file by the paths of `reading.docx`, and which run holds which characters of their text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from lxml.etree import _Element

from checker.reading.word.names import A, V, W
from checker.reading.word.styles import RPR, Look, Styles
from checker.reading.word.visible import BOX, TABLE, P, Visible, blocks, flatten

_PATH = re.compile(r"\d+(?:/\d+/\d+/\d+)*")
_NOTE = re.compile(r"(footnote|endnote)(-?\d+)/")
_PICTURE = re.compile(r"picture(\d+)")
_ROW, _CELL = frozenset({W + "tr"}), frozenset({W + "tc"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start`…`end` of a paragraph's visible text, which come from `child` of `run`, one text after another."""

    start: int
    end: int
    run: _Element
    child: _Element


class Located(Visible):
    """The visible text of a `w:p` as the reader sees it, with the element that every piece comes from."""

    def __init__(self, paragraph: _Element, styles: Styles) -> None:
        self.located: list[Piece] = []
        self.length = 0
        self._source: tuple[_Element, _Element] | None = None
        super().__init__(paragraph, styles.form(paragraph).look, styles)

    @property
    def text(self) -> str:
        """The visible text, a line break being one character."""
        return "".join(text for text, _ in self.pieces)

    def _run(self, run: _Element, look: Look) -> None:
        if self._source is not None:  # inside a ruby or a drawing, which is one with the run around it
            super()._run(run, look)
            return
        forms: list[_Element] = []
        for child in run:
            if child.tag == RPR:
                forms.append(child)
                continue
            self._source = (run, child)
            # The reader's walk needs no more of a run than its children in order.
            super()._run(cast(_Element, [*forms, child]), look)
            self._source = None

    def _add(self, text: str, look: Look) -> None:
        before = len(self.pieces)
        super()._add(text, look)
        if len(self.pieces) > before and self._source is not None:
            self.located.append(Piece(self.length, self.length + len(text), *self._source))
            self.length += len(text)


class Body:
    """The paragraphs of a body by their paths."""

    def __init__(self, root: _Element, styles: Styles) -> None:
        self._root, self._styles = root, styles
        self._children: dict[tuple[_Element, str], list[_Element]] = {}
        self._texts: dict[_Element, str] = {}

    def text(self, paragraph: _Element) -> str:
        """The visible text of a `w:p`."""
        if paragraph not in self._texts:
            self._texts[paragraph] = Located(paragraph, self._styles).text
        return self._texts[paragraph]

    def paragraph(self, path: str) -> _Element | None:
        """The paragraph at a path of the body; None where the path leads elsewhere or nowhere."""
        if not _PATH.fullmatch(path):
            return None
        steps = [int(step) for step in path.split("/")]
        block = self._child(self._root, "block", steps[0])
        for row, cell, index in zip(steps[1::3], steps[2::3], steps[3::3], strict=True):
            if block is None or block.tag != TABLE:
                return None
            for what, number in (("row", row), ("cell", cell), ("block", index)):
                block = None if block is None else self._child(block, what, number)
        return block if block is not None and block.tag == P else None

    def anchor(self, block: str) -> _Element | None:
        """The paragraph of the body that a text box, a note or a picture hangs on; None where it hangs on none."""
        host, is_box, _ = block.partition("#")
        if is_box:
            return self.paragraph(host)
        if note := _NOTE.match(block):
            references = self._root.iter(f"{W}{note[1]}Reference")
            return _outermost(next((item for item in references if item.get(W + "id") == note[2]), None))
        if picture := _PICTURE.fullmatch(block):
            pictures = list(self._root.iter(A + "blip", V + "imagedata"))
            return _outermost(pictures[int(picture[1])] if int(picture[1]) < len(pictures) else None)
        return None

    def first(self) -> _Element | None:
        """The first paragraph that has a text, else the first one, boxes not counted."""
        paragraphs = [p for p in self._root.iter(P) if next(p.iterancestors(BOX), None) is None]
        return next((p for p in paragraphs if self.text(p).strip()), paragraphs[0] if paragraphs else None)

    def _child(self, parent: _Element, what: str, index: int) -> _Element | None:
        key = (parent, what)
        if key not in self._children:
            found = blocks(parent) if what == "block" else flatten(parent, _ROW if what == "row" else _CELL)
            self._children[key] = list(found)
        children: Sequence[_Element] = self._children[key]
        return children[index] if index < len(children) else None


def _outermost(element: _Element | None) -> _Element | None:
    """The paragraph of the body that an element is in, through all boxes."""
    around = [] if element is None else list(element.iterancestors(P))
    return around[-1] if around else None
