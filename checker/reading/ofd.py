"""OFD (GB/T 33190), the fixed layout of Chinese offices: runs of text from ofdkit, put together to paragraphs by `lines`.

All documents of a file are read, one after the other, and `Place.page` counts through them. A place's box is in millimetres
from the upper left corner of the page. Annotations, seals, watermarks and invisible text are not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

import ofdkit

from checker.reading import limits
from checker.reading.counting import characters
from checker.reading.document import Box, Document, LeftOut, Paragraph
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.hidden import OUTSIDE, SWITCHED_OFF, Hoard
from checker.reading.layout.grids import POINTS, Rule, cell_at, find_grids
from checker.reading.layout.lines import to_paragraphs
from checker.reading.layout.pages import (
    FEW_LETTERS,
    GIBBERISH_SHARE,
    SHADOW,
    PageContent,
    Unseen,
    hidden_texts,
    take_out_dots,
    to_sheets,
)
from checker.reading.layout.rows import WIDE_BLANK, Line, blank_between, on_base_line, rounded
from checker.reading.ofd_parts import TOO_LARGE, Part, Screened, screen
from checker.reading.options import DEFAULT, Options
from checker.reading.packages import Package, first_name
from checker.reading.wording import HIDDEN, first_pages, page_list, unseen

FORMAT, NAME = "ofd", "OFD 版式文件"

# What a zip without its directory can tell of itself is the name of its first entry.
_FIRST_NAMES = (b"OFD.xml", b"Doc_")
# Letters this far outside of the page are still on it: boxes of pages are rounded.
_MARGIN = 2.0
# Letters of one line may stand on base lines this far apart, in sizes: notes are raised, two programs rarely agree.
_SAME_LINE, _RAISED = 0.5, 0.75
_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_BLANKS = re.compile(r"\s+")

_SCANNED = "这个OFD里没有文字，只有图形或图片，读不出内容；请报送Word文件，或用阅读器另存为PDF后再报。"
_ALL_GIBBERISH = "这个OFD的文字是乱码，读不出内容；请报送Word文件，或用阅读器另存为PDF后再报。"
_DAMAGED = "这个OFD已损坏，打不开。请重新导出或重新发送。"
_OWN_WORDS: dict[str, str] = {"damaged": _DAMAGED, "too_large": TOO_LARGE}

Cell = tuple[int, int, int] | None


class _Impossible(Exception):
    """A page of a size that no page has."""


def accepts(data: bytes) -> bool:
    """Whether this is a zip with the entry of an OFD, or the beginning of one that is cut short."""
    if not data.startswith(b"PK"):
        return False
    try:
        return "ofd.xml" in Package(data).names()
    except Exception:
        return first_name(data).startswith(_FIRST_NAMES)


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in an OFD file; raises `Unreadable`."""
    try:
        with damaged_as(_DAMAGED):
            return _read(data)
    except Unreadable as error:
        # Packages speak of files that can be saved as .docx.
        if error.code in _OWN_WORDS:
            raise Unreadable(error.code, _OWN_WORDS[error.code]) from error.__cause__
        raise


@dataclass(slots=True)
class _Pages:
    """The pages of a file, those that could be had and the numbers of those that could not."""

    contents: dict[int, PageContent] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    outside: int = 0
    tried: int = 0

    def unread(self, gibberish: bool) -> list[int]:
        return [number for number, page in self.contents.items() if page.is_scan and page.gibberish == gibberish]


