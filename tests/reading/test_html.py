"""Web pages: what a browser would show of them, where it stands, and what is left out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from checker.reading import html, limits, read
from checker.reading.document import Document, LeftOut, Paragraph, Place
from checker.reading.errors import Unreadable

FIXTURES = Path(__file__).parent.parent / "fixtures"
SAMPLES = ["b02-02", "b05-13", "b12-11", "b13-16"]


def page(body: str, head: str = "") -> Document:
    return html.read(f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode())


def texts(body: str) -> list[str]:
    return [paragraph.text for paragraph in page(body).paragraphs]


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        html.read(data)
    return caught.value


def lines(stem: str) -> list[str]:
    return (FIXTURES / "formats" / f"{stem}.txt").read_text(encoding="utf-8").splitlines()


# Pages as programs save them


@pytest.mark.parametrize("name", [f"{stem}{encoding}" for stem in SAMPLES for encoding in ("", "-gb2312")])
def test_pages_of_libreoffice_are_read_to_the_letter(name: str) -> None:
    data = (FIXTURES / "html" / f"{name}.html").read_bytes()
    assert html.accepts(data)
    document = read(data, "材料.html")
    assert [paragraph.text for paragraph in document.paragraphs] == lines(name.removesuffix("-gb2312"))
    assert document.paragraphs[0].centred and document.paragraphs[0].size == 22.0
    assert (document.notes, document.left_out, document.format) == ((), (), "html")


def test_a_page_of_word_is_read_to_the_letter_with_its_numbers_as_labels() -> None:
    document = read((FIXTURES / "html" / "word.html").read_bytes(), "材料.htm")
    assert [paragraph.text for paragraph in document.paragraphs] == lines("b05-13")
    labelled = [paragraph for paragraph in document.paragraphs if paragraph.label_length]
    assert [paragraph.text[: paragraph.label_length] for paragraph in labelled] == [f"{number}、" for number in "一二三四五六七"]
    assert all(paragraph.bold and paragraph.places[0].start == 2 for paragraph in labelled)
    title, *_, signature, date = document.paragraphs
    assert title.centred and title.bold and title.size == 22.0 and signature.right_aligned and date.right_aligned
    assert document.left_out == (LeftOut("隐藏文字", 6), LeftOut("修订中删除的文字", 6), LeftOut("加了删除线的文字", 4))
    assert document.notes == ("存在隐藏文字6字，未计入。",)


# What is shown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一\n  二</p>", ["一 二"]),
        ("<p> 前 <b> 后</b> 。</p>", ["前 后 。"]),
        ("甲<div>乙<p>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>甲<br>乙<br><br>丙<br></p>", ["甲", "乙", "丙"]),
        ("<p>&nbsp;&nbsp;　　缩进&nbsp;正文&nbsp;</p><p>&nbsp;</p><p>　</p>", ["缩进 正文"]),
        ("<p>甲<!-- 注 -->乙<script>丙</script><style>丁</style><template><p>戊</p></template></p>", ["甲乙"]),
        ("<pre>第一行\n  第二行</pre>", ["第一行", "第二行"]),
        ("<p>甲&#20057;&amp;&lt;丙&gt;&hellip;</p>", ["甲乙&<丙>…"]),
        ("<p>甲<ruby>焊<rp>(</rp><rt>hàn</rt></ruby>乙</p>", ["甲焊乙"]),
        ("<p>甲<p>乙<ul><li>丙<li>丁</ul><dl><dt>戊<dd>己</dl>", ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("<p>甲<ins>添</ins><s>旧</s><a href=x>链</a></p>", ["甲添旧链"]),
        ("<p>甲<![if !supportEmptyParas]>&nbsp;<![endif]></p><p>乙<o:p></o:p></p>", ["甲", "乙"]),
        ("<h1>题</h1><hr>甲<select><option>选</select><textarea>填</textarea>", ["题", "甲"]),
        ("", []),
    ],
)
def test_text_is_shown_as_in_a_browser(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_headings_alignment_weight_and_size_are_known() -> None:
    document = page(
        "<h2>一级</h2><p style='mso-outline-level:3; TEXT-ALIGN: Center'>三级</p><center>居中</center><div align=right><p>靠右</p></div>"
        "<p><b>粗</b> <strong>体</strong></p><p><b>粗</b>细</p><p style='font-weight:700;font-size:12.5pt'>重<span style='font-size:16px'>小小</span></p>"
    )
    assert [(q.text, q.level, q.centred, q.right_aligned, q.bold, q.size) for q in document.paragraphs] == [
        ("一级", 2, False, False, True, None),
        ("三级", 3, True, False, False, None),
        ("居中", 0, True, False, False, None),
        ("靠右", 0, False, True, False, None),
        ("粗 体", 0, False, False, True, None),
        ("粗细", 0, False, False, False, None),
        ("重小小", 0, False, False, True, 12.0),
    ]


def test_numbers_of_lists_are_restored() -> None:
    document = page(
        "<ol><li>甲<li><p>乙</p><p>乙续</p><ol type=a start=3><li>丙</ol><li value=9>丁</ol>"
        "<ol style='list-style-type: cjk-ideographic' start=11><li>戊</ol><ul><li>己</ul><ol style='list-style-type:none'><li>庚</ol>"
        "<ol><li hidden>藏<li>辛<li></ol>"
    )
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "1. 甲",
        "2. 乙",
        "乙续",
        "c. 丙",
        "9. 丁",
        "十一、戊",
        "己",
        "庚",
        "1. 辛",
    ]
    assert document.paragraphs[5] == Paragraph("十一、戊", label_length=3, places=(Place(3, 4, "5"),))


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("（一）&nbsp; ", "（一）正文"),
        ("1.&nbsp;&nbsp; ", "1. 正文"),
        ("①", "①正文"),
        ("·", "正文"),
        ("l", "正文"),
        ("长" * 90, "长" * 90 + "正文"),
    ],
)
def test_numbers_that_word_wrote_are_labels_and_bullets_are_nothing(mark: str, expected: str) -> None:
    assert texts(f"<p><!--[if !supportLists]--><span style='mso-list:Ignore'>{mark}</span><!--[endif]-->正文</p>") == [expected]


def test_cells_know_their_table_row_and_column() -> None:
    document = page(
        "<table><caption>表</caption><tr><th rowspan=2>甲<th colspan=2>乙<th>丙<tr><td>丁<td><p>戊</p><p>己</p><td>庚</table>"
        "<table><thead><tr><td>辛<td>壬</table>"
    )
    assert [(q.text, q.story, q.cell) for q in document.paragraphs] == [
        ("表", "body", None),
        ("甲", "table", (0, 0, 0)),
        ("乙", "table", (0, 0, 1)),
        ("丙", "table", (0, 0, 3)),
        ("丁", "table", (0, 1, 1)),
        ("戊", "table", (0, 1, 2)),
        ("己", "table", (0, 1, 2)),
        ("庚", "table", (0, 1, 3)),
        ("辛", "table", (1, 0, 0)),
        ("壬", "table", (1, 0, 1)),
    ]


def test_tables_that_are_layout_are_read_as_body() -> None:
    document = page(
        "<table><tr><td>导航<td><table><tr><td>正文一<tr><td>正文二</table>"
        "<table><tr><td>甲<td>乙<tr><td><table><tr><td>框</table><td>丙</table>正文三</table>"
    )
    assert [(q.text, q.story) for q in document.paragraphs] == [
        (text, "body") for text in ("导航", "正文一", "正文二", "甲", "乙", "框", "丙", "正文三")
    ]
    inner = page("<table><tr><td><table><tr><td>甲<td>乙</table></table>").paragraphs
    assert [q.cell for q in inner] == [(1, 0, 0), (1, 0, 1)]


def test_places_lead_back_to_the_block_and_the_piece_of_it() -> None:
    document = page("<p> </p><p>甲乙</p><div>  丙 丁<br><br>戊<br>己<p>庚</p></div>")
    assert [(q.text, q.places) for q in document.paragraphs] == [
        ("甲乙", (Place(0, 2, "0"),)),
        ("丙 丁", (Place(0, 3, "1"),)),
        ("戊", (Place(0, 1, "1@5"),)),
        ("己", (Place(0, 1, "1@7"),)),
        ("庚", (Place(0, 1, "2"),)),
    ]


# What is left out


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>看不见 的</div>",
        "<p style='color:red; VISIBILITY : hidden !important'>看不<b>见的</b></p>",
        "<p hidden>看不见的</p>",
        "<span style='mso-hide:all'>看不见<del>的</del></span>",
    ],
)
def test_hidden_elements_are_left_out_and_counted(hidden: str) -> None:
    document = page(f"<p>看得见</p>{hidden}<p>的</p>")
    assert document.text == "看得见\n的"
    assert document.left_out == (LeftOut("隐藏文字", 4),)
    assert document.notes == ("存在隐藏文字4字，未计入。",)


def test_deletions_are_left_out_and_struck_text_is_where_word_has_struck_it() -> None:
    body = "<p>甲<del>删 去</del>乙<s>划掉</s></p>"
    document = page(body)
    assert (document.text, document.left_out, document.notes) == ("甲乙划掉", (LeftOut("修订中删除的文字", 2),), ())
    word = html.read(f"<html xmlns:w='urn:schemas-microsoft-com:office:word'><meta charset=utf-8>{body}".encode())
    assert (word.text, word.left_out) == ("甲乙", (LeftOut("修订中删除的文字", 2), LeftOut("加了删除线的文字", 2)))


# Encodings


BODY = "<p>焊工班的津贴按月发放，考评员由车间推选，镕基同志。</p>"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("x-gbk", "gb18030"),
        ("", "utf-8"),
        ("", "gb18030"),
        # What the page says is wrong.
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8-sig"),
        ("iso-8859-1", "gb18030"),
        ("utf-16", "utf-8"),
        ("rot13", "utf-8"),
        ("utf-8", "utf-16"),
        ("gb2312", "utf-16-le"),
    ],
)
def test_pages_are_read_in_the_encoding_that_they_are_in(said: str, encoding: str) -> None:
    meta = f'<META http-equiv="Content-Type" content="text/html; charset={said}">' if said else ""
    data = f"<html><head>{meta}</head>{BODY}</html>".encode(encoding)
    assert html.accepts(data)
    assert html.read(data).text == BODY[3:-4]


def test_traditional_pages_are_read_in_big5() -> None:
    text = "本市總工會開展技能競賽，職工參加培訓。"
    assert html.read(f"<html><meta charset=big5><p>{text}</p>".encode("big5")).text == text


# What is a page


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html>",
        b"\xef\xbb\xbf \r\n<HTML xmlns:o='x'>",
        b"<!-- saved from url=(0022)http://example.com/ -->\n<html>",
        b"<?xml version='1.0'?><!-- x --><html xmlns='http://www.w3.org/1999/xhtml'>",
        b"<p>x",
        b"<div class=x>",
        b"<meta charset=gbk>",
        b"<body\n>",
        b"<table border=1>",
        "<html>".encode("utf-16"),
    ],
)
def test_pages_are_known_by_their_beginning(data: bytes) -> None:
    assert html.accepts(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "总结<p>".encode(),
        "产量 < 计划，<b>".encode(),
        b"<w:document xmlns:w='x'>",
        b"<?xml version='1.0'?><body>",
        b"<?xml version='1.0'?><svg>",
        b"<!DOCTYPE svg>",
        b"<paper>",
        b"<",
        b"\n" * 5000 + b"<html>",
        b"From: a\nMIME-Version: 1.0\n\n<html>",
        b"<!-- <html>",
    ],
)
def test_texts_and_other_xml_are_no_pages(data: bytes) -> None:
    assert not html.accepts(data)


def test_a_page_of_pictures_or_frames_is_unread_and_not_blank() -> None:
    assert refusal(b"<html><body><img src=scan.jpg></body></html>").code == "scanned"
    assert refusal(b"<html><frameset><frame src=a.htm></frameset></html>").code == "unsupported"
    assert html.read(b"<html><body></body></html>") == Document((), "html")
    assert texts("<img src=x>有字<iframe src=y></iframe>") == ["有字"]


# Hostile ones


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>" + "字" * (limits.CHARACTERS + 1), "too_large"),
        ("<p>" * (limits.HTML_ELEMENTS + 1), "too_large"),
        ("<p>字</p><!--" + "x" * 12_000_000 + "--><p>尾</p>", "too_large"),
        (" " * (limits.XML_PART_BYTES + 1), "too_large"),
        ("\x80\x81\xfe\xff\x90\x8f" * 50, "damaged"),
    ],
)
def test_pages_without_measure_are_refused(body: str, code: str) -> None:
    assert refusal(f"<html>{body}".encode("latin-1" if code == "damaged" else "utf-8")).code == code


@pytest.mark.parametrize(
    "body",
    [
        "<b>" * 50_000 + "字",
        "<div style='display:none'>" * 30_000 + "</div>" * 30_000 + "字",
        "<table><tr><td>" * 20_000 + "字",
        "<ol><li>" * 20_000 + "字",
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">字",
        "<p style='" + "list-style-type:" * 50_000 + "'>字",
        "<p>" + "字<br>" * 50_000,
        "<table><tr>" + "<td colspan=65534 rowspan=65534>字" * 20_000,
        "<ol start=999999999999999999><li value=-5>字" * 5_000,
        "</p>" * 200_000 + "字",
        "<" * 200_000 + "字",
        "&" * 200_000 + "&#55296;&#0;&#x110000;字",
        "<p>" + "&nbsp; " * 100_000 + "字",
    ],
)
def test_odd_pages_take_time_in_proportion(body: str) -> None:
    started = time.perf_counter()
    document = html.read(f"<html><body>{body}".encode())
    assert "字" in document.text
    assert time.perf_counter() - started < 3


def test_a_page_cut_anywhere_is_read_as_far_as_it_goes() -> None:
    data = (FIXTURES / "html" / "b05-13.html").read_bytes()
    whole = html.read(data).text
    for end in range(100, len(data), 397):
        text = "".join(html.read(data[:end]).text.split("\ufffd"))
        assert whole.startswith(text.rsplit("\n", 1)[0])
