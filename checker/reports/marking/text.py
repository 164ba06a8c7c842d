"""Whatever cannot be written to (.doc, .wps, RTF, OFD, text, sheets, pictures, locked PDF): a Word file made from its text.

The paper is set as an official one, so that a person can go on working in it; tables of short entries stay tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from docx.document import Document as Paper
from lxml.etree import _Element

from checker.assessment import Assessment
from checker.language.anatomy import Part
from checker.reading.document import Document
from checker.reading.word.names import W
from checker.reading.word.styles import Styles
from checker.reports import official
from checker.reports.marking import comments, remarks
from checker.reports.marking.comments import Comment, Span
from checker.reports.marking.remarks import Marked
from checker.reports.safe import xml_text

NOTE = "这份文件不能直接加批注，本件按读出的文字重新排成，版式与原件不同。"
REST = "（以下是原件脚注、页眉、页脚里的文字）"
_STYLES: dict[Part, str] = {"title": official.TITLE, "addressee": official.PLAIN, "signature": official.SIGN}
_FIRST_LEVEL, _SECOND_LEVEL = (
    re.compile(r"\s*[一二三四五六七八九十]{1,3}\s?[、.．]"),
    re.compile(r"\s*[（(]\s?[一二三四五六七八九十]{1,3}"),
)
# More columns, or longer entries, do not fit side by side on A4: such a table is written cell after cell.
COLUMNS, ENTRY = 8, 60


def mark(assessment: Assessment) -> Marked:
    """A Word file of the text with comments at the sentences."""
    if assessment.material is None:
        raise ValueError("an unreadable file cannot be marked")
    read = assessment.material.document
    paper = official.paper(assessment.title or "")
    # The title stands where the text has it, which may be after a red head.
    paper.element.body.remove(paper.paragraphs[0]._p)
    spots = _written(paper, read, assessment.material.parts)
    notes = remarks.notes(assessment)
    title = remarks.title(assessment)
    if not spots:
        spots[0] = Span(official.add(paper, "")._p)
    head = (_spans(read, spots, *title) if title else ()) or (Span(next(iter(spots.values())).paragraph),)
    wanted = [Comment(head, remarks.overall(assessment, NOTE))]
    elsewhere: list[str] = []
    for note in notes:
        if spans := _spans(read, spots, note.start, note.end):
            wanted.append(Comment(spans, note.text))
        else:
            elsewhere += note.ids
            wanted.append(Comment(head, remarks.moved(assessment, note)))
    comments.add(paper, Styles(comments.styles_part(paper)), wanted)
    return remarks.result(".docx", official.save(paper), notes, elsewhere)


def _written(paper: Paper, read: Document, parts: Sequence[Part]) -> dict[int, Span]:
    """Write the paragraphs; where each of them now stands: its text begins at `start` of that paragraph of Word."""
    spots: dict[int, Span] = {}
    rest = False
    for table, group in groupby(range(len(read.paragraphs)), key=lambda index: (read.paragraphs[index].cell or (None,))[0]):
        indices = list(group)
        if table is not None and (rows := _grid(read, indices)):
            spots.update(_table(paper, read, rows))
            continue
        for index in indices:
            paragraph = read.paragraphs[index]
            if paragraph.story in ("footnote", "header", "footer") and not rest:
                official.add(paper, REST, official.NOTE)
                rest = True
            style = _style(paragraph.text, parts[index]) if paragraph.cell is None else official.PLAIN
            spots[index] = Span(official.add(paper, paragraph.text, style)._p)
    return spots


def _style(text: str, part: Part) -> str:
    if part == "heading":
        return official.FIRST if _FIRST_LEVEL.match(text) else official.SECOND if _SECOND_LEVEL.match(text) else official.BODY
    return _STYLES.get(part, official.BODY)


def _grid(read: Document, indices: Sequence[int]) -> list[list[int | None]]:
    """Rows of a table by the paragraphs in its cells; nothing where it is not one of short entries."""
    cells: dict[tuple[int, int], int] = {}
    for index in indices:
        _, row, column = read.paragraphs[index].cell or (0, 0, 0)
        if (row, column) in cells or len(read.paragraphs[index].text) > ENTRY:
            return []
        cells[row, column] = index
    columns = sorted({column for _, column in cells})
    if not 2 <= len(columns) <= COLUMNS:
        return []
    return [[cells.get((row, column)) for column in columns] for row in sorted({row for row, _ in cells})]


def _table(paper: Paper, read: Document, rows: list[list[int | None]]) -> Iterator[tuple[int, Span]]:
    texts = [["" if index is None else read.paragraphs[index].text for index in row] for row in rows]
    official.table(paper, texts[0], texts[1:], [official.TEXT_WIDTH / len(rows[0])] * len(rows[0]))
    table: _Element = paper.tables[-1]._tbl
    for row, line in zip(rows, table.iterchildren(W + "tr"), strict=True):
        for index, cell in zip(row, line.iterchildren(W + "tc"), strict=True):
            paragraph = cell.find(W + "p")
            if index is not None and paragraph is not None:
                yield index, Span(paragraph)


def _spans(read: Document, spots: dict[int, Span], start: int, end: int) -> tuple[Span, ...]:
    """Where the characters `start`…`end` of the text now stand."""
    spans = []
    for index in range(read.paragraph_at(start), len(read.paragraphs)):
        base, text = read.starts[index], read.paragraphs[index].text
        first, last = max(0, start - base), min(len(text), end - base)
        if base >= end:
            break
        if first < last:
            # What XML forbids was left out of the paper.
            spans.append(Span(spots[index].paragraph, len(xml_text(text[:first])), len(xml_text(text[:last]))))
    same = {span.paragraph.getparent() for span in spans}
    return tuple(spans) if len(same) == 1 else ()
