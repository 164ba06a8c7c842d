"""Our readers beside the libraries that others use: the same paragraphs, on the samples and on files made here."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from checker.reading import load, read
from checker.reading.document import Document
from tests.paths import ROOT, SAMPLES

FORMATS = ROOT / "tests" / "fixtures" / "formats"
WORD = [*sorted(SAMPLES.glob("*.docx")), *sorted(FORMATS.glob("*.docx"))]
PDF = [*sorted(SAMPLES.glob("*.pdf")), *sorted(FORMATS.glob("*.pdf"))]


def plain(document: Document) -> list[str]:
    """The paragraphs of the body, without automatic numbers."""
    return [paragraph.text[paragraph.label_length :] for paragraph in document.paragraphs if paragraph.story == "body"]


def python_docx(data: bytes) -> list[str]:
    """The lines of all paragraphs that say something."""
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return [line for paragraph in paragraphs for line in paragraph.text.split("\n") if line.strip()]


def written() -> bytes:
    """A file with what python-docx can write: styles that stand on one another, runs, breaks, tabs, lists."""
    file = docx.Document()
    file.add_heading("产改工作总结", level=0)
    for level in range(1, 4):
        file.add_heading(f"第{level}级标题", level=level)
    for style in ("List Number", "List Bullet", "Quote", "Body Text", "Caption"):
        file.add_paragraph(f"样式是{style}的一段", style=style)
    mixed = file.add_paragraph("前面")
    run = mixed.add_run("中间\n换行\t制表")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(16), RGBColor(0x33, 0x33, 0x33)
    mixed.add_run("后面")
    mixed.alignment = WD_ALIGN_PARAGRAPH.CENTER
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.name)
def test_a_word_file_has_the_paragraphs_that_python_docx_finds(path: Path) -> None:
    data = path.read_bytes()
    assert plain(read(data)) == python_docx(data)


def test_so_has_one_that_python_docx_wrote() -> None:
    data = written()
    document = read(data)
    assert plain(document) == python_docx(data)
    assert [paragraph.level for paragraph in document.paragraphs[:4]] == [0, 1, 2, 3]
    assert (document.paragraphs[-1].centred, document.paragraphs[-1].size) == (True, 16.0)


@pytest.mark.parametrize("path", PDF, ids=lambda path: path.name)
def test_a_pdf_has_the_letters_that_pdfplumber_finds(path: Path) -> None:
    """All but a page number that is left out on purpose, and every paragraph in one piece of that text."""
    ours = ["".join(paragraph.text.split()) for paragraph in read(load(path)).paragraphs]
    with pdfplumber.open(path) as file:
        theirs = "".join("".join(page.extract_text().split()) for page in file.pages)
    assert not Counter("".join(ours)) - Counter(theirs)
    assert (Counter(theirs) - Counter("".join(ours))).total() <= 4
    assert sum(text in theirs for text in ours) >= len(ours) - 1
