"""The paragraphs of a DrawingML text body with their look and their automatic numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml.etree import _Element

from checker.reading.office import branch
from checker.reading.word.lines import usual_size
from checker.reading.word.names import MC, A
from checker.reading.word.numbering import formatted

# Icons are letters of private fonts.
_NO_TEXT = re.compile(r"[\s\ue000-\uf8ff]*")
_RUNS = frozenset({A + "r", A + "fld"})
_PROPERTIES = A + "pPr"
# PowerPoint's own limits, in hundredths of a point.
_SMALLEST, _LARGEST = 100, 400_000
_LEVELS = 9

# Kinds of automatic numbers as Word calls them; after the kind comes what stands around the number.
_KINDS = {
    **{"arabic": "decimal", "arabicDb": "decimalFullWidth", "circleNumDb": "decimalEnclosedCircle"},
    **{"circleNumWdBlack": "decimalEnclosedCircle", "circleNumWdWhite": "decimalEnclosedCircle"},
    **dict.fromkeys(("ea1Chs", "ea1Cht", "ea1JpnKor", "ea1JpnChsDb"), "chineseCounting"),
    **{"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"},
}
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}
_AUTOMATIC = re.compile(rf"({'|'.join(sorted(_KINDS, key=len, reverse=True))})({'|'.join(_AROUND)})")


class Line(NamedTuple):
    """What stands between two breaks, from character `begun` of its paragraph on."""

    text: str
    begun: int
    bold: bool
    size: float | None


def lines(paragraph: _Element, kind: Callable[[_Element], str], unseen: list[tuple[str, str]]) -> list[Line]:
    """The lines of an `a:p` in which there is text.

    `kind` says how a run is hidden, empty where it is seen; texts of those that are go to `unseen`, each (how, text).
    """
    found, pieces, begun = [], list[tuple[str, bool, float | None]](), 0
    for text, bold, size in [*_pieces(paragraph, kind, unseen), ("\n", False, None)]:
        if text != "\n":
            pieces.append((text, bold, size))
            continue
        whole = "".join(piece for piece, _, _ in pieces)
        shown = [piece for piece in pieces if not piece[0].isspace()]
        if not _NO_TEXT.fullmatch(whole):
            letters = usual_size((piece, size) for piece, _, size in shown)
            found.append(Line(whole, begun, all(bold for _, bold, _ in shown), letters))
        begun += len(whole) + 1
        pieces = []
    return found


def _pieces(
    paragraph: _Element, kind: Callable[[_Element], str], unseen: list[tuple[str, str]]
) -> list[tuple[str, bool, float | None]]:
    """Text, bold and size of each run; a break is one by itself."""
    found: list[tuple[str, bool, float | None]] = []
    for child in paragraph:
        if child.tag == A + "br":
            found.append(("\n", False, None))
        elif child.tag in _RUNS or child.tag == MC + "AlternateContent" or child.tag.endswith("}m"):
            holder = branch(child) if child.tag == MC + "AlternateContent" else child
            text = "".join(item.text or "" for item in holder.iter("{*}t")).replace("\n", " ")
            form = child.find(A + "rPr")
            if text and (how := kind(child)):
                unseen.append((how, text))
            elif text:
                found.append((text, form is not None and form.get("b") in ("1", "true"), _size(form)))
    return found


def _size(form: _Element | None) -> float | None:
    value = "" if form is None else form.get("sz", "")
    return int(value) / 100 if value.isdecimal() and len(value) < 7 and _SMALLEST <= int(value) <= _LARGEST else None


def alignment(paragraph: _Element) -> str:
    """``l``, ``ctr``, ``r`` … as the paragraph itself declares, else empty."""
    form = paragraph.find(_PROPERTIES)
    return "" if form is None else form.get("algn", "")


class Numbers:
    """The automatic numbers of one text body; `label` must be asked for each paragraph with text, in their order."""

    def __init__(self) -> None:
        self._counts: dict[int, tuple[str, int]] = {}

    def label(self, paragraph: _Element) -> str:
        """Count a paragraph and give its label, empty where it has none."""
        form = paragraph.find(_PROPERTIES)
        level = _whole("0" if form is None else form.get("lvl", "0"), 0)
        self._counts = {other: count for other, count in self._counts.items() if other <= min(level, _LEVELS)}
        automatic = None if form is None else form.find(A + "buAutoNum")
        if automatic is None:
            self._counts.pop(level, None)
            return ""
        kind, start = automatic.get("type", ""), _whole(automatic.get("startAt", "1"), 1)
        before = self._counts.get(level, ("", 0))
        number = before[1] + 1 if before[0] == kind else start
        self._counts[level] = (kind, number)
        return _label(kind, number)


def _label(kind: str, number: int) -> str:
    match = _AUTOMATIC.fullmatch(kind)
    label = _AROUND[match[2]].format(formatted(number, _KINDS[match[1]])) if match else f"{number}."
    if "DbPeriod" in kind:
        label = label.replace(".", "．")
    return label + " " if label[-1].isascii() else label


def _whole(value: str, default: int) -> int:
    return int(value) if value.isdecimal() and len(value) < 6 else default
