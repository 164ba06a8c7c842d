"""The draft circular: figures that follow the round, examples without names, units in an annex alone."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.language.normalising import normalise
from checker.reports.circular import circular
from checker.reports.round import Change, Entry, Remark, Round, Standing
from checker.roster import Unit
from checker.roster.standing import State
from tests.paths import office
from tests.reports.papers import ROUTINE, SLOGAN, VAGUE, body, entry, lines, printed, rows

DUE = date(2025, 11, 25)
STONE, WATER, EAST = (
    Unit(name, county=county, due=DUE)
    for name, county in (("山石轴承有限公司", "海湾县"), ("东亭水务有限公司", "东亭区"), ("海湾县总工会", "海湾县"))
)
GOOD = entry(1, unit=WATER, verdict="pass", quality=90.0, remarks=(), counts={}, deductions=(), elements=("measure", "result"))
BAD = entry(2, unit=STONE, remarks=(replace(SLOGAN, quote="山石轴承始终高度重视产改工作，走在了前列。"), VAGUE))
UNREAD = Entry((3,), "r/扫描件.pdf", "", error=("scanned", "没有安装识别组件"))
MIXED = Round(
    "2025年第四季度",
    (UNREAD, BAD, GOOD),
    (Standing(STONE, "late", (BAD,), "发送时间"), Standing(WATER, "on time", (GOOD,)), Standing(EAST, "missing")),
    (UNREAD,),
)
FIVE = [
    "撰写材料时，请围绕目标、问题、举措、成效、亮点，用本单位的人和事说话：",
    "目标：要达到什么、什么时候达到。如：“三年内让一线高级工的占比由两成提高到三成半。”",
    "问题：改之前卡在哪里、影响了哪些工人。如：“挡车工干满十年仍拿一样的工资，去年走了十四名熟手。”",
    "举措：立了什么规定、从哪天起执行、对谁有效。如：“焊工考上技师的，从次月起每月多发四百元。”",
    "成效：实行以后什么变了、变了多少。如：“津贴发了一年，考上高级工的从二十三人增加到六十一人。”",
    "亮点：哪一条是自己的办法、别人照着就能做。如：“考试题目由车间出、评委由工人选，评级结果当月进工资单。”",
]
STRICT = "转报前请逐份审读，看是否写清谁做的、按什么规定、多少人受益、结果怎样；工会日常工作请另行总结，不列入产改工作材料。"
SIGNED = ["", "附件：各单位报送情况表", "", "（印发单位）", "　　　　年　　月　　日", "", "附件", "各单位报送情况表", "", ""]


def test_a_small_round_reads_as_a_whole() -> None:
    data = circular(MIXED)
    assert lines(data) == [
        "关于2025年第四季度产改工作材料\n报送情况的通报（草稿）",
        "（本稿由审读结果汇总而成，印发前请核定）",
        "",
        "各报送单位：",
        "现将2025年第四季度产改工作材料报送和审读情况通报如下。",
        "一、总体情况",
        "本次应报送材料的单位3家，已报送2家，尚未报送1家。已报送的单位中，按时1家，迟报1家。共收到材料3份。其中1份尚未对应到报送名单。",
        "有1份文件未能读出（文件是扫描件或照片，没有文字版），未列入质量统计。",
        "读出的2份材料中，可转报1份（占50%），退回修改1份（占50%）。部分材料写得比较扎实。",
        "",
        "图1　审读结论（单位：份）",
        "二、主要问题",
        "以下只统计退回修改和不予转报的材料，占比以读出的2份材料为底，同一份材料可能有几项。",
        "",
        "图2　主要问题（单位：份）",
        "（一）官话套话",
        "有1份，占50%，共指出4处。如某单位写道：“某单位始终高度重视产改工作，走在了前列”。请说明：认识提高以后，哪项规定、哪个岗位因此变了？",
        "（二）要素缺失",
        "有1份，占50%。其中没有读到的要素：成效1份。",
        "（三）内容空洞",
        "有1份，占50%。如某单位写道：“坚持把素质提升作为改革的重要抓手，健全培训体系，优化培训内容”。请补上一个实例：谁、在哪个车间或岗位、按什么规定、多少人、结果怎样？",
        "（四）报送不够及时",
        "迟报1家，截至目前尚未报送1家，影响了材料的汇总和转报。",
        "三、下一步要求",
        "（一）及时补报和修改",
        "退回修改的1份材料，请对照退改意见逐条修改后重新报送。未能读出的1份文件，请检查后重新报送 Word 文档。尚未报送的1家单位，请于　　月　　日前补报。",
        "（二）写清五项要素",
        *FIVE,
        "（三）严格审核把关",
        STRICT,
        *SIGNED,
    ]
    assert rows(data) == [
        [
            ["县区", "单位", "是否按时", "结论", "主要问题"],
            ["海湾县", "山石轴承有限公司", "迟报", "退回修改", "官话套话、内容空洞"],
            ["海湾县", "海湾县总工会", "未报", "—", "—"],
            ["东亭区", "东亭水务有限公司", "按时", "可转报", "—"],
            ["", "扫描件", "—", "读不出", "文件是扫描件或照片，没有文字版"],
        ]
    ]


def test_a_round_without_a_fault_is_praised_in_moderate_words() -> None:
    also = replace(GOOD, key=(9,), unit=EAST)
    good = Round("2025Q4", (GOOD, also), (Standing(WATER, "on time", (GOOD,)), Standing(EAST, "on time", (also,))))
    assert lines(circular(good))[5:15] == [
        "一、总体情况",
        "本次应报送材料的单位2家，已按时全部报送。共收到材料2份。",
        "读出的2份材料均达到转报要求，内容比较充实，总体质量较好。",
        "二、需要留意的地方",
        "从审读情况看，没有发现带有普遍性的问题，个别语句的修改建议已在标注稿中注明。",
        "三、下一步要求",
        "（一）做好材料报送",
        "请继续按规定时间报送，保持有举措、有成效、能核实的好做法。",
        "（二）写清五项要素",
        FIVE[0],
    ]


LATE, MISSING, PUNCTUAL = Standing(STONE, "late", (BAD,)), Standing(EAST, "missing"), Standing(WATER, "on time", (GOOD,))
NO_DATES = Unit("北山矿")
HANDED_IN = {
    "没有名单": (Round(None, (BAD, GOOD)), "本次共收到材料2份。"),
    "什么也没有": (Round(None, ()), "本次尚未收到材料。"),
    "全部未报": (Round(None, (), (MISSING,)), "本次应报送材料的单位1家，目前未收到材料。"),
    "全部迟报": (
        Round(None, (BAD,), (LATE,)),
        "本次应报送材料的单位1家，已全部报送。已报送的1家晚于规定时间。共收到材料1份。",
    ),
    "部分未报，其余按时": (
        Round(None, (GOOD,), (PUNCTUAL, MISSING)),
        "本次应报送材料的单位2家，已报送1家，尚未报送1家。已报送的单位在规定时间内报送。共收到材料1份。",
    ),
    "名单没有截止日期": (
        Round(None, (GOOD,), (Standing(NO_DATES, "on time", (GOOD,)),)),
        "本次应报送材料的单位1家，已全部报送。共收到材料1份。",
    ),
    "修改后重报": (
        Round(None, (BAD, GOOD), revised=(Change(BAD, GOOD, "明显改进"),)),
        "本次共收到材料1份。其中1份为修改后重新报送，以最后一稿为准。",
    ),
}


@pytest.mark.parametrize(("round", "said"), HANDED_IN.values(), ids=list(HANDED_IN))
def test_who_handed_in_is_said_as_it_was(round: Round, said: str) -> None:
    text = lines(circular(round))
    assert text[text.index("一、总体情况") + 1] == said
    assert not re.search(r"(?<!\d)0[份家处]", body(circular(round)))


def test_the_notice_s_demands_are_held_against_the_papers() -> None:
    data = circular(replace(MIXED, notice="请写清扎实举措和实际成效。"))
    assert rows(data)[0] == [
        ["通知要求", "要回答什么", "写到的份数", "占比"],
        ["举措", "立了什么规定、从哪天起执行、对谁有效", "2份", "100%"],
        ["成效", "实行以后什么变了、变了多少", "1份", "50%"],
    ]
    text = lines(data)
    place = text.index("四、对照通知要求")
    assert text[place + 1 : place + 3] == [
        "对照通知提出的要求，读出的2份材料情况如下。",
        "写得最少的是成效，请在修改时重点补充。",
    ]


def test_charts_are_word_s_own_with_their_numbers_beside_them() -> None:
    with zipfile.ZipFile(io.BytesIO(circular(MIXED))) as paper:
        chart = paper.read("word/charts/chart2.xml").decode()
        document = paper.read("word/document.xml").decode()
        book = openpyxl.load_workbook(io.BytesIO(paper.read("word/embeddings/chart2.xlsx")))
    assert re.findall("<c:v>([^<]*)</c:v>", chart) == ["份", "官话套话", "要素缺失", "内容空洞", "1", "1", "1"]
    assert [[cell.value for cell in row] for row in book.active] == [
        [None, "份"],
        ["官话套话", 1],
        ["要素缺失", 1],
        ["内容空洞", 1],
    ]
    assert 'descr="图2　主要问题（单位：份）：官话套话1份，要素缺失1份，内容空洞1份"' in document


def test_the_annex_is_a_section_of_its_own_that_can_be_taken_off() -> None:
    document = Document(io.BytesIO(circular(MIXED)))
    blocks = list(document.element.body)
    border = next(i for i, block in enumerate(blocks) if block.find(".//" + qn("w:sectPr")) is not None)
    assert "".join(element.text for element in blocks[border + 1].iter(qn("w:t"))) == "附件"
    assert [block.tag for block in blocks[border + 1 :] if block.tag == qn("w:tbl")] == [qn("w:tbl")]


def test_nothing_of_a_material_becomes_markup_or_a_field() -> None:
    nasty = "=cmd()\x00</w:t><w:p/>&{ INCLUDETEXT c:\\x }\x1b\ud800《甲》"
    remark = Remark("specificity", "high", nasty, nasty, nasty, nasty)
    data = circular(Round(nasty, (entry(unit=None, said=nasty, file=nasty, remarks=(remark,)), BAD)))
    assert rows(data)[0][2][1] == nasty.replace("\x00", "").replace("\x1b", "").replace("\ud800", "")
    assert not list(Document(io.BytesIO(data)).element.iter(qn("w:instrText")))


# Characters that none of the circular's own words have.
NAME = st.text(alphabet="骊骅澜砚锦瑞恒淀粤鑫", min_size=2, max_size=6)
ENDINGS = st.sampled_from(["有限公司", "股份有限公司", "集团", "总工会", "化工厂", "", "矿"])
GAPS = st.sampled_from(["", " ", "\u200b", "\u3000", "\x00", "\n"])
FILLINGS = st.sampled_from(
    ["产业工人{}的焊工张强加了300元", "{}始终高度重视", "在{}党委领导下，2021年3月{}开展", "由{}、{}联合", "全体职工{}"]
)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Round, set[str]]:
    entries, standings, names = [], [], set()
    for number in range(draw(st.integers(1, 5))):
        unit = Unit(draw(NAME) + draw(ENDINGS), tuple(draw(st.lists(NAME, max_size=2))), county=draw(NAME) + "县", due=DUE)
        said = draw(st.none() | NAME.map(lambda name: f"{name}有限公司"))
        own = [unit.name, *unit.short, unit.county or "", *([said] if said else [])]
        names |= set(own)
        quotes = [
            draw(FILLINGS).replace("{}", draw(GAPS).join(draw(st.sampled_from(sorted(names)))))
            for _ in range(draw(st.integers(0, 3)))
        ]
        base = draw(st.sampled_from([SLOGAN, VAGUE, ROUTINE]))
        remarks = tuple(
            replace(base, quote=quote, suggestion=draw(st.sampled_from(["谁做的？", f"是{own[0]}做的？"]))) for quote in quotes
        )
        paper = entry(
            number, unit=unit if draw(st.booleans()) else None, said=said, title=own[0], remarks=remarks, review_reason=own[0]
        )
        entries.append(paper)
        state: State = draw(st.sampled_from(["on time", "late", "missing"]))
        standings.append(Standing(unit, state, (paper,) if state != "missing" else (), own[0]))
    return Round("2025年", tuple(entries), tuple(standings), notice=draw(st.none() | st.just("目标"))), names


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rounds())
def test_no_unit_is_named_before_the_annex(case: tuple[Round, set[str]]) -> None:
    round, names = case
    text = "".join(normalise(body(circular(round)))[0].split())
    assert not [name for name in names if name in text]


def test_a_round_of_hundreds_prints_with_its_charts_and_a_head_on_every_page(tmp_path) -> None:
    office()
    units = [Unit(f"第{n}轴承有限公司", county=f"{'东西南北'[n % 4]}山县", due=DUE) for n in range(120)]
    entries = tuple(
        replace(GOOD if n % 3 else replace(BAD, remarks=(SLOGAN,)), key=(n,), unit=unit) for n, unit in enumerate(units)
    )
    standings = tuple(Standing(unit, "on time", (own,)) for unit, own in zip(units, entries, strict=True))
    pages = printed(tmp_path, {"通报": circular(Round("2025年", entries, standings))})["通报"]
    annex = next(number for number, page in enumerate(pages) if page.startswith("附件"))
    assert all("是否按时" in page for page in pages[annex:]) and len(pages) - annex > 1
    shown = "".join("".join(pages[:annex]).split())
    assert all(word in shown for word in ("可转报", "退回修改", "图1", "官话套话", "图2"))
    assert "轴承" not in shown
