from __future__ import annotations

import io
from dataclasses import replace

import docx as python_docx
import pytest

from checker import Checker
from checker.checks.finding import Finding
from checker.language.material import prepare
from checker.reading.document import Document, Paragraph
from checker.reports.marking import marked
from tests.paths import ROOT

from .marks import bare, comments, found_in_every_sentence, with_findings

FILES = [
    ROOT / "tests/fixtures" / name
    for name in (
        "formats/b13-16.txt",
        "doc/b05-13.doc",
        "rtf/b12-11.rtf",
        "odt/b02-02.odt",
        "ofd/b13-16.ofd",
        "sheets/material.xlsx",
    )
]


def written(data: bytes) -> list[tuple[str, str]]:
    """The paragraphs of a Word file, each with the name of its style."""
    return [(p.text, p.style.name) for p in python_docx.Document(io.BytesIO(data)).paragraphs]


def assessed(*paragraphs: Paragraph):
    """An assessment of made-up paragraphs with a finding at each of them."""
    document = Document(paragraphs, "odt")
    assessment = Checker().check_text("一份总结")
    spans = [(start, start + len(p.text)) for start, p in zip(document.starts, paragraphs, strict=True)]
    findings = [Finding("boilerplate", "high", f"第{n}段", "请改", *span) for n, span in enumerate(spans)]
    return replace(with_findings(assessment, findings), material=prepare(document))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)
def test_every_sentence_of_a_file_that_takes_no_comments_has_one_in_the_copy(path) -> None:
    data = path.read_bytes()
    assessment = found_in_every_sentence(data)
    copy = marked(assessment, data)
    assert (copy.suffix, copy.placed, copy.elsewhere) == (".docx", len(assessment.sentences), ())
    assert [bare(mark.words) for mark in comments(copy.data)[1:]] == [bare(s.text) for s in assessment.sentences]
    assert "版式与原件不同" in comments(copy.data)[0].text


def test_the_copy_is_set_as_an_official_paper() -> None:
    data = (ROOT / "tests/fixtures/formats/b05-13.txt").read_bytes()
    paragraphs = written(marked(Checker().check_bytes(data), data).data)
    assert [text for text, _ in paragraphs] == Checker().check_bytes(data).text.split("\n")
    styles = dict(paragraphs)
    assert styles["王家峪煤矿工会2022年工作总结及2023年工作安排"] == "公文标题"
    assert {style for text, style in paragraphs if text.startswith(("一、", "二、"))} == {"公文一级标题"}
    assert "公文正文" in styles.values()


def test_a_table_of_short_entries_stays_a_table_and_one_of_texts_becomes_paragraphs() -> None:
    entries = [
        Paragraph(text, "table", cell=(0, row, column)) for row, column, text in ((0, 0, "姓名"), (0, 3, "工种"), (1, 3, "焊工"))
    ]
    long = [Paragraph("甲" * 61, "table", cell=(1, 0, 0)), Paragraph("乙", "table", cell=(1, 0, 1))]
    copy = marked(assessed(*entries, *long), b"")
    paper = python_docx.Document(io.BytesIO(copy.data))
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows] == [["姓名", "工种"], ["", "焊工"]]
    assert [p.text for p in paper.paragraphs] == ["甲" * 61, "乙"]
    assert [mark.words for mark in comments(copy.data)[1:]] == ["姓名", "工种", "焊工", "甲" * 61, "乙"]


def test_notes_and_margins_follow_the_paper_under_a_line_that_says_so() -> None:
    copy = marked(assessed(Paragraph("正文一句。"), Paragraph("①注。", "footnote"), Paragraph("页眉", "header")), b"")
    assert [text for text, _ in written(copy.data)] == ["正文一句。", "（以下是原件脚注、页眉、页脚里的文字）", "①注。", "页眉"]


def test_what_xml_forbids_is_left_out_and_the_comments_still_fit() -> None:
    copy = marked(assessed(Paragraph("甲\x0b乙\ud800丙，=1+1<w:p>")), b"")
    assert [text for text, _ in written(copy.data)] == ["甲乙丙，=1+1<w:p>"]
    assert comments(copy.data)[1].words == "甲乙丙，=1+1<w:p>"


def test_a_blank_paper_is_marked_too() -> None:
    assessment = Checker().check_text("")
    copy = marked(assessment, b"")
    assert [mark.text.partition("\n")[0] for mark in comments(copy.data)] == [
        "【总评】结论：不予转报",
        "【空白材料】文件打得开，但没有文字，是空白材料。",
    ]
    assert copy.elsewhere == ("emptiness-1",)


def test_an_unreadable_file_is_not_marked() -> None:
    with pytest.raises(ValueError, match="unreadable"):
        marked(Checker().check_bytes(b"%PDF-1.4"), b"%PDF-1.4")
