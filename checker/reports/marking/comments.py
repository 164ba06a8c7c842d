"""Comments at words of a Word file: runs are cut where the words begin and end, and nothing that is seen changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import NamedTuple, cast

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.run import CT_R
from docx.text.run import Run
from lxml.etree import _Element

from checker.reading.word.names import MC, VAL, M, W
from checker.reading.word.styles import PPR, RPR, Styles
from checker.reading.word.visible import P, T, flatten
from checker.reports.marking.located import Located, Piece
from checker.reports.marking.remarks import AUTHOR, INITIALS

R, _SPACE = W + "r", "{http://www.w3.org/XML/1998/namespace}space"
# A comment may not begin or end inside these: it is put around them.
_WHOLE = frozenset({M + "oMath", M + "oMathPara", MC + "AlternateContent"})
_STYLE_NAMES = ("annotation text", "批注文字")


class Span(NamedTuple):
    """Characters `start`…`end` of the visible text of a `w:p`; to its end where `end` is None."""

    paragraph: _Element
    start: int = 0
    end: int | None = None


class Comment(NamedTuple):
    """A text about words that may run over several paragraphs of one container."""

    spans: tuple[Span, ...]
    text: str


def styles_part(document: Document) -> _Element | None:
    """The root of the styles, None where there are none: python-docx would make up its own, and with them another look."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/styles"):
            return cast(_Element, relation.target_part.element)
    return None


def add(document: Document, styles: Styles, comments: Sequence[Comment]) -> None:
    """Write comments into an open Word file."""
    cuts: dict[_Element, set[int]] = {}
    for span in (span for comment in comments for span in comment.spans):
        cuts.setdefault(span.paragraph, set()).update({span.start} if span.end is None else {span.start, span.end})
    located = {paragraph: _cut(paragraph, own, styles) for paragraph, own in cuts.items()}
    # All runs are found before the first mark is set: marks of one comment must not become the edge of another.
    ends = [(_edge(comment.spans[0], located, 0), _edge(comment.spans[-1], located, -1)) for comment in comments]
    style = _comment_style(styles_part(document))
    for comment, (first, last) in zip(comments, ends, strict=True):
        runs = [Run(cast(CT_R, run), document.part) for run in (first, last)]
        added = document.add_comment(runs, comment.text, AUTHOR, INITIALS)
        _leave_controls(last)
        if style:
            for paragraph in added._comment_elm.p_lst:
                paragraph.style = style


def _cut(paragraph: _Element, offsets: Iterable[int], styles: Styles) -> list[Piece]:
    """Cut the runs of a paragraph at offsets of its visible text; the pieces that it consists of afterwards."""
    pieces = Located(paragraph, styles).located
    position = len(pieces) - 1
    for offset in sorted(offsets, reverse=True):
        while position >= 0 and pieces[position].start > offset:
            position -= 1
        if position < 0:
            break
        piece = pieces[position]
        if offset == piece.start:
            _split(piece.run, piece.child)
        elif offset < piece.end and piece.child.tag == T:
            _split(piece.run, _split_text(piece.child, offset - piece.start))
    return Located(paragraph, styles).located


def _split_text(text: _Element, length: int) -> _Element:
    """Cut a `w:t` after so many characters; the new one after it.

    Blanks at the ends of a `w:t` are seen only where it says so: those at the cut were seen, those at its old ends maybe not.
    """
    rest = text.makeelement(text.tag)
    if space := text.get(_SPACE):
        rest.set(_SPACE, space)
    content = text.text or ""
    text.text, rest.text = content[:length], content[length:]
    for part, at_cut in ((text, text.text[-1:]), (rest, rest.text[:1])):
        if at_cut.isspace() and not (part.text or "").isspace():
            part.set(_SPACE, "preserve")
    text.addnext(rest)
    return rest


def _split(run: _Element, child: _Element) -> None:
    """Cut a run of text before one of its children."""
    if run.tag != R or all(before.tag == RPR for before in child.itersiblings(preceding=True)):
        return
    rest = run.makeelement(run.tag)
    rest.extend(deepcopy(form) for form in run.findall(RPR))
    rest.extend([child, *child.itersiblings()])
    run.addnext(rest)


def _edge(span: Span, located: dict[_Element, list[Piece]], which: int) -> _Element:
    """The run in which a span begins (0) or ends (-1); where the paragraph shows no text, any run of it."""
    paragraph, start, end = span
    inside = [piece.run for piece in located[paragraph] if piece.end > start and (end is None or piece.start < end)]
    runs = inside or list(flatten(paragraph, frozenset({R, M + "r"})))
    if not runs:
        runs = [paragraph.makeelement(R)]
        paragraph.append(runs[0])
    return _stand_in(runs[which], which)


def _stand_in(run: _Element, which: int) -> _Element:
    """The run itself, or an empty one beside the formula or drawing around it."""
    around = None
    for ancestor in run.iterancestors():
        if ancestor.tag == P:
            break
        if ancestor.tag in _WHOLE:
            around = ancestor
    if around is None:
        return run
    empty = run.makeelement(R)
    if which == 0:
        around.addprevious(empty)
    else:
        around.addnext(empty)
    return empty


def _leave_controls(last: _Element) -> None:
    """Take the sign of a comment out of content controls; the words between its marks stay the same.

    LibreOffice loses what stands before such a sign in a control of plain text, and in the first paragraph of any other.
    """
    mark = last.getnext()
    sign = None if mark is None else mark.getnext()
    if sign is None:
        return
    paragraph = next(last.iterancestors(P))
    for control in list(last.iterancestors(W + "sdt")):
        if paragraph in control.iterancestors():
            control.addnext(sign)
        elif next(control.iter(P)) is paragraph:
            following = _following(paragraph)
            if following is not None:
                following.insert(0 if following.find(PPR) is None else 1, sign)
            return


def _following(paragraph: _Element) -> _Element | None:
    """The next paragraph of the body, whatever it is in; None after the last one."""
    container = paragraph
    while container.tag != W + "body" and (around := container.getparent()) is not None:
        for sibling in container.itersiblings():
            found = next(sibling.iter(P), None)
            if found is not None:
                return found
        container = around
    return None


def _comment_style(styles: _Element | None) -> str | None:
    """The id of the style for comments, made where the file has none: else they would look like the body, indented and large."""
    if styles is None:
        return None
    for style in styles.iterchildren(W + "style"):
        name = style.find(W + "name")
        if name is not None and name.get(VAL) in _STYLE_NAMES and style.get(W + "styleId"):
            return style.get(W + "styleId")
    styles.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
            '<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr>'
            '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
            '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
            '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
        )
    )
    return "CommentText"
