from __future__ import annotations

import base64
import io
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree

from checker import Checker
from checker.checks.finding import Finding
from checker.reading import docx, limits
from checker.reports import wording
from checker.reports.marking import marked
from tests.libreoffice import convert
from tests.paths import ROOT, office
from tests.reading.word_files import box, listed, numbering, p, r, relations, table, word, zipped

from .marks import W, bare, comments, found_at, found_in_every_sentence, openable, parts, stored, with_findings

FILES = sorted([*ROOT.glob("corpora/samples/*.docx"), *ROOT.glob("tests/fixtures/formats/*.docx")], key=lambda path: path.name)
REAL = FILES[-1]
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
BOLD = "<w:b/>"
DELETED_MARK = "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>"


def field(result: str) -> str:
    code = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK</w:instrText></w:r>"
    return f"{code}<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType='end'/></w:r>"


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.read(data).paragraphs]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_of_a_real_file_carries_its_comment_and_nothing_seen_changes(path) -> None:
    data = path.read_bytes()
    assessment = found_in_every_sentence(data)
    copy = marked(assessment, data)
    assert (copy.suffix, copy.placed, copy.elsewhere) == (".docx", len(assessment.findings), ())
    read = comments(copy.data)[1:]
    assert [bare(mark.words) for mark in read] == stored(assessment)
    assert [mark.text for mark in read] == [f"【官话套话】第{n}句\n建议：请改" for n in range(len(read))]
    assert texts(copy.data) == texts(data)


