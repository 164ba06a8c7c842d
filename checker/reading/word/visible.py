"""What of WordprocessingML is seen: blocks under their wrappers, the visible text of a paragraph, the text boxes in it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from checker.reading.office import branch
from checker.reading.word.hiding import kind
from checker.reading.word.names import MC, M, V, W
from checker.reading.word.styles import REMOVED, RPR, Look, Styles

P, TABLE, T = W + "p", W + "tbl", W + "t"
_R = W + "r"
_ALTERNATE = MC + "AlternateContent"
EMBEDDED = W + "altChunk"
_FIELD, _CODE, _RUBY = W + "fldChar", W + "instrText", W + "ruby"
_BLOCKS, _RUNS = frozenset({P, TABLE, EMBEDDED}), frozenset({_R, M + "r"})
_TEXTS = frozenset({T, M + "t"})
BOX, WORD_ART = W + "txbxContent", V + "textpath"
_BOXES, _BOX_HOLDERS = frozenset({BOX, WORD_ART}), frozenset({W + "drawing", W + "pict", W + "object"})
_SYMBOL = "□"
_MARKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "sym": _SYMBOL}
_MARKS["{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"] = _SYMBOL
# Not looked into: what was deleted, and, for speed, what holds no text.
_CLOSED = REMOVED | {W + name for name in ("pPr", "sdtPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr")}


def flatten(parent: _Element, wanted: frozenset[str]) -> Iterator[_Element]:
    """The nearest descendants with a wanted tag, in order: wrappers are looked through, deletions are not."""
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag == _ALTERNATE:
            yield from flatten(branch(child), wanted)
        elif tag not in _CLOSED:
            yield from flatten(child, wanted)


def blocks(container: _Element) -> Iterator[_Element]:
    """The paragraphs, tables and embedded documents of a body, cell, text box or note: what paths count."""
    return flatten(container, _BLOCKS)


class Visible:
    """The visible text of one `w:p` as `pieces` of one look each, a line break being one by itself; the text boxes in it.

    `hidden` are the texts that are not seen, each (how, text); `codes` is what the fields say to the program.
    """

    def __init__(self, paragraph: _Element, look: Look, styles: Styles) -> None:
        self.pieces: list[tuple[str, Look]] = []
        self.boxes: list[_Element] = []
        self.hidden: list[tuple[str, str]] = []
        self.codes: list[str] = []
        self._look, self._styles, self._paragraph = look, styles, paragraph
        # How words of the look before were hidden: a paragraph has one or two.
        self._judged: tuple[Look | None, str] = None, ""
        # One entry for each open field, true while its code is still running. A field left open ends with its paragraph:
        # otherwise one stray mark would swallow the rest of the file.
        self._fields: list[bool] = []
        self._runs(paragraph)

    def _runs(self, parent: _Element) -> None:
        for run in flatten(parent, _RUNS):
            self._run(run, self._look)

    def _run(self, run: _Element, look: Look) -> None:
        for child in run:
            tag = child.tag
            if tag == RPR:
                look = self._styles.look(look, child)
            elif tag == _FIELD:
                self._field(child.get(W + "fldCharType"))
            elif tag == _CODE:
                self.codes.append(child.text or "")
            elif True in self._fields:
                continue
            elif tag in _TEXTS:
                self._add(one_line(child.text), look)
            elif tag in _MARKS:
                self._add(_MARKS[tag], look)
            elif tag in _BOX_HOLDERS and not (look.hidden or look.away):
                self.boxes += flatten(child, _BOXES)
            elif tag == _ALTERNATE:
                self._run(branch(child), look)
            elif tag == _RUBY and (base := child.find(W + "rubyBase")) is not None:
                self._runs(base)

    def _add(self, text: str, look: Look) -> None:
        if look is not self._judged[0]:
            self._judged = look, kind(look, self._paragraph, self._styles)
        if how := self._judged[1]:
            if not look.separator:
                self.hidden.append((how, text))
        elif text:
            self.pieces.append((text, look))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()


def one_line(text: str | None) -> str:
    """Line breaks inside `w:t` are layout of the XML; Word shows them as spaces."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""