def _read(data: bytes) -> Document:
    screened = screen(data)
    with ofdkit.open(screened.package) as document:
        pages = _read_pages(document.pages, screened)
    if not pages.contents:
        raise Unreadable("damaged", _DAMAGED)
    readable = {number: page for number, page in pages.contents.items() if not page.is_scan}
    if not any(page.letters for page in readable.values()):
        if pages.unread(gibberish=True):
            raise Unreadable("scanned", _ALL_GIBBERISH)
        if screened.is_drawn:
            raise Unreadable("scanned", _SCANNED)
    placed = to_paragraphs(to_sheets(readable))
    hoard = Hoard()
    hidden_texts(pages.contents, placed, hoard)
    paragraphs = tuple(map(_in_millimetres, placed))
    left_out = tuple(_left_out(pages, screened))
    return Document(paragraphs, FORMAT, screened.pages, tuple(_notes(pages, screened)), left_out, hoard.found(paragraphs))


def _read_pages(document: Sequence[Any], screened: Screened) -> _Pages:
    pages = _Pages()
    letters = 0
    opened: set[str] = set()
    for number, page in enumerate(document[: limits.PDF_PAGES], 1):
        pages.tried = number
        # A page may be named again and again; ofdkit would go through it each time.
        if page.location in opened:
            continue
        try:
            content, outside = _page(page, number, screened.parts[page.location])
        except (KeyError, ofdkit.OFDError, _Impossible):
            pages.broken.append(number)
            continue
        opened.add(page.location)
        pages.contents[number] = content
        pages.outside += outside
        letters += content.letters
        if letters > limits.CHARACTERS:
            break
    return pages


def _page(page: Any, number: int, part: Part) -> tuple[PageContent, int]:
    """The content of one page, and how many letters lie beside the page."""
    left, top, width, height = page.box
    if not all(0 < side * POINTS <= limits.PDF_PAGE_POINTS for side in (width, height)):
        raise _Impossible
    content = PageContent(width * POINTS, height * POINTS, paths=part.paths, picture_share=part.image_area / (width * height))
    content.grids = find_grids(_moved(part.across, top, left), _moved(part.upright, left, top))
    runs: list[_Run] = []
    outside = 0
    for run in page.runs:
        if not run.text or not all(map(isfinite, (run.x, run.y, run.size, run.width))) or run.size <= 0:
            continue
        if -_MARGIN <= run.x - left <= width + _MARGIN and -_MARGIN <= run.y - top <= height + _MARGIN:
            runs.append(_run(run, left, top))
        else:
            outside += characters(run.text)
            content.unseen.append(Unseen(OUTSIDE, run.text, (run.y - top) * POINTS))
    content.unseen += [unseen._replace(top=(unseen.top - top) * POINTS) for unseen in part.unseen]
    content.letters = sum(characters(run.text) for run in runs)
    content.gibberish = content.letters >= FEW_LETTERS and _is_gibberish("".join(run.text for run in runs))
    cells: dict[Cell, list[_Run]] = defaultdict(list)
    for run in runs:
        cells[cell_at(content.grids, (run.x0 + run.x1) / 2, run.baseline - run.size / 3)].append(run)
    content.parts = [(cell, line) for cell, inside in cells.items() for line in _parts(inside, number)]
    take_out_dots(content)
    return content, outside


def _is_gibberish(text: str) -> bool:
    """Whether much of it is letters that only the fonts of this file know; the dots of a table of contents do not count."""
    meaningless = len(_MEANINGLESS.findall(text))
    return meaningless > GIBBERISH_SHARE * (meaningless + sum(map(str.isalnum, text)))


def _moved(rules: list[Rule], place: float, along: float) -> list[Rule]:
    """Rules in points, counted from the corner of the page."""
    return [((at - place) * POINTS, (start - along) * POINTS, (end - along) * POINTS) for at, start, end in rules]


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters that were placed together, in points; `before` and `after` are the blanks round them, at most one each."""

    text: str
    before: str
    after: str
    x0: float
    x1: float
    baseline: float
    size: float


def _run(run: Any, left: float, top: float) -> _Run:
    text = run.text.strip()
    before, _, after = run.text.partition(text) if text else (run.text, "", "")
    # ofdkit takes a dash or a quote at the end to be half as wide as it is.
    width = run.width + (0.5 * run.size if unicodedata.east_asian_width(run.text[-1]) == "A" else 0.0)
    share = width / _advance(run.text)
    x0 = run.x - left + (share * _advance(before) if text else 0.0)
    x1 = x0 + share * _advance(text)
    baseline, size = (run.y - top) * POINTS, run.size * POINTS
    return _Run(_closed(text), _blank(before), _blank(after), x0 * POINTS, x1 * POINTS, baseline, size)


def _advance(text: str) -> float:
    """The width of letters in sizes, as far as letters alone tell: Chinese fonts have dashes and quotes as wide as Han."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