WORDS = {
    "in the middle of a run": (p("前面一句。中间一句。后面一句。"), "中间一句。"),
    "over several runs": (p("开头。这里", r("加粗", BOLD), "结束。末尾"), "这里加粗结束。"),
    "in an insertion": (p("原文。", f"<w:ins w:id='1' w:author='a'>{r('新加一句。再加一句。')}</w:ins>"), "再加一句。"),
    "half in an insertion": (p("原文前半", f"<w:ins w:id='1' w:author='a'>{r('和后半。余')}</w:ins>"), "前半和后半。"),
    "beside a deletion": (p("甲乙", "<w:del w:id='1'><w:r><w:delText>删</w:delText></w:r></w:del>", "丙丁"), "乙丙"),
    "in a link": (p("见", f"<w:hyperlink>{r('这个链接的文字')}</w:hyperlink>", "。"), "链接的"),
    "in a content control": (p("甲", f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件里的字')}</w:sdtContent></w:sdt>"), "里的"),
    "in a block of content": (
        f"<w:sdt><w:sdtContent>{p('第一段。')}{p('第二段在控件里。')}</w:sdtContent></w:sdt>",
        "在控件里",
    ),
    "in a nested table": (p("上文") + table([p("甲"), p("乙") + table([p("内层的一句话。")]) + p("")]), "一句话"),
    "after a merged cell": (
        table(["<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("合并")], [p("左"), p("右边这格")]),
        "这格",
    ),
    "in the result of a field": (p("据", field("上级文件精神"), "办理"), "文件精神办"),
    "after a line break": (p("题目上半", "<w:r><w:br/></w:r>", "题目下半部分"), "下半"),
    "after breaks, tabs and dashes": (
        p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:noBreakHyphen/><w:t>丙丁</w:t></w:r>"),
        "丙",
    ),
    "after hidden words": (p("看得见", r("看不见", "<w:vanish/>"), "也看得见"), "也看"),
    "after white words": (p("看得见", r("看不见", "<w:color w:val='FFFFFF'/>"), "也看得见"), "也看"),
    "after white words in a cell": (table([p("看得见", r("看不见", "<w:color w:val='FFFFFF'/>"), "也看得见")]), "也看"),
    "over a paragraph mark that was deleted": (p("一句话的前半", form=DELETED_MARK) + p("和后半。余"), "前半和后半"),
    "over two paragraphs": (p("第一段的末尾。") + p("第二段的开头。"), "末尾。\n第二段"),
    "in words side by side with a picture of them": (
        p(f"<w:r><mc:AlternateContent><mc:Choice><w:t>甲乙</w:t></mc:Choice></mc:AlternateContent></w:r>{r('丙丁')}"),
        "丙",
    ),
}


@pytest.mark.parametrize(("body", "quote"), WORDS.values(), ids=WORDS)
def test_the_comment_lies_on_the_very_words(body: str, quote: str) -> None:
    data = openable(word(body))
    copy = marked(found_at(data, quote), data)
    assert (copy.placed, copy.elsewhere) == (1, ())
    assert bare(comments(copy.data)[1].words) == bare(quote)
    assert texts(copy.data) == texts(data)


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr><w:id w:val='7'/><w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


CONTROLS = {
    "inline": p("前文。", control(r("控件里的话。")), "后文。"),
    "one in another": p("前文。", control(control(r("控件里的话。")))),
    "a paragraph": p("前文。") + control(p("控件里的话。")) + p("后文。"),
    "the first of two": control(p("控件里的话。") + p("第二段。")),
    "a cell": table([control(p("控件里的话。"))]) + p("后文。", form="<w:jc w:val='left'/>"),
}


@pytest.mark.parametrize("body", CONTROLS.values(), ids=CONTROLS)
def test_the_sign_of_a_comment_stands_outside_content_controls_and_its_words_inside(body: str) -> None:
    data = openable(word(body))
    copy = marked(found_at(data, "里的话。"), data)
    assert comments(copy.data)[1].words == "里的话。"
    paper = python_docx.Document(io.BytesIO(copy.data)).element.body
    for sign in paper.iter(W + "commentReference"):
        before = sign.getparent().itersiblings(preceding=True)
        inside = any(above.tag == W + "sdt" for above in sign.iterancestors())
        assert not (inside and any(text.text for run in before for text in run.iter(W + "t")))
    assert texts(copy.data) == texts(data)


def test_libreoffice_shows_the_same_words_and_every_comment(tmp_path: Path) -> None:
    office()
    body = "".join(CONTROLS.values()) + "".join(body for body, _ in WORDS.values())
    data = openable(word(body))
    quotes = ["里的话。"] * len(CONTROLS) + [quote for _, quote in WORDS.values()]
    copy = marked(found_at(data, *quotes), data)
    shown = {}
    for name, content in (("before", data), ("after", copy.data)):
        (tmp_path / f"{name}.docx").write_bytes(content)
    convert("odt", tmp_path, tmp_path / "before.docx", tmp_path / "after.docx")
    for name in ("before", "after"):
        content = etree.fromstring(parts((tmp_path / f"{name}.odt").read_bytes())["content.xml"])
        notes = list(content.iter("{*}annotation"))
        for unseen in (*notes, *content.iter("{*}tracked-changes")):
            unseen[:] = []
        shown[name] = "".join("".join(content.itertext()).split()), len(notes)
    assert shown["after"] == (shown["before"][0], len(comments(copy.data)))


def test_an_automatic_number_is_no_part_of_the_commented_words() -> None:
    data = openable(word(p("提高认识", form=listed(1)) + p("正文。"), numbering=numbering(("chineseCounting", "%1、"))))
    copy = marked(found_at(data, "一、提高认识"), data)
    assert comments(copy.data)[1].words == "提高认识"
    assert texts(copy.data) == ["一、提高认识", "正文。"]


@pytest.mark.parametrize(
    ("content", "quote", "around"),
    [
        ("<m:oMath><m:r><m:t>x=2y</m:t></m:r></m:oMath>", "=2", "x=2y"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>bd</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>北京</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "京",
            "北京",
        ),
    ],
    ids=["formula", "ruby"],
)
def test_a_comment_goes_around_what_cannot_be_cut(content: str, quote: str, around: str) -> None:
    data = openable(word(p("前面", content, "后面")))
    copy = marked(found_at(data, quote), data)
    assert comments(copy.data)[1].words == around
    assert texts(copy.data) == texts(data)


def test_cut_runs_keep_their_form_and_blanks() -> None:
    data = openable(word(p(r("甲 乙 丙", f"{BOLD}<w:sz w:val='32'/>"))))
    body = python_docx.Document(io.BytesIO(marked(found_at(data, "乙"), data).data)).element.body
    runs = [(t.text, t.get("{http://www.w3.org/XML/1998/namespace}space"), len(t.getprevious())) for t in body.iter(W + "t")]
    assert runs == [("甲 ", "preserve", 2), ("乙", "preserve", 2), (" 丙", "preserve", 2)]


def test_blanks_that_were_not_seen_stay_unseen() -> None:
    data = openable(word(p("<w:r><w:t> 甲 乙。 </w:t></w:r>")))
    body = python_docx.Document(io.BytesIO(marked(found_at(data, "乙。"), data).data)).element.body
    kept = [(t.text, t.get("{http://www.w3.org/XML/1998/namespace}space")) for t in body.iter(W + "t")]
    assert kept[-3:] == [(" 甲 ", "preserve"), ("乙。", None), (" ", None)]


def test_tracked_changes_stay_tracked() -> None:
    changes = f"<w:ins w:id='7' w:author='张'>{r('新加一句。又一句。')}</w:ins><w:del w:id='8' w:author='李'><w:r><w:delText>旧</w:delText></w:r></w:del>"
    data = openable(word(p("原文。", changes)))
    body = python_docx.Document(io.BytesIO(marked(found_at(data, "又一句。"), data).data)).element.body
    assert [(e.tag, e.get(W + "author")) for e in body.iter(W + "ins", W + "del")] == [(W + "ins", "张"), (W + "del", "李")]
    assert "".join(t.text for t in body.find(f".//{W}ins").iter(W + "t")) == "新加一句。又一句。"
    assert [t.text for t in body.iter(W + "delText")] == ["旧"]


def test_headers_pictures_and_numbers_stay_as_they_are() -> None:
    file = python_docx.Document()
    file.sections[0].header.paragraphs[0].text = "内部材料"
    file.add_paragraph("第一项" + "写得长一些，免得图片被当成扫描件。" * 5, style="List Number")
    file.add_paragraph().add_run().add_picture(io.BytesIO(PIXEL))
    stream = io.BytesIO()
    file.save(stream)
    data = stream.getvalue()
    before, after = parts(data), parts(marked(found_at(data, "第一项"), data).data)
    changed = {"word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    for name in before.keys() - changed:
        same = before[name] == after[name]
        assert same or etree.tostring(etree.fromstring(before[name]), method="c14n") == etree.tostring(
            etree.fromstring(after[name]), method="c14n"
        ), name
    assert after.keys() - before.keys() == {"word/comments.xml"}


@pytest.mark.parametrize(
    ("body", "more", "quote", "words", "what"),
    [
        (p("正文一。") + p("正文二", box(p("框里的话。"))), {}, "框里的话。", "正文二", "文本框"),
        (p("正文一。") + p(box(p("框里的话。"))), {}, "框里的话。", "", "文本框"),
        (table([p("格子", box(p("框里的话。")))]) + p("正文。"), {}, "框里的话。", "格子", "文本框"),
        (
            p("正文一。") + p("正文二", "<w:r><w:footnoteReference w:id='2'/></w:r>"),
            {"footnotes": f"<w:footnote w:id='2'>{p('注里的话。')}</w:footnote>"},
            "注里的话。",
            "正文二",
            "脚注",
        ),
        (p("") + p("正文一。") + p("正文二。"), {"header1": p("页眉里的话。")}, "页眉里的话。", "正文一。", "页眉"),
        (p("正文一。"), {"footer1": p("页脚", box(p("框里。")))}, "框里。", "正文一。", "页脚"),
    ],
    ids=["box", "box alone", "box in a cell", "footnote", "header", "box in a footer"],
)
def test_what_can_carry_no_comment_is_said_where_it_hangs_on(
    body: str, more: dict[str, str], quote: str, words: str, what: str
) -> None:
    data = openable(word(body, **more))
    copy = marked(found_at(data, quote), data)
    assert (copy.placed, copy.elsewhere) == (0, ("boilerplate-1",))
    mark = comments(copy.data)[1]
    assert mark.words == words
    assert mark.text == f"（说的是{what}里的“{quote}”，那里不能加批注。）\n【官话套话】说的是{quote}\n建议：请改"
    assert texts(copy.data) == texts(data)


def test_overlapping_findings_have_comments_of_their_own_and_equal_ones_share_one() -> None:
    data = openable(word(p("甲乙丙丁戊己")))
    copy = marked(found_at(data, "甲乙丙丁", "丙丁戊己", "丙", "甲乙丙丁"), data)
    assert [mark.words for mark in comments(copy.data)[1:]] == ["甲乙丙丁", "丙", "丙丁戊己"]
    assert comments(copy.data)[1].text.count("建议：") == 2
    assert copy.placed == 4


def test_the_verdict_stands_at_the_title_and_its_sum_comes_out() -> None:
    data = REAL.read_bytes()
    assessment = Checker().check_bytes(data)
    first = comments(marked(assessment, data).data)[0]
    verdict, total, *rest = first.text.split("\n")
    assert bare(first.words) == bare(assessment.text.split("\n")[assessment.material.parts.index("title")])
    assert verdict == f"【总评】结论：{wording.verdict(assessment)}"
    terms, _, score = total.removeprefix("得分：").partition(" ＝ ")
    assert round(100 - sum(float(term) for term in terms.split(" − ")[1:]), 1) == float(score) == assessment.quality
    assert len(rest) >= len(assessment.deductions)


def test_of_one_kind_the_three_worst_are_marked_and_every_grave_one() -> None:
    data = openable(word(p("".join(f"第{n}句话。" for n in range(9)))))
    graves = found_at(data, "第7句话。", "第8句话。").findings
    mild = found_at(data, *(f"第{n}句话。" for n in range(6)), severity="low").findings
    findings = [finding for _, finding in (*mild, *graves)]
    read = comments(marked(with_findings(Checker().check_bytes(data), findings), data).data)
    assert [mark.words for mark in read[1:]] == [f"第{n}句话。" for n in (0, 1, 2, 7, 8)]
    assert "问题共8处，标出最重的5处。" in read[0].text


def test_comments_of_others_stay() -> None:
    file = python_docx.Document()
    file.add_comment(file.add_paragraph("有人看过的一句。").runs, "已阅", "王科长", "王")
    stream = io.BytesIO()
    file.save(stream)
    copy = marked(found_at(stream.getvalue(), "看过的"), stream.getvalue())
    assert [(mark.words, mark.text) for mark in comments(copy.data)][::2] == [
        ("有人看过的一句。", "已阅"),
        ("看过的", "【官话套话】说的是看过的\n建议：请改"),
    ]


def test_comments_have_a_look_of_their_own_where_the_file_has_styles() -> None:
    own = "<w:style w:type='paragraph' w:styleId='a5'><w:name w:val='annotation text'/></w:style>"
    other = "<w:style w:type='paragraph' w:styleId='a'><w:name w:val='Normal'/></w:style>"
    for styles, id in ((own, "a5"), (other, "CommentText")):
        data = openable(word(p("一句话。"), styles=styles))
        copy = python_docx.Document(io.BytesIO(marked(found_at(data, "一句"), data).data))
        used = {style.get(W + "val") for comment in copy.comments for style in comment._comment_elm.iter(W + "pStyle")}
        assert used == {id}
        assert id in {style.get(W + "styleId") for style in copy.styles.element.iter(W + "style")}


def test_a_file_without_styles_gets_none() -> None:
    data = openable(word(p("一句话。")))
    assert "word/styles.xml" not in parts(marked(found_at(data, "一句"), data).data)


def test_forbidden_characters_of_a_message_do_not_reach_the_file() -> None:
    data = openable(word(p("一句话。")))
    assessment = with_findings(Checker().check_bytes(data), [Finding("boilerplate", "low", "坏\x0b\ud800字", "<改>", 0, 2)])
    assert comments(marked(assessment, data).data)[1].text == "【官话套话】坏字\n建议：<改>"


# Files that python-docx refuses and Word opens


def real_with(**changes: tuple[bytes, bytes]) -> bytes:
    """A real file with bytes replaced in all parts whose name ends so."""
    found = parts(REAL.read_bytes())
    for ending, (old, new) in changes.items():
        found = {name: raw.replace(old, new) if name.endswith(ending) else raw for name, raw in found.items()}
    return zipped(found)


MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODD = {
    "macros": real_with(xml=(MAIN, b"application/vnd.ms-word.document.macroEnabled.main+xml")),
    "a template": real_with(xml=(MAIN, MAIN.replace(b"document.main", b"template.main"))),
    "strict": real_with(
        xml=(b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/"),
        rels=(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
    ),
    "a missing picture": real_with(
        rels=(b"</Relationships>", relations(("image", "media/NULL")).partition(">")[2].replace("rId1", "rId991").encode())
    ),
    "a missing part": real_with(
        rels=(b"</Relationships>", relations(("theme", "gone.xml")).partition(">")[2].replace("rId1", "rId992").encode())
    ),
    "another case": real_with(rels=(b'"styles.xml"', b'"Styles.XML"')),
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_a_file_that_word_opens_is_commented_whatever_python_docx_thinks(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        python_docx.Document(io.BytesIO(data))
    assessment = found_in_every_sentence(data)
    copy = marked(assessment, data)
    assert (copy.suffix, copy.placed) == (".docx", len(assessment.sentences))
    assert [bare(mark.words) for mark in comments(copy.data)[1:]] == stored(assessment)
    assert texts(copy.data) == texts(data)


def test_macros_stay_behind() -> None:
    found = parts(ODD["macros"])
    project = '<Relationship Id="rId990" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    found["word/_rels/document.xml.rels"] = found["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f"{project}</Relationships>".encode()
    )
    data = zipped({**found, "word/vbaProject.bin": b"macro"})
    copy = parts(marked(found_at(data), data).data)
    assert "word/vbaProject.bin" not in copy
    assert MAIN in copy["[Content_Types].xml"]


def test_a_file_that_cannot_be_written_to_gives_its_text_with_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word(p("没有内容类型表的文件，Word 打不开。"))
    copy = marked(found_at(data, "打不开"), data)
    assert (copy.suffix, copy.placed) == (".docx", 1)
    assert comments(copy.data)[1].words == "打不开"
    assert "版式与原件不同" in comments(copy.data)[0].text


def test_a_picture_that_swells_is_not_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    data = REAL.read_bytes()
    bomb = zipped({**parts(data), "word/media/bomb.bmp": b"\0" * 2_000_000})
    assessment = found_at(bomb)
    monkeypatch.setattr(limits, "XML_TOTAL_BYTES", 1_000_000)
    assert "版式与原件不同" in comments(marked(assessment, bomb).data)[0].text


def test_a_blank_file_says_so_at_its_beginning() -> None:
    data = openable(word(p("")))
    copy = marked(Checker().check_bytes(data), data)
    assert (copy.placed, copy.elsewhere) == (0, ("emptiness-1",))
    assert [mark.words for mark in comments(copy.data)] == ["", ""]
    assert comments(copy.data)[1].text.startswith("【空白材料】文件打得开，但没有文字")
