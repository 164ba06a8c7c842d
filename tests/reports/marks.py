"""Assessments with findings where a test wants them, and the marks of a copy read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import docx
import pypdfium2
from lxml import etree
from pypdf import PdfReader

from checker import Assessment, Checker
from checker.checks.finding import Finding, Severity
from tests.reading.word_files import zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Not seen where they stand: deletions, the second way to write a drawing, what is said above a ruby; boxes are another text.
UNSEEN = {W + "del", W + "moveFrom", W + "rt", W + "txbxContent", W + "instrText", MC + "Fallback"}


class Mark(NamedTuple):
    """A remark read back: the words under it and what it says."""

    words: str
    text: str


def found_at(data: bytes, *quotes: str, severity: Severity = "high") -> Assessment:
    """The assessment of a file with one finding at each of these quotes, in the order of the text that they are given in."""
    assessment = Checker().check_bytes(data)
    text = assessment.text or ""
    findings = []
    position = 0
    for quote in quotes:
        start = text.find(quote, position) if quote in text[position:] else text.index(quote)
        position = start + 1
        findings.append(Finding("boilerplate", severity, f"说的是{quote}", "请改", start, start + len(quote)))
    return with_findings(assessment, findings)


def found_in_every_sentence(data: bytes) -> Assessment:
    """The assessment of a file with one finding at each of its sentences."""
    assessment = Checker().check_bytes(data)
    findings = [
        Finding("boilerplate", "high", f"第{n}句", "请改", s.start, s.end) for n, s in enumerate(assessment.sentences or ())
    ]
    return with_findings(assessment, findings)


def with_findings(assessment: Assessment, findings: list[Finding]) -> Assessment:
    """The assessment with other findings."""
    return replace(assessment, findings=tuple((f"boilerplate-{number}", finding) for number, finding in enumerate(findings, 1)))


def openable(package: bytes) -> bytes:
    """A package of `word_files` with the list of content types, without which Word does not open it."""
    kinds = {"document": ".main", "header1": "", "footer1": "", "footnotes": "", "styles": "", "numbering": ""}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        f'{name.rstrip("1")}{more}+xml"/>'
        for name, more in kinds.items()
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    return zipped({"[Content_Types].xml": types, **parts(package)})


def parts(package: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def stored(assessment: Assessment) -> list[str]:
    """The words of each finding without blanks, and without the automatic number before them, which no file stores."""
    document = assessment.material.document
    found = []
    for _, finding in assessment.findings:
        index = document.paragraph_at(finding.start)
        label = document.starts[index] + document.paragraphs[index].label_length
        found.append(bare(document.text[max(finding.start, label) : finding.end]))
    return found


def bare(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def comments(data: bytes) -> list[Mark]:
    """The comments of a Word file in the order they were added."""
    document = docx.Document(io.BytesIO(data))
    words = _commented(document.element.body)
    return [
        Mark(words.get(comment.comment_id, ""), "\n".join(p.text for p in comment.paragraphs)) for comment in document.comments
    ]


def _commented(body: etree._Element) -> dict[int, str]:
    open_, words = set[int](), dict[int, str]()
    for _, element in etree.iterwalk(body, events=("start",)):
        id = int(element.get(W + "id", "-1")) if element.tag.startswith(W + "commentRange") else -1
        if element.tag == W + "commentRangeStart":
            open_.add(id)
            words[id] = ""
        elif element.tag == W + "commentRangeEnd":
            open_.remove(id)
        elif element.tag.endswith("}t") and not any(above.tag in UNSEEN for above in element.iterancestors()):
            for id in open_:
                words[id] += element.text or ""
    assert not open_
    return words


class Highlight(NamedTuple):
    """A highlight read back: its page, the words under its quads, what it says, its colour."""

    page: int
    words: str
    text: str
    colour: tuple[float, ...]


def annotations(data: bytes, kind: str = "/Highlight") -> Iterator[dict[str, object]]:
    """The annotations of one kind, in the order of the pages."""
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, 1):
        for item in page.get("/Annots", []):
            annotation = item.get_object()
            if annotation["/Subtype"] == kind:
                yield {**annotation, "page": number}


def highlights(data: bytes) -> list[Highlight]:
    """The highlights of a PDF with the words under them: the letters whose middle lies in a quad."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for annotation in annotations(data):
        page = document[annotation["page"] - 1]
        letters = _letters(page.get_textpage())
        numbers = [float(value) for value in annotation["/QuadPoints"]]
        words = ""
        for quad in (numbers[i : i + 8] for i in range(0, len(numbers), 8)):
            xs, ys = quad[::2], quad[1::2]
            words += "".join(c for c, x, y in letters if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys))
        colour = tuple(round(float(value), 2) for value in annotation["/C"])
        found.append(Highlight(annotation["page"], words, str(annotation["/Contents"]), colour))
    document.close()
    return found


def _letters(page: pypdfium2.PdfTextPage) -> list[tuple[str, float, float]]:
    letters = []
    for index in range(page.count_chars()):
        letter = page.get_text_range(index, 1)
        if letter.strip():
            left, bottom, right, top = page.get_charbox(index, loose=True)
            letters.append((letter, (left + right) / 2, (bottom + top) / 2))
    return letters
