"""The memo to a unit: one page, courteous, its own sentences, nothing that is not for it."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from checker.reports.courtesy import FILE_PROBLEMS
from checker.reports.memo import memo
from checker.reports.round import Change, Entry, Remark, Round
from tests.paths import office
from tests.reports.papers import NO_RESULT, ROUTINE, SLOGAN, VAGUE, entry, lines, printed

NOTHING = Round("2025年第四季度", ())
END = ["", "（印发单位）", "　　　　年　　月　　日"]


def test_a_paper_to_be_revised_is_told_what_where_and_what_to_answer() -> None:
    assert lines(memo(entry(), NOTHING)) == [
        "关于《三通道激活一线》的修改意见",
        "",
        "海湾县山石轴承有限公司：",
        "你单位报送的材料收悉。经审读，材料有一定基础，但部分内容还需补充完善。现退回，请修改后重新报送。",
        "一、修改意见",
        "1．连续3句（137字）换到别的单位、别的年份也成立。如：“公司党委充分认识到产业工人队伍建设改革的重大意义，凝心聚力、同向而行”（“一、提高站位”部分）。请说明：认识提高以后，哪项规定、哪个岗位因此变了？",
        "2．这一段3句，没有一处可核实的内容。如：“坚持把素质提升作为改革的重要抓手，健全培训体系，优化培训内容”（“三、强化赋能”部分）。请补上一个实例：谁、在哪个车间或岗位、按什么规定、多少人、结果怎样？",
        "二、需要补充的内容",
        "没有读到成效，请写明：实行以后什么变了：多少人评上、多少人加薪、比去年怎样？",
        "请于　　月　　日前将修改稿（Word 文档，文件名写明单位名称）重新报送。如有疑问，请与我们联系。",
        *END,
    ]


def test_a_union_summary_is_asked_for_another_paper() -> None:
    union = entry(verdict="reject", genre="union", remarks=(ROUTINE,), unit=None, said=None, handed_in=None, title=None)
    assert lines(memo(union, NOTHING)) == [
        "关于《0》的修改意见",
        "",
        "报送单位：",
        "你单位报送的材料收悉。经审读，材料以工会日常工作为主，与产改工作情况的要求不一致，本次暂不转报，请另行报送。",
        "一、修改意见",
        "1．讲的是工会日常工作，不是产改。如：“春节期间走访困难职工73户，发放慰问金14.6万元”。请说明：这项工作之后，哪条规定变了？",
        "二、报送要求",
        "产改材料请写清目标、问题、举措、成效、亮点，重点回答：哪条关于培训、评级、工资、晋升的规定变了，对谁变了，变了以后怎样？",
        "请于　　月　　日前将产改工作材料（Word 文档，文件名写明单位名称）重新报送。如有疑问，请与我们联系。",
        *END,
    ]


@pytest.mark.parametrize("code", [*FILE_PROBLEMS, "a code of tomorrow"])
def test_an_unreadable_file_says_what_to_do_in_words_for_its_sender(code: str) -> None:
    unread = Entry((0,), "某 报告.pdf", "", error=(code, "没有安装识别组件，请运行 pip install"))
    what, ask = FILE_PROBLEMS.get(code, ("文件打不开", "请用 Word 或 WPS 另存为 .docx 后报送"))
    assert lines(memo(unread, NOTHING)) == [
        "关于《某 报告》的修改意见",
        "",
        "报送单位：",
        f"你单位报送的材料收悉。经查看，{what}，暂时无法审读，{ask}。",
        "请于　　月　　日前将文件（Word 文档，文件名写明单位名称）重新报送。如有疑问，请与我们联系。",
        *END,
    ]


def revised(met: tuple[Remark, ...], unmet: tuple[Remark, ...], kind: str = "明显改进") -> tuple[Entry, Round]:
    before, after = entry(0), entry(1)
    return after, Round("2025Q4", (before, after), revised=(Change(before, after, kind, met, unmet),))


def test_a_second_submission_begins_with_what_was_met_and_what_was_not() -> None:
    assert lines(memo(*revised((SLOGAN,), (VAGUE,))))[4:9] == [
        "一、上次意见的落实情况",
        "与上一稿相比有明显改进。已改：“公司党委充分认识……同向而行”一处。仍未改：1处，见下。",
        "二、仍需修改的地方",
        "1．这一段3句，没有一处可核实的内容。如：“坚持把素质提升作为改革的重要抓手，健全培训体系，优化培训内容”（“三、强化赋能”部分）。请补上一个实例：谁、在哪个车间或岗位、按什么规定、多少人、结果怎样？",
        "三、其他修改意见",
    ]


def test_a_second_submission_that_only_grew_is_told_so() -> None:
    text = lines(memo(*revised((), (VAGUE, SLOGAN), "只是变长")))
    assert text[5] == "与上一稿相比，篇幅有所增加，具体内容增加不多。上次提出的意见还没有看到修改。"
    assert "三、其他修改意见" not in text


def test_what_is_meant_for_the_office_does_not_go_to_the_unit() -> None:
    other = entry(2, unit=None, said="东山钢铁有限公司", title="东山钢铁的做法")
    own = entry(1, review_reason="空洞程度接近分界线，请人工复核。", certainty=0.51, quality=61.7, note="疑似雷同")
    with zipfile.ZipFile(io.BytesIO(memo(own, Round("2025Q4", (own, other))))) as paper:
        text = "".join(paper.read(name).decode() for name in paper.namelist() if name.endswith(".xml"))
    assert not [word for word in ("复核", "0.51", "61.7", "雷同", "东山") if word in text]


def test_remarks_that_say_the_same_are_one_point_and_a_sentence_is_named_once() -> None:
    twice = replace(VAGUE, quote=SLOGAN.quote)
    more = replace(ROUTINE, quote="四月举办职工篮球赛，12支队伍打了38场。")
    points = [
        line for line in lines(memo(entry(remarks=(SLOGAN, twice, ROUTINE, more)), NOTHING)) if line[:2] in ("1．", "2．", "3．")
    ]
    assert len(points) == 2
    assert points[1].startswith("2．讲的是工会日常工作，不是产改。如：“春节期间")


HOSTILE = "=cmd()\x00</w:t><w:p/>&{ INCLUDETEXT c:\\x }\x1b\ud800\ufffe《甲》"


def test_nothing_of_a_material_becomes_markup_or_a_field() -> None:
    nasty = Remark("specificity", "high", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    data = memo(entry(title=HOSTILE, unit=None, said=HOSTILE, remarks=(nasty,)), NOTHING)
    clean = "=cmd()</w:t><w:p/>&{ INCLUDETEXT c:\\x }"
    assert lines(data)[0].replace("\n", "").startswith("关于《=cmd()</w:t>")
    assert lines(data)[2] == f"{clean}《甲》："
    fields = [e.text for e in Document(io.BytesIO(data)).element.iter(qn("w:instrText"))]
    assert fields == []


def test_han_fonts_are_named() -> None:
    with zipfile.ZipFile(io.BytesIO(memo(entry(), NOTHING))) as paper:
        styles, runs = paper.read("word/styles.xml").decode(), paper.read("word/document.xml").decode()
    assert {'w:eastAsia="方正小标宋简体"', 'w:eastAsia="仿宋"'} <= set(re.findall(r'w:eastAsia="[^"]+"', styles))
    assert set(re.findall(r'w:eastAsia="([^"]+)"', runs)) == {"仿宋", "黑体", "楷体"}


LONG = {"Han": "产业工人队伍建设改革工作" * 40, "Latin": "WMiddle width 2025 " * 40, "mixed": "第3条a款5%、" * 70}


def worst(text: str) -> dict[str, tuple[Entry, Round]]:
    """Five points and more, each of the longest, all elements missing."""
    remarks = tuple(
        Remark("specificity", "high", f"{n}{text}", f"{n}" + text[:60] + "？", f"{n}{text}", text[:16]) for n in range(9)
    )
    full = entry(1, title=text, unit=None, said=text, elements=(), remarks=remarks, verdict="reject")
    again = Round(None, (full,), revised=(Change(entry(0), full, "只是变长", remarks[5:], remarks[:4]),))
    return {"first": (full, NOTHING), "again": (full, again)}


def test_the_worst_case_fits_one_page(tmp_path) -> None:
    office()
    cases = {f"{kind}-{name}": case for kind, text in LONG.items() for name, case in worst(text).items()}
    cases["usual"] = (entry(), NOTHING)
    pages = printed(tmp_path, {name: memo(*case) for name, case in cases.items()})
    assert {name: len(own) for name, own in pages.items()} == dict.fromkeys(cases, 1)
    assert all("（印发单位）" in own[0] and "— 1 —" in own[0] for own in pages.values())


def test_a_missing_element_is_no_point_of_its_own() -> None:
    assert not [line for line in lines(memo(entry(remarks=(NO_RESULT,)), NOTHING)) if line.startswith("1．")]
