"""The round as a page to browse: rows, links, sections, and that nothing of a material is more than text."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from lxml import html
from lxml.html import HtmlElement

from checker import Checker
from checker.reports.cards import Card
from checker.reports.html import render
from checker.reports.round import Change, Entry, Round
from checker.reports.round_html import index
from checker.roster import Attendance, Unit
from tests.paths import SAMPLES
from tests.reports.papers import CARD, NO_RESULT, SLOGAN, entry

EAST = Unit("海湾县山石轴承有限公司", (), "试点企业", "海湾县", date(2021, 11, 20), "联络员甲", "0335-3000001")
WEST = Unit("清砚县第二纺织厂", (), "试点企业", "清砚县", date(2021, 11, 20))
SCORES = {"boilerplate": 0.304, "specificity": 0.4, "specific_share": 0.455}
BROKEN = Entry(
    key=(0,), file="坏.docx", sha256="", error=("damaged", "文件损坏，请另存后再报。"), unit=EAST, page="材料/0001.html"
)
UNION = entry(
    1, file="丙.docx", unit=None, said="丙厂", verdict="reject", quality=19.0, genre="union", disguised=True, page="材料/0002.html", note="附件共2份",
)  # fmt: skip
POOR = entry(
    2, file="乙 #1?.pdf", unit=EAST, quality=45.0, hollow=2, characters=900, scores=SCORES, review_reason="空洞程度接近分界线，请人工复核。",
    page="材料/0003.html", marked="标注/0003 乙 #1?.pdf",
)  # fmt: skip
GOOD = entry(
    3, file="甲.docx", unit=WEST, verdict="pass", quality=92.5, hollow=0, deductions=(), page="材料/0004.html", practices=(CARD,)
)
ROUND = Round(
    "2021年第三季度", (BROKEN, UNION, POOR, GOOD), notice="关于报送的通知.docx", versions={"ganhuo": "1", "models": "2"}
)
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>\x00'javascript:alert(3)"


def page(round: Round = ROUND) -> HtmlElement:
    return html.document_fromstring("".join(index(round)))


def said(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(tree: HtmlElement, where: str) -> list[list[str]]:
    return [[said(cell) for cell in row] for row in tree.xpath(f"{where}//tbody/tr")]


def links(tree: HtmlElement, where: str = "//*[@id='materials']") -> list[str]:
    return tree.xpath(f"{where}//a/@href")


def test_every_material_is_a_row_in_the_order_of_the_round() -> None:
    assert rows(page(), "//*[@id='materials']") == [
        ["读不出", "", "海湾县山石轴承有限公司海湾县 · 试点企业", "坏.docx", "", "", "文件损坏，请另存后再报。", ""],
        [
            "不予转报", "19", "丙厂", "丙.docx三通道激活一线", "工会工作总结（以产改名义报送）", "",
            "官话套话（扣30分）：官话套话占正文60%；内容空洞（扣20分）：附件共2份", "",
        ],
        [
            "退回修改需人工复核", "45", "海湾县山石轴承有限公司海湾县 · 试点企业", "乙 #1?.pdf三通道激活一线", "产改材料偏空", "具体46% 套话30%",
            "官话套话（扣30分）：官话套话占正文60%；内容空洞（扣20分）：", "打开",
        ],
        ["可转报", "92", "清砚县第二纺织厂清砚县 · 试点企业", "甲.docx三通道激活一线", "产改材料充实", "", "", ""],
    ]  # fmt: skip


def test_rows_lead_to_the_page_and_the_marked_copy_by_escaped_relative_links() -> None:
    targets = links(page())
    assert [unquote(target) for target in targets] == [
        "材料/0001.html", "材料/0002.html", "材料/0003.html", "标注/0003 乙 #1?.pdf", "材料/0004.html",
    ]  # fmt: skip
    assert all(re.fullmatch(r"[A-Za-z0-9%/._-]+", target) for target in targets)


@pytest.mark.parametrize(
    "path", ["javascript:alert(1)", "//host/x", "/etc/passwd", "../../x", "http://host/x", "data:text/html,x", EVIL]
)
def test_no_path_of_an_entry_leads_out_of_the_folder(path) -> None:
    tree = page(Round(None, (replace(GOOD, page=path, marked=path),)))
    assert all(":" not in link and not link.startswith(("/", "..")) for link in links(tree, "") if not link.startswith("#"))


def test_the_page_asks_nobody_for_anything_and_runs_nothing_but_its_own_script() -> None:
    text = "".join(index(ROUND))
    assert not re.search(r"\ssrc=|url\(|@import|https?:|\sstyle=|\son\w+=", text)
    tree = page()
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for element, directive in (("script", "script-src"), ("style", "style-src")):
        (own,) = tree.xpath(f"//{element}")
        hash = base64.b64encode(hashlib.sha256(own.text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{hash}'" in policy


def test_nothing_of_a_material_or_a_roster_becomes_markup() -> None:
    unit = Unit(EVIL, (), EVIL, EVIL, None, EVIL, EVIL)
    evil = replace(
        POOR, file=EVIL, title=EVIL, unit=unit, note=EVIL, review_reason=EVIL, recognised_by=EVIL, deductions=(("genre", 50.0, EVIL),),
        remarks=(replace(SLOGAN, message=EVIL, quote=EVIL),), practices=(Card(EVIL, EVIL, EVIL, EVIL, EVIL, 0.5),),
    )  # fmt: skip
    change = Change(evil, replace(evil, key=(7,)), EVIL, evil.remarks, evil.remarks)
    round = Round(
        EVIL,
        (evil,),
        (Attendance(unit, "late", (evil,), EVIL),),
        (evil,),
        (change,),
        (change,),
        EVIL,
        {"ganhuo": EVIL, "models": EVIL},
    )
    tree = page(round)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror | //@src")
    assert "\x00" not in "".join(index(round))
    assert tree.xpath("//*[@id='materials']//tr/@data-county") == [EVIL.replace("\x00", "")]


def test_without_scripts_all_is_shown_and_the_filter_is_not() -> None:
    tree = page()
    assert tree.xpath("//*[@id='filter']/@hidden")
    assert not tree.xpath("//tbody/tr[@hidden]")


def test_the_filter_offers_what_the_rows_hold() -> None:
    tree = page()
    assert [said(b) for b in tree.xpath("//*[@id='filter']//button")] == [
        "全部",
        "可转报 1",
        "退回修改 1",
        "不予转报 1",
        "读不出 1",
    ]
    offered = tree.xpath("//*[@id='filter']//button/@data-verdict")
    assert tree.xpath("//*[@id='materials']//tbody/tr/@data-verdict") == ["unreadable", "reject", "revise", "pass"]
    assert set(offered) == {"", "pass", "revise", "reject", "unreadable"}
    assert tree.xpath("//*[@id='filter']//option/@value") == ["", "未注明", "海湾县", "清砚县"]
    assert tree.xpath("//*[@id='materials']//tbody/tr/@data-county") == ["海湾县", "未注明", "海湾县", "清砚县"]
    assert tree.xpath("//*[@id='materials']//tbody/tr[@data-review]//td[4]//a/text()") == ["乙 #1?.pdf"]


def test_cells_of_a_column_that_can_be_sorted_say_by_what() -> None:
    tree = page()
    heads = tree.xpath("//*[@id='materials']/thead//th")
    for number, head in enumerate(heads, 1):
        keys = tree.xpath(f"//*[@id='materials']/tbody/tr/td[{number}]/@data-key")
        if head.get("data-sort") == "number":
            assert [float(key) for key in keys] == {1: [3, 2, 1, 0], 2: [-1, 19, 45, 92.5], 6: [-1, -1, 46, -1]}[number]
        else:
            assert len(keys) == (4 if head.get("data-sort") else 0)


def test_the_headline_counts_materials_verdicts_reviews_and_standings() -> None:
    round = replace(ROUND, standings=(Attendance(EAST, "late", (POOR,)), Attendance(WEST, "missing")))
    assert [said(item) for item in page(round).xpath("//*[@class='figures']/li")] == [
        "4份材料", "1● 可转报", "1○ 退回修改", "1■ 不予转报", "1读不出", "1需人工复核", "45得分中位数", "1家未报", "1家迟报",
    ]  # fmt: skip


def test_quality_by_county_is_drawn_and_told() -> None:
    tree = page()
    assert tree.xpath("//*[@id='counties']//tbody//svg/@aria-label") == [
        "海湾县：2份，得分45到45，中位数45", "清砚县：1份，得分92到92，中位数92", "未注明：1份，得分19到19，中位数19",
    ]  # fmt: skip
    dots = tree.xpath("//*[@id='counties']//*[contains(@class, 'dot')]")
    assert [(dot.tag, dot.get("cx") or dot.get("x"), said(dot)) for dot in dots] == [
        ("circle", "46%", "海湾县山石轴承有限公司：45分，退回修改"), ("circle", "92%", "清砚县第二纺织厂：92分，可转报"),
        ("rect", "20%", "丙厂：19分，不予转报"),
    ]  # fmt: skip


def test_dots_that_would_hide_one_another_stand_apart_within_their_row() -> None:
    for count in (2, 5, 400):
        tree = page(Round(None, tuple(replace(GOOD, key=(n,)) for n in range(count))))
        (picture,) = tree.xpath("//*[@id='counties']//tbody//svg")
        heights = [float(y) for y in picture.xpath(".//circle/@cy")]
        assert len(set(heights)) == count if count < 100 else len(heights) == count
        assert min(heights) >= 4
        assert max(heights) <= float(picture.get("height")) - 4
        assert float(picture.get("height")) <= 80


def test_practices_are_told_field_by_field_and_lead_to_their_material() -> None:
    tree = page()
    (card,) = tree.xpath("//*[@id='practices']//li")
    assert said(card.find("h3")) == "手艺分成四级"
    assert said(card.find("p")) == "清砚县第二纺织厂 · 清砚县 · 可转报"
    assert [unquote(link) for link in links(tree, "//*[@id='practices']")] == ["材料/0004.html"]
    terms = [said(term) for term in card.xpath(".//dt")]
    assert dict(zip(terms, (said(told) for told in card.xpath(".//dd")), strict=True)) == {
        "做什么": CARD.what, "对谁": CARD.whom, "按什么规定": CARD.rule, "结果如何": CARD.result,
        "能不能照着做": "对谁、规定、结果都写了，可以照着做",
    }  # fmt: skip


def test_what_a_card_lacks_is_what_is_to_be_asked() -> None:
    bare = replace(GOOD, practices=(replace(CARD, whom="", result=""),))
    (card,) = page(Round(None, (bare,))).xpath("//*[@id='practices']//li")
    assert [said(term) for term in card.xpath(".//dt")] == ["做什么", "按什么规定", "能不能照着做"]
    assert said(card.xpath(".//dd")[-1]) == "还要问清：对谁、结果"
    assert "没有找到" in said(page(Round(None, (UNION,))).get_element_by_id("practices"))


def test_faults_are_drawn_and_told() -> None:
    tree = page()
    assert rows(tree, "//*[@id='faults']") == [
        ["官话套话", "", "2份，67%"], ["要素缺失", "", "2份，67%"], ["内容空洞", "", "2份，67%"],
    ]  # fmt: skip
    assert tree.xpath("//*[@id='faults']//svg/@aria-label")[0] == "官话套话：2份，占67%"
    assert tree.xpath("//*[@id='faults']//*[@class='bar']/@width") == ["66.7%"] * 3
    assert "没有需要退回的材料" in said(page(Round(None, (GOOD,))).get_element_by_id("faults"))


def test_who_is_missing_late_or_came_twice_is_listed() -> None:
    round = replace(
        ROUND,
        standings=(Attendance(EAST, "on time", (BROKEN, POOR)), Attendance(WEST, "late", (GOOD,), "落款日期2021年11月26日")),
    )
    assert rows(page(round), "//*[@id='standing']") == [
        ["迟报", WEST.name, "清砚县", "2021-11-20", "甲.docx", "落款日期2021年11月26日", ""],
        ["按时，共报2份", EAST.name, "海湾县", "2021-11-20", "坏.docx乙 #1?.pdf", "", "联络员甲 0335-3000001"],
    ]
    same = Attendance(EAST, "on time", (POOR,), note="同一份文件报送了2次，按1份计：乙.pdf、乙2.pdf")
    (row,) = rows(page(replace(ROUND, standings=(same,))), "//*[@id='standing']")
    assert (row[0], row[5]) == ("按时，重复报送", same.note)
    assert "没有提供报送名单" in said(page().get_element_by_id("standing"))
    assert "都按时报送" in said(page(Round(None, (GOOD,), (Attendance(WEST, "on time", (GOOD,)),))).get_element_by_id("standing"))


def test_changes_say_what_was_met_and_an_earlier_round_is_not_linked() -> None:
    old = replace(POOR, key=(9,), page="材料/0099.html")
    round = replace(
        ROUND, revised=(Change(POOR, GOOD, "明显改进", (SLOGAN,), (NO_RESULT,)),), since=(Change(old, BROKEN, "这一份读不出"),)
    )
    tree = page(round)
    first, second = rows(tree, "//*[@id='changes']")
    assert first[:5] == [WEST.name, "乙 #1?.pdf", "甲.docx", "45 → 92（+48）", "明显改进"]
    assert first[5].startswith("已改1处官话套话：连续3句")
    assert first[6].startswith("未改1处要素缺失：没有写出实际成效。“坚持把素质提升")
    assert second == [EAST.name, "乙 #1?.pdf", "坏.docx", "45 → —", "这一份读不出", "0处", "0处"]
    assert links(tree, "//*[@id='changes']") == [f"%E6%9D%90%E6%96%99/{n}.html" for n in ("0003", "0004", "0001")]


def test_files_of_no_unit_are_listed() -> None:
    assert rows(page(replace(ROUND, unmatched=(UNION,))), "//*[@id='unmatched']") == [
        ["丙.docx", "丙厂", "三通道激活一线", "附件共2份"]
    ]


def test_a_round_of_nothing_is_a_page_too() -> None:
    tree = page(Round(None, ()))
    assert said(tree.find(".//h1")) == "本轮材料总览"
    assert rows(tree, "//*[@id='materials']") == []


def test_what_a_body_is_made_of_is_a_bar_in_its_row() -> None:
    (bar,) = page().xpath("//*[@id='materials']//svg")
    assert bar.get("aria-label") == "具体46%、一般24%、套话30%"
    assert [(part.get("class"), part.get("x"), part.get("width")) for part in bar] == [
        ("specific", None, "46%"), ("neutral", "46%", "24%"), ("boilerplate", "70%", "30%"),
    ]  # fmt: skip


def test_a_page_of_one_material_leads_home_and_begins_with_what_it_is_made_of() -> None:
    assessment = Checker().check(next(SAMPLES.glob("德砚*.txt")))
    scores = {**(assessment.scores or {}), "specific_share": 0.57, "boilerplate": 0.37}
    tree = html.document_fromstring(render([replace(assessment, scores=scores)], home="../index.html"))
    assert tree.xpath("//a[@href='../index.html']/text()") == ["← 返回本轮总览"]
    assert tree.xpath("//article//svg/@aria-label") == ["具体57%、一般6%、套话37%"]
    assert "返回" not in render([assessment])
