"""The HTML report: one file, everything in it, nothing unescaped."""

import html
import re

from checker import Checker
from checker.reports.html import render
from tests.paths import SAMPLES

HOSTILE = (
    "<script>alert(1)</script>\n" + '公司把"><img src=x onerror=alert(1)>焊工分成四级，每级每月相差三百元，从三月起执行。' * 5
)


def test_nothing_of_a_material_becomes_markup() -> None:
    page = render([Checker().check_text(HOSTILE, "<b>名</b>.txt")])
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;b&gt;名&lt;/b&gt;.txt" in page


def test_the_page_asks_nobody_for_anything() -> None:
    page = render([Checker().check(path) for path in SAMPLES.iterdir() if path.suffix != ".toml"])
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)|url\(|@import|https?:", page)
    assert "default-src 'none'" in page


def test_every_sentence_is_coloured_by_its_kind_and_all_text_is_there() -> None:
    assessment = Checker().check(next(SAMPLES.glob("河澜*.docx")))
    page = render([assessment])
    marks = re.findall(r'<mark class="(\w+)[^>]*>([^<]*)</mark>', page)
    assert marks == [(s.label.kind, s.text) for s in assessment.sentences or ()]
    body = re.sub(r"<aside>.*?</aside>", "", page.split("<h3>全文</h3>")[1], flags=re.S)
    plain = re.sub(r"\s", "", re.sub(r"<[^>]+>", "", body))
    assert re.sub(r"\s", "", assessment.text or "") in plain


def test_practices_are_cards_in_the_material_s_own_words() -> None:
    assessment = Checker().check(next(SAMPLES.glob("河澜*.docx")))
    page = render([assessment])
    text = re.sub(r"\s", "", assessment.text or "")
    cards = re.findall(r"<section><h4>([^<]+)</h4><dl>(.*?)</dl></section>", page, flags=re.S)
    assert len(cards) == len(assessment.practices or ()) > 0
    for name, fields in cards:
        assert re.sub(r"\s", "", html.unescape(name)) in text
        told = dict(re.findall(r"<dt>([^<]+)</dt><dd[^>]*>([^<]*)</dd>", fields))
        assert list(told) == ["做什么", "对谁", "按什么规定", "结果如何", "能不能照着做"]
        assert re.sub(r"\s", "", html.unescape(told["做什么"])) in text
    assert "特色做法" not in render([Checker().check_text("题目")])


def test_findings_stand_beside_the_paragraph_they_are_about() -> None:
    assessment = Checker().check(next(SAMPLES.glob("华砚*.docx")))
    finding = next(f for _, f in assessment.findings or () if f.check == "boilerplate")
    paragraph = next(p for p in render([assessment]).split('<div class="paragraph">') if finding.message in p)
    assert (assessment.text or "")[finding.start : finding.start + 12] in paragraph


def test_every_sentence_says_why_it_got_its_label() -> None:
    page = render([Checker().check(next(SAMPLES.glob("河澜*.docx")))])
    titles = re.findall(r'<mark class="[^"]*" title="([^"]*)"', page)
    assert titles
    assert all("因为：" in title and "词:" not in title for title in titles)