def _blank(typed: str) -> str:
    return "\u3000" if "\u3000" in typed else " " if typed else ""


def _closed(text: str) -> str:
    """Without the blanks that are layout."""

    def blank(match: re.Match[str]) -> str:
        return blank_between(text[match.start() - 1], text[match.end()], _advance(match[0]), _blank(match[0]))

    return _BLANKS.sub(blank, text)


def _parts(runs: Iterable[_Run], page: int) -> Iterator[Line]:
    """Runs that stand close together as one part of a line: writers place a line, a word or a letter at a time."""
    for row in _rows(runs):
        part: list[_Run] = []
        text = typed = ""
        for run in sorted(row, key=lambda run: run.x0):
            typed = typed or run.before
            if not run.text or (part and _is_shadow(run, part[-1])):
                continue
            gap = (run.x0 - part[-1].x1) / run.size if part else 0.0
            if part and gap >= WIDE_BLANK:
                yield _line(part, text, page)
                part, text = [], ""
            text += (blank_between(text[-1], run.text[0], gap, typed) if part else "") + run.text
            part.append(run)
            typed = run.after
        if part:
            yield _line(part, text, page)


def _rows(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    row: list[_Run] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if row:
            small, large = sorted((row[-1].size, run.size))
            if run.baseline - row[-1].baseline > min(_SAME_LINE * large, _RAISED * small):
                yield row
                row = []
        row.append(run)
    if row:
        yield row


def _is_shadow(run: _Run, before: _Run) -> bool:
    """Whether this is the run before once more, printed twice to look bold."""
    return run.text == before.text and run.x0 - before.x0 < SHADOW * (run.x1 - run.x0)


def _line(part: Sequence[_Run], text: str, page: int) -> Line:
    # A number or a note may be of another size: the longest run speaks for the line.
    main = max(part, key=lambda run: len(run.text))
    return on_base_line(text, page, part[0].x0, max(run.x1 for run in part), main.baseline, main.size)


def _in_millimetres(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, places=tuple(replace(place, box=place.box and _scaled(place.box)) for place in paragraph.places))


def _scaled(box: Box) -> Box:
    x0, top, x1, bottom = (side / POINTS for side in box)
    return rounded((x0, top, x1, bottom))


def _notes(pages: _Pages, screened: Screened) -> Iterator[str]:
    for numbers, why in (
        (pages.unread(gibberish=False), "只有图片或图形"),
        (pages.unread(gibberish=True), "的文字是乱码"),
        (pages.broken, "已损坏或幅面异常"),
    ):
        if numbers:
            yield f"第{page_list(numbers)}页{why}，未读出。"
    yield from first_pages(pages.tried, screened.pages)


def _left_out(pages: _Pages, screened: Screened) -> Iterator[LeftOut]:
    for what, unread in (("图片或图形", pages.unread(gibberish=False)), ("乱码", pages.unread(gibberish=True))):
        if unread:
            yield LeftOut(f"{what}{len(unread)}页", None, seen=True)
    kinds = (SWITCHED_OFF, OUTSIDE)
    painted = sum(characters(u.text) for page in pages.contents.values() for u in page.unseen if u.kind not in kinds)
    yield from unseen({HIDDEN: screened.invisible + painted, "页面之外的文字": pages.outside, "水印和批注": screened.watermarks})
