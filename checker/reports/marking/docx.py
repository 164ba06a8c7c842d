"""Word files: comments on the very sentences. Everything else stays as it is, tracked changes too.

Word allows no comment in headers, footers, notes and text boxes; what is to be said of those stands at the paragraph of the
body that they hang on, else at the first one, and says so.
"""

from __future__ import annotations

import io

from lxml.etree import _Element

from checker.assessment import Assessment
from checker.reading.document import Document, Place
from checker.reading.word.styles import Styles
from checker.reports.marking import comments, packages, remarks
from checker.reports.marking.comments import Comment, Span
from checker.reports.marking.located import Body
from checker.reports.marking.remarks import Marked


def mark(assessment: Assessment, data: bytes) -> Marked:
    """The Word file `data` with comments. Raises many kinds of errors where it cannot be written to."""
    if assessment.material is None:
        raise ValueError("an unreadable file cannot be marked")
    read = assessment.material.document
    word = packages.opened(data)
    styles = Styles(comments.styles_part(word))
    body = Body(word.element.body, styles)
    title = remarks.title(assessment)
    first = body.first()
    if first is None:
        first = word.add_paragraph()._p
    head = _spans(body, read, *title) if title else ()
    notes = remarks.notes(assessment)
    wanted = [Comment(head or (Span(first),), remarks.overall(assessment))]
    elsewhere: list[str] = []
    for note in notes:
        if spans := _spans(body, read, note.start, note.end):
            wanted.append(Comment(spans, note.text))
            continue
        elsewhere += note.ids
        places = read.places(note.start, note.end)
        anchor = next((found for place in places if (found := _anchor(body, place)) is not None), first)
        wanted.append(Comment((Span(anchor),), remarks.moved(assessment, note)))
    comments.add(word, styles, wanted)
    file = io.BytesIO()
    word.save(file)
    return remarks.result(".docx", file.getvalue(), notes, elsewhere)


def _spans(body: Body, read: Document, start: int, end: int) -> tuple[Span, ...]:
    """Where in the body the characters `start`…`end` of the text stand; nothing where a part of them cannot carry a comment."""
    spans: list[Span] = []
    containers = set()
    for index in range(read.paragraph_at(start), read.paragraph_at(max(start, end - 1)) + 1):
        base, text = read.starts[index], read.paragraphs[index].text
        for place in read.paragraphs[index].places:
            first, last = max(start - base, place.start), min(end - base, place.end)
            if first >= last:
                continue
            path, _, skipped = (place.block or "").partition("@")
            paragraph = body.paragraph(path)
            offset = int(skipped or 0) - place.start
            if paragraph is None or body.text(paragraph)[first + offset : last + offset] != text[first:last]:
                return ()
            spans.append(Span(paragraph, first + offset, last + offset))
            containers.add(path.rpartition("/")[0])
    return tuple(spans) if len(containers) == 1 else ()


def _anchor(body: Body, place: Place) -> _Element | None:
    """The paragraph of the body to speak of a place at."""
    path = (place.block or "").partition("@")[0]
    found = body.paragraph(path)
    return body.anchor(path) if found is None else found
